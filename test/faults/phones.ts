import type { AnswerResult } from '../../local/carrier/carrier';
import type { z } from 'zod';
import type { Behaviour as BehaviourSchema, CarrierMessage, Phone } from '../../local/carrier/model';
import type { Mailbox } from '../../local/mailbox/model';

export type Behaviour = z.input<typeof BehaviourSchema>;

const ANSWER_WITHIN_MS = 60_000;

/** The phones and mailboxes of everybody, through the doubles' own doors. */
export class Phones {
  constructor(private readonly env: Record<string, string>) {}

  async all(): Promise<Phone[]> {
    return ((await this.ask('DOUBLE_URL', '/double/phones')) as { phones: Phone[] }).phones;
  }

  /** Every message that the carrier ever had, in the order in which they came, without the first so many. */
  async messages(from = 0): Promise<CarrierMessage[]> {
    const path = `/double/messages?from=${from}`;
    return ((await this.ask('DOUBLE_URL', path)) as { messages: CarrierMessage[] }).messages;
  }

  async mailboxes(): Promise<Mailbox[]> {
    return ((await this.ask('MAILBOX_URL', '/double/mailboxes')) as { mailboxes: Mailbox[] }).mailboxes;
  }

  /** A text from a phone; with the sid of an earlier one, the carrier's repeat of it. */
  async text(number: string, body: string, sid?: string): Promise<AnswerResult> {
    const path = `/double/phones/${encodeURIComponent(number)}/answer`;
    return (await this.ask('DOUBLE_URL', path, { body, ...(sid ? { sid } : {}) })) as AnswerResult;
  }

  /** How the carrier behaves from now on; nothing: as it should. */
  async behave(behaviour?: Behaviour): Promise<void> {
    await this.ask('DOUBLE_URL', '/double/behaviour', behaviour, behaviour ? 'POST' : 'DELETE');
  }

  private async ask(
    base: 'DOUBLE_URL' | 'MAILBOX_URL',
    path: string,
    body?: object,
    method = body ? 'POST' : 'GET',
  ): Promise<unknown> {
    const { TWILIO_ACCOUNT_SID: name, TWILIO_AUTH_TOKEN: password } = this.env;
    const answer = await fetch(`${this.env[base]}${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
      headers: {
        authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    const text = await answer.text();
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  }
}
