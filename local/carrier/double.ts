import formbody from '@fastify/formbody';
import Fastify, { type FastifyInstance } from 'fastify';
import {
  Carrier,
  type AnswerOptions,
  type AnswerResult,
  type CallReaction,
  type CarrierDoubleOptions,
} from './carrier';
import { registerDoubleApi } from './doubleApi';
import type { Behaviour, CarrierCall, CarrierMessage, Phone } from './model';
import { registerRestApi } from './restApi';

/** A carrier that behaves like Twilio towards the product, and has phones that people and tests can pick up. */
export interface CarrierDouble {
  url: string;
  phones(): Phone[];
  phone(number: string): Phone | undefined;
  /** A text from a phone. Resolves when the product has answered the webhook, or the tries are used up. */
  answer(number: string, body: string, options?: AnswerOptions): Promise<AnswerResult>;
  /** Takes a ringing call. Resolves when it has said what it has to say until it asks for digits. */
  pickUp(callSid: string): Promise<void>;
  /** Digits pressed during a call that asked for them. Resolves when the product has answered. */
  pressDigits(callSid: string, digits: string): Promise<void>;
  /** Ends a call, or declines one that rings. */
  hangUp(callSid: string): Promise<void>;
  /**
   * Called for every text that reaches a phone through the API, and awaited before the sender gets its answer: on a
   * server that skips time, an answer that comes later is skipped past (rule 14). @returns a way to stop listening
   */
  onMessage(react: (message: CarrierMessage) => void | Promise<void>): () => void;
  /** The same for calls: digits that a script presses are pressed before the sender gets its answer. */
  onCall(react: (call: CarrierCall) => CallReaction | void | Promise<CallReaction | void>): () => void;
  behave(behaviour: Behaviour): void;
  /** Behaves again. */
  clearBehaviours(): void;
  /** Resolves when no status callback or inbound webhook is on its way any more. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the double. */
export async function startCarrierDouble(options: CarrierDoubleOptions): Promise<CarrierDouble> {
  const carrier = new Carrier(options);
  const app: FastifyInstance = Fastify({ forceCloseConnections: true, bodyLimit: 1_000_000 });
  await app.register(formbody);
  registerRestApi(app, carrier);
  registerDoubleApi(app, carrier);
  await app.listen({ port: options.port ?? 0, host: options.host ?? '127.0.0.1' });
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  carrier.resume();
  return {
    url: `http://127.0.0.1:${port}`,
    phones: () => carrier.store.phones(),
    phone: (number) => carrier.store.phones().find((phone) => phone.number === number),
    answer: (number, body, how) => carrier.receive(number, body, how),
    pickUp: (sid) => carrier.pickUp(sid),
    pressDigits: (sid, digits) => carrier.press(sid, digits),
    hangUp: (sid) => carrier.hangUp(sid),
    onMessage: (react) => subscribe(carrier.messageReactions, react),
    onCall: (react) => subscribe(carrier.callReactions, react),
    behave: (behaviour) => carrier.behave(behaviour),
    clearBehaviours: () => carrier.store.record({ behaviours: [] }),
    settled: () => carrier.settled(),
    async stop() {
      carrier.webhooks.stop();
      carrier.close();
      await app.close();
      await carrier.settled();
    },
  };
}

function subscribe<T>(all: Set<T>, one: T): () => void {
  all.add(one);
  return () => all.delete(one);
}
