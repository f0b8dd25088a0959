import { csvLine } from '../csvLine';
import type { WorkRow } from './work';

const COLUMNS = [
  'record',
  'day',
  'peer',
  'reference',
  'program',
  'site',
  'hours',
  'task',
  'shift',
  'tier',
  'compensation',
  'amount_cad',
  'above_cap_because',
  'recorded_by',
  'recorded_at',
  'voided_at',
] as const;

/** Records of work as a table for the payroll: hours and dollars with two digits after the point, one line a record. */
export function workCsv(rows: readonly WorkRow[]): string {
  const lines = rows.map((row) => {
    const cells: Record<(typeof COLUMNS)[number], string | number | null> = {
      record: row.id,
      day: row.day,
      peer: row.name,
      reference: row.reference,
      program: row.programId,
      site: row.siteId,
      hours: (row.minutes / 60).toFixed(2),
      task: row.task,
      shift: row.shiftId,
      tier: row.tier,
      compensation: row.kind,
      amount_cad: row.amount === null ? null : (row.amount / 100).toFixed(2),
      above_cap_because: row.reason,
      recorded_by: row.by,
      recorded_at: row.at.toISOString(),
      voided_at: row.voidedAt?.toISOString() ?? null,
    };
    return csvLine(COLUMNS.map((column) => cells[column]));
  });
  return [csvLine(COLUMNS), ...lines].join('');
}
