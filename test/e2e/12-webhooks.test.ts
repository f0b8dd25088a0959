import { openStory, type Participant, type Story } from '../support/story';

describe('12. Webhooks repeated and out of order', () => {
  let story: Story;
  let devon: Participant;
  let shiftId: string;
  beforeAll(async () => {
    story = await openStory();
    devon = await story.peer();
    shiftId = await story.shift([devon]);
  });
  afterAll(() => story.close());

  test('"delivered" three times before "sent" is one delivery', async () => {
    story.world.carrier.behave({ reorderReceipts: true, repeatReceipts: 3 });
    await story.until(`${story.day(1)}T17:01`);
    story.world.carrier.clearBehaviours();
    const sid = story.phone(devon).at(-1)?.sid ?? '';
    const receipts = await story.database.deliveryReceipt.findMany({ where: { carrierId: sid } });
    expect(receipts.map(({ status }) => status).sort()).toEqual(['delivered', 'queued', 'sent']);
    const deliveries = await story.database.delivery.findMany({ where: { carrierId: sid } });
    expect(deliveries).toMatchObject([{ status: 'delivered' }]);
    expect(
      await story.database.delivery.count({ where: { intentKey: deliveries[0]?.intentKey ?? '' } }),
    ).toBe(1);
  });

  test('the same text three times, and once more later, is one answer and one thank-you', async () => {
    const { carrier, settled } = story.world;
    const before = story.phone(devon).length;
    const { sid, statuses } = await carrier.answer(devon.phone ?? '', 'ok home', { times: 3 });
    await settled();
    expect(statuses).toEqual([200, 200, 200]);
    await carrier.answer(devon.phone ?? '', 'ok home', { sid });
    await settled();
    expect(await story.database.inbound.findMany({ where: { id: sid } })).toMatchObject([{ status: 'done' }]);
    expect(story.phone(devon)).toHaveLength(before + 1);
    const checkedIn = await story.events({ shiftId, kind: 'shift-check-in' });
    expect(checkedIn.filter(({ key }) => key.includes('/end'))).toHaveLength(1);
    expect(await story.events({ kind: 'message-received', key: { contains: sid } })).toHaveLength(1);
  });

  test('a webhook with a forged signature is refused, counted, and nothing is kept of it', async () => {
    const { url, counted } = story.world.web;
    const countedBefore = counted()['webhook-forged'] ?? 0;
    const before = await story.database.inbound.count();
    const forged = (path: string) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-twilio-signature': Buffer.from('made up by somebody').toString('base64'),
        },
        body: new URLSearchParams({
          MessageSid: `SM${'f0'.repeat(16)}`,
          From: devon.phone ?? '',
          To: '+15195550100',
          Body: 'ok',
          MessageStatus: 'delivered',
        }),
      });
    expect((await forged('/carrier/twilio/inbound')).status).toBe(403);
    expect((await forged('/carrier/twilio/status')).status).toBe(403);
    expect(counted()['webhook-forged']).toBe(countedBefore + 2);
    expect(await story.database.inbound.count()).toBe(before);
    expect(await story.database.deliveryReceipt.count({ where: { carrierId: `SM${'f0'.repeat(16)}` } })).toBe(
      0,
    );
  });
});
