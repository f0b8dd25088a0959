import { appendEvents, closeWaits, openWaits } from '../activities/records/rows';
import { statement } from '../activities/records/statement';
import { wordsForStaff } from '../activities/surveys/forStaff';
import { NotThere, Refused } from '../client/fullCircle';
import { DAY } from '../domain/duration';
import type { SurveyAnswers } from '../domain/surveyAnswers';
import { askedOf } from '../domain/surveys/question';
import { instant } from '../domain/ids';
import { idFromKey, newId } from '../platform/newId';
import type { Question, Survey } from '../programs';
import type { Standing } from '../workflows/contract';
import { may, type Caller } from './access';
import { programInUse } from './definitions';
import type { JourneyActs } from './journeys';
import type { ParticipantActs } from './participants';
import { askActs } from './surveys/ask';
import type { ActOptions, OfficeTools } from './tools';

/** By question id. */
export type Answers = SurveyAnswers;

export interface Submitted {
  survey: string;
  answers: Answers;
  /** The day on the paper form that staff type off, `YYYY-MM-DD`. */
  paperOn?: string | undefined;
}

/** What somebody has answered, and what they are in the middle of. */
export interface SurveysShown {
  responses: {
    id: string;
    survey: string;
    answers: Answers;
    via: string;
    by: string | null;
    paperOn: string | null;
    at: Date;
  }[];
  /** Answered by text, not to the end yet. */
  underWay: {
    survey: string;
    answers: Answers;
    skipped: string[];
    question: string | null;
    status: string;
    updatedAt: Date;
    done: number;
    of: number;
  }[];
}

export function surveyActs(
  tools: OfficeTools,
  journeys: Pick<JourneyActs, 'current'>,
  participants: Pick<ParticipantActs, 'find'>,
) {
  const { database, fullCircle } = tools;
  return {
    ...askActs(tools, participants),

    /**
     * Takes in a filled-in survey: the answers are stored first, the path is told of them by id.
     * @throws Refused `UnknownSurvey`, `UnknownQuestion`, `AnswersMissing`, `AnswerNotOffered`, `NotADay`
     */
    async submit(
      caller: Caller,
      participantId: string,
      input: Submitted,
      options?: ActOptions,
    ): Promise<Standing> {
      const { participant, journeyId } = await journeys.current(caller, participantId, 'take-part');
      const { definition } = await programInUse(database, participant.programId);
      const survey = definition.surveys.find(({ id }) => id === input.survey);
      if (!survey) {
        throw new Refused('UnknownSurvey', `${participant.programId} has no survey "${input.survey}".`);
      }
      checkAnswers(survey, input.answers, participant.role);
      const now = await tools.clock.now();
      checkDay(input.paperOn, now);
      const responseId = options?.key ? idFromKey('survey', participant.id, options.key) : newId();
      await database.$transaction(async (tx) => {
        const { count } = await tx.surveyResponse.createMany({
          skipDuplicates: true,
          data: {
            id: responseId,
            participantId: participant.id,
            survey: survey.id,
            answers: input.answers,
            via: input.paperOn ? 'paper' : caller.via,
            by: caller.actor,
            paperOn: input.paperOn ?? null,
            at: now,
          },
        });
        if (count === 0) return;
        const at = instant(now);
        // What staff asked for beside the path is answered by this; what the path waits for it closes itself.
        const open = await tx.wait.findMany({
          where: {
            personId: participant.personId,
            programId: participant.programId,
            kind: 'survey',
            closedAt: null,
            details: { path: ['survey'], equals: survey.id },
          },
        });
        await tx.surveyDraft.updateMany({
          where: { waitKey: { in: open.map(({ key }) => key) } },
          data: { status: 'done', updatedAt: now },
        });
        const byHand = open.filter(({ workflowId }) => workflowId === null);
        if (byHand.length > 0)
          await tx.$executeRaw(
            statement(
              ...closeWaits(
                byHand.map(({ key }) => ({ key, outcome: 'answered', by: caller.actor })),
                at,
              ),
            ),
          );
        if (!wordsForStaff(survey.questions, input.answers)) return;
        const place = { programId: participant.programId, siteId: participant.siteId, journeyId };
        const key = `survey-${responseId}/words`;
        const details = { reason: 'survey-words', response: responseId };
        await tx.$executeRaw(
          statement(
            openWaits([
              {
                ...place,
                key,
                kind: 'staff-task',
                owedBy: 'staff',
                personId: null,
                subjectPersonId: participant.personId,
                workflowId: null,
                since: at,
                details,
              },
            ]),
            appendEvents([
              {
                ...place,
                key: `${key}/opened`,
                kind: 'staff-task-opened',
                personId: participant.personId,
                actor: 'system',
                data: details,
                at,
              },
            ]),
          ),
        );
      });
      return fullCircle.journeys.submitSurvey(
        journeyId,
        { by: caller.actor, survey: survey.id, responseId },
        { ...options, key: options?.key ?? responseId },
      );
    },

    /**
     * Hands in answers that are stored already: those that came with a roster.
     * @param which the response, or the survey of which the latest is meant
     */
    async submitStored(
      caller: Caller,
      participantId: string,
      which: string | { survey: string },
      options?: ActOptions,
    ): Promise<Standing> {
      const { participant, journeyId } = await journeys.current(caller, participantId, 'take-part');
      const response = await database.surveyResponse.findFirst({
        where: { participantId: participant.id, ...(typeof which === 'string' ? { id: which } : which) },
        orderBy: { at: 'desc' },
      });
      if (!response) {
        throw new NotThere(
          typeof which === 'string' ? `survey response ${which}` : `answer to ${which.survey} of this person`,
        );
      }
      return fullCircle.journeys.submitSurvey(
        journeyId,
        { by: caller.actor, survey: response.survey, responseId: response.id },
        { ...options, key: options?.key ?? response.id },
      );
    },

    /** What somebody wrote in their own words is for those who may read what people write. */
    async show(caller: Caller, participantId: string): Promise<SurveysShown> {
      const participant = await participants.find(caller, participantId, 'see');
      const { definition } = await programInUse(database, participant.programId);
      const mayRead = may(caller, 'read-messages', participant);
      const [responses, drafts] = await Promise.all([
        database.surveyResponse.findMany({
          where: { participantId: participant.id },
          orderBy: [{ at: 'desc' }, { id: 'desc' }],
          take: 20,
        }),
        database.surveyDraft.findMany({
          where: { participantId: participant.id, status: { not: 'done' } },
          orderBy: { updatedAt: 'desc' },
        }),
      ]);
      const questionsOf = (survey: string) =>
        askedOf(definition.surveys.find(({ id }) => id === survey)?.questions ?? [], participant.role);
      const shown = (survey: string, answers: unknown): Answers => {
        const own = new Set(questionsOf(survey).flatMap(({ id, kind }) => (kind === 'text' ? [id] : [])));
        return Object.fromEntries(
          Object.entries(answers as Answers).filter(([id]) => mayRead || !own.has(id)),
        );
      };
      return {
        responses: responses.map(({ id, survey, answers, via, by, paperOn, at }) => {
          return { id, survey, answers: shown(survey, answers), via, by, paperOn, at };
        }),
        underWay: drafts.map(({ survey, answers, skipped, question, status, updatedAt }) => {
          const questions = questionsOf(survey);
          const place = questions.findIndex(({ id }) => id === question);
          const done = Math.max(0, place);
          const of = questions.length;
          return { survey, answers: shown(survey, answers), skipped, question, status, updatedAt, done, of };
        }),
      };
    },
  };
}

