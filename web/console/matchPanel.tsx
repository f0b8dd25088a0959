import type { FastifyInstance } from 'fastify';
import type { Caller } from '../../office/access';
import type { RuledOut } from '../../office/matching/ruleOut';
import { RULE_OUT_REASONS } from '../../office/matching/ruleOut';
import { staffName } from '../../office/names';
import type { SurveysShown } from '../../office/surveys';
import { viewer } from '../access/viewer';
import { matchingStrings } from '../i18n/matching';
import type { Parts } from '../parts';
import { Select } from '../ui/field';
import { ProblemError, problems } from '../http/problem';
import { actOf, FormKey } from './formKey';
import { choose, textOf } from './filters';
import { actThenGo } from './flash';
import type { View } from './frame';
import { actorNames, titleIn } from './labels';
import { AnswersInWords } from './matchWords';
import type { Panel, PanelData } from './panels';
import { Card } from './personPage';
import { When } from './when';

interface Data {
  surveys: SurveysShown;
  ruledOut: RuledOut[];
  flags: { id: string; mentorshipId: string; side: string; words: string | null; at: Date }[];
  others: { id: string; name: string }[];
  who: (actor: string) => string;
  /** Has a phone and no data. */
  byText: boolean;
}

/** What somebody answered, whom they are not matched with, and a match that must end at once. */
export const surveysPanel: Panel = {
  id: 'surveys',
  column: 'wide',
  show: async (parts, caller, view, data) => {
    if (data.shown.journeys.length === 0) return null;
    return <Surveys view={view} data={data} own={await read(parts, caller, view, data)} />;
  },
};

export const keptApartPanel: Panel = {
  id: 'kept-apart',
  column: 'narrow',
  show: async (parts, caller, view, data) => {
    if (data.shown.journeys.length === 0) return null;
    return <KeptApart view={view} data={data} own={await read(parts, caller, view, data)} />;
  },
};

async function read(parts: Parts, caller: Caller, view: View, { shown, may }: PanelData): Promise<Data> {
  const [surveys, ruledOut, flags, own, people] = await Promise.all([
    parts.office.surveys.show(caller, shown.id),
    parts.office.matching.ruledOut(caller, shown.id),
    parts.office.matching.flags(caller, shown.id),
    parts.database.participant.findUnique({ where: { id: shown.id }, select: { answersBy: true } }),
    may.decide
      ? parts.database.participant.findMany({
          where: { programId: shown.programId, id: { not: shown.id }, person: { deceasedAt: null } },
          include: { person: true },
          orderBy: { person: { givenName: 'asc' } },
          take: 500,
        })
      : [],
  ]);
  const who = await actorNames(
    parts,
    view,
    surveys.responses.flatMap(({ by }) => by ?? []),
    view.actor,
  );
  return {
    surveys,
    ruledOut,
    flags,
    who,
    byText: own?.answersBy === 'text',
    others: people.map(({ id, person }) => ({ id, name: staffName(person) })),
  };
}

export function matchPanelRoutes(app: FastifyInstance, parts: Parts): void {
  const { office } = parts;
  const act = (
    name: string,
    carryOut: (
      caller: Caller,
      id: string,
      body: Record<string, unknown>,
      options: { key: string },
    ) => Promise<unknown>,
  ) =>
    app.post(`/people/:id/${name}`, async (request, reply) => {
      const { id } = request.params as { id: string };
      if (!/^[\w.-]{1,100}$/.test(id)) throw new ProblemError(problems.notFound());
      return actThenGo(request, reply, `/people/${id}`, async () => {
        await carryOut(viewer(request).caller, id, request.body as Record<string, unknown>, actOf(request));
      });
    });
  act('ask-survey', (caller, id, body, options) =>
    office.surveys.ask(
      caller,
      id,
      {
        survey: textOf(body['survey']) || undefined,
        by: choose(body['by'], ['text', 'link'] as const) ?? 'link',
        always: body['always'] === 'yes' ? true : body['by'] === 'link' ? false : undefined,
      },
      options,
    ),
  );
  act('rule-out', (caller, id, body) =>
    office.matching.ruleOut(caller, {
      one: id,
      other: textOf(body['other']),
      reason: choose(body['reason'], RULE_OUT_REASONS) ?? 'boundary',
    }),
  );
  act('allow', (caller, id, body) =>
    office.matching.allow(caller, { one: id, other: textOf(body['other']) }),
  );
  act('flag', (caller, _, body) =>
    office.matching.flag(caller, textOf(body['pair']), {
      side: choose(body['side'], ['mentee', 'mentor'] as const),
      words: textOf(body['words'], 4_000),
    }),
  );
}

interface Props {
  view: View;
  data: PanelData;
  own: Data;
}

