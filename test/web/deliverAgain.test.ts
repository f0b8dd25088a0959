import { as, type OccurrenceKey } from '../../domain/ids';
import { applyReceipt } from '../../activities/receipts';
import { deliverAgain } from '../../web/carrier/pickUp';
import { NOW, openTown, phoneOf, type Town } from '../activities/support/town';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.drop());

/** A text that the carrier took, and that comes back. */
async function comesBack(key: OccurrenceKey, personId: string): Promise<void> {
  const sid = `SM-${personId}`;
  await town.db.messageIntent.update({ where: { key }, data: { status: 'sent' } });
  await town.db.delivery.create({
    data: {
      ...{ id: sid, intentKey: key, channel: 'sms', address: phoneOf(personId), attempt: 1, status: 'sent' },
      ...{ token: `token-${personId}`, carrierId: sid, body: 'words', at: NOW, startedAt: NOW },
    },
  });
  await applyReceipt(town.db, { sid, status: 'undelivered', code: '30003', at: NOW });
}

test('what came back and cannot wait is begun again as an alarm is, under one name however often; nothing else is', async () => {
  const [lee, ana] = [await town.person('lee', { role: 'staff' }), await town.person('ana')];
  const alarm = await town.intends({ personId: lee, template: 'escalation-raised', urgency: 'escalation' });
  const reminder = await town.intends({ personId: ana });
  for (const [key, personId] of [
    [alarm, lee],
    [reminder, ana],
  ] as const)
    await comesBack(key, personId);

  const begun: unknown[] = [];
  const announcements = { start: async (input: unknown) => begun.push(input) };
  const parts = { database: town.db, fullCircle: { announcements } } as never;
  for (let time = 0; time < 2; time++) await deliverAgain(parts, 1_000);
  const again = { key: `${alarm}/again-1`, programId: as('river'), intents: [alarm], urgent: true };
  expect(begun).toEqual([again, again]);
});
