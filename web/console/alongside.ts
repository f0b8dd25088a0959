import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Caller } from '../../office/access';
import { viewer } from '../access/viewer';
import { ProblemError } from '../http/problem';
import type { Parts } from '../parts';
import { actOf } from './formKey';
import { actThenGo } from './flash';

const Text = z.string().trim().max(300);
const Maybe = Text.optional().transform((text) => text || undefined);
const Id = z.string().trim().min(1).max(200);
const HOW = z.enum(['goes-along', 'introduces']);

const MeetingTime = z.object({
  act: z.enum(['propose', 'accept', 'decline']),
  pair: Id,
  number: z.coerce.number().int().min(1),
  side: z.enum(['mentee', 'mentor']),
  when: Maybe,
});
const Interim = z.object({ act: z.enum(['name', 'in-touch']), pair: Id, person: Maybe });
const GoalStep = z.object({
  act: z.enum(['add', 'done', 'undo', 'share', 'unshare', 'let-go']),
  goalId: Id,
  stepId: Maybe,
  title: Maybe,
});
const Referral = z.object({
  act: z.enum([
    'make',
    'agreed',
    'not-agreed',
    'accompany',
    'introduced',
    'arrived',
    'did-not-suit',
    'let-go',
  ]),
  referral: Maybe,
  partner: Maybe,
  companion: Maybe,
  how: HOW.optional(),
  consented: z.literal('yes').optional(),
});
const Appointment = z.object({
  act: z.enum(['plan', 'move', 'cancel', 'kept', 'not-kept']),
  appointment: Maybe,
  title: Maybe,
  when: Maybe,
  place: Maybe,
  companion: Maybe,
});

/** Acts on a person's page about what goes on between mentors and mentees, with partners, and at appointments. */
export function alongsideRoutes(app: FastifyInstance, parts: Parts): void {
  const { office } = parts;

  function act<T extends z.ZodType>(
    name: string,
    schema: T,
    carryOut: (caller: Caller, id: string, input: z.output<T>, options: { key: string }) => Promise<unknown>,
  ): void {
    app.post(`/people/:id/${name}`, async (request, reply) => {
      const { id } = request.params as { id: string };
      const input = schema.safeParse(request.body ?? {});
      if (!input.success)
        throw new ProblemError({ status: 400, code: 'invalid-form', title: z.prettifyError(input.error) });
      return actThenGo(request, reply, `/people/${id}`, async () => {
        await carryOut(viewer(request).caller, id, input.data, actOf(request));
      });
    });
  }

  act('meeting-time', MeetingTime, (caller, _id, { act: what, pair, when, ...input }, options) => {
    if (what === 'propose')
      return office.meetings.propose(caller, pair, { ...input, startsWall: when ?? '' }, options);
    return office.meetings.answerTime(caller, pair, { ...input, answer: what }, options);
  });
  act('interim', Interim, (caller, _id, { act: what, pair, person }, options) =>
    what === 'name'
      ? office.meetings.nameInterim(caller, pair, { person: person ?? '' }, options)
      : office.meetings.interimInTouch(caller, pair, options),
  );
  act('goal-steps', GoalStep, (caller, id, { act: what, goalId, stepId, title }, options) => {
    switch (what) {
      case 'add':
        return office.goals.addStep(caller, id, { goalId, title: title ?? '' }, options);
      case 'done':
      case 'undo':
        return office.goals.step(
          caller,
          id,
          { goalId, stepId: stepId ?? '', done: what === 'done' },
          options,
        );
      case 'share':
      case 'unshare':
        return office.goals.share(caller, id, { goalId, shared: what === 'share' });
      case 'let-go':
        return office.goals.letGo(caller, id, { goalId }, options);
    }
  });
  act('referral', Referral, (caller, id, input, options) => {
    const { act: what, referral = '', partner = '', companion, how, consented } = input;
    switch (what) {
      case 'make':
        return office.referrals.make(
          caller,
          {
            participant: id,
            partner,
            consented: consented !== undefined,
            ...(companion ? { companion } : {}),
            ...(how ? { how } : {}),
          },
          options,
        );
      case 'agreed':
      case 'not-agreed':
        return office.referrals.consent(caller, referral, { consents: what === 'agreed' });
      case 'accompany':
        return office.referrals.accompany(caller, referral, {
          companion: companion ?? '',
          ...(how ? { how } : {}),
        });
      default:
        return office.referrals.settle(caller, referral, { outcome: what });
    }
  });
  act('appointment', Appointment, (caller, id, input, options) => {
    const { act: what, appointment = '', title = '', when, place, companion } = input;
    const more = { ...(place ? { place } : {}), ...(companion ? { companion } : {}) };
    switch (what) {
      case 'plan':
        return office.appointments.plan(
          caller,
          { participant: id, title, startsWall: when ?? '', ...more },
          options,
        );
      case 'move':
        return office.appointments.move(caller, appointment, {
          ...(when ? { startsWall: when } : {}),
          ...more,
        });
      case 'cancel':
        return office.appointments.cancel(caller, appointment);
      default:
        return office.appointments.settle(caller, appointment, { outcome: what });
    }
  });
  act('resource', z.object({ resource: Id }), (caller, id, { resource }, options) =>
    office.resources.send(caller, { participant: id, resource }, options),
  );
}
