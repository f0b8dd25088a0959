import type { Config } from '../../platform/config';
import { ProblemError } from '../http/problem';

const PATIENCE_MS = 4_000;
/** An answer comes back when our own webhook has taken it in. */
const ANSWER_MS = 20_000;
const AGAIN_MS = 1_000;

export interface DoubleMessage {
  sid: string;
  direction: 'outbound-api' | 'outbound-reply' | 'inbound';
  body: string;
  status: string;
  createdAt: string;
}
export interface DoublePhone {
  number: string;
  stopped: string[];
  messages: DoubleMessage[];
  calls: { sid: string; said: string[]; digits?: string; status: string; createdAt: string }[];
}
export interface DoubleMail {
  id: string;
  from: string;
  fromName: string;
  subject: string;
  text: string;
  receivedAt: string;
}
export interface DoubleMailbox {
  address: string;
  mails: DoubleMail[];
  sent: { id: string; answers: string; text: string; kind: string; sentAt: string }[];
}

type Doubles = NonNullable<Config['doubles']>;

/** The carrier double and the mailbox, spoken to over HTTP as any other page could. */
export class DoublesClient {
  private readonly authorization: string;
  constructor(
    private readonly doubles: Doubles,
    twilio: Pick<Config['twilio'], 'accountSid' | 'authToken'>,
  ) {
    const pair = `${twilio.accountSid}:${twilio.authToken}`;
    this.authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
  }

  async phones(): Promise<DoublePhone[]> {
    return (await this.get<{ phones: DoublePhone[] }>(`${this.doubles.carrierUrl}/double/phones`)).phones;
  }

  async mailboxes(): Promise<DoubleMailbox[]> {
    return (await this.get<{ mailboxes: DoubleMailbox[] }>(`${this.doubles.mailboxUrl}/double/mailboxes`))
      .mailboxes;
  }

  async text(number: string, body: string): Promise<void> {
    await this.post(`${this.doubles.carrierUrl}/double/phones/${encodeURIComponent(number)}/answer`, {
      body,
    });
  }

  /** What a hand does with a call: picks up, hangs up, or presses a key. */
  async handle(sid: string, act: 'pick-up' | 'hang-up' | { key: string }): Promise<void> {
    const call = `${this.doubles.carrierUrl}/double/calls/${encodeURIComponent(sid)}`;
    if (typeof act === 'string') await this.post(`${call}/${act}`, {});
    else await this.post(`${call}/digits`, { digits: act.key });
  }

  /** Answers a mail as a mail program does: with the mail quoted below. */
  async mail(id: string, text: string): Promise<void> {
    await this.post(`${this.doubles.mailboxUrl}/double/mails/${encodeURIComponent(id)}/answer`, {
      text,
      quote: true,
    });
  }

  /** Calls back on every change of either, until stopped. Comes again by itself when one of them was away. */
  watch(changed: () => void): { stop(): void } {
    const ending = new AbortController();
    const follow = async (url: string): Promise<void> => {
      while (!ending.signal.aborted) {
        try {
          const response = await fetch(url, {
            headers: { authorization: this.authorization },
            signal: ending.signal,
          });
          const reader = response.body?.getReader();
          for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
            if (Buffer.from(part.value as Uint8Array).includes('event: change')) changed();
          }
        } catch {
          // Away or ended; looked at below.
        }
        if (!ending.signal.aborted) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS).unref());
      }
    };
    void follow(`${this.doubles.carrierUrl}/double/events`);
    void follow(`${this.doubles.mailboxUrl}/double/events`);
    return { stop: () => ending.abort() };
  }

  private async get<T>(url: string): Promise<T> {
    const response = await this.ask(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return (await response.json()) as T;
  }

  private async post(url: string, body: unknown): Promise<void> {
    await this.ask(url, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
      signal: AbortSignal.timeout(ANSWER_MS),
    });
  }

  private async ask(url: string, init: RequestInit): Promise<Response> {
    const headers = { ...(init.headers as Record<string, string>), authorization: this.authorization };
    const response = await fetch(url, { ...init, headers }).catch((cause: unknown) => {
      throw new ProblemError(
        { status: 503, code: 'doubles-away', title: 'The simulated phones and mailboxes cannot be reached.' },
        { cause },
      );
    });
    if (!response.ok) {
      const said = (await response.json().catch(() => ({}))) as { message?: string };
      throw new ProblemError({
        status: 400,
        code: 'not-taken',
        title: said.message ?? 'The double did not take it.',
      });
    }
    return response;
  }
}
