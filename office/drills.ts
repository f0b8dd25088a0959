import { NotThere } from '../client/fullCircle';
import { between } from '../domain/duration';
import { as, instant, type PersonId } from '../domain/ids';
import { idFromKey, newId } from '../platform/newId';
import { appendEvents } from '../activities/records/rows';
import { statement } from '../activities/records/statement';
import { occurrences } from '../workflows/contract';
import { guard, within, type Caller } from './access';
import { programInUse } from './definitions';
import { actorsNamed } from './evidence/names';
import { staffName } from './names';
import { siteZones } from './siteZones';
import { businessNow, type ActOptions, type OfficeTools } from './tools';

/** Stands in where a machine or the command line starts a practice: nobody is missing, so nobody needs to be named. */
const STAND_IN = as<PersonId>('practice');

export interface Answer {
  name: string;
  at: Date;
  via: string;
  /** Seconds from when their level was told. */
  seconds: number;
}

/** A practice of the real thing: the chain as the rota has it, the real channels, and who answered how fast. */
export function drillActs(tools: OfficeTools) {
  const { database, fullCircle } = tools;

  /** @param input.allLevels tells every level at once, so that each of them practises; else it climbs like an alarm */
  async function start(
    caller: Caller,
    input: { siteId: string; allLevels?: boolean },
    options?: ActOptions,
  ): Promise<{ drillId: string; escalationId: string }> {
    const site = await database.site.findUnique({ where: { id: input.siteId } });
    const what = `site ${input.siteId}`;
    if (!site) throw new NotThere(what);
    guard(caller, 'manage-shifts', { programId: site.programId, siteId: site.id }, what);
    const { policy } = await programInUse(database, site.programId);
    const drillId = options?.key ? idFromKey('drill', caller.actor, options.key) : newId();
    const escalationId = occurrences.drill(drillId);
    await fullCircle.escalations.raise(
      {
        escalationId,
        kind: 'drill',
        programId: as(site.programId),
        siteId: as(site.id),
        subjectPersonId: caller.personId ?? STAND_IN,
        allLevelsAtOnce: input.allLevels ?? false,
        policy: policy.escalation,
        quietHours: policy.quietHours,
        zone: as(site.zone),
      },
      options,
    );
    await database.$executeRaw(
      statement(
        appendEvents([
          {
            key: `${escalationId}/started`,
            kind: 'drill-started',
            programId: site.programId,
            siteId: site.id,
            personId: caller.personId ?? null,
            escalationId,
            actor: caller.actor,
            data: { allLevels: input.allLevels ?? false },
            at: await businessNow(tools),
          },
        ]),
      ),
    );
    return { drillId, escalationId };
  }

  /** The latest first. */
  async function list(caller: Caller, filter: { programId?: string; siteId?: string; limit?: number } = {}) {
    const { limit = 50, ...equal } = filter;
    const rows = await database.escalation.findMany({
      where: { AND: [within(caller.scope), equal, { kind: 'drill' }] },
      orderBy: [{ raisedAt: 'desc' }],
      take: limit,
    });
    const zones = await siteZones(
      database,
      rows.map(({ siteId }) => siteId),
    );
    return rows.map((row) => ({ ...row, zone: zones.get(row.siteId) ?? null }));
  }

  /** Who was told when and on which channels, and who answered when, how, and how fast: level by level. */
  async function report(caller: Caller, id: string) {
    const drill = await database.escalation.findFirst({
      where: { kind: 'drill', OR: [{ id }, { id: occurrences.drill(id) }] },
    });
    if (!drill) throw new NotThere(`drill ${id}`);
    guard(caller, 'see', drill, `drill ${id}`);
    const [events, intents, { definition }, zones] = await Promise.all([
      database.event.findMany({ where: { escalationId: drill.id }, orderBy: [{ at: 'asc' }, { id: 'asc' }] }),
      database.messageIntent.findMany({
        where: { escalationId: drill.id, template: 'drill-alarm' },
        include: { deliveries: { orderBy: [{ at: 'asc' }, { startedAt: 'asc' }] } },
        orderBy: { at: 'asc' },
      }),
      programInUse(database, drill.programId),
      siteZones(database, [drill.siteId]),
    ]);
    const accounts = await database.account.findMany({
      where: {
        id: {
          in: events.filter(({ actor }) => actor.startsWith('account:')).map(({ actor }) => actor.slice(8)),
        },
      },
    });
    const personOf = (actor: string): string | undefined =>
      actor.startsWith('person:')
        ? actor.slice('person:'.length)
        : accounts.find((account) => `account:${account.id}` === actor)?.personId;
    const starter = events.find(({ kind }) => kind === 'drill-started')?.actor;
    const startedBy = starter && (await actorsNamed(database, [starter]))(starter);
    const answers = events.filter(({ kind }) => kind === 'escalation-acknowledged');
    const chain = drill.chain as unknown as { id: string; channels: string[]; people: string[] }[];
    const told = intents.map((intent) => ({
      ...intent,
      level: String((intent.refs as { level?: string }).level),
    }));
    const people = [
      ...told.map(({ personId }) => personId),
      ...chain.flatMap((level) => level.people),
      ...answers.flatMap(({ actor }) => personOf(actor) ?? []),
    ];
    const persons = await database.person.findMany({ where: { id: { in: people } } });
    const names = new Map(persons.map((person) => [person.id, staffName(person)]));
    const used = new Set<string>();
    const levels = chain.map((level) => {
      const pages = told.filter((page) => page.level === level.id);
      const toldAt = pages[0]?.at;
      const answered = answers.flatMap((answer): Answer[] => {
        const person = personOf(answer.actor);
        if (!person || !toldAt || used.has(answer.key) || !pages.some(({ personId }) => personId === person))
          return [];
        used.add(answer.key);
        const { via } = answer.data as { via?: string };
        const seconds = Math.round(between(instant(toldAt), instant(answer.at)) / 1000);
        return [{ name: names.get(person) ?? '–', at: answer.at, via: via ?? '–', seconds }];
      });
      const first = pages.filter(({ refs }) => (refs as { count?: number }).count === 1);
      return {
        level: level.id,
        title: definition.escalation.levels.find(({ id: one }) => one === level.id)?.title ?? {},
        empty: level.people.length === 0,
        toldAt: toldAt ?? null,
        people: (first.length > 0 ? first : pages).map((page) => ({
          name: names.get(page.personId) ?? '–',
          messages: page.deliveries.map(({ channel, status, at }) => ({ channel, status, at })),
          unsent: page.deliveries.length === 0 ? (page.statusReason ?? page.status) : null,
        })),
        answers: answered,
      };
    });
    return {
      drillId: drill.id.replace('escalation-drill-', ''),
      escalationId: drill.id,
      programId: drill.programId,
      siteId: drill.siteId,
      zone: zones.get(drill.siteId) ?? null,
      status: drill.status,
      code: drill.code,
      startedAt: drill.raisedAt,
      startedBy: startedBy ?? 'system',
      endedAt: drill.resolvedAt,
      rounds: events.filter(({ kind }) => kind === 'escalation-unresolved').length,
      levels,
      /** Somebody whom nobody had told, such as a coordinator at the console. */
      others: answers
        .filter(({ key }) => !used.has(key))
        .map(({ actor, at, data }) => ({
          name: names.get(personOf(actor) ?? '') ?? '–',
          at,
          via: (data as { via?: string }).via ?? '–',
          seconds: Math.round(between(instant(drill.raisedAt), instant(at)) / 1000),
        })),
    };
  }

  return { start, list, report };
}
export type DrillActs = ReturnType<typeof drillActs>;
