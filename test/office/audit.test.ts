import { randomUUID } from 'node:crypto';
import { Unavailable, type RunStanding } from '../../client/fullCircle';
import { requestFor } from '../../activities/request';
import { HOUR, millis, MINUTE, plus } from '../../domain/duration';
import { as, instant, type Instant } from '../../domain/ids';
import { bundledRules, type ZoneRules } from '../../domain/time';
import type { Caller } from '../../office/access';
import { createOffice } from '../../office/office';
import type { EscalationInput, RequestInput, ShiftInput } from '../../workflows/contract';
import { ANA, openDesk, somebody, type Desk } from './desk';

/** The auditor over a real database, with Temporal's side held by the test. */
interface Watch extends Desk {
  /** What Temporal knows of a workflow; `running` where nothing is said. */
  runs: Map<string, RunStanding>;
  supervisor: string;
  rules: ZoneRules;
  look(at?: Instant): Promise<{ satisfied: boolean; open: number; mended: number }>;
  findings(): Promise<string[]>;
  tasks(): Promise<string[]>;
  alerts(): Promise<number>;
  events(kind: string): Promise<number>;
  calls(name: string): unknown[];
  /** Workflows that Temporal was asked about, in order. */
  asked: string[];
  restore(caller: Caller, what: string): Promise<{ state: string }>;
  /** False: whatever is begun is under way already. */
  begins: boolean;
}

async function openWatch(): Promise<Watch> {
  const desk = await openDesk();
  const runs = new Map<string, RunStanding>();
  const { personId } = await somebody(desk, { givenName: 'Priya' });
  await desk.database.rotaEntry.create({
    data: { id: randomUUID(), programId: 'kwmunity', level: 'supervisor', personId },
  });
  const facade = (name: string): object =>
    new Proxy(
      {},
      {
        get:
          (_, act) =>
          async (...args: unknown[]) => {
            if (desk.temporalIsAway) throw new Unavailable('away', true);
            desk.told.push({ call: `${name}.${String(act)}`, args });
            return { started: watch.begins };
          },
      },
    );
  const fullCircle = new Proxy(
    {},
    {
      get: (_, name) =>
        name === 'runOf'
          ? async (id: string) => {
              if (desk.temporalIsAway) throw new Unavailable('away', false);
              watch.asked.push(id);
              return runs.get(id) ?? 'running';
            }
          : facade(String(name)),
    },
  );
  const officeAt = (at: Instant) =>
    createOffice({
      database: desk.database,
      fullCircle: fullCircle as never,
      clock: { now: async () => new Date(at) },
      zoneRules: watch.rules,
    });
  const watch: Watch = {
    ...desk,
    runs,
    supervisor: personId,
    rules: bundledRules,
    asked: [],
    begins: true,
    async look(at = watch.now) {
      desk.temporalIsAway = watch.temporalIsAway;
      return await officeAt(at).system.look({ run: randomUUID(), at });
    },
    restore: (caller, what) => officeAt(watch.now).system.restore(caller, what),
    async findings() {
      const rows = await desk.database.auditFinding.findMany({
        where: { resolvedAt: null },
        orderBy: { key: 'asc' },
      });
      return rows.map(({ kind, mendedAt }) => (mendedAt ? `${kind} (mended)` : kind));
    },
    async tasks() {
      const rows = await desk.database.wait.findMany({
        where: { kind: 'staff-task', closedAt: null },
        orderBy: { key: 'asc' },
      });
      return rows.map(({ details }) => String((details as { finding?: string } | null)?.finding));
    },
    alerts: () => desk.database.messageIntent.count({ where: { template: 'audit-alert' } }),
    events: (kind) => desk.database.event.count({ where: { kind } }),
    calls: (name) => desk.told.filter(({ call }) => call === name),
  };
  return watch;
}

