import type { FastifyInstance } from 'fastify';
import { can } from '../../office/access';
import type { Proposal } from '../../office/matching';
import type { Definition } from '../../programs';
import { viewer } from '../access/viewer';
import { ProblemError } from '../http/problem';
import { matchingStrings } from '../i18n/matching';
import type { Parts } from '../parts';
import { sendFragment, sendPage } from '../ui/page';
import { actOf } from './formKey';
import { choose, textOf } from './filters';
import { actThenGo } from './flash';
import { ConsolePage, type View } from './frame';
import { actorNames } from './labels';
import { fit, Reasons, reasonsOf } from './matchWords';
import { viewOf } from './view';

interface MatchingData {
  proposals: Proposal[];
  programs: { id: string; name: string; mayDecide: boolean }[];
  definitions: ReadonlyMap<string, Definition>;
  who: (actor: string) => string;
}

const LONG_AGO = 40;

export function matchingRoutes(app: FastifyInstance, parts: Parts): void {
  app.get('/matching', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const data = await load(request, view);
    const t = view.t.matching;
    return sendPage(
      reply,
      <ConsolePage
        view={view}
        section="matching"
        title={t.title}
        lead={t.lead}
        actions={<ProposeForm view={view} programs={data.programs.filter(({ mayDecide }) => mayDecide)} />}
      >
        <MatchingLists view={view} data={data} />
      </ConsolePage>,
    );
  });
  app.get('/parts/matching', async (request, reply) => {
    const view = await viewOf(parts, request);
    return sendFragment(reply, <MatchingLists view={view} data={await load(request, view)} />);
  });
  app.post('/matching', async (request, reply) =>
    actThenGo(request, reply, '/matching', async () => {
      const program = textOf((request.body as Record<string, unknown>)['program']);
      await parts.office.matching.round(viewer(request).caller, program);
    }),
  );
  app.post('/matching/:id', async (request, reply) => {
    const { id } = request.params as { id: string };
    const body = request.body as Record<string, unknown>;
    const decision = choose(body['decision'], ['approve', 'reject'] as const);
    if (!decision)
      throw new ProblemError({ status: 400, code: 'decision-needed', title: 'approve or reject' });
    const back = /^\/people\/[\w.-]{1,100}$/.test(textOf(body['back'])) ? textOf(body['back']) : '/matching';
    return actThenGo(request, reply, back, async () => {
      const reason = textOf(body['reason'], 1_000) || undefined;
      await parts.office.matching.decide(viewer(request).caller, id, decision, {
        ...actOf(request),
        reason,
      });
    });
  });

  async function load(request: Parameters<typeof viewer>[0], view: View): Promise<MatchingData> {
    const { caller } = viewer(request);
    const programs = await parts.office.programs.list(caller);
    const proposals = await parts.office.matching.list(caller);
    const wanted = [...new Set(proposals.map(({ programId }) => programId))];
    const definitions = await Promise.all(
      wanted.map(async (id) => [id, (await parts.office.programs.inUse(id)).definition] as const),
    );
    const actors = proposals.flatMap(({ overCap }) => overCap?.by ?? []);
    return {
      proposals,
      definitions: new Map(definitions),
      who: await actorNames(parts, view, actors, view.actor),
      programs: programs.map(({ id, name }) => ({
        id,
        name,
        mayDecide: can(caller.scope, 'decide-journeys', { programId: id }),
      })),
    };
  }
}