function checkDay(day: string | undefined, now: Date): void {
  if (day === undefined) return;
  const isDay = /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(`${day}T12:00:00Z`));
  if (!isDay) throw new Refused('NotADay', `"${day}" is not a day; write it like 2026-03-01.`);
  // A day's grace: the paper's day is the program's, the clock's is Greenwich's.
  if (Date.parse(`${day}T00:00:00Z`) > now.getTime() + DAY)
    throw new Refused('DateNotInPast', 'The day on the paper lies in the future.');
}

export function checkAnswers(survey: Survey, answers: Answers, role: string): void {
  const unknown = Object.keys(answers).find((id) => !survey.questions.some((question) => question.id === id));
  if (unknown !== undefined) {
    throw new Refused(
      'UnknownQuestion',
      `"${unknown}" is not asked; these are: ${survey.questions.map(({ id }) => id).join(', ')}.`,
    );
  }
  const asked = survey.questions.filter((question) => (question.for as string[]).includes(role));
  const missing = asked.filter(({ id, required }) => required && isEmpty(answers[id]));
  if (missing.length > 0) {
    throw new Refused(
      'AnswersMissing',
      `These questions still need an answer: ${missing.map(({ id }) => id).join(', ')}.`,
    );
  }
  for (const question of asked) {
    const answer = answers[question.id];
    if (answer !== undefined) checkOffered(question, answer);
  }
}

function checkOffered({ id, kind, options }: Question, answer: Answers[string]): void {
  if (kind !== 'choice' && kind !== 'many') return;
  const offered = options.map((option) => option.id);
  const given = Array.isArray(answer) ? answer : [answer];
  if (kind === 'choice' && given.length > 1) {
    throw new Refused('AnswerNotOffered', `${id} takes one answer; ${given.length} were given.`);
  }
  for (const one of given) {
    if (!offered.includes(String(one))) {
      throw new Refused(
        'AnswerNotOffered',
        `"${one}" is not an answer to ${id}; these are: ${offered.join(', ')}.`,
      );
    }
  }
}

function isEmpty(answer: Answers[string] | undefined): boolean {
  return answer === undefined || answer === '' || (Array.isArray(answer) && answer.length === 0);
}
