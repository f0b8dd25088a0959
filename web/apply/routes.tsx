import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NotThere } from '../../client/fullCircle';
import type { Received } from '../../office/receiving';
import { newId } from '../../platform/newId';
import type { Definition } from '../../programs';
import { Attempts } from '../access/attempts';
import type { Parts } from '../parts';
import { sendPage } from '../ui/page';
import { readApplication, readReferral, type Written, type Wrong } from './form';
import { ApplyPage, ClosedPage, ReferPage, SlowDownPage, ThanksPage } from './pages';

const HOUR = 3_600_000;
type Body = Record<string, string | string[] | undefined>;
type Way = 'apply' | 'refer';

/**
 * The pages on which people come in by themselves, and on which partners tell of somebody: no account, no script, no
 * cookie needed. What is sent is a row before anything else happens.
 * Bounds: 20 an hour from a network address (a shelter's one computer is one), 4 a day about the same phone or mailbox.
 */
export function applyRoutes(app: FastifyInstance, parts: Parts): void {
  const perAddress = new Attempts(20, HOUR);
  const perContact = new Attempts(4, 24 * HOUR);
  const { applications, programs } = parts.office;

  for (const way of ['apply', 'refer'] as const) {
    app.get(`/${way}/:program`, { schema: { hide: true } }, async (request, reply) => {
      const definition = await definitionOf(request);
      const { preview, sent } = request.query as Record<string, unknown>;
      if (sent !== undefined) return sendPage(reply, <ThanksPage {...frameOf(request, definition, way)} />);
      if (!isOpen(definition, way))
        return sendPage(reply, <ClosedPage {...frameOf(request, definition, way)} />, 404);
      return show(request, reply, definition, way, { preview: preview !== undefined });
    });

    app.post(`/${way}/:program`, { schema: { hide: true } }, async (request, reply) => {
      const definition = await definitionOf(request);
      if (!isOpen(definition, way))
        return sendPage(reply, <ClosedPage {...frameOf(request, definition, way)} />, 404);
      const body = (request.body ?? {}) as Body;
      const form = formKey(body);
      const referred = way === 'refer' ? readReferral(body, definition, request.lang) : undefined;
      const { written, wrong, input } = referred ?? readApplication(body, definition, request.lang);
      if (Object.keys(wrong).length > 0)
        return show(request, reply, definition, way, { written, wrong, form, status: 400 });
      const bounds: [Attempts, string][] = [
        [perAddress, request.ip],
        ...[input.phone, input.email]
          .filter((value) => value !== undefined)
          .map((value): [Attempts, string] => [perContact, value.replace(/[\s().-]/g, '').toLowerCase()]),
      ];
      const seconds = Math.max(...bounds.map(([attempts, name]) => attempts.waitSeconds(name)));
      if (seconds > 0) {
        reply.header('retry-after', String(seconds));
        const minutes = Math.ceil(seconds / 60);
        return sendPage(
          reply,
          <SlowDownPage {...frameOf(request, definition, way)} minutes={minutes} />,
          429,
        );
      }
      const received = referred
        ? await applications.refer(referred.input, form)
        : await applications.apply(input, form);
      if (received.isNew) for (const [attempts, name] of bounds) attempts.failed(name);
      await goOn(received);
      return reply.redirect(`/${way}/${definition.id}?sent`, 303);
    });
  }

  /** It is stored. Whatever stands in the way of the next step now is tried again every few seconds. */
  async function goOn({ applicationId }: Received): Promise<void> {
    try {
      await applications.carryOn(applicationId);
    } catch (error) {
      parts.log.warn({ application: applicationId, error: String((error as Error).name) }, 'goes on later');
      parts.counters.add('application-goes-on-later');
    }
  }

  async function definitionOf(request: FastifyRequest): Promise<Definition> {
    const { program } = request.params as { program: string };
    if (!/^[a-z][a-z0-9-]{0,39}$/.test(program)) throw new NotThere('program');
    return (await programs.inUse(program)).definition;
  }

  function show(
    request: FastifyRequest,
    reply: FastifyReply,
    definition: Definition,
    way: Way,
    also: { written?: Written; wrong?: Wrong; form?: string; preview?: boolean; status?: number } = {},
  ): FastifyReply {
    const { written = {}, wrong = {}, form = newId(), preview = false, status = 200 } = also;
    const Page = way === 'apply' ? ApplyPage : ReferPage;
    reply.header('cache-control', 'no-store');
    return sendPage(
      reply,
      <Page
        lang={request.lang}
        definition={definition}
        written={written}
        wrong={wrong}
        form={form}
        preview={preview}
      />,
      status,
    );
  }
}

function isOpen({ application }: Definition, way: Way): boolean {
  return way === 'apply' ? application.open : application.referrals;
}

function frameOf(request: FastifyRequest, definition: Definition, way: Way) {
  return { lang: request.lang, definition, path: `/${way}/${definition.id}`, referral: way === 'refer' };
}

/** Whoever sends no key, or one that is none of ours, sends a form of its own. */
function formKey(body: Body): string {
  const form = body['form'];
  return typeof form === 'string' && /^[0-9a-z]{14}$/.test(form) ? form : newId();
}