function Surveys({ view, data, own }: Props) {
  const t = matchingStrings[view.lang].surveys;
  const { shown, definition, zone } = data;
  const survey = definition.matching.survey;
  const title = (id: string) => titleIn(definition.surveys, id, view.lang);
  return (
    <Card id="surveys" title={t.title}>
      {own.surveys.underWay.map((one) => (
        <details class="stack-small" key={one.survey}>
          <summary>{(one.status === 'stopped' ? t.stopped : t.underWay)(one.done, one.of)}</summary>
          <AnswersInWords lang={view.lang} definition={definition} role={shown.role} {...one} />
        </details>
      ))}
      {own.surveys.responses.length === 0 && own.surveys.underWay.length === 0 && (
        <p class="soft">{t.none}</p>
      )}
      {own.surveys.responses.slice(0, 3).map((one, place) => (
        <details class="stack-small" key={one.id} open={place === 0}>
          <summary>
            {title(one.survey)}, <When view={view} at={one.at} zone={zone} />{' '}
            <span class="soft">
              {[
                t.via[one.via] ?? one.via,
                one.by && !one.by.startsWith('person:') && t.by(own.who(one.by)),
                one.paperOn && t.paperOn(one.paperOn),
              ]
                .filter(Boolean)
                .join(', ')}
            </span>
          </summary>
          <AnswersInWords lang={view.lang} definition={definition} role={shown.role} {...one} />
        </details>
      ))}
      <div class="row">
        {data.may.decide && (
          <a class="button button-small" href={`/matching/for/${shown.id}`}>
            {matchingStrings[view.lang].rankedOpen}
          </a>
        )}
        {data.may.takePart && (
          <a class="button button-small" href={`/people/${shown.id}/survey/${encodeURIComponent(survey)}`}>
            {t.enter}
          </a>
        )}
      </div>
      {data.may.takePart && (
        <form class="stack-small" method="post" action={`/people/${shown.id}/ask-survey`}>
          <FormKey />
          <input type="hidden" name="survey" value={survey} />
          <div class="row">
            <button class="button button-small" type="submit" name="by" value="text">
              {t.askText}
            </button>
            <button class="button button-small" type="submit" name="by" value="link">
              {t.askLink}
            </button>
          </div>
          <label class="choice">
            <input type="checkbox" name="always" value="yes" checked={own.byText} /> <span>{t.always}</span>
          </label>
          <p class="hint">{t.textTooNow}</p>
        </form>
      )}
    </Card>
  );
}

function KeptApart({ view, data, own }: Props) {
  const { vetoes: t, blocks, flag, sides } = matchingStrings[view.lang];
  const { shown, zone } = data;
  const goesOn = shown.mentorships.filter(({ status }) => status === 'offered' || status === 'active');
  return (
    <Card id="kept-apart" title={t.title}>
      {own.ruledOut.length === 0 && <p class="soft">{t.none}</p>}
      <ul class="stack-small">
        {own.ruledOut.map((one) => (
          <li key={one.participantId} class="spread">
            <span>
              <a href={`/people/${one.participantId}`}>{one.name}</a>{' '}
              <span class="soft">· {blocks[one.reason] ?? one.reason}</span>
            </span>
            {data.may.decide && one.reason !== 'flagged' && (
              <form method="post" action={`/people/${shown.id}/allow`}>
                <FormKey />
                <input type="hidden" name="other" value={one.participantId} />
                <button class="button button-small" type="submit">
                  {t.allow}
                  <span class="visually-hidden">: {one.name}</span>
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      {own.flags.map((one) => (
        <div key={one.id} class="notice notice-late stack-small">
          <p>
            {flag.flagged(sides[one.side] ?? one.side, '')} <When view={view} at={one.at} zone={zone} />
          </p>
          {one.words && <blockquote>{one.words}</blockquote>}
        </div>
      ))}
      {data.may.decide && own.others.length > 0 && (
        <details class="more">
          <summary>{t.add}</summary>
          <form class="form" method="post" action={`/people/${shown.id}/rule-out`}>
            <FormKey />
            <Select
              label={t.who}
              name="other"
              id="rule-out-other"
              required
              options={[['', '–'], ...own.others.map(({ id, name }) => [id, name] as const)]}
            />
            <Select
              label={t.why}
              name="reason"
              id="rule-out-reason"
              options={RULE_OUT_REASONS.map((reason) => [reason, t[reason]] as const)}
            />
            <p class="hint">{t.hint}</p>
            <button class="button button-small" type="submit">
              {t.add}
            </button>
          </form>
        </details>
      )}
      {data.may.takePart &&
        goesOn.map((pair) => (
          <details class="more" key={pair.id}>
            <summary>
              {flag.open}:{' '}
              {data.others.get(pair.menteeId === shown.id ? pair.mentorId : pair.menteeId) ?? '–'}
            </summary>
            <form class="form" method="post" action={`/people/${shown.id}/flag`}>
              <FormKey />
              <p>{flag.lead}</p>
              <input type="hidden" name="pair" value={pair.id} />
              <Select
                label={flag.whose}
                name="side"
                id={`flag-side-${pair.id}`}
                value={pair.menteeId === shown.id ? 'mentee' : 'mentor'}
                options={(['mentee', 'mentor'] as const).map((side) => [side, sides[side] ?? side] as const)}
              />
              <div class="field">
                <label for={`flag-words-${pair.id}`}>{flag.words}</label>
                <textarea class="input" id={`flag-words-${pair.id}`} name="words" maxLength={4000} />
              </div>
              <button class="button button-alarm button-small" type="submit">
                {flag.submit}
              </button>
            </form>
          </details>
        ))}
    </Card>
  );
}
