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
  /** Digits pressed during a call that asked for them. */
  pressDigits(callSid: string, digits: string): void;
  /**
   * Called for every text that reaches a phone through the API, and awaited before the sender gets its answer: on a
   * server that skips time, an answer that comes later is skipped past (rule 14). @returns a way to stop listening
   */
  onMessage(react: (message: CarrierMessage) => void | Promise<void>): () => void;
  /** The same for calls. */
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
    pressDigits: (sid, digits) => carrier.pressDigits(sid, digits),
    onMessage: (react) => subscribe(carrier.messageReactions, react),
    onCall: (react) => subscribe(carrier.callReactions, react),
    behave: (behaviour) => carrier.behave(behaviour),
    clearBehaviours: () => carrier.store.record({ behaviours: [] }),
    settled: () => carrier.settled(),
    async stop() {
      carrier.webhooks.stop();
      carrier.hangUp();
      await app.close();
      await carrier.settled();
    },
  };
}

function subscribe<T>(all: Set<T>, one: T): () => void {
  all.add(one);
  return () => all.delete(one);
}
