import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { SegmentedMessage } from 'sms-segments-calculator';
import type { Report } from '../report';
import { silent } from '../report';
import { carrierKeyword, carrierReply } from './keywords';
import {
  Behaviour,
  type CallStatus,
  type CarrierCall,
  type CarrierMessage,
  type MessageStatus,
} from './model';
import { e164, Refusal } from './refusals';
import { CarrierStore } from './store';
import { readTwiml } from './twiml';
import { Webhooks } from './webhooks';

export interface CarrierDoubleOptions {
  /** Any free one by default. */
  port?: number;
  /** Address to listen on; 127.0.0.1 by default. */
  host?: string;
  /** Where phones are kept across restarts; nowhere by default. */
  dataDir?: string;
  accountSid: string;
  authToken: string;
  /** Where messages from phones are posted to, signed for exactly this address. */
  inboundUrl: string;
  /** Now, for the dates of messages; the machine's clock by default. */
  clock?: () => Date | Promise<Date>;
  /** Our number, for phones that write first and for senders that name none. */
  ownNumber?: string;
  /** How often a webhook without an answer is tried; see {@link Webhooks}. */
  webhookTries?: number;
  /** Where a webhook address is really posted to, when it is a public one that does not lead here. */
  route?: (url: string) => string;
  /**
   * What becomes of a call that no script plays: it rings until a hand picks it up or `ringsForMs` are over (default), or
   * a machine takes it, which hears it out and presses nothing.
   */
  unattendedCalls?: 'ring' | 'machine';
  /** How long a call rings, and how long it waits for digits, in milliseconds of the machine's clock. */
  ringsForMs?: number;
  digitsWithinMs?: number;
  report?: Report;
}

/** What a scripted person does with a call. */
export interface CallReaction {
  status?: Extract<CallStatus, 'completed' | 'busy' | 'no-answer' | 'failed'>;
  digits?: string;
}

export interface AnswerOptions {
  /** The carrier's id for the message: the same one again is a repeat of the same message. */
  sid?: string;
  /** How often the webhook is posted. */
  times?: number;
  /** Which number of ours it goes to; by default the one that wrote last. */
  to?: string;
}

export interface AnswerResult {
  sid: string;
  /** HTTP status of each post; 0 where nobody answered. */
  statuses: number[];
}

/** Twilio's own test number. */
const OWN_NUMBER = '+15005550006';
const WEBHOOK_TRIES = 8;
const RINGS_FOR_MS = 60_000;
const DIGITS_WITHIN_MS = 60_000;
const FINAL: ReadonlySet<MessageStatus> = new Set(['delivered', 'undelivered', 'failed', 'received']);

type Effects = Omit<Behaviour, 'number' | 'times' | 'only'>;

/** A call that waits for a hand: to be picked up, or for digits after what was said. */
interface OpenCall {
  timer: NodeJS.Timeout;
  /** Where digits go, once it has been picked up and asks for some. */
  action?: string;
  /** What is still said to somebody who presses nothing. */
  unanswered: string[];
}

/** The carrier behind the HTTP routes. */
export class Carrier {
  readonly store: CarrierStore;
  readonly webhooks: Webhooks;
  readonly messageReactions = new Set<(message: CarrierMessage) => void | Promise<void>>();
  readonly callReactions = new Set<
    (call: CarrierCall) => CallReaction | void | Promise<CallReaction | void>
  >();
  private readonly underWay = new Set<Promise<void>>();
  private readonly openCalls = new Map<string, OpenCall>();
  private readonly report: Report;

  constructor(readonly options: CarrierDoubleOptions) {
    this.report = options.report ?? silent;
    this.store = new CarrierStore(options.dataDir ? path.join(options.dataDir, 'carrier.jsonl') : undefined);
    this.webhooks = new Webhooks({
      authToken: options.authToken,
      tries: options.webhookTries ?? WEBHOOK_TRIES,
      route: options.route ?? ((url) => url),
    });
  }

  get ownNumber(): string {
    return this.options.ownNumber ?? OWN_NUMBER;
  }

  behave(behaviour: Behaviour): void {
    this.store.record({ behaviours: [...this.store.behaviours, Behaviour.parse(behaviour)] });
  }

  /** What is in force for a number now; uses up one of the `times` of each that applies. */
  effectsFor(number: string, what: 'texts' | 'calls'): Effects {
    const applying = this.store.behaviours.filter(
      (b) => (b.number === undefined || b.number === number) && (b.only === undefined || b.only === what),
    );
    if (applying.some((b) => b.times !== undefined)) {
      const left = this.store.behaviours.flatMap((b) => {
        if (b.times === undefined || !applying.includes(b)) return [b];
        return b.times > 1 ? [{ ...b, times: b.times - 1 }] : [];
      });
      this.store.record({ behaviours: left });
    }
    return Object.assign({}, ...applying) as Effects;
  }

