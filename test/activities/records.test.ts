import { Client } from 'pg';
import { plus } from '../../domain/duration';
import { as, type OccurrenceKey, type PersonId } from '../../domain/ids';
import { codeOf, CODES } from '../../domain/replies';
import { checkIn } from '../../activities/checkIn';
import { LEDGER_START, readLedger } from '../../activities/ledger';
import { createRecords } from '../../activities/records';
import {
  missedCheckInEscalation,
  type EscalationInput,
  type MissedCheckIns,
  type RecordBatch,
  type ShiftDeadline,
} from '../../workflows/contract';
import { alarmOf, raised } from '../../workflows/escalation/alarm';
import { begin } from '../../workflows/escalation/climb';
import { eventually } from '../support/eventually';
import { ledgerIsComplete } from '../support/ledgerIsComplete';
import { NOW, openTown, PROGRAM, SITE, type Town } from './support/town';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.drop());

const key = (text: string): OccurrenceKey => as(text);

describe('a decision', () => {
  test('that is recorded twice stands there once', async () => {
    await town.person('ana');
    const batch: Partial<RecordBatch> = {
      events: [{ key: key('twice/event'), kind: 'stage-entered', by: 'system', data: { stage: 'matching' } }],
      open: [{ key: key('twice/wait'), kind: 'survey', owedBy: 'participant', personId: as('ana') }],
      intents: [{ key: key('twice/intent'), personId: as('ana'), template: 'resumed', urgency: 'notice' }],
    };
    await town.record(batch);
    await town.record({ ...batch, at: plus(NOW, 5000) });
    expect(await town.db.event.count({ where: { key: 'twice/event' } })).toBe(1);
    const wait = await town.db.wait.findUniqueOrThrow({ where: { key: 'twice/wait' } });
    expect(wait.since.toISOString()).toBe(NOW);
    expect(await town.db.messageIntent.count({ where: { key: 'twice/intent' } })).toBe(1);
  });

  test('beside a task is written at once, however many wait for the carrier just then; only some wait for it', async () => {
    await town.person('cal');
    let letGo = () => {};
    const slow = new Promise<void>((resolve) => (letGo = resolve));
    const records = createRecords(town.db, async ({ keys }) => {
      if (keys.length > 0) await slow;
      return { left: [], deferred: [] };
    });
    const asked = Array.from({ length: 12 }, (_, n) => {
      const one = key(`beside/${n}`);
      return records.recordAtHand({
        at: NOW,
        scope: { programId: as(PROGRAM), workflowId: 'journey-cal' },
        intents: [{ key: one, personId: as('cal'), template: 'resumed', urgency: 'notice' }],
        tell: [one],
      });
    });
    const back: string[][] = [];
    for (const one of asked) void one.then(({ left }) => back.push(left));
    await eventually('four are back', () => back.length === 4);
    expect(back.map((left) => left.length)).toEqual([1, 1, 1, 1]);
    expect(await town.db.messageIntent.count({ where: { key: { startsWith: 'beside/' } } })).toBe(12);
    letGo();
    await Promise.all(asked);
    expect(back.slice(4).every((left) => left.length === 0)).toBe(true);
  });

  test('that fails in one part leaves nothing of the others', async () => {
    const broken = town.record({
      events: [{ key: key('half/event'), kind: 'stage-entered', by: 'system' }],
      open: [{ key: key('half/wait'), kind: 'survey', owedBy: 'staff', dueAt: as('not a time') }],
    });
    await expect(broken).rejects.toThrow();
    expect(await town.db.event.count({ where: { key: 'half/event' } })).toBe(0);
  });

  test('to close a wait keeps back what was going to be said about it, once', async () => {
    await town.person('bea');
    const wait = key('close/wait');
    await town.record({ open: [{ key: wait, kind: 'survey', owedBy: 'participant', personId: as('bea') }] });
    const before = await town.intends({ personId: as('bea'), waitKey: wait });
    const close: Partial<RecordBatch> = { close: [{ key: wait, outcome: 'ok', by: 'person:bea' }] };
    await town.record(close);
    const after = await town.intends({ personId: as('bea'), waitKey: wait, key: key('close/news') });
    await town.record(close);
    expect((await town.intent(before)).status).toBe('superseded');
    expect((await town.intent(after)).status).toBe('pending');
  });

  test('not to say something any more leaves alarms, what is said, and what is said from now on', async () => {
    const before = {
      held: await town.intends({ personId: as('bea'), key: key('held') }),
      said: await town.intends({ personId: as('bea'), key: key('said') }),
      alarm: await town.intends({ personId: as('bea'), key: key('alarm'), urgency: 'escalation' }),
    };
    await town.db.messageIntent.update({ where: { key: before.said }, data: { status: 'sent' } });
    const goodbye = key('goodbye');
    await town.record({
      unsay: Object.values(before),
      intents: [{ key: goodbye, personId: as('bea'), template: 'withdrawn', urgency: 'notice' }],
    });
    expect(await town.intent(before.held)).toMatchObject({ status: 'superseded', statusReason: 'silenced' });
    expect((await town.intent(before.said)).status).toBe('sent');
    for (const left of [before.alarm, goodbye]) expect((await town.intent(left)).status).toBe('pending');
  });

  test('to close what starts alike leaves other workflows’ waits open', async () => {
    const open = (name: string, workflowId: string) =>
      town.record({
        scope: { workflowId },
        open: [{ key: key(name), kind: 'survey', owedBy: 'staff' }],
      });
    await open('w1/step/a', 'w1');
    await open('w1/other', 'w1');
    await open('w1/step/b', 'w2');
    await town.record({
      scope: { workflowId: 'w1' },
      closeAll: { prefix: 'w1/step', outcome: 'done', by: 'system' },
    });
    const closed = await town.db.wait.findMany({
      where: { key: { startsWith: 'w1/' }, closedAt: { not: null } },
    });
    expect(closed.map((wait) => wait.key)).toEqual(['w1/step/a']);
  });

  test('of an earlier moment never overwrites where a person stands now', async () => {
    await town.person('cleo', { role: 'mentee' });
    const stands = (stage: 'matching' | 'mentorship', sequence: number) =>
      town.record({
        journey: {
          journeyId: as('j-cleo'),
          participantId: as('p-cleo'),
          status: 'active',
          stage,
          role: 'mentee',
          privileges: [],
          passedSteps: [],
          sequence,
        },
      });
    await stands('mentorship', 5);
    await stands('matching', 4);
    expect(await town.db.journey.findUniqueOrThrow({ where: { id: 'j-cleo' } })).toMatchObject({
      stage: 'mentorship',
      sequence: 5,
    });
  });

  test('that a pair has ended is not undone by an older one', async () => {
    await town.db.mentorship.create({
      data: {
        id: 'm1',
        programId: PROGRAM,
        menteeId: 'x',
        mentorId: 'y',
        round: 'r',
        status: 'proposed',
        score: 1,
        reasons: [],
        proposedAt: NOW,
      },
    });
    for (const status of ['offered', 'active', 'ended', 'active', 'offered'] as const)
      await town.record({
        mentorship: { id: as('m1'), status, ...(status === 'ended' && { block: 'declined' }) },
      });
    expect((await town.db.mentorship.findUniqueOrThrow({ where: { id: 'm1' } })).status).toBe('ended');
    expect(await town.db.pairBlock.count({ where: { menteeId: 'x', mentorId: 'y' } })).toBe(1);
  });

  test('to extend a shift moves its wall clock with it', async () => {
    await town.shift('longer', []);
    await town.record({
      scope: { shiftId: as('longer') },
      shift: { status: 'running', endsAt: plus(NOW, 1_800_000) },
    });
    expect((await town.db.shift.findUniqueOrThrow({ where: { id: 'longer' } })).endsWall).toBe(
      '2026-03-01T17:30',
    );
  });
});

