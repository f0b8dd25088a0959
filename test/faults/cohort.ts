import type { Definition } from '../../programs';
import { readRoster, type RosterRow } from '../../programs/roster';

export const PEERS = 30;
export const PAIRS = 10;
/** Peers and both sides of the pairs; staff are not counted. */
export const PEOPLE = PEERS + 2 * PAIRS;

const LEVELS = ['supervisor', 'second', 'manager'];

export type Habit = 'answers' | 'silent' | 'on-call';

/** Who is there: peers who work shifts, every other of them silent; pairs; and staff on call at three levels. */
export function cohort(program: Definition): { rows: RosterRow[]; habits: Map<string, Habit> } {
  const lines = [
    'reference,role,given_name,surname,language,phone,email,consent,site,languages,availability',
  ];
  const habits = new Map<string, Habit>();
  const add = (reference: string, role: string, habit: Habit): void => {
    const number = lines.length;
    const phone = `+1 519 555 01${String(number).padStart(2, '0')}`;
    const staff = habit === 'on-call';
    const answers = staff ? ',' : 'English,weekday-evening';
    lines.push(
      `${reference},${role},Given${number},Sur${number},en,${phone},${reference}@example.org,yes,pier,${answers}`,
    );
    habits.set(reference, habit);
  };
  for (let n = 0; n < PEERS; n++) add(peer(n), 'mentor', n % 2 === 0 ? 'answers' : 'silent');
  for (let n = 0; n < PAIRS; n++) add(`mentee-${n}`, 'mentee', 'answers');
  for (let n = 0; n < PAIRS; n++) add(`mentor-${n}`, 'mentor', 'answers');
  for (const level of LEVELS) add(`${level}-1`, level, 'on-call');
  const { rows, problems } = readRoster(Buffer.from(lines.join('\n')), { program });
  if (problems.length > 0) throw new Error(`the cohort's own roster is broken: ${JSON.stringify(problems)}`);
  return { rows: [...rows], habits };
}

export function peer(number: number): string {
  return `peer-${number}`;
}

export function isPeer(reference: string | null): boolean {
  return reference?.startsWith('peer-') ?? false;
}
