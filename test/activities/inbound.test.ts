import { HOUR, MINUTE, plus } from '../../domain/duration';
import {
  as,
  type EscalationId,
  type InboundId,
  type OccurrenceKey,
  type PersonId,
  type ShiftId,
} from '../../domain/ids';
import { REPLACED } from '../../domain/phone';
import { answerInTime } from '../../activities/retentionAnswer';
import type { WaitKind } from '../../workflows/contract';
import { openCarriers, type Carriers } from './support/carriers';
import { NOW, openTown, phoneOf, PROGRAM, SITE, type Town } from './support/town';

let town: Town;
let carriers: Carriers;
beforeAll(async () => {
  [town, carriers] = await Promise.all([openTown(), openCarriers()]);
  await town.person('lee', { role: 'staff' });
  await town.onCall('supervisor', 'lee');
});
afterAll(async () => {
  await carriers.stop();
  await town.drop();
});

let count = 0;
const fresh = (): string => `ana${++count}`;

/** Somebody whose shift has just ended and who has been asked how they are. */
async function endsShift(more: Parameters<Town['person']>[1] = {}, peers = [fresh()]) {
  const [ana] = peers as [string];
  const shiftId = `s-${ana}`;
  for (const peer of peers) await town.person(peer, more);
  await town.shift(shiftId, peers);
  await town.records.shiftDeadline({
    shiftId: as(shiftId),
    at: NOW,
    occasion: { kind: 'end', number: 0 },
    step: 'ask',
    nudge: 0,
    dueAt: NOW,
    expiresAt: as('2026-03-01T22:15:00.000Z'),
    workflowId: `shift-${shiftId}`,
  });
  const waitKey = `shift-${shiftId}/${ana}/end`;
  return { ana, shiftId, waitKey, peers, phone: phoneOf(ana) };
}

const waitFor = async (ana: string, kind: WaitKind, more: object = {}): Promise<OccurrenceKey> => {
  const key = as<OccurrenceKey>(`wait/${ana}/${kind}`);
  await town.db.wait.create({
    data: {
      key,
      kind,
      programId: PROGRAM,
      owedBy: 'participant',
      personId: ana,
      subjectPersonId: ana,
      since: NOW,
      ...more,
    },
  });
  return key;
};
const outcomeOf = async (key: string): Promise<string | null> =>
  (await town.db.wait.findUniqueOrThrow({ where: { key } })).outcome;
const replies = async (keys: OccurrenceKey[]): Promise<string[]> =>
  (await town.db.messageIntent.findMany({ where: { key: { in: keys } }, orderBy: { key: 'asc' } })).map(
    ({ template }) => template,
  );
const forHumans = (subjectPersonId: string | null) =>
  town.db.wait.findMany({ where: { kind: 'human-reply', subjectPersonId, closedAt: null } });