describe('after a death', () => {
  test('nothing pending goes to or about the person, and nothing later either', async () => {
    const [dan, eve] = [await town.person('dan'), await town.person('eve')];
    const to = await town.intends({ personId: dan });
    const about = await town.intends({ personId: eve, refs: { peer: dan } });
    const other = await town.intends({ personId: eve });
    await town.record({
      death: { personId: dan },
      intents: [
        {
          key: key('death/with'),
          personId: eve,
          template: 'resumed',
          urgency: 'notice',
          refs: { other: dan },
        },
      ],
    });
    const later = await town.intends({ personId: dan });
    const status = async (one: string) => (await town.intent(one)).status;
    expect(await Promise.all([to, about, 'death/with', later].map(status))).toEqual(
      Array(4).fill('suppressed'),
    );
    expect(await status(other)).toBe('pending');
  });
});

describe('the end of a shift', () => {
  const deadline = (shiftId: string, step: ShiftDeadline['step'], more: Partial<ShiftDeadline> = {}) =>
    town.records.shiftDeadline({
      shiftId: as(shiftId),
      at: NOW,
      occasion: { kind: 'end', number: 0 },
      step,
      nudge: 0,
      dueAt: NOW,
      expiresAt: plus(NOW, 900_000),
      workflowId: `shift-${shiftId}`,
      ...more,
    });
  const answers = (shiftId: string, peer: string, answer: 'ok' | 'not-ok' = 'ok', at = NOW) =>
    town.db.$transaction((tx) =>
      checkIn(tx, {
        waitKey: key(`shift-${shiftId}/${peer}/end`),
        at,
        by: `person:${peer}`,
        answer,
        via: 'sms',
      }),
    );

  test('asks everybody once, and then only those who have not answered', async () => {
    for (const peer of ['f1', 'f2']) await town.person(peer);
    await town.shift('s1', ['f1', 'f2']);
    const asked = await deadline('s1', 'ask');
    expect(asked).toMatchObject({
      left: ['shift-s1/f1/end/ask-0', 'shift-s1/f2/end/ask-0'],
      unanswered: ['f1', 'f2'],
    });
    expect(await deadline('s1', 'ask')).toEqual(asked);
    expect(await answers('s1', 'f1')).toEqual({ outcome: 'recorded', escalations: [] });
    const nudged = await deadline('s1', 'nudge', { nudge: 1, at: plus(NOW, 900_000) });
    expect(nudged).toMatchObject({ left: ['shift-s1/f2/end/nudge-1'], unanswered: ['f2'] });
    const nudge = await town.db.messageIntent.findUniqueOrThrow({
      where: { key: 'shift-s1/f2/end/nudge-1' },
    });
    expect(nudge).toMatchObject({ template: 'shift-overdue', urgency: 'notice', siteId: SITE });
    expect(nudge.refs).toMatchObject({ minutes: 15 });
    expect((await town.intent('shift-s1/f1/end/ask-0')).status).toBe('superseded');
  });

  test('is missed once, by those who have not answered', async () => {
    await town.person('g1');
    await town.shift('s2', ['g1']);
    await deadline('s2', 'ask');
    const missed = await deadline('s2', 'missed', { at: plus(NOW, 1_800_000) });
    expect(missed).toMatchObject({ left: [], unanswered: ['g1'] });
    await deadline('s2', 'missed', { at: plus(NOW, 1_900_000) });
    expect((await town.events('shift-missed')).filter(({ personId }) => personId === 'g1')).toHaveLength(1);
  });

  test('missed raises an escalation for each, and pages its first level, in the same breath', async () => {
    for (const peer of ['late1', 'late2', 'late3']) await town.person(peer);
    await town.person('night', { role: 'staff' });
    await town.shift('s-night', ['late1', 'late2', 'late3']);
    await town.onCall('supervisor', 'night');
    await deadline('s-night', 'ask');
    await answers('s-night', 'late2');
    const { policy, quietHours, zone } = missed('any', 'late1');
    const raise: MissedCheckIns = {
      kind: 'missed-end',
      programId: as(PROGRAM),
      siteId: as(SITE),
      shiftId: as('s-night'),
      since: NOW,
      allLevelsAtOnce: false,
      policy,
      quietHours,
      zone,
      raisedBy: 'shift-s-night',
    };
    const late = plus(NOW, 1_800_000);
    expect(await deadline('s-night', 'missed', { at: late, raise })).toMatchObject({
      left: [],
      unanswered: ['late1', 'late3'],
    });

    const input = missedCheckInEscalation(raise, { occasion: { kind: 'end', number: 0 } }, as('late1'));
    const row = await town.db.escalation.findUniqueOrThrow({ where: { id: input.escalationId } });
    expect(row).toMatchObject({ status: 'open', level: 0, kind: 'missed-end', subjectPersonId: 'late1' });
    const pages = await town.db.messageIntent.findMany({ where: { escalationId: input.escalationId } });
    expect(pages).toMatchObject([
      { personId: 'night', template: 'escalation-raised', urgency: 'escalation' },
    ]);
    expect(await town.db.escalation.findMany({ where: { shiftId: 's-night' } })).toHaveLength(2);
    // Whoever is on call owes a word that they have it; the peer who is missing owes nothing of the kind.
    expect(
      await town.db.wait.findMany({ where: { shiftId: 's-night', kind: 'escalation-acknowledgement' } }),
    ).toMatchObject(
      Array(2).fill({ owedBy: 'staff', personId: null, workflowId: expect.any(String) as string }),
    );

    // What the escalation's own workflow writes when it begins is all there.
    const opened = await town.records.openEscalation({ ...input, at: plus(late, 900) });
    expect(opened).toMatchObject({ begun: true });
    const first = begin(alarmOf(input, raised(input, late)), opened.chain, false, late);
    expect(pages.map(({ key }) => key)).toEqual(first.intents?.map(({ key }) => key));
    const known = await town.db.event.findMany({ where: { escalationId: input.escalationId } });
    expect(known.map(({ key }) => key)).toEqual(first.events?.map(({ key }) => key));
    const waits = await town.db.wait.findMany({ where: { escalationId: input.escalationId } });
    expect(waits.map(({ key }) => key)).toEqual(first.open?.map(({ key }) => key));
    await town.db.rotaEntry.deleteMany({ where: { personId: 'night' } });
  });

  test('missed twice, by an attempt that is tried again, changes nothing that has gone on since', async () => {
    await town.person('again1');
    await town.shift('s-again', ['again1']);
    await deadline('s-again', 'ask');
    const raise: MissedCheckIns = { ...missed('any', 'again1'), shiftId: as('s-again') };
    await deadline('s-again', 'missed', { raise });
    const id = 'escalation-s-again-again1-end';
    await town.db.escalation.update({ where: { id }, data: { status: 'acknowledged', level: 1 } });
    await deadline('s-again', 'missed', { raise });
    expect(await town.db.escalation.findUniqueOrThrow({ where: { id } })).toMatchObject({
      status: 'acknowledged',
      level: 1,
    });
  });

  test('of many shifts at one instant sees each of them for itself', async () => {
    for (const peer of ['row1', 'row2', 'row3']) await town.person(peer);
    for (const [shift, peer] of [
      ['s-k1', 'row1'],
      ['s-k2', 'row2'],
      ['s-k3', 'row3'],
    ] as const)
      await town.shift(shift, [peer]);
    await Promise.all(['s-k1', 's-k2', 's-k3'].map((shift) => deadline(shift, 'ask')));
    await answers('s-k2', 'row2');
    const seen = await Promise.all([
      deadline('s-k1', 'nudge', { nudge: 1 }),
      deadline('s-k2', 'nudge', { nudge: 1 }),
      deadline('s-k3', 'missed', { nudge: 1 }),
    ]);
    expect(seen.map(({ unanswered }) => unanswered)).toEqual([['row1'], [], ['row3']]);
    expect(seen.map(({ left }) => left)).toEqual([['shift-s-k1/row1/end/nudge-1'], [], []]);
  });

  test('asks nothing of somebody taken off the shift, nor of somebody who has died', async () => {
    for (const peer of ['h1', 'h2', 'h3']) await town.person(peer);
    await town.shift('s3', ['h1', 'h2', 'h3']);
    await town.record({ death: { personId: as('h2') } });
    await town.record({
      scope: { shiftId: as('s3') },
      shift: { status: 'running', endsAt: NOW, peers: { remove: [as('h3')] } },
    });
    expect((await deadline('s3', 'ask')).unanswered).toEqual(['h1']);
  });

  test('that moves on is asked about again of whoever said before it that they were done; both answers are kept', async () => {
    for (const peer of ['early', 'home', 'stays', 'silent']) await town.person(peer);
    await town.shift('s-on', ['early', 'home', 'stays', 'silent']);
    await deadline('s-on', 'ask', { at: plus(NOW, -600_000) });
    await answers('s-on', 'early', 'ok', plus(NOW, -300_000));
    await answers('s-on', 'home', 'ok', plus(NOW, 60_000));
    await answers('s-on', 'stays', 'ok', plus(NOW, 60_000));
    const later = plus(NOW, 1_800_000);
    const longer: Partial<RecordBatch> = {
      scope: { programId: as(PROGRAM), shiftId: as('s-on'), workflowId: 'shift-s-on' },
      shift: { status: 'running', endsAt: later },
      due: ['early', 'home', 'stays', 'silent'].map((peer) => ({
        key: key(`shift-s-on/${peer}/end`),
        dueAt: later,
        ...(peer === 'stays' ? { again: true } : {}),
      })),
    };
    await town.record(longer);
    const atTheEnd = { at: later, dueAt: later, nudge: 1 };
    expect((await deadline('s-on', 'ask', atTheEnd)).unanswered).toEqual(['early', 'silent', 'stays']);
    await answers('s-on', 'early', 'ok', plus(NOW, 1_700_000));
    // Written again after a crash, it asks nobody anew.
    await town.record(longer);
    expect((await deadline('s-on', 'nudge', { ...atTheEnd, nudge: 2 })).unanswered).toEqual([
      'silent',
      'stays',
    ]);
    const kept = (await town.events('shift-check-in')).filter(({ personId }) => personId === 'early');
    expect(kept.map(({ key: one }) => one)).toEqual([
      'shift-s-on/early/end/answered',
      'shift-s-on/early/end/answered-2',
    ]);
  });

  test('that comes earlier lets stand what was said before it', async () => {
    await town.person('gone');
    await town.shift('s-short', ['gone']);
    await deadline('s-short', 'ask', { at: plus(NOW, -600_000) });
    await answers('s-short', 'gone', 'ok', plus(NOW, -300_000));
    const earlier = plus(NOW, -240_000);
    await town.record({
      scope: { shiftId: as('s-short') },
      shift: { status: 'ended', endsAt: earlier },
      due: [{ key: key('shift-s-short/gone/end'), dueAt: earlier }],
    });
    expect((await deadline('s-short', 'nudge')).unanswered).toEqual([]);
  });

  test('is asked about again of whoever was taken off by mistake and put back', async () => {
    await town.person('back');
    await town.shift('s-back', ['back']);
    await deadline('s-back', 'ask', { at: plus(NOW, -600_000) });
    const scope: RecordBatch['scope'] = {
      programId: as(PROGRAM),
      shiftId: as('s-back'),
      workflowId: 'shift-s-back',
    };
    const change = (what: 'add' | 'remove'): Partial<RecordBatch> => ({
      scope,
      shift: { status: 'running', endsAt: NOW, peers: { [what]: [as('back')] } },
    });
    await town.record({
      ...change('remove'),
      closeAll: { prefix: 'shift-s-back/back/', outcome: 'taken-off', by: 'account:lee' },
    });
    expect((await deadline('s-back', 'nudge', { nudge: 1 })).unanswered).toEqual([]);
    await town.record(change('add'));
    expect((await deadline('s-back', 'nudge', { nudge: 1 })).unanswered).toEqual(['back']);
    await answers('s-back', 'back');
    await town.record(change('add'));
    expect((await deadline('s-back', 'nudge', { nudge: 2 })).unanswered).toEqual([]);
  });

  test('that moved on meanwhile is asked about, when it comes, of whoever was off the shift then and is put back', async () => {
    const peers = ['off-early', 'off-home', 'off-silent'];
    for (const peer of peers) await town.person(peer);
    await town.shift('s-off', peers);
    await deadline('s-off', 'ask', { at: plus(NOW, -600_000) });
    await answers('s-off', 'off-early', 'ok', plus(NOW, -300_000));
    await answers('s-off', 'off-home', 'ok', plus(NOW, 60_000));
    const scope: RecordBatch['scope'] = {
      programId: as(PROGRAM),
      shiftId: as('s-off'),
      workflowId: 'shift-s-off',
    };
    for (const peer of peers)
      await town.record({
        scope,
        shift: { status: 'ended', endsAt: NOW, peers: { remove: [as(peer)] } },
        closeAll: { prefix: `shift-s-off/${peer}/`, outcome: 'taken-off', by: 'account:lee' },
      });
    const [later, last] = [plus(NOW, 3 * 3_600_000), plus(NOW, 4 * 3_600_000)];
    await town.record({ scope, shift: { status: 'running', endsAt: later }, due: [] });
    // The last one is put back at the moment at which the shift is made longer once more.
    for (const [peer, endsAt] of [
      ['off-early', later],
      ['off-home', later],
      ['off-silent', last],
    ] as const)
      await town.record({
        scope,
        shift: { status: 'running', endsAt, peers: { add: [as(peer)] } },
        due: endsAt === last ? peers.map((one) => ({ key: key(`shift-s-off/${one}/end`), dueAt: last })) : [],
      });
    const waits = await town.db.wait.findMany({ where: { shiftId: 's-off' } });
    expect(waits.map(({ dueAt, closedAt }) => [dueAt?.toISOString(), closedAt])).toEqual(
      Array(3).fill([last, null]),
    );
  });

  test('is asked of whoever joins late, a check-in on the way only of those who have the time to answer', async () => {
    for (const peer of ['there', 'in-time', 'late']) await town.person(peer);
    await town.shift('s-join', ['there']);
    const scope: RecordBatch['scope'] = {
      programId: as(PROGRAM),
      shiftId: as('s-join'),
      workflowId: 'shift-s-join',
    };
    const joinedBefore = plus(NOW, 900_000);
    for (const [peer, at] of [
      ['in-time', plus(NOW, 899_999)],
      ['late', joinedBefore],
    ] as const)
      await town.record({ scope, at, shift: { status: 'running', endsAt: NOW, peers: { add: [as(peer)] } } });
    const onTheWay = { occasion: { kind: 'interval', number: 1 }, joinedBefore, at: joinedBefore } as const;
    for (const step of ['ask', 'missed', 'late-nudge'] as const)
      expect((await deadline('s-join', step, onTheWay)).unanswered).toEqual(['in-time', 'there']);
    expect(await town.db.wait.count({ where: { shiftId: 's-join', personId: 'late' } })).toBe(0);
    expect((await deadline('s-join', 'missed')).unanswered).toEqual(['in-time', 'late', 'there']);
  });

  test('is not cleared by "not ok", is by a later ok, and only once', async () => {
    await town.person('i1');
    await town.shift('s4', ['i1']);
    await deadline('s4', 'ask');
    expect((await answers('s4', 'i1', 'not-ok')).outcome).toBe('not-cleared');
    expect((await deadline('s4', 'late-nudge')).unanswered).toEqual(['i1']);
    expect((await answers('s4', 'i1')).outcome).toBe('recorded');
    expect((await answers('s4', 'i1')).outcome).toBe('already');
    const answered = (await town.events('shift-check-in')).filter(({ personId }) => personId === 'i1');
    expect(answered.map(({ data }) => (data as { answer: string }).answer)).toEqual(['not-ok', 'ok']);
  });

  test('cannot be answered once the shift is closed, nor where nothing was asked', async () => {
    await town.person('k1');
    await town.shift('s5', ['k1']);
    expect((await answers('s5', 'k1')).outcome).toBe('too-late');
    await deadline('s5', 'ask');
    await town.db.shift.update({ where: { id: 's5' }, data: { status: 'closed' } });
    expect((await answers('s5', 'k1')).outcome).toBe('too-late');
    expect((await deadline('s5', 'nudge')).unanswered).toEqual([]);
  });

  test('answered settles the check-ins before it, and names the escalation to be told', async () => {
    await town.person('l1');
    await town.shift('s6', ['l1']);
    await deadline('s6', 'ask', { occasion: { kind: 'interval', number: 1 }, dueAt: plus(NOW, -3_600_000) });
    await deadline('s6', 'ask');
    const escalation = { ...missed('s6', 'l1', 'interval-1'), at: NOW };
    await town.records.openEscalation(escalation);
    expect(await town.records.chainNow(escalation)).not.toHaveProperty('peerAnswered');
    expect(await answers('s6', 'l1')).toEqual({
      outcome: 'recorded',
      escalations: ['escalation-s6-l1-interval-1'],
    });
    expect(await town.db.wait.count({ where: { shiftId: 's6', closedAt: null } })).toBe(0);
    // Should nobody be able to tell it, it sees so itself before it climbs.
    expect(await town.records.chainNow(escalation)).toMatchObject({ peerAnswered: true });
  });

  test('and an answer at the same moment never leaves somebody neither answered nor missed', async () => {
    for (let round = 0; round < 10; round++) {
      const [peer, shiftId] = [`n${round}`, `race${round}`];
      await town.person(peer);
      await town.shift(shiftId, [peer]);
      await deadline(shiftId, 'ask');
      const [missed, answered] = await Promise.all([deadline(shiftId, 'missed'), answers(shiftId, peer)]);
      expect(answered.outcome).toBe('recorded');
      const events = await town.db.event.count({ where: { kind: 'shift-missed', personId: peer } });
      expect(events).toBe(missed.unanswered.length);
    }
  });
});

