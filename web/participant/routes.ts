import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { calledInMessage } from '../../domain/names';
import { ESCALATION_OUTCOMES, type EscalationOutcome } from '../../workflows/contract';
import { asTold, type Caller } from '../../office/access';
import { isLang, type Lang } from '../i18n/language';
import { isRefusal, ownRefusalText } from '../i18n/refusals';
import type { Parts } from '../parts';
import { CertificatePage } from '../ui/certificate';
import { sendPage } from '../ui/page';
import { act, isOver } from './act';
import { awaitedFrom, staffAwaited, type StaffAwaited } from './awaited';
import { mineRoutes } from './mineRoutes';
import { replyAwaited, ReplyLinkPage, seenTo } from './reply';
import { RequestLinkPage, requestAwaited, takeByLink } from './request';
import { actOnWish } from './change';
import { openLink, type Opened } from './openLink';
import { actOnOwnPlace } from './ownPlace';
import { EscalationLinkPage, GonePage, PersonPage, type Said } from './pages';

const SAID: readonly Said[] = ['answered', 'help', 'not-ok', 'survey', 'kept', 'request', 'flag'];
type Form = Record<string, string | string[] | undefined>;
type Open = Extract<Opened, { state: 'open' }>;

/**
 * What a personal link opens: a small page for whatever is waited for from its reader, in their language. The link itself
 * is what lets in, so no cookie is read or set; reading changes nothing, acts are POSTs.
 */
