import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { getExpectedTwilioSignature } from 'twilio';

/** How long the carrier waits for an answer to a webhook. */
const PATIENCE_MS = 15_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 8_000;

export interface WebhookSettings {
  authToken: string;
  /**
   * How often a webhook is tried that is not answered or answered with 5xx. The real carrier tries once unless its
   * number says otherwise (connection overrides); the default here rides out a restart of the web server.
   */
  tries: number;
  /** Where a URL is really posted to, when the signed public address does not lead to this machine. */
  route: (url: string) => string;
}

export interface WebhookAnswer {
  status: number;
  body: string;
}

/** Posts signed forms as the carrier does. */
export class Webhooks {
  private readonly ending = new AbortController();

  constructor(private readonly settings: WebhookSettings) {
    // Every webhook that waits for its next try listens for the end; while nobody answers, those are many.
    setMaxListeners(0, this.ending.signal);
  }

  /** The last answer, or undefined when nobody ever answered. */
  async post(url: string, form: Record<string, string>): Promise<WebhookAnswer | undefined> {
    const token = randomUUID();
    let answer: WebhookAnswer | undefined;
    for (let attempt = 1; attempt <= this.settings.tries && !this.ending.signal.aborted; attempt++) {
      if (attempt > 1) await this.pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 2)));
      answer = await this.once(url, form, token);
      if (answer && answer.status < 500) return answer;
    }
    return answer;
  }

  stop(): void {
    this.ending.abort();
  }

  private async once(
    url: string,
    form: Record<string, string>,
    token: string,
  ): Promise<WebhookAnswer | undefined> {
    try {
      const response = await fetch(this.settings.route(url), {
        method: 'POST',
        body: new URLSearchParams(form).toString(),
        headers: {
          'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
          'x-twilio-signature': getExpectedTwilioSignature(this.settings.authToken, url, form),
          'i-twilio-idempotency-token': token,
          'user-agent': 'TwilioProxy/1.1',
        },
        redirect: 'manual',
        signal: AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), this.ending.signal]),
      });
      return { status: response.status, body: await response.text() };
    } catch {
      return undefined;
    }
  }

  private async pause(milliseconds: number): Promise<void> {
    await wait(milliseconds, undefined, { signal: this.ending.signal }).catch(() => undefined);
  }
}
