import twilio, { type Twilio } from 'twilio';
import RequestClient from 'twilio/lib/base/RequestClient';
import type { HandOver } from './handOver';
import { consequenceOf } from './numbers';

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

const PATIENCE_MS = 10_000;

export interface CarrierLine {
  client: Twilio;
  patienceMs: number;
  /** What a failed hand-over means, by the error that the SDK threw. */
  judge: (error: unknown) => HandOver;
}

/** The SDK, led to where the carrier is, and how its failures are read. */
export function openLine(settings: TwilioSettings, channel: 'sms' | 'voice'): CarrierLine {
  const patienceMs = settings.timeoutMs ?? PATIENCE_MS;
  const last: { retryAfter?: string | undefined } = {};
  const client = twilio(settings.accountSid, settings.authToken, {
    httpClient: rebased(settings.apiBaseUrl, patienceMs, (retryAfter) => (last.retryAfter = retryAfter)),
  });
  return { client, patienceMs, judge: (error) => judge(error, channel, last.retryAfter) };
}

/**
 * - An answer below 500 is a decision: nothing was sent. "Too many" and a refusal of our own credentials pass; the
 *   message is not to blame and must not be lost over them. So is 503, by which Twilio says that it did not take it.
 * - A refusal of our own number says nothing about the reader's either; it is put right on our side.
 * - Any other 5xx, a broken connection or silence after the request was written leave it open.
 * - A connection that never came about took nothing.
 */
function judge(error: unknown, channel: 'sms' | 'voice', retryAfter: string | undefined): HandOver {
  const { status, code, syscall } = error as { status?: number; code?: number | string; syscall?: string };
  const named = String(code ?? status ?? 'no-answer');
  if (status !== undefined) {
    if (status === 429 || status === 503 || status === 401 || status === 403 || status === 404) {
      const seconds = status === 429 || status === 503 ? Number(retryAfter) : Number.NaN;
      return { outcome: 'away', code: named, ...(seconds > 0 ? { retryAfterMs: seconds * 1000 } : {}) };
    }
    if (OUR_SIDE.has(named)) return { outcome: 'away', code: named };
    if (status >= 500) return { outcome: 'unknown', code: named };
    return { outcome: 'refused', code: named, consequence: consequenceOf(named, channel) };
  }
  const neverConnected = syscall === 'connect' || NEVER_CONNECTED.has(named);
  return { outcome: neverConnected ? 'away' : 'unknown', code: named };
}

/** "From" is no number of this account, or cannot do this (https://www.twilio.com/docs/api/errors). */
const OUR_SIDE: ReadonlySet<string> = new Set(['21210', '21212', '21606']);

const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Twilio's own HTTP client, led to another address: the SDK has no setting for it, and drops the headers of a refusal. */
function rebased(
  base: string,
  timeoutMs: number,
  refusedFor: (retryAfter: string | undefined) => void,
): RequestClient {
  const client = new RequestClient({ timeout: timeoutMs });
  const request = client.request.bind(client);
  client.request = async (options) => {
    const response = await request({
      ...options,
      uri: options.uri.replace(/^https:\/\/api(?:\.[a-z0-9-]+)*\.twilio\.com/, base),
    });
    const headers = (response.headers ?? {}) as Record<string, string | undefined>;
    if (response.statusCode === 429 || response.statusCode === 503) refusedFor(headers['retry-after']);
    return response;
  };
  return client;
}
