import path from 'node:path';
import { Unavailable, type FullCircle } from '../../client/fullCircle';
import { instant, type Instant } from '../../domain/ids';
import { EVERYWHERE, type Caller } from '../../office/access';
import { createOffice, type Office } from '../../office/office';
import { loadDefinition, type LoadedProgram } from '../../programs';
import { storeProgram } from '../../programs/store';
import { createTestDatabase, type TestDatabase } from '../support/database';

export interface Told {
  call: string;
  args: unknown[];
}

/** An office over a real database, with the workflows' side of the telephone held by the test. */
export interface Desk {
  office: Office;
  database: TestDatabase['db'];
  /** What the workflows were told, in order. */
  told: Told[];
  /** True: nobody answers there. */
  temporalIsAway: boolean;
  /** What a call of the client fails with; nothing unless a test says so. */
  fail(call: string): Error | undefined;
  /** What came of acts that were taken before, by their key. */
  taken: Map<string, unknown>;
  now: Instant;
  close(): Promise<void>;
}

export const ANA: Caller = { actor: 'account:ana', scope: EVERYWHERE, via: 'console' };

export async function openDesk(programs = ['kwmunity']): Promise<Desk> {
  const { db, drop } = await createTestDatabase();
  const told: Told[] = [];
  const group = (name: string) =>
    new Proxy(
      {},
      {
        get:
          (_, method) =>
          async (...args: unknown[]): Promise<unknown> => {
            if (desk.temporalIsAway) throw new Unavailable('Temporal is away', true);
            const failure = desk.fail(`${name}.${String(method)}`);
            if (failure) throw failure;
            if (method === 'outcome') return desk.taken.get(args[1] as string);
            told.push({ call: `${name}.${String(method)}`, args });
            return { started: true, waitingFor: [] };
          },
      },
    );
  const fullCircle = new Proxy({}, { get: (_, name) => group(String(name)) }) as FullCircle;
  const desk: Desk = {
    office: createOffice({ database: db, fullCircle, clock: { now: async () => new Date(desk.now) } }),
    database: db,
    told,
    temporalIsAway: false,
    fail: () => undefined,
    taken: new Map(),
    now: instant(Date.parse('2026-03-02T15:00:00Z')),
    close: drop,
  };
  for (const program of programs) await storeProgram(db, definitionOf(program), desk.now);
  return desk;
}

const definitions = new Map<string, LoadedProgram>();

/** Read once a test file: every test has a database of its own. */
function definitionOf(program: string): LoadedProgram {
  const read =
    definitions.get(program) ?? loadDefinition(path.join(__dirname, `../../programs/${program}.yaml`));
  definitions.set(program, read);
  return read;
}

/** What the promise was refused with; undefined when it was not. */
export function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (error: unknown) => error,
  );
}

let people = 0;

/** Somebody in KWMUNITY, reachable by mail; with `privileges`, on a path that has earned them. */
export async function somebody(
  desk: Desk,
  options: { givenName?: string; site?: string; privileges?: string[]; phone?: string } = {},
): Promise<{ participantId: string; personId: string }> {
  const number = (people += 1);
  const added = await desk.office.participants.add(ANA, {
    programId: 'kwmunity',
    site: options.site ?? 'kitchener',
    role: 'mentee',
    givenName: options.givenName ?? `Person${number}`,
    language: 'en',
    email: `person${number}@example.org`,
    ...(options.phone ? { phone: options.phone } : {}),
    consents: ['email', 'sms'],
  });
  if (options.privileges) {
    const { journeyId } = await desk.office.journeys.start(ANA, added.participantId);
    await desk.database.journey.update({
      where: { id: journeyId },
      data: { privileges: options.privileges, sequence: 1 },
    });
  }
  return added;
}
