import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isAuthorized } from './authorize';
import type { Carrier } from './carrier';
import type { CarrierCall, CarrierMessage } from './model';
import { checkCall, checkMessage, Refusal } from './refusals';

const API = '/2010-04-01/Accounts';
const PAGE_SIZE = 50;

type Form = Record<string, string | undefined>;

/** The parts of Twilio's REST API that its SDK calls for us, with its error codes and its dates. */
export function registerRestApi(app: FastifyInstance, carrier: Carrier): void {
  const { accountSid, authToken } = carrier.options;
  void app.register(async (api) => {
    api.addHook('onRequest', async (request) => {
      const { sid } = request.params as { sid: string };
      if (!isAuthorized(request, accountSid, authToken) || sid !== accountSid)
        throw new Refusal(401, 20003, 'Authenticate');
    });
    api.setErrorHandler((error, _request, reply) => {
      if (error instanceof Refusal) return refuse(reply, error);
      return refuse(reply, new Refusal(500, 20500, 'Internal Server Error'));
    });

    api.get(`${API}/:sid.json`, async () => ({
      sid: accountSid,
      status: 'active',
      type: 'Full',
      friendly_name: 'double',
    }));

    api.post(`${API}/:sid/Messages.json`, async (request, reply) => {
      const form = formOf(request);
      const { to, from, body } = checkMessage(form);
      const effects = carrier.effectsFor(to, 'texts');
      if (effects.lateMs) await wait(effects.lateMs);
      if (effects.refuse) {
        if (effects.retryAfter) reply.header('retry-after', String(effects.retryAfter));
        throw refusal(effects.refuse);
      }
      if (effects.beforeAccepting) return goWrong(effects.beforeAccepting, request, reply);
      const { message, afterAnswer } = await carrier.accept(
        {
          to,
          body,
          ...(from ? { from } : {}),
          ...(form['StatusCallback'] ? { statusCallback: form['StatusCallback'] } : {}),
          ...(form['ValidityPeriod'] ? { validitySeconds: Number(form['ValidityPeriod']) } : {}),
        },
        effects,
      );
      reply.raw.once('close', afterAnswer);
      if (effects.afterAccepting) {
        if (effects.afterAccepting === 'hang') afterOnce(reply, afterAnswer);
        return goWrong(effects.afterAccepting, request, reply);
      }
      return reply.code(201).send(messageJson(message, accountSid));
    });

    api.get(`${API}/:sid/Messages.json`, async (request, reply) => {
      const query = request.query as Form;
      const whenAsked = carrier.whenAsked(query['To'], 'texts');
      return whenAsked ? goWrong(whenAsked, request, reply) : listMessages(carrier, query);
    });

    api.get(`${API}/:sid/Messages/:message.json`, async (request) => {
      const { message: wanted } = request.params as { message: string };
      const message = carrier.store.messages.get(wanted);
      if (!message) throw notFound(request);
      return messageJson(message, accountSid);
    });

    api.post(`${API}/:sid/Calls.json`, async (request, reply) => {
      const form = formOf(request);
      const { to, from } = checkCall(form);
      const effects = carrier.effectsFor(to, 'calls');
      if (effects.lateMs) await wait(effects.lateMs);
      if (effects.refuse) {
        if (effects.retryAfter) reply.header('retry-after', String(effects.retryAfter));
        throw refusal(effects.refuse);
      }
      if (effects.beforeAccepting) return goWrong(effects.beforeAccepting, request, reply);
      const events = (request.body as Record<string, string | string[]>)['StatusCallbackEvent'];
      const { call, afterAnswer } = await carrier.call(
        {
          to,
          from,
          statusCallbackEvents: events === undefined ? ['completed'] : [events].flat(),
          ...(form['Twiml'] ? { twiml: form['Twiml'] } : {}),
          ...(form['Url'] ? { url: form['Url'] } : {}),
          ...(form['StatusCallback'] ? { statusCallback: form['StatusCallback'] } : {}),
        },
        effects,
      );
      reply.raw.once('close', afterAnswer);
      if (effects.afterAccepting) {
        if (effects.afterAccepting === 'hang') afterOnce(reply, afterAnswer);
        return goWrong(effects.afterAccepting, request, reply);
      }
      return reply.code(201).send(callJson(call, accountSid));
    });

    api.get(`${API}/:sid/Calls.json`, async (request, reply) => {
      const query = request.query as Form;
      const whenAsked = carrier.whenAsked(query['To'], 'calls');
      return whenAsked ? goWrong(whenAsked, request, reply) : listCalls(carrier, query);
    });

    api.get(`${API}/:sid/Calls/:call.json`, async (request) => {
      const { call: wanted } = request.params as { call: string };
      const call = carrier.store.calls.get(wanted);
      if (!call) throw notFound(request);
      return callJson(call, accountSid);
    });
  });
}

