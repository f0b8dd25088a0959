import type { ParticipantActs } from './participants';
import { board } from './shifts/board';
import { changes } from './shifts/changes';
import { checkIns } from './shifts/checkIns';
import { finding } from './shifts/find';
import { looks } from './shifts/looks';
import { planning } from './shifts/planning';
import { readiness } from './shifts/readiness';
import { scheduling } from './shifts/schedule';
import type { OfficeTools } from './tools';

/** Working time at a site: planned, watched over, changed, answered, looked at. */
export function shiftActs(tools: OfficeTools, participants: Pick<ParticipantActs, 'find'>) {
  const found = finding(tools);
  const ready = readiness(tools, participants);
  const { schedule, store, siteToPlan, run } = scheduling(tools, ready);
  return {
    schedule,
    run,
    find: found.find,
    ...planning(tools, { schedule, store, siteToPlan, run }, participants),
    ...changes(tools, found, ready, run),
    ...checkIns(tools, found),
    ...looks(tools, found),
    ...board(tools),
  };
}

export type ShiftActs = ReturnType<typeof shiftActs>;