describe('at the end of a shift', () => {
  test('"ok home" checks in, thanks once, and alarms nobody', async () => {
    const { ana, phone, waitKey } = await endsShift();
    const plan = await town.writes(phone, 'ok home');
    expect(plan.acts).toEqual([]);
    expect(await replies(plan.replies)).toEqual(['shift-thanks']);
    expect(await outcomeOf(waitKey)).toBe('ok');
    const [event] = (await town.events('shift-check-in')).filter(({ personId }) => personId === ana);
    expect(event?.data).toMatchObject({ answer: 'ok', via: 'sms' });
  });

  test('the same reply told three times has one effect', async () => {
    const { ana, phone } = await endsShift();
    const [first, ...others] = await Promise.all(
      [1, 2, 3].map(() => town.writes(phone, 'ok home', { id: `SM-${ana}` })),
    );
    expect(others).toEqual([first, first]);
    expect(await town.db.messageIntent.count({ where: { personId: ana, template: 'shift-thanks' } })).toBe(1);
  });

  test('"not ok" is not cleared: it alarms, and the answer stays owed', async () => {
    const { ana, phone, waitKey, shiftId } = await endsShift();
    const plan = await town.writes(phone, 'not ok');
    expect(await outcomeOf(waitKey)).toBeNull();
    expect(plan.acts).toMatchObject([
      {
        act: 'raise',
        escalation: { kind: 'not-ok', subjectPersonId: ana, shiftId, siteId: SITE, allLevelsAtOnce: false },
      },
    ]);
  });

  test('HELP alarms all levels, and the answer names the emergency numbers', async () => {
    const { phone, ana } = await endsShift();
    const plan = await town.writes(phone, 'HELP');
    expect(plan.acts).toMatchObject([{ act: 'raise', escalation: { kind: 'help', allLevelsAtOnce: true } }]);
    await carriers.messaging(town.db).deliver({ keys: plan.replies, at: NOW });
    expect(carriers.texts(phone).join()).toMatch(/911.*988/);
    expect((await town.events('help-called')).filter(({ personId }) => personId === ana)).toHaveLength(1);
  });

  test('HELP again, while nobody has taken it, is the same call: one alarm, one code; each is answered', async () => {
    const { phone, ana, shiftId } = await endsShift();
    const first = await town.writes(phone, 'HELP');
    const id = first.acts.flatMap((act) => (act.act === 'raise' ? act.escalation.escalationId : []))[0] ?? '';
    // Its own workflow has not stored it yet.
    const second = await town.writes(phone, 'please help me!!');
    expect(second.acts).toMatchObject([{ act: 'raise', escalation: { escalationId: id } }]);
    expect(await replies(second.replies)).toEqual(['help-received']);
    await open(id, ana, { kind: 'help', shiftId });
    const third = await town.writes(phone, 'sos');
    expect(third.acts).toMatchObject([{ act: 'raise', escalation: { escalationId: id } }]);

    await town.db.escalation.update({ where: { id }, data: { status: 'acknowledged' } });
    const later = await town.writes(phone, 'HELP');
    expect(later.acts).toHaveLength(1);
    expect(later.acts).not.toMatchObject([{ escalation: { escalationId: id } }]);
    // Whoever took the first has said no outcome in time: it is open again, and the next call is still a new one.
    await town.db.escalation.update({ where: { id }, data: { status: 'open', acknowledgedAt: NOW } });
    const overdue = await town.writes(phone, 'HELP');
    expect(overdue.acts).not.toMatchObject([{ escalation: { escalationId: id } }]);
  });

  test('an end that was moved is asked about later: "ok thx" to the news clears nothing', async () => {
    const { ana, phone, waitKey, shiftId } = await endsShift();
    const later = plus(NOW, 4 * HOUR);
    await town.db.shift.update({ where: { id: shiftId }, data: { endsAt: later } });
    await town.record({ due: [{ key: as(waitKey), dueAt: later }] });
    for (const text of ['ok thx', 'ok']) await town.writes(phone, text, { at: plus(NOW, 60_000) });
    expect(await outcomeOf(waitKey)).toBeNull();
    const pressed = { page: { personId: ana, of: waitKey }, at: plus(NOW, 120_000) };
    await town.writes(phone, 'OK', pressed);
    expect(await outcomeOf(waitKey)).toBeNull();
    // Asked sooner than before the old end, it can be answered from then on.
    const asked = plus(NOW, 3 * HOUR);
    await town.records.shiftDeadline({
      ...{ shiftId: as(shiftId), at: asked, occasion: { kind: 'end', number: 0 }, step: 'ask', nudge: 1 },
      ...{ dueAt: later, expiresAt: later, workflowId: `shift-${shiftId}` },
    });
    await town.writes(phone, 'ok', { at: asked });
    expect(await outcomeOf(waitKey)).toBe('ok');
  });

  test('a word that is read late answers what had been asked when it came, and nothing that was asked since', async () => {
    const ana = fresh();
    await town.person(ana);
    const shiftId = `s-${ana}`;
    const endsAt = plus(NOW, HOUR);
    await town.shift(shiftId, [ana], { endsAt });
    const asked = plus(endsAt, -15 * MINUTE);
    const isBack = plus(endsAt, 5 * MINUTE);
    const about = { shiftId: as<ShiftId>(shiftId), workflowId: `shift-${shiftId}`, nudge: 0 };
    const [earlier, inTime] = [
      await town.sends(phoneOf(ana), 'ok', { at: plus(asked, -MINUTE) }),
      await town.sends(phoneOf(ana), 'ok home', { at: plus(asked, 5 * MINUTE) }),
    ];
    // Nobody worked until after the end: what was due before is asked then.
    await town.records.shiftDeadline({
      ...{ ...about, at: isBack, plannedAt: asked, occasion: { kind: 'end', number: 0 }, step: 'ask' },
      ...{ dueAt: endsAt, expiresAt: plus(endsAt, HOUR) },
    });
    const waitKey = `shift-${shiftId}/${ana}/end`;
    await town.records.planInbound({ inboundId: earlier, at: isBack });
    expect(await outcomeOf(waitKey)).toBeNull();
    await town.records.planInbound({ inboundId: inTime, at: isBack });
    expect(await outcomeOf(waitKey)).toBe('ok');
  });

  test('HELP before the end leaves the question at the end as it is; after it, whoever ends the alarm settles it', async () => {
    const { phone, waitKey, shiftId } = await endsShift();
    const soon = plus(NOW, 60_000);
    await town.db.shift.update({ where: { id: shiftId }, data: { endsAt: soon } });
    await town.db.wait.update({ where: { key: waitKey }, data: { dueAt: soon } });
    const before = await town.writes(phone, 'HELP');
    expect(before.acts).toMatchObject([{ escalation: { kind: 'help', shiftId } }]);
    expect(before.acts).not.toMatchObject([{ escalation: { waitKey } }]);
    const after = await town.writes(phone, 'not ok', { at: soon });
    expect(after.acts).toMatchObject([{ escalation: { kind: 'not-ok', waitKey } }]);
  });

  test('the duress phrase is thanked for as an "ok" is, whatever else they are asked', async () => {
    const ana = await town.person(fresh(), { duressPhrase: 'say hi to auntie rose' });
    await town.shift(`s-${ana}`, [ana], { endsAt: plus(NOW, HOUR) });
    await waitFor(ana, 'meeting-outcome', { mentorshipId: null });
    const plan = await town.writes(phoneOf(ana), 'all good, say hi to auntie Rose');
    expect(plan.acts).toMatchObject([{ act: 'raise', escalation: { kind: 'duress' } }]);
    expect(await replies(plan.replies)).toEqual(['shift-thanks']);
    expect(await forHumans(ana)).toEqual([]);
  });

  test('"not ok" while somebody looks for them is told to whoever looks, and answered with both numbers', async () => {
    const { ana, phone, shiftId } = await endsShift();
    await open(`escalation-${shiftId}-${ana}-end`, ana, { shiftId });
    const plan = await town.writes(phone, 'not ok');
    expect(plan.acts).toMatchObject([
      {
        act: 'subject-answered',
        // Where a human ends it at the same moment, it is an alarm of its own.
        signal: { how: 'not-ok', alarm: { kind: 'not-ok', subjectPersonId: ana, shiftId } },
      },
    ]);
    await carriers.messaging(town.db).deliver({ keys: plan.replies, at: NOW });
    expect(carriers.texts(phone).join()).toMatch(/Everybody on call[\s\S]*911[\s\S]*988/);
  });

  test('"not ok" after the "ok" reopens the alarm that the "ok" had ended', async () => {
    const { ana, phone, shiftId } = await endsShift();
    await open(`escalation-${shiftId}-${ana}-end`, ana, { shiftId });
    await town.writes(phone, 'ok home');
    const plan = await town.writes(phone, 'not ok, somebody followed me home');
    expect(plan.acts.map(({ act }) => act)).toContain('raise');
    const softer = await town.writes(phone, "I'm scared");
    expect(softer.acts).toMatchObject([
      {
        act: 'subject-answered',
        escalationId: `escalation-${shiftId}-${ana}-end`,
        signal: { how: 'not-ok' },
      },
    ]);
  });

  test('"not ok" after the "ok" is an alarm of its own where none is open', async () => {
    const { ana, phone, shiftId } = await endsShift();
    await town.writes(phone, 'ok home');
    const plan = await town.writes(phone, "I'm scared");
    expect(plan.acts).toMatchObject([
      { act: 'raise', escalation: { kind: 'not-ok', subjectPersonId: ana, shiftId, siteId: SITE } },
    ]);
    expect(await replies(plan.replies)).toEqual(['help-received']);
  });

  test('the duress phrase thanks like an ok and alarms all levels silently', async () => {
    const { ana, phone, waitKey } = await endsShift({ duressPhrase: 'say hi to aunt may' });
    const plan = await town.writes(phone, 'all good, say hi to Aunt May!');
    expect(plan.acts).toMatchObject([
      { act: 'raise', escalation: { kind: 'duress', allLevelsAtOnce: true } },
    ]);
    expect(await replies(plan.replies)).toEqual(['shift-thanks']);
    expect(await outcomeOf(waitKey)).toBe('ok');
    expect(await forHumans(ana)).toEqual([]);
  });

  test('the duress phrase of every plan in force alarms, whichever program wrote its plan last', async () => {
    const { ana, phone } = await endsShift();
    const plan = (participantId: string, version: number, duressPhrase: string | null) =>
      town.db.safetyPlan.create({
        data: {
          ...{ id: `${participantId}-${version}`, participantId, personId: ana, programId: PROGRAM, version },
          ...{ contacts: [], police: {}, ambulance: {}, duressPhrase, language: 'en' },
          ...{ agreedAt: NOW, agreedBy: 'account:lee' },
        },
      });
    await plan(`p-${ana}`, 1, 'is the blue tent still up');
    await plan(`p-${ana}`, 2, 'say hi to aunt may');
    await plan(`elsewhere-${ana}`, 1, null);
    const said = await town.writes(phone, 'ok, say hi to aunt may');
    expect(said.acts).toMatchObject([{ act: 'raise', escalation: { kind: 'duress' } }]);
    const old = await town.writes(phone, 'is the blue tent still up');
    expect(old.acts).toEqual([]);
  });

  test('the duress phrase does not call off an alarm that is open', async () => {
    const { ana, phone, shiftId } = await endsShift({ duressPhrase: 'say hi to aunt may' });
    await open(`escalation-${shiftId}-${ana}-end`, ana, { shiftId });
    const plan = await town.writes(phone, 'home, say hi to aunt may');
    expect(plan.acts.map(({ act }) => act)).toEqual(['raise']);
  });

  test('nor does it where the alarm’s own workflow has not begun: nobody is told that all is well', async () => {
    const { ana, phone, shiftId, waitKey } = await endsShift({ duressPhrase: 'say hi to aunt may' });
    const escalationId = as<EscalationId>(`escalation-${shiftId}-${ana}-end`);
    await open(escalationId, ana, { shiftId });
    const [raised] = (await town.writes(phone, 'home, say hi to aunt may')).acts;
    if (raised?.act !== 'raise') throw new Error('nobody was alarmed');
    expect(await outcomeOf(waitKey)).toBe('ok');
    const missed = { ...raised.escalation, escalationId, kind: 'missed-end' as const, at: NOW };
    expect(await town.records.openEscalation(missed)).not.toHaveProperty('peerAnswered');
    expect(await town.records.chainNow(missed)).not.toHaveProperty('peerAnswered');
  });

  test('a late ok tells the escalation that the person was heard from', async () => {
    const { ana, phone, shiftId } = await endsShift();
    await open(`escalation-${shiftId}-${ana}-end`, ana, { shiftId });
    const plan = await town.writes(phone, 'sorry forgot, im home');
    expect(plan.acts).toMatchObject([
      { act: 'subject-answered', escalationId: `escalation-${shiftId}-${ana}-end`, signal: { how: 'ok' } },
    ]);
  });

  test('END is the check-in and the opt-out, and staff are told to call', async () => {
    const { ana, phone, waitKey } = await endsShift();
    const plan = await town.writes(phone, 'END');
    expect(await outcomeOf(waitKey)).toBe('ok');
    const point = await town.db.contactPoint.findFirstOrThrow({ where: { personId: ana, channel: 'sms' } });
    expect(point.stoppedAt?.toISOString()).toBe(NOW);
    const told = await town.db.messageIntent.findMany({ where: { key: { in: plan.replies } } });
    expect(told.map(({ personId, template }) => [personId, template])).toEqual([
      ['lee', 'stop-confirmed-call-dont-text'],
    ]);
    await carriers.messaging(town.db).deliver({ keys: plan.replies, at: NOW });
    expect(carriers.texts(phone)).toEqual([]);
  });

  test('STOP while a silent alarm is up silences, and tells nobody to call', async () => {
    const { ana, phone, shiftId } = await endsShift();
    await open(`escalation-silent-${ana}`, ana, { shiftId, kind: 'duress' });
    const plan = await town.writes(phone, 'STOP');
    expect(plan.replies).toEqual([]);
    const point = await town.db.contactPoint.findFirstOrThrow({ where: { personId: ana, channel: 'sms' } });
    expect(point.stoppedAt?.toISOString()).toBe(NOW);
  });

  test('STOP beside the duress phrase silences and raises the alarm, and tells nobody to call', async () => {
    const { ana, phone } = await endsShift({ duressPhrase: 'say hi to aunt may' });
    const plan = await town.writes(phone, 'stop texting me. Say hi to Aunt May');
    expect(plan.acts).toMatchObject([{ act: 'raise', escalation: { kind: 'duress', subjectPersonId: ana } }]);
    expect(plan.replies).toEqual([]);
    const point = await town.db.contactPoint.findFirstOrThrow({ where: { personId: ana, channel: 'sms' } });
    expect(point.stoppedAt?.toISOString()).toBe(NOW);
  });

  test('STOP by mail is about mail: texts go on, and nobody is told that they do not', async () => {
    const { ana, phone } = await endsShift();
    const mailed = await town.intends({ personId: as(ana), channels: ['email'] });
    await carriers.messaging(town.db).deliver({ keys: [mailed], at: NOW });
    const { token } = await town.db.delivery.findFirstOrThrow({ where: { intentKey: mailed } });
    const mail = { channel: 'email', token } as const;
    expect((await town.writes(`${ana}@example.org`, 'STOP', mail)).replies).toEqual([]);
    const news = ['email', 'sms'] as const;
    const keys = await Promise.all(
      news.map((channel) => town.intends({ personId: as(ana), channels: [channel] })),
    );
    await carriers.messaging(town.db).deliver({ keys, at: NOW });
    expect(carriers.mails(`${ana}@example.org`)).toHaveLength(1);
    expect(carriers.texts(phone)).toHaveLength(2);
  });

  test('STOP is not an answer; START makes it good again', async () => {
    const { ana, phone, waitKey } = await endsShift();
    await town.writes(phone, 'STOP');
    expect(await outcomeOf(waitKey)).toBeNull();
    const plan = await town.writes(phone, 'START');
    const point = await town.db.contactPoint.findFirstOrThrow({ where: { personId: ana, channel: 'sms' } });
    expect(point.stoppedAt).toBeNull();
    expect(await replies(plan.replies)).toEqual(['start-confirmed']);
    expect(await outcomeOf(waitKey)).toBeNull();
  });

  test('"30 more minutes" asks the shift for them', async () => {
    const { ana, phone, shiftId } = await endsShift();
    const plan = await town.writes(phone, 'need 30 more minutes');
    expect(plan.acts).toEqual([
      { act: 'extend-shift', shiftId, update: { by: `person:${ana}`, minutes: 30 } },
    ]);
  });

  test('"30 more" is about the shift that somebody is on, whatever other shift they are offered', async () => {
    const ana = fresh();
    await town.person(ana);
    await town.shift(`s-${ana}`, [ana], { endsAt: plus(NOW, HOUR) });
    await town.shift(`offered-${ana}`, [], { status: 'scheduled', endsAt: plus(NOW, 90 * HOUR) });
    await waitFor(ana, 'shift-offer', { shiftId: `offered-${ana}` });
    for (const text of ['30 more', 'done early'])
      expect((await town.writes(phoneOf(ana), text)).acts).toMatchObject([{ shiftId: `s-${ana}` }]);
  });

  test('a shift that Temporal does not know of yet has begun all the same: HELP alarms all levels', async () => {
    const ana = fresh();
    await town.person(ana);
    await town.shift(`s-${ana}`, [ana], { status: 'starting', endsAt: plus(NOW, HOUR) });
    expect((await town.writes(phoneOf(ana), 'HELP')).acts).toMatchObject([
      { act: 'raise', escalation: { shiftId: `s-${ana}`, allLevelsAtOnce: true } },
    ]);
  });

  test('whoever calls for help on shift is looked for at the shift, whatever else they are asked elsewhere', async () => {
    const ana = fresh();
    await town.person(ana);
    await town.shift(`s-${ana}`, [ana], { endsAt: plus(NOW, HOUR) });
    await waitFor(ana, 'retention-check-in', { siteId: `${PROGRAM}.south`, journeyId: `j-${ana}` });
    for (const text of ['HELP', 'not ok', 'the thing with the door']) {
      const plan = await town.writes(phoneOf(ana), text);
      for (const act of plan.acts)
        expect(act).toMatchObject({ escalation: { siteId: SITE, shiftId: `s-${ana}` } });
    }
    expect(await forHumans(ana)).toMatchObject([{ siteId: SITE, shiftId: `s-${ana}` }]);
  });

  test('what nobody understands goes to a human, the peer is told so, and whoever is on call', async () => {
    const { ana, phone, waitKey } = await endsShift();
    const plan = await town.writes(phone, 'the thing with the door again');
    expect(await outcomeOf(waitKey)).toBeNull();
    expect(await replies(plan.replies)).toEqual(expect.arrayContaining(['not-understood', 'staff-task']));
    expect(await forHumans(ana)).toHaveLength(1);
  });

  test('"thanks" after the answer changes nothing and is not answered', async () => {
    const { ana, phone } = await endsShift();
    await town.writes(phone, 'ok');
    const plan = await town.writes(phone, 'k thx');
    expect(plan).toMatchObject({ acts: [], replies: [] });
    expect(await forHumans(ana)).toEqual([]);
  });
});

