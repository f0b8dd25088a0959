import { Fragment } from 'preact';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ESCALATION_OUTCOMES } from '../../workflows/contract';
import { can } from '../../office/access';
import { viewer } from '../access/viewer';
import { onCallStrings } from '../i18n/onCall';
import type { Labels } from '../i18n/ledger';
import { ProblemError } from '../http/problem';
import type { Parts } from '../parts';
import { Select } from '../ui/field';
import { sendFragment, sendPage } from '../ui/page';
import { actOf, FormKey } from './formKey';
import { actThenGo } from './flash';
import { ConsolePage, EscalationCount, type View } from './frame';
import { actorNames, labelsFor, peopleNames, titleIn } from './labels';
import { DebriefCard } from './peerCard';
import { SafetyPlanCard } from './safetyPlan';
import { Timeline } from './timeline';
import { viewOf } from './view';
import { Due, localText, When } from './when';
import type { Definition } from '../../programs';
import type { SafetyPlanShown } from '../../office/safetyPlans';

const SHOWN = 100;

type Listed = Awaited<ReturnType<Parts['office']['escalations']['list']>>[number];
type Shown = Awaited<ReturnType<Parts['office']['escalations']['show']>>;

interface ListData {
  rows: (Listed & {
    mayHandle: boolean;
    zone: string;
    site: string | undefined;
    levels: Definition['escalation']['levels'];
    resolver: string;
  })[];
}
interface OneData {
  shown: Shown;
  mayHandle: boolean;
  zone: string;
  site: string | undefined;
  definition: Definition;
  labels: Labels;
  people: Map<string, string>;
  who: (actor: string) => string;
  /** Who can be handed it. */
  colleagues: { personId: string; name: string }[];
  safetyPlan: SafetyPlanShown | undefined;
  /** Key of the debrief that is still owed. */
  debrief: string | undefined;
}