export function participantRoutes(app: FastifyInstance, parts: Parts): void {
  app.addHook('onSend', async (_request, reply) => {
    // The address is the key to the page: it goes to nobody, us included.
    reply.header('referrer-policy', 'no-referrer');
  });

  mineRoutes(app, parts);

  app.get('/p/:token', { schema: { hide: true } }, async (request, reply) => {
    const { token } = request.params as { token: string };
    const opened = await openLink(parts, token);
    if (opened.state !== 'open') return gone(request, reply, opened.state);
    const said = (request.query as Record<string, unknown>)['said'] as Said;
    return show(reply, token, opened, SAID.includes(said) ? said : undefined);
  });

  app.get('/p/:token/certificate', { schema: { hide: true } }, async (request, reply) => {
    const { token } = request.params as { token: string };
    const opened = await openLink(parts, token);
    if (opened.state !== 'open') return gone(request, reply, opened.state);
    const asked = (request.query as Record<string, unknown>)['lang'];
    const lang = isLang(asked) ? asked : langOf(opened);
    const of = await awaitedFrom(parts, opened.person, opened.about, lang);
    try {
      const certificate = await parts.office.reviews.certificate(opened.caller, of.participantId ?? '');
      const otherHref = `/p/${token}/certificate?lang=${lang === 'en' ? 'fr' : 'en'}`;
      return await sendPage(reply, CertificatePage({ certificate, lang, otherHref }));
    } catch (error) {
      if (isOver(error)) return reply.redirect(`/p/${token}`, 303);
      throw error;
    }
  });

  app.post('/p/:token', { schema: { hide: true } }, async (request, reply) => {
    const { token } = request.params as { token: string };
    const opened = await openLink(parts, token);
    if (opened.state !== 'open') return gone(request, reply, opened.state);
    try {
      return await carryOut(token, opened, (request.body ?? {}) as Form, reply);
    } catch (error) {
      // Said on the page itself, to its reader: the pages of errors speak to staff.
      if (!isRefusal(error)) throw error;
      return show(reply, token, opened, undefined, ownRefusalText(error, langOf(opened)));
    }
  });

  async function carryOut(
    token: string,
    opened: Open,
    form: Form,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const back = (said?: Said) => reply.redirect(said ? `/p/${token}?said=${said}` : `/p/${token}`, 303);

    const escalation = await escalationOf(opened);
    if (escalation) return back(await actOnEscalation(opened.caller, escalation, form));

    const wish = await requestAwaited(parts, opened.person, opened.about);
    if (wish) {
      if (form['act'] === 'take-request') await takeByLink(parts, opened.caller, wish);
      return back();
    }

    const written = await replyAwaited(parts, opened.person, opened.about);
    if (written) {
      if (form['act'] === 'seen-to') await seenTo(parts, opened.caller, written);
      return back();
    }

    const lang = langOf(opened);
    const of = await awaitedFrom(parts, opened.person, opened.about, lang);
    if (form['act'] === 'request' && of.participantId) {
      const exclude = [form['exclude'] ?? []].flat();
      await parts.office.requests.make(opened.caller, { person: of.participantId, exclude });
      return back('request');
    }
    if (form['act'] === 'agree-again' && of.participantId) {
      const version = [form['version'] ?? ''].flat()[0] ?? '';
      await parts.office.agreements.accept(opened.caller, of.participantId, { version, how: 'link' });
      return back('answered');
    }
    if (form['act'] === 'boundaries' && of.boundaries && of.participantId) {
      const sites = [form['sites'] ?? []].flat();
      await parts.office.boundaries.set(opened.caller, of.participantId, { sites });
      return back('answered');
    }
    const pair = of.pairs.find(({ mentorshipId }) => mentorshipId === form['pair']);
    if (form['act'] === 'flag' && pair) {
      const words = [form['words'] ?? ''].flat()[0];
      await parts.office.matching.flag(opened.caller, pair.mentorshipId, { words });
      return back('flag');
    }
    if (of.participantId && (await actOnWish(parts, opened.caller, of.participantId, form)))
      return back('answered');
    if (of.participantId && (await actOnOwnPlace(parts, opened.caller, of.participantId, form)))
      return back('answered');
    const one = of.awaited.find(({ key }) => key === form['wait']);
    if (!one) return back();
    try {
      const done = await act(parts, opened.caller, of.participantId, one, form);
      if ('said' in done) return back(done.said);
      if ('unknown' in done) return back();
      const page = PersonPage({
        lang,
        token,
        name: calledInMessage(opened.person),
        of,
        again: { key: one.key, ...done },
      });
      return sendPage(reply, page, 400);
    } catch (error) {
      // It was answered meanwhile, by text or by staff: the page says so.
      if (isOver(error)) return back();
      throw error;
    }
  }

  async function show(
    reply: FastifyReply,
    token: string,
    opened: Open,
    said?: Said,
    refused?: string,
  ): Promise<FastifyReply> {
    const lang = langOf(opened);
    const name = calledInMessage(opened.person);
    const escalation = await escalationOf(opened);
    const status = refused ? 409 : 200;
    if (escalation)
      return sendPage(reply, EscalationLinkPage({ lang, token, name, of: escalation, refused }), status);
    const wish = await requestAwaited(parts, opened.person, opened.about);
    if (wish) return sendPage(reply, RequestLinkPage({ lang, token, name, of: wish, refused }), status);
    const written = await replyAwaited(parts, opened.person, opened.about);
    if (written) return sendPage(reply, ReplyLinkPage({ lang, token, name, of: written, refused }), status);
    const of = await awaitedFrom(parts, opened.person, opened.about, lang);
    return sendPage(reply, PersonPage({ lang, token, name, of, said, refused }), status);
  }

  async function escalationOf(opened: Open): Promise<StaffAwaited | undefined> {
    if (!opened.about?.escalationId || opened.about.owedBy !== 'staff') return undefined;
    return staffAwaited(parts, opened.person, opened.about, langOf(opened));
  }

  async function actOnEscalation(caller: Caller, of: StaffAwaited, form: Form): Promise<Said | undefined> {
    const onChain = asTold(caller, of);
    try {
      if (form['act'] === 'acknowledge') {
        // Without a key: taking what one has already changes nothing, and taking it anew is another act.
        await parts.office.escalations.acknowledge(onChain, of.escalationId);
        return 'answered';
      }
      if (form['act'] === 'resolve' && ESCALATION_OUTCOMES.includes(form['outcome'] as EscalationOutcome)) {
        await parts.office.escalations.resolve(onChain, of.escalationId, {
          outcome: form['outcome'] as EscalationOutcome,
        });
        return 'answered';
      }
    } catch (error) {
      if (!isOver(error)) throw error;
    }
    return undefined;
  }
}

function gone(request: FastifyRequest, reply: FastifyReply, why: string): FastifyReply {
  return sendPage(reply, GonePage({ lang: request.lang, why }), why === 'unknown' ? 404 : 410);
}

function langOf(opened: Open): Lang {
  return isLang(opened.person.language) ? opened.person.language : 'en';
}
