import type { FastifyInstance } from 'fastify';
import { within } from '../../office/access';
import { hiddenFrom, without } from '../../office/hidden';
import type { Owed } from '../../office/standing';
import { viewer } from '../access/viewer';
import type { Labels } from '../i18n/ledger';
import type { ChannelHealth } from '../../prisma/generated/client';
import type { Parts } from '../parts';
import { screeningStrings } from '../i18n/screening';
import { Select } from '../ui/field';
import { sendFragment, sendPage } from '../ui/page';
import { ChannelNotices, channelsDown } from './channels';
import { choose } from './filters';
import { ConsolePage, type View } from './frame';
import { labelsFor } from './labels';
import { LeavingNotices, leavingPeople, type LeavingPerson } from './leaving';
import { viewOf } from './view';
import { sinceText, waitText } from './wait';
import { Due } from './when';

const SHOWN = 200;
const DAY = 86_400_000;

interface Counts {
  late: number;
  soon: number;
  staff: number;
  escalations: number;
  onShift: number;
  active: number;
}

interface TodayData {
  rows: Owed[];
  total: number;
  counts: Counts;
  zones: Map<string, string>;
  labels: Map<string, Labels>;
  programs: { id: string; name: string }[];
  filter: { program?: string; by?: 'staff' | 'participant' };
  down: ChannelHealth[];
  leaving: LeavingPerson[];
  /** Who looks: what they owe themselves is marked. */
  viewerId: string | undefined;
}

export function todayRoutes(app: FastifyInstance, parts: Parts): void {
  app.get('/', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    return sendPage(reply, <TodayPage view={view} data={await load(request, view)} />);
  });
  app.get('/parts/today', async (request, reply) => {
    const view = await viewOf(parts, request);
    return sendFragment(reply, <TodayLists view={view} data={await load(request, view)} />);
  });

  async function load(request: Parameters<typeof viewer>[0], view: View): Promise<TodayData> {
    const { caller } = viewer(request);
    const query = request.query as Record<string, unknown>;
    const programs = await parts.office.programs.list(caller);
    const filter = {
      program: choose(
        query['program'],
        programs.map(({ id }) => id),
      ),
      by: choose(query['by'], ['staff', 'participant'] as const),
    };
    const scope = { AND: [within(caller.scope), filter.program ? { programId: filter.program } : {}] };
    const hidden = without.waits(await hiddenFrom(parts.database, caller));
    const open = { AND: [...scope.AND, hidden], closedAt: null };
    const soon = new Date(view.now.getTime() + DAY);
    const { database } = parts;
    const [owed, soonCount, staff, onShift, active, down, leaving] = await Promise.all([
      parts.office.standing.owed(caller, {
        ...(filter.program ? { programId: filter.program } : {}),
        ...(filter.by ? { owedBy: filter.by } : {}),
        limit: SHOWN,
      }),
      database.wait.count({ where: { ...open, dueAt: { gte: view.now, lt: soon } } }),
      database.wait.count({ where: { ...open, owedBy: 'staff' } }),
      database.shift.count({
        where: {
          ...scope,
          startsAt: { lte: view.now },
          endsAt: { gt: view.now },
          status: { notIn: ['cancelled', 'closed'] },
        },
      }),
      database.participant.count({ where: { ...scope, journeys: { some: { status: 'active' } } } }),
      channelsDown(database),
      leavingPeople(database, caller),
    ]);
    const zones = new Map(programs.map(({ id, zone }) => [id, zone]));
    const labels = new Map(
      await Promise.all(
        [...new Set(owed.rows.map(({ programId }) => programId))].map(
          async (id) => [id, (await labelsFor(parts, view, id, zones.get(id) ?? 'UTC')).labels] as const,
        ),
      ),
    );
    return {
      rows: owed.rows,
      total: owed.total,
      counts: { late: owed.late, soon: soonCount, staff, escalations: view.openEscalations, onShift, active },
      zones,
      labels,
      programs,
      filter,
      down,
      leaving,
      viewerId: caller.personId,
    };
  }
}

function TodayPage({ view, data }: { view: View; data: TodayData }) {
  const t = view.t.today;
  return (
    <ConsolePage view={view} section="today" title={t.title} lead={t.lead}>
      <form class="filters" method="get" action="/">
        {data.programs.length > 1 && (
          <Select
            label={view.t.program}
            name="program"
            value={data.filter.program}
            options={[['', view.t.all], ...data.programs.map(({ id, name }) => [id, name] as const)]}
          />
        )}
        <Select
          label={t.whose}
          name="by"
          value={data.filter.by}
          options={[
            ['', t.everybody],
            ['staff', t.staffOnly],
            ['participant', t.participantsOnly],
          ]}
        />
        <button class="button" type="submit">
          {view.t.people.filter}
        </button>
      </form>
      <TodayLists view={view} data={data} />
    </ConsolePage>
  );
}