export function escalationRoutes(app: FastifyInstance, parts: Parts): void {
  app.get('/escalations', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const data = await load(request, view);
    return sendPage(
      reply,
      <ConsolePage
        view={view}
        section="escalations"
        title={view.t.escalations.title}
        lead={view.t.escalations.lead}
      >
        <EscalationLists view={view} data={data} />
      </ConsolePage>,
    );
  });
  app.get('/parts/escalations', async (request, reply) => {
    const view = await viewOf(parts, request);
    return sendFragment(reply, <EscalationLists view={view} data={await load(request, view)} />);
  });
  app.get('/parts/escalation-count', async (request, reply) =>
    sendFragment(reply, <EscalationCount view={await viewOf(parts, request)} />),
  );
  app.get('/escalations/:id', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const data = await one(request, view);
    return sendPage(
      reply,
      <ConsolePage
        view={view}
        section="escalations"
        title={data.shown.subject}
        lead={[view.w.escalationKinds[data.shown.kind as 'help'], data.site].filter(Boolean).join(' · ')}
        actions={
          <a href="/escalations" class="button button-small">
            ← {view.t.nav.escalations}
          </a>
        }
      >
        <EscalationParts view={view} data={data} />
      </ConsolePage>,
    );
  });
  app.get('/parts/escalations/:id', async (request, reply) => {
    const view = await viewOf(parts, request);
    return sendFragment(reply, <EscalationParts view={view} data={await one(request, view)} />);
  });

  app.post('/escalations/:id/acknowledge', async (request, reply) => {
    const { id } = request.params as { id: string };
    return actThenGo(request, reply, `/escalations/${encodeURIComponent(id)}`, async () => {
      await parts.office.escalations.acknowledge(viewer(request).caller, id, actOf(request));
    });
  });
  app.post('/escalations/:id/hand-over', async (request, reply) => {
    const { id } = request.params as { id: string };
    const { to } = (request.body ?? {}) as { to?: unknown };
    return actThenGo(request, reply, `/escalations/${encodeURIComponent(id)}`, async () => {
      await parts.office.escalations.handOver(
        viewer(request).caller,
        id,
        { to: typeof to === 'string' ? to : '' },
        actOf(request),
      );
    });
  });
  app.post('/escalations/:id/resolve', async (request, reply) => {
    const { id } = request.params as { id: string };
    const input = Resolution.safeParse(request.body);
    if (!input.success) {
      throw new ProblemError({ status: 400, code: 'outcome-needed', title: wordsOfOutcome(request.lang) });
    }
    return actThenGo(request, reply, `/escalations/${encodeURIComponent(id)}`, async () => {
      await parts.office.escalations.resolve(viewer(request).caller, id, input.data, actOf(request));
    });
  });

  async function load(request: Parameters<typeof viewer>[0], view: View): Promise<ListData> {
    const { caller } = viewer(request);
    const rows = await parts.office.escalations.list(caller, { limit: SHOWN });
    const who = await actorNames(
      parts,
      view,
      rows.map(({ resolvedBy }) => resolvedBy ?? ''),
      view.actor,
    );
    const programs = await parts.office.programs.list(caller);
    const definitions = new Map(
      await Promise.all(
        [...new Set(rows.map(({ programId }) => programId))].map(
          async (id) => [id, (await parts.office.programs.inUse(id)).definition] as const,
        ),
      ),
    );
    return {
      rows: rows.map((row) => {
        const program = programs.find(({ id }) => id === row.programId);
        const site = program?.sites.find(({ id }) => id === row.siteId);
        return {
          ...row,
          mayHandle: can(caller.scope, 'handle-escalations', row),
          // As the shift's own times are shown.
          zone: site?.zone ?? program?.zone ?? 'UTC',
          site: site?.name,
          levels: definitions.get(row.programId)?.escalation.levels ?? [],
          resolver: row.resolvedBy ? who(row.resolvedBy) : '',
        };
      }),
    };
  }

  async function one(request: Parameters<typeof viewer>[0], view: View): Promise<OneData> {
    const { caller } = viewer(request);
    const { id } = request.params as { id: string };
    const shown = await parts.office.escalations.show(caller, id);
    const program = await parts.database.program.findUniqueOrThrow({
      where: { id: shown.programId },
      include: { sites: true },
    });
    const site = program.sites.find(({ id: siteId }) => siteId === shown.siteId);
    const zone = site?.zone ?? program.zone;
    const people = await peopleNames(
      parts,
      shown.timeline
        .map(({ personId }) => personId)
        .concat(shown.chain.flatMap((level) => level.people.map(({ personId }) => personId))),
    );
    const { labels, definition } = await labelsFor(parts, view, shown.programId, zone, { people });
    const [safetyPlan, debrief] = await Promise.all([
      parts.office.safetyPlans.forEscalation(caller, shown),
      parts.database.wait.findFirst({ where: { escalationId: shown.id, kind: 'debrief', closedAt: null } }),
    ]);
    return {
      shown,
      safetyPlan,
      debrief: debrief?.key,
      mayHandle: can(caller.scope, 'handle-escalations', shown),
      colleagues: await parts.office.escalations.colleagues(caller, shown.id),
      zone,
      site: site?.name,
      definition,
      labels,
      people,
      who: await actorNames(
        parts,
        view,
        [...shown.timeline.map(({ actor }) => actor), shown.resolvedBy ?? '', shown.acknowledgedBy ?? ''],
        view.actor,
      ),
    };
  }
}

const Resolution = z.object({
  outcome: z.enum(ESCALATION_OUTCOMES),
  note: z
    .string()
    .trim()
    .max(4_000)
    .optional()
    .transform((note) => note || undefined),
});

function wordsOfOutcome(lang: 'en' | 'fr'): string {
  return lang === 'fr' ? 'Dites comment cela a fini.' : 'Say how it ended.';
}

function statusBadge(view: View, status: string) {
  const tone = { open: 'late', unresolved: 'late', acknowledged: 'soon', resolved: 'good' }[status] ?? 'calm';
  return <span class={`badge badge-${tone}`}>{view.w.escalation[status] ?? status}</span>;
}

