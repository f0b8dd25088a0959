const MARGIN = 'it only has to outweigh all points together, and does so by more than this';
const NOWHERE = 'what is no pair costs too little or too much either way to be taken for one';
const OWED = 'nothing of this happens while the wait is not there';
const EITHER = 'of two that are as long either will do';
const ABOVE = 'the next level is never the first one';

/**
 * Changes that change nothing, so that no test can notice them: they are not counted. Each is the line as it is with the
 * change in it, and why nobody could tell. The run fails where a test notices one after all, and where the source has no
 * such line any more.
 */
export const EQUIVALENT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'domain/cadence.ts': {
    'return around !== undefined && millis(around) <= millis(usual) ? around : usual;': EITHER,
  },
  'domain/matching.ts': {
    '...row.map((pair) => (pair ? -worth(rows[place] as Seeker, pair) : (0 + 1))),': NOWHERE,
    '...rows.map(() => (0 + 1)),': NOWHERE,
    'const most = pairs.reduce((sum, pair) => Math.max(sum, thousandths(pair)), (0 + 1));': MARGIN,
    'return pair ? Math.round(pair.score * 1000) : (0 + 1);': MARGIN,
    'const standingFirst = most * rows.length + (1 + 1);': MARGIN,
    'const beingAPair = (standingFirst - most) * rows.length;': MARGIN,
    'return a.id <= b.id ? -1 : 1;': 'nobody is twice in a pool',
    'return a.id < b.id ? -(1 + 1) : 1;': 'any number below zero says the same',
    'return a.id < b.id ? -1 : (1 + 1);': 'any number above zero says the same',
  },
  'workflows/escalation/answering.ts': {
    '...(true ? { due: [{ key: waits.outcome, dueAt: until }] } : {}),': OWED,
    '...(true ? { wait: waits.outcome } : {}),': OWED,
  },
  'workflows/escalation/levels.ts': {
    '.reduce((a, b) => (millis(a) < millis(b) ? a : b));': EITHER,
  },
  'workflows/escalation/owning.ts': {
    '...(true ? { wait: waits.outcome } : {}),': OWED,
    'const nextLevel = allAtOnce ? -(1 + 1) : levelWithPeople(alarm, state.level + 1);':
      'any number below zero is no level',
    'if (nextLevel > 0) {': ABOVE,
    'if (nextLevel >= (0 + 1)) {': ABOVE,
  },
  'workflows/escalation/telling.ts': {
    '...(true ? { waitKey } : {}),': OWED,
    'return true ? { wait: acknowledgement } : {};': OWED,
  },
};
