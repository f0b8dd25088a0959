import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Caller } from '../../office/access';
import { NOTE_VISIBILITIES } from '../../office/notes';
import { viewer } from '../access/viewer';
import { ProblemError, problems } from '../http/problem';
import { isLang } from '../i18n/language';
import type { Parts } from '../parts';
import { CertificatePage } from '../ui/certificate';
import { sendPage } from '../ui/page';
import { actOf } from './formKey';
import { actThenGo } from './flash';

const Text = z.string().trim().max(300);
const Long = z.string().trim().max(4_000);
const Day = z
  .string()
  .trim()
  .max(10)
  .optional()
  .transform((text) => text || undefined);
const Optional = Text.optional().transform((text) => text || undefined);
const Check = z
  .literal('yes')
  .optional()
  .transform((yes) => yes !== undefined);
/** Hours as people write them, with a comma or a point. */
const Hours = z
  .string()
  .trim()
  .transform((text) => Number(text.replace(',', '.')))
  .pipe(z.number());

/** Acts of the forms of a person's page about achievement, training, work and notes; and the certificate. */
export function peerActRoutes(app: FastifyInstance, parts: Parts): void {
  const { office } = parts;

  function act<T extends z.ZodType>(
    name: string,
    schema: T,
    carryOut: (caller: Caller, id: string, input: z.output<T>, options: { key: string }) => Promise<unknown>,
  ): void {
    app.post(`/people/:id/${name}`, async (request, reply) => {
      const id = idOf(request.params);
      const input = schema.safeParse(request.body ?? {});
      if (!input.success)
        throw new ProblemError({ status: 400, code: 'invalid-form', title: z.prettifyError(input.error) });
      return actThenGo(request, reply, `/people/${id}`, async () => {
        await carryOut(viewer(request).caller, id, input.data, actOf(request));
      });
    });
  }

  act(
    'own-words',
    z.object({ words: Long, namesGoals: Check, staysInvited: Check }),
    (caller, id, input, options) => office.reviews.words(caller, id, input, options),
  );
  act('words-reply', z.object({ text: Long }), (caller, id, input) =>
    office.reviews.reply(caller, id, input),
  );
  act(
    'training-record',
    z.object({ module: Text, on: Day, goodUntil: Day, proof: Optional }),
    (caller, id, { module, on, goodUntil, proof }, options) =>
      office.journeys.completeTraining(
        caller,
        id,
        {
          module,
          ...(on ? { on } : {}),
          ...(goodUntil ? { goodUntil } : {}),
          ...(proof ? { proof } : {}),
        },
        options,
      ),
  );
  act('kit', z.object({ module: Text, goodUntil: Text }), (caller, id, input, options) =>
    office.training.kit(caller, id, input, options),
  );
  act('shadow-shift', z.object({ on: Text, beside: Text }), (caller, id, input, options) =>
    office.training.shadowed(caller, id, input, options),
  );
  act(
    'tier-review',
    z.object({ change: Text, outcome: z.enum(['stands', 'undone']), words: Long }),
    (caller, _, { change, ...input }, options) => office.tiers.review(caller, change, input, options),
  );
  act('supervision', z.object({ outcome: z.enum(['held', 'not-wanted']) }), (caller, id, input, options) =>
    office.duties.supervised(caller, id, input, options),
  );
  act('supervisor', z.object({ worker: Text }), (caller, id, input, options) =>
    office.duties.nameSupervisor(caller, id, input, options),
  );
  act('work-review', z.object({ words: Long }), (caller, id, { words }, options) =>
    office.duties.review(caller, id, { direction: 'of-work', words }, options),
  );
  act(
    'work',
    z.object({ day: Text, hours: Hours, task: Optional, reason: Optional }),
    (caller, id, { day, hours, task, reason }, options) =>
      office.work.log(
        caller,
        id,
        { day, hours, ...(task ? { task } : {}), ...(reason ? { reason } : {}) },
        options,
      ),
  );
  act('note', z.object({ text: Long, visibility: z.enum(NOTE_VISIBILITIES) }), (caller, id, input, options) =>
    office.notes.write(caller, id, input, options),
  );
  act('support', z.object({ key: Text }), (caller, _, { key }, options) =>
    office.duties.supported(caller, key, { outcome: 'given' }, options),
  );

  app.get('/people/:id/certificate', async (request, reply) => {
    const id = idOf(request.params);
    const { review, lang: asked } = request.query as { review?: unknown; lang?: unknown };
    const reviewId = typeof review === 'string' && review ? review : undefined;
    const certificate = await office.reviews.certificate(viewer(request).caller, id, reviewId);
    const lang = isLang(asked) ? asked : certificate.language;
    const query = new URLSearchParams({
      lang: lang === 'en' ? 'fr' : 'en',
      ...(reviewId ? { review: reviewId } : {}),
    });
    const otherHref = `/people/${id}/certificate?${query}`;
    return sendPage(reply, <CertificatePage certificate={certificate} lang={lang} otherHref={otherHref} />);
  });
}

function idOf(params: unknown): string {
  const { id } = params as { id: string };
  if (!/^[\w.-]{1,100}$/.test(id)) throw new ProblemError(problems.notFound());
  return id;
}