describe('a number that two people share', () => {
  const phone = '+15195550142';

  test('with both on shift is cleared for neither; a question settles it', async () => {
    const [ana, ben] = [fresh(), fresh()];
    const { shiftId } = await endsShift({ phone }, [ana, ben]);
    const plan = await town.writes(phone, 'ok');
    expect(await town.db.wait.count({ where: { shiftId, kind: 'end-of-shift', closedAt: null } })).toBe(2);
    expect(await replies(plan.replies)).toEqual(['who-is-writing']);
    expect(await forHumans(null)).toHaveLength(1);

    const settled = await town.writes(phone, '2');
    expect(await outcomeOf(`shift-${shiftId}/${ben}/end`)).toBe('ok');
    expect(await outcomeOf(`shift-${shiftId}/${ana}/end`)).toBeNull();
    expect(await replies(settled.replies)).toEqual(['shift-thanks']);
    expect(await forHumans(null)).toEqual([]);
  });

  test('a number that comes the next day says nothing about the "ok" that was in doubt', async () => {
    const shared = '+15195550151';
    const [ana, ben] = [fresh(), fresh()];
    const { shiftId } = await endsShift({ phone: shared }, [ana, ben]);
    await town.writes(shared, 'ok');
    await town.writes(shared, '2', { at: plus(NOW, 25 * HOUR) });
    expect(await town.db.wait.count({ where: { shiftId, closedAt: null, kind: 'end-of-shift' } })).toBe(2);
  });

  test('whoever says that it was them answers what had been asked when it came', async () => {
    const shared = '+15195550152';
    const [ana, ben] = [fresh(), fresh()];
    await endsShift({ phone: shared }, [ana, ben]);
    await town.writes(shared, 'ok');
    await town.db.wait.updateMany({ where: { personId: ben }, data: { closedAt: NOW, outcome: 'ok' } });
    const asksFrom = plus(NOW, 2 * HOUR);
    await town.shift(`later-${ben}`, [ben], { endsAt: plus(NOW, 3 * HOUR) });
    const later = await waitFor(ben, 'end-of-shift', {
      shiftId: `later-${ben}`,
      since: asksFrom,
      dueAt: plus(NOW, 3 * HOUR),
      details: { asksFrom },
    });
    await town.writes(shared, '2', { at: asksFrom });
    expect(await outcomeOf(later)).toBeNull();
  });

  test('alarms about both when it calls for help, and stops for both', async () => {
    const shared = '+15195550143';
    const [ana, ben] = [fresh(), fresh()];
    await endsShift({ phone: shared }, [ana, ben]);
    const plan = await town.writes(shared, 'HELP');
    const about = plan.acts.map((act) => act.act === 'raise' && act.escalation.subjectPersonId);
    expect(about.sort()).toEqual([ana, ben].sort());
    await town.writes(shared, 'STOP');
    expect(await town.db.contactPoint.count({ where: { value: shared, stoppedAt: null } })).toBe(0);
  });

  test('that says START is open again for both, and nobody consents for the other', async () => {
    const shared = '+15195550149';
    const [ana, ben] = [fresh(), fresh()];
    await town.person(ana, { phone: shared });
    await town.person(ben, { phone: shared, consent: false });
    await town.writes(shared, 'STOP');
    await town.writes(shared, 'START');
    const points = await town.db.contactPoint.findMany({ where: { value: shared }, orderBy: { id: 'asc' } });
    expect(points.map(({ stoppedAt }) => stoppedAt)).toEqual([null, null]);
    expect(points.find(({ personId }) => personId === ben)?.consentAt).toBeNull();
  });

  test('of whom one alone is asked anything is consented to by that one, and not where it was given up', async () => {
    const shared = '+15195550150';
    const [ana, ben, former] = [fresh(), fresh(), fresh()];
    await endsShift({ phone: shared, consent: false }, [ana]);
    for (const other of [ben, former]) await town.person(other, { phone: shared, consent: false });
    await town.db.contactPoint.update({ where: { id: `${former}-sms` }, data: { unusableCode: REPLACED } });
    await town.writes(shared, 'yes');
    const consented = await town.db.contactPoint.findMany({
      where: { value: shared, consentAt: { not: null } },
    });
    expect(consented.map(({ personId }) => personId)).toEqual([ana]);
  });

  test('that says "not ok" after both have answered looks for both, and is answered with both numbers', async () => {
    const shared = '+15195550145';
    const [ana, ben] = [fresh(), fresh()];
    await endsShift({ phone: shared }, [ana, ben]);
    await town.db.wait.updateMany({
      where: { personId: { in: [ana, ben] } },
      data: { closedAt: NOW, outcome: 'ok' },
    });
    const plan = await town.writes(shared, "not ok, I'm hurt", { at: plus(NOW, HOUR) });
    const about = plan.acts.map(
      (act) => act.act === 'raise' && [act.escalation.kind, act.escalation.subjectPersonId],
    );
    expect(about.toSorted()).toEqual([ana, ben].toSorted().map((who) => ['not-ok', who]));
    expect(await replies(plan.replies)).toEqual(['help-received']);
  });

  test('that says "not ok" at any other time is told to whoever is on call', async () => {
    const shared = '+15195550146';
    for (const who of [fresh(), fresh()]) await town.person(who, { phone: shared });
    const plan = await town.writes(shared, 'not ok');
    expect(plan.acts).toEqual([]);
    expect(await replies(plan.replies)).toEqual(expect.arrayContaining(['not-ok-received', 'staff-task']));
  });

  test('whose words nobody understands is read at once while somebody is on a shift', async () => {
    const shared = '+15195550147';
    await endsShift({ phone: shared }, [fresh(), fresh()]);
    const plan = await town.writes(shared, 'the thing with the door again');
    expect((await replies(plan.replies)).toSorted()).toEqual(['staff-task', 'who-is-writing']);
  });

  test('is one person’s where nothing at all is wanted of the other', async () => {
    const shared = '+15195550144';
    await town.person(fresh(), { phone: shared });
    const { waitKey } = await endsShift({ phone: shared });
    await town.writes(shared, 'ok home');
    expect(await outcomeOf(waitKey)).toBe('ok');
  });
});

