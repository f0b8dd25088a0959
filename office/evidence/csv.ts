import { as, instant, type Zone } from '../../domain/ids';
import { wallClock } from '../../domain/time';
import { csvLine } from '../csvLine';
import type { Evidence, EvidenceCase } from './report';

const COLUMNS = [
  'record',
  'site',
  'shift',
  'escalation',
  'peer',
  'what',
  'due',
  'asked',
  'asked_by',
  'at',
  'who',
  'level',
  'via',
  'result',
  'minutes',
  'zone',
  'utc',
] as const;
type Row = Partial<Record<(typeof COLUMNS)[number], string | number | null | undefined>>;

/**
 * A report as a table that any spreadsheet opens: a line for each check-in, each change of a shift, and each step of
 * each escalation. Times are wall-clock times of the site, with its zone; what stands under `at`, or else under `due`, is
 * also given in UTC to the second, because an hour comes twice when clocks go back. With a byte order mark, without
 * which Excel breaks every accent.
 */
export function evidenceCsv(evidence: Evidence): string {
  const rows: Row[] = [];
  for (const shift of evidence.shifts) {
    const local = (at: Date | null) => localTime(at, shift.zone);
    const base = { site: shift.site, shift: shift.id, zone: shift.zone };
    rows.push({
      ...base,
      record: 'shift',
      peer: shift.peers.join('; '),
      what: shift.relievedFrom ? 'left-shift' : 'shift',
      due: local(shift.startsAt),
      at: local(shift.endsAt),
      who: shift.plannedBy,
      result: shift.status,
      utc: utc(shift.endsAt),
    });
    for (const check of shift.checks)
      rows.push({
        ...base,
        record: 'check-in',
        peer: check.peer,
        what: check.kind,
        due: local(check.dueAt),
        asked: local(check.askedAt),
        asked_by: check.askedVia.join('; '),
        at: local(check.answeredAt),
        who: check.answeredBy,
        via: check.via,
        result: check.result,
        minutes: check.minutes,
        utc: utc(check.answeredAt ?? check.dueAt),
      });
    for (const change of shift.changes)
      rows.push({
        ...base,
        record: 'change',
        peer: change.peer,
        what: change.kind,
        at: local(change.at),
        who: change.by,
        result: change.endsAt ? `ends ${local(change.endsAt)}` : change.detail,
        utc: utc(change.at),
      });
  }
  const cases = (record: string, list: readonly EvidenceCase[]) => {
    for (const one of list)
      for (const step of one.steps)
        rows.push({
          record,
          site: one.site,
          shift: one.shiftId,
          escalation: one.id,
          peer: one.peer,
          what: step.what,
          at: localTime(step.at, one.zone),
          who: step.who,
          level: step.level,
          via: step.channel,
          result: step.outcome,
          minutes: Math.round((step.at.getTime() - one.raisedAt.getTime()) / 6_000) / 10,
          zone: one.zone,
          utc: utc(step.at),
        });
  };
  cases('escalation', evidence.escalations);
  cases('drill', evidence.drills);
  const lines = [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column]))];
  return `\uFEFF${lines.map(csvLine).join('')}`;
}

function localTime(at: Date | null, zone: string): string {
  return at ? wallClock(instant(at), as<Zone>(zone)).replace('T', ' ') : '';
}

function utc(at: Date | null): string {
  return at ? at.toISOString().replace(/\.\d+Z$/, 'Z') : '';
}