function ProposeForm({ view, programs }: { view: View; programs: MatchingData['programs'] }) {
  const t = view.t.matching;
  const [only] = programs;
  if (!only) return null;
  return (
    <form class="row" method="post" action="/matching">
      {programs.length === 1 ? (
        <input type="hidden" name="program" value={only.id} />
      ) : (
        <>
          <label class="visually-hidden" for="propose-for">
            {t.forProgram}
          </label>
          <select class="input input-fit" id="propose-for" name="program">
            {programs.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </>
      )}
      <button class="button button-primary" type="submit">
        {t.propose}
      </button>
    </form>
  );
}

function MatchingLists({ view, data }: { view: View; data: MatchingData }) {
  const t = view.t.matching;
  const toDecide = data.proposals.filter(({ status }) => status === 'proposed');
  const decided = data.proposals.filter(({ status }) => status !== 'proposed').slice(0, LONG_AGO);
  const mayDecide = (pair: Proposal) =>
    data.programs.some(({ id, mayDecide: may }) => may && id === pair.programId);
  return (
    <div
      class="stack"
      id="matching"
      data-live="/live/today"
      hx-get="/parts/matching"
      hx-trigger="live"
      hx-swap="outerMorph"
    >
      <section class="stack-small" aria-labelledby="proposed-title">
        <h2 id="proposed-title">{t.proposed}</h2>
        {toDecide.length === 0 && <p class="card empty">{t.none}</p>}
        {toDecide.map((pair) => (
          <article key={pair.mentorshipId} class="card stack-small">
            <div class="spread">
              <h3>
                <a href={`/people/${pair.mentee.participantId}`}>{pair.mentee.name}</a>
                {' & '}
                <a href={`/people/${pair.mentor.participantId}`}>{pair.mentor.name}</a>
              </h3>
              <span class="badge badge-calm">
                {t.score} {fit(reasonsOf(pair.reasons))} %
              </span>
            </div>
            <Reasons
              view={view}
              definition={data.definitions.get(pair.programId)}
              reasons={reasonsOf(pair.reasons)}
            />
            <OverCap view={view} data={data} pair={pair} />
            {mayDecide(pair) && (
              <form class="row" method="post" action={`/matching/${pair.mentorshipId}`}>
                <button
                  class="button button-primary button-small"
                  type="submit"
                  name="decision"
                  value="approve"
                >
                  {view.t.person.approve}
                  <span class="visually-hidden">
                    : {pair.mentee.name} & {pair.mentor.name}
                  </span>
                </button>
                <button class="button button-small" type="submit" name="decision" value="reject">
                  {view.t.person.reject}
                  <span class="visually-hidden">
                    : {pair.mentee.name} & {pair.mentor.name}
                  </span>
                </button>
                <a class="small" href={whyOf(pair)}>
                  {matchingStrings[view.lang].explain}
                  <span class="visually-hidden">
                    : {pair.mentee.name} & {pair.mentor.name}
                  </span>
                </a>
              </form>
            )}
          </article>
        ))}
      </section>
      {decided.length > 0 && (
        <section class="card card-flush" aria-labelledby="decided-title">
          <h2 class="card-title" id="decided-title">
            {t.decided}
          </h2>
          <ul class="owed">
            {decided.map((pair) => (
              <li key={pair.mentorshipId}>
                <span>
                  <a href={`/people/${pair.mentee.participantId}`}>{pair.mentee.name}</a>
                  {' & '}
                  <a href={`/people/${pair.mentor.participantId}`}>{pair.mentor.name}</a>
                </span>
                <span class={pair.status === 'active' ? 'badge badge-good' : 'badge'}>
                  {view.w.mentorship[pair.status] ?? pair.status}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function whyOf({ mentee, mentor }: Proposal): string {
  const sides = { mentee: mentee.participantId, mentor: mentor.participantId };
  return `/matching/why?${new URLSearchParams(sides).toString()}`;
}

/** A caseload above the cap, and why somebody decided on it. */
function OverCap({ view, data, pair }: { view: View; data: MatchingData; pair: Proposal }) {
  const t = matchingStrings[view.lang];
  if (!pair.overCap) return null;
  const { would, limit, reason, by } = pair.overCap;
  return (
    <p class="notice">
      {t.overCap(would, limit)}. {t.overCapBy(data.who(by))} {reason}
    </p>
  );
}
