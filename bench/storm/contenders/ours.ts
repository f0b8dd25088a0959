import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import path from 'node:path';
import { checkIn } from '../../../activities/checkIn';
import { createFullCircle } from '../../../client/fullCircle';
import { as, instant } from '../../../domain/ids';
import { zoneRulesVersion } from '../../../domain/time';
import { ROOT } from '../../../local/paths';
import { migrate } from '../../../local/migrate';
import { newCodecKey } from '../../../platform/codec';
import { loadConfig } from '../../../platform/config';
import { openDatabase, type Database } from '../../../platform/database';
import { openTemporal } from '../../../platform/temporal';
import { loadDefinition, storeProgram } from '../../../programs';
import { occurrences } from '../../../workflows/contract';
import { timed } from '../../measure';
import { hasAnswered, type Contender, type Storm } from '../contender';
import type { StormTemporal } from '../temporal';
import { inThisProcess, killable, type StormWorker } from '../worker';

const SUPERVISOR = '+15195559999';
const AT_ONCE = 16;
const TOO_SLOW = 'this machine could not have everything set up before the deadline: choose fewer peers';
/** The peers are asked so long before the deadline, and half of them answer. */
export const ASKED_BEFORE_MS = 60_000;
/** From the deadline to the escalation: the shortest grace that there is. */
export const GRACE_MS = 60_000;

/**
 * Our own shifts, each with so many peers: asked, half answered; nudged at the deadline, escalated after the grace.
 * @param killAfterMs the only worker is killed so long after the deadline, and again after the grace, and started anew
 */
export function ours(
  temporal: StormTemporal,
  peersAShift: number,
  killAfterMs?: number,
): Contender & { escalations(storm: Storm): number[] } {
  const program = loadDefinition(path.join(ROOT, 'programs', 'kwmunity.yaml'));
  let worker: StormWorker;
  let database: Database;
  let connection: ReturnType<typeof openTemporal>;
  return {
    name: `ours, shifts of ${peersAShift}${killAfterMs === undefined ? '' : `, killed at ${killAfterMs} ms`}`,
    async install(storm) {
      await migrate(storm.databaseUrl);
      database = openDatabase(storm.databaseUrl);
      await storeProgram(database, program, instant(Date.now()));
      await storePeers(database, storm, peersAShift);
    },
    async prepare({ databaseUrl, sink, count, dueAt }) {
      const env = {
        TEMPORAL_ADDRESS: temporal.address,
        TEMPORAL_TASK_QUEUE: `storm-${dueAt}`,
        DATABASE_URL: databaseUrl,
        SMTP_URL: 'smtp://127.0.0.1:9',
        TWILIO_ACCOUNT_SID: `AC${randomBytes(16).toString('hex')}`,
        TWILIO_AUTH_TOKEN: randomBytes(16).toString('hex'),
        TWILIO_FROM: '+15195550100',
        // What is measured is ours, not how many texts a rented number may send.
        TWILIO_MAX_PER_SECOND: '10000',
        TWILIO_API_BASE_URL: sink.url,
        PUBLIC_URL: 'http://127.0.0.1:9',
        SESSION_SECRET: randomBytes(32).toString('hex'),
        CODEC_KEYS: newCodecKey('bench'),
        LOG_LEVEL: 'error',
        // It would look at shifts that nobody ever checked the coverage of, in the middle of what is measured.
        AUDIT_EVERY_MINUTES: '60',
      };
      const config = loadConfig(env);
      worker = killAfterMs === undefined ? inThisProcess(config) : killable(env);
      connection = openTemporal(config);
      const fullCircle = createFullCircle(connection.client, { taskQueue: config.temporal.taskQueue });
      const before = Date.now();
      await timed(Math.ceil(count / peersAShift), AT_ONCE, (n) =>
        fullCircle.shifts.schedule({
          shiftId: as(`s${n}`),
          programId: as('kwmunity'),
          siteId: as('kwmunity.bench'),
          zone: as('UTC'),
          startsAt: instant(dueAt - 3_600_000),
          endsAt: instant(dueAt),
          peers: peersOf(n, peersAShift, count).map((peer) => as(`p${peer}`)),
          policy: {
            startCheckIn: false,
            endNudges: [as('-PT1M'), as('PT0S')],
            grace: as('PT1M'),
            lateNudgeEvery: as('PT1H'),
            lateNudges: 0,
          },
          escalation: {
            levels: [{ id: 'supervisor', channels: ['sms'], acknowledgeWithin: as('PT1H') }],
            outcomeWithin: as('PT1H'),
            repeatEvery: as('PT1H'),
            remindToCloseEvery: as('P1D'),
          },
          quietHours: program.policy.quietHours,
          scheduledBy: 'system',
          coverage: 'audited',
          begins: 'at-hand',
          deadlines: 'announced',
          wakes: 'behind',
        }),
      );
      // What nobody has announced when it is due is asked late, and answered later still.
      const isAnnounced = async (): Promise<boolean> =>
        (await database.shiftDeadline.findMany({ distinct: ['shiftId'], select: { shiftId: true } }))
          .length === Math.ceil(count / peersAShift);
      while (Date.now() < dueAt - ASKED_BEFORE_MS && !(await isAnnounced())) await pause(500);
      if (Date.now() > dueAt - ASKED_BEFORE_MS) throw new Error(TOO_SLOW);
      await sink.until(count, before, dueAt - Date.now() - 10_000);
      await timed(count, AT_ONCE, (peer) =>
        hasAnswered(peer) ? answer(database, peer, peersAShift) : pause(0),
      );
      if (Date.now() > dueAt - 1_000) throw new Error(TOO_SLOW);
      if (killAfterMs !== undefined)
        for (const at of [dueAt, dueAt + GRACE_MS])
          setTimeout(() => worker.kill(), at + killAfterMs - Date.now());
    },
    // Before the deadline it is the auditor that writes to them, where a full hour falls into the set-up.
    escalations: ({ sink, dueAt }) =>
      sink.arrivals.filter(({ to, at }) => to === SUPERVISOR && at > dueAt).map(({ at }) => at),
    extraBytes: () => temporal.bytes(),
    pids: () => [temporal.pid, ...worker.pids()],
    async stop() {
      await worker.stop();
      await connection.close();
      await database.$disconnect();
    },
  };
}

