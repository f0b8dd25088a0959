import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { can } from '../../office/access';
import type { Proposal } from '../../office/matching';
import { viewer } from '../access/viewer';
import { ProblemError } from '../http/problem';
import type { Parts } from '../parts';
import { sendFragment, sendPage } from '../ui/page';
import { choose, textOf } from './filters';
import { actThenGo } from './flash';
import { ConsolePage, type View } from './frame';
import { viewOf } from './view';

interface Reason {
  factor: string;
  points: number;
  of: number;
}
interface MatchingData {
  proposals: Proposal[];
  programs: { id: string; name: string; mayDecide: boolean }[];
}

const LONG_AGO = 40;

export function matchingRoutes(app: FastifyInstance, parts: Parts): void {
  app.get('/matching', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const data = await load(request);
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
    return sendFragment(reply, <MatchingLists view={view} data={await load(request)} />);
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
      await parts.office.matching.decide(viewer(request).caller, id, decision, { key: randomUUID() });
    });
  });

  async function load(request: Parameters<typeof viewer>[0]): Promise<MatchingData> {
    const { caller } = viewer(request);
    const programs = await parts.office.programs.list(caller);
    return {
      proposals: await parts.office.matching.list(caller),
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
                {t.score} {fit(pair.reasons)} %
              </span>
            </div>
            <Reasons view={view} reasons={pair.reasons} />
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

/** Why this pair: each factor with its points, as words and as a bar. */
function Reasons({ view, reasons }: { view: View; reasons: unknown }) {
  const known = reasonsOf(reasons);
  return (
    <dl class="reasons">
      {known.map(({ factor, points, of }) => (
        <div key={factor}>
          <dt>{view.w.factors[factor] ?? factor}</dt>
          <dd>
            <progress class="meter" max={of} value={points} aria-label={view.w.factors[factor] ?? factor} />
            <span class="small soft">{view.t.matching.of(round(points), round(of))}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Points of those that there were, in percent. */
function fit(reasons: unknown): number {
  const known = reasonsOf(reasons);
  const most = known.reduce((sum, { of }) => sum + of, 0);
  return most > 0 ? Math.round((known.reduce((sum, { points }) => sum + points, 0) / most) * 100) : 0;
}

function reasonsOf(reasons: unknown): Reason[] {
  if (!Array.isArray(reasons)) return [];
  return (reasons as Partial<Reason>[]).filter(
    (reason): reason is Reason =>
      typeof reason.factor === 'string' && typeof reason.of === 'number' && reason.of > 0,
  );
}

function round(points: number): number {
  return Math.round(points * 10) / 10;
}
