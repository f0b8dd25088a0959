import { createHash, randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { viewer } from '../access/viewer';

/** Names a form once, so that pressing twice is pressing once. */
export function FormKey() {
  return <input type="hidden" name="key" value={randomUUID()} />;
}

const UNANSWERED = 'unanswered';
/** For how long somebody presses again because they do not know what became of it, in seconds. */
const REMEMBERED_S = 600;
const acts = new WeakMap<FastifyRequest, { key: string }>();

/**
 * The options of what a form does. The same form with the same values is the same act; another button of it, or another
 * value, is another one, and so is whatever carries no {@link FormKey}. What was not answered is the same act on the
 * next page, too.
 */
export function actOf(request: FastifyRequest): { key: string } {
  const known = acts.get(request);
  if (known) return known;
  const { form, deed } = namesOf(request);
  const [before, key] = request.cookies[UNANSWERED]?.split('.') ?? [];
  const again = before === deed && key !== undefined && /^[\w-]{36,64}$/.test(key);
  const act = { key: again ? key : form ? sha256(`${form} ${deed}`) : randomUUID() };
  acts.set(request, act);
  return act;
}

/** Keeps the name of an act that nobody can say of whether it was done, until it or another one is answered. */
export function rememberAct(request: FastifyRequest, reply: FastifyReply, isAnswered: boolean): void {
  if (!isAnswered) {
    reply.setCookie(UNANSWERED, `${namesOf(request).deed}.${actOf(request).key}`, {
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      maxAge: REMEMBERED_S,
    });
  } else if (request.cookies[UNANSWERED]) reply.clearCookie(UNANSWERED, { path: '/' });
}

/** `form`: which form it was, of all that were ever shown. `deed`: what was to be done, whichever form says so. */
function namesOf(request: FastifyRequest): { form: string | undefined; deed: string } {
  const { key, ...values } = (request.body ?? {}) as Record<string, unknown>;
  return {
    form: typeof key === 'string' ? key : undefined,
    // The same by somebody else is another act: who did it is kept.
    deed: sha256(`${viewer(request).caller.actor} ${request.url} ${JSON.stringify(values)}`),
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
