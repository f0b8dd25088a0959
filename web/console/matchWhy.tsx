import type { FastifyInstance } from 'fastify';
import { can } from '../../office/access';
import type { Explained } from '../../office/matching/explain';
import type { Definition } from '../../programs';
import { viewer } from '../access/viewer';
import { matchingStrings } from '../i18n/matching';
import type { Parts } from '../parts';
import { sendPage } from '../ui/page';
import { actOf } from './formKey';
import { textOf } from './filters';
import { actThenGo } from './flash';
import { ConsolePage, type View } from './frame';
import { fit, Reasons, reasonsOf, whyNot } from './matchWords';
import { viewOf } from './view';

/** Why two people could be a pair or not, and who could be for one person. */
export function matchWhyRoutes(app: FastifyInstance, parts: Parts): void {
  const { office } = parts;

  app.get('/matching/why', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const { caller } = viewer(request);
    const query = request.query as Record<string, unknown>;
    const sides = { mentee: textOf(query['mentee']), mentor: textOf(query['mentor']) };
    const why = await office.matching.explain(caller, sides);
    const { programId, siteId } = await office.participants.find(caller, why.mentee.participantId, 'see');
    const { definition } = await office.programs.inUse(programId);
    const mayPick = can(caller.scope, 'decide-journeys', { programId, siteId });
    const t = matchingStrings[view.lang];
    return sendPage(
      reply,
      <ConsolePage
        view={view}
        section="matching"
        title={t.explainTitle}
        lead={`${why.mentee.name} & ${why.mentor.name}`}
      >
        <Pair view={view} definition={definition} why={why} mayPick={mayPick} isAlone />
      </ConsolePage>,
    );
  });

  app.get('/matching/for/:id', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const { caller } = viewer(request);
    const { id } = request.params as { id: string };
    const person = await office.participants.show(caller, id);
    const { possible, not } = await office.matching.rank(caller, id);
    const { definition } = await office.programs.inUse(person.programId);
    const mayPick = can(caller.scope, 'decide-journeys', person);
    const t = matchingStrings[view.lang];
    const [first] = [...possible, ...not];
    const name =
      (first && (first.mentee.participantId === id ? first.mentee : first.mentor).name) ??
      person.person.givenName;
    return sendPage(
      reply,
      <ConsolePage view={view} section="matching" title={t.ranked(name)} lead={t.rankedLead}>
        <div class="stack">
          {possible.length === 0 && <p class="card empty">{t.nobody}</p>}
          {possible.map((why) => (
            <Pair key={keyOf(why)} view={view} definition={definition} why={why} mayPick={mayPick} of={id} />
          ))}
          {not.length > 0 && (
            <section class="stack-small" aria-labelledby="not-now">
              <h2 id="not-now">{t.notNow}</h2>
              {not.map((why) => (
                <Pair
                  key={keyOf(why)}
                  view={view}
                  definition={definition}
                  why={why}
                  mayPick={mayPick}
                  of={id}
                  below
                />
              ))}
            </section>
          )}
        </div>
      </ConsolePage>,
    );
  });

  app.post('/matching/pick', async (request, reply) => {
    const body = request.body as Record<string, unknown>;
    const [mentee, mentor] = [textOf(body['mentee']), textOf(body['mentor'])];
    const of = textOf(body['of']);
    const back = /^[\w.-]{1,100}$/.test(of)
      ? `/matching/for/${of}`
      : `/matching/why?${new URLSearchParams({ mentee, mentor }).toString()}`;
    return actThenGo(request, reply, back, async () => {
      const reason = textOf(body['reason'], 1_000) || undefined;
      await office.matching.pick(viewer(request).caller, { mentee, mentor, reason }, actOf(request));
      return '/matching';
    });
  });
}

function keyOf({ mentee, mentor }: Explained): string {
  return `${mentee.participantId} ${mentor.participantId}`;
}

/** One pair with everything that speaks for it and against it. Only the program's cap can be gone above, with a reason. */
function Pair(props: {
  view: View;
  definition: Definition;
  why: Explained;
  mayPick: boolean;
  /** The person whose list this is. */
  of?: string;
  isAlone?: boolean;
  /** Below a heading of its own. */
  below?: boolean;
}) {
  const { view, definition, why, of } = props;
  const Title = props.below ? 'h3' : 'h2';
  const t = matchingStrings[view.lang];
  const rules = whyNot(why, definition, view.lang);
  const overCap = isOnlyOverCap(why);
  const { mentee, mentor, caseload } = why;
  const reasons = reasonsOf(why.reasons);
  const id = `pair-${mentee.participantId}-${mentor.participantId}`;
  const shown = [mentee, mentor].filter(({ participantId }) => participantId !== of);
  return (
    <article class="card stack-small" aria-labelledby={id}>
      <div class="spread">
        <Title id={id}>
          {shown.map((side, place) => (
            <>
              {place > 0 && ' & '}
              <a href={`/people/${side.participantId}`}>{side.name}</a>
            </>
          ))}
        </Title>
        <span class="row">
          {why.first && (
            <span class="badge badge-soon" title={t.firstHint}>
              {t.first}
            </span>
          )}
          <span class="badge badge-calm">
            {view.t.matching.score} {fit(reasons)} %
          </span>
        </span>
      </div>
      {props.isAlone && (
        <p class={why.possible ? 'notice notice-good' : 'notice'}>
          {why.possible ? t.possible : t.notPossible}
        </p>
      )}
      {rules.length > 0 && (
        <ul class="plain-list">
          {rules.map((rule) => (
            <li key={rule}>{capital(rule)}</li>
          ))}
        </ul>
      )}
      <Reasons view={view} definition={definition} reasons={reasons} />
      <p class="small soft">{t.caseload(caseload.now, caseload.cap, caseload.ownCap)}</p>
      {props.mayPick && (why.possible || overCap) && (
        <form class={overCap ? 'form' : 'row'} method="post" action="/matching/pick">
          <input type="hidden" name="mentee" value={mentee.participantId} />
          <input type="hidden" name="mentor" value={mentor.participantId} />
          {of && <input type="hidden" name="of" value={of} />}
          {overCap && (
            <div class="field field-wide">
              <label for={`${id}-reason`}>{t.overCapReason}</label>
              <input class="input" id={`${id}-reason`} name="reason" maxLength={1000} required />
              <span class="hint">
                {t.overCap(caseload.now + 1, caseload.cap)}. {t.overCapHint}
              </span>
            </div>
          )}
          <button class="button button-small" type="submit">
            {t.pick}
            <span class="visually-hidden">
              : {mentee.name} & {mentor.name}
            </span>
          </button>
        </form>
      )}
    </article>
  );
}

function isOnlyOverCap({ out, obstacles, caseload }: Explained): boolean {
  const isBeyondOwn = caseload.ownCap !== undefined && caseload.now >= caseload.ownCap;
  return (
    !out.mentee &&
    !out.mentor &&
    !isBeyondOwn &&
    obstacles.length === 1 &&
    obstacles[0]?.rule === 'caseload-full'
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
