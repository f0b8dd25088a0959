import type { AnswerResult } from '../../local/carrier/carrier';
import type { CarrierMessage, Phone } from '../../local/carrier/model';
import type { Mailbox } from '../../local/mailbox/model';
import type { RunFile } from '../../local/runFile';

const ANSWER_WITHIN_MS = 60_000;

/** The phones and mailboxes of everybody, through the doubles' own doors. */
export class Phones {
  constructor(private readonly env: RunFile['env']) {}

  async all(): Promise<Phone[]> {
    return ((await this.ask('DOUBLE_URL', '/double/phones')) as { phones: Phone[] }).phones;
  }

  /** Every message that the carrier ever had. */
  async messages(): Promise<CarrierMessage[]> {
    return (await this.all()).flatMap(({ messages }) => messages);
  }

  async mailboxes(): Promise<Mailbox[]> {
    return ((await this.ask('MAILBOX_URL', '/double/mailboxes')) as { mailboxes: Mailbox[] }).mailboxes;
  }

  /** A text from a phone; with the sid of an earlier one, the carrier's repeat of it. */
  async text(number: string, body: string, sid?: string): Promise<AnswerResult> {
    const path = `/double/phones/${encodeURIComponent(number)}/answer`;
    return (await this.ask('DOUBLE_URL', path, { body, ...(sid ? { sid } : {}) })) as AnswerResult;
  }

  private async ask(base: 'DOUBLE_URL' | 'MAILBOX_URL', path: string, body?: object): Promise<unknown> {
    const { TWILIO_ACCOUNT_SID: name, TWILIO_AUTH_TOKEN: password } = this.env;
    const answer = await fetch(`${this.env[base]}${path}`, {
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      headers: {
        authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return await answer.json();
  }
}