  /** How a question about messages or calls goes wrong, if it does; it uses nothing up. */
  whenAsked(number: string | undefined, what: 'texts' | 'calls'): Behaviour['whenAsked'] {
    return this.store.behaviours.findLast(
      (b) =>
        b.whenAsked !== undefined &&
        (b.number === undefined || b.number === number) &&
        (b.only === undefined || b.only === what),
    )?.whenAsked;
  }

  /** A text of the product's is accepted: it is on the phone, and whoever plays that phone has reacted. */
  async accept(
    fields: Pick<CarrierMessage, 'to' | 'body'> &
      Partial<Pick<CarrierMessage, 'from' | 'statusCallback' | 'validitySeconds'>>,
    effects: Effects,
  ): Promise<{ message: CarrierMessage; afterAnswer: () => void }> {
    const from = fields.from ?? this.ownNumber;
    if (this.store.hasStopped(fields.to, from))
      throw new Refusal(400, 21610, 'Attempt to send to unsubscribed recipient');
    const message: CarrierMessage = {
      ...fields,
      from,
      sid: newSid('SM'),
      direction: 'outbound-api',
      segments: new SegmentedMessage(fields.body).segmentsCount,
      status: 'queued',
      createdAt: await this.now(),
    };
    this.store.record({ message });
    if (effects.undelivered === undefined) await this.react(this.messageReactions, message);
    const progress = (): Promise<void> => this.progress(message.sid, effects);
    if (effects.receipts === 'before') await progress();
    return {
      message: this.store.messages.get(message.sid) ?? message,
      afterAnswer: () => {
        if (effects.receipts !== 'before') this.inBackground(progress());
      },
    };
  }

  /** Moves a message on to where it ends, telling the sender on the way. */
  private async progress(sid: string, effects: Effects): Promise<void> {
    const steps: MessageStatus[] = [
      'queued',
      'sent',
      effects.undelivered === undefined ? 'delivered' : 'undelivered',
    ];
    const callbacks: (() => Promise<void>)[] = [];
    for (const status of steps) {
      const before = this.store.messages.get(sid);
      if (!before) return;
      const message: CarrierMessage = {
        ...before,
        status,
        ...(status === 'queued' ? {} : { sentAt: before.sentAt ?? (await this.now()) }),
        ...(status === 'undelivered' && effects.undelivered ? { errorCode: effects.undelivered } : {}),
      };
      if (status !== before.status) this.store.record({ message });
      if (!message.statusCallback || effects.receipts === 'off') continue;
      const callback = async (): Promise<void> => {
        for (let time = 0; time < (effects.repeatReceipts ?? 1); time++)
          await this.webhooks.post(message.statusCallback ?? '', this.receiptForm(message));
      };
      if (effects.reorderReceipts) callbacks.unshift(callback);
      else await callback();
    }
    for (const callback of callbacks) await callback();
  }

  /** A text from a phone. */
  async receive(number: string, body: string, how: AnswerOptions = {}): Promise<AnswerResult> {
    const from = e164(number);
    if (!from) throw new Refusal(400, 21212, `not a phone number: ${number}`);
    const known = how.sid ? this.store.messages.get(how.sid) : undefined;
    const to = known?.to ?? how.to ?? this.store.lastSender(from) ?? this.ownNumber;
    const keyword = carrierKeyword(body);
    const message: CarrierMessage = known ?? {
      sid: how.sid ?? newSid('SM'),
      direction: 'inbound',
      from,
      to,
      body,
      segments: body ? new SegmentedMessage(body).segmentsCount : 0,
      status: 'received',
      createdAt: await this.now(),
      ...(keyword ? { optOutType: keyword } : {}),
    };
    if (!known) {
      this.store.record({ message });
      this.store.record({ unanswered: message.sid });
    }
    const stoppedBefore = this.store.hasStopped(from, to);
    if (keyword === 'STOP' || keyword === 'START')
      this.store.record({ stopped: { phone: from, own: to, value: keyword === 'STOP' } });
    const statuses: number[] = [];
    for (let time = 0; time < (how.times ?? 1); time++) statuses.push(await this.deliverInbound(message.sid));
    const silentHere =
      known || (keyword === 'STOP' && stoppedBefore) || (keyword === 'START' && !stoppedBefore);
    if (keyword && !silentHere) await this.reply(message, carrierReply(keyword), true);
    return { sid: message.sid, statuses };
  }

  private async deliverInbound(sid: string): Promise<number> {
    const message = this.store.messages.get(sid);
    if (!message) return 0;
    const answer = await this.webhooks.post(this.options.inboundUrl, this.inboundForm(message));
    if (answer && answer.status < 500 && this.store.unanswered.has(sid)) this.store.record({ answered: sid });
    if (answer?.status === 200)
      for (const text of readTwiml(answer.body).messages) await this.reply(message, text, false);
    return answer?.status ?? 0;
  }

