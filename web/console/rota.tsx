import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { instant } from '../../domain/ids';
import { can } from '../../office/access';
import { viewer } from '../access/viewer';
import { ProblemError } from '../http/problem';
import { onCallStrings } from '../i18n/onCall';
import type { Parts } from '../parts';
import { Field, Select } from '../ui/field';
import { sendPage } from '../ui/page';
import { actOf, FormKey } from './formKey';
import { choose, listOf, textOf } from './filters';
import { actThenGo } from './flash';
import { ConsolePage, type View } from './frame';
import { localText as titleText } from './labels';
import { viewOf } from './view';
import { localText } from './when';
import { WeekPicture } from './rotaPicture';

type Shown = Awaited<ReturnType<Parts['office']['rota']['list']>>;
type Candidates = Awaited<ReturnType<Parts['office']['rota']['candidates']>>;
type Level = Shown['levels'][number];

const DAYS = 14;
const WEEK = 7 * 86_400_000;
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

interface Place {
  /** `program` or `program/site`, as the form carries it. */
  value: string;
  programId: string;
  siteId?: string;
  text: string;
  mayChange: boolean;
}

interface Data {
  places: Place[];
  place: Place;
  shown: Shown;
  people: Candidates;
}

/** Who is on call: two weeks of every level, the gaps obvious, and what staff can do about them. */
export function rotaRoutes(app: FastifyInstance, parts: Parts): void {
  const { rota } = parts.office;

  app.get('/rota', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const t = onCallStrings[view.lang].rota;
    const data = await load(request, view);
    return sendPage(
      reply,
      <ConsolePage
        view={view}
        section="rota"
        title={t.title}
        lead={t.lead}
        actions={
          <a class="button" href="/drills">
            {onCallStrings[view.lang].drills.title}
          </a>
        }
      >
        {data ? <RotaParts view={view} data={data} /> : <p class="card empty">{t.none}</p>}
      </ConsolePage>,
    );
  });

  app.post('/rota/:act', async (request, reply) => {
    const does = choose((request.params as { act: string }).act, [
      'add',
      'remove',
      'absence',
      'swap',
      'hand-over',
    ] as const);
    const body = Form.safeParse(request.body ?? {});
    if (!does || !body.success)
      throw new ProblemError({ status: 400, code: 'invalid-form', title: 'Something is missing.' });
    const { caller } = viewer(request);
    const {
      place,
      id = '',
      level = '',
      person = '',
      from = '',
      to = '',
      reason,
      start = '',
      end = '',
    } = body.data;
    const { dayFrom, dayTo, weekdays } = body.data;
    const [programId = '', siteId] = place.split('/');
    const where = { programId, ...(siteId ? { siteId } : {}) };
    const once = actOf(request);
    return actThenGo(request, reply, `/rota?place=${encodeURIComponent(place)}`, async () => {
      switch (does) {
        case 'add': {
          const days = listOf(weekdays);
          const weekly =
            days.length > 0 ? { weekdays: days, dayFrom: dayFrom ?? '', dayTo: dayTo ?? '' } : {};
          await rota.add(caller, { ...where, level, person, from: start, until: end, ...weekly }, once);
          break;
        }
        case 'remove':
          await rota.remove(caller, id, once);
          break;
        case 'absence':
          await rota.absence(
            caller,
            {
              ...where,
              ...(person ? { person } : {}),
              reason: reason ?? 'other',
              from: start,
              until: end,
            },
            once,
          );
          break;
        case 'swap':
          await rota.swap(caller, { ...where, level, from, to, start, end }, once);
          break;
        case 'hand-over':
          await rota.handOver(caller, { ...where, level, from, to }, once);
      }
    });
  });

  async function load(request: FastifyRequest, view: View): Promise<Data | undefined> {
    const { caller } = viewer(request);
    const t = onCallStrings[view.lang].rota;
    const programs = await parts.office.programs.list(caller);
    const places = programs.flatMap(({ id, name, sites }): Place[] => [
      ...(can(caller.scope, 'see', { programId: id })
        ? [
            {
              value: id,
              programId: id,
              text: `${name}: ${t.whole}`,
              mayChange: can(caller.scope, 'manage-shifts', { programId: id }),
            },
          ]
        : []),
      ...sites
        .filter((site) => can(caller.scope, 'see', { programId: id, siteId: site.id }))
        .map((site) => ({
          value: `${id}/${site.id}`,
          programId: id,
          siteId: site.id,
          text: `${name}: ${site.name}`,
          mayChange: can(caller.scope, 'manage-shifts', { programId: id, siteId: site.id }),
        })),
    ]);
    const wanted = textOf((request.query as Record<string, unknown>)['place']);
    const place =
      places.find(({ value }) => value === wanted) ?? places.find(({ siteId }) => siteId) ?? places[0];
    if (!place) return undefined;
    const where = { programId: place.programId, ...(place.siteId ? { siteId: place.siteId } : {}) };
    const [shown, people] = await Promise.all([
      rota.list(caller, { ...where, days: DAYS }),
      rota.candidates(caller, where),
    ]);
    return { places, place, shown, people };
  }
}

