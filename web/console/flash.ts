import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refused, Unavailable } from '../../client/fullCircle';
import { NotAllowed } from '../../office/access';
import { consoleStrings } from '../i18n/console';
import { refusalText } from '../i18n/refusals';
import { rememberAct } from './formKey';

export interface Flash {
  tone: 'good' | 'late';
  text: string;
}

const NAME = 'said';

/**
 * Carries out an act of a form and goes back to a page that says how it went. What was refused is said in the page's own
 * place, beside what it is about, instead of on an error page.
 */
export async function actThenGo(
  request: FastifyRequest,
  reply: FastifyReply,
  back: string,
  act: () => Promise<unknown>,
): Promise<FastifyReply> {
  let flash: Flash;
  let isAnswered = true;
  try {
    const where = await act();
    if (typeof where === 'string') back = where;
    flash = { tone: 'good', text: consoleStrings[request.lang].done };
  } catch (error) {
    if (!(error instanceof Refused || error instanceof NotAllowed || error instanceof Unavailable))
      throw error;
    flash = { tone: 'late', text: refusalText(error, request.lang) };
    isAnswered = !(error instanceof Unavailable);
  }
  rememberAct(request, reply, isAnswered);
  reply.setCookie(NAME, Buffer.from(JSON.stringify(flash)).toString('base64url'), {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    maxAge: 30,
  });
  return reply.redirect(back, 303);
}

/** What the last act came to, once. */
export function takeFlash(request: FastifyRequest, reply: FastifyReply): Flash | undefined {
  const kept = request.cookies[NAME];
  if (!kept) return undefined;
  reply.clearCookie(NAME, { path: '/' });
  try {
    const { tone, text } = JSON.parse(Buffer.from(kept, 'base64url').toString()) as Flash;
    return { tone: tone === 'good' ? 'good' : 'late', text: String(text).slice(0, 500) };
  } catch {
    return undefined;
  }
}
