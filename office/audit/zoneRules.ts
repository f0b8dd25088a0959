import { NotThere, Refused, Unavailable, type FullCircle } from '../../client/fullCircle';
import { as, instant, type Instant, type WallClock, type Zone } from '../../domain/ids';
import { checkZoneRules, resolve, wallClock, type ZoneRules } from '../../domain/time';
import type { Database } from '../../platform/database';
import type { Finding } from './finding';

const AT_ONCE = 1_000;
const PATIENCE_MS = 5_000;
const OPEN = ['starting', 'scheduled', 'running', 'ended'];

/** The rules that this release brings do not know the world as it is. Its message says how to update. */
export class StaleZoneRules extends Error {
  override readonly name = 'StaleZoneRules';
  constructor(problems: readonly string[]) {
    super(
      [
        'The time zone rules of this release are stale, and it would ask people at the wrong hour:',
        ...problems.map((problem) => `  ${problem}`),
        '  (npm install moment-timezone@latest, then start again.)',
      ].join('\n'),
    );
  }
}

export type Admission = 'current' | 'stale-but-needed' | 'stale-unknown';

/**
 * Whether this release may take up work with the zone rules that it brings (rule 7). A first start, or a release on which
 * nothing is open, refuses. Where something is open it runs, because a safety service that does not come back at night is
 * worse than one whose times are doubtful; the auditor alarms and flags the shifts. So it is where PostgreSQL is away and
 * cannot say what is open.
 * @throws StaleZoneRules
 */
export async function admitZoneRules(database: Database, rules?: ZoneRules): Promise<Admission> {
  const check = checkZoneRules(rules);
  if (check.ok) return 'current';
  let open: number;
  try {
    open = (await database.shift.count({ where: { status: { in: OPEN } } })) || (await openWaits(database));
  } catch {
    return 'stale-unknown';
  }
  if (open === 0) throw new StaleZoneRules(check.problems);
  return 'stale-but-needed';
}

async function openWaits(database: Database): Promise<number> {
  return await database.wait.count({ where: { closedAt: null, workflowId: { not: null } } });
}

interface Moving {
  database: Database;
  fullCircle: Pick<FullCircle, 'shifts' | 'mentorships'>;
  rules: ZoneRules;
}

/**
 * Open dates under the rules in use. Stale rules mend nothing: they are a finding, and so is every shift whose times they
 * made, or would make otherwise. Current rules compute every open date anew that others had computed, and move what is
 * different; a shift that cannot be moved is a finding.
 */
export async function lookAtDates(moving: Moving, at: Instant): Promise<Finding[]> {
  const check = checkZoneRules(moving.rules);
  const shifts = await moving.database.shift.findMany({
    where: { status: { in: OPEN } },
    orderBy: { startsAt: 'asc' },
    take: AT_ONCE,
  });
  if (!check.ok) {
    const doubtful = shifts.filter(
      (shift) =>
        shift.endsAt > new Date(at) &&
        check.zones.includes(shift.zone) &&
        (shift.zoneRules === check.version || isMoved(shift, timesOf(shift, moving.rules))),
    );
    return [
      {
        kind: 'zone-rules-stale',
        subject: check.version,
        details: { version: check.version, zones: check.zones.join(' ') },
      },
      ...doubtful.map((shift) => doubt(shift, check.version)),
    ];
  }
  const findings: Finding[] = [];
  for (const shift of shifts.filter(({ zoneRules }) => zoneRules !== check.version)) {
    if (!(await keepsUp(moving, shift, check.version, at))) findings.push(doubt(shift, check.version));
  }
  return [...findings, ...(await meetingsThatDiffer(moving, at)), ...(await workshops(moving, at))];
}

interface ShiftTimes {
  id: string;
  programId: string;
  siteId: string;
  zone: string;
  zoneRules: string;
  status: string;
  startsWall: string;
  endsWall: string;
  startsAt: Date;
  endsAt: Date;
}

function timesOf(shift: ShiftTimes, rules: ZoneRules): { startsAt: Instant; endsAt: Instant } {
  const zone = as<Zone>(shift.zone);
  // Of an hour that comes twice the reading does not say which one was meant, and what still reads as agreed stays.
  const moved = (wall: string, known: Date, after?: Instant) =>
    wallClock(instant(known), zone, rules) === wall
      ? instant(known)
      : resolve(wall as WallClock, zone, after ? { rules, after } : { rules }).instant;
  const startsAt = moved(shift.startsWall, shift.startsAt);
  return { startsAt, endsAt: moved(shift.endsWall, shift.endsAt, startsAt) };
}