function EscalationLists({ view, data }: { view: View; data: ListData }) {
  const t = view.t.escalations;
  const open = data.rows.filter(({ status }) => status !== 'resolved');
  const resolved = data.rows.filter(({ status }) => status === 'resolved');
  return (
    <div
      class="stack"
      id="escalations"
      data-live="/live/escalations"
      hx-get="/parts/escalations"
      hx-trigger="live"
      hx-swap="outerMorph"
    >
      <section class="stack-small" aria-labelledby="open-title">
        <h2 id="open-title">{t.open}</h2>
        {open.length === 0 && <p class="card empty">{t.none}</p>}
        {open.map((row) => (
          <article
            key={row.id}
            class={
              row.status === 'acknowledged' || row.kind === 'drill'
                ? 'card stack-small'
                : 'card card-alarm stack-small'
            }
          >
            <div class="spread">
              <h3>
                <a href={`/escalations/${encodeURIComponent(row.id)}`}>{row.subject}</a>
              </h3>
              {statusBadge(view, row.status)}
            </div>
            <p>
              {view.w.escalationKinds[row.kind as 'help'] ?? row.kind}
              {row.site && ` · ${row.site}`}
              {' · '}
              <When view={view} at={row.raisedAt} zone={row.zone} />
            </p>
            <p class="soft small">
              {row.owner && row.status === 'acknowledged'
                ? t.acknowledgedBy(row.owner)
                : `${t.told}: ${levelText(view, row.levels, row.level)}`}
              {row.outcomeDueAt && row.status === 'acknowledged' && (
                <>
                  {' · '}
                  {t.outcomeDue('')}
                  <Due view={view} dueAt={row.outcomeDueAt} zone={row.zone} />
                </>
              )}
              {' · '}
              {t.code} <code>{row.code}</code>
            </p>
            {row.peerAnsweredAt && (
              <p class="notice notice-good">{t.peerAnswered(timeOf(view, row.peerAnsweredAt, row.zone))}</p>
            )}
            {row.mayHandle && (
              <div class="row">
                {row.status !== 'acknowledged' && (
                  <AcknowledgeForm view={view} id={row.id} name={row.subject} />
                )}
                <a class="button" href={`/escalations/${encodeURIComponent(row.id)}#resolve`}>
                  {t.resolve}
                  <span class="visually-hidden">: {row.subject}</span>
                </a>
              </div>
            )}
          </article>
        ))}
      </section>
      <section class="card card-flush" aria-labelledby="recent-title">
        <h2 class="card-title" id="recent-title">
          {t.recent}
        </h2>
        {resolved.length === 0 && <p class="empty">{t.noneRecent}</p>}
        <ul class="owed">
          {resolved.map((row) => (
            <li key={row.id}>
              <div>
                <a href={`/escalations/${encodeURIComponent(row.id)}`}>{row.subject}</a>
                {' · '}
                {view.w.escalationKinds[row.kind as 'help'] ?? row.kind}
                <p class="small">
                  {t.resolvedBy(row.resolver, view.w.escalationOutcomes[row.outcome as 'found-safe'] ?? '–')}
                </p>
              </div>
              <span class="when">
                <When view={view} at={row.resolvedAt ?? row.raisedAt} zone={row.zone} />
              </span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function AcknowledgeForm({ view, id, name }: { view: View; id: string; name: string }) {
  return (
    <form method="post" action={`/escalations/${encodeURIComponent(id)}/acknowledge`}>
      <FormKey />
      <button class="button button-primary" type="submit">
        {view.t.escalations.acknowledge}
        <span class="visually-hidden">: {name}</span>
      </button>
    </form>
  );
}

function levelText(view: View, levels: Definition['escalation']['levels'], level: number): string {
  const at = levels[level];
  if (level < 0 || !at) return view.t.escalations.notYet;
  return view.t.escalations.level(level + 1, levels.length, titleIn(levels, at.id, view.lang));
}

function timeOf(view: View, at: Date, zone: string): string {
  return localText(view, at, zone, 'date-time');
}

function EscalationParts({ view, data }: { view: View; data: OneData }) {
  const t = view.t.escalations;
  const { shown, definition, zone } = data;
  const isOpen = shown.status !== 'resolved';
  return (
    <div
      class="columns"
      id="escalation"
      data-live={`/live/escalations/${encodeURIComponent(shown.id)}`}
      hx-get={`/parts/escalations/${encodeURIComponent(shown.id)}`}
      hx-trigger="live"
      hx-swap="outerMorph"
    >
      <div class="stack">
        <section
          class={isOpen && shown.status !== 'acknowledged' ? 'card card-alarm stack' : 'card stack'}
          aria-labelledby="state-title"
        >
          <div class="spread">
            <h2 id="state-title">{view.w.escalationKinds[shown.kind as 'help'] ?? shown.kind}</h2>
            {statusBadge(view, shown.status)}
          </div>
          {shown.isSilent && (
            <p class="notice notice-late">{shown.kind === 'duress' ? t.duressNote : t.duressBeside}</p>
          )}
          {shown.kind === 'drill' && (
            <p class="notice">
              {onCallStrings[view.lang].drills.isPractice}{' '}
              <a href={`/drills/${shown.id.replace('escalation-drill-', '')}`}>
                {onCallStrings[view.lang].drills.report}
              </a>
            </p>
          )}
          {shown.kind === 'request-late' && isOpen && (
            <p class="notice">
              <a href="/requests">{onCallStrings[view.lang].requests.take}</a>
            </p>
          )}
          {shown.peerAnsweredAt && isOpen && (
            <p class="notice notice-good">{t.peerAnswered(timeOf(view, shown.peerAnsweredAt, zone))}</p>
          )}
          <div class="row">
            {shown.contacts
              .filter(({ channel }) => channel !== 'email')
              .map(({ value, callDontText }) => (
                <span key={value} class="row">
                  <a class="button button-alarm" href={`tel:${value}`}>
                    {t.call} {value}
                  </a>
                  {callDontText && <span class="badge badge-late">{view.t.person.stopped}</span>}
                </span>
              ))}
            {shown.contacts
              .filter(({ channel }) => channel === 'email')
              .map(({ value }) => (
                <a key={value} class="button" href={`mailto:${value}`}>
                  {value}
                </a>
              ))}
            <span class="soft">{t.emergency(definition.emergency.number)}</span>
          </div>
          <dl class="facts">
            {shown.shift && (
              <>
                <dt>{t.shift}</dt>
                <dd>
                  <a href={`/shifts/${encodeURIComponent(shown.shift.id)}`}>
                    <When view={view} at={shown.shift.startsAt} zone={shown.shift.zone} /> –{' '}
                    <When view={view} at={shown.shift.endsAt} zone={shown.shift.zone} style="time" />
                  </a>
                </dd>
                <dt>{t.heard}</dt>
                <dd>
                  {shown.shift.heardAt ? (
                    <When view={view} at={shown.shift.heardAt} zone={shown.shift.zone} />
                  ) : (
                    t.notHeard
                  )}
                </dd>
              </>
            )}
            <dt>{t.raised}</dt>
            <dd>
              <When view={view} at={shown.raisedAt} zone={zone} />
            </dd>
            <dt>{t.told}</dt>
            <dd>{levelText(view, definition.escalation.levels, shown.level)}</dd>
            {shown.acknowledgedBy && (
              <>
                <dt>{view.w.escalation['acknowledged']}</dt>
                <dd>
                  {shown.owner ?? data.who(shown.acknowledgedBy)}
                  {shown.outcomeDueAt && isOpen && (
                    <>
                      {' · '}
                      {t.outcomeDue('')}
                      <Due view={view} dueAt={shown.outcomeDueAt} zone={zone} />
                    </>
                  )}
                </dd>
              </>
            )}
            {shown.outcome && (
              <>
                <dt>{view.w.escalation['resolved']}</dt>
                <dd>
                  {t.resolvedBy(
                    shown.resolvedBy ? data.who(shown.resolvedBy) : view.t.someone,
                    view.w.escalationOutcomes[shown.outcome as 'found-safe'] ?? shown.outcome,
                  )}
                </dd>
              </>
            )}
            <dt>{t.code}</dt>
            <dd>
              <code>{shown.code}</code>
            </dd>
          </dl>
          {shown.note && <blockquote class="notice">{shown.note}</blockquote>}
          {isOpen && data.mayHandle && shown.status !== 'acknowledged' && (
            <AcknowledgeForm view={view} id={shown.id} name={shown.subject} />
          )}
        </section>
        <SafetyPlanCard view={view} shown={data.safetyPlan} />
        {data.debrief && data.mayHandle && (
          <DebriefCard
            view={view}
            waitKey={data.debrief}
            back={`/escalations/${encodeURIComponent(shown.id)}`}
          />
        )}
        {isOpen && data.mayHandle && (
          <section class="card" aria-labelledby="resolve-title" id="resolve">
            <h2 id="resolve-title">{t.resolve}</h2>
            <form class="form" method="post" action={`/escalations/${encodeURIComponent(shown.id)}/resolve`}>
              <FormKey />
              <div class="field">
                <label for="outcome">{t.outcome}</label>
                <select class="input" id="outcome" name="outcome" required>
                  <option value="">{t.choose}</option>
                  {ESCALATION_OUTCOMES.map((outcome) => (
                    <option key={outcome} value={outcome}>
                      {view.w.escalationOutcomes[outcome]}
                    </option>
                  ))}
                </select>
              </div>
              <div class="field">
                <label for="note">{t.note}</label>
                <textarea class="input" id="note" name="note" maxLength={4000} />
              </div>
              <div>
                <button class="button button-primary" type="submit">
                  {t.resolve}
                </button>
              </div>
            </form>
          </section>
        )}
        {isOpen && data.mayHandle && data.colleagues.length > 0 && (
          <details class="card more" id="hand-over">
            <summary>{onCallStrings[view.lang].rota.escalationHandOver}</summary>
            <form
              class="inline-form"
              method="post"
              action={`/escalations/${encodeURIComponent(shown.id)}/hand-over`}
            >
              <FormKey />
              <Select
                label={onCallStrings[view.lang].rota.to}
                name="to"
                options={[
                  ['', t.choose],
                  ...data.colleagues.map(({ personId, name }) => [personId, name] as const),
                ]}
                required
              />
              <button class="button" type="submit">
                {onCallStrings[view.lang].rota.handOverButton}
              </button>
            </form>
          </details>
        )}
        {shown.rotaNow.length > 0 && (
          <section class="card" aria-labelledby="now-title">
            <h2 id="now-title">{onCallStrings[view.lang].rota.nowOnCall}</h2>
            <dl class="facts">
              {shown.rotaNow.map(({ id, people }) => (
                <Fragment key={id}>
                  <dt>{titleIn(definition.escalation.levels, id, view.lang)}</dt>
                  <dd>
                    {people.map(({ name }) => name).join(', ') || (
                      <span class="late-text">{t.nobodyOnCall}</span>
                    )}
                  </dd>
                </Fragment>
              ))}
            </dl>
          </section>
        )}
        <section class="card" aria-labelledby="chain-title">
          <h2 id="chain-title">{t.chain}</h2>
          <ol class="ladder">
            {shown.chain.map((level, index) => (
              <li key={level.id} class={index <= shown.level ? 'step-passed' : ''}>
                <div class="spread">
                  <strong>{titleIn(definition.escalation.levels, level.id, view.lang)}</strong>
                  <span class="soft small">
                    {level.channels.map((c) => view.w.channels[c] ?? c).join(', ')}
                  </span>
                </div>
                <p>
                  {level.people.map(({ name }) => name).join(', ') || (
                    <span class="late-text">{t.nobodyOnCall}</span>
                  )}
                </p>
              </li>
            ))}
          </ol>
        </section>
      </div>
      <section class="card" aria-labelledby="what-title">
        <h2 id="what-title">{t.what}</h2>
        <Timeline
          view={view}
          entries={shown.timeline}
          labels={data.labels}
          who={data.who}
          zone={zone}
          nameOf={(id) => (id === shown.subjectPersonId ? undefined : data.people.get(id))}
        />
      </section>
    </div>
  );
}
