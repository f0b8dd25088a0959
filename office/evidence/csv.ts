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
  'via',
  'result',
  'minutes',
  'zone',
] as const;
type Row = Partial<Record<(typeof COLUMNS)[number], string | number | null | undefined>>;

/**
 * A report as a table that any spreadsheet opens: a line for each check-in, each change of a shift, and each step of
 * each escalation. Times are wall-clock times of the site, its zone in the last column.
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
      what: 'shift',
      due: local(shift.startsAt),
      at: local(shift.endsAt),
      who: shift.plannedBy,
      result: shift.status,
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
          via: step.channel,
          result: step.outcome,
          minutes: Math.round((step.at.getTime() - one.raisedAt.getTime()) / 6_000) / 10,
          zone: one.zone,
        });
  };
  cases('escalation', evidence.escalations);
  cases('drill', evidence.drills);
  return [csvLine(COLUMNS), ...rows.map((row) => csvLine(COLUMNS.map((column) => row[column])))].join('');
}

function localTime(at: Date | null, zone: string): string {
  return at ? wallClock(instant(at), as<Zone>(zone)).replace('T', ' ') : '';
}
