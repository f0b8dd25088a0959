import { NotThere, Refused } from '../../client/fullCircle';
import { datesOf, patternProblems, type ShiftPattern } from '../../domain/shiftPattern';
import { idFromKey } from '../../platform/newId';
import type { RosterProblem } from '../../programs/roster';
import { NotAllowed, within, type Caller } from '../access';
import type { ParticipantActs } from '../participants';
import type { OfficeTools } from '../tools';
import { readPlan } from './planFile';
import type { NewShift, Scheduled, Scheduling } from './schedule';

export interface NewPattern extends ShiftPattern, Pick<NewShift, 'siteId' | 'peers' | 'mode' | 'reason'> {}

export interface Planned {
  shiftId: string;
  startsWall: string;
  endsWall: string;
  notes: Scheduled['notes'];
  safetyPlans: Scheduled['safetyPlans'];
  /** Row of the file it comes from. */
  row?: number;
}

export interface PlanReport {
  made: Planned[];
  /** They were there before, and nothing was changed. */
  there: Planned[];
  refused: { startsWall: string; code: string; problem: string }[];
}

export interface PlanImport extends Omit<PlanReport, 'refused'> {
  /** In the order of the file. */
  problems: RosterProblem[];
}

type Start = (shiftId: string) => Promise<void>;

/** Columns that a refusal is about. */
const COLUMN: Record<string, string> = {
  InThePast: 'starts',
  CalledOff: 'starts',
  NotAWallClock: 'starts',
  EndsBeforeItStarts: 'ends',
  TooLong: 'ends',
  NotAllowed: 'site',
};

export function planning(
  tools: OfficeTools,
  scheduling: Scheduling,
  participants: Pick<ParticipantActs, 'find'>,
) {
  const { database } = tools;

  /**
   * One shift of a plan. Its id is made from where, when and who, so that a plan that is carried out again finds what
   * it made before, whoever does it.
   */
  async function planOne(
    caller: Caller,
    input: NewShift,
    start: Start,
  ): Promise<Planned & { isNew: boolean }> {
    const people = await Promise.all(input.peers.map((one) => participants.find(caller, one)));
    const who = [...new Set(people.map(({ id }) => id))].sort();
    const shiftId = idFromKey('planned', input.siteId, input.startsWall, input.endsWall, ...who);
    const { startsWall, endsWall } = input;
    const there = await database.shift.findUnique({ where: { id: shiftId }, select: { status: true } });
    if (there?.status === 'cancelled')
      throw new Refused(
        'CalledOff',
        'This shift was planned before and called off. Should it take place after all, schedule it by itself.',
      );
    const { notes, safetyPlans, isNew } = there
      ? { notes: [], safetyPlans: [], isNew: false }
      : await scheduling.store(caller, shiftId, { ...input, peers: who });
    await start(shiftId);
    return { shiftId, startsWall, endsWall, notes, safetyPlans, isNew };
  }

  /**
   * Starts the shifts of one plan until Temporal turns out to be away: the others would only wait for it as well, and
   * what is stored is started without them.
   */
  function starter(): Start {
    let isAway = false;
    return async (shiftId) => {
      if (!isAway) isAway = (await scheduling.run(shiftId)) === 'starting';
    };
  }

  return {
    /**
     * Plans a shift for every date of a pattern. Each date is a shift of its own: one that is refused keeps no other
     * from being made, and planning the same again changes nothing.
     * @throws Refused `BadPattern`, and NotThere or NotAllowed for the site
     */
    async plan(caller: Caller, input: NewPattern): Promise<PlanReport> {
      const { id: siteId } = await scheduling.siteToPlan(caller, input.siteId);
      if (input.peers.length === 0) throw new Refused('PeersNeeded', 'A shift needs at least one peer.');
      const problems = patternProblems(input);
      if (problems.length > 0) throw new Refused('BadPattern', problems.join(' '));
      const report: PlanReport = { made: [], there: [], refused: [] };
      const start = starter();
      for (const { startsWall, endsWall } of datesOf(input)) {
        try {
          const shift = {
            siteId,
            startsWall,
            endsWall,
            peers: input.peers,
            ...(input.mode ? { mode: input.mode } : {}),
            ...(input.reason ? { reason: input.reason } : {}),
          };
          const { isNew, ...planned } = await planOne(caller, shift, start);
          (isNew ? report.made : report.there).push(planned);
        } catch (error) {
          const no = refusal(error);
          if (!no) throw error;
          report.refused.push({ startsWall, ...no });
        }
      }
      return report;
    },

    /** Plans the shifts of a file. Good rows land; the same file again makes no doubles. */
    async importPlan(caller: Caller, file: string | Uint8Array): Promise<PlanImport> {
      const sites = await database.site.findMany({
        where: sitesOf(caller),
        select: { id: true, name: true },
        orderBy: { id: 'asc' },
      });
      const { rows, problems } = readPlan(file, sites);
      const report: PlanImport = { made: [], there: [], problems: [...problems] };
      const start = starter();
      for (const { row, ...input } of rows) {
        try {
          const { isNew, ...planned } = await planOne(caller, input, start);
          (isNew ? report.made : report.there).push({ ...planned, row });
        } catch (error) {
          const no = refusal(error);
          if (!no) throw error;
          report.problems.push({ row, field: COLUMN[no.code] ?? 'peers', ...no });
        }
      }
      report.problems.sort((a, b) => a.row - b.row);
      return report;
    },
  };
}

/** What keeps one shift of a plan from being made, and no other; undefined for what concerns all of them. */
function refusal(error: unknown): { code: string; problem: string } | undefined {
  if (error instanceof Refused) return { code: error.code, problem: error.message };
  if (error instanceof NotThere) return { code: 'NotThere', problem: error.message };
  if (error instanceof NotAllowed) return { code: 'NotAllowed', problem: error.message };
  return undefined;
}

/** A filter for the sites at which the caller may plan shifts. */
function sitesOf({ scope }: Caller) {
  const { OR } = within(scope, 'manage-shifts');
  if (!OR) return {};
  return {
    OR: OR.map(({ programId, siteId }) => ({
      ...(programId ? { programId } : {}),
      ...(siteId ? { id: siteId } : {}),
    })),
  };
}
