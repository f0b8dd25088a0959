import { z } from 'zod';

export type MessageStatus = 'queued' | 'sent' | 'delivered' | 'undelivered' | 'failed' | 'received';
export type CallStatus = 'queued' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'no-answer' | 'failed';

/** A text message as the carrier knows it. Times are ISO instants of the double's clock. */
export interface CarrierMessage {
  sid: string;
  direction: 'outbound-api' | 'outbound-reply' | 'inbound';
  from: string;
  to: string;
  body: string;
  segments: number;
  status: MessageStatus;
  createdAt: string;
  sentAt?: string;
  errorCode?: number;
  statusCallback?: string;
  validitySeconds?: number;
  /** STOP, START or HELP, when the carrier itself acted on an inbound message. */
  optOutType?: OptOutType;
}

export type OptOutType = 'STOP' | 'START' | 'HELP';

export interface CarrierCall {
  sid: string;
  from: string;
  to: string;
  status: CallStatus;
  createdAt: string;
  /** What was said to whoever answered. */
  said: string[];
  /** What they pressed. */
  digits?: string;
  twiml?: string;
  url?: string;
  statusCallback?: string;
  statusCallbackEvents: string[];
}

/** One simulated phone: every message from and to its number, oldest first. */
export interface Phone {
  number: string;
  /** Numbers of ours that this phone has told to stop. */
  stopped: string[];
  messages: CarrierMessage[];
  calls: CarrierCall[];
}

const Misstep = z.enum(['error', 'hang', 'drop']);

/**
 * How the carrier misbehaves. Several can be in force; where they disagree the newest wins. `error` is a 500, `hang`
 * never answers, `drop` cuts the connection.
 */
export const Behaviour = z.strictObject({
  /** Only for this number; for every number without it. */
  number: z.string().optional(),
  /** Only for the next so many messages or calls; until cleared without it. */
  times: z.int().positive().optional(),
  /** Not accepted: answered with this HTTP status and error code. */
  refuse: z.strictObject({ status: z.int(), code: z.int(), message: z.string().optional() }).optional(),
  /** Only texts, or only calls; both without it. */
  only: z.enum(['texts', 'calls']).optional(),
  /** Goes wrong when it is asked what became of messages. */
  whenAsked: Misstep.optional(),
  /** Seconds to stay away, said with a refusal. */
  retryAfter: z.int().positive().optional(),
  /** Goes wrong before the message is accepted: nobody will get it. */
  beforeAccepting: Misstep.optional(),
  /** Goes wrong after the message is accepted: the person gets it, the sender does not know. */
  afterAccepting: Misstep.optional(),
  /** Milliseconds before the answer, by the machine's clock. */
  lateMs: z.int().nonnegative().optional(),
  /** When status callbacks come: after the answer (default), before it, or never. */
  receipts: z.enum(['after', 'before', 'off']).optional(),
  /** How often each status callback is sent. */
  repeatReceipts: z.int().positive().optional(),
  /** Sends the status callbacks last first. */
  reorderReceipts: z.boolean().optional(),
  /** Not delivered, with this error code, e.g. 30003 (unreachable handset) or 30036 (validity expired). */
  undelivered: z.int().optional(),
  /** How a call ends. */
  call: z.enum(['completed', 'busy', 'no-answer', 'failed']).optional(),
});
export type Behaviour = z.infer<typeof Behaviour>;
