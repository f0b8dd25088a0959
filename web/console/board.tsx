import type { FastifyInstance } from 'fastify';
import type { OnBoard } from '../../office/shifts/board';
import { viewer } from '../access/viewer';
import { planningStrings } from '../i18n/planning';
import type { Parts } from '../parts';
import { Select } from '../ui/field';
import { sendFragment, sendPage } from '../ui/page';
import { choose } from './filters';
import { ConsolePage, type View } from './frame';
import { viewOf } from './view';
import { Due, localText, When } from './when';

interface BoardData {
  rows: OnBoard[];
  sites: Map<string, string>;
  choices: readonly (readonly [id: string, name: string])[];
  site?: string;
}

/** The live shift board: for a screen on the wall, and for a telephone in a pocket. */
export function boardRoutes(app: FastifyInstance, parts: Parts): void {
  app.get('/shifts/board', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const data = await load(request);
    const t = planningStrings[view.lang].board;
    return sendPage(
      reply,
      <ConsolePage
        view={view}
        section="shifts"
        title={t.title}
        lead={t.lead}
        wide
        actions={
          <a href="/shifts" class="button button-small">
            ← {view.t.nav.shifts}
          </a>
        }
      >
        {data.choices.length > 1 && (
          <form class="filters" method="get" action="/shifts/board">
            <Select
              label={view.t.site}
              name="site"
              value={data.site}
              options={[['', view.t.all], ...data.choices]}
            />
            <button class="button" type="submit">
              {view.t.show}
            </button>
          </form>
        )}
        <Board view={view} data={data} />
      </ConsolePage>,
    );
  });
  app.get('/parts/shift-board', async (request, reply) => {
    const view = await viewOf(parts, request);
    return sendFragment(reply, <Board view={view} data={await load(request)} />);
  });

  async function load(request: Parameters<typeof viewer>[0]): Promise<BoardData> {
    const { caller } = viewer(request);
    const programs = await parts.office.programs.list(caller);
    const all = programs.flatMap(({ name, sites }) =>
      sites.map((site) => ({ id: site.id, name: site.name, program: name })),
    );
    const { site: asked } = request.query as Record<string, unknown>;
    const site = choose(
      asked,
      all.map(({ id }) => id),
    );
    const { rows } = await parts.office.shifts.board(caller, site ? { siteId: site } : {});
    return {
      rows,
      sites: new Map(all.map(({ id, name }) => [id, name])),
      choices: all.map(({ id, name, program }) => [id, `${program} · ${name}`] as const),
      ...(site ? { site } : {}),
    };
  }
}

function Board({ view, data }: { view: View; data: BoardData }) {
  const t = planningStrings[view.lang].board;
  const { rows } = data;
  const gaps = new Set(rows.filter(({ coverage }) => coverage === 'gap').map(({ shiftId }) => shiftId)).size;
  const out = rows.filter(({ startsAt, endsAt }) => startsAt <= view.now && endsAt > view.now).length;
  const late = rows.filter(({ next }) => next?.late).length;
  const alarms = rows.filter(({ escalations }) => escalations.length > 0).length;
  const query = data.site ? `?site=${encodeURIComponent(data.site)}` : '';
  return (
    <div
      class="stack"
      id="board"
      data-live="/live/today"
      hx-get={`/parts/shift-board${query}`}
      hx-trigger="live, every 30s"
      hx-swap="outerMorph"
    >
      <div class="tiles">
        <Tile value={out} text={t.out} />
        <Tile value={late} text={t.late} alarm />
        <Tile value={alarms} text={t.alarms} alarm />
        <Tile value={gaps} text={t.gaps} alarm />
      </div>
      {rows.length === 0 ? (
        <p class="card empty">{t.empty}</p>
      ) : (
        <section class="card card-flush" aria-label={t.title}>
          <table class="table board">
            <thead>
              <tr>
                {[t.who, t.where, t.next, t.heard, t.onCall, t.escalations].map((head) => (
                  <th scope="col" key={head}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row
                  key={`${row.shiftId}/${row.personId}`}
                  view={view}
                  row={row}
                  site={data.sites.get(row.siteId)}
                />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}

function Row({ view, row, site }: { view: View; row: OnBoard; site: string | undefined }) {
  const t = planningStrings[view.lang].board;
  const { next } = row;
  const tone = row.escalations.length > 0 ? 'board-alarm' : next?.late ? 'board-late' : undefined;
  const time = (at: Date) => localText(view, at, row.zone, 'time');
  const coverage = { covered: 'badge badge-good', gap: 'badge badge-late', unknown: 'badge' }[row.coverage];
  return (
    <tr class={tone}>
      <th scope="row">
        <a href={`/people/${row.participantId}`}>{row.name}</a>
        {row.phone && (
          <p class="small">
            <a href={`tel:${row.phone}`} aria-label={`${t.call} ${row.name}, ${row.phone}`}>
              {row.phone}
            </a>
          </p>
        )}
      </th>
      <td data-label={t.where}>
        <a href={`/shifts/${row.shiftId}`}>{site ?? row.siteId}</a>
        <span class="soft small">
          {' '}
          {row.startsAt > view.now ? t.from(time(row.startsAt)) : t.until(time(row.endsAt))}
        </span>
      </td>
      <td data-label={t.next}>
        {next ? (
          <span class="row">
            <span>
              {view.w.waits[next.kind]}, {time(next.dueAt)}
            </span>
            <Due view={view} dueAt={next.dueAt} zone={row.zone} />
          </span>
        ) : (
          <span class="badge badge-good">{t.nothing}</span>
        )}
      </td>
      <td data-label={t.heard}>
        {row.heardAt ? <When view={view} at={row.heardAt} zone={row.zone} style="time" /> : t.notYet}
      </td>
      <td data-label={t.onCall}>
        <span class={coverage}>{t.coverage[row.coverage]}</span>
      </td>
      <td data-label={t.escalations}>
        {row.escalations.length === 0
          ? '–'
          : row.escalations.map(({ id, kind, status }) => (
              <a key={id} href={`/escalations/${encodeURIComponent(id)}`} class="row">
                {view.w.escalationKinds[kind as 'help'] ?? kind}
                <span class={status === 'acknowledged' ? 'badge badge-soon' : 'badge badge-late'}>
                  {view.w.escalation[status] ?? status}
                </span>
              </a>
            ))}
      </td>
    </tr>
  );
}

function Tile({ value, text, alarm }: { value: number; text: string; alarm?: boolean }) {
  return (
    <div class={alarm && value > 0 ? 'tile tile-late' : 'tile'}>
      <b>{value}</b>
      {text}
    </div>
  );
}