describe('on the path', () => {
  test('an "ok" to what is settled says yes to nothing else', async () => {
    const ana = await town.person(fresh(), { role: 'mentee' });
    const settled = await waitFor(ana, 'retention-check-in', { closedAt: NOW, outcome: 'ok' });
    await town.shift(`s-${ana}`, [], { endsAt: plus(NOW, 48 * HOUR) });
    await waitFor(ana, 'shift-offer', { shiftId: `s-${ana}` });
    const late = await town.writes(phoneOf(ana), 'ok', { page: { personId: ana, of: settled } });
    expect(late.acts).toEqual([]);
    const plan = await town.writes(phoneOf(ana), 'ok');
    expect(plan.acts).toMatchObject([{ update: { answer: 'accept' } }]);
  });

  test('a retention check-in goes to the journey', async () => {
    const ana = await town.person(fresh(), { role: 'mentee' });
    const wait = await waitFor(ana, 'retention-check-in', { journeyId: 'j1' });
    const plan = await town.writes(phoneOf(ana), 'doing well thanks', { id: `SM-${ana}` });
    expect(plan.acts).toEqual([
      {
        act: 'answer-check-in',
        journeyId: 'j1',
        update: { by: `person:${ana}`, wait, answer: 'ok', inboundId: `SM-${ana}` },
      },
    ]);
  });

  /** A check-in that was asked an hour ago, and is missed in a day. */
  const asked = (who: PersonId, more: object = {}) =>
    waitFor(who, 'retention-check-in', {
      journeyId: 'j1',
      since: plus(NOW, -HOUR),
      dueAt: plus(NOW, 24 * HOUR),
      details: { number: 3, answerIsARow: true },
      ...more,
    });

  test('an "ok" in time is a row: the path need not be there to hear it, and they are thanked', async () => {
    const ana = await town.person(fresh(), { role: 'mentee' });
    const wait = await asked(ana);
    const plan = await town.writes(phoneOf(ana), 'doing well thanks', { id: `SM-${ana}` });
    expect(plan.acts).toEqual([]);
    expect(plan.replies).toEqual([`inbound-SM-${ana}/retention-thanks/${ana}`]);
    expect(await outcomeOf(wait)).toBe('ok');
    const [answer] = await town.events('check-in-answered');
    expect(answer).toMatchObject({
      key: `${wait}/answered/ok`,
      personId: ana,
      data: { number: 3, answer: 'ok', late: false },
    });
    const at = NOW;
    const again = await town.db.$transaction((tx) => answerInTime(tx, { wait, by: 'account:lee', at }));
    expect(again).toBe('recorded');
    expect(await town.events('check-in-answered')).toHaveLength(1);
  });

  test('pressed on its page it is about that check-in, whatever was asked since; somebody on call hears of it', async () => {
    const ana = await town.person(fresh(), { role: 'mentee' });
    const wait = await asked(ana);
    await waitFor(ana, 'meeting-outcome', { mentorshipId: 'm1', details: { meeting: 1 } });
    const page = { personId: ana, of: wait };
    const { acts, replies: said } = await town.writes(phoneOf(ana), 'NOT OK', { page });
    expect(acts).toMatchObject([{ act: 'answer-check-in', update: { wait, answer: 'not-ok' } }]);
    const told = await town.db.messageIntent.findMany({ where: { key: { in: said } } });
    expect(told.map(({ personId, template, refs }) => [personId, template, refs])).toMatchObject([
      ['lee', 'staff-task', { reason: 'not-ok', peer: ana }],
    ]);
  });

  test.each<[string, object, string]>([
    ['that the path is about to look at', { dueAt: plus(NOW, 30_000) }, 'ok'],
    ['that was missed', { dueAt: plus(NOW, -HOUR) }, 'ok'],
    ['after silence, which a human follows up', { details: { number: 3 } }, 'ok'],
    ['that says they are not well', {}, 'not ok'],
  ])('an answer %s goes to the path', async (_what, more, text) => {
    const ana = await town.person(fresh(), { role: 'mentee' });
    const wait = await asked(ana, more);
    const { acts } = await town.writes(phoneOf(ana), text);
    expect(acts).toMatchObject([{ act: 'answer-check-in', update: { wait } }]);
    expect(await outcomeOf(wait)).toBeNull();
  });

  test('an offer is accepted by the side that wrote', async () => {
    const [ana, ben] = [await town.person(fresh(), { role: 'mentee' }), await town.person(fresh())];
    const id = `m-${ana}`;
    await town.db.mentorship.create({
      data: {
        id,
        programId: PROGRAM,
        menteeId: `p-${ana}`,
        mentorId: `p-${ben}`,
        round: 'r',
        status: 'offered',
        score: 1,
        reasons: [],
        proposedAt: NOW,
      },
    });
    await waitFor(ben, 'match-offer', { mentorshipId: id });
    const plan = await town.writes(phoneOf(ben), 'sounds good');
    expect(plan.acts).toEqual([
      {
        act: 'answer-offer',
        mentorshipId: id,
        answer: 'accept',
        update: { by: `person:${ben}`, side: 'mentor' },
      },
    ]);
  });

  test('three offers and three times "ok", all at once, are three answers', async () => {
    const ben = await town.person(fresh());
    const pairs = await Promise.all(
      ['x', 'y', 'z'].map(async (name) => {
        const mentee = await town.person(fresh(), { role: 'mentee' });
        const id = `m-${ben}-${name}`;
        await town.db.mentorship.create({
          data: {
            ...{ id, programId: PROGRAM, menteeId: `p-${mentee}`, mentorId: `p-${ben}`, round: 'r' },
            ...{ status: 'offered', score: 1, reasons: [], proposedAt: NOW },
          },
        });
        await town.db.wait.create({
          data: {
            ...{ key: `mentorship-${id}/offer/mentor`, kind: 'match-offer', programId: PROGRAM },
            ...{ owedBy: 'participant', personId: ben, mentorshipId: id, since: NOW },
          },
        });
        return id;
      }),
    );
    const plans = await Promise.all([1, 2, 3].map(() => town.writes(phoneOf(ben), 'ok')));
    const answered = plans.flatMap(({ acts }) =>
      acts.map((act) => (act.act === 'answer-offer' ? act.mentorshipId : act.act)),
    );
    expect(answered.sort()).toEqual(pairs.sort());
    const [again] = (await town.writes(phoneOf(ben), 'ok')).acts;
    expect(again).toMatchObject({ act: 'answer-offer', answer: 'accept' });
  });

  test('"did you meet?" is answered for the meeting that was asked about', async () => {
    const ana = await town.person(fresh(), { role: 'mentee' });
    await waitFor(ana, 'meeting-outcome', { mentorshipId: 'm9', details: { meeting: 3 } });
    const plan = await town.writes(phoneOf(ana), 'we met');
    expect(plan.acts).toEqual([
      {
        act: 'log-meeting',
        mentorshipId: 'm9',
        update: { by: `person:${ana}`, number: 3, outcome: 'attended' },
      },
    ]);
  });

  describe('with two questions open, asked one after the other', () => {
    const both = async () => {
      const ana = await town.person(fresh(), { role: 'mentee' });
      const check = await waitFor(ana, 'retention-check-in', {
        journeyId: 'j1',
        since: plus(NOW, -2 * HOUR),
      });
      await waitFor(ana, 'meeting-outcome', {
        mentorshipId: 'm9',
        details: { meeting: 3 },
        since: plus(NOW, -HOUR),
      });
      return { ana, check };
    };

    test.each<[string, object]>([
      ['ok', { act: 'answer-check-in', update: { answer: 'ok' } }],
      ['not now', { act: 'answer-check-in', update: { answer: 'not-now' } }],
      ['we met', { act: 'log-meeting', update: { outcome: 'attended' } }],
      ['missed', { act: 'log-meeting', update: { outcome: 'missed' } }],
    ])('%s is an answer to the one that has it', async (text, act) => {
      const { ana } = await both();
      expect((await town.writes(phoneOf(ana), text)).acts).toMatchObject([act]);
    });

    test('what answers neither, or two of them, goes to a human, and nobody accepts an offer by it', async () => {
      const { ana } = await both();
      expect((await town.writes(phoneOf(ana), 'purple monday')).acts).toEqual([]);
      const ben = await town.person(fresh(), { role: 'mentee' });
      await waitFor(ben, 'match-offer', { mentorshipId: 'm8', since: plus(NOW, -2 * HOUR) });
      await waitFor(ben, 'meeting-outcome', {
        mentorshipId: 'm9',
        details: { meeting: 4 },
        since: plus(NOW, -HOUR),
      });
      expect((await town.writes(phoneOf(ben), 'ok')).acts).toEqual([]);
    });
  });

  test('"not ok" off shift is read by a human, told to the person on call at once, and answered with both numbers', async () => {
    const ana = await town.person(fresh(), { role: 'mentee' });
    const plan = await town.writes(phoneOf(ana), "je vais mal, j'ai peur");
    expect(plan.acts).toEqual([]);
    expect(await forHumans(ana)).toHaveLength(1);
    const told = await town.db.messageIntent.findMany({
      where: { key: { in: plan.replies } },
      orderBy: { key: 'asc' },
    });
    expect(told.map(({ personId, template, refs }) => [personId, template, refs])).toMatchObject([
      [ana, 'not-ok-received', {}],
      ['lee', 'staff-task', { reason: 'not-ok', peer: ana }],
    ]);
    await carriers.messaging(town.db).deliver({ keys: plan.replies, at: NOW });
    expect(carriers.texts(phoneOf(ana)).join()).toMatch(/911[\s\S]*988/);
    expect(carriers.texts(phoneOf('lee')).join()).toContain('somebody says they are not OK');
  });

  test('"not ok" to "how are you doing?" goes to the path, and the person on call hears of it at once', async () => {
    const ana = await town.person(fresh(), { role: 'mentee' });
    await waitFor(ana, 'retention-check-in', { journeyId: 'j1' });
    const plan = await town.writes(phoneOf(ana), 'not ok');
    expect(plan.acts).toMatchObject([{ act: 'answer-check-in', update: { answer: 'not-ok' } }]);
    expect(await replies(plan.replies)).toEqual(['staff-task']);
  });

  test('HELP off shift reaches the person on call', async () => {
    const ana = await town.person(fresh());
    const plan = await town.writes(phoneOf(ana), 'HELP');
    expect(plan.acts).toMatchObject([{ act: 'raise', escalation: { kind: 'help', allLevelsAtOnce: false } }]);
    const [reply] = await town.db.messageIntent.findMany({ where: { key: { in: plan.replies } } });
    expect(reply?.refs).toEqual({ who: 'on-call' });
  });
});