/** A hung request closes only when the sender gives up, and the receipts must not wait for that. */
function afterOnce(reply: FastifyReply, work: () => void): void {
  reply.raw.removeListener('close', work);
  work();
}

function goWrong(how: 'error' | 'hang' | 'drop', request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (how === 'error') return refuse(reply, new Refusal(500, 20500, 'Internal Server Error'));
  reply.hijack();
  if (how === 'drop') request.raw.socket.destroy();
  return reply;
}

function refuse(reply: FastifyReply, { status, code, message }: Refusal): FastifyReply {
  return reply
    .code(status)
    .send({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
}

function refusal(given: { status: number; code: number; message?: string | undefined }): Refusal {
  return new Refusal(given.status, given.code, given.message ?? 'Refused');
}

function notFound(request: FastifyRequest): Refusal {
  return new Refusal(404, 20404, `The requested resource ${request.url} was not found`);
}

function formOf(request: FastifyRequest): Form {
  const body = (request.body ?? {}) as Record<string, string | string[]>;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, [value].flat()[0]]));
}

function listMessages(carrier: Carrier, query: Form): object {
  const dateOf = (message: CarrierMessage): number => Date.parse(message.sentAt ?? message.createdAt);
  const day = query['DateSent'];
  const found = [...carrier.store.messages.values()].filter((message) => {
    if (query['To'] && message.to !== query['To']) return false;
    if (query['From'] && message.from !== query['From']) return false;
    if (day && new Date(dateOf(message)).toISOString().slice(0, 10) !== day.slice(0, 10)) return false;
    // The carrier keeps whole seconds.
    const at = Math.floor(dateOf(message) / 1000) * 1000;
    if (query['DateSent>'] && at < Math.floor(Date.parse(query['DateSent>']) / 1000) * 1000) return false;
    if (query['DateSent<'] && at > Date.parse(query['DateSent<'])) return false;
    return true;
  });
  const { accountSid } = carrier.options;
  return paged(accountSid, 'Messages', query, found, (message) => messageJson(message, accountSid));
}

function listCalls(carrier: Carrier, query: Form): object {
  const found = [...carrier.store.calls.values()].filter(
    (call) =>
      (!query['To'] || call.to === query['To']) &&
      (!query['From'] || call.from === query['From']) &&
      (!query['Status'] || call.status === query['Status']),
  );
  const { accountSid } = carrier.options;
  return paged(accountSid, 'Calls', query, found, (call) => callJson(call, accountSid));
}

/** Newest first, in pages that name their neighbours. */
function paged<T>(
  accountSid: string,
  what: 'Messages' | 'Calls',
  query: Form,
  oldestFirst: readonly T[],
  json: (one: T) => object,
): object {
  const size = Math.min(1000, Math.max(1, Number(query['PageSize'] ?? PAGE_SIZE)));
  const page = Math.max(0, Number(query['Page'] ?? 0));
  const found = [...oldestFirst].reverse();
  const uriOf = (number: number): string => {
    const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const all = new URLSearchParams({
      ...Object.fromEntries(given),
      PageSize: String(size),
      Page: String(number),
    });
    return `${API}/${accountSid}/${what}.json?${all.toString()}`;
  };
  const shown = found.slice(page * size, (page + 1) * size);
  return {
    [what.toLowerCase()]: shown.map(json),
    page,
    page_size: size,
    start: page * size,
    end: Math.max(0, page * size + shown.length - 1),
    uri: uriOf(page),
    first_page_uri: uriOf(0),
    next_page_uri: (page + 1) * size < found.length ? uriOf(page + 1) : null,
    previous_page_uri: page > 0 ? uriOf(page - 1) : null,
  };
}

/** RFC 2822 with whole seconds, as the carrier writes dates. */
function rfc2822(instant: string | undefined): string | null {
  return instant === undefined ? null : new Date(instant).toUTCString().replace('GMT', '+0000');
}

function messageJson(message: CarrierMessage, accountSid: string): object {
  const uri = `${API}/${accountSid}/Messages/${message.sid}`;
  return {
    sid: message.sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: rfc2822(message.createdAt),
    date_sent: rfc2822(message.sentAt),
    date_updated: rfc2822(message.sentAt ?? message.createdAt),
    direction: message.direction,
    error_code: message.errorCode ?? null,
    error_message: null,
    from: message.from,
    messaging_service_sid: null,
    num_media: '0',
    num_segments: String(message.segments),
    price: null,
    price_unit: 'USD',
    status: message.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: message.to,
    uri: `${uri}.json`,
  };
}

function callJson(call: CarrierCall, accountSid: string): object {
  return {
    sid: call.sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    date_created: rfc2822(call.createdAt),
    date_updated: rfc2822(call.createdAt),
    direction: 'outbound-api',
    from: call.from,
    to: call.to,
    status: call.status,
    price: null,
    price_unit: 'USD',
    uri: `${API}/${accountSid}/Calls/${call.sid}.json`,
    subresource_uris: {},
  };
}