describe('the auditor', () => {
  let watch: Watch;
  let peer: { personId: string; participantId: string };
  beforeEach(async () => {
    watch = await openWatch();
    peer = await somebody(watch, { givenName: 'Devon', privileges: ['work-shifts'] });
    watch.told.length = 0;
  });
  afterEach(() => watch.close());

  async function shift(more: Record<string, unknown> = {}, isChecked = true): Promise<string> {
    const id = randomUUID();
    const row = await watch.database.shift.create({
      data: {
        id,
        programId: 'kwmunity',
        siteId: 'kwmunity.kitchener',
        startsWall: '2026-03-02T13:00',
        endsWall: '2026-03-02T17:00',
        zone: 'America/Toronto',
        startsAt: plus(watch.now, 3 * HOUR),
        endsAt: plus(watch.now, 7 * HOUR),
        zoneRules: bundledRules.version,
        status: 'scheduled',
        createdBy: 'account:ana',
        createdAt: plus(watch.now, -HOUR),
        peers: {
          create: {
            personId: peer.personId,
            participantId: peer.participantId,
            addedAt: plus(watch.now, -HOUR),
          },
        },
        ...more,
      },
    });
    if (!isChecked) return id;
    await watch.database.event.create({
      data: {
        key: `shift-${id}/coverage-1000`,
        kind: 'coverage-checked',
        programId: 'kwmunity',
        siteId: 'kwmunity.kitchener',
        shiftId: id,
        actor: 'system',
        data: { startsAt: instant(row.startsAt), endsAt: instant(row.endsAt) },
        at: watch.now,
      },
    });
    return id;
  }

  async function intent(key: string, more: Record<string, unknown> = {}): Promise<void> {
    await watch.database.messageIntent.create({
      data: {
        key,
        personId: peer.personId,
        template: 'shift-end',
        refs: {},
        urgency: 'escalation',
        programId: 'kwmunity',
        status: 'pending',
        at: plus(watch.now, -10 * MINUTE),
        ...more,
      },
    });
  }

  test('is satisfied with what is as it should be, and says so', async () => {
    await shift();
    expect(await watch.look()).toEqual({ satisfied: true, open: 0, mended: 0 });
    expect(await watch.database.auditRun.findFirst()).toMatchObject({ satisfied: true, askedRuns: true });
  });

  test('a shift that Temporal knows nothing of goes on from the rows; that is told in the ledger once', async () => {
    const id = await shift();
    watch.runs.set(`shift-${id}`, 'absent');
    expect(await watch.look()).toEqual({ satisfied: true, open: 1, mended: 1 });
    const [call] = watch.calls('shifts.schedule') as { args: [{ shiftId: string; peers: string[] }] }[];
    expect(call?.args[0]).toMatchObject({ shiftId: id, peers: [peer.personId], restored: { changes: 0 } });
    expect(await watch.findings()).toEqual(['shift-unwatched (mended)']);

    watch.runs.delete(`shift-${id}`);
    expect(await watch.look(plus(watch.now, 2 * MINUTE))).toEqual({ satisfied: true, open: 0, mended: 0 });
    expect([await watch.events('audit-finding'), await watch.events('audit-mended')]).toEqual([1, 1]);
    expect([await watch.alerts(), await watch.tasks()]).toEqual([0, []]);
  });

  test('a shift goes on owing what somebody was asked and nobody has missed', async () => {
    const id = await shift({ status: 'running', startsAt: plus(watch.now, -2 * HOUR) });
    const about = { programId: 'kwmunity', personId: peer.personId, shiftId: id };
    const asked = [
      ['start', 'start-of-shift', -2 * HOUR],
      ['interval-1', 'in-shift', -HOUR],
      ['interval-2', 'in-shift', -MINUTE],
    ] as const;
    for (const [name, kind, ago] of asked)
      await watch.database.wait.create({
        data: {
          ...about,
          key: `shift-${id}/${peer.personId}/${name}`,
          kind,
          owedBy: 'participant',
          workflowId: `shift-${id}`,
          since: plus(watch.now, ago),
          dueAt: plus(watch.now, ago),
          ...(name === 'start' ? { closedAt: plus(watch.now, ago + MINUTE), outcome: 'ok' } : {}),
        },
      });
    await watch.database.event.create({
      data: {
        ...about,
        key: `shift-${id}/${peer.personId}/interval-1/missed`,
        kind: 'shift-missed',
        actor: 'system',
        data: {},
        at: plus(watch.now, -30 * MINUTE),
      },
    });
    watch.runs.set(`shift-${id}`, 'absent');
    await watch.look();
    const [call] = watch.calls('shifts.schedule') as { args: [ShiftInput] }[];
    expect(call?.args[0].restored?.owed).toEqual([{ kind: 'interval', number: 2 }]);
  });

  test('a run that closed by itself while its row is open is not started again: humans are told, once', async () => {
    const id = await shift();
    watch.runs.set(`shift-${id}`, 'closed');
    expect(await watch.look()).toEqual({ satisfied: false, open: 1, mended: 0 });
    await watch.look(plus(watch.now, 2 * MINUTE));
    await watch.look(plus(watch.now, 4 * MINUTE));
    expect(watch.calls('shifts.schedule')).toEqual([]);
    expect(await watch.tasks()).toEqual(['shift-unwatched']);
    expect(await watch.alerts()).toBe(1);
    expect(await watch.events('audit-finding')).toBe(1);
    expect(
      await watch.database.messageIntent.findFirst({ where: { template: 'audit-alert' } }),
    ).toMatchObject({
      personId: watch.supervisor,
      urgency: 'escalation',
      refs: { problem: 'shift-unwatched' },
    });

    await watch.database.shift.update({ where: { id }, data: { status: 'cancelled' } });
    expect(await watch.look(plus(watch.now, 6 * MINUTE))).toMatchObject({ satisfied: true, open: 0 });
    expect(await watch.tasks()).toEqual([]);
  });

  test('a terminated run is started again once; terminated again, somebody means it', async () => {
    const id = await shift();
    watch.runs.set(`shift-${id}`, 'terminated');
    expect((await watch.look()).mended).toBe(1);
    expect(watch.calls('shifts.schedule')).toHaveLength(1);
    await watch.look(plus(watch.now, 2 * MINUTE));
    expect(watch.calls('shifts.schedule')).toHaveLength(1);
    expect(await watch.alerts()).toBe(0);
    expect((await watch.look(plus(watch.now, 6 * MINUTE))).satisfied).toBe(false);
    expect(await watch.alerts()).toBe(1);
    // Temporal forgets the run in time; that somebody meant it is not forgotten.
    watch.runs.set(`shift-${id}`, 'absent');
    await watch.look(plus(watch.now, 8 * MINUTE));
    expect(watch.calls('shifts.schedule')).toHaveLength(1);
    expect(await watch.restore(ANA, `shift-${id}`)).toEqual({ state: 'restored' });
    expect(watch.calls('shifts.schedule')[1]).toMatchObject({
      args: [{ shiftId: id }, { again: 'after-any-end' }],
    });
  });

  test('a run that was ended, restored and ended again much later is a human’s, at every look', async () => {
    const id = await shift();
    const looks = async (run: RunStanding | undefined, ...minutes: number[]) => {
      if (run) watch.runs.set(`shift-${id}`, run);
      else watch.runs.delete(`shift-${id}`);
      for (const after of minutes) await watch.look(plus(watch.now, after * MINUTE));
      return watch.calls('shifts.schedule').length;
    };
    // That Temporal was rebuilt once uses up nothing.
    expect(await looks('absent', 0)).toBe(1);
    expect(await looks(undefined, 2)).toBe(1);
    expect(await looks('terminated', 60)).toBe(2);
    expect(await looks(undefined, 62)).toBe(2);
    expect(await looks('terminated', 120, 122, 124)).toBe(2);
  });

  test('a check-in past its grace without a miss is found although its workflow is there', async () => {
    const id = await shift({
      status: 'running',
      startsAt: plus(watch.now, -5 * HOUR),
      endsAt: plus(watch.now, -2 * HOUR),
    });
    await watch.database.wait.create({
      data: {
        key: `shift-${id}/${peer.personId}/end`,
        kind: 'end-of-shift',
        programId: 'kwmunity',
        owedBy: 'participant',
        personId: peer.personId,
        shiftId: id,
        workflowId: `shift-${id}`,
        since: plus(watch.now, -2 * HOUR),
        dueAt: plus(watch.now, -2 * HOUR),
      },
    });
    expect((await watch.look()).satisfied).toBe(false);
    await watch.look(plus(watch.now, 2 * MINUTE));
    expect(await watch.findings()).toEqual(['wait-stuck']);
    expect([await watch.tasks(), await watch.alerts()]).toEqual([['wait-stuck'], 1]);
  });

  test('a miss about which no escalation was ever stored raises it', async () => {
    const id = await shift({
      status: 'ended',
      startsAt: plus(watch.now, -5 * HOUR),
      endsAt: plus(watch.now, -2 * HOUR),
    });
    const key = `shift-${id}/${peer.personId}/end`;
    await watch.database.wait.create({
      data: {
        key,
        kind: 'end-of-shift',
        programId: 'kwmunity',
        owedBy: 'participant',
        personId: peer.personId,
        shiftId: id,
        workflowId: `shift-${id}`,
        since: plus(watch.now, -2 * HOUR),
        dueAt: plus(watch.now, -2 * HOUR),
      },
    });
    await watch.database.event.create({
      data: {
        key: `${key}/missed`,
        kind: 'shift-missed',
        programId: 'kwmunity',
        siteId: 'kwmunity.kitchener',
        personId: peer.personId,
        shiftId: id,
        actor: 'system',
        data: { occasion: 'end', number: 0 },
        at: plus(watch.now, -HOUR),
      },
    });
    const escalationId = `escalation-${id}-${peer.personId}-end`;
    watch.runs.set(escalationId, 'absent');
    expect(await watch.look()).toMatchObject({ mended: 1 });
    const [call] = watch.calls('escalations.raise') as { args: unknown[] }[];
    expect(call?.args[0]).toMatchObject({
      escalationId,
      kind: 'missed-end',
      waitKey: key,
      raisedBy: `shift-${id}`,
    });
  });

  test('an escalation that nobody is told of any more goes on where it stood', async () => {
    const id = `escalation-x-${peer.personId}-help`;
    await watch.database.escalation.create({
      data: {
        id,
        kind: 'help',
        programId: 'kwmunity',
        subjectPersonId: peer.personId,
        status: 'open',
        level: 0,
        chain: [
          { id: 'supervisor', channels: ['sms'], acknowledgeWithin: 'PT5M', people: [watch.supervisor] },
        ],
        code: 'K42',
        raisedAt: plus(watch.now, -HOUR),
      },
    });
    const scope = { programId: 'kwmunity', escalationId: id };
    await watch.database.event.createMany({
      data: [
        {
          key: `${id}/raised`,
          kind: 'escalation-raised',
          actor: 'system',
          data: {},
          at: watch.now,
          ...scope,
        },
        {
          key: `${id}/told/level-1/round-1`,
          kind: 'escalation-level-told',
          actor: 'system',
          data: { level: 'supervisor', round: 1 },
          at: watch.now,
          ...scope,
        },
      ],
    });
    await watch.database.wait.create({
      data: {
        key: `${id}/acknowledgement-1`,
        kind: 'escalation-acknowledgement',
        owedBy: 'staff',
        workflowId: id,
        since: plus(watch.now, -HOUR),
        dueAt: plus(watch.now, -55 * MINUTE),
        ...scope,
      },
    });
    await intent(`${id}/level-1/round-1/${watch.supervisor}`, {
      personId: watch.supervisor,
      status: 'sent',
      ...scope,
    });
    watch.runs.set(id, 'absent');
    expect(await watch.look()).toMatchObject({ satisfied: true, mended: 1 });
    const [call] = watch.calls('escalations.raise') as { args: unknown[] }[];
    expect(call?.args[0]).toMatchObject({
      escalationId: id,
      carried: {
        state: { status: 'open', level: 0 },
        round: 1,
        told: [watch.supervisor],
        waits: { acknowledgement: `${id}/acknowledgement-1` },
        counts: { climbs: 1 },
        agenda: [{ do: 'climb', at: plus(watch.now, -55 * MINUTE) }],
        outbox: [],
      },
    });
    expect(await watch.findings()).toEqual(['escalation-unwatched (mended)']);
  });

  test('an alarm of a peer goes on with the check-in that was due when they raised it, and a human settles both', async () => {
    const shiftId = await shift({ status: 'running', startsAt: plus(watch.now, -5 * HOUR) });
    const due = [
      ['start', 'start-of-shift', -5 * HOUR],
      ['interval-1', 'in-shift', -HOUR],
      ['end', 'end-of-shift', HOUR],
    ] as const;
    const about = { programId: 'kwmunity', shiftId };
    for (const [name, kind, ago] of due)
      await watch.database.wait.create({
        data: {
          ...about,
          key: `shift-${shiftId}/${peer.personId}/${name}`,
          kind,
          owedBy: 'participant',
          personId: peer.personId,
          since: plus(watch.now, -5 * HOUR),
          dueAt: plus(watch.now, ago),
        },
      });
    const id = 'escalation-reply-1-not-ok';
    await watch.database.escalation.create({
      data: {
        ...about,
        id,
        kind: 'not-ok',
        subjectPersonId: peer.personId,
        status: 'open',
        level: 0,
        chain: [],
        code: 'K44',
        raisedAt: plus(watch.now, -50 * MINUTE),
      },
    });
    watch.runs.set(id, 'absent');
    await watch.look();
    const [call] = watch.calls('escalations.raise') as { args: EscalationInput[] }[];
    expect(call?.args[0]?.waitKey).toBe(`shift-${shiftId}/${peer.personId}/interval-1`);
    // The shift raised what was missed on it, and hears how it ended; a peer's own alarm it does not wait for.
    expect(call?.args[0]).not.toHaveProperty('raisedBy');
  });

  test('an escalation that was stored a moment ago, and whose run is still to begin, is no finding', async () => {
    const id = 'escalation-x-just-now-end';
    await watch.database.escalation.create({
      data: {
        id,
        kind: 'missed-end',
        programId: 'kwmunity',
        subjectPersonId: peer.personId,
        status: 'open',
        level: 0,
        chain: [],
        code: 'K47',
        raisedAt: plus(watch.now, -400),
      },
    });
    watch.runs.set(id, 'absent');
    expect(await watch.look()).toEqual({ satisfied: true, open: 0, mended: 0 });
    expect([watch.calls('escalations.raise'), await watch.events('audit-finding')]).toEqual([[], 0]);

    // Still without one at the next look but one, it has been forgotten, and goes on from the rows.
    await watch.look(plus(watch.now, 4 * MINUTE));
    expect(await watch.findings()).toEqual(['escalation-unwatched (mended)']);
    expect(watch.calls('escalations.raise')).toHaveLength(1);
  });

  test('a debrief that a lost run did not offer is offered, once', async () => {
    const ended = (id: string, hoursAgo: number, more: { kind?: string; subjectPersonId?: string } = {}) =>
      watch.database.escalation.create({
        data: {
          id: `escalation-${id}`,
          kind: 'help',
          programId: 'kwmunity',
          subjectPersonId: peer.personId,
          status: 'resolved',
          level: 0,
          chain: [],
          code: id,
          raisedAt: plus(watch.now, -hoursAgo * HOUR),
          resolvedAt: plus(watch.now, -hoursAgo * HOUR),
          outcome: 'found-safe',
          ...more,
        },
      });
    const { personId: gone } = await somebody(watch, { givenName: 'Gone' });
    await watch.database.person.update({ where: { id: gone }, data: { deceasedAt: watch.now } });
    await ended('lost', 14);
    await ended('not-yet', 12);
    await ended('long-ago', 24 * 9);
    await ended('practice', 14, { kind: 'drill' });
    await ended('of-the-dead', 14, { subjectPersonId: gone });
    await ended('offered', 14);
    const key = 'escalation-offered/debrief';
    await watch.database.event.create({
      data: {
        key,
        kind: 'debrief-offered',
        programId: 'kwmunity',
        escalationId: 'escalation-offered',
        actor: 'system',
        at: watch.now,
        data: {},
      },
    });
    expect(await watch.look()).toEqual({ satisfied: true, open: 1, mended: 1 });
    const waits = await watch.database.wait.findMany({ where: { kind: 'debrief' } });
    expect(waits).toMatchObject([
      { key: 'escalation-lost/debrief', owedBy: 'staff', subjectPersonId: peer.personId, closedAt: null },
    ]);
    expect(
      await watch.database.messageIntent.findMany({ where: { template: 'debrief-offered' } }),
    ).toMatchObject([
      {
        key: `escalation-lost/debrief-offered/${peer.personId}`,
        personId: peer.personId,
        urgency: 'reminder',
      },
    ]);
    const [call] = watch.calls('announcements.start') as { args: { intents: string[] }[] }[];
    expect(call?.args[0]?.intents).toEqual([`escalation-lost/debrief-offered/${peer.personId}`]);

    expect(await watch.look(plus(watch.now, MINUTE))).toEqual({ satisfied: true, open: 0, mended: 0 });
    expect(await watch.events('debrief-offered')).toBe(2);
    expect(await watch.tasks()).toEqual([]);
  });

  test('an escalation that should have climbed and did not is an alarm of its own', async () => {
    await watch.database.escalation.create({
      data: {
        id: 'escalation-still',
        kind: 'help',
        programId: 'kwmunity',
        subjectPersonId: peer.personId,
        status: 'acknowledged',
        level: 0,
        chain: [],
        code: 'K43',
        raisedAt: plus(watch.now, -HOUR),
        outcomeDueAt: plus(watch.now, -10 * MINUTE),
      },
    });
    expect((await watch.look()).satisfied).toBe(false);
    expect(await watch.findings()).toEqual(['wait-stuck']);
    expect(await watch.alerts()).toBe(1);
  });

  test('an alarm without an outcome is handed over again; still there, the on-call person hears of it once', async () => {
    await intent('alarm-1');
    await intent('later', { urgency: 'reminder', notBefore: plus(watch.now, HOUR) });
    expect(await watch.look()).toEqual({ satisfied: true, open: 1, mended: 1 });
    const [call] = watch.calls('announcements.start') as { args: { intents: string[] }[] }[];
    expect(call?.args[0]?.intents).toEqual(['alarm-1']);
    for (const minutes of [2, 4, 6, 8, 10]) await watch.look(plus(watch.now, minutes * MINUTE));
    expect(await watch.findings()).toEqual(['alarms-unsent (mended)']);
    expect([await watch.alerts(), await watch.tasks()]).toEqual([1, ['alarms-unsent']]);
    expect(await watch.events('audit-finding')).toBe(1);
    // Once for the alarm, once for the alert about it; an outage gathers no crowd.
    expect(watch.calls('announcements.start')).toHaveLength(2);
    // The alert itself is unsent now as well; that is no new finding, and no alert about an alert.
    expect((await watch.look(plus(watch.now, 20 * MINUTE))).open).toBe(1);

    await watch.database.messageIntent.updateMany({ data: { status: 'sent' } });
    expect(await watch.look(plus(watch.now, 22 * MINUTE))).toMatchObject({ satisfied: true, open: 0 });
    await intent('alarm-2', { at: plus(watch.now, 22 * MINUTE) });
    await watch.look(plus(watch.now, 30 * MINUTE));
    expect(await watch.events('audit-finding')).toBe(2);
  });

  test('a message that has expired without an outcome gets one soon, however long others of its kind may take', async () => {
    const at = plus(watch.now, -5 * MINUTE);
    await intent('in-time', { urgency: 'notice', at, expiresAt: plus(watch.now, MINUTE) });
    await intent('just-expired', { urgency: 'notice', at, expiresAt: plus(watch.now, -2 * MINUTE) });
    await intent('expired', { urgency: 'notice', at, expiresAt: plus(watch.now, -4 * MINUTE) });
    expect(await watch.look()).toEqual({ satisfied: true, open: 1, mended: 1 });
    const [call] = watch.calls('announcements.start') as { args: { intents: string[] }[] }[];
    expect(call?.args[0]?.intents).toEqual(['expired']);
  });

  const reply = (number: number, receivedAt: Instant) =>
    watch.database.inbound.create({
      data: {
        id: `SM${String(number).repeat(32)}`,
        channel: 'sms',
        from: '+15195550000',
        to: '+15195550100',
        body: 'ok',
        receivedAt,
        status: 'stored',
      },
    });

  test('a reply that stands still later than another is news of its own', async () => {
    await reply(0, plus(watch.now, -5 * MINUTE));
    await watch.look();
    await watch.look(plus(watch.now, 6 * MINUTE));
    expect(await watch.alerts()).toBe(1);
    const later = plus(watch.now, 2 * HOUR);
    await reply(1, later);
    await watch.look(plus(later, 5 * MINUTE));
    expect(await watch.findings()).toEqual(['replies-unread (mended)', 'replies-unread (mended)']);
    await watch.look(plus(later, 11 * MINUTE));
    expect(await watch.alerts()).toBe(2);
  });

  test('what is under way and stands still was not mended, and humans hear of it at once', async () => {
    await reply(0, plus(watch.now, -5 * MINUTE));
    watch.begins = false;
    await watch.look();
    expect(await watch.findings()).toEqual(['replies-unread']);
    expect(await watch.alerts()).toBe(1);
  });

  test('a reply that nobody read is taken up', async () => {
    await reply(0, plus(watch.now, -5 * MINUTE));
    expect((await watch.look()).mended).toBe(1);
    // Also where its run was ended from outside: there may be an alarm in it.
    expect(watch.calls('inbound.start')).toMatchObject([
      { args: [expect.anything(), { again: 'after-termination' }] },
    ]);
    expect(await watch.database.inbound.findFirst()).toMatchObject({ status: 'started' });
    expect((await watch.look(plus(watch.now, 6 * MINUTE))).satisfied).toBe(false);
    expect(await watch.findings()).toEqual(['replies-unread (mended)']);
    expect(await watch.alerts()).toBe(1);
    await watch.database.inbound.updateMany({ data: { status: 'done' } });
    expect((await watch.look(plus(watch.now, 8 * MINUTE))).satisfied).toBe(true);
  });

  test('where the rota is kept by site, alarms that do not go out alert whoever is on call at a site', async () => {
    await watch.database.rotaEntry.updateMany({ data: { siteId: 'kwmunity.kitchener' } });
    await intent('alarm');
    await watch.look();
    await watch.look(plus(watch.now, 6 * MINUTE));
    expect(
      await watch.database.messageIntent.findFirst({ where: { template: 'audit-alert' } }),
    ).toMatchObject({ personId: watch.supervisor, refs: { problem: 'alarms-unsent' } });
    await watch.look(plus(watch.now, 8 * MINUTE));
    expect(await watch.alerts()).toBe(1);
  });

  test('with nobody on call an alert is still owed, and goes out as soon as somebody is', async () => {
    await watch.database.rotaEntry.updateMany({ data: { from: plus(watch.now, 9 * MINUTE) } });
    await intent('alarm');
    await watch.look();
    await watch.look(plus(watch.now, 6 * MINUTE));
    await watch.look(plus(watch.now, 8 * MINUTE));
    expect([await watch.alerts(), await watch.tasks()]).toEqual([0, ['alarms-unsent']]);
    await watch.look(plus(watch.now, 10 * MINUTE));
    await watch.look(plus(watch.now, 12 * MINUTE));
    expect([await watch.alerts(), await watch.tasks()]).toEqual([1, ['alarms-unsent']]);
  });

  test('a shift and a path that were stored and not started are started', async () => {
    const id = await shift({ status: 'starting' });
    await watch.database.journey.updateMany({
      data: { status: 'starting', startedAt: plus(watch.now, -HOUR) },
    });
    expect((await watch.look()).mended).toBe(2);
    expect(await watch.database.shift.findUniqueOrThrow({ where: { id } })).toMatchObject({
      status: 'scheduled',
    });
    expect(await watch.findings()).toEqual(['journey-not-started (mended)', 'shift-not-started (mended)']);
    expect((await watch.look(plus(watch.now, 2 * MINUTE))).open).toBe(0);
    expect(await watch.alerts()).toBe(0);
  });

  describe('sees who is on call', () => {
    const looks = async (shiftId: string) =>
      (
        await watch.database.event.findMany({
          where: { shiftId, kind: { startsWith: 'coverage-' } },
          orderBy: { id: 'asc' },
        })
      ).map(({ kind }) => kind);
    const gaps = async () =>
      (await watch.database.wait.findMany({ where: { kind: 'staff-task' }, orderBy: { key: 'asc' } })).map(
        ({ details, outcome }) => [(details as { level: string }).level, outcome],
      );
    const stoodIn = async (level: string) =>
      watch.database.rotaEntry.create({
        data: { id: randomUUID(), programId: 'kwmunity', level, personId: watch.supervisor },
      });

    test('when it is time, once for the times that a shift has; a gap is told once and closes by itself', async () => {
      await stoodIn('second');
      const id = await shift({ startsAt: plus(watch.now, 5 * HOUR) }, false);
      await watch.look();
      expect(await looks(id)).toEqual([]);
      expect(await watch.look(plus(watch.now, HOUR))).toMatchObject({ satisfied: true, open: 0 });
      expect([await looks(id), await gaps()]).toEqual([['coverage-gap'], [['manager', null]]]);
      const [call] = watch.calls('announcements.start') as { args: { intents: string[] }[] }[];
      expect(call?.args[0]?.intents).toEqual([`shift-${id}/coverage-gap/manager/1000/${watch.supervisor}`]);

      await watch.look(plus(watch.now, HOUR + 2 * MINUTE));
      expect(await looks(id)).toHaveLength(1);
      // Made longer: looked at for the whole of it; what is known is not told again.
      await watch.database.shift.update({ where: { id }, data: { endsAt: plus(watch.now, 9 * HOUR) } });
      await watch.look(plus(watch.now, HOUR + 4 * MINUTE));
      await watch.look(plus(watch.now, HOUR + 6 * MINUTE));
      expect(await looks(id)).toEqual(['coverage-gap', 'coverage-gap']);
      expect(watch.calls('announcements.start')).toHaveLength(1);

      await stoodIn('manager');
      await watch.database.shift.update({ where: { id }, data: { startsAt: plus(watch.now, 6 * HOUR) } });
      await watch.look(plus(watch.now, 2 * HOUR));
      expect(await looks(id)).toEqual(['coverage-gap', 'coverage-gap', 'coverage-checked']);
      expect(await gaps()).toEqual([['manager', 'covered']]);
    });

    test('again once others are on the shift: nobody is paged about themself', async () => {
      for (const level of ['second', 'manager']) await stoodIn(level);
      const id = await shift();
      const hour = plus(watch.now, HOUR);
      await watch.look(hour);
      expect(await looks(id)).toEqual(['coverage-checked']);
      const [participant] = await watch.database.participant.findMany({ take: 1, select: { id: true } });
      await watch.database.shiftPeer.create({
        data: {
          shiftId: id,
          personId: watch.supervisor,
          participantId: participant?.id ?? '',
          addedAt: plus(hour, MINUTE),
        },
      });
      await watch.look(plus(hour, 2 * MINUTE));
      await watch.look(plus(hour, 4 * MINUTE));
      expect(await looks(id)).toEqual(['coverage-checked', 'coverage-gap']);
      expect(await gaps()).toHaveLength(3);
      await watch.database.shiftPeer.updateMany({
        where: { shiftId: id, personId: watch.supervisor },
        data: { removedAt: plus(hour, 5 * MINUTE) },
      });
      await watch.look(plus(hour, 6 * MINUTE));
      expect(await looks(id)).toEqual(['coverage-checked', 'coverage-gap', 'coverage-checked']);
      expect((await gaps()).map(([, outcome]) => outcome)).toEqual(['covered', 'covered', 'covered']);
    });

    test('of whoever is still out there, and of nobody else', async () => {
      const late = { startsAt: plus(watch.now, -5 * HOUR), endsAt: plus(watch.now, -5 * MINUTE) };
      const inGrace = await shift({ ...late, status: 'ended' }, false);
      const starting = await shift({ status: 'starting', createdAt: watch.now }, false);
      const over = await shift({ ...late, status: 'ended', endsAt: plus(watch.now, -4 * HOUR) }, false);
      const cancelled = await shift({ status: 'cancelled' }, false);
      await watch.look();
      const looked = await watch.database.event.findMany({ where: { kind: 'coverage-gap' } });
      expect(looked.map(({ shiftId }) => shiftId).sort()).toEqual([inGrace, starting].sort());
      expect(await looks(over)).toEqual([]);
      expect(await looks(cancelled)).toEqual([]);
    });
  });

  test('a hand-over without an end and a look at who is on call that fails are tasks', async () => {
    await watch.database.$executeRaw`
      ALTER TABLE "Event" ADD CONSTRAINT "no-looks" CHECK ("kind" <> 'coverage-gap') NOT VALID`;
    const id = await shift({ startsAt: plus(watch.now, 10 * MINUTE) }, false);
    await intent('half-way', {
      status: 'sent',
      urgency: 'notice',
      deliveries: {
        create: {
          id: randomUUID(),
          channel: 'sms',
          address: '+15195550000',
          attempt: 1,
          status: 'handing-over',
          token: randomUUID(),
          body: '…',
          at: plus(watch.now, -HOUR),
          startedAt: plus(watch.now, -HOUR),
        },
      },
    });
    await watch.look();
    await watch.look(plus(watch.now, 2 * MINUTE));
    expect(await watch.findings()).toEqual(['coverage-not-checked', 'delivery-stuck']);
    expect(await watch.tasks()).toEqual(['coverage-not-checked', 'delivery-stuck']);
    // Only what is about safety wakes somebody.
    expect(await watch.alerts()).toBe(1);
    await watch.database.$executeRaw`ALTER TABLE "Event" DROP CONSTRAINT "no-looks"`;
    await watch.look(plus(watch.now, 4 * MINUTE));
    expect(await watch.findings()).toEqual(['delivery-stuck']);
    expect(await watch.database.event.count({ where: { shiftId: id, kind: 'coverage-gap' } })).toBe(1);
  });

  /** The path of the peer, and the ledger's word on how it began: without that it is not begun again. */
  async function pathOfPeer(): Promise<{ id: string }> {
    const journey = await watch.database.journey.findFirstOrThrow({
      where: { participant: { personId: peer.personId } },
      select: { id: true, programId: true },
    });
    await watch.database.event.create({
      data: {
        key: `journey-${journey.id}/1/journey-started`,
        kind: 'journey-started',
        programId: journey.programId,
        personId: peer.personId,
        journeyId: journey.id,
        actor: 'system',
        data: { role: 'mentor' },
        at: watch.now,
      },
    });
    return journey;
  }

  test('a path that the ledger does not know the beginning of is not begun anew', async () => {
    const { id } = await watch.database.journey.findFirstOrThrow({
      where: { participant: { personId: peer.personId } },
    });
    watch.runs.set(`journey-${id}`, 'absent');
    for (const minutes of [0, 1]) await watch.look(plus(watch.now, minutes * MINUTE));
    expect(watch.calls('journeys.start')).toEqual([]);
    expect(await watch.findings()).toEqual(['path-unwatched']);
  });

  test('a path whose offer should have lapsed is a task for working hours', async () => {
    const { id } = await pathOfPeer();
    await watch.database.wait.create({
      data: {
        key: `journey-${id}/check-in/1`,
        kind: 'retention-check-in',
        programId: 'kwmunity',
        owedBy: 'participant',
        personId: peer.personId,
        journeyId: id,
        workflowId: `journey-${id}`,
        since: plus(watch.now, -48 * HOUR),
        dueAt: plus(watch.now, -24 * HOUR),
      },
    });
    expect(await watch.look()).toEqual({ satisfied: true, open: 1, mended: 0 });
    expect([await watch.findings(), await watch.tasks()]).toEqual([['path-stuck'], ['path-stuck']]);
    expect(await watch.alerts()).toBe(0);
    // Its run is gone: then that is why, and it goes on from the rows.
    watch.runs.set(`journey-${id}`, 'absent');
    await watch.look(plus(watch.now, MINUTE));
    expect([await watch.findings(), await watch.tasks()]).toEqual([['path-unwatched (mended)'], []]);
    expect(watch.calls('journeys.start')).toHaveLength(1);
    watch.runs.delete(`journey-${id}`);
    await watch.database.journey.update({ where: { id }, data: { status: 'paused' } });
    await intent('how-are-you', { journeyId: id, urgency: 'reminder', at: plus(watch.now, -48 * HOUR) });
    expect((await watch.look(plus(watch.now, 2 * MINUTE))).open).toBe(0);
    // What a pair says waits for both of its people, whoever of them has paused.
    const pair = await watch.database.mentorship.create({
      data: {
        ...{ id: 'at-rest', programId: 'kwmunity', round: 'r', status: 'active', score: 1, reasons: [] },
        ...{ menteeId: peer.participantId, mentorId: 'a-mentor', proposedAt: watch.now },
      },
    });
    await intent(`mentorship-${pair.id}/7/meeting-missed-followup/mentee`, {
      ...{ refs: { mentorship: pair.id }, urgency: 'notice', at: plus(watch.now, -48 * HOUR) },
    });
    expect((await watch.look(plus(watch.now, 3 * MINUTE))).open).toBe(0);
    // An alarm about somebody who has paused goes to staff, and is held by nothing.
    await intent('alarm-of-theirs', { journeyId: id });
    await watch.look(plus(watch.now, 4 * MINUTE));
    expect(await watch.findings()).toEqual(['alarms-unsent (mended)']);
  });

  test('a path whose run closed by itself stays a task, with what to do, until a human has it restored', async () => {
    const { id } = await pathOfPeer();
    watch.runs.set(`journey-${id}`, 'closed');
    // Hundreds of others have their turn meanwhile; what was found is asked about again all the same.
    await watch.database.occasion.createMany({
      data: Array.from({ length: 450 }, (_, n) => ({
        id: `occasion-referral-${n}`,
        kind: 'referral',
        ref: String(n),
        programId: 'kwmunity',
        nextAt: plus(watch.now, HOUR),
      })),
    });
    for (let minutes = 0; minutes <= 8; minutes += 2) await watch.look(plus(watch.now, minutes * MINUTE));
    const asked = watch.asked.filter((one) => one.startsWith('occasion-'));
    expect(new Set(asked).size).toBe(450);
    expect(asked.length).toBeLessThan(1_000);
    expect([await watch.findings(), await watch.tasks()]).toEqual([['path-unwatched'], ['path-unwatched']]);
    expect([await watch.events('audit-finding'), await watch.alerts()]).toEqual([1, 0]);
    expect(watch.calls('journeys.start')).toEqual([]);

    const elsewhere = { ...ANA, scope: [{ role: 'coordinator' as const, programId: 'kwmunity' }] };
    await expect(watch.restore(elsewhere, `journey-${id}`)).rejects.toThrow('role');
    await expect(watch.restore(ANA, 'journey-nobody')).rejects.toThrow('journey-nobody');
    expect(await watch.restore(ANA, `journey-${id}`)).toEqual({ state: 'restored' });
    expect(watch.calls('journeys.start')).toMatchObject([
      { args: [{ journeyId: id }, { again: 'after-any-end' }] },
    ]);
    expect(await watch.database.event.findFirst({ where: { kind: 'audit-mended' } })).toMatchObject({
      actor: ANA.actor,
      journeyId: id,
    });
    watch.runs.delete(`journey-${id}`);
    expect(await watch.restore(ANA, `journey-${id}`)).toEqual({ state: 'running-already' });
    await watch.look(plus(watch.now, 10 * MINUTE));
    expect([await watch.findings(), await watch.tasks()]).toEqual([[], []]);
  });

  test('what the rows do not say enough of is a task; nothing goes on about somebody who has died', async () => {
    const { id, participantId } = await watch.database.journey.findFirstOrThrow({
      where: { participant: { personId: peer.personId } },
    });
    const other = await somebody(watch, { givenName: 'Nobody' });
    const pair = { programId: 'kwmunity', round: 'r1', score: 1, reasons: [], proposedAt: watch.now };
    await watch.database.mentorship.create({
      data: { id: 'm1', status: 'offered', menteeId: participantId, mentorId: other.participantId, ...pair },
    });
    watch.runs.set('mentorship-m1', 'absent');
    expect(await watch.look()).toEqual({ satisfied: true, open: 1, mended: 0 });
    expect(await watch.tasks()).toEqual(['path-unwatched']);
    expect(watch.calls('mentorships.start')).toEqual([]);

    await watch.database.mentorship.delete({ where: { id: 'm1' } });
    watch.runs.set(`journey-${id}`, 'absent');
    await watch.database.person.update({ where: { id: peer.personId }, data: { deceasedAt: watch.now } });
    expect(await watch.look(plus(watch.now, 2 * MINUTE))).toEqual({ satisfied: true, open: 0, mended: 0 });
    expect(watch.calls('journeys.start')).toEqual([]);
  });

  describe('and a request to speak with another professional', () => {
    const workflowId = 'request-r1';
    const finding = `path-unwatched:${workflowId}`;
    let dueAt: Instant;
    beforeEach(async () => {
      dueAt = plus(watch.now, 10 * HOUR);
      await watch.database.request.create({
        data: {
          id: 'r1',
          programId: 'kwmunity',
          siteId: 'kwmunity.kitchener',
          personId: peer.personId,
          exclude: [watch.supervisor],
          status: 'open',
          askedBy: `person:${peer.personId}`,
          dueAt,
          createdAt: plus(watch.now, -14 * HOUR),
        },
      });
      await watch.database.wait.create({
        data: {
          key: `${workflowId}/taken`,
          kind: 'request',
          programId: 'kwmunity',
          owedBy: 'staff',
          subjectPersonId: peer.personId,
          workflowId,
          since: plus(watch.now, -14 * HOUR),
          dueAt,
          details: { step: 'take' },
        },
      });
    });

    const becomes = (data: { status?: string; takenBy?: string; late?: boolean }) =>
      watch.database.request.update({ where: { id: 'r1' }, data });
    async function restoredAt(at: Instant): Promise<RequestInput | undefined> {
      watch.runs.set(workflowId, 'absent');
      await watch.look(at);
      const [call] = watch.calls('requests.make') as { args: [RequestInput] }[];
      return call?.args[0];
    }

    test('lost, it goes on with who was left out, what was said, and what comes next', async () => {
      const { within } = await requestPolicy();
      await intent(`${workflowId}/received/${peer.personId}`, { status: 'sent', urgency: 'notice' });
      await intent(`${workflowId}/asked/x`, { urgency: 'notice', waitKey: `${workflowId}/taken` });
      expect(await restoredAt(watch.now)).toMatchObject({
        requestId: 'r1',
        exclude: [watch.supervisor],
        carried: {
          state: { status: 'open', late: false, dueAt },
          agenda: [
            { do: 'remind', at: plus(dueAt, -millis(within) / 2) },
            { do: 'late', at: dueAt },
          ],
          outbox: [{ key: `${workflowId}/asked/x` }],
        },
      });
      expect([await watch.findings(), await watch.tasks()]).toEqual([['path-unwatched (mended)'], []]);
    });

    test('reminded of before, and late without an alarm: the alarm is what comes next', async () => {
      await intent(`${workflowId}/reminded/x`, { status: 'sent', waitKey: `${workflowId}/taken` });
      expect((await restoredAt(watch.now))?.carried?.agenda).toEqual([{ do: 'late', at: dueAt }]);
      await becomes({ late: true });
      watch.told.length = 0;
      watch.runs.set(workflowId, 'absent');
      expect((await restoredAt(plus(dueAt, HOUR)))?.carried).toMatchObject({
        state: { late: true },
        agenda: [{ do: 'late', at: dueAt }],
      });
    });

    test('taken, it waits for their talk and for nothing else; over, nobody asks about it', async () => {
      await becomes({ status: 'taken', takenBy: 'olivier' });
      expect((await restoredAt(watch.now))?.carried).toMatchObject({
        state: { status: 'taken', takenBy: 'olivier' },
        agenda: [],
      });
      await becomes({ status: 'fulfilled' });
      watch.told.length = 0;
      expect(await restoredAt(plus(watch.now, 2 * MINUTE))).toBeUndefined();
      expect(await watch.findings()).toEqual([]);
    });

    test('late, and nobody was alarmed although its run is there: it stands still, and is a task', async () => {
      await watch.look(plus(dueAt, HOUR + MINUTE));
      expect([await watch.findings(), await watch.tasks()]).toEqual([['path-stuck'], ['path-stuck']]);
      await watch.database.event.create({
        data: {
          key: `${workflowId}/late`,
          kind: 'request-late',
          programId: 'kwmunity',
          actor: 'system',
          data: {},
          at: dueAt,
        },
      });
      await watch.look(plus(dueAt, HOUR + 3 * MINUTE));
      expect(await watch.findings()).toEqual([]);
    });

    test('whoever was left out does not see what the auditor found about it either', async () => {
      watch.runs.set(workflowId, 'closed');
      await watch.look();
      expect(await watch.tasks()).toEqual(['path-unwatched']);
      const seenBy = async (personId: string) => {
        const caller: Caller = { ...ANA, personId: as(personId) };
        const { open } = await watch.office.system.show(caller);
        const { rows } = await watch.office.standing.owed(caller, { kind: 'staff-task' });
        return [open.map(({ key }) => key), rows.map(({ key }) => key)];
      };
      expect(await seenBy('olivier')).toEqual([[finding], [`audit/${finding}/kwmunity/1/task`]]);
      expect(await seenBy(watch.supervisor)).toEqual([[], []]);
    });

    test('the alarm about it is restored past whoever was left out, and in no hurry', async () => {
      const { policy } = await requestPolicy();
      const id = 'escalation-request-r1-late';
      await watch.database.escalation.create({
        data: {
          id,
          code: '4711',
          kind: 'request-late',
          programId: 'kwmunity',
          siteId: 'kwmunity.kitchener',
          subjectPersonId: peer.personId,
          status: 'open',
          level: 0,
          chain: [],
          raisedAt: plus(watch.now, -5 * MINUTE),
        },
      });
      watch.runs.set(id, 'absent');
      await watch.look();
      expect(watch.calls('escalations.raise')).toMatchObject([
        {
          args: [
            {
              escalationId: id,
              exclude: [watch.supervisor],
              policy: { repeatEvery: policy.remindToCloseEvery },
            },
            {},
          ],
        },
      ]);
    });

    test('the alarm about it, restored after somebody has taken it, pages nobody any more', async () => {
      const id = 'escalation-request-r1-late';
      const about = { programId: 'kwmunity', siteId: 'kwmunity.kitchener' };
      await watch.database.escalation.create({
        data: {
          ...about,
          id,
          code: '4711',
          kind: 'request-late',
          subjectPersonId: peer.personId,
          status: 'open',
          level: 0,
          chain: [],
          raisedAt: plus(watch.now, -HOUR),
          peerAnsweredAt: plus(watch.now, -HOUR),
        },
      });
      for (const [kind, data] of [
        ['escalation-raised', {}],
        ['escalation-peer-answered', { how: 'taken' }],
      ] as const)
        await watch.database.event.create({
          data: {
            ...about,
            key: `${id}/${kind}`,
            kind,
            data,
            escalationId: id,
            actor: 'system',
            at: plus(watch.now, -HOUR),
          },
        });
      watch.runs.set(id, 'absent');
      await watch.look();
      const [call] = watch.calls('escalations.raise') as { args: EscalationInput[] }[];
      expect(call?.args[0]?.carried).toMatchObject({
        about: 'request-late',
        allAtOnce: false,
        state: { peerAnswered: true },
        agenda: [{ do: 'remind' }],
      });
    });

    const requestPolicy = () =>
      requestFor(watch.database, {
        requestId: 'r1',
        personId: peer.personId,
        programId: 'kwmunity',
        askedBy: 'system',
      });
  });

  test('without Temporal it says what the rows say, and is not satisfied', async () => {
    await shift();
    await intent('alarm-1');
    watch.temporalIsAway = true;
    expect(await watch.look()).toEqual({ satisfied: false, open: 1, mended: 0 });
    expect(await watch.database.auditRun.findFirst()).toMatchObject({ askedRuns: false });
    expect(await watch.alerts()).toBe(1);
  });

  describe('and the zone rules', () => {
    const stale: ZoneRules = {
      ...bundledRules,
      version: '2025c',
      offset: (zone, at) =>
        zone === 'America/Vancouver' && at > Date.UTC(2026, 10, 1)
          ? -8 * HOUR
          : bundledRules.offset(zone, at),
    };
    const winter = (rules: ZoneRules, hours: number) => ({
      zone: 'America/Vancouver',
      startsWall: '2026-12-01T09:00',
      endsWall: '2026-12-01T17:00',
      startsAt: instant(Date.UTC(2026, 11, 1, 9 + hours)),
      endsAt: instant(Date.UTC(2026, 11, 1, 17 + hours)),
      zoneRules: rules.version,
    });

    test('stale ones are an alarm, and flag the shifts whose times they made', async () => {
      const doubtful = await shift(winter(stale, 8));
      await shift();
      watch.rules = stale;
      expect((await watch.look()).satisfied).toBe(false);
      await watch.look(plus(watch.now, 2 * MINUTE));
      expect(await watch.findings()).toEqual(['shift-times-doubtful', 'zone-rules-stale']);
      expect(
        await watch.database.auditFinding.findFirst({ where: { kind: 'shift-times-doubtful' } }),
      ).toMatchObject({
        shiftId: doubtful,
      });
      expect(await watch.alerts()).toBe(2);
    });

    test('new ones compute every open date anew, and move what is different through its workflow', async () => {
      const id = await shift(winter(stale, 8));
      const starting = await shift({ ...winter(stale, 8), status: 'starting', createdAt: watch.now });
      const same = await shift({ zoneRules: '2025c' });
      expect((await watch.look()).satisfied).toBe(true);
      const moved = watch.calls('shifts.reschedule') as { args: unknown[] }[];
      expect(moved.map(({ args }) => args.slice(0, 2))).toEqual([
        [id, { startsAt: '2026-12-01T16:00:00.000Z', endsAt: '2026-12-02T00:00:00.000Z', by: 'system' }],
      ]);
      expect(await watch.database.shift.findUniqueOrThrow({ where: { id: starting } })).toMatchObject({
        startsAt: new Date('2026-12-01T16:00:00.000Z'),
        zoneRules: bundledRules.version,
      });
      expect(await watch.database.shift.findUniqueOrThrow({ where: { id: same } })).toMatchObject({
        zoneRules: bundledRules.version,
      });
      await watch.look(plus(watch.now, 2 * MINUTE));
      expect(watch.calls('shifts.reschedule')).toHaveLength(1);
    });
  });

  test('an end in the hour that comes twice stays where it was put', async () => {
    // From 00:30 on, made two hours longer: the second 01:30 of that night.
    const id = await shift({
      zone: 'America/Toronto',
      startsWall: '2026-10-31T20:00',
      endsWall: '2026-11-01T01:30',
      startsAt: instant(Date.UTC(2026, 10, 1, 0)),
      endsAt: instant(Date.UTC(2026, 10, 1, 6, 30)),
      zoneRules: '2025c',
    });
    await watch.look();
    expect(watch.calls('shifts.reschedule')).toEqual([]);
    expect(await watch.database.shift.findUniqueOrThrow({ where: { id } })).toMatchObject({
      endsAt: new Date(Date.UTC(2026, 10, 1, 6, 30)),
      zoneRules: bundledRules.version,
    });
  });

  test('what a mentor owes around a release is owed by whoever is the mentor now', async () => {
    const { database } = watch;
    const mentee = await somebody(watch, { privileges: [] });
    const onPath = async () => {
      const one = await somebody(watch, { privileges: [] });
      await database.journey.updateMany({
        where: { participantId: one.participantId },
        data: { status: 'active' },
      });
      return one;
    };
    const [first, second] = [await onPath(), await onPath()];
    const { id: journeyId } = await database.journey.findFirstOrThrow({
      where: { participantId: mentee.participantId },
    });
    const match = (mentorId: string, activeAt: string) =>
      database.mentorship.create({
        data: {
          id: randomUUID(),
          programId: 'kwmunity',
          menteeId: mentee.participantId,
          mentorId,
          round: 'r',
          status: 'active',
          score: 1,
          reasons: [],
          proposedAt: watch.now,
          activeAt,
        },
      });
    await match(first.participantId, '2026-01-01T10:00:00Z');
    await database.transition.create({
      data: {
        id: 'release',
        programId: 'kwmunity',
        personId: mentee.personId,
        participantId: mentee.participantId,
        journeyId,
        kind: 'custody-release',
        status: 'open',
        dateWall: '2026-04-01T09:00',
        zone: 'America/Toronto',
        reportedBy: 'account:ana',
        reportedAt: watch.now,
        contacts: {
          create: ['third-day', 'second-week'].map((contact) => ({
            contact,
            what: 'contact',
            owedBy: contact === 'third-day' ? 'mentor' : 'staff',
            status: 'planned',
          })),
        },
      },
    });
    for (const contact of ['third-day', 'second-week'])
      await database.wait.create({
        data: {
          key: `transition-release/round/1/contact/${contact}/owed`,
          kind: 'transition-contact',
          programId: 'kwmunity',
          owedBy: contact === 'third-day' ? 'participant' : 'staff',
          personId: contact === 'third-day' ? first.personId : null,
          subjectPersonId: mentee.personId,
          workflowId: 'transition-release',
          since: watch.now,
          dueAt: '2026-04-04T14:00:00Z',
          details: { contact, owedBy: contact === 'third-day' ? 'mentor' : 'staff' },
        },
      });
    const owes = async () => {
      await watch.look();
      const waits = await database.wait.findMany({
        where: { kind: 'transition-contact' },
        orderBy: { key: 'desc' },
      });
      expect(waits[1]).toMatchObject({ owedBy: 'staff', personId: null });
      return waits[0];
    };
    const pauses = (one: { participantId: string }, status: string) =>
      database.journey.updateMany({ where: { participantId: one.participantId }, data: { status } });

    expect(await owes()).toMatchObject({ owedBy: 'participant', personId: first.personId });
    await pauses(first, 'paused');
    const details = { contact: 'third-day', owedBy: 'staff' };
    expect(await owes()).toMatchObject({ owedBy: 'staff', personId: null, details });
    await database.mentorship.updateMany({ data: { interimPersonId: second.personId } });
    expect(await owes()).toMatchObject({ owedBy: 'participant', personId: second.personId });
    await database.mentorship.updateMany({ data: { interimPersonId: null } });
    await pauses(first, 'active');
    expect(await owes()).toMatchObject({ owedBy: 'participant', personId: first.personId });
    await database.mentorship.updateMany({ data: { status: 'ended' } });
    await match(second.participantId, '2026-03-01T10:00:00Z');
    expect(await owes()).toMatchObject({
      owedBy: 'participant',
      personId: second.personId,
      details: { contact: 'third-day', owedBy: 'mentor' },
    });
  });

  test('what it found is shown to those who may see it', async () => {
    const id = await shift();
    watch.runs.set(`shift-${id}`, 'closed');
    await watch.look();
    const shown = await watch.office.system.show(ANA);
    expect(shown.open.map(({ kind }) => kind)).toEqual(['shift-unwatched']);
    const grants = (role: 'coordinator' | 'viewer', siteId: string) => ({
      ...ANA,
      scope: [{ role, programId: 'kwmunity', siteId }],
    });
    const elsewhere = await watch.office.system.show(grants('coordinator', 'kwmunity.elsewhere'));
    expect(elsewhere.open).toEqual([]);
    await expect(watch.office.system.show(grants('viewer', 'kwmunity.kitchener'))).rejects.toThrow('role');
    await expect(watch.office.system.run(grants('coordinator', 'kwmunity.kitchener'))).rejects.toThrow(
      'role',
    );
  });
});
