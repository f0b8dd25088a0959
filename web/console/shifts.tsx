import { checkInMeant } from '../../activities/inbound/awaited';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refused } from '../../client/fullCircle';
import { DAY } from '../../domain/duration';
import { as, instant } from '../../domain/ids';
import { wallClock } from '../../domain/time';
import { can } from '../../office/access';
import { viewer } from '../access/viewer';
import { businessNow } from '../http/businessNow';
import { ProblemError } from '../http/problem';
import { onCallStrings } from '../i18n/onCall';
import type { Labels } from '../i18n/ledger';
import { systemStrings } from '../i18n/system';
import type { Parts } from '../parts';
import { Field, Select } from '../ui/field';
import { sendFragment, sendPage } from '../ui/page';
import { actOf, FormKey } from './formKey';
import { ClockNotes, clockNotesOf } from './clockNotes';
import { choose, listOf, textOf } from './filters';
import { planningStrings } from '../i18n/planning';
import { refusalText } from '../i18n/refusals';
import { actThenGo } from './flash';
import { ConsolePage, type View } from './frame';
import { actorNames, labelsFor, peopleNames } from './labels';
import { shiftCandidates, type ShiftCandidate } from './shiftCandidates';
import { ModeAndReason } from './shiftPlanning';
import { Offered, PeopleForms, shiftPeople, type ShiftPeople } from './shiftPeople';
import { Timeline } from './timeline';
import { viewOf } from './view';
import { Due, localText } from './when';

const SHOWN = 100;

type Listed = Awaited<ReturnType<Parts['office']['shifts']['list']>>[number];
type Shown = Awaited<ReturnType<Parts['office']['shifts']['show']>>;
type ProgramRow = Awaited<ReturnType<Parts['office']['programs']['list']>>[number];

interface ListData {
  rows: Listed[];
  programs: ProgramRow[];
  mayPlan: boolean;
}
interface OneData {
  shown: Shown;
  site: string;
  labels: Labels;
  people: Map<string, string>;
  who: (actor: string) => string;
  mayManage: boolean;
  mayAnswer: boolean;
  /** The auditor cannot vouch for its times (rule 7). */
  timesDoubtful: boolean;
  crew: ShiftPeople;
}