function TodayLists({ view, data }: { view: View; data: TodayData }) {
  const t = view.t.today;
  const { counts, rows, filter } = data;
  const soonBy = view.now.getTime() + DAY;
  const late = rows.filter((row) => row.late);
  const soon = rows.filter((row) => !row.late && row.dueAt !== null && row.dueAt.getTime() < soonBy);
  const other = rows.filter((row) => !late.includes(row) && !soon.includes(row));
  const kept = Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const query = new URLSearchParams(kept).toString();
  return (
    <div
      class="stack"
      id="today"
      data-live="/live/today"
      hx-get={`/parts/today${query ? `?${query}` : ''}`}
      hx-trigger="live"
      hx-swap="outerMorph"
    >
      <ChannelNotices view={view} down={data.down} zone={data.zones.values().next().value ?? 'UTC'} />
      <LeavingNotices view={view} people={data.leaving} zones={data.zones} />
      <div class="tiles">
        <Tile value={counts.escalations} text={t.openEscalations} href="/escalations" alarm />
        <Tile value={counts.late} text={t.late} href="#late" alarm />
        <Tile value={counts.soon} text={t.due24} href="#soon" />
        <Tile value={counts.staff} text={t.ofStaff} href="/?by=staff" />
        <Tile value={counts.onShift} text={t.onShift} href="/shifts" />
        <Tile value={counts.active} text={t.active} href="/people?status=active" />
      </div>
      {rows.length === 0 && <p class="card empty">{t.nothing}</p>}
      {rows.length > 0 && (
        <>
          <OwedList id="late" title={t.listLate} rows={late} empty={t.nothingLate} view={view} data={data} />
          {soon.length > 0 && <OwedList id="soon" title={t.listSoon} rows={soon} view={view} data={data} />}
          {other.length > 0 && (
            <OwedList id="other" title={t.listOther} rows={other} view={view} data={data} />
          )}
        </>
      )}
      {data.total > rows.length && <p class="soft">{t.truncated(data.total - rows.length)}</p>}
    </div>
  );
}

function Tile(props: { value: number; text: string; href: string; alarm?: boolean }) {
  return (
    <a class={props.alarm && props.value > 0 ? 'tile tile-late' : 'tile'} href={props.href}>
      <b>{props.value}</b>
      <span>{props.text}</span>
    </a>
  );
}

function OwedList(props: {
  id: string;
  title: string;
  rows: Owed[];
  empty?: string;
  view: View;
  data: TodayData;
}) {
  const { id, view, rows, data } = props;
  const t = view.t.today;
  const sides = (['staff', 'participant'] as const)
    .map((side) => [side, rows.filter(({ owedBy }) => owedBy === side)] as const)
    .filter(([, owed]) => owed.length > 0);
  return (
    <section class="card card-flush" aria-labelledby={`${id}-title`} id={id}>
      <h2 class="card-title" id={`${id}-title`}>
        {props.title} {rows.length > 0 && <span class="badge">{rows.length}</span>}
      </h2>
      {rows.length === 0 && <p class="empty">{props.empty}</p>}
      <div class={sides.length > 1 ? 'owed-sides' : undefined}>
        {sides.map(([side, owed]) => (
          <div key={side}>
            {sides.length > 1 && (
              <h3>
                {side === 'staff' ? t.toDo : t.toCome} ({owed.length})
              </h3>
            )}
            <ul class="owed">
              {owed.map((row) => (
                <OwedRow key={row.key} view={view} data={data} row={row} />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}

/** Whom it is about, what is owed, by whom, how late. */
function OwedRow({ view, data, row }: { view: View; data: TodayData; row: Owed }) {
  const t = view.t.today;
  const what = waitText(view, row, data.labels.get(row.programId));
  const name = row.about?.name ?? nameless(row, view);
  const facts = [ower(view, row), sinceText(view, row.since)].filter(Boolean);
  return (
    <li>
      <div>
        <a href={addressOf(row)}>
          <strong>{name ?? what}</strong>
        </a>
        {name && ` · ${what}`}
        {row.by && row.by.personId === data.viewerId && (
          <>
            {' '}
            <span class="badge badge-good">{t.yours}</span>
          </>
        )}
        {facts.length > 0 && <p class="small">{facts.join(', ')}</p>}
      </div>
      <Due view={view} dueAt={row.dueAt} zone={data.zones.get(row.programId) ?? 'UTC'} />
    </li>
  );
}

/** Who owes it, where the heading and the name do not say so. */
function ower(view: View, row: Owed): string | undefined {
  if (row.by) return view.t.today.owedBy(row.by.name);
  if (row.owedBy === 'staff') return view.t.today.owedBy(view.t.today.owedByStaff);
  return row.about ? view.t.today.owedBy(row.about.name) : undefined;
}

/** Somebody who is not in yet has no name here. */
function nameless(row: Owed, view: View): string | undefined {
  if (row.kind !== 'application') return undefined;
  const { referral, own } = screeningStrings[view.lang].coming;
  return row.details['reason'] === 'referral' ? referral : own;
}

/** Where the thing can be looked at and done. */
function addressOf(row: Owed): string {
  if (row.escalationId) return `/escalations/${encodeURIComponent(row.escalationId)}`;
  if (row.shiftId) return `/shifts/${encodeURIComponent(row.shiftId)}`;
  if (row.kind === 'application')
    return `/applications/${encodeURIComponent(String(row.details['application'] ?? ''))}`;
  if (row.kind === 'match') return '/matching';
  if (row.kind === 'opening-decision') return '/work';
  if (row.kind === 'request') return '/requests';
  return row.about?.participantId ? `/people/${row.about.participantId}` : '/people';
}
