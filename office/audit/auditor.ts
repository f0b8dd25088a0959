import { createHash } from 'node:crypto';
import { Unavailable } from '../../client/fullCircle';
import { DAY, between, plus } from '../../domain/duration';
import { as, type Instant } from '../../domain/ids';
import { bundledRules, checkZoneRules } from '../../domain/time';
import type { AuditReport } from '../../workflows/contract';
import { eraseWhatIsDue } from '../erasure/carryOut';
import type { OfficeTools } from '../tools';
import { keepContactsWithTheMentor } from './contacts';
import { lookAtCoverage } from './coverage';
import { lookAtDebriefs } from './debriefs';
import { TOLERANCE, type Finding } from './finding';
import { keepFindings, worries } from './keep';
import { look, unsentIntents } from './look';
import { lookAtPaths } from './paths/lookAtPaths';
import { lookAtRuns } from './runs';
import { lookAtDates } from './zoneRules';

const PATIENCE_MS = 5_000;
const RUNS_KEPT_MS = 7 * DAY;
const AT_ONCE = 100;
/** Letters of an instant that say its hour. */
const HOUR = 13;

export interface AuditorTools extends OfficeTools {
  startWhatWaits(): Promise<unknown>;
}

/**
 * Looks at everything that should be going on, from PostgreSQL's rows alone (rule 15), mends what is safe to mend and
 * tells humans of the rest:
 *
 * - what was stored and never started is started; what Temporal lost is restored from the rows, by the rule of
 *   {@link lookAtRuns} and, some at a time, {@link lookAtPaths}; messages without an outcome are handed over again, which sends nothing twice;
 * - who is on call is looked at before every shift, and again when its times have changed, by {@link lookAtCoverage};
 * - a debrief that a lost run did not offer is offered, by {@link lookAtDebriefs};
 * - dates are kept in step with the zone rules, by {@link lookAtDates}, and what a mentor owes around a critical transition with who the
 *   mentor is, by {@link keepContactsWithTheMentor};
 * - whoever asked to be forgotten, and whose time to think again is over, is erased;
 * - what stands still although its workflow is there, what closed with its row open, and what was mended and is still
 *   there, is a task for staff and, where somebody's safety is concerned, a message to whoever is on call.
 *
 * Safe to repeat and to run twice at once. Temporal may be away: then it says what the rows say, and is not satisfied.
 */
export async function audit(
  tools: AuditorTools,
  input: { run: string; workflowId?: string; at: Instant },
): Promise<AuditReport> {
  const { database, fullCircle, zoneRules = bundledRules } = tools;
  const { run, at } = input;
  await lookAtCoverage(tools, at);
  const rows = await look(database, at);
  const runs = await lookAtRuns({ database, fullCircle }, at);
  const paths = runs.asked
    ? await lookAtPaths({ database, fullCircle }, at, await whoGoesFirst(database, rows))
    : undefined;
  const asked = paths?.asked ?? false;
  const dates = await lookAtDates({ database, fullCircle, rules: zoneRules }, at);
  const debriefs = await lookAtDebriefs(tools, at);
  await keepContactsWithTheMentor(database);
  const mended = await mend(tools, [...rows, ...dates], at, run);
  const unwatched = [...runs.findings, ...(paths?.findings ?? [])];
  const lost = new Set(unwatched.map(({ subject }) => subject));
  // What has lost its run stands still because of that: one thing is not reported as two.
  const seen = [
    ...unwatched,
    ...debriefs,
    ...mended.filter(({ kind, subject }) => !kind.endsWith('-stuck') || !lost.has(subject)),
  ];
  const kept = await keepFindings(database, run, seen, at, asked);
  await handOver(tools, kept.alerts, `${run}-alerts`);
  const satisfied = asked && !kept.open.some((row) => worries(row, at));
  const check = checkZoneRules(zoneRules);
  const said = {
    satisfied,
    open: kept.open.length,
    mended: kept.mended,
    askedRuns: asked,
    ...(paths && { askedUpTo: paths.upTo }),
    zoneRules: check.version,
    zoneRulesOk: check.ok,
  };
  await database.auditRun.upsert({
    where: { id: run },
    create: { id: run, workflowId: input.workflowId ?? null, at, ...said },
    update: said,
  });
  // Last, because nobody's safety waits for it.
  await eraseWhatIsDue(tools, at);
  await database.auditRun.deleteMany({ where: { at: { lt: plus(at, -RUNS_KEPT_MS) } } });
  return { satisfied, open: kept.open.length, mended: kept.mended };
}

/** Paths that stand still, and paths found before: whether they have a run is asked whoever's turn it is. */
async function whoGoesFirst(database: OfficeTools['database'], seen: readonly Finding[]): Promise<string[]> {
  const before = await database.auditFinding.findMany({
    where: { kind: 'path-unwatched', resolvedAt: null },
    select: { key: true },
  });
  const stuck = seen.filter(({ kind }) => kind === 'path-stuck').slice(0, AT_ONCE);
  const found = before.map(({ key }) => key.slice('path-unwatched:'.length));
  return [...new Set([...stuck.map(({ subject }) => subject), ...found])];
}