describe('staff', () => {
  test('take an escalation by its code', async () => {
    const lee = await town.person(fresh(), { role: 'staff' });
    await open('escalation-c1', 'ana1', { code: 'K42', chain: [{ id: 'supervisor', people: [lee] }] });
    await open('escalation-c2', 'ana1', { code: 'M57', chain: [{ id: 'supervisor', people: [lee] }] });
    const plan = await town.writes(phoneOf(lee), 'm57 on it');
    expect(plan.acts).toEqual([
      {
        act: 'acknowledge',
        escalationId: 'escalation-c2',
        update: { by: `person:${lee}`, personId: lee, via: 'sms' },
      },
    ]);
  });

  test('take it by a bare ok only where there is one to take', async () => {
    const [lee, kim] = [
      await town.person(fresh(), { role: 'staff' }),
      await town.person(fresh(), { role: 'staff' }),
    ];
    await open('escalation-d1', 'ana1', { chain: [{ id: 'supervisor', people: [lee, kim] }] });
    await open('escalation-d2', 'ana1', { chain: [{ id: 'supervisor', people: [kim] }] });
    for (const [escalationId, personId] of [
      ['escalation-d1', lee],
      ['escalation-d1', kim],
      ['escalation-d2', kim],
    ] as const)
      await paged(as(escalationId), personId);
    expect((await town.writes(phoneOf(lee), 'ok')).acts).toMatchObject([{ escalationId: 'escalation-d1' }]);
    expect((await town.writes(phoneOf(kim), 'ok')).acts).toEqual([]);
  });

  test('take nothing by an "ok" about something else before their level was told; the code does', async () => {
    const [lee, kim] = [
      await town.person(fresh(), { role: 'staff' }),
      await town.person(fresh(), { role: 'staff' }),
    ];
    const chain = [
      { id: 'supervisor', people: [lee] },
      { id: 'manager', people: [kim] },
    ];
    await open('escalation-n1', 'ana1', { code: 'T77', chain });
    await paged(as('escalation-n1'), lee);
    expect((await town.writes(phoneOf(kim), 'ok thanks')).acts).toEqual([]);
    expect((await town.writes(phoneOf(kim), 't77')).acts).toMatchObject([{ escalationId: 'escalation-n1' }]);
  });

  test('who are late hear who has it, and that a code is of what is over; neither needs a human', async () => {
    const [lee, kim] = [
      await town.person(fresh(), { role: 'staff' }),
      await town.person(fresh(), { role: 'staff' }),
    ];
    const taken = {
      status: 'acknowledged',
      ownerPersonId: kim,
      acknowledgedBy: `person:${kim}`,
      acknowledgedAt: NOW,
    };
    await open('escalation-g1', 'ana1', {
      code: 'R44',
      chain: [{ id: 'supervisor', people: [lee, kim] }],
      ...taken,
    });
    const late = await town.writes(phoneOf(lee), 'R44');
    expect(late.acts).toMatchObject([{ act: 'acknowledge', escalationId: 'escalation-g1' }]);
    expect(await replies(late.replies)).toEqual(['escalation-acknowledged']);

    await open('escalation-g2', 'ana1', {
      code: 'R55',
      status: 'resolved',
      resolvedAt: NOW,
      resolvedBy: `person:${kim}`,
      outcome: 'found-safe',
    });
    await town.db.messageIntent.create({
      data: {
        ...{ key: 'g2/lee', personId: lee, template: 'escalation-raised', refs: {}, urgency: 'escalation' },
        ...{ programId: PROGRAM, escalationId: 'escalation-g2', status: 'sent', at: NOW },
      },
    });
    const over = await town.writes(phoneOf(lee), 'r55 on it');
    expect(over.acts).toEqual([]);
    expect(await replies(over.replies)).toEqual(['escalation-resolved']);
    expect(await forHumans(lee)).toEqual([]);
  });

  test('whose words cannot be read have not taken it, and hear how to; what is theirs stays to be noted', async () => {
    const lee = await town.person(fresh(), { role: 'staff' });
    await open('escalation-h1', 'ana1', { code: 'T66', chain: [{ id: 'supervisor', people: [lee] }] });
    const words = await town.writes(phoneOf(lee), 'T66 found her, she is at the shelter');
    expect(words.acts).toEqual([]);
    await carriers.messaging(town.db).deliver({ keys: words.replies, at: NOW });
    expect(carriers.texts(phoneOf(lee)).join()).toContain('to take it, reply T66 and nothing else');
    expect(await forHumans(lee)).toHaveLength(1);

    await town.db.escalation.update({
      where: { id: 'escalation-h1' },
      data: { status: 'acknowledged', ownerPersonId: lee },
    });
    const found = await town.writes(phoneOf(lee), 'found her, she is at the shelter');
    await carriers.messaging(town.db).deliver({ keys: found.replies, at: NOW });
    expect(carriers.texts(phoneOf(lee)).join()).toContain('How it ended still needs to be recorded');
  });

  test('with more than one alarm and no code hear which codes there are; nothing is taken', async () => {
    const lee = await town.person(fresh(), { role: 'staff' });
    await open('escalation-j1', 'ana1', { code: 'V22', chain: [{ id: 'supervisor', people: [lee] }] });
    await open('escalation-j2', 'ana1', { code: 'V33', chain: [{ id: 'supervisor', people: [lee] }] });
    const plan = await town.writes(phoneOf(lee), 'on it');
    expect(plan.acts).toEqual([]);
    await carriers.messaging(town.db).deliver({ keys: plan.replies, at: NOW });
    expect(carriers.texts(phoneOf(lee)).join()).toContain('V22, V33');
  });

  test('who know something about what another one has: that one is told to read it', async () => {
    const [lee, kim] = [
      await town.person(fresh(), { role: 'staff' }),
      await town.person(fresh(), { role: 'staff' }),
    ];
    const taken = { status: 'acknowledged', ownerPersonId: kim };
    await open('escalation-i1', 'ana1', { chain: [{ id: 'supervisor', people: [lee, kim] }], ...taken });
    const plan = await town.writes(phoneOf(lee), 'she just called me from her sister');
    const told = await town.db.messageIntent.findMany({ where: { key: { in: plan.replies } } });
    expect(told.map(({ personId, template }) => `${personId} ${template}`).sort()).toEqual(
      [`${kim} staff-task`, `${lee} not-understood`].sort(),
    );
  });

  test('cannot take somebody else’s by guessing its code', async () => {
    const kim = await town.person(fresh(), { role: 'staff' });
    await open('escalation-f1', 'ana1', { code: 'P33' });
    const plan = await town.writes(phoneOf(kim), 'P33');
    expect(plan.acts).toEqual([]);
    expect(await forHumans(kim)).toHaveLength(1);
  });
});