const Form = z.object({
  place: z.string().max(300),
  id: z.string().max(100).optional(),
  level: z.string().max(100).optional(),
  person: z.string().max(100).optional(),
  from: z.string().max(100).optional(),
  to: z.string().max(100).optional(),
  reason: z.enum(['holiday', 'sick', 'other']).optional(),
  start: z.string().max(20).optional(),
  end: z.string().max(20).optional(),
  dayFrom: z.string().max(5).optional(),
  dayTo: z.string().max(5).optional(),
  weekdays: z.union([z.string(), z.array(z.string())]).optional(),
});

function RotaParts({ view, data }: { view: View; data: Data }) {
  const t = onCallStrings[view.lang].rota;
  const { shown, place } = data;
  return (
    <div class="stack">
      {data.places.length > 1 && (
        <form class="filters" method="get" action="/rota">
          <Select
            label={t.place}
            name="place"
            value={place.value}
            options={data.places.map(({ value, text }) => [value, text] as const)}
          />
          <button class="button" type="submit">
            {view.t.show}
          </button>
        </form>
      )}
      {shown.levels.map((level) => (
        <LevelCard key={level.level} view={view} level={level} shown={shown} />
      ))}
      {place.mayChange && <HandOver view={view} data={data} />}
      {place.mayChange && <Changes view={view} data={data} />}
      <Entered view={view} data={data} />
    </div>
  );
}

function levelTitle(view: View, level: Pick<Level, 'level' | 'title'>): string {
  return titleText(level.title, view.lang) ?? level.level;
}

function LevelCard({ view, level, shown }: { view: View; level: Level; shown: Shown }) {
  const t = onCallStrings[view.lang].rota;
  const title = levelTitle(view, level);
  const gaps = level.stretches.some(({ gap }) => gap);
  const now = level.stretches[0];
  const first = level.stretches.slice(0, AT_ONCE);
  const rest = level.stretches.slice(AT_ONCE);
  const gapsLater = rest.filter(({ gap }) => gap).length;
  return (
    <section
      class={now?.gap ? 'card card-alarm stack-small' : 'card stack-small'}
      aria-labelledby={`level-${level.level}`}
    >
      <div class="spread">
        <h2 id={`level-${level.level}`}>{title}</h2>
        {now?.gap ? (
          <span class="badge badge-late">{t.nobodyNow}</span>
        ) : (
          <span class={gaps ? 'badge badge-soon' : 'badge badge-good'}>
            {t.now}: {level.now.map(({ name }) => name).join(', ')}
          </span>
        )}
      </div>
      <div class="rota-weeks">
        {[0, 1].map((week) => {
          const from = instant(Date.parse(shown.from) + week * WEEK);
          const until = instant(Date.parse(shown.from) + (week + 1) * WEEK);
          return (
            <WeekPicture
              key={week}
              view={view}
              stretches={level.stretches}
              from={from}
              until={until}
              zone={shown.zone}
              label={t.picture(title)}
            />
          );
        })}
      </div>
      <Stretches view={view} stretches={first} zone={shown.zone} />
      {rest.length > 0 && (
        <details class="more" id={`more-${level.level}`}>
          <summary>
            {view.t.more}
            <span class="visually-hidden">: {title}</span>
            {gapsLater > 0 && ' '}
            {gapsLater > 0 && <span class="badge badge-late">{t.gapsLater(gapsLater)}</span>}
          </summary>
          <Stretches view={view} stretches={rest} zone={shown.zone} />
        </details>
      )}
    </section>
  );
}

