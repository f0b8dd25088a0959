import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { can } from '../../office/access';
import { viewer } from '../access/viewer';
import { ProblemError } from '../http/problem';
import { onCallStrings } from '../i18n/onCall';
import type { Parts } from '../parts';
import { Select } from '../ui/field';
import { sendFragment, sendPage } from '../ui/page';
import { actOf, FormKey } from './formKey';
import { delivered } from './delivered';
import { actThenGo } from './flash';
import { ConsolePage, type View } from './frame';
import { localText as titleText } from './labels';
import { viewOf } from './view';
import { When } from './when';

type Drill = Awaited<ReturnType<Parts['office']['drills']['list']>>[number];
type Report = Awaited<ReturnType<Parts['office']['drills']['report']>>;

/** Practice alarms: starting one, and the report of who answered when. */
export function drillRoutes(app: FastifyInstance, parts: Parts): void {
  const { drills } = parts.office;

  app.get('/drills', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const t = onCallStrings[view.lang].drills;
    const { caller } = viewer(request);
    const programs = await parts.office.programs.list(caller);
    const sites = programs.flatMap(({ id, name, sites: own }) =>
      own.map((site) => ({ ...site, text: `${name}: ${site.name}`, programId: id })),
    );
    const mayStart = sites.filter(({ id, programId }) =>
      can(caller.scope, 'manage-shifts', { programId, siteId: id }),
    );
    const rows = await drills.list(caller);
    return sendPage(
      reply,
      <ConsolePage view={view} section="rota" title={t.title} lead={t.lead} actions={back(view)}>
        <div class="stack">
          {mayStart.length > 0 && (
            <section class="card" aria-labelledby="start-title">
              <h2 id="start-title">{t.start}</h2>
              <form class="form form-narrow" method="post" action="/drills">
                <FormKey />
                <Select
                  label={t.site}
                  name="site"
                  options={mayStart.map(({ id, text }) => [id, text] as const)}
                />
                <label class="check">
                  <input type="checkbox" name="allLevels" value="yes" /> {t.allLevels}
                </label>
                <div>
                  <button class="button button-primary" type="submit">
                    {t.button}
                  </button>
                </div>
              </form>
            </section>
          )}
          <DrillList view={view} rows={rows} sites={sites} />
        </div>
      </ConsolePage>,
    );
  });

  app.post('/drills', async (request, reply) => {
    const body = Start.safeParse(request.body ?? {});
    if (!body.success)
      throw new ProblemError({ status: 400, code: 'invalid-form', title: 'Something is missing.' });
    const { site, allLevels } = body.data;
    return actThenGo(request, reply, '/drills', async () => {
      const input = { siteId: site, ...(allLevels ? { allLevels: true } : {}) };
      const { drillId } = await drills.start(viewer(request).caller, input, actOf(request));
      return `/drills/${drillId}`;
    });
  });

  app.get('/drills/:id', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const report = await drills.report(viewer(request).caller, (request.params as { id: string }).id);
    const t = onCallStrings[view.lang].drills;
    return sendPage(
      reply,
      <ConsolePage
        view={view}
        section="rota"
        title={t.report}
        lead={t.isPractice}
        actions={
          <a href="/drills" class="button button-small">
            ← {t.title}
          </a>
        }
      >
        <ReportParts view={view} report={report} {...await placeOf(report)} />
      </ConsolePage>,
    );
  });
  app.get('/parts/drills/:id', async (request, reply) => {
    const report = await drills.report(viewer(request).caller, (request.params as { id: string }).id);
    const view = await viewOf(parts, request);
    return sendFragment(reply, <ReportParts view={view} report={report} {...await placeOf(report)} />);
  });

  async function placeOf({ siteId, programId }: Report): Promise<{ zone: string; place: string }> {
    const site = siteId ? await parts.database.site.findUnique({ where: { id: siteId } }) : null;
    const program = await parts.database.program.findUnique({ where: { id: programId } });
    const zone = site?.zone ?? (await parts.office.programs.inUse(programId)).policy.zone;
    return { zone, place: [program?.name, site?.name].filter(Boolean).join(': ') };
  }
}

const Start = z.object({ site: z.string().max(200), allLevels: z.string().optional() });