describe('who wrote', () => {
  test('nobody known: kept for staff, and not answered', async () => {
    const before = await forHumans(null);
    const plan = await town.writes('+15195559999', 'ok home');
    expect(plan).toMatchObject({ acts: [], replies: [] });
    expect(await forHumans(null)).toHaveLength(before.length + 1);
  });

  test('nobody known who calls for help: whoever is on call is told at once; the number hears nothing of ours', async () => {
    const plan = await town.writes('+15195559998', 'its me on a friends phone, need help');
    expect(plan.acts).toEqual([]);
    const told = await town.db.messageIntent.findMany({ where: { key: { in: plan.replies } } });
    expect(told.map(({ personId, template, refs }) => [personId, template, refs])).toMatchObject([
      ['lee', 'staff-task', { reason: 'unknown-help' }],
    ]);
    await carriers.messaging(town.db).deliver({ keys: plan.replies, at: NOW });
    expect(carriers.texts(phoneOf('lee')).join()).toContain('a call for help from a number');
    expect(carriers.texts('+15195559998')).toEqual([]);
  });

  test('by mail is known by the token of the mail that was answered', async () => {
    const { ana, waitKey } = await endsShift({ phone: null });
    await carriers.messaging(town.db).deliver({ keys: [as(`${waitKey}/ask-0`)], at: NOW });
    const { token } = await town.db.delivery.findFirstOrThrow({ where: { intent: { personId: ana } } });
    await town.writes('another@example.org', 'ok home', { channel: 'email', token });
    expect(await outcomeOf(waitKey)).toBe('ok');
  });

  test('by mail from an alias stops the address that was mailed, until START', async () => {
    const { ana, waitKey } = await endsShift({ phone: null });
    await carriers.messaging(town.db).deliver({ keys: [as(`${waitKey}/ask-0`)], at: NOW });
    const { token } = await town.db.delivery.findFirstOrThrow({ where: { intent: { personId: ana } } });
    const stopped = async () =>
      (await town.db.contactPoint.findFirstOrThrow({ where: { personId: ana, channel: 'email' } })).stoppedAt;
    await town.writes('another@example.org', 'STOP', { channel: 'email', token });
    expect(await stopped()).not.toBeNull();
    await town.writes('another@example.org', 'START', { channel: 'email', token });
    expect(await stopped()).toBeNull();
  });

  test('by mail without a token may be anybody: it clears nothing, but a call for help counts', async () => {
    const { ana, waitKey } = await endsShift({ phone: null });
    await town.writes(`${ana}@example.org`, 'ok home', { channel: 'email' });
    expect(await outcomeOf(waitKey)).toBeNull();
    // Nor does it put off the question, which is all that somebody who holds them would want.
    for (const text of ['30 more', 'done early'])
      expect((await town.writes(`${ana}@example.org`, text, { channel: 'email' })).acts).toEqual([]);
    expect(await forHumans(ana)).toHaveLength(3);
    const plan = await town.writes(`${ana}@example.org`, 'help', { channel: 'email' });
    expect(plan.acts).toMatchObject([{ act: 'raise', escalation: { kind: 'help' } }]);
  });

  test('by mail without a token may be anybody: it silences nobody, and takes no STOP back', async () => {
    const { ana } = await endsShift({ phone: null });
    const address = `${ana}@example.org`;
    const stopped = async () =>
      (await town.db.contactPoint.findFirstOrThrow({ where: { personId: ana, channel: 'email' } })).stoppedAt;
    await town.writes(address, 'STOP', { channel: 'email' });
    expect(await stopped()).toBeNull();
    await town.db.contactPoint.updateMany({ where: { personId: ana }, data: { stoppedAt: NOW } });
    await town.writes(address, 'START', { channel: 'email' });
    expect(await stopped()).not.toBeNull();
    expect(await forHumans(ana)).toHaveLength(2);
  });

  test('by mail without a token from an address that several share: it silences none of them, and takes no STOP back', async () => {
    const email = 'house@example.org';
    const house = [await town.person(fresh(), { email }), await town.person(fresh(), { email })];
    const stopped = () => town.db.contactPoint.count({ where: { value: email, stoppedAt: { not: null } } });
    const unread = (await forHumans(null)).length;
    const plan = await town.writes(email, 'STOP', { channel: 'email' });
    expect(await stopped()).toBe(0);
    expect(await replies(plan.replies)).toEqual(['who-is-writing']);
    await town.db.contactPoint.updateMany({ where: { value: email }, data: { stoppedAt: NOW } });
    await town.writes(email, 'START', { channel: 'email' });
    expect(await stopped()).toBe(house.length);
    expect(await forHumans(null)).toHaveLength(unread + 2);
    const help = await town.writes(email, 'help', { channel: 'email' });
    expect(help.acts.map(({ act }) => act)).toEqual(['raise', 'raise']);
  });

  test('by mail without a token may be anybody: nobody’s path rests or goes on because of it', async () => {
    const ana = await town.person(fresh(), { role: 'mentee' });
    await town.db.journey.create({
      data: {
        ...{ id: `j-${ana}`, participantId: `p-${ana}`, programId: PROGRAM, programVersion: '1' },
        ...{ status: 'active', stage: 'mentorship', role: 'mentee', sequence: 1 },
        ...{ startedAt: NOW, updatedAt: NOW },
      },
    });
    const forged = { channel: 'email' } as const;
    const rest = 'I need to step back';
    expect((await town.writes(`${ana}@example.org`, rest, forged)).acts).toEqual([]);
    expect((await town.writes(phoneOf(ana), rest)).acts).toMatchObject([{ act: 'pause-journey' }]);
    await town.db.journey.update({ where: { id: `j-${ana}` }, data: { status: 'paused' } });
    expect((await town.writes(`${ana}@example.org`, 'I am back', forged)).acts).toEqual([]);
    expect((await town.writes(phoneOf(ana), 'I am back')).acts).toMatchObject([{ act: 'resume-journey' }]);
  });

  test('somebody who has died writes no more: a human reads it', async () => {
    const ana = await town.person(fresh());
    await town.record({ death: { personId: ana } });
    const plan = await town.writes(phoneOf(ana), 'ok');
    expect(plan).toMatchObject({ acts: [], replies: [] });
  });
});

