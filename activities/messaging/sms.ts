import twilio, { type Twilio } from 'twilio';
import RequestClient from 'twilio/lib/base/RequestClient';
import type { Consequence, HandOver, SmsSender } from './handOver';

export interface TwilioSettings {
  accountSid: string;
  authToken: string;
  /** E.164 */
  from: string;
  /** Where Twilio's API is; another address for the carrier double. */
  apiBaseUrl: string;
  /** Where status callbacks come to; they are signed against it. */
  publicUrl: string;
  timeoutMs?: number;
}

/**
 * Refusals that say something about the person's number (twilio.com/docs/api/errors). All others are about this message
 * only.
 */
const CONSEQUENCES: Readonly<Record<string, Consequence>> = {
  21610: 'stopped',
  21211: 'unusable',
  21214: 'unusable',
  21217: 'unusable',
  21408: 'unusable',
  21612: 'unusable',
  21614: 'unusable',
  30005: 'unusable',
  30006: 'unusable',
};

/** What a carrier's code, at hand-over or in a status callback, says about the number. */
export function consequenceOf(code: string): Consequence {
  return CONSEQUENCES[code] ?? 'none';
}

const VALIDITY = { min: 1, max: 36_000 };
/** The carrier's list and our start of the hand-over are by two clocks. */
const CLOCK_SKEW_MS = 60_000;
const LIST_LIMIT = 50;

/** Text messages through Twilio's own SDK. */
export function createSmsSender(settings: TwilioSettings): SmsSender {
  const patienceMs = settings.timeoutMs ?? 10_000;
  const client: Twilio = twilio(settings.accountSid, settings.authToken, {
    httpClient: rebased(settings.apiBaseUrl, patienceMs),
  });
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
        // Not by DateSent: a message that the carrier took and has not sent yet has none.
        const messages = await client.messages.list({ to, limit: LIST_LIMIT, pageSize: LIST_LIMIT });
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

/**
 * - An answer below 500 is a decision: nothing was sent. "Too many" and a refusal of our own credentials pass; the
 *   message is not to blame and must not be lost over them. So is 503, by which Twilio says that it did not take it.
 * - Any other 5xx, a broken connection or silence after the request was written leave it open.
 * - A connection that never came about took nothing.
 */
function judge(error: unknown): HandOver {
  const { status, code, syscall } = error as { status?: number; code?: number | string; syscall?: string };
  const named = String(code ?? status ?? 'no-answer');
  if (status !== undefined) {
    if (status === 429 || status === 503 || status === 401 || status === 403 || status === 404)
      return { outcome: 'away', code: named };
    if (status >= 500) return { outcome: 'unknown', code: named };
    return { outcome: 'refused', code: named, consequence: consequenceOf(named) };
  }
  const neverConnected = syscall === 'connect' || NEVER_CONNECTED.has(named);
  return { outcome: neverConnected ? 'away' : 'unknown', code: named };
}

const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Twilio's own HTTP client, led to another address: the SDK has no setting for it. */
function rebased(base: string, timeoutMs: number): RequestClient {
  const client = new RequestClient({ timeout: timeoutMs });
  const request = client.request.bind(client);
  client.request = (options) =>
    request({ ...options, uri: options.uri.replace(/^https:\/\/api(?:\.[a-z0-9-]+)*\.twilio\.com/, base) });
  return client;
}