/** So many stretches are shown at once. */
const AT_ONCE = 6;

function Stretches({ view, stretches, zone }: { view: View; stretches: Level['stretches']; zone: string }) {
  const t = onCallStrings[view.lang].rota;
  return (
    <ol class="rota-list">
      {stretches.map((stretch) => (
        <li key={stretch.from} class={stretch.gap ? 'rota-gap' : ''}>
          <span>
            {stretch.people
              .map(({ name, reachable }) => (reachable ? name : `${name} (${t.unreachable})`))
              .join(', ')}
            {stretch.gap && (
              <strong>
                {stretch.people.length > 0 && ' · '}
                {t.gap}
              </strong>
            )}
          </span>
          <span class="soft small">
            {localText(view, new Date(stretch.from), zone, 'date-time')} –{' '}
            {localText(view, new Date(stretch.until), zone, 'date-time')}
          </span>
        </li>
      ))}
    </ol>
  );
}

function people(data: Data): [string, string][] {
  return data.people.map(({ personId, name }) => [personId, name]);
}

/** Nobody is chosen before somebody chooses: a name that stands there by chance would be on call. */
function choice(view: View, options: [string, string][]): [string, string][] {
  return [['', view.t.escalations.choose], ...options];
}

function levels(view: View, data: Data): [string, string][] {
  return data.shown.levels.map((level) => [level.level, levelTitle(view, level)]);
}

function HandOver({ view, data }: { view: View; data: Data }) {
  const t = onCallStrings[view.lang].rota;
  return (
    <details class="card more" id="hand-over">
      <summary>{t.handOver}</summary>
      <form class="form" method="post" action="/rota/hand-over">
        <FormKey />
        <input type="hidden" name="place" value={data.place.value} />
        <p class="soft">{t.handOverLead}</p>
        <div class="fields">
          <Select label={t.level} name="level" id="h-level" options={levels(view, data)} />
          <Select label={t.of} name="from" id="h-from" options={choice(view, people(data))} required />
          <Select label={t.to} name="to" id="h-to" options={choice(view, people(data))} required />
        </div>
        <div>
          <button class="button button-primary" type="submit">
            {t.handOverButton}
          </button>
        </div>
      </form>
    </details>
  );
}