  private async reply(to: CarrierMessage, body: string, byCarrier: boolean): Promise<void> {
    if (!byCarrier && this.store.hasStopped(to.from, to.to)) return;
    const now = await this.now();
    this.store.record({
      message: {
        sid: newSid('SM'),
        direction: 'outbound-reply',
        from: to.to,
        to: to.from,
        body,
        segments: new SegmentedMessage(body).segmentsCount,
        status: 'delivered',
        createdAt: now,
        sentAt: now,
      },
    });
  }

  /** A call of the product's is accepted; whoever plays the phone has decided what to do with it. */
  async call(
    fields: Pick<CarrierCall, 'to' | 'from' | 'statusCallbackEvents'> & Partial<CarrierCall>,
    effects: Effects,
  ): Promise<{ call: CarrierCall; afterAnswer: () => void }> {
    const call: CarrierCall = {
      ...fields,
      sid: newSid('CA'),
      status: 'queued',
      createdAt: await this.now(),
      said: [],
      ...(effects.receipts === 'off' ? { statusCallbackEvents: [] } : {}),
    };
    this.store.record({ call });
    const reaction: CallReaction = { ...(await this.react(this.callReactions, call)) };
    const end = effects.call ?? reaction.status ?? (reaction.digits === undefined ? undefined : 'completed');
    // What somebody in a script does must be done before the sender gets its answer: see `onMessage`.
    if (reaction.digits !== undefined) await this.ring(call.sid, end, reaction.digits);
    return {
      call: this.store.calls.get(call.sid) ?? call,
      afterAnswer: () => {
        if (reaction.digits === undefined) this.inBackground(this.ring(call.sid, end));
      },
    };
  }

  private async ring(sid: string, end: CallStatus | undefined, digits?: string): Promise<void> {
    await this.move(sid, 'queued', 'initiated');
    await this.move(sid, 'ringing', 'ringing');
    if (end !== undefined && end !== 'completed') return this.move(sid, end, 'completed');
    if (end === undefined && this.options.unattendedCalls !== 'machine') {
      const timer = setTimeout(
        () => this.inBackground(this.giveUp(sid, 'no-answer')),
        this.options.ringsForMs ?? RINGS_FOR_MS,
      ).unref();
      this.openCalls.set(sid, { timer, unanswered: [] });
      return;
    }
    await this.answered(sid);
    if (digits !== undefined && this.openCalls.get(sid)?.action !== undefined) await this.press(sid, digits);
    if (this.openCalls.has(sid)) await this.nothingPressed(sid);
  }

  /** Moves a call on and tells the sender, where it wants to know of that. */
  private async move(
    sid: string,
    status: CallStatus,
    event: string,
    change: Partial<CarrierCall> = {},
  ): Promise<void> {
    const before = this.store.calls.get(sid);
    if (!before) return;
    const call = { ...before, ...change, status };
    this.store.record({ call });
    if (call.statusCallback && call.statusCallbackEvents.includes(event))
      await this.webhooks.post(call.statusCallback, this.callForm(call));
  }

  /** Somebody, or a machine, has taken the call and hears what it has to say. */
  private async answered(sid: string): Promise<void> {
    await this.move(sid, 'in-progress', 'answered');
    const call = this.store.calls.get(sid);
    let xml = call?.twiml;
    if (call?.url && !xml) xml = (await this.webhooks.post(call.url, this.callForm(call)))?.body;
    await this.say(sid, xml);
  }

  private async say(sid: string, xml: string | undefined): Promise<void> {
    const call = this.store.calls.get(sid);
    if (!call) return;
    const { says, gather, unanswered } = readTwiml(xml ?? '');
    this.store.record({ call: { ...call, said: [...call.said, ...says] } });
    const action = gather && (gather.action || call.url);
    if (!action) return this.move(sid, 'completed', 'completed');
    const timer = setTimeout(
      () => this.inBackground(this.nothingPressed(sid)),
      this.options.digitsWithinMs ?? DIGITS_WITHIN_MS,
    ).unref();
    this.openCalls.set(sid, { timer, action, unanswered });
  }

  private async nothingPressed(sid: string): Promise<void> {
    const open = this.take(sid);
    const call = this.store.calls.get(sid);
    if (!open || !call) return;
    await this.move(sid, 'completed', 'completed', { said: [...call.said, ...open.unanswered] });
  }

  private async giveUp(sid: string, status: CallStatus): Promise<void> {
    if (this.take(sid)) await this.move(sid, status, 'completed');
  }

  private take(sid: string): OpenCall | undefined {
    const open = this.openCalls.get(sid);
    clearTimeout(open?.timer);
    this.openCalls.delete(sid);
    return open;
  }

