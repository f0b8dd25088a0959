import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refused } from '../../client/fullCircle';
import { as, instant } from '../../domain/ids';
import { wallClock } from '../../domain/time';
import { WEEKDAYS } from '../../domain/time/calendar';
import { can } from '../../office/access';
import type { PlanImport, PlanReport } from '../../office/shifts/planning';
import { viewer } from '../access/viewer';
import { ProblemError } from '../http/problem';
import { planningStrings } from '../i18n/planning';
import { frenchRefusal, refusalText } from '../i18n/refusals';
import { planProblemText } from '../i18n/refusals/planFile';
import type { Parts } from '../parts';
import { Field, Select } from '../ui/field';
import { sendPage } from '../ui/page';
import { ClockNotes } from './clockNotes';
import { listOf, textOf } from './filters';
import { ConsolePage, type View } from './frame';
import { shiftCandidates, type ShiftCandidate } from './shiftCandidates';
import { viewOf } from './view';

const Pattern = z.object({
  site: z.string().max(200),
  weekdays: z.union([z.enum(WEEKDAYS), z.array(z.enum(WEEKDAYS))]).optional(),
  starts: z.string().max(10),
  ends: z.string().max(10),
  from: z.string().max(10),
  until: z.string().max(10),
  peers: z.union([z.string(), z.array(z.string())]).optional(),
  mode: z.enum(['assign', 'offer']).default('assign'),
  reason: z.string().trim().max(1_000).default(''),
});
type PatternForm = z.output<typeof Pattern>;
const File = z.object({ csv: z.string().max(2_000_000) });

interface PlanPage {
  sites: { id: string; name: string; zone: string }[];
  chosen: { id: string; name: string; zone: string } | undefined;
  peers: ShiftCandidate[];
  today: string;
}

export function shiftPlanningRoutes(app: FastifyInstance, parts: Parts): void {
  const { office } = parts;

  app.get('/shifts/plan', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const { site } = request.query as Record<string, unknown>;
    return sendPage(reply, <Plan view={view} data={await load(request, view, textOf(site))} />);
  });

  app.post('/shifts/plan', async (request, reply) => {
    const form = Pattern.safeParse(request.body);
    if (!form.success)
      throw new ProblemError({ status: 400, code: 'invalid-form', title: z.prettifyError(form.error) });
    const { site, weekdays, peers, reason, ...times } = form.data;
    const view = await viewOf(parts, request, reply);
    try {
      const report = await office.shifts.plan(viewer(request).caller, {
        ...times,
        siteId: site,
        weekdays: listOf(weekdays) as (typeof WEEKDAYS)[number][],
        peers: listOf(peers),
        ...(reason ? { reason } : {}),
      });
      return await sendPage(reply, <Done view={view} report={report} />);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const again = { values: form.data, problem: refusalText(error, request.lang) };
      return sendPage(reply, <Plan view={view} data={await load(request, view, site)} again={again} />, 409);
    }
  });

  app.post('/shifts/plan/import', async (request, reply) => {
    const form = File.safeParse(request.body);
    if (!form.success)
      throw new ProblemError({ status: 400, code: 'invalid-form', title: z.prettifyError(form.error) });
    const view = await viewOf(parts, request, reply);
    const report = await office.shifts.importPlan(viewer(request).caller, form.data.csv);
    return sendPage(reply, <Done view={view} report={report} sent={form.data.csv} />);
  });

  async function load(request: FastifyRequest, view: View, site: string): Promise<PlanPage> {
    const { caller } = viewer(request);
    const programs = await office.programs.list(caller);
    const sites = programs.flatMap(({ id, name, sites: own }) =>
      own
        .filter((one) => can(caller.scope, 'manage-shifts', { programId: id, siteId: one.id }))
        .map((one) => ({ id: one.id, name: `${name} · ${one.name}`, zone: one.zone, programId: id })),
    );
    const chosen = sites.find(({ id }) => id === site) ?? sites[0];
    const peers = chosen ? await shiftCandidates(parts, caller, view.lang, chosen.programId) : [];
    return {
      sites,
      chosen,
      peers,
      today: chosen ? wallClock(instant(view.now), as(chosen.zone)).slice(0, 10) : '',
    };
  }
}