export function shiftRoutes(app: FastifyInstance, parts: Parts): void {
  const { office } = parts;

  app.get('/shifts', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const data = await load(request);
    const t = view.t.shifts;
    return sendPage(
      reply,
      <ConsolePage
        view={view}
        section="shifts"
        title={t.title}
        lead={t.lead}
        actions={
          <>
            <a class="button" href="/shifts/board">
              {planningStrings[view.lang].board.open}
            </a>
            <a class="button" href="/evidence">
              {planningStrings[view.lang].evidence.open}
            </a>
            {data.mayPlan && (
              <>
                <a class="button" href="/shifts/plan">
                  {planningStrings[view.lang].plan.open}
                </a>
                <a class="button button-primary" href="/shifts/new">
                  {t.schedule}
                </a>
              </>
            )}
          </>
        }
      >
        <ShiftLists view={view} data={data} />
      </ConsolePage>,
    );
  });
  app.get('/parts/shifts', async (request, reply) => {
    const view = await viewOf(parts, request);
    return sendFragment(reply, <ShiftLists view={view} data={await load(request)} />);
  });

  app.get('/shifts/new', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const { site } = request.query as Record<string, unknown>;
    return sendPage(reply, await schedulePage(request, view, textOf(site)));
  });

  async function schedulePage(
    request: FastifyRequest,
    view: View,
    site: string,
    again?: { values: z.output<typeof Schedule>; problem: string },
  ) {
    const { caller } = viewer(request);
    const programs = await office.programs.list(caller);
    const sites = programs
      .flatMap(({ id, name, sites: own }) => own.map((site) => ({ ...site, programId: id, program: name })))
      .filter((site) => can(caller.scope, 'manage-shifts', { programId: site.programId, siteId: site.id }));
    const chosen = sites.find(({ id }) => id === site) ?? sites[0];
    const peers = chosen ? await shiftCandidates(parts, caller, view.lang, chosen.programId) : [];
    return (
      <SchedulePage
        view={view}
        sites={sites}
        chosen={chosen}
        today={chosen ? wallClock(instant(view.now), as(chosen.zone)).slice(0, 10) : ''}
        peers={peers}
        again={again}
      />
    );
  }
  app.post('/shifts', async (request, reply) => {
    const body = Schedule.safeParse(request.body);
    if (!body.success)
      throw new ProblemError({ status: 400, code: 'invalid-form', title: z.prettifyError(body.error) });
    const { site, date, starts, ends, peers, mode, reason, key } = body.data;
    try {
      const { shiftId } = await office.shifts.schedule(
        viewer(request).caller,
        {
          siteId: site,
          startsWall: `${date}T${starts}`,
          endsWall: `${ends <= starts ? dayAfter(date) : date}T${ends}`,
          peers: listOf(peers),
          mode,
          ...(reason ? { reason } : {}),
        },
        { key },
      );
      return await actThenGo(request, reply, `/shifts/${shiftId}`, async () => undefined);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const again = { values: body.data, problem: refusalText(error, request.lang) };
      return sendPage(reply, await schedulePage(request, await viewOf(parts, request), site, again), 409);
    }
  });

  app.get('/shifts/:id', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const data = await one(request, view);
    return sendPage(
      reply,
      <ConsolePage
        view={view}
        section="shifts"
        title={`${data.site}, ${wallText(view, data.shown)}`}
        lead={view.t.shifts.zone(data.shown.zone)}
        actions={
          <>
            <a href={`/evidence?shift=${data.shown.id}`} class="button button-small">
              {planningStrings[view.lang].evidence.open}
            </a>
            <a href="/shifts" class="button button-small">
              ← {view.t.nav.shifts}
            </a>
          </>
        }
      >
        <ShiftParts view={view} data={data} />
      </ConsolePage>,
    );
  });
  app.get('/parts/shifts/:id', async (request, reply) => {
    const view = await viewOf(parts, request);
    return sendFragment(reply, <ShiftParts view={view} data={await one(request, view)} />);
  });

  app.post('/shifts/:id/:act', async (request, reply) => {
    const { id, act } = request.params as { id: string; act: string };
    const { caller } = viewer(request);
    const body = Act.safeParse(request.body ?? {});
    const does = choose(act, ['check-in', 'extend', 'shorten', 'cancel'] as const);
    if (!body.success || !does)
      throw new ProblemError({ status: 400, code: 'invalid-form', title: 'Something is missing.' });
    const { peer = '', answer = 'not-ok', check, minutes = 0, reason } = body.data;
    const options = actOf(request);
    return actThenGo(request, reply, `/shifts/${encodeURIComponent(id)}`, async () => {
      if (does === 'check-in') await office.shifts.checkIn(caller, id, { peer, answer, check }, options);
      else if (does === 'cancel') await office.shifts.cancel(caller, id, {}, options);
      else if (does === 'extend')
        await office.shifts.extend(caller, id, { minutes, ...(reason ? { reason } : {}) }, options);
      else await office.shifts.shorten(caller, id, { minutes }, options);
    });
  });

  async function load(request: Parameters<typeof viewer>[0]): Promise<ListData> {
    const { caller } = viewer(request);
    const now = await businessNow(parts);
    // Planned months ahead, the shifts of tonight are not the last ones.
    const [programs, here, before] = await Promise.all([
      office.programs.list(caller),
      office.shifts.list(caller, { from: new Date(now.getTime() - DAY), limit: SHOWN, firstToCome: true }),
      office.shifts.list(caller, { until: now, limit: SHOWN }),
    ]);
    const known = new Set(here.map(({ id }) => id));
    return {
      rows: [...here.toReversed(), ...before.filter(({ id }) => !known.has(id))],
      programs,
      mayPlan: programs.some(({ id, sites }) =>
        sites.some((site) => can(caller.scope, 'manage-shifts', { programId: id, siteId: site.id })),
      ),
    };
  }

  async function one(request: Parameters<typeof viewer>[0], view: View): Promise<OneData> {
    const { caller } = viewer(request);
    const { id } = request.params as { id: string };
    const shown = await office.shifts.show(caller, id);
    const site = await parts.database.site.findUnique({ where: { id: shown.siteId } });
    const people = await peopleNames(
      parts,
      shown.timeline.map(({ personId }) => personId),
    );
    const { labels } = await labelsFor(parts, view, shown.programId, shown.zone, { people });
    const crew = await shiftPeople(parts, request, view.lang, shown);
    return {
      shown,
      site: site?.name ?? shown.siteId,
      labels,
      people,
      who: await actorNames(
        parts,
        view,
        shown.timeline.map(({ actor }) => actor),
        view.actor,
      ),
      mayManage: can(caller.scope, 'manage-shifts', shown),
      mayAnswer: can(caller.scope, 'answer-shift-check-ins', shown),
      timesDoubtful: (await office.system.aboutShift(id)).includes('shift-times-doubtful'),
      crew,
    };
  }
}

