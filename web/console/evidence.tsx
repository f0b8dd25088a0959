import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refused } from '../../client/fullCircle';
import { as, instant } from '../../domain/ids';
import { wallClock } from '../../domain/time';
import { evidenceCsv } from '../../office/evidence/csv';
import type { Evidence, EvidenceCase, EvidenceShift } from '../../office/evidence/report';
import { viewer } from '../access/viewer';
import { planningStrings } from '../i18n/planning';
import { refusalText } from '../i18n/refusals';
import type { Parts } from '../parts';
import { Field, Select } from '../ui/field';
import { sendPage } from '../ui/page';
import { delivered } from './delivered';
import { textOf } from './filters';
import { ConsolePage, type View } from './frame';
import { viewOf } from './view';
import { localText } from './when';

interface Asked {
  shift: string;
  /** A site's id, or a program's for all of its sites. */
  place: string;
  from: string;
  until: string;
}
interface EvidenceData {
  asked: Asked;
  places: (readonly [id: string, name: string])[];
  report?: Evidence;
  problem?: string;
}

const WEEK = 7 * 86_400_000;

/** Evidence for an inspector: a page that prints well, and the same as a table. */
export function evidenceRoutes(app: FastifyInstance, parts: Parts): void {
  app.get('/evidence', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const data = await load(request, view);
    return sendPage(reply, <EvidencePage view={view} data={data} />, data.problem ? 409 : 200);
  });
  app.get('/evidence.csv', async (request, reply) => {
    const { report, problem } = await load(request, await viewOf(parts, request));
    if (!report) throw new Refused('NoReport', problem ?? 'Name a site and a period.');
    return reply
      .header('cache-control', 'no-store')
      .header(
        'content-disposition',
        `attachment; filename="evidence-${report.period.from}-${report.period.until}.csv"`,
      )
      .type('text/csv; charset=utf-8')
      .send(evidenceCsv(report));
  });

  async function load(request: FastifyRequest, view: View): Promise<EvidenceData> {
    const { caller } = viewer(request);
    const query = request.query as Record<string, unknown>;
    const programs = await parts.office.programs.list(caller);
    const t = planningStrings[view.lang].evidence;
    const places = programs.flatMap(({ id, name, sites }) => [
      ...(sites.length > 1 ? [[id, `${name} · ${t.allSites}`] as const] : []),
      ...sites.map((site) => [site.id, `${name} · ${site.name}`] as const),
    ]);
    const zone = programs[0]?.zone ?? 'UTC';
    const day = (ms: number) => wallClock(instant(ms), as(zone)).slice(0, 10);
    const asked: Asked = {
      shift: textOf(query['shift']),
      place: textOf(query['place']) || (places[0]?.[0] ?? ''),
      from: textOf(query['from']) || day(view.now.getTime() - WEEK),
      until: textOf(query['until']) || day(view.now.getTime()),
    };
    if (!asked.shift && !asked.place) return { asked, places };
    const isProgram = programs.some(({ id }) => id === asked.place);
    try {
      const report = await parts.office.evidence.report(
        caller,
        asked.shift
          ? { shiftId: asked.shift }
          : {
              ...(isProgram ? { programId: asked.place } : { siteId: asked.place }),
              from: asked.from,
              until: asked.until,
            },
      );
      return { asked, places, report };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { asked, places, problem: refusalText(error, request.lang) };
    }
  }
}

function EvidencePage({ view, data }: { view: View; data: EvidenceData }) {
  const { asked, report } = data;
  const t = planningStrings[view.lang].evidence;
  const query = asked.shift
    ? `shift=${encodeURIComponent(asked.shift)}`
    : new URLSearchParams({ place: asked.place, from: asked.from, until: asked.until }).toString();
  return (
    <ConsolePage
      view={view}
      section="shifts"
      title={t.title}
      lead={t.lead}
      styles={['evidence.css']}
      wide
      actions={
        report && (
          <a href={`/evidence.csv?${query}`} class="button" download>
            {t.csv}
          </a>
        )
      }
    >
      {!asked.shift && (
        <form class="filters no-print" method="get" action="/evidence">
          <Select label={t.site} name="place" value={asked.place} options={data.places} />
          <Field label={t.from} name="from" type="date" value={asked.from} required />
          <Field label={t.until} name="until" type="date" value={asked.until} required />
          <button class="button button-primary" type="submit">
            {t.show}
          </button>
        </form>
      )}
      {data.problem && (
        <p class="notice notice-late" role="alert">
          {data.problem}
        </p>
      )}
      {report && (
        <>
          <p class="hint no-print">{t.print}</p>
          <Report view={view} report={report} />
        </>
      )}
    </ConsolePage>
  );
}