function back(view: View) {
  return (
    <a href="/rota" class="button button-small">
      ← {view.t.nav.rota}
    </a>
  );
}

function DrillList(props: {
  view: View;
  rows: Drill[];
  sites: { id: string; text: string; zone: string }[];
}) {
  const { view, rows, sites } = props;
  const t = onCallStrings[view.lang].drills;
  return (
    <section class="card card-flush" aria-labelledby="drills-title">
      <h2 class="card-title" id="drills-title">
        {t.title}
      </h2>
      {rows.length === 0 && <p class="empty">{t.none}</p>}
      <ul class="owed">
        {rows.map((row) => {
          const site = sites.find(({ id }) => id === row.siteId);
          return (
            <li key={row.id}>
              <div>
                <a href={`/drills/${row.id.replace('escalation-drill-', '')}`}>
                  <When view={view} at={row.raisedAt} zone={site?.zone ?? 'UTC'} />
                </a>
                <p class="small">{site?.text}</p>
              </div>
              <span class="badge">{view.w.escalation[row.status] ?? row.status}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function ReportParts(props: { view: View; report: Report; zone: string; place: string }) {
  const { view, report, zone } = props;
  const t = onCallStrings[view.lang].drills;
  const answer = ({ name, via, seconds }: Report['others'][number]) =>
    t.after(name, t.via[via] ?? via, t.seconds(seconds));
  return (
    <div
      class="stack"
      id="drill"
      data-live={`/live/escalations/${encodeURIComponent(report.escalationId)}`}
      hx-get={`/parts/drills/${report.drillId}`}
      hx-trigger="live"
      hx-swap="outerMorph"
    >
      <section class="card stack-small" aria-labelledby="drill-state">
        <div class="spread">
          <h2 id="drill-state">
            <When view={view} at={report.startedAt} zone={zone} />
          </h2>
          <span class="badge badge-calm">{view.w.escalation[report.status] ?? report.status}</span>
        </div>
        <p class="soft small">
          {props.place} · {zone} · {t.startedBy(t.via[report.startedBy] ?? report.startedBy)}
        </p>
        {report.rounds > 0 && <p class="notice notice-late">{t.rounds(report.rounds)}</p>}
        {report.status !== 'resolved' && (
          <div class="row">
            <a class="button" href={`/escalations/${encodeURIComponent(report.escalationId)}#resolve`}>
              {t.end}
            </a>
            <span class="hint">{t.endHint}</span>
          </div>
        )}
      </section>
      <section class="card card-flush" aria-labelledby="levels-title">
        <h2 class="card-title" id="levels-title">
          {t.answered}
        </h2>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t.level}</th>
              <th scope="col">{t.told}</th>
              <th scope="col">{t.by}</th>
              <th scope="col">{t.answered}</th>
            </tr>
          </thead>
          <tbody>
            {report.levels.map((level) => (
              <tr key={level.level}>
                <th scope="row">{titleText(level.title, view.lang) ?? level.level}</th>
                <td>
                  {level.empty ? (
                    <span class="badge badge-late">{t.empty}</span>
                  ) : level.toldAt ? (
                    <>
                      {level.people.map(({ name }) => name).join(', ')},{' '}
                      <When view={view} at={level.toldAt} zone={zone} style="time" />
                    </>
                  ) : (
                    <span class="soft">{report.status === 'open' ? t.notYetTold : t.notTold}</span>
                  )}
                </td>
                <td>
                  {[
                    ...new Set(
                      level.people.flatMap(({ messages }) =>
                        messages.map(
                          ({ channel, status }) =>
                            `${view.w.channels[channel] ?? channel} (${(view.w.deliveries[delivered(channel, status)] ?? status).toLowerCase()})`,
                        ),
                      ),
                    ),
                  ].join(', ')}
                </td>
                <td>
                  {level.answers.length > 0
                    ? level.answers.map(answer).join('; ')
                    : level.toldAt && (
                        <span class="late-text">
                          {report.status === 'resolved' ? t.nobodyHasAnswered : t.nobodyAnswered}
                        </span>
                      )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {report.others.length > 0 && (
          <p class="empty">
            {t.others}: {report.others.map(answer).join('; ')}
          </p>
        )}
      </section>
    </div>
  );
}