const Schedule = z.object({
  site: z.string().max(200),
  date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  starts: z.string().regex(/^\d{2}:\d{2}$/),
  ends: z.string().regex(/^\d{2}:\d{2}$/),
  peers: z.union([z.string(), z.array(z.string())]).optional(),
  mode: z.enum(['assign', 'offer']).default('assign'),
  reason: z.string().trim().max(1_000).default(''),
  key: z.string().min(8).max(100),
});
const Act = z.object({
  peer: z.string().max(100).optional(),
  answer: z.enum(['ok', 'not-ok']).optional(),
  check: z.string().max(300).optional(),
  minutes: z.coerce.number().int().min(1).max(720).optional(),
  reason: z.string().max(1_000).optional(),
});

/** The check-in that an answer of the page is about: of those that are open, or else the last one. */
function meant<C extends { closedAt: Date | null; dueAt: Date | null }>(
  checkIns: readonly C[],
  now: Date,
): C | undefined {
  const open = checkIns.filter(({ closedAt }) => !closedAt);
  return checkInMeant(open, instant(now)) ?? checkIns.at(-1);
}

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** Start and end as the site's own clock shows them. */
function wallText(view: View, shift: { startsAt: Date; endsAt: Date; zone: string }): string {
  const start = localText(view, shift.startsAt, shift.zone, 'date-time');
  const end = localText(view, shift.endsAt, shift.zone, 'time');
  return `${start} – ${end}`;
}

function ShiftLists({ view, data }: { view: View; data: ListData }) {
  const t = view.t.shifts;
  const past = (row: Listed) => row.endsAt < view.now && row.openCheckIns === 0;
  const now = data.rows.filter((row) => !past(row)).reverse();
  return (
    <div
      class="stack"
      id="shifts"
      data-live="/live/today"
      hx-get="/parts/shifts"
      hx-trigger="live"
      hx-swap="outerMorph"
    >
      <ShiftTable id="now" title={t.now} rows={now} view={view} data={data} />
      {data.rows.some(past) && (
        <ShiftTable id="past" title={t.past} rows={data.rows.filter(past)} view={view} data={data} />
      )}
    </div>
  );
}