function Plan(props: { view: View; data: PlanPage; again?: { values: PatternForm; problem: string } }) {
  const { view, data, again } = props;
  const { chosen } = data;
  const values = again?.values;
  const t = planningStrings[view.lang].plan;
  return (
    <ConsolePage
      view={view}
      section="shifts"
      title={t.title}
      lead={t.lead}
      actions={
        <a href="/shifts" class="button button-small">
          ← {view.t.nav.shifts}
        </a>
      }
    >
      {again && (
        <p class="notice notice-late" role="alert">
          {again.problem}
        </p>
      )}
      {data.sites.length > 1 && (
        <form class="filters" method="get" action="/shifts/plan">
          <Select
            label={view.t.site}
            name="site"
            value={chosen?.id}
            options={data.sites.map(({ id, name }) => [id, name] as const)}
          />
          <button class="button" type="submit">
            {view.t.show}
          </button>
        </form>
      )}
      {chosen && (
        <div class="columns">
          <section class="card stack" aria-labelledby="pattern-title">
            <h2 id="pattern-title">{t.pattern}</h2>
            {data.peers.length === 0 && <p class="notice">{view.t.shifts.noPeers}</p>}
            <form class="form" method="post" action="/shifts/plan">
              <input type="hidden" name="site" value={chosen.id} />
              <fieldset>
                <legend class="legend">{t.weekdays}</legend>
                <div class="chip-choices">
                  {WEEKDAYS.map((day) => (
                    <label key={day} class="choice">
                      <input
                        type="checkbox"
                        name="weekdays"
                        value={day}
                        checked={listOf(values?.weekdays).includes(day)}
                      />{' '}
                      <span>{t.days[day]}</span>
                    </label>
                  ))}
                </div>
              </fieldset>
              <div class="trio">
                <Field
                  label={t.starts}
                  name="starts"
                  type="time"
                  value={values?.starts ?? '09:00'}
                  required
                />
                <Field
                  label={t.ends}
                  name="ends"
                  type="time"
                  value={values?.ends ?? '17:00'}
                  hint={view.t.shifts.overnight}
                  required
                />
              </div>
              <div class="trio">
                <Field label={t.from} name="from" type="date" value={values?.from ?? data.today} required />
                <Field label={t.until} name="until" type="date" value={values?.until} required />
              </div>
              <fieldset>
                <legend class="legend">{view.t.shifts.pickPeers}</legend>
                <div class="chip-choices">
                  {data.peers.map(({ id, listed }) => (
                    <label key={id} class="choice">
                      <input
                        type="checkbox"
                        name="peers"
                        value={id}
                        checked={listOf(values?.peers).includes(id)}
                      />{' '}
                      <span>{listed}</span>
                    </label>
                  ))}
                </div>
              </fieldset>
              <ModeAndReason view={view} values={values} />
              <div>
                <button class="button button-primary" type="submit">
                  {t.submit}
                </button>
              </div>
            </form>
          </section>
          <section class="card stack" aria-labelledby="csv-title">
            <h2 id="csv-title">{t.csv}</h2>
            <FileForm
              view={view}
              example={`site,starts,ends,peers,mode\n${chosen.id},${data.today} 22:00,06:00,M1;M2,offer`}
            />
          </section>
        </div>
      )}
    </ConsolePage>
  );
}