function Report({ view, report }: { view: View; report: Evidence }) {
  const { lang } = view;
  const t = planningStrings[lang].evidence;
  const { figures } = report;
  const head = [report.program.name[lang], report.site?.name].filter(Boolean).join(' · ');
  const period = t.period(report.period.from, report.period.until);
  const made = t.generated(localText(view, new Date(report.generatedAt), report.zone, 'date-time'));
  const level = (id: string) => report.contacts.find((contact) => contact.level === id)?.title[lang] ?? id;
  const spread = (one: { median: number; longest: number } | null) =>
    one ? t.spread(one.median, one.longest) : t.none;
  return (
    <article class="evidence stack">
      <header class="card stack-small">
        <h2>{head}</h2>
        <p>
          {period} · {report.zone}
        </p>
        <p class="soft small">{made}</p>
      </header>
      <section class="card stack-small" aria-labelledby="procedure-title">
        <h2 id="procedure-title">{t.procedure}</h2>
        <ol class="procedure">
          {report.rules[lang].map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ol>
        <h3>{t.designated}</h3>
        <dl class="facts">
          {report.contacts.map(({ site, title, people }) => (
            <>
              <dt>{[site, title[lang]].filter(Boolean).join(' · ')}</dt>
              <dd>{people.join(', ') || <span class="late-text">{t.nobody}</span>}</dd>
            </>
          ))}
        </dl>
      </section>
      <section class="card stack-small" aria-labelledby="figures-title">
        <h2 id="figures-title">{t.figures}</h2>
        <dl class="facts">
          <dt>{t.shifts}</dt>
          <dd>{figures.shifts}</dd>
          <dt>{t.due}</dt>
          <dd>{figures.due}</dd>
          <dt>{t.answered}</dt>
          <dd>{figures.answered}</dd>
          <dt>{t.answeredLate}</dt>
          <dd>{figures.answeredLate}</dd>
          <dt>{t.missed}</dt>
          <dd>{figures.missed}</dd>
          <dt>{t.endedByHuman}</dt>
          <dd>{figures.endedByHuman}</dd>
          <dt>{t.open2}</dt>
          <dd>{figures.open}</dd>
          <dt>{t.escalations}</dt>
          <dd>
            {figures.escalations}
            {figures.stillOpen > 0 && ` · ${t.stillOpen}: ${figures.stillOpen}`}
          </dd>
          <dt>{t.toTold}</dt>
          <dd>{spread(figures.toTold)}</dd>
          <dt>{t.toAcknowledged}</dt>
          <dd>{spread(figures.toAcknowledged)}</dd>
          <dt>{t.toResolved}</dt>
          <dd>{spread(figures.toResolved)}</dd>
        </dl>
      </section>
      <section class="stack new-page" aria-labelledby="shifts-title">
        <h2 id="shifts-title">{t.shiftList}</h2>
        {report.shifts.length === 0 && <p class="card empty">{t.noShifts}</p>}
        {report.shifts.map((shift) => (
          <ShiftEvidence key={shift.id} view={view} shift={shift} />
        ))}
      </section>
      <section class="stack new-page" aria-labelledby="stories-title">
        <h2 id="stories-title">{t.stories}</h2>
        {report.escalations.length === 0 && <p class="card empty">{t.noCases}</p>}
        {report.escalations.map((one) => (
          <Story key={one.id} view={view} one={one} level={level} />
        ))}
      </section>
      {report.drills.length > 0 && (
        <section class="stack new-page" aria-labelledby="drills-title">
          <h2 id="drills-title">{t.drills}</h2>
          {report.drills.map((one) => (
            <Story key={one.id} view={view} one={one} level={level} />
          ))}
        </section>
      )}
    </article>
  );
}

function ShiftEvidence({ view, shift }: { view: View; shift: EvidenceShift }) {
  const t = planningStrings[view.lang].evidence;
  const at = (when: Date | null) => (when ? localText(view, when, shift.zone, 'date-time') : t.none);
  const time = (when: Date | null) => (when ? localText(view, when, shift.zone, 'time') : t.none);
  return (
    <section
      class="card card-flush whole"
      aria-label={`${at(shift.startsAt)} – ${time(shift.endsAt)}, ${shift.site}: ${shift.peers.join(', ')}`}
    >
      <div class="card-title stack-small">
        <h3>
          <a href={`/shifts/${shift.id}`}>
            {at(shift.startsAt)} – {time(shift.endsAt)}
          </a>
          {' · '}
          {shift.site}
        </h3>
        <p class="small soft">
          {shift.peers.join(', ')} · {(shift.relievedFrom ? t.takenOffBy : t.plannedBy)(shift.plannedBy)} ·{' '}
          {view.w.shift[shift.status] ?? shift.status}
        </p>
        {shift.changes
          .filter(({ kind }) => kind !== 'coverage-checked')
          .map((change, i) => (
            <p key={i} class="small">
              {at(change.at)}: {t.changes[change.kind]}
              {change.peer && ` (${change.peer}, ${t.changed[change.detail] ?? change.detail})`}
              {change.endsAt && ` → ${time(change.endsAt)}`}
              {change.by !== 'system' && `, ${change.by}`}
            </p>
          ))}
      </div>
      {shift.checks.length > 0 && (
        <table class="table">
          <thead>
            <tr>
              {[t.peer, t.check, t.dueAt, t.asked, t.answeredAt, t.result].map((one) => (
                <th scope="col" key={one}>
                  {one}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shift.checks.map((check, i) => (
              <tr key={i}>
                <th scope="row">{check.peer}</th>
                <td>{view.w.waits[check.kind]}</td>
                <td data-label={t.dueAt}>{time(check.dueAt)}</td>
                <td data-label={t.asked}>
                  {check.asked > 0
                    ? `${time(check.askedAt)}, ${t.times(check.asked)}, ${check.askedVia.map((via) => view.w.channels[via] ?? via).join(', ')}`
                    : t.none}
                </td>
                <td data-label={t.answeredAt}>
                  {check.answeredAt
                    ? [
                        time(check.answeredAt),
                        check.answeredBy,
                        check.via && (view.w.channels[check.via] ?? check.via),
                      ]
                        .filter(Boolean)
                        .join(', ')
                    : t.none}
                </td>
                <td>
                  <span class={`badge ${TONE[check.result]}`}>{t.results[check.result]}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

const TONE = {
  answered: 'badge-good',
  'answered-late': 'badge-soon',
  missed: 'badge-late',
  'ended-by-human': 'badge-soon',
  open: 'badge-soon',
  'not-needed': '',
} as const;

function Story(props: { view: View; one: EvidenceCase; level: (id: string) => string }) {
  const { view, one } = props;
  const t = planningStrings[view.lang].evidence;
  // An alert that lasts into another day says which.
  const day = (at: Date) => localText(view, at, one.zone, 'date');
  const when = (at: Date) =>
    localText(view, at, one.zone, day(at) === day(one.raisedAt) ? 'time' : 'date-time');
  const outcome = (code: string | null) => {
    if (!code) return '';
    const [first = '', ...rest] = code.split(' ');
    const said =
      t.outcomes[first] ??
      view.w.escalationOutcomes[first as 'found-safe'] ??
      view.w.escalationKinds[first as 'help'] ??
      first.replaceAll('-', ' ');
    return [said, ...rest].join(' ');
  };
  return (
    <section class="card card-flush whole" aria-label={one.peer}>
      <div class="card-title stack-small">
        <h3>
          <a href={`/escalations/${encodeURIComponent(one.id)}`}>{one.peer}</a>
          {view.lang === 'fr' ? '\u00a0: ' : ': '}
          {view.w.escalationKinds[one.kind as 'help'] ?? one.kind}
        </h3>
        <p class="small soft">
          {[
            one.site,
            localText(view, one.raisedAt, one.zone, 'date-time'),
            view.w.escalation[one.status] ?? one.status,
            one.outcome && outcome(one.outcome),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <table class="table">
        <thead>
          <tr>
            {[t.at, t.what, t.who, t.how, t.outcome].map((head) => (
              <th scope="col" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {one.steps.map((step, i) => (
            <tr key={i}>
              <th scope="row">{when(step.at)}</th>
              <td>{t.steps[step.what]}</td>
              <td>{[step.who, step.level && `(${props.level(step.level)})`].filter(Boolean).join(' ')}</td>
              <td>{step.channel ? (view.w.channels[step.channel] ?? step.channel) : ''}</td>
              <td>{outcome(toldBy(step))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function toldBy({ what, channel, outcome }: EvidenceCase['steps'][number]): string | null {
  return what === 'not-told' && outcome ? delivered(channel, outcome) : outcome;
}
