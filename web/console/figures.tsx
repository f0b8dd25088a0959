import type { FastifyInstance, FastifyRequest } from 'fastify';
import { NotThere, Refused } from '../../client/fullCircle';
import type { Equity, Figure, FigureLine, Figures } from '../../office/figures';
import { figuresCsv } from '../../office/figures/csv';
import { viewer } from '../access/viewer';
import { figureStrings } from '../i18n/figures';
import { refusalText } from '../i18n/refusals';
import type { Parts } from '../parts';
import { Field, Select } from '../ui/field';
import { sendPage } from '../ui/page';
import { textOf } from './filters';
import { ConsolePage, type View } from './frame';
import { viewOf } from './view';
import { localText } from './when';

interface FiguresData {
  asked: { place: string; period: string };
  places: { id: string; name: string; isSite: boolean }[];
  report?: Figures;
  problem?: string;
}

/** Figures for a funder: a page that prints well, and the same as a table. */
export function figureRoutes(app: FastifyInstance, parts: Parts): void {
  app.get('/figures', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const data = await load(request);
    return sendPage(reply, <FiguresPage view={view} data={data} />, data.problem ? 409 : 200);
  });
  app.get('/figures.csv', async (request, reply) => {
    const { report, problem } = await load(request);
    if (!report) throw new Refused('NoReport', problem ?? 'Name a program or a site.');
    const { from, until } = report.period;
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="figures-${from}-${until}.csv"`)
      .type('text/csv; charset=utf-8')
      .send(figuresCsv(report, request.lang));
  });

  async function load(request: FastifyRequest): Promise<FiguresData> {
    const { caller } = viewer(request);
    const query = request.query as Record<string, unknown>;
    const places = await parts.office.figures.places(caller);
    const asked = {
      place: textOf(query['place']) || (places[0]?.id ?? ''),
      period: textOf(query['period'], 20),
    };
    const place = places.find(({ id }) => id === asked.place);
    if (asked.place && !place) throw new NotThere(`program ${asked.place}`);
    if (!place) return { asked, places };
    try {
      const report = await parts.office.figures.report(caller, {
        ...(place.isSite ? { siteId: place.id } : { programId: place.id }),
        ...(asked.period ? { period: asked.period } : {}),
      });
      return { asked, places, report };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { asked, places, problem: refusalText(error, request.lang) };
    }
  }
}

function FiguresPage({ view, data }: { view: View; data: FiguresData }) {
  const { asked, report, places } = data;
  const t = figureStrings[view.lang];
  const query = new URLSearchParams(asked).toString();
  return (
    <ConsolePage
      view={view}
      section="figures"
      title={t.title}
      lead={t.lead}
      styles={['evidence.css', 'figures.css']}
      wide
      actions={
        report && (
          <a href={`/figures.csv?${query}`} class="button" download>
            {t.csv}
          </a>
        )
      }
    >
      <form class="filters no-print" method="get" action="/figures">
        <Select
          label={t.place}
          name="place"
          value={asked.place}
          options={places.map(({ id, name }) => [id, name] as const)}
        />
        <Field label={t.period} name="period" value={asked.period} hint={t.periodHint} maxLength={20} />
        <button class="button button-primary" type="submit">
          {t.show}
        </button>
      </form>
      {data.problem && (
        <p class="notice notice-late" role="alert">
          {data.problem}
        </p>
      )}
      {report && <Report view={view} report={report} />}
    </ConsolePage>
  );
}

function Report({ view, report }: { view: View; report: Figures }) {
  const { lang } = view;
  const t = figureStrings[lang];
  const made = localText(view, new Date(report.generatedAt), report.zone, 'date-time');
  return (
    <article class="figures stack">
      <header class="card stack-small">
        <h2>{[report.program.name[lang], report.site?.name].filter(Boolean).join(' · ')}</h2>
        <p>
          {t.days(report.period.from, report.period.until)} · {report.zone}
        </p>
        <p class="soft small">
          {t.generated(made)}. <span class="no-print">{t.print}</span>
        </p>
      </header>
      {report.sections.map(({ id, name, figures }) => (
        <section key={id} class="stack-small" aria-labelledby={`section-${id}`}>
          <h2 id={`section-${id}`}>{name[lang]}</h2>
          <div class="figure-grid">
            {figures.map((figure) => (
              <FigureCard key={figure.id} view={view} figure={figure} />
            ))}
          </div>
        </section>
      ))}
      <section class="stack-small" aria-labelledby="section-equity">
        <h2 id="section-equity">{t.equity}</h2>
        {report.equity ? (
          <EquityPart view={view} equity={report.equity} />
        ) : (
          <p class="card empty">{report.site ? t.equitySite : t.equityNotAsked}</p>
        )}
      </section>
    </article>
  );
}

function FigureCard({ view, figure }: { view: View; figure: Figure }) {
  const { lang } = view;
  const t = figureStrings[lang];
  return (
    <section class="card stack-small whole" aria-labelledby={`figure-${figure.id}`}>
      <h3 id={`figure-${figure.id}`}>{figure.name[lang]}</h3>
      {figure.lines.length === 0 ? (
        <p class="soft">{t.none}</p>
      ) : (
        <dl class="figure-lines">
          {figure.lines.map((line) => (
            <div key={line.code ?? ''}>
              <dt>{line.label?.[lang] ?? t.everybody}</dt>
              <dd>
                <Value view={view} figure={figure} line={line} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p class="small soft">{figure.definition[lang]}</p>
    </section>
  );
}

function Value({ view, figure, line }: { view: View; figure: Figure; line: FigureLine }) {
  const t = figureStrings[view.lang];
  const amount = (value: number | null) =>
    new Intl.NumberFormat(view.lang === 'fr' ? 'fr-CA' : 'en-CA', { maximumFractionDigits: 1 }).format(
      value ?? 0,
    );
  if (line.median !== null)
    return (
      <>
        <strong>{t.median(`${amount(line.median)} ${t.units[figure.unit] ?? ''}`)}</strong>{' '}
        <span class="small soft">{t.quartiles(amount(line.q1), amount(line.q3), line.n)}</span>
      </>
    );
  if (line.of !== null)
    return (
      <>
        <strong>{t.percent(line.of === 0 ? 0 : Math.round((100 * line.n) / line.of))}</strong>{' '}
        <span class="small soft">{t.of(line.n, line.of)}</span>
      </>
    );
  return <strong>{amount(line.n)}</strong>;
}

function EquityPart({ view, equity }: { view: View; equity: Equity }) {
  const { lang } = view;
  const t = figureStrings[lang];
  if (equity.quarters.length === 0) return <p class="card empty">{t.equityNoQuarter}</p>;
  const tables = [
    ...equity.quarters.map(({ name, from, until }, index) => ({
      title: `${name} · ${t.days(from, until)}`,
      shown: equity.lines.map((line) => line.quarters[index]!),
    })),
    ...(equity.quarters.length > 1
      ? [{ title: t.wholeYear(equity.year), shown: equity.lines.map(({ year }) => year) }]
      : []),
  ];
  return (
    <>
      <p class="small">{t.equityLead(equity.withheldBelow)}</p>
      {tables.map(({ title, shown }) => (
        <div class="card card-flush whole" key={title}>
          <h3 class="card-title">{title}</h3>
          <table class="table" aria-label={title}>
            <thead>
              <tr>
                <th scope="col">{t.came}</th>
                {equity.groups.map(({ id, label }) => (
                  <th scope="col" key={id}>
                    {label[lang]}
                  </th>
                ))}
                <th scope="col">{t.everybody}</th>
              </tr>
            </thead>
            <tbody>
              {equity.lines.map((line, row) => (
                <tr key={line.arrival}>
                  <th scope="row">{line.label[lang]}</th>
                  {equity.groups.map(({ id, label }, place) => (
                    <td key={id} data-label={label[lang]}>
                      <Cell n={shown[row]!.cells[place]!} withheld={t.withheld} />
                    </td>
                  ))}
                  <td data-label={t.everybody}>
                    <Cell n={shown[row]!.total} withheld={t.withheld} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </>
  );
}

function Cell({ n, withheld }: { n: number | null; withheld: string }) {
  if (n !== null) return <>{n}</>;
  return (
    <span title={withheld}>
      <span aria-hidden="true">–</span>
      <span class="visually-hidden">{withheld}</span>
    </span>
  );
}
