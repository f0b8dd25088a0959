import type { FastifyInstance, FastifyRequest } from 'fastify';
import { callScript, lastWords } from '../../activities/messaging/callScript';
import { keysTo } from '../../activities/messaging/voice';
import { readProgram } from '../../activities/programs';
import type { Receipt } from '../../activities/receipts';
import { as, type InboundId } from '../../domain/ids';
import { isSpoken, keysOf, type Keys } from '../../domain/messages';
import { calledForStaff } from '../../domain/names';
import { within } from '../http/within';
import type { Parts } from '../parts';
import { callStrings } from '../i18n/calls';
import { BODY_LIMIT, one, queryToken, START_MS, STORE_MS, type Fields } from './fields';
import { takeReply } from './takeReply';

const CALL_SID = /^CA[0-9a-fA-F]{32}$/;
const XML = 'text/xml; charset=utf-8';
/** What each kind of call takes as an answer; everything else says it again. */
const ANSWERS: Readonly<Record<Keys, readonly string[]>> = { take: ['1'], still: ['1'], safe: ['1', '3'] };

interface CarrierTools {
  /** The carrier's form, once its signature has been checked. */
  checked: (request: FastifyRequest, required: string[]) => Fields;
  takeReceipt: (receipt: Omit<Receipt, 'at'>) => Promise<void>;
}

/**
 * What the carrier asks and tells about calls of ours. A key is kept like a reply, once a call and key, before anything
 * follows from it: the inbound workflow carries it on, later where Temporal is away. The answers are those of the other
 * carrier webhooks.
 */
export function voiceWebhooks(
  app: FastifyInstance,
  parts: Parts,
  { checked, takeReceipt }: CarrierTools,
): void {
  const { database } = parts;
  const options = { schema: { hide: true }, bodyLimit: BODY_LIMIT };

  app.post('/carrier/twilio/voice', options, async (request, reply) => {
    const fields = checked(request, ['CallSid']);
    return reply.type(XML).send(await within(STORE_MS + START_MS, answer(fields, queryToken(request))));
  });

  app.post('/carrier/twilio/call-status', options, async (request, reply) => {
    const fields = checked(request, ['CallSid', 'CallStatus']);
    await takeReceipt({
      sid: one(fields, 'CallSid'),
      status: one(fields, 'CallStatus'),
      code: one(fields, 'ErrorCode') || null,
      token: queryToken(request),
    });
    return reply.code(204).send();
  });

  async function answer(fields: Fields, token: string | null): Promise<string> {
    const delivery = token
      ? await database.delivery.findUnique({ where: { token }, include: { intent: true } })
      : null;
    const template = delivery?.intent.template ?? '';
    const person =
      delivery && (await database.person.findUnique({ where: { id: delivery.intent.personId } }));
    if (delivery?.channel !== 'voice' || !person || !isSpoken(template))
      return lastWords(callStrings.en.nothing, 'en');
    const language = person.language === 'fr' ? 'fr' : 'en';
    const t = callStrings[language];
    const keys = keysOf(template);
    const key = one(fields, 'Digits');
    const sid = one(fields, 'CallSid');
    const again = callScript(delivery.body, language, keysTo(parts.config.publicUrl, delivery.token));
    if (!ANSWERS[keys].includes(key) || !CALL_SID.test(sid)) return again;
    const { escalationId, personId } = delivery.intent;
    const taken = keys === 'safe' ? undefined : await takenBy(escalationId, personId);
    if (taken) return lastWords(taken.by === undefined ? t.closed : t.hasIt(taken.by), language);
    await takeReply(parts, {
      id: as<InboundId>(`${sid}-${key}`),
      channel: 'voice',
      from: delivery.address,
      to: one(fields, 'From'),
      body: key,
      token: delivery.token,
      personId,
    });
    if (keys !== 'safe') return lastWords(keys === 'still' ? t.stillYours : t.yours, language);
    if (key === '1') return lastWords(t.checkedIn, language);
    return lastWords(t.helpComes(await emergencyNumbers(delivery.intent.programId)), language);
  }

  /** Whether somebody else has the alarm already, or a human has ended it. */
  async function takenBy(
    escalationId: string | null,
    personId: string,
  ): Promise<{ by?: string } | undefined> {
    const escalation =
      escalationId && (await database.escalation.findUnique({ where: { id: escalationId } }));
    if (!escalation || escalation.status === 'resolved') return {};
    const owner = escalation.ownerPersonId;
    if (escalation.status !== 'acknowledged' || owner === null || owner === personId) return undefined;
    const other = await database.person.findUnique({ where: { id: owner } });
    return { by: other ? calledForStaff({ ...other, familyName: other.surname }) : '' };
  }

  async function emergencyNumbers(programId: string): Promise<{ emergency: string; crisis: string }> {
    const { emergencyNumber, crisisNumber } = await readProgram(database, programId);
    const byDigit = (number: string): string => [...number].join(' ');
    return { emergency: byDigit(emergencyNumber), crisis: byDigit(crisisNumber) };
  }
}