function peersOf(shift: number, peersAShift: number, count: number): number[] {
  return Array.from({ length: peersAShift }, (_, i) => shift * peersAShift + i).filter(
    (peer) => peer < count,
  );
}

async function answer(database: Database, peer: number, peersAShift: number): Promise<void> {
  const shift = as<Parameters<typeof occurrences.shiftWait>[0]>(`s${Math.floor(peer / peersAShift)}`);
  const waitKey = occurrences.shiftWait(shift, as(`p${peer}`), { kind: 'end', number: 0 });
  await database.$transaction((tx) =>
    checkIn(tx, { waitKey, at: instant(Date.now()), by: `person:p${peer}`, answer: 'ok', via: 'sms' }),
  );
}

async function storePeers(database: Database, { count, dueAt }: Storm, peersAShift: number): Promise<void> {
  const at = new Date();
  const peers = Array.from({ length: count }, (_, peer) => ({ peer, id: `p${peer}` }));
  await database.site.create({
    data: { id: 'kwmunity.bench', programId: 'kwmunity', name: 'Bench', zone: 'UTC' },
  });
  await database.person.createMany({
    data: [...peers.map(({ id }) => id), 'supervisor'].map((id) => ({ id, givenName: id, createdAt: at })),
  });
  await database.contactPoint.createMany({
    data: [
      ...peers.map(({ peer, id }) => ({ id, value: phoneOf(peer) })),
      { id: 'supervisor', value: SUPERVISOR },
    ].map(({ id, value }) => ({ id, personId: id, channel: 'sms', value, consentAt: at, createdAt: at })),
  });
  await database.participant.createMany({
    data: peers.map(({ id }) => ({ id, personId: id, programId: 'kwmunity', role: 'mentor', createdAt: at })),
  });
  await database.rotaEntry.create({
    data: { id: 'rota', programId: 'kwmunity', level: 'supervisor', personId: 'supervisor' },
  });
  await database.shift.createMany({
    data: Array.from({ length: Math.ceil(count / peersAShift) }, (_, n) => ({
      id: `s${n}`,
      programId: 'kwmunity',
      siteId: 'kwmunity.bench',
      startsWall: new Date(dueAt - 3_600_000).toISOString().slice(0, 16),
      endsWall: new Date(dueAt).toISOString().slice(0, 16),
      zone: 'UTC',
      startsAt: new Date(dueAt - 3_600_000),
      endsAt: new Date(dueAt),
      zoneRules: zoneRulesVersion(),
      status: 'scheduled',
      createdBy: 'system',
      createdAt: at,
    })),
  });
  await database.shiftPeer.createMany({
    data: peers.map(({ peer, id }) => ({
      shiftId: `s${Math.floor(peer / peersAShift)}`,
      personId: id,
      participantId: id,
      addedAt: at,
    })),
  });
}

function phoneOf(peer: number): string {
  return `+1519557${String(peer).padStart(4, '0')}`;
}