function missed(shiftId: string, peer: string, occasion = 'end'): EscalationInput {
  return {
    escalationId: as(`escalation-${shiftId}-${peer}-${occasion}`),
    kind: occasion === 'end' ? 'missed-end' : 'missed-interval',
    programId: as(PROGRAM),
    siteId: as(SITE),
    subjectPersonId: as(peer),
    shiftId: as(shiftId),
    waitKey: key(`shift-${shiftId}/${peer}/${occasion}`),
    allLevelsAtOnce: false,
    policy: {
      levels: ['supervisor', 'manager'].map((id) => ({
        id,
        channels: ['sms'],
        acknowledgeWithin: as('PT5M'),
      })),
      outcomeWithin: as('PT20M'),
      repeatEvery: as('PT15M'),
      remindToCloseEvery: as('P1D'),
    },
    quietHours: { from: '21:00', to: '09:00' },
    zone: as('America/Toronto'),
  };
}

describe('an escalation', () => {
  test('keeps the chain as the rota had it when it was opened', async () => {
    for (const id of ['sup', 'near', 'boss']) await town.person(id, { role: 'staff' });
    await town.onCall('supervisor', 'sup');
    await town.db.rotaEntry.create({
      data: { id: 'near', programId: PROGRAM, siteId: SITE, level: 'supervisor', personId: 'near' },
    });
    await town.db.rotaEntry.create({
      data: { id: 'south', programId: PROGRAM, siteId: 'river.south', level: 'supervisor', personId: 'ana' },
    });
    await town.db.rotaEntry.create({
      data: { id: 'over', programId: PROGRAM, level: 'manager', personId: 'boss', until: NOW },
    });
    const opened = await town.records.openEscalation({ ...missed('e1', 'bea'), at: NOW });
    expect(opened.chain.map(({ id, people }) => [id, people])).toEqual([
      ['supervisor', ['near', 'sup']],
      ['manager', []],
    ]);
    await town.onCall('manager', 'boss');
    expect(await town.records.openEscalation({ ...missed('e1', 'bea'), at: plus(NOW, 1000) })).toEqual(
      opened,
    );
    // About somebody without a site it is everybody's: where the rota is kept by site, nobody is on call without one.
    const { siteId: _, ...nowhere } = missed('e2', 'bea');
    const { chain } = await town.records.openEscalation({ ...nowhere, at: NOW });
    expect(chain[0]?.people).toEqual(expect.arrayContaining(['near', 'sup']));
  });

  test('what the peer writes is heard by those told of it who are off call by now, and by whoever is on call', async () => {
    for (const id of ['late-eve', 'look1']) await town.person(id);
    await town.shift('s-look', ['look1']);
    const { escalationId } = missed('s-look', 'look1');
    await town.records.openEscalation({ ...missed('s-look', 'look1'), at: NOW });
    const told = ['late-eve', 'look1'].map((personId) => ({
      key: key(`${escalationId}/${personId}`),
      personId: as<PersonId>(personId),
      template: 'escalation-raised',
      urgency: 'escalation' as const,
    }));
    await town.record({ at: NOW, scope: { escalationId }, intents: told });
    const look = { personId: as<PersonId>('look1'), at: NOW };
    expect(await town.records.whoLooksFor({ ...look, shiftId: as('s-look') })).toEqual({
      people: ['late-eve', 'near', 'sup'],
    });
    expect(await town.records.whoLooksFor({ ...look, shiftId: as('never-was') })).toEqual({ people: [] });
  });

  test('taken again by the same person, after it had climbed on, is taken from then on', async () => {
    const { escalationId } = missed('e-again', 'bea');
    await town.records.openEscalation({ ...missed('e-again', 'bea'), at: NOW });
    const stands = (status: 'acknowledged' | 'open', after: number) =>
      town.record({
        at: plus(NOW, after),
        scope: { escalationId },
        escalation: { status, level: 0, peerAnswered: false, acknowledgedBy: 'person:sup' },
      });
    const takenAt = async () =>
      (await town.db.escalation.findUniqueOrThrow({ where: { id: escalationId } })).acknowledgedAt;
    await stands('acknowledged', 1_000);
    await stands('acknowledged', 2_000);
    expect(await takenAt()).toEqual(new Date(plus(NOW, 1_000)));
    await stands('open', 3_000);
    expect(await takenAt()).toEqual(new Date(plus(NOW, 1_000)));
    await stands('acknowledged', 4_000);
    expect(await takenAt()).toEqual(new Date(plus(NOW, 4_000)));
  });

  test('taken by an integration, which is nobody here, is not its former owner’s any more', async () => {
    const { escalationId } = missed('e-owner', 'bea');
    await town.records.openEscalation({ ...missed('e-owner', 'bea'), at: NOW });
    const owner = async (escalation: object) => {
      await town.record({
        scope: { escalationId },
        escalation: { level: 0, peerAnswered: false, status: 'open', ...escalation },
      });
      return (await town.db.escalation.findUniqueOrThrow({ where: { id: escalationId } })).ownerPersonId;
    };
    const taken = { status: 'acknowledged' as const };
    expect(await owner({ ...taken, acknowledgedBy: 'person:sup', owner: as('sup') })).toBe('sup');
    // Open again, it is remembered who had it.
    expect(await owner({})).toBe('sup');
    expect(await owner({ ...taken, acknowledgedBy: 'token:dispatch' })).toBeNull();
  });

  test('is not heard from any more once the person says that they are not OK', async () => {
    const { escalationId } = missed('e-heard', 'bea');
    await town.records.openEscalation({ ...missed('e-heard', 'bea'), at: NOW });
    const stands = async (peerAnswered: boolean, after: number) => {
      const escalation = { status: 'open', level: 0, peerAnswered } as const;
      await town.record({ at: plus(NOW, after), scope: { escalationId }, escalation });
      return (await town.db.escalation.findUniqueOrThrow({ where: { id: escalationId } })).peerAnsweredAt;
    };
    expect(await stands(true, 1_000)).toEqual(new Date(plus(NOW, 1_000)));
    expect(await stands(true, 2_000)).toEqual(new Date(plus(NOW, 1_000)));
    expect(await stands(false, 3_000)).toBeNull();
  });

  test('that a human has ended says so when it is raised again', async () => {
    await town.records.openEscalation({ ...missed('e-ended', 'bea'), at: NOW });
    await town.db.escalation.update({
      where: { id: missed('e-ended', 'bea').escalationId },
      data: { status: 'resolved', outcome: 'found-safe' },
    });
    const again = await town.records.openEscalation({ ...missed('e-ended', 'bea'), at: plus(NOW, 1000) });
    expect(again).toMatchObject({ resolved: 'found-safe' });
  });

  test('of a practice pages whoever started it as well', async () => {
    const drill = { ...missed('e-drill', 'sup'), kind: 'drill' as const };
    const { chain } = await town.records.openEscalation({ ...drill, at: NOW });
    expect(chain.flatMap(({ people }) => people)).toContain('sup');
  });

  test('never pages the person whom it is about', async () => {
    const { chain } = await town.records.openEscalation({ ...missed('e2', 'sup'), at: NOW });
    expect(chain.flatMap(({ people }) => people)).not.toContain('sup');
  });

  test('that is opened after the answer says so', async () => {
    await town.person('o1');
    await town.shift('e3', ['o1']);
    await town.record({
      open: [
        { key: key('shift-e3/o1/end'), kind: 'end-of-shift', owedBy: 'participant', personId: as('o1') },
      ],
      scope: { shiftId: as('e3') },
    });
    await town.db.$transaction((tx) =>
      checkIn(tx, { waitKey: key('shift-e3/o1/end'), at: NOW, by: 'person:o1', answer: 'ok', via: 'link' }),
    );
    expect((await town.records.openEscalation({ ...missed('e3', 'o1'), at: NOW })).peerAnswered).toBe(true);
  });

  test('has a code that no other open one has, also when the last five of two digits are taken at once', async () => {
    await town.db.escalation.createMany({
      data: Array.from({ length: CODES.short - 5 }, (_, n) => ({
        id: `escalation-taken-${n}`,
        kind: 'missed-end',
        programId: PROGRAM,
        subjectPersonId: 'ana',
        status: 'open',
        level: 0,
        chain: [],
        code: codeOf(n),
        raisedAt: NOW,
      })),
    });
    await town.db.escalation.deleteMany({ where: { id: { not: { startsWith: 'escalation-taken-' } } } });
    await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        town.records.openEscalation({ ...missed('many', `q${n}`), at: NOW }),
      ),
    );
    const open = await town.db.escalation.findMany({ where: { status: 'open' }, select: { code: true } });
    expect(new Set(open.map(({ code }) => code)).size).toBe(CODES.short + 5);
    expect(open.filter(({ code }) => code.length === 3)).toHaveLength(CODES.short);
  });
});

