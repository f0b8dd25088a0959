import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { MINUTE } from '../../domain/duration';
import { loadDefinition } from '../../programs';
import { again } from './again';
import { Chance } from './chance';
import { cohort, peer } from './cohort';
import { disturb, FAULTS, KILLED_IN_STORM, type Disturbance } from './disturb';
import { Player, type Person } from './player';
import { ApiRefused, type StaffApi } from './staffApi';
import { COORDINATOR, type World } from './world';

const AT_ONCE = 12;
/** Room for scheduling before the end of all shifts, and how long around it the worker is killed. */
const SCHEDULING_MS_A_SHIFT = 250;
const BEFORE_END_MS = 25_000;

export interface Storm {
  player: Player;
  people: readonly Person[];
  /** Keys under which the shifts were asked for. */
  keys: readonly string[];
  disturbances: Disturbance[];
}

/** Shifts of one peer each that all end at the same instant, half of them unanswered, while the worker is killed. */
export async function storm(
  world: World,
  program: string,
  api: StaffApi,
  { shifts, kills, seed, deadline }: { shifts: number; kills: number; seed: number; deadline: number },
  say: (line: string) => void,
): Promise<Storm> {
  const people = [...(await staffOf(world, program)), ...(await peersOf(world, shifts))];
  const player = new Player(world, people, api, seed, say, false);
  await player.begin();
  const ends = Math.ceil((Date.now() + 45_000 + shifts * SCHEDULING_MS_A_SHIFT) / MINUTE);
  const began = Math.floor(Date.now() / MINUTE);
  say(`${shifts} shifts end at ${wall(ends)}`);
  const keys = Array.from({ length: shifts }, (_, n) => `faults-storm-${n}`);
  const left = [...keys.entries()];
  const over = AbortSignal.timeout(5 * MINUTE);
  setMaxListeners(0, over);
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = left.shift(); next; next = left.shift()) {
        const [n, key] = next;
        const body = { site: 'faults.pier', startsWall: wall(began), endsWall: wall(ends), peers: [peer(n)] };
        await again(
          () => api.post('/shifts', key, body),
          over,
          (error) => error instanceof ApiRefused,
        );
      }
    }),
  );
  say('all shifts are scheduled');
  await pause(Math.max(0, ends * MINUTE - BEFORE_END_MS - Date.now()));
  const worker = FAULTS.filter(({ name }) => name === 'worker killed');
  const order = Array.from({ length: kills }, () => worker).flat();
  const disturbances = await disturb(world, order, new Chance(seed), deadline, say);
  return {
    player,
    people,
    keys,
    disturbances: disturbances.map((one) => ({ ...one, fault: KILLED_IN_STORM })),
  };
}

async function staffOf({ office }: World, program: string): Promise<Person[]> {
  const { definition } = loadDefinition(program);
  const { rows, habits } = cohort(definition);
  const staff = rows.filter(({ reference }) => habits.get(reference) === 'on-call');
  const report = await office.roster.importRows(COORDINATOR, definition.id, staff);
  return report.people.map((person) => ({
    ...person,
    phone: staff.find(({ reference }) => reference === person.reference)?.phone ?? '',
    habit: 'on-call',
  }));
}

/** Peers who may work shifts, as rows: their paths lie behind them. Every other one is silent. */
async function peersOf({ database }: World, count: number): Promise<Person[]> {
  const at = new Date();
  const people = Array.from({ length: count }, (_, n): Person => ({
    reference: peer(n),
    personId: `storm-${n}`,
    phone: `+1519556${String(n).padStart(4, '0')}`,
    habit: n % 2 === 0 ? 'answers' : 'silent',
  }));
  const ids = people.map(({ personId: id }) => id);
  await database.person.createMany({
    data: ids.map((id) => ({ id, givenName: id, surname: 'Peer', createdAt: at })),
  });
  await database.contactPoint.createMany({
    data: people.map(({ personId, phone }) => ({
      id: personId,
      personId,
      channel: 'sms',
      value: phone,
      consentAt: at,
      createdAt: at,
    })),
  });
  await database.participant.createMany({
    data: people.map(({ personId, reference }) => ({
      id: personId,
      personId,
      programId: 'faults',
      siteId: 'faults.pier',
      role: 'mentor',
      reference,
      createdAt: at,
    })),
  });
  await database.journey.createMany({
    data: ids.map((id) => ({
      id,
      participantId: id,
      programId: 'faults',
      programVersion: 'storm',
      status: 'ended',
      stage: 'transition',
      role: 'mentor',
      privileges: ['work-shifts'],
      passedSteps: [],
      sequence: 1,
      startedAt: at,
      updatedAt: at,
      endedAt: at,
    })),
  });
  return people;
}

/** Wall clock of the program, which is UTC, at a minute since 1970. */
function wall(minute: number): string {
  return new Date(minute * MINUTE).toISOString().slice(0, 16);
}