test.each([
  ['30 more', 'superseded'],
  ['help', 'pending'],
])('what was to be answered to "%s" when it could not be carried out is %s', async (words, status) => {
  const { ana } = await endsShift();
  const id = `SM-refused-${ana}`;
  const { replies } = await town.writes(phoneOf(ana), words, { id });
  expect(replies).toHaveLength(1);
  const settle = { inboundId: as<InboundId>(id), at: NOW, outcome: 'needs-human', reason: 'x' } as const;
  await town.records.settleInbound(settle);
  await town.records.settleInbound(settle);
  expect(await town.db.messageIntent.findUnique({ where: { key: replies[0]! } })).toMatchObject({ status });
});

test('what was carried out is settled once', async () => {
  const ana = await town.person(fresh());
  await town.writes(phoneOf(ana), 'hello there', { id: `SM-${ana}` });
  await town.records.settleInbound({ inboundId: as(`SM-${ana}`), at: NOW, outcome: 'done' });
  await town.records.settleInbound({
    inboundId: as(`SM-${ana}`),
    at: NOW,
    outcome: 'needs-human',
    reason: 'x',
  });
  const row = await town.db.inbound.findUniqueOrThrow({ where: { id: `SM-${ana}` } });
  expect(row).toMatchObject({ status: 'done', outcome: 'done', personId: ana });
});

