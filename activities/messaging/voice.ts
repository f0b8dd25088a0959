import { callScript } from './callScript';
import type { VoiceSender } from './handOver';
import { CLOCK_SKEW_MS, LIST_LIMIT } from './sms';
import { openLine, type TwilioSettings } from './twilioClient';

/** Long enough to be woken by, short enough that a mailbox seldom takes it. */
const RING_SECONDS = 40;

/** Where keys that are pressed in a call come to, by the token of its delivery. */
export function keysTo(publicUrl: string, token: string): string {
  return `${publicUrl}/carrier/twilio/voice?t=${token}`;
}

/**
 * Calls through Twilio's own SDK. The words go along with the request, so that a call is heard even where our own web
 * server cannot be reached just then.
 */
export function createVoiceSender(settings: TwilioSettings): VoiceSender {
  const { client, patienceMs, judge } = openLine(settings, 'voice');
  return {
    patienceMs,
    async call({ to, words, language, token }) {
      try {
        const call = await client.calls.create({
          to,
          from: settings.from,
          twiml: callScript(words, language, keysTo(settings.publicUrl, token)),
          timeout: RING_SECONDS,
          statusCallback: `${settings.publicUrl}/carrier/twilio/call-status?t=${token}`,
          statusCallbackEvent: ['initiated', 'answered', 'completed'],
        });
        return { outcome: 'accepted', carrierId: call.sid };
      } catch (error) {
        return judge(error);
      }
    },
    async find({ to, since }) {
      try {
        const calls = await client.calls.list({
          to,
          from: settings.from,
          limit: LIST_LIMIT,
          pageSize: LIST_LIMIT,
        });
        const earliest = since.getTime() - CLOCK_SKEW_MS;
        return calls
          .filter(({ direction }) => direction.startsWith('outbound'))
          .filter(({ dateCreated }) => dateCreated.getTime() >= earliest)
          .map(({ sid }) => sid);
      } catch {
        return undefined;
      }
    },
  };
}