function Changes({ view, data }: { view: View; data: Data }) {
  const t = onCallStrings[view.lang].rota;
  const place = <input type="hidden" name="place" value={data.place.value} />;
  return (
    <>
      <details class="card more" id="add">
        <summary>{t.add}</summary>
        <form class="form" method="post" action="/rota/add">
          <FormKey />
          {place}
          <div class="fields">
            <Select
              label={t.person}
              name="person"
              id="a-person"
              options={choice(view, people(data))}
              required
            />
            <Select label={t.level} name="level" id="a-level" options={levels(view, data)} />
          </div>
          <fieldset class="stack-small">
            <legend class="legend">{t.weekly}</legend>
            <div class="row">
              {WEEKDAYS.map((day) => (
                <label key={day} class="check">
                  <input type="checkbox" name="weekdays" value={day} /> {t.weekdays[day]}
                </label>
              ))}
            </div>
            <div class="fields">
              <Field label={t.dayFrom} name="dayFrom" type="time" />
              <Field label={t.dayTo} name="dayTo" type="time" />
            </div>
            <p class="hint">{t.weeklyHint}</p>
          </fieldset>
          <div class="fields">
            <Field label={t.start} name="start" id="a-start" type="datetime-local" />
            <Field label={t.end} name="end" id="a-end" type="datetime-local" />
          </div>
          <p class="hint">{t.openHint}</p>
          <div>
            <button class="button button-primary" type="submit">
              {t.addButton}
            </button>
          </div>
        </form>
      </details>
      <details class="card more" id="absence">
        <summary>{t.absence}</summary>
        <form class="form" method="post" action="/rota/absence">
          <FormKey />
          {place}
          <div class="fields">
            <Select
              label={t.person}
              name="person"
              id="w-person"
              options={[...people(data), ['', t.holidayOfPlace]]}
              value={data.people[0]?.personId ?? ''}
            />
            <Select label={t.reason} name="reason" id="w-reason" options={Object.entries(t.reasons)} />
          </div>
          <div class="fields">
            <Field label={t.firstDay} name="start" id="w-start" type="date" required />
            <Field label={t.lastDay} name="end" id="w-end" type="date" required />
          </div>
          <div>
            <button class="button button-primary" type="submit">
              {t.absenceButton}
            </button>
          </div>
        </form>
      </details>
      <details class="card more" id="swap">
        <summary>{t.swap}</summary>
        <form class="form" method="post" action="/rota/swap">
          <FormKey />
          {place}
          <div class="fields">
            <Select label={t.level} name="level" id="s-level" options={levels(view, data)} />
            <Select label={t.of} name="from" id="s-from" options={choice(view, people(data))} required />
            <Select label={t.to} name="to" id="s-to" options={choice(view, people(data))} required />
          </div>
          <div class="fields">
            <Field label={t.start} name="start" id="s-start" type="datetime-local" required />
            <Field label={t.end} name="end" id="s-end" type="datetime-local" required />
          </div>
          <div>
            <button class="button button-primary" type="submit">
              {t.swapButton}
            </button>
          </div>
        </form>
      </details>
    </>
  );
}

interface Row {
  id: string;
  what: string;
  who: string;
  when: string;
}

function rowsOf(view: View, { shown }: Data): Row[] {
  const t = onCallStrings[view.lang].rota;
  const at = (date: Date | null) => date && localText(view, date, shown.zone, 'date-time');
  const span = (start: Date | null, end: Date | null) =>
    [start && `${t.from} ${at(start)}`, end && `${t.until} ${at(end)}`].filter(Boolean).join(' ');
  const title = (id: string) => {
    const level = shown.levels.find((one) => one.level === id);
    return level ? levelTitle(view, level) : id;
  };
  return [
    ...shown.entries.map((entry) => ({
      id: entry.id,
      what: title(entry.level),
      who: entry.person.name,
      when:
        [
          entry.dayFrom &&
            `${entry.weekdays.map((day) => t.weekdays[day]).join(' ')} ${entry.dayFrom}–${entry.dayTo}`,
          span(entry.start, entry.end),
        ]
          .filter(Boolean)
          .join(', ') || t.always,
    })),
    ...shown.absences.map((away) => ({
      id: away.id,
      what: t.reasons[away.reason] ?? away.reason,
      who: away.person?.name ?? t.everybody,
      when: span(away.start, away.end),
    })),
    ...shown.swaps.map((swap) => ({
      id: swap.id,
      what: `${t.kinds[swap.kind] ?? swap.kind}: ${title(swap.level)}`,
      who: t.instead(swap.to.name, swap.from.name),
      when: span(swap.start, swap.end),
    })),
  ];
}

function Entered({ view, data }: { view: View; data: Data }) {
  const t = onCallStrings[view.lang].rota;
  const rows = rowsOf(view, data);
  return (
    <section class="card card-flush" aria-labelledby="entered-title">
      <h2 class="card-title" id="entered-title">
        {t.entered}
      </h2>
      {rows.length === 0 && <p class="empty">{t.nothing}</p>}
      <ul class="owed">
        {rows.map((row) => (
          <li key={row.id}>
            <div>
              <strong>{row.who}</strong> · {row.what}
              <p class="small">{row.when}</p>
            </div>
            {data.place.mayChange && (
              <form method="post" action="/rota/remove">
                <FormKey />
                <input type="hidden" name="place" value={data.place.value} />
                <input type="hidden" name="id" value={row.id} />
                <button
                  class="button button-small"
                  type="submit"
                  aria-label={t.removeWhat(`${row.who}, ${row.what}`)}
                >
                  {t.remove}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