/** Does about the findings what is safe to do by itself. */
async function mend(tools: AuditorTools, seen: Finding[], at: Instant, run: string): Promise<Finding[]> {
  const has = (kind: Finding['kind']) => seen.some((finding) => finding.kind === kind);
  const started =
    (has('shift-not-started') || has('journey-not-started')) &&
    (await begins(async () => void (await tools.startWhatWaits())));
  const read = has('replies-unread') ? await takeUpReplies(tools, at) : new Set<string>();
  const messages = await handOverAgain(tools, seen, at, run);
  return seen.map((finding) => {
    switch (finding.kind) {
      case 'shift-not-started':
      case 'journey-not-started':
        return { ...finding, mended: started };
      case 'replies-unread':
        return { ...finding, mended: read.has(finding.subject) };
      case 'alarms-unsent':
      case 'messages-unsent':
        return { ...finding, ...messages.get(finding.subject) };
      default:
        return finding;
    }
  });
}

/**
 * Messages without an outcome, a program and urgency at a time, and each of those again only after a while: in an outage
 * of hours there would otherwise be a crowd waiting for its end.
 */
async function handOverAgain(
  tools: AuditorTools,
  seen: readonly Finding[],
  at: Instant,
  run: string,
): Promise<Map<string, Pick<Finding, 'mended' | 'details'>>> {
  const unsent = await unsentIntents(tools.database, at);
  const before = await tools.database.auditFinding.findMany({
    where: { kind: { in: ['alarms-unsent', 'messages-unsent'] }, resolvedAt: null },
  });
  const done = new Map<string, Pick<Finding, 'mended' | 'details'>>();
  const groups = new Set(unsent.map(({ programId, urgency }) => `${programId}/${urgency}`));
  for (const group of groups) {
    const finding = seen.find(({ subject, kind }) => subject === group && kind.endsWith('-unsent'));
    const row = before.find(({ key }) => key === `${finding?.kind}:${group}`);
    const { handedOverAt } = (row?.details ?? {}) as { handedOverAt?: Instant };
    if (handedOverAt && between(handedOverAt, at) < TOLERANCE.handingOver) {
      done.set(group, { details: { ...finding?.details, handedOverAt } });
      continue;
    }
    const mine = unsent.filter(({ programId, urgency }) => `${programId}/${urgency}` === group);
    const mended = await handOver(tools, mine, `${run}/${group}`);
    done.set(group, { mended, details: { ...finding?.details, ...(mended ? { handedOverAt: at } : {}) } });
  }
  return done;
}

async function begins(repair: () => Promise<void>): Promise<boolean> {
  try {
    await repair();
    return true;
  } catch {
    // It is a finding still, and the next look tries again.
    return false;
  }
}

/**
 * A reply's workflow has the reply's id: one that is under way is left as it is. One that was ended from outside, or failed,
 * begins again: there may be an alarm in it, and what it had done already is not done twice.
 * @returns the hours, as they name findings, in which something came that was begun; nothing was mended where all of it is
 * under way and stands still
 */
async function takeUpReplies({ database, fullCircle }: AuditorTools, at: Instant): Promise<Set<string>> {
  const begun = new Set<string>();
  const waiting = await database.inbound.findMany({
    where: { status: { not: 'done' }, receivedAt: { lt: plus(at, -TOLERANCE.started) } },
    orderBy: { receivedAt: 'asc' },
    take: AT_ONCE,
    select: { id: true, receivedAt: true },
  });
  for (const { id, receivedAt } of waiting) {
    const isBegun = await begins(async () => {
      const { started } = await fullCircle.inbound.start(as(id), {
        timeoutMs: PATIENCE_MS,
        again: 'after-termination',
      });
      await database.inbound.updateMany({ where: { id, status: 'stored' }, data: { status: 'started' } });
      if (started) begun.add(receivedAt.toISOString().slice(0, HOUR));
    });
    // Whoever is next would only wait as long.
    if (!isBegun) break;
  }
  return begun;
}

/** Begins to hand messages over; each is sent once, whoever else is at it. @returns false when Temporal is away */
async function handOver(
  { fullCircle }: AuditorTools,
  intents: readonly { key: string; programId: string }[],
  name: string,
): Promise<boolean> {
  const programs = [...new Set(intents.map(({ programId }) => programId))];
  try {
    for (const programId of programs) {
      const keys = intents
        .filter((intent) => intent.programId === programId)
        .map(({ key }) => as<never>(key));
      const id = createHash('sha256').update(`${name}/${programId}`).digest('hex').slice(0, 24);
      await fullCircle.announcements.start(
        { key: `audit-${id}`, programId: as(programId), intents: keys },
        { timeoutMs: PATIENCE_MS },
      );
    }
    return true;
  } catch (error) {
    if (error instanceof Unavailable) return false;
    throw error;
  }
}