const paged = (escalationId: EscalationId, personId: PersonId) =>
  town.intends({ personId, template: 'escalation-raised', urgency: 'escalation', escalationId } as never);

async function open(id: string, subjectPersonId: string, more: object): Promise<void> {
  await town.db.escalation.create({
    data: {
      id,
      kind: 'missed-end',
      programId: PROGRAM,
      subjectPersonId,
      status: 'open',
      level: 0,
      chain: [],
      code: `X${++count}`,
      raisedAt: NOW,
      ...more,
    },
  });
}

describe('somebody who wants to speak with another professional', () => {
  const texts = ['Can I speak with another professional?', 'je voudrais parler à quelqu’un d’autre svp'];
  test.each(texts)('makes a request, without a task to read it: %s', async (text) => {
    const ana = fresh();
    await town.person(ana);
    const plan = await town.writes(phoneOf(ana), text);
    expect(plan.acts).toMatchObject([
      { act: 'make-request', request: { personId: ana, programId: PROGRAM, within: 'P1D', exclude: [] } },
    ]);
    expect(plan.replies).toEqual([]);
    expect(await town.db.wait.count({ where: { subjectPersonId: ana, kind: 'human-reply' } })).toBe(0);
  });

  test.each([
    ['can I talk to someone else, not Quinn', true],
    ['I want to speak to another worker than quinn please', true],
    ['je voudrais parler à quelqu’un d’autre que Quinn', true],
    ['can I talk to someone else, Quinn maybe?', false],
  ])('and leaves somebody out by name: %s', async (text, leftOut) => {
    if ((await town.db.person.count({ where: { id: 'quinn' } })) === 0) {
      await town.person('quinn', { role: 'staff' });
      await town.onCall('supervisor', 'quinn');
    }
    const ana = await town.person(fresh());
    const plan = await town.writes(phoneOf(ana), text);
    expect(plan.acts).toMatchObject([
      { act: 'make-request', request: { exclude: leftOut ? ['quinn'] : [] } },
    ]);
  });

  test('who has asked already hears by when, or who has taken it, and asks for nothing new', async () => {
    const ana = fresh();
    await town.person(ana);
    const request = { id: `r-${ana}`, programId: PROGRAM, personId: ana, askedBy: 'system' };
    await town.db.request.create({ data: { ...request, status: 'open', dueAt: NOW, createdAt: NOW } });
    expect(await town.writes(phoneOf(ana), texts[0] ?? '')).toMatchObject({
      acts: [],
      replies: [expect.stringContaining('request-received')],
    });
    await town.db.request.update({ where: { id: request.id }, data: { status: 'taken', takenBy: 'lee' } });
    expect(await town.writes(phoneOf(ana), texts[0] ?? '')).toMatchObject({
      acts: [],
      replies: [expect.stringContaining('request-taken')],
    });
  });

  test('a call for help in the same text goes before it', async () => {
    const ana = fresh();
    await town.person(ana);
    const plan = await town.writes(phoneOf(ana), 'please help me, I want to talk to someone else');
    expect(plan.acts.map(({ act }) => act)).toEqual(['raise']);
  });
});
