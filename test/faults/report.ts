import type { Evidence } from './evidence';
import type { Findings } from './judge';
import type { Disturbance } from './disturb';

/** One line of the table. */
export interface FaultRow {
  fault: string;
  times: number;
  /** Seconds from the end of the fault until all was well. */
  medianSeconds: number;
  slowestSeconds: number;
  /** Times when that took longer than thirty seconds. */
  late: number;
}

export function rowsOf(disturbances: readonly Disturbance[]): FaultRow[] {
  return [...new Set(disturbances.map(({ fault }) => fault))].sort().map((fault) => {
    const all = disturbances.filter((one) => one.fault === fault);
    const seconds = all.map(({ recoverySeconds }) => recoverySeconds);
    return {
      fault,
      times: all.length,
      medianSeconds: rounded(quantile(seconds, 0.5)),
      slowestSeconds: rounded(Math.max(...seconds)),
      late: all.filter(({ back }) => !back).length,
    };
  });
}

/** What a person who has waited ten minutes wants to see: a row a fault. */
export function printTable(rows: readonly FaultRow[]): void {
  const lines = ['', `${'fault'.padEnd(38)}times  well after: median  slowest  later than 30 s`];
  for (const { fault, times, medianSeconds, slowestSeconds, late } of rows)
    lines.push(
      `${fault.padEnd(38)}${String(times).padStart(5)}${inSeconds(medianSeconds, 20)}${inSeconds(slowestSeconds, 9)}${String(late).padStart(17)}`,
    );
  process.stderr.write(`${lines.join('\n')}\n`);
}

/** How the people of one run fared. */
export function printRun(
  { rows, messages, mails }: Evidence,
  findings: Findings,
  textsRepeated: number,
): void {
  const lines: string[] = [];
  const answered = rows.waits.filter((wait) => wait.kind === 'end-of-shift' && wait.outcome === 'ok').length;
  const pages = firstPages(rows, messages);
  const flagged = Object.entries(findings.flagged).map(([status, count]) => `${count} ${status}`);
  lines.push(
    '',
    `shifts       ${rows.shifts.length}, ${rows.shifts.flatMap(({ peers }) => peers).length} peers' ends, ${answered} answered`,
    `escalations  ${rows.escalations.length}; first page after ${inSeconds(quantile(pages, 0.5))} median, ${inSeconds(quantile(pages, 0.95))} p95, ${inSeconds(Math.max(0, ...pages))} at most`,
    `check-ins    ${rows.events.filter(({ kind }) => kind === 'check-in-asked').length} asked on paths, ${rows.events.filter(({ kind }) => kind === 'check-in-answered').length} answered`,
    `texts        ${messages.filter(({ direction }) => direction === 'outbound-api').length} sent, ${rows.inbound.length} received (${textsRepeated} taken only when sent again), ${mails.length} mails`,
    `not sent     ${flagged.join(', ') || 'nothing'}; ${findings.repeats} repeated on purpose, ${findings.twice} of them told twice`,
    '',
  );
  process.stderr.write(`${lines.join('\n')}\n`);
}

/** Milliseconds from raising an escalation to its first text on a phone. */
function firstPages(rows: Evidence['rows'], messages: Evidence['messages']): number[] {
  const sentAt = new Map(
    messages.flatMap(({ statusCallback, createdAt }) => {
      const token = statusCallback && new URL(statusCallback).searchParams.get('t');
      return token ? [[token, Date.parse(createdAt)] as const] : [];
    }),
  );
  return rows.escalations
    .flatMap(({ id, raisedAt }) => {
      const keys = new Set(
        rows.intents
          .filter((intent) => intent.escalationId === id && intent.template === 'escalation-raised')
          .map(({ key }) => key),
      );
      const times = rows.deliveries.flatMap(({ intentKey, token }) =>
        keys.has(intentKey) ? (sentAt.get(token) ?? []) : [],
      );
      return times.length > 0 ? [Math.min(...times) - raisedAt.getTime()] : [];
    })
    .map((ms) => ms / 1000);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function rounded(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}

function inSeconds(seconds: number, width = 0): string {
  return `${seconds.toFixed(1)} s`.padStart(width);
}
