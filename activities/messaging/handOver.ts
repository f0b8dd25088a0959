import type { Language } from '../../domain/messages';

/** What became of handing one message over; senders answer with one of these and never throw. */
export type HandOver =
  /** `carrierId`: Twilio's sid, or the mail's Message-ID. */
  | { outcome: 'accepted'; carrierId: string }
  /** Refused for good; asking again with the same would get the same answer. `code` is the carrier's. */
  | { outcome: 'refused'; code: string; consequence: Consequence }
  /** Certainly not taken, and worth another try: nothing listens, or it says "not now". */
  | {
      outcome: 'away';
      code: string;
      /** How long it asked to be left alone, in milliseconds. */ retryAfterMs?: number;
    }
  /** The message left, and nobody said what became of it: it may be on its way (rule 2). */
  | { outcome: 'unknown'; code: string };

/** What a refusal says beyond this one message; see `numbers`. */
export type Consequence = 'stopped' | 'unusable' | 'landline' | 'temporary' | 'filtered' | 'none';

export interface SmsMessage {
  to: string;
  body: string;
  /** Comes back with every status callback. */
  token: string;
  /** Not worth delivering after so many seconds; the carrier's own longest time when absent. */
  validSeconds?: number;
}

export interface SmsSender {
  send(message: SmsMessage): Promise<HandOver>;
  /**
   * Sids of messages to a number with exactly this text that the carrier took at or after an instant, newest first.
   * `undefined`: the carrier could not be asked.
   */
  find(message: { to: string; body: string; since: Date }): Promise<string[] | undefined>;
  /** Milliseconds after which a hand-over has ended one way or another. */
  readonly patienceMs: number;
}

export interface VoiceCall {
  to: string;
  /** Everything that is said, the keys included. */
  words: string;
  language: Language;
  /** Comes back with every status callback and every key. */
  token: string;
}

export interface VoiceSender {
  call(call: VoiceCall): Promise<HandOver>;
  /**
   * Sids of calls of ours to a number that the carrier took at or after an instant, newest first: its list does not tell
   * what was said in them. `undefined`: the carrier could not be asked.
   */
  find(call: { to: string; since: Date }): Promise<string[] | undefined>;
  readonly patienceMs: number;
}

export interface MailMessage {
  to: string;
  subject: string;
  body: string;
  /** Names the delivery in the address that answers and bounces go to. */
  token: string;
  /** The same for the same occurrence, so that a mailbox that gets it twice shows it once. */
  messageId: string;
}

export interface MailSender {
  send(message: MailMessage): Promise<HandOver>;
  /** The Message-ID of an occurrence on this sender's domain. */
  messageIdOf(key: string): string;
  readonly patienceMs: number;
}
