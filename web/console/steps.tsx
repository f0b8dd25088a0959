import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PEER_WORDS } from '../../domain/policy';
import { guidelinesOf } from '../../office/agreements';
import type { Caller } from '../../office/access';
import { viewer } from '../access/viewer';
import { ProblemError, problems } from '../http/problem';
import { screeningStrings } from '../i18n/screening';
import type { Parts } from '../parts';
import { actOf } from './formKey';
import { actThenGo } from './flash';
import type { View } from './frame';

const Step = z.string().trim().min(1).max(60);
const Words = z.string().trim().max(2_000);

/** What staff do about somebody's steps beside deciding them. */
export function stepRoutes(app: FastifyInstance, parts: Parts): void {
  const { screening, peerWords, agreements, participants, programs } = parts.office;

  function act<T extends z.ZodType>(
    name: string,
    schema: T,
    carryOut: (caller: Caller, id: string, input: z.output<T>, options: { key: string }) => Promise<unknown>,
  ): void {
    app.post(`/people/:id/${name}`, async (request, reply) => {
      const id = idOf(request);
      const input = schema.safeParse(request.body ?? {});
      if (!input.success)
        throw new ProblemError({ status: 400, code: 'invalid-form', title: z.prettifyError(input.error) });
      return actThenGo(request, reply, `/people/${id}`, async () => {
        await carryOut(viewer(request).caller, id, input.data, actOf(request));
      });
    });
  }

  /** The words that are in use now: those that lay on the desk. */
  async function wordsNow(caller: Caller, id: string): Promise<string> {
    const { programId } = await participants.find(caller, id);
    return guidelinesOf((await programs.inUse(programId)).definition).version;
  }

  act('step-undo', z.object({ step: Step, reason: Words }), (caller, id, input, options) =>
    screening.undo(caller, id, input, options),
  );
  act('step-on-paper', z.object({ step: Step }), async (caller, id, { step }, options) =>
    screening.sendIn(caller, id, { step, accepts: await wordsNow(caller, id) }, options),
  );
  act(
    'peers',
    z.object({
      step: Step,
      peers: z.preprocess((value) => [value ?? []].flat(), z.array(z.string().max(60)).max(20)),
    }),
    (caller, id, input, options) => peerWords.ask(caller, id, input, options),
  );
  act(
    'peer-word',
    z.object({
      step: Step,
      journey: z.string().max(60),
      peer: z.string().max(60),
      word: z.enum(PEER_WORDS),
      words: Words.optional(),
    }),
    (caller, _, { journey, ...input }, options) =>
      peerWords.give(caller, { journeyId: journey, ...input }, options),
  );
  act('guidelines-on-paper', z.object({}), async (caller, id) =>
    agreements.accept(caller, id, { version: await wordsNow(caller, id), how: 'paper' }),
  );
}

function idOf(request: FastifyRequest): string {
  const { id } = request.params as { id: string };
  if (!/^[\w.-]{1,100}$/.test(id)) throw new ProblemError(problems.notFound());
  return id;
}

/** What belongs to a decision beside its outcome: why, and for a referral elsewhere to whom and that the person agrees. */
export function StepReasons({ view, id }: { view: View; id: string }) {
  const t = screeningStrings[view.lang].console;
  return (
    <div class="full-row stack-small">
      <div class="field">
        <label for={`${id}-reason`}>{t.reason}</label>
        <input
          class="input"
          id={`${id}-reason`}
          name="reason"
          maxLength={2000}
          aria-describedby={`${id}-reason-hint`}
          autocomplete="off"
        />
        <span class="hint" id={`${id}-reason-hint`}>
          {t.reasonHint}
        </span>
      </div>
      <div class="field">
        <label for={`${id}-refer`}>{t.referTo}</label>
        <input class="input" id={`${id}-refer`} name="referTo" maxLength={200} autocomplete="off" />
      </div>
      <label class="check">
        <input type="checkbox" name="personAgrees" value="yes" /> {t.personAgrees}
      </label>
    </div>
  );
}
