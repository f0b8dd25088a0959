import { as, type PersonId } from '../../domain/ids';
import { settleHandedOver } from '../../activities/messaging/settle';
import { applyReceipt, type Receipt } from '../../activities/receipts';
import { createReceipts } from '../../activities/receiptsTogether';
import { NOW, openTown, phoneOf, type Town } from './support/town';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.drop());

/** A text as it stands when its callbacks come, and what they say. */
interface Story {
  was: 'handing-over' | 'sent' | 'delivered' | 'undelivered' | 'unknown';
  callbacks: { status: string; code?: string }[];
}

const QUEUED = { status: 'queued' };
const SENT = { status: 'sent' };
const DELIVERED = { status: 'delivered' };
const GONE = { status: 'undelivered', code: '30003' };

const STORIES: Story[] = [
  { was: 'sent', callbacks: [QUEUED, SENT, DELIVERED] },
  { was: 'sent', callbacks: [DELIVERED, SENT, QUEUED, DELIVERED] },
  { was: 'handing-over', callbacks: [QUEUED] },
  { was: 'handing-over', callbacks: [SENT, DELIVERED] },
  { was: 'delivered', callbacks: [SENT, DELIVERED] },
  { was: 'undelivered', callbacks: [SENT] },
  { was: 'undelivered', callbacks: [DELIVERED] },
  { was: 'unknown', callbacks: [SENT] },
  { was: 'unknown', callbacks: [DELIVERED, QUEUED] },
  { was: 'sent', callbacks: [SENT, GONE] },
  { was: 'handing-over', callbacks: [GONE] },
  { was: 'unknown', callbacks: [{ status: 'failed', code: '21610' }] },
  { was: 'sent', callbacks: [{ status: 'delivered', code: '30005' }] },
];

/** @returns the callbacks of the text */
async function told(name: string, { was, callbacks }: Story): Promise<Receipt[]> {
  await town.person(name);
  const key = await town.intends({ personId: as<PersonId>(name) });
  const unsettled = was === 'handing-over' || was === 'unknown';
  await town.db.messageIntent.update({
    where: { key },
    data: { status: { 'handing-over': 'pending', unknown: 'unknown' }[was as string] ?? 'sent' },
  });
  await town.db.delivery.create({
    data: {
      id: name,
      intentKey: key,
      channel: 'sms',
      address: phoneOf(name),
      attempt: 1,
      status: was,
      token: `token-${name}`,
      carrierId: unsettled ? null : `SM-${name}`,
      body: 'words',
      at: new Date(NOW),
      startedAt: new Date(NOW),
      settledAt: was === 'handing-over' ? null : new Date(NOW),
    },
  });
  return callbacks.map((one) => ({ ...one, sid: `SM-${name}`, token: `token-${name}`, at: NOW }));
}

async function standing(name: string): Promise<object> {
  const [delivery, receipts, events, contact] = await Promise.all([
    town.db.delivery.findUniqueOrThrow({ where: { id: name }, include: { intent: true } }),
    town.db.deliveryReceipt.findMany({ where: { carrierId: `SM-${name}` }, orderBy: { status: 'asc' } }),
    town.db.event.findMany({
      where: { personId: name, kind: { startsWith: 'message-' } },
      orderBy: { kind: 'asc' },
    }),
    town.db.contactPoint.findFirst({ where: { personId: name, channel: 'sms' } }),
  ]);
  return {
    status: delivery.status,
    carrierId: delivery.carrierId?.replace(name, ''),
    code: delivery.code,
    isSettled: delivery.settledAt !== null,
    intent: [delivery.intent.status, delivery.intent.statusReason],
    receipts: receipts.map(({ status, code, token }) => [status, code, token?.replace(name, '')]),
    events: events.map(({ kind, data }) => [kind, data]),
    contact: [contact?.channel, contact?.unusableCode],
  };
}

test('callbacks of one moment leave what they would have left one by one', async () => {
  const together = createReceipts(town.db);
  const alone: Receipt[] = [];
  const atOnce: Receipt[] = [];
  for (const [n, story] of STORIES.entries()) {
    alone.push(...(await told(`alone${n}`, story)));
    atOnce.push(...(await told(`both${n}`, story)));
  }
  for (const receipt of alone) await applyReceipt(town.db, receipt);
  await Promise.all(atOnce.map(together));

  for (const [n, story] of STORIES.entries())
    expect({ story, ...(await standing(`both${n}`)) }).toEqual({ story, ...(await standing(`alone${n}`)) });
  expect(await standing('both3')).toMatchObject({ status: 'delivered', events: [['message-sent', {}]] });

  // And once more, all of them: nothing changes.
  const before = await Promise.all(STORIES.map((_, n) => standing(`both${n}`)));
  await Promise.all(atOnce.map(together));
  expect(await Promise.all(STORIES.map((_, n) => standing(`both${n}`)))).toEqual(before);
});

test('a callback that comes a hundred times at once has one effect', async () => {
  const [receipt] = await told('hundred', { was: 'handing-over', callbacks: [DELIVERED] });
  const together = createReceipts(town.db);
  await Promise.all(Array.from({ length: 100 }, () => together(receipt!)));
  expect(await standing('hundred')).toMatchObject({
    status: 'delivered',
    receipts: [['delivered', null, 'token-']],
    events: [['message-sent', {}]],
  });
});

test('and nothing is lost where the hand-over ends at the same moment', async () => {
  const together = createReceipts(town.db);
  const names = Array.from({ length: 40 }, (_, n) => `race${n}`);
  const receipts: Receipt[] = [];
  for (const name of names)
    receipts.push(...(await told(name, { was: 'handing-over', callbacks: [SENT, DELIVERED] })));
  const intents = await town.db.messageIntent.findMany({ where: { personId: { in: names } } });
  const handedOver = names.map((name) => ({
    facts: { ...intents.find(({ personId }) => personId === name)!, reopened: false },
    attempt: { id: name, channel: 'sms', attempt: 1 },
    carrierId: `SM-${name}`,
    at: NOW,
    ends: true,
  }));
  await Promise.all([
    ...receipts.map(together),
    ...[0, 10, 20, 30].map((from) => settleHandedOver(town.db, handedOver.slice(from, from + 10) as never)),
  ]);
  for (const name of names)
    expect(await standing(name)).toMatchObject({
      status: 'delivered',
      intent: ['sent', null],
      receipts: [
        ['delivered', null, 'token-'],
        ['sent', null, 'token-'],
      ],
      events: [['message-sent', {}]],
    });
});

test('what is none of ours is unknown, in whatever company it comes', async () => {
  const [ours] = await told('ours', { was: 'sent', callbacks: [DELIVERED] });
  const together = createReceipts(town.db);
  const stranger = { sid: 'SM-nobody', status: 'delivered', token: 'token-nobody', at: NOW };
  expect(await Promise.all([ours!, stranger].map(together))).toEqual(['applied', 'unknown']);
});