  /** A hand picks up a ringing phone. Resolves when it has heard everything until digits are wanted. */
  async pickUp(sid: string): Promise<void> {
    if (this.store.calls.get(sid)?.status !== 'ringing')
      throw new Refusal(409, 0, 'this call is not ringing');
    this.take(sid);
    await this.track(this.answered(sid));
  }

  /** Ends a call, or declines one that rings. */
  async hangUp(sid: string): Promise<void> {
    const ringing = this.store.calls.get(sid)?.status === 'ringing';
    if (!this.openCalls.has(sid)) throw new Refusal(409, 0, 'this call is over');
    await this.track(this.giveUp(sid, ringing ? 'busy' : 'completed'));
  }

  /** Presses keys in a call that asks for some. Resolves when the product has answered. */
  async press(sid: string, digits: string): Promise<void> {
    const action = this.openCalls.get(sid)?.action;
    const before = this.store.calls.get(sid);
    if (action === undefined || !before) throw new Refusal(409, 0, 'this call is not waiting for digits');
    this.take(sid);
    const call = { ...before, digits };
    this.store.record({ call });
    const target = URL.canParse(action) ? action : new URL(action, call.url ?? this.options.inboundUrl).href;
    await this.track(
      (async () => {
        const answer = await this.webhooks.post(target, { ...this.callForm(call), Digits: digits });
        await this.say(sid, answer?.status === 200 ? answer.body : undefined);
      })(),
    );
  }

  /** Goes on with what was under way when the last run ended. */
  resume(): void {
    for (const message of this.store.messages.values())
      if (message.direction === 'outbound-api' && !FINAL.has(message.status))
        this.inBackground(this.progress(message.sid, {}));
    for (const sid of this.store.unanswered)
      this.inBackground(this.deliverInbound(sid).then(() => undefined));
    for (const { sid, status } of this.store.calls.values()) {
      if (status === 'queued' || status === 'ringing') this.inBackground(this.ring(sid, 'no-answer'));
      if (status === 'in-progress') this.inBackground(this.move(sid, 'completed', 'completed'));
    }
  }

  /** Gives up what waits for a hand, without a word to anybody. */
  close(): void {
    for (const sid of this.openCalls.keys()) this.take(sid);
  }

  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  /** Counts as under way until it is done; its failure is the caller's. */
  private async track(work: Promise<void>): Promise<void> {
    this.inBackground(work.catch(() => undefined));
    await work;
  }

  private inBackground(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => this.report(`carrier double: ${String(error)}`))
      .finally(() => this.underWay.delete(tracked));
    this.underWay.add(tracked);
  }

  private async react<T, R>(reactions: Set<(thing: T) => R | Promise<R>>, thing: T): Promise<R | undefined> {
    let last: R | undefined;
    for (const reaction of reactions) {
      try {
        last = (await reaction(thing)) ?? last;
      } catch (error) {
        // A script that fails must not look to the sender like a carrier that fails.
        this.report(`carrier double: a scripted phone failed: ${String(error)}`);
      }
    }
    return last;
  }

  private async now(): Promise<string> {
    return (await (this.options.clock ?? (() => new Date()))()).toISOString();
  }

  private receiptForm(message: CarrierMessage): Record<string, string> {
    return {
      ...(message.errorCode === undefined ? {} : { ErrorCode: String(message.errorCode) }),
      SmsSid: message.sid,
      SmsStatus: message.status,
      MessageStatus: message.status,
      To: message.to,
      MessageSid: message.sid,
      AccountSid: this.options.accountSid,
      From: message.from,
      ApiVersion: '2010-04-01',
    };
  }

  private inboundForm(message: CarrierMessage): Record<string, string> {
    return {
      ToCountry: 'CA',
      ToState: '',
      SmsMessageSid: message.sid,
      NumMedia: '0',
      ToCity: '',
      FromZip: '',
      SmsSid: message.sid,
      FromState: '',
      SmsStatus: 'received',
      FromCity: '',
      Body: message.body,
      FromCountry: 'CA',
      To: message.to,
      ToZip: '',
      NumSegments: String(message.segments),
      MessageSid: message.sid,
      AccountSid: this.options.accountSid,
      From: message.from,
      ApiVersion: '2010-04-01',
      ...(message.optOutType ? { OptOutType: message.optOutType } : {}),
    };
  }

  private callForm(call: CarrierCall): Record<string, string> {
    return {
      CallSid: call.sid,
      AccountSid: this.options.accountSid,
      From: call.from,
      To: call.to,
      Caller: call.from,
      Called: call.to,
      CallStatus: call.status,
      Direction: 'outbound-api',
      ApiVersion: '2010-04-01',
    };
  }
}

function newSid(prefix: 'SM' | 'CA'): string {
  return prefix + randomBytes(16).toString('hex');
}
