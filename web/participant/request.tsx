import { NotThere, Refused } from '../../client/fullCircle';
import { as, instant, type Zone } from '../../domain/ids';
import { calledForStaff } from '../../domain/names';
import { formatLocal } from '../../domain/time';
import { asTold, type Caller } from '../../office/access';
import type { Person, Wait } from '../../prisma/generated/client';
import type { Lang } from '../i18n/language';
import { onCallStrings } from '../i18n/onCall';
import type { Parts } from '../parts';
import { NotDone, PersonFrame } from './frame';

/** What somebody who was asked sees behind their link: who asks, by when, one button. */
export interface RequestAwaited {
  requestId: string;
  peer: string;
  dueAt: Date;
  zone: string;
  status: string;
  mine: boolean;
  programId: string;
  siteId: string | null;
}

/** @returns nothing for a link about something else, and for whoever was left out */
export async function requestAwaited(
  parts: Parts,
  person: Person,
  about: Wait | undefined,
): Promise<RequestAwaited | undefined> {
  if (about?.kind !== 'request' || about.owedBy !== 'staff') return undefined;
  const id = about.key.slice('request-'.length).split('/')[0] ?? '';
  const row = await parts.database.request.findUnique({ where: { id } });
  if (!row || row.exclude.includes(person.id)) return undefined;
  const [subject, site, { policy }] = await Promise.all([
    parts.database.person.findUnique({ where: { id: row.personId } }),
    row.siteId ? parts.database.site.findUnique({ where: { id: row.siteId } }) : null,
    parts.office.programs.inUse(row.programId),
  ]);
  return {
    requestId: row.id,
    peer: subject ? calledForStaff({ ...subject, familyName: subject.surname }) : '–',
    dueAt: row.dueAt,
    zone: site?.zone ?? policy.zone,
    status: row.status,
    mine: row.takenBy === person.id,
    programId: row.programId,
    siteId: row.siteId,
  };
}

export async function takeByLink(parts: Parts, caller: Caller, of: RequestAwaited): Promise<boolean> {
  try {
    await parts.office.requests.take(
      asTold(caller, of),
      of.requestId,
      {},
      { key: `link/${of.requestId}/${caller.personId}` },
    );
    return true;
  } catch (error) {
    // Somebody was quicker, or it is over: the page says so.
    if (error instanceof Refused || error instanceof NotThere) return false;
    throw error;
  }
}

export function RequestLinkPage(props: {
  lang: Lang;
  token: string;
  name: string;
  of: RequestAwaited;
  refused?: string | undefined;
}) {
  const { lang, of } = props;
  const t = onCallStrings[lang].requests.staffLink;
  const isOpen = of.status === 'open' || of.status === 'starting';
  return (
    <PersonFrame lang={lang} name={props.name}>
      <h1>{t.title(of.peer)}</h1>
      <NotDone why={props.refused} />
      {of.mine ? (
        <p class="notice notice-good">{t.mine}</p>
      ) : isOpen ? (
        <>
          <p class="lead">
            {t.promised(formatLocal(instant(of.dueAt), as<Zone>(of.zone), lang, 'date-time'))}
          </p>
          <p>{t.noReason}</p>
          <form class="answer" method="post" action={`/p/${props.token}`}>
            <button class="button button-big button-primary" type="submit" name="act" value="take-request">
              {onCallStrings[lang].requests.take}
            </button>
          </form>
        </>
      ) : (
        <p class="notice">{t.gone}</p>
      )}
    </PersonFrame>
  );
}

/** On everybody's own page: somebody else to speak with, and whom to leave out of it. */
export function AskForAnother(props: {
  lang: Lang;
  token: string;
  people: readonly { personId: string; givenName: string }[];
}) {
  const t = onCallStrings[props.lang].requests.own;
  return (
    <details class="card more">
      <summary>{t.title}</summary>
      <form class="form" method="post" action={`/p/${props.token}`}>
        <p>{t.lead}</p>
        {props.people.length > 0 && (
          <fieldset class="stack-small">
            <legend class="legend">{t.leaveOut}</legend>
            {props.people.map(({ personId, givenName }) => (
              <label key={personId} class="check">
                <input type="checkbox" name="exclude" value={personId} /> {givenName}
              </label>
            ))}
          </fieldset>
        )}
        <button class="button button-big" type="submit" name="act" value="request">
          {t.button}
        </button>
      </form>
    </details>
  );
}
