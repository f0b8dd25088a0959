import { z } from 'zod';

/** A mail as it arrived. Times are ISO instants of the mailbox's clock. */
export interface Mail {
  id: string;
  /** `Message-ID` header, with its angle brackets. */
  messageId: string;
  /** Who the sending server said it was from, and for whom: where bounces go, and whose mailbox this is in. */
  envelope: { from: string; to: string[] };
  from: string;
  fromName: string;
  replyTo?: string;
  to: string[];
  subject: string;
  text: string;
  html?: string;
  headers: { name: string; value: string }[];
  receivedAt: string;
}

/** What the owner of a mailbox sent back. */
export interface SentMail {
  id: string;
  answers: string;
  from: string;
  to: string;
  text: string;
  kind: 'answer' | 'auto-reply' | 'bounce';
  sentAt: string;
}

/** One simulated mailbox, oldest mail first. */
export interface Mailbox {
  address: string;
  mails: Mail[];
  sent: SentMail[];
}

const Moment = z.enum(['before', 'after']);

/** How the mail server misbehaves; `before` and `after` mean before and after the mail is in the mailbox. */
export const MailBehaviour = z.strictObject({
  /** Only for this mailbox; for every one without it. */
  address: z.string().optional(),
  /** Only for the next so many mails. */
  times: z.int().positive().optional(),
  /** Refused for good: 550 (or this code) to the recipient. */
  refuse: z.union([z.literal(true), z.int().min(500).max(599)]).optional(),
  /** What it says to that, an enhanced code first; that there is no such mailbox where absent. */
  says: z.string().optional(),
  /** Refused for now: 451. */
  tempfail: z.boolean().optional(),
  /** Never answers. */
  hang: Moment.optional(),
  /** Cuts the connection. */
  drop: Moment.optional(),
});
export type MailBehaviour = z.infer<typeof MailBehaviour>;