function isMoved(shift: ShiftTimes, { startsAt, endsAt }: { startsAt: Instant; endsAt: Instant }): boolean {
  return instant(shift.startsAt) !== startsAt || instant(shift.endsAt) !== endsAt;
}

function doubt({ id, programId, siteId, zone }: ShiftTimes, version: string): Finding {
  return {
    kind: 'shift-times-doubtful',
    subject: `shift-${id}`,
    programId,
    siteId,
    shiftId: id,
    details: { zone, version },
  };
}

/** @returns false when the shift should be moved and could not be */
async function keepsUp(
  { database, fullCircle, rules }: Moving,
  shift: ShiftTimes,
  version: string,
  at: Instant,
): Promise<boolean> {
  const times = timesOf(shift, rules);
  const { id } = shift;
  const hasBegun = shift.startsAt <= new Date(at);
  const startsAt = hasBegun ? instant(shift.startsAt) : times.startsAt;
  const isOver = shift.endsAt <= new Date(at);
  if (!isOver && isMoved(shift, { startsAt, endsAt: times.endsAt })) {
    if (shift.status === 'starting') {
      // Its workflow has not begun; it will begin with what the row says.
      await database.shift.updateMany({
        where: { id, status: 'starting' },
        data: { startsAt, endsAt: times.endsAt },
      });
    } else if (!(await moved(fullCircle, shift, { startsAt, endsAt: times.endsAt }, version))) return false;
  }
  await database.shift.update({ where: { id }, data: { zoneRules: version } });
  return true;
}

async function moved(
  fullCircle: Moving['fullCircle'],
  { id }: ShiftTimes,
  times: { startsAt: Instant; endsAt: Instant },
  version: string,
): Promise<boolean> {
  try {
    await fullCircle.shifts.reschedule(
      as(id),
      { ...times, by: 'system' },
      { key: `zone-rules-${version}`, timeoutMs: PATIENCE_MS },
    );
    return true;
  } catch (error) {
    if (error instanceof Refused || error instanceof NotThere || error instanceof Unavailable) return false;
    throw error;
  }
}

/** A pair's next meeting is moved by its own act; both sides hear of it. */
async function meetingsThatDiffer({ database, fullCircle, rules }: Moving, at: Instant): Promise<Finding[]> {
  const meetings = await database.meeting.findMany({
    where: { status: 'planned', startsAt: { gt: at }, mentorship: { status: 'active' } },
    include: { mentorship: { select: { programId: true } } },
    orderBy: { startsAt: 'asc' },
    take: AT_ONCE,
  });
  const findings: Finding[] = [];
  for (const { mentorshipId, number, startsWall, zone, startsAt, mentorship } of meetings) {
    const wall = startsWall as WallClock;
    if (resolve(wall, as<Zone>(zone), { rules }).instant === instant(startsAt)) continue;
    const key = `zone-rules-${rules.version}-${number}`;
    try {
      const update = { by: 'system' as const, number, startsWall: wall };
      await fullCircle.mentorships.reschedule(as(mentorshipId), update, { key, timeoutMs: PATIENCE_MS });
    } catch (error) {
      if (!(error instanceof Refused || error instanceof NotThere || error instanceof Unavailable))
        throw error;
      findings.push({
        kind: 'meeting-time-differs',
        subject: `mentorship-${mentorshipId}`,
        programId: mentorship.programId,
        mentorshipId,
      });
    }
  }
  return findings;
}

/** A workshop is a row and nothing else. */
async function workshops({ database, rules }: Moving, at: Instant): Promise<Finding[]> {
  const coming = await database.workshop.findMany({ where: { startsAt: { gt: at } }, take: AT_ONCE });
  for (const { id, startsWall, zone, startsAt } of coming) {
    const right = resolve(startsWall as WallClock, as<Zone>(zone), { rules }).instant;
    if (right !== instant(startsAt))
      await database.workshop.update({ where: { id }, data: { startsAt: right } });
  }
  return [];
}
