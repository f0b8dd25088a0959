import type { SmsSender } from './handOver';
import { openLine, type TwilioSettings } from './twilioClient';

const VALIDITY = { min: 1, max: 36_000 };
/** The carrier's list and our start of the hand-over are by two clocks. */
export const CLOCK_SKEW_MS = 60_000;
export const LIST_LIMIT = 1_000;

/** Text messages through Twilio's own SDK. */
export function createSmsSender(settings: TwilioSettings): SmsSender {
  const { client, patienceMs, judge } = openLine(settings, 'sms');
  const lists = new Map<string, ReturnType<typeof client.messages.list>>();

  /**
   * What went to a number lately. Whoever asks while somebody else does gets the same list: after a crash in a storm fifty
   * pages to one phone are in doubt at once. Not by DateSent: what the carrier took and has not sent yet has none.
   */
  function listOf(to: string): ReturnType<typeof client.messages.list> {
    const underWay = lists.get(to);
    if (underWay) return underWay;
    const list = client.messages
      .list({ to, limit: LIST_LIMIT, pageSize: LIST_LIMIT })
      .finally(() => lists.delete(to));
    lists.set(to, list);
    return list;
  }

  return {
    patienceMs,
    async send({ to, body, token, validSeconds }) {
      try {
        const message = await client.messages.create({
          to,
          from: settings.from,
          body,
          statusCallback: `${settings.publicUrl}/carrier/twilio/status?t=${token}`,
          ...(validSeconds === undefined ? {} : { validityPeriod: bounded(validSeconds) }),
        });
        return { outcome: 'accepted', carrierId: message.sid };
      } catch (error) {
        return judge(error);
      }
    },
    async find({ to, body, since }) {
      try {
        const messages = await listOf(to);
        const earliest = since.getTime() - CLOCK_SKEW_MS;
        return messages
          .filter((message) => message.direction.startsWith('outbound'))
          .filter((message) => message.body === body && message.dateCreated.getTime() >= earliest)
          .map((message) => message.sid);
      } catch {
        return undefined;
      }
    },
  };
}

function bounded(seconds: number): number {
  return Math.min(VALIDITY.max, Math.max(VALIDITY.min, Math.floor(seconds)));
}
