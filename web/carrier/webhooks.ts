import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Receipt } from '../../activities/receipts';
import { createReceipts } from '../../activities/receiptsTogether';
import { as, instant, type InboundId } from '../../domain/ids';
import { businessNow } from '../http/businessNow';
import { ProblemError } from '../http/problem';
import { within } from '../http/within';
import type { Parts } from '../parts';
import { BODY_LIMIT, one, queryToken, START_MS, STORE_MS, type Fields } from './fields';
import { MalformedForm, parseForm } from './form';
import { isSigned } from './signature';
import { deliverAgain } from './pickUp';
import { takeReply } from './takeReply';
import { voiceWebhooks } from './voice';

const SID = /^[A-Z]{2}[0-9a-fA-F]{32}$/;
const E164 = /^\+?[0-9]{3,15}$/;

/**
 * What the carrier tells us: somebody wrote, or a message of ours got somewhere. Kept first, once per carrier id, however
 * often and in whatever order it comes; what follows from it is the inbound workflow's.
 * Answers: 400 not a form, or fields missing · 403 not signed by the carrier · 413 too large · 503 come again.
 */
export function carrierWebhooks(app: FastifyInstance, parts: Parts): void {
  const { counters } = parts;
  const applyReceipt = createReceipts(parts.database);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
    (_request, body: Buffer, done) => {
      try {
        done(null, parseForm(body));
      } catch (error) {
        counters.add('webhook-malformed');
        done(error instanceof MalformedForm ? notAForm(error) : (error as Error));
      }
    },
  );

  app.post(
    '/carrier/twilio/inbound',
    { schema: { hide: true }, bodyLimit: BODY_LIMIT },
    async (request, reply) => {
      const fields = checked(request, ['MessageSid', 'From', 'To', 'Body']);
      const sid = one(fields, 'MessageSid');
      if (!SID.test(sid) || !E164.test(one(fields, 'From'))) throw missing('MessageSid, From');
      await takeReply(parts, {
        id: as<InboundId>(sid),
        channel: 'sms',
        from: one(fields, 'From'),
        to: one(fields, 'To'),
        body: one(fields, 'Body'),
        carrierActed: one(fields, 'OptOutType') || undefined,
      });
      return reply.type('text/xml; charset=utf-8').send('<?xml version="1.0" encoding="UTF-8"?><Response/>');
    },
  );

  app.post(
    '/carrier/twilio/status',
    { schema: { hide: true }, bodyLimit: BODY_LIMIT },
    async (request, reply) => {
      const fields = checked(request, ['MessageSid', 'MessageStatus']);
      await takeReceipt({
        sid: one(fields, 'MessageSid'),
        status: one(fields, 'MessageStatus'),
        code: one(fields, 'ErrorCode') || null,
        token: queryToken(request),
      });
      return reply.code(204).send();
    },
  );

  voiceWebhooks(app, parts, { checked, takeReceipt });

  async function takeReceipt(receipt: Omit<Receipt, 'at'>): Promise<void> {
    const at = instant(await businessNow(parts));
    const taken = await within(STORE_MS, applyReceipt({ ...receipt, at }));
    counters.add('receipt');
    if (taken === 'reopened')
      await deliverAgain(parts, START_MS).catch(() => counters.add('deliver-again-later'));
  }

  function checked(request: FastifyRequest, required: string[]): Fields {
    const fields = (request.body ?? {}) as Fields;
    const absent = required.filter((name) => fields[name] === undefined);
    if (absent.length > 0) {
      counters.add('webhook-malformed');
      throw missing(absent.join(', '));
    }
    const url = parts.config.publicUrl + request.url;
    if (!isSigned(parts.config.twilio.authToken, request.headers['x-twilio-signature'], url, fields)) {
      counters.add('webhook-forged');
      request.log.warn(
        { route: request.routeOptions.url },
        'refused a webhook that the carrier did not sign',
      );
      throw new ProblemError({
        status: 403,
        code: 'not-signed',
        title: 'The signature does not fit.',
        detail: `Webhooks are checked against PUBLIC_URL; set it to the address that the carrier calls.`,
      });
    }
    return fields;
  }
}

function notAForm(cause: Error): ProblemError {
  return new ProblemError(
    { status: 400, code: 'not-a-form', title: 'The body is not a form in UTF-8.' },
    { cause },
  );
}

function missing(fields: string): ProblemError {
  return new ProblemError({ status: 400, code: 'fields-missing', title: `Missing or wrong: ${fields}.` });
}