function ShiftTable(props: { id: string; title: string; rows: Listed[]; view: View; data: ListData }) {
  const { view, rows, data, id } = props;
  const t = view.t.shifts;
  const siteName = (row: Listed) =>
    data.programs.flatMap(({ sites }) => sites).find((s) => s.id === row.siteId)?.name ?? row.siteId;
  return (
    <section class="card card-flush" aria-labelledby={`${id}-title`}>
      <h2 class="card-title" id={`${id}-title`}>
        {props.title}
      </h2>
      {rows.length === 0 ? (
        <p class="empty">{t.none}</p>
      ) : (
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t.starts}</th>
              <th scope="col">{view.t.site}</th>
              <th scope="col">{t.peers}</th>
              <th scope="col">{view.t.status}</th>
              <th scope="col">{t.checkIns}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  <a href={`/shifts/${row.id}`}>{wallText(view, row)}</a>
                </th>
                <td>{siteName(row)}</td>
                <td>{row.peers.map(({ name }) => name).join(', ')}</td>
                <td>
                  <ShiftBadge view={view} status={row.status} />
                </td>
                <td>
                  {row.openCheckIns > 0 ? (
                    <span class={row.endsAt < view.now ? 'badge badge-late' : 'badge badge-soon'}>
                      {row.openCheckIns} {t.waiting}
                    </span>
                  ) : (
                    '–'
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function ShiftBadge({ view, status }: { view: View; status: string }) {
  const tone = { running: 'good', ended: 'soon', scheduled: 'calm' }[status];
  return (
    <span class={tone ? `badge badge-${tone}` : 'badge'}>
      {view.w.shift[status] ?? view.w.journey[status] ?? status}
    </span>
  );
}

function ShiftParts({ view, data }: { view: View; data: OneData }) {
  const t = view.t.shifts;
  const { shown } = data;
  const isOver = ['closed', 'cancelled'].includes(shown.status);
  // As the shift's workflow has it: until its end is missed or everybody has answered; and nobody calls off what has begun.
  const endCanMove = shown.endsAt > view.now || !shown.escalations.some(({ kind }) => kind === 'missed-end');
  const canBeCalledOff = shown.startsAt > view.now;
  return (
    <div
      class="columns"
      id="shift"
      data-live={`/live/shifts/${shown.id}`}
      hx-get={`/parts/shifts/${shown.id}`}
      hx-trigger="live"
      hx-swap="outerMorph"
    >
      <div class="stack">
        <ClockNotes view={view} notes={clockNotesOf(shown)} />
        {data.timesDoubtful && <p class="notice notice-late">{systemStrings[view.lang].timesDoubtful}</p>}
        {shown.escalations
          .filter(({ status }) => status !== 'resolved')
          .map(({ id, kind, subjectPersonId }) => (
            <p key={id} class="notice notice-late">
              <a href={`/escalations/${encodeURIComponent(id)}`}>
                {shown.peers.find(({ personId }) => personId === subjectPersonId)?.name}:{' '}
                {view.w.escalationKinds[kind as 'help'] ?? kind}
              </a>
            </p>
          ))}
        {shown.relievedFrom && (
          <p class="notice">
            <a href={`/shifts/${shown.relievedFrom}`}>{planningStrings[view.lang].acts.leftThis}</a>
          </p>
        )}
        {shown.left.map(({ shiftId, name, endsAt, isSettled }) => (
          <p key={shiftId} class="notice">
            <a href={`/shifts/${shiftId}`}>
              {planningStrings[view.lang].acts[isSettled ? 'hasLeft' : 'left'](
                name,
                localText(view, endsAt, shown.zone, 'time'),
              )}
            </a>
          </p>
        ))}
        {shown.gaps.map(({ level }) => (
          <p key={level} class="notice notice-late">
            {onCallStrings[view.lang].rota.shiftGap(data.labels.level(level))}{' '}
            <a href={`/rota?place=${encodeURIComponent(`${shown.programId}/${shown.siteId}`)}`}>
              {onCallStrings[view.lang].rota.fill}
            </a>
          </p>
        ))}
        <section class="card stack" aria-labelledby="check-ins-title">
          <div class="spread">
            <h2 id="check-ins-title">{t.checkIns}</h2>
            <ShiftBadge view={view} status={shown.status} />
          </div>
          <ul class="ladder">
            {shown.peers
              .filter(({ removedAt }) => !removedAt)
              .map((peer) => (
                <li
                  key={peer.personId}
                  class={peer.checkIns.some(({ late }) => late) ? 'peer-late' : 'step-passed'}
                >
                  <div class="spread">
                    <strong>
                      <a href={`/people/${peer.participantId}`}>{peer.name}</a>
                    </strong>
                    <ul class="row">
                      {peer.checkIns.length === 0 && <li class="badge">{t.notAsked}</li>}
                      {peer.checkIns.map((checkIn) => (
                        <li key={checkIn.key} class="row small">
                          {view.w.waits[checkIn.kind as 'end-of-shift'] ?? checkIn.kind}:
                          {checkIn.closedAt ? (
                            <span class={checkIn.outcome === 'ok' ? 'badge badge-good' : 'badge'}>
                              {checkIn.outcome === 'ok' ? t.answered : outcomeText(view, checkIn.outcome)}
                            </span>
                          ) : (
                            <Due view={view} dueAt={checkIn.dueAt} zone={shown.zone} />
                          )}
                        </li>
                      ))}
                    </ul>
                  </div>
                  {data.mayAnswer && shown.status !== 'cancelled' && peer.checkIns.length > 0 && (
                    <details class="more" id={`check-in-${peer.personId}`}>
                      <summary>
                        {t.checkIn}
                        <span class="visually-hidden">: {peer.name}</span>
                      </summary>
                      <form class="row" method="post" action={`/shifts/${shown.id}/check-in`}>
                        <FormKey />
                        <input type="hidden" name="peer" value={peer.personId} />
                        <input type="hidden" name="check" value={meant(peer.checkIns, view.now)?.key} />
                        {peer.checkIns.some(({ closedAt }) => !closedAt) && (
                          <button
                            class="button button-primary button-small"
                            type="submit"
                            name="answer"
                            value="ok"
                          >
                            {t.ok}
                          </button>
                        )}
                        <button
                          class="button button-alarm button-small"
                          type="submit"
                          name="answer"
                          value="not-ok"
                        >
                          {t.notOk}
                        </button>
                        <span class="hint">{t.checkInHint}</span>
                      </form>
                    </details>
                  )}
                </li>
              ))}
          </ul>
        </section>
        <Offered view={view} shiftId={shown.id} people={data.crew} mayManage={data.mayManage && !isOver} />
        {data.mayManage && !isOver && (
          <details class="card more" id="acts">
            <summary>{view.t.person.acts}</summary>
            <div class="stack">
              {(['extend', 'shorten'] as const)
                .filter((act) => (act === 'extend' ? endCanMove : shown.endsAt > view.now))
                .map((act) => (
                  <form key={act} class="inline-form" method="post" action={`/shifts/${shown.id}/${act}`}>
                    <FormKey />
                    <Field
                      id={`${act}-minutes`}
                      label={`${t[act]} (${t.minutes.toLowerCase()})`}
                      name="minutes"
                      type="number"
                      min={1}
                      max={720}
                      value={30}
                      required
                    />
                    {act === 'extend' && (
                      <Field
                        id="extend-reason"
                        label={planningStrings[view.lang].acts.reason}
                        name="reason"
                        maxLength={1000}
                      />
                    )}
                    <button class="button" type="submit">
                      {t[act]}
                    </button>
                  </form>
                ))}
              {!shown.relievedFrom && (
                <PeopleForms
                  view={view}
                  shiftId={shown.id}
                  people={data.crew}
                  on={shown.peers.filter(({ removedAt }) => !removedAt)}
                  running={shown.startsAt <= view.now && shown.endsAt > view.now}
                />
              )}
              {canBeCalledOff && (
                <form method="post" action={`/shifts/${shown.id}/cancel`}>
                  <FormKey />
                  <button class="button button-alarm" type="submit">
                    {t.cancel}
                  </button>
                </form>
              )}
            </div>
          </details>
        )}
      </div>
      <section class="card" aria-labelledby="timeline-title">
        <h2 id="timeline-title">{t.timeline}</h2>
        <Timeline
          view={view}
          entries={shown.timeline}
          labels={data.labels}
          who={data.who}
          zone={shown.zone}
          nameOf={(id) => data.people.get(id)}
        />
      </section>
    </div>
  );
}

interface Site {
  id: string;
  name: string;
  zone: string;
  program: string;
}

function SchedulePage(props: {
  view: View;
  sites: Site[];
  chosen: Site | undefined;
  /** Today at the site. */
  today: string;
  peers: ShiftCandidate[];
  again?: { values: z.output<typeof Schedule>; problem: string };
}) {
  const { view, sites, chosen, peers, again } = props;
  const values = again?.values;
  const t = view.t.shifts;
  return (
    <ConsolePage view={view} section="shifts" title={t.schedule} lead={chosen && t.zone(chosen.zone)}>
      {sites.length > 1 && (
        <form class="filters" method="get" action="/shifts/new">
          <Select
            label={view.t.site}
            name="site"
            value={chosen?.id}
            options={sites.map(({ id, name, program }) => [id, `${program} · ${name}`] as const)}
          />
          <button class="button" type="submit">
            {view.t.show}
          </button>
        </form>
      )}
      {again && (
        <p class="notice notice-late" role="alert">
          {again.problem}
        </p>
      )}
      {peers.length === 0 && <p class="notice">{t.noPeers}</p>}
      {chosen && peers.length > 0 && (
        <form class="form card form-narrow" method="post" action="/shifts">
          <input type="hidden" name="site" value={chosen.id} />
          <FormKey />
          <div class="trio">
            <Field
              label={view.t.workshops.when}
              name="date"
              type="date"
              value={values?.date ?? props.today}
              required
            />
            <Field label={t.starts} name="starts" type="time" value={values?.starts ?? '09:00'} required />
            <Field
              label={t.ends}
              name="ends"
              type="time"
              value={values?.ends ?? '17:00'}
              hint={t.overnight}
              required
            />
          </div>
          <fieldset class="stack-small">
            <legend class="legend">{t.pickPeers}</legend>
            <div class="chip-choices">
              {peers.map(({ id, listed }) => (
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
      )}
    </ConsolePage>
  );
}

/** A check-in that a human ended carries the escalation's outcome. */
function outcomeText(view: View, outcome: string | null): string {
  return view.w.escalationOutcomes[outcome as 'found-safe'] ?? outcome ?? '–';
}
