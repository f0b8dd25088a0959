import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { as } from '../../domain/ids';
import { NotThere } from '../../client/fullCircle';
import type { Caller } from '../../office/access';
import { viewer } from '../access/viewer';
import { ProblemError, problems } from '../http/problem';
import { matchingStrings } from '../i18n/matching';
import { participantStrings } from '../i18n/participant';
import { answersOf, missingOf } from '../participant/answers';
import { SurveyFields } from '../participant/surveyForm';
import type { Parts } from '../parts';
import { Field } from '../ui/field';
import { sendFragment, sendPage } from '../ui/page';
import { actOf, FormKey } from './formKey';
import { textOf } from './filters';
import { actThenGo } from './flash';
import { ConsolePage, type View } from './frame';
import { localText } from './labels';
import { personData } from './personData';
import { PersonPage, PersonParts } from './personPage';
import { viewOf } from './view';
import type { SurveyAnswers } from '../../domain/surveyAnswers';

const Text = z.string().trim().max(300);
const Optional = z
  .string()
  .trim()
  .max(300)
  .optional()
  .transform((text) => text || undefined);

export function personRoutes(app: FastifyInstance, parts: Parts): void {
  const { office } = parts;

  app.get('/people/:id', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    return sendPage(
      reply,
      <PersonPage view={view} data={await personData(parts, viewer(request).caller, view, idOf(request))} />,
    );
  });
  app.get('/parts/people/:id', async (request, reply) => {
    const view = await viewOf(parts, request);
    return sendFragment(
      reply,
      <PersonParts view={view} data={await personData(parts, viewer(request).caller, view, idOf(request))} />,
    );
  });

  /** An act of a form on the person's page. A field that is missing or none of the choices is a defect of the form. */
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

  act('start', z.object({}), (caller, id) => office.journeys.start(caller, id));
  act(
    'screen',
    z.object({
      step: Text,
      outcome: z.enum(['advance', 'hold', 'refer', 'decline']),
      lookAgainOn: Optional,
      reason: z.string().trim().max(2_000).optional(),
      referTo: Optional,
      personAgrees: z.literal('yes').optional(),
    }),
    (caller, id, { personAgrees, ...input }, options) =>
      office.journeys.screen(caller, id, { ...input, personAgrees: personAgrees === 'yes' }, options),
  );
  act('pause', z.object({ untilDay: Optional }), (caller, id, input, options) =>
    office.journeys.pause(caller, id, input, options),
  );
  act('resume', z.object({}), (caller, id, _, options) => office.journeys.resume(caller, id, {}, options));
  act('withdraw', z.object({}), (caller, id, _, options) =>
    office.journeys.withdraw(caller, id, {}, options),
  );
  act('reopen', z.object({}), (caller, id, _, options) => office.journeys.reopen(caller, id, {}, options));
  act('goal', z.object({ title: Text }), (caller, id, input, options) =>
    office.goals.set(caller, id, input, options),
  );
  act(
    'goal-progress',
    z.object({ goalId: Text, progress: z.coerce.number().int().min(0).max(100) }),
    (caller, id, input, options) => office.goals.progress(caller, id, input, options),
  );
  act(
    'check-in',
    z.object({ wait: Text, answer: z.enum(['ok', 'not-ok', 'not-now', 'decline']) }),
    (caller, id, { wait, answer }, options) =>
      office.journeys.answerCheckIn(caller, id, { wait: as(wait), answer }, options),
  );
  act(
    'offer',
    z.object({ pair: Text, side: z.enum(['mentee', 'mentor']), answer: z.enum(['accept', 'decline']) }),
    (caller, _, { pair, side, answer }, options) =>
      office.matching.answer(caller, pair, { side, answer }, options),
  );
  act(
    'meeting',
    z.object({ pair: Text, number: z.coerce.number().int().min(1), outcome: z.enum(['attended', 'missed']) }),
    (caller, _, { pair, ...input }, options) => office.matching.logMeeting(caller, pair, input, options),
  );
  act('consent', z.object({ consents: z.enum(['yes', 'no']) }), (caller, id, { consents }, options) =>
    office.journeys.consentToTransition(caller, id, { consents: consents === 'yes' }, options),
  );
  act(
    'achievement',
    z.object({ outcome: z.enum(['become-mentor', 'new-goals', 'finish']) }),
    (caller, id, input, options) => office.journeys.decideAchievement(caller, id, input, options),
  );
  act('training', z.object({ module: Text }), (caller, id, input, options) =>
    office.journeys.completeTraining(caller, id, input, options),
  );
  act(
    'tier',
    z.object({
      tier: Text,
      reason: z.enum(['growth', 'own-word', 'stated-reason']),
      words: z.string().trim().max(2_000).default(''),
    }),
    (caller, id, input, options) => office.journeys.changeTier(caller, id, input, options),
  );
  act(
    'contact',
    z.object({
      channel: z.enum(['sms', 'voice', 'email']),
      value: Text,
      consent: z.literal('yes').optional(),
      keep: z.literal('yes').optional(),
    }),
    (caller, id, { channel, value, consent, keep }) =>
      office.contacts.change(caller, id, {
        channel,
        value,
        consent: consent !== undefined,
        keepOthers: keep !== undefined,
      }),
  );
  act('task', z.object({ key: Text }), (caller, _, { key }) => office.tasks.close(caller, key));

  app.get('/people/:id/survey/:survey', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    return sendPage(reply, await surveyPage(request, view));
  });
  app.post('/people/:id/survey/:survey', async (request, reply) => {
    const { caller } = viewer(request);
    const id = idOf(request);
    const { survey, role } = await surveyOf(request);
    const answers = answersOf(survey, role, request.body as Record<string, string>);
    const missing = missingOf(survey, role, answers);
    if (missing.length > 0) {
      return sendPage(
        reply,
        await surveyPage(request, await viewOf(parts, request), { answers, missing }),
        400,
      );
    }
    return actThenGo(request, reply, `/people/${id}`, async () => {
      const paperOn = textOf((request.body as Record<string, unknown>)['paperOn']) || undefined;
      await office.surveys.submit(caller, id, { survey: survey.id, answers, paperOn }, actOf(request));
    });
  });

  async function surveyOf(request: FastifyRequest) {
    const { survey: wanted } = request.params as { survey: string };
    const participant = await office.participants.find(viewer(request).caller, idOf(request), 'take-part');
    const { definition } = await office.programs.inUse(participant.programId);
    const survey = definition.surveys.find((one) => one.id === wanted);
    if (!survey) throw new NotThere(`survey ${wanted}`);
    return { survey, role: participant.role, participant };
  }

  async function surveyPage(
    request: FastifyRequest,
    view: View,
    again?: { answers: SurveyAnswers; missing: string[] },
  ) {
    const { survey, role, participant } = await surveyOf(request);
    const { lang } = view;
    return (
      <ConsolePage
        view={view}
        section="people"
        title={localText(survey.title, lang) ?? survey.id}
        lead={[participant.person.givenName, participant.person.surname].filter(Boolean).join(' ')}
      >
        {again && (
          <p class="notice notice-late" role="alert">
            {participantStrings[lang].survey.missing}
          </p>
        )}
        <form
          class="form card form-narrow"
          method="post"
          action={`/people/${participant.id}/survey/${survey.id}`}
        >
          <FormKey />
          <SurveyFields
            lang={lang}
            survey={survey}
            role={role}
            values={again?.answers}
            missing={again?.missing}
          />
          <Field
            label={matchingStrings[lang].paper.on}
            name="paperOn"
            type="date"
            hint={matchingStrings[lang].paper.hint}
          />
          <button class="button button-primary" type="submit">
            {view.t.person.record}
          </button>
        </form>
      </ConsolePage>
    );
  }
}

function idOf(request: FastifyRequest): string {
  const { id } = request.params as { id: string };
  if (!/^[\w.-]{1,100}$/.test(id)) throw new ProblemError(problems.notFound());
  return id;
}