describe('the ledger', () => {
  test('is read to its end, in an order that never changes', async () => {
    await ledgerIsComplete(town.db);
    const all = await readLedger(town.db, LEDGER_START, 10_000);
    let cursor = LEDGER_START;
    const read: string[] = [];
    for (;;) {
      const page = await readLedger(town.db, cursor, 3);
      if (page.length === 0) break;
      read.push(...page.map((row) => row.key));
      cursor = page.at(-1) as typeof cursor;
    }
    expect(read).toEqual(all.map((row) => row.key));
    expect(read.length).toBe(await town.db.event.count());
  });

  test('never skips an event whose writer commits late', async () => {
    await ledgerIsComplete(town.db);
    const before = (await readLedger(town.db, LEDGER_START, 10_000)).at(-1) ?? LEDGER_START;
    const slow = new Client({ connectionString: town.url });
    await slow.connect();
    await slow.query('BEGIN');
    await slow.query(
      `INSERT INTO "Event" ("key","kind","programId","actor","data","at") VALUES ('late','stage-entered','${PROGRAM}','system','{}',now())`,
    );
    await town.record({ events: [{ key: key('early'), kind: 'stage-entered', by: 'system' }] });
    const during = await readLedger(town.db, before, 100);
    await slow.query('COMMIT');
    await slow.end();
    const cursor = during.at(-1) ?? before;
    await ledgerIsComplete(town.db);
    const after = await readLedger(town.db, cursor, 100);
    expect([...during, ...after].map((row) => row.key)).toEqual(['late', 'early']);
  });
});
