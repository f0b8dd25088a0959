import type { MeetingShown } from '../../office/meetings';
import { companionsOf, type Companion } from '../../office/companions';
import { alongsideStrings } from '../i18n/alongside';
import type { Parts } from '../parts';
import { Select } from '../ui/field';
import { FormKey } from './formKey';
import type { View } from './frame';
import type { Panel, PanelData } from './panels';
import { Card } from './personPage';
import { When } from './when';

interface Shown {
  view: View;
  data: PanelData;
  meetings: MeetingShown[];
  away: { id: string; interim: string | undefined }[];
  companions: Companion[];
}

const MOST = 8;

/** Meetings of a person's pairs: other times, what was said of them, and who stands in while a mentor takes a break. */
export const meetingsPanel: Panel = {
  id: 'meetings',
  column: 'wide',
  async show(parts, caller, view, data) {
    const { shown } = data;
    if (shown.mentorships.length === 0) return null;
    const [meetings, away] = await Promise.all([
      parts.office.meetings.list(caller, shown.id),
      awayOf(parts, shown.id),
    ]);
    if (meetings.length === 0 && away.length === 0) return null;
    const companions = away.length > 0 && data.may.decide ? await companionsOf(parts.database, shown) : [];
    return <Meetings view={view} data={data} meetings={meetings} away={away} companions={companions} />;
  },
};

async function awayOf(parts: Parts, menteeId: string): Promise<Shown['away']> {
  const pairs = await parts.database.mentorship.findMany({
    where: { menteeId, status: 'active' },
  });
  const mentors = await parts.database.participant.findMany({
    where: { id: { in: pairs.map(({ mentorId }) => mentorId) }, journeys: { some: { status: 'paused' } } },
  });
  const people = await parts.database.person.findMany({
    where: { id: { in: pairs.flatMap(({ interimPersonId }) => interimPersonId ?? []) } },
  });
  return pairs
    .filter(({ mentorId }) => mentors.some(({ id }) => id === mentorId))
    .map(({ id, interimPersonId }) => {
      const person = people.find((one) => one.id === interimPersonId);
      return { id, interim: person && [person.givenName, person.surname].filter(Boolean).join(' ') };
    });
}

function Meetings(props: Shown) {
  const { view, data, meetings, away, companions } = props;
  const t = alongsideStrings[view.lang].meetings;
  const action = `/people/${data.shown.id}`;
  return (
    <Card id="meetings" title={t.title}>
      {away.map(({ id, interim }) => (
        <div key={id} class="notice stack-small">
          <p>
            {t.away} {interim ? t.interim(interim) : t.noInterim}
          </p>
          {data.may.decide && (
            <form class="inline-form" method="post" action={`${action}/interim`}>
              <FormKey />
              <input type="hidden" name="pair" value={id} />
              <Select
                label={t.name}
                name="person"
                id={`interim-${id}`}
                options={companions.map(({ personId, name }) => [personId, name] as const)}
              />
              <button class="button" type="submit" name="act" value="name">
                {t.name}
              </button>
              {interim && (
                <button class="button" type="submit" name="act" value="in-touch">
                  {t.inTouch}
                </button>
              )}
            </form>
          )}
        </div>
      ))}
      {meetings.length === 0 && <p class="soft">{t.none}</p>}
      <ul class="stack-small">
        {meetings.slice(0, MOST).map((meeting) => (
          <Meeting key={`${meeting.mentorshipId}/${meeting.number}`} {...props} meeting={meeting} />
        ))}
      </ul>
    </Card>
  );
}

function Meeting({ view, data, meeting }: Shown & { meeting: MeetingShown }) {
  const words = alongsideStrings[view.lang];
  const t = words.meetings;
  const { shown } = data;
  const other = meeting.mentee.participantId === shown.id ? meeting.mentor : meeting.mentee;
  const isNext = meeting.status === 'planned' && meeting.startsAt > view.now;
  const isSettled = meeting.status === 'attended' || meeting.status === 'missed';
  const fields = (
    <>
      <input type="hidden" name="pair" value={meeting.mentorshipId} />
      <input type="hidden" name="number" value={meeting.number} />
    </>
  );
  const id = `${meeting.mentorshipId}-${meeting.number}`;
  const time = `/people/${shown.id}/meeting-time`;
  return (
    <li class="stack-small">
      <div class="spread">
        <span>
          <When view={view} at={meeting.startsAt} zone={meeting.zone} /> · {other.name}
        </span>
        <span class={meeting.status === 'attended' ? 'badge badge-good' : 'badge'}>
          {view.w.meeting[meeting.status] ?? meeting.status}
        </span>
      </div>
      {meeting.proposed && (
        <form class="row" method="post" action={time}>
          <FormKey />
          {fields}
          <input type="hidden" name="side" value={meeting.proposed.by === 'mentee' ? 'mentor' : 'mentee'} />
          <span>
            {t.proposed(t.sides[meeting.proposed.by] ?? '', '')}
            <When view={view} at={meeting.proposed.at} zone={meeting.zone} />
          </span>
          {data.may.takePart && (
            <>
              <button class="button button-small" type="submit" name="act" value="accept">
                {t.accept}
              </button>
              <button class="button button-small" type="submit" name="act" value="decline">
                {t.keep}
              </button>
            </>
          )}
        </form>
      )}
      {data.may.takePart && isNext && (
        <details class="more" id={`propose-${id}`}>
          <summary>
            {t.propose}
            <span class="visually-hidden">: {other.name}</span>
          </summary>
          <form class="inline-form" method="post" action={time}>
            <FormKey />
            {fields}
            <Select
              label={t.forWhom}
              name="side"
              id={`side-${id}`}
              options={(['mentee', 'mentor'] as const).map((side) => [side, t.sides[side] ?? side] as const)}
            />
            <div class="field">
              <label for={`when-${id}`}>{words.when}</label>
              <input class="input" id={`when-${id}`} name="when" type="datetime-local" required />
            </div>
            <button class="button" type="submit" name="act" value="propose">
              {words.ask}
            </button>
          </form>
        </details>
      )}
      {data.may.takePart && (isSettled || meeting.status === 'unknown') && (
        <details class="more" id={`settle-${id}`}>
          <summary>{t.settle}</summary>
          <form class="row" method="post" action={`/people/${shown.id}/meeting`}>
            <FormKey />
            {fields}
            <button class="button button-small" type="submit" name="outcome" value="attended">
              {t.held}
            </button>
            <button class="button button-small" type="submit" name="outcome" value="missed">
              {t.missed}
            </button>
          </form>
        </details>
      )}
    </li>
  );
}
