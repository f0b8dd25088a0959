import type { FastifyInstance } from 'fastify';
import { Fragment } from 'preact';
import { can } from '../../office/access';
import { viewer } from '../access/viewer';
import { findingTitle, systemStrings } from '../i18n/system';
import type { Parts } from '../parts';
import { sendPage } from '../ui/page';
import { actThenGo } from './flash';
import { ConsolePage, type View } from './frame';
import { viewOf } from './view';

type Shown = Awaited<ReturnType<Parts['office']['system']['show']>>;
type Finding = Shown['open'][number];

/** How the system itself is doing: for those who look after a program, and whoever runs the house. */
export function systemRoutes(app: FastifyInstance, parts: Parts): void {
  app.get('/system', async (request, reply) => {
    const { caller } = viewer(request);
    const shown = await parts.office.system.show(caller);
    const view = await viewOf(parts, request, reply);
    const mayLook = can(caller.scope, 'watch-system', { programId: '*' });
    return sendPage(
      reply,
      <SystemPage view={view} shown={shown} counted={parts.counters.all()} mayLook={mayLook} />,
    );
  });
  app.post('/system/look', async (request, reply) =>
    actThenGo(request, reply, '/system', async () => {
      await parts.office.system.run(viewer(request).caller);
    }),
  );
}

function SystemPage(props: { view: View; shown: Shown; counted: Record<string, number>; mayLook: boolean }) {
  const { view, shown, counted } = props;
  const t = systemStrings[view.lang];
  return (
    <ConsolePage
      view={view}
      section="system"
      title={t.title}
      lead={t.lead}
      actions={
        props.mayLook && (
          <form method="post" action="/system/look">
            <button class="button" type="submit">
              {t.look}
            </button>
          </form>
        )
      }
    >
      <div class="stack">
        <LastLook view={view} shown={shown} />
        <Findings view={view} id="open" title={t.open} rows={shown.open} empty={t.nothing} />
        {shown.over.length > 0 && <Findings view={view} id="over" title={t.over} rows={shown.over} />}
        <section class="card stack-small" aria-labelledby="parts-title">
          <h2 id="parts-title">{t.versions}</h2>
          <dl class="facts">
            <dt>{t.zoneRules}</dt>
            <dd>
              {shown.zoneRules.version}{' '}
              <span class={shown.zoneRules.ok ? 'badge' : 'badge badge-late'}>
                {shown.zoneRules.ok ? t.current : t.stale}
              </span>
            </dd>
            <dt>Node.js</dt>
            <dd>{process.version}</dd>
            {shown.channels.map(({ channel, up }) => (
              <Fragment key={channel}>
                <dt>{view.w.channels[channel] ?? channel}</dt>
                <dd>
                  <span class={up ? 'badge' : 'badge badge-late'}>{up ? t.up : t.down}</span>
                </dd>
              </Fragment>
            ))}
          </dl>
          {shown.zoneRules.problems.length > 0 && (
            <ul class="small" lang="en">
              {shown.zoneRules.problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          )}
        </section>
        <section class="card stack-small" aria-labelledby="refused-title">
          <h2 id="refused-title">{t.refused}</h2>
          <p class="soft">{t.refusedMore}</p>
          <ul>
            <li>
              {t.forged}: <strong>{counted['webhook-forged'] ?? 0}</strong>
            </li>
            <li>
              {t.malformed}: <strong>{counted['webhook-malformed'] ?? 0}</strong>
            </li>
          </ul>
        </section>
      </div>
    </ConsolePage>
  );
}

function LastLook({ view, shown: { last } }: { view: View; shown: Shown }) {
  const t = systemStrings[view.lang];
  return (
    <section class="card stack-small" aria-labelledby="look-title">
      <h2 id="look-title">{t.lastLook}</h2>
      <dl class="facts">
        <dt>{last ? t.ago(view.w.span(view.now.getTime() - last.at.getTime())) : t.never}</dt>
        <dd>
          {last && (
            <span class={last.satisfied ? 'badge' : 'badge badge-late'}>
              {last.satisfied ? t.satisfied : t.notSatisfied}
            </span>
          )}{' '}
          {last && !last.askedRuns && <span class="badge badge-late">{t.notAsked}</span>}
        </dd>
        {last?.heartbeat && (
          <>
            <dt>{t.outside}</dt>
            <dd>{t.heartbeat[last.heartbeat] ?? last.heartbeat}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Findings(props: { view: View; id: string; title: string; rows: Finding[]; empty?: string }) {
  const { view, id, rows } = props;
  return (
    <section class="card card-flush" aria-labelledby={`${id}-title`} id={id}>
      <h2 class="card-title" id={`${id}-title`}>
        {props.title} {rows.length > 0 && <span class="badge">{rows.length}</span>}
      </h2>
      {rows.length === 0 && <p class="empty">{props.empty}</p>}
      <ul class="owed findings">
        {rows.map((row) => (
          <li key={row.key}>
            <div>
              <Title view={view} row={row} />
              <p class="small">{lasted(view, row)}</p>
            </div>
            <Badge view={view} row={row} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Title({ view, row }: { view: View; row: Finding }) {
  const t = systemStrings[view.lang];
  const title = <strong>{findingTitle(row.kind, view.lang)}</strong>;
  const address = addressOf(row);
  return (
    <>
      {address ? <a href={address}>{title}</a> : title}
      {row.count > 1 && ` ${t.count(row.count)}`}
    </>
  );
}

function Badge({ view, row }: { view: View; row: Finding }) {
  const t = systemStrings[view.lang];
  if (row.resolvedAt) return row.mendedAt ? <span class="badge">{t.mended}</span> : null;
  if (row.mendedAt && !row.alertedAt) return <span class="badge badge-soon">{t.mending}</span>;
  return <span class={row.severity === 'safety' ? 'badge badge-late' : 'badge'}>{t.told}</span>;
}

function lasted(view: View, row: Finding): string {
  const t = systemStrings[view.lang];
  const until = row.resolvedAt ?? view.now;
  const span = view.w.span(Math.max(0, until.getTime() - row.firstSeenAt.getTime()));
  const said = row.resolvedAt ? t.wasSeen(span) : t.seen(span);
  return [row.severity === 'safety' ? t.safety : '', said, row.siteId ?? row.programId ?? '']
    .filter(Boolean)
    .join(', ');
}

function addressOf({ escalationId, shiftId }: Finding): string | undefined {
  if (escalationId) return `/escalations/${encodeURIComponent(escalationId)}`;
  return shiftId ? `/shifts/${encodeURIComponent(shiftId)}` : undefined;
}
