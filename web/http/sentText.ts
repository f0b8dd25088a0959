import { parse } from 'node:querystring';
import type { FastifyInstance } from 'fastify';
import { ProblemError } from './problem';

const NUL = '\0';
/** The carrier's word is never lost for a character: what it sends is taken without it. */
const CARRIER = '/carrier/';

/**
 * The fields of a form with the line ends that somebody typed: browsers send each of them as two characters, and what
 * fitted on the page would be too long here.
 */
export function formFields(body: string): Record<string, unknown> {
  return parse(body.replaceAll(/%0D%0A/gi, '%0A'), undefined, undefined, { maxKeys: 0 });
}

/** PostgreSQL keeps any character of a text but U+0000, which nobody types: whoever sends one is told before anything is done. */
export function refuseNul(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ body, query, params, routeOptions }) => {
    if (routeOptions.url?.startsWith(CARRIER) || !holdsNul([body, query, params])) return;
    throw new ProblemError({
      status: 400,
      code: 'character-not-kept',
      title: 'The text has a character that cannot be kept (U+0000).',
      detail: 'Leave it out and send the rest again.',
    });
  });
}

/** What the carrier or a mail says, without what PostgreSQL would not keep. */
export function withoutNul(text: string): string {
  return text.replaceAll(NUL, '');
}

/** Walks in a loop: what is nested deeper than the stack is no reason to fall over. */
function holdsNul(sent: unknown): boolean {
  const left = [sent];
  while (left.length > 0) {
    const one = left.pop();
    if (typeof one === 'string' && one.includes(NUL)) return true;
    if (typeof one !== 'object' || one === null) continue;
    for (const [name, value] of Object.entries(one)) left.push(name, value);
  }
  return false;
}