/** Rows out of a spreadsheet. @param props.sent what is to be mended: planned already stays as it is */
function FileForm(props: { view: View; example?: string; sent?: string }) {
  const t = planningStrings[props.view.lang].plan;
  return (
    <form class="form" method="post" action="/shifts/plan/import">
      <div class="field">
        <label for="csv">{t.csvField}</label>
        <textarea
          class="input mono"
          id="csv"
          name="csv"
          rows={8}
          required
          spellcheck={false}
          placeholder={props.example}
          aria-describedby="csv-hint"
        >
          {props.sent}
        </textarea>
        <span class="hint" id="csv-hint">
          {props.sent ? t.mendHint : t.csvHint}
        </span>
      </div>
      <div>
        <button class="button" type="submit">
          {t.import}
        </button>
      </div>
    </form>
  );
}

/** Whether peers are asked first, and why somebody works more than the caps say. */
export function ModeAndReason({
  view,
  values,
}: {
  view: Pick<View, 'lang'>;
  values?: { mode?: string | undefined; reason?: string | undefined } | undefined;
}) {
  const t = planningStrings[view.lang].plan;
  return (
    <>
      <Select
        label={t.mode}
        name="mode"
        value={values?.mode}
        options={[
          ['assign', t.assign],
          ['offer', t.offer],
        ]}
      />
      <Field label={t.reason} name="reason" value={values?.reason} hint={t.reasonHint} maxLength={1000} />
    </>
  );
}

function Done(props: { view: View; report: PlanReport | PlanImport; sent?: string }) {
  const { view, report, sent } = props;
  const t = planningStrings[view.lang].plan;
  const flags = planningStrings[view.lang].safety.flags;
  const wrong =
    'problems' in report
      ? report.problems.map((one) => ({
          where: `${t.row} ${one.row}`,
          field: one.field,
          problem: planProblemText(one, view.lang),
        }))
      : report.refused.map(({ startsWall, code, problem }) => ({
          where: startsWall.replace('T', ' '),
          field: '',
          problem: (view.lang === 'fr' && frenchRefusal(code)) || problem,
        }));
  const flagged = new Map(
    report.made.flatMap(({ safetyPlans }) => safetyPlans).map((one) => [one.participantId, one]),
  );
  return (
    <ConsolePage
      view={view}
      section="shifts"
      title={t.title}
      actions={
        <a href="/shifts/plan" class="button">
          {t.back}
        </a>
      }
    >
      <p class={wrong.length > 0 ? 'notice' : 'notice notice-good'} role="status">
        {[
          t.made(report.made.length),
          ...(report.there.length > 0 ? [t.there(report.there.length)] : []),
          ...(wrong.length > 0 ? [t.refused(wrong.length)] : []),
        ].join(' · ')}
      </p>
      {[...flagged.values()].map(({ participantId, name, flag }) => (
        <p key={participantId} class="notice notice-late">
          <a href={`/people/${participantId}/safety-plan`}>{name}</a>: {flags[flag]}
        </p>
      ))}
      {wrong.length > 0 && (
        <section class="card card-flush" aria-label={t.problem}>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{'problems' in report ? t.row : t.shift}</th>
                {'problems' in report && <th scope="col">{t.column}</th>}
                <th scope="col">{t.problem}</th>
              </tr>
            </thead>
            <tbody>
              {wrong.map(({ where, field, problem }, i) => (
                <tr key={i}>
                  <th scope="row">{where}</th>
                  {'problems' in report && <td>{field}</td>}
                  <td>{problem}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {sent && wrong.length > 0 && (
        <section class="card stack" aria-labelledby="csv-title">
          <h2 id="csv-title">{t.mend}</h2>
          <FileForm view={view} sent={sent} />
        </section>
      )}
      {report.made.length > 0 && (
        <section class="card card-flush" aria-label={t.shift}>
          <ul class="owed">
            {report.made.map(({ shiftId, startsWall, endsWall, notes }) => (
              <li key={shiftId}>
                <a href={`/shifts/${shiftId}`}>
                  {startsWall.replace('T', ' ')} – {endsWall.slice(11)}
                </a>
                <ClockNotes view={view} notes={notes} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </ConsolePage>
  );
}
