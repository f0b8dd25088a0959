import type { FastifyInstance } from 'fastify';
import { planFlag } from '../../domain/safetyPlan';
import { can } from '../../office/access';
import type { Caller } from '../../office/access';
import { DEBRIEF_OUTCOMES } from '../../office/debriefs';
import type { Definition } from '../../programs';
import { viewer } from '../access/viewer';
import { ProblemError } from '../http/problem';
import { planningStrings } from '../i18n/planning';
import type { Parts } from '../parts';
import { choose, listOf, textOf } from './filters';
import { actThenGo } from './flash';
import type { View } from './frame';
import { titleIn } from './labels';

/** What a peer needs before a shift: a safety plan, training, the places where they do not work. */
export interface PeerData {
  flag: 'missing' | 'old' | undefined;
  maySeePlan: boolean;
  excluded: string[];
  sites: { id: string; name: string }[];
  needed: { id: string; title: string; done: boolean }[];
}

export async function peerData(
  parts: Parts,
  caller: Caller,
  view: View,
  shown: {
    id: string;
    programId: string;
    siteId: string | null;
    journeys: readonly { privileges: string[] }[];
  },
  definition: Definition,
  trained: readonly string[],
): Promise<PeerData | undefined> {
  if (!shown.journeys[0]?.privileges.includes('work-shifts')) return undefined;
  const [plan, excluded] = await Promise.all([
    parts.database.safetyPlan.findFirst({
      where: { participantId: shown.id },
      orderBy: { version: 'desc' },
      select: { agreedAt: true },
    }),
    parts.database.siteExclusion.findMany({ where: { participantId: shown.id } }),
  ]);
  return {
    flag: planFlag(plan?.agreedAt, view.now),
    maySeePlan: can(caller.scope, 'handle-escalations', shown),
    excluded: excluded.map(({ siteId }) => siteId),
    sites: definition.sites.map(({ id, name }) => ({ id: `${definition.id}.${id}`, name })),
    needed: definition.shift.requiresTraining.map((id) => ({
      id,
      title: titleIn(definition.transition.training, id, view.lang),
      done: trained.includes(id),
    })),
  };
}

export function peerRoutes(app: FastifyInstance, parts: Parts): void {
  app.post('/people/:id/boundaries', async (request, reply) => {
    const { id } = request.params as { id: string };
    const { sites } = (request.body ?? {}) as { sites?: unknown };
    return actThenGo(request, reply, `/people/${encodeURIComponent(id)}`, async () => {
      await parts.office.boundaries.set(viewer(request).caller, id, { sites: listOf(sites) });
    });
  });
  app.post('/debriefs', async (request, reply) => {
    const body = (request.body ?? {}) as Record<string, unknown>;
    const outcome = choose(body['outcome'], DEBRIEF_OUTCOMES);
    const key = textOf(body['key'], 300);
    if (!outcome || !key)
      throw new ProblemError({ status: 400, code: 'invalid-form', title: 'Something is missing.' });
    const asked = textOf(body['back'], 300);
    const back = /^\/(people|escalations)\/[\w%.-]+$/.test(asked) ? asked : '/';
    return actThenGo(request, reply, back, async () => {
      await parts.office.debriefs.settle(viewer(request).caller, key, { outcome });
    });
  });
}

export function PeerCard({
  view,
  id,
  peer,
  mayTakePart,
}: {
  view: View;
  id: string;
  peer: PeerData | undefined;
  mayTakePart: boolean;
}) {
  if (!peer) return null;
  const t = planningStrings[view.lang];
  return (
    <section class="card stack-small" aria-labelledby="peer-title">
      <h2 id="peer-title">{t.peer.title}</h2>
      <div class="spread">
        <span>
          {t.safety.title}
          {peer.flag && (
            <>
              {' '}
              <span class="badge badge-late">{t.safety.flags[peer.flag]}</span>
            </>
          )}
        </span>
        {peer.maySeePlan && (
          <a class="button button-small" href={`/people/${id}/safety-plan`}>
            {peer.flag === 'missing' ? t.safety.agree : t.safety.see}
          </a>
        )}
      </div>
      {peer.needed.length > 0 && (
        <div class="stack-small">
          <h3>{t.peer.training}</h3>
          <ul class="stack-small">
            {peer.needed.map((module) => (
              <li key={module.id} class="spread">
                {module.title}
                {module.done ? (
                  <span class="badge badge-good">{t.peer.trained}</span>
                ) : (
                  <form method="post" action={`/people/${id}/training`}>
                    <button class="button button-small" type="submit" name="module" value={module.id}>
                      {t.peer.record}
                      <span class="visually-hidden">: {module.title}</span>
                    </button>
                  </form>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
      {peer.sites.length > 1 && mayTakePart ? (
        <form class="stack-small" method="post" action={`/people/${id}/boundaries`}>
          <fieldset>
            <legend class="legend">{t.peer.boundaries}</legend>
            <div class="chip-choices">
              {peer.sites.map((site) => (
                <label key={site.id} class="choice">
                  <input
                    type="checkbox"
                    name="sites"
                    value={site.id}
                    checked={peer.excluded.includes(site.id)}
                  />{' '}
                  <span>{site.name}</span>
                </label>
              ))}
            </div>
          </fieldset>
          <p class="hint">{t.peer.boundariesHint}</p>
          <div>
            <button class="button button-small" type="submit">
              {view.t.save}
            </button>
          </div>
        </form>
      ) : (
        peer.excluded.length > 0 && (
          <p>
            {t.peer.boundaries}:{' '}
            {peer.sites
              .filter((site) => peer.excluded.includes(site.id))
              .map(({ name }) => name)
              .join(', ')}
          </p>
        )
      )}
    </section>
  );
}

/** Whether a debrief was held, or not wanted. */
export function DebriefForm({ view, waitKey, back }: { view: View; waitKey: string; back: string }) {
  const t = planningStrings[view.lang].debrief;
  return (
    <form class="row wait-acts" method="post" action="/debriefs">
      <input type="hidden" name="key" value={waitKey} />
      <input type="hidden" name="back" value={back} />
      {DEBRIEF_OUTCOMES.map((outcome) => (
        <button key={outcome} class="button button-small" type="submit" name="outcome" value={outcome}>
          {t[outcome]}
        </button>
      ))}
    </form>
  );
}

/** A debrief that is owed, on the page of the escalation that it is about. */
export function DebriefCard({ view, waitKey, back }: { view: View; waitKey: string; back: string }) {
  const t = planningStrings[view.lang].debrief;
  return (
    <section class="card stack-small" aria-labelledby="debrief-title">
      <h2 id="debrief-title">{t.title}</h2>
      <p class="hint">{t.hint}</p>
      <DebriefForm view={view} waitKey={waitKey} back={back} />
    </section>
  );
}
