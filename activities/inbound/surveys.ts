import { as } from '../../domain/ids';
import { IN_USE } from '../../domain/phone';
import type { Effect } from '../../domain/replies';
import type { SurveyAnswers } from '../../domain/surveyAnswers';
import { wishesByText } from '../../domain/surveys/byText';
import { askedOf } from '../../domain/surveys/question';
import { readReply } from '../../domain/surveys/readReply';
import type { Transaction } from '../../platform/database';
import { type Prisma, type SurveyDraft, type Wait } from '../../prisma/generated/client';
import type { Program, Question } from '../programs';
import { readProgram } from '../programs';
import { closeWaits } from '../records/rows';
import { statement } from '../records/statement';
import { wordsForStaff } from '../surveys/forStaff';
import type { Draft, Place } from './draft';

/** A survey that somebody answers, or may answer, by text. */
export interface SurveyByText {
  wait: Wait;
  place: Place;
  participantId: string;
  role: string;
  program: Program;
  questions: Question[];
  /** None until the first answer, or the wish to be asked by text. */
  draft: SurveyDraft | null;
  /** A question has been put by text, and waits. */
  isAsked: boolean;
}

/**
 * The survey that is waited for from a person and may be answered by text; of several the one that was asked for last.
 * Nobody who shares a number, or who wants nothing of the program on their screen, is asked anything about themself there.
 */
export async function surveyOf(
  tx: Transaction,
  personId: string,
  from: string,
): Promise<SurveyByText | undefined> {
  const wait = await tx.wait.findFirst({
    where: { personId, kind: 'survey', closedAt: null },
    orderBy: [{ since: 'desc' }, { key: 'asc' }],
  });
  const survey = (wait?.details as { survey?: string } | null)?.survey;
  if (!wait || !survey || !(await isPrivatelyReached(tx, personId, from))) return undefined;
  const { programId } = wait;
  const participant = await tx.participant.findFirst({ where: { personId, programId } });
  const program = await readProgram(tx, programId);
  const questions = askedOf(program.questionsOf(survey), participant?.role ?? 'mentee');
  if (!participant || questions.length === 0) return undefined;
  // Two replies at the same moment answer one question after the other.
  await tx.$queryRaw`SELECT 1 FROM "SurveyDraft" WHERE "waitKey" = ${wait.key} FOR UPDATE`;
  const draft = await tx.surveyDraft.findUnique({ where: { waitKey: wait.key } });
  const toldFirst =
    !draft && participant.answersBy === 'text'
      ? await tx.messageIntent.findFirst({
          where: { waitKey: wait.key, template: 'survey-asked', status: 'sent' },
          select: { key: true },
        })
      : null;
  const { siteId, journeyId } = wait;
  return {
    wait,
    place: { programId, siteId, journeyId },
    participantId: participant.id,
    role: participant.role,
    program,
    questions,
    draft,
    isAsked: draft?.status === 'open' || toldFirst !== null,
  };
}

async function isPrivatelyReached(tx: Transaction, personId: string, from: string): Promise<boolean> {
  const [person, others] = await Promise.all([
    tx.person.findUnique({ where: { id: personId }, select: { detail: true } }),
    tx.contactPoint.count({
      where: {
        value: from,
        personId: { not: personId },
        ...IN_USE,
      },
    }),
  ]);
  return person?.detail !== 'basic' && others === 0;
}

/** What a text asks for or says about the survey, if anything; decided before anything is written. */
export type SurveyMove = { does: 'starts' } | { does: 'says'; question: Question } | undefined;

const SAFETY: readonly Effect['kind'][] = ['help', 'stop', 'not-ok', 'acknowledge', 'extend', 'end'];
/** Somebody who wants a person gets one, whatever was asked. */
const WANTS_A_PERSON = ['asked', 'another', 'mixed'];

/**
 * Whether a text is about the survey. Calls for help, STOP and the wish for a person are never an answer; nor is anything
 * that another question, asked later, understands.
 */
export function moveOf(
  survey: SurveyByText,
  text: string,
  effects: readonly Effect[],
  other: { isWaiting: boolean; askedLater: boolean },
): SurveyMove {
  const mayBeAboutIt = effects.every(
    (effect) =>
      !SAFETY.includes(effect.kind) && !(effect.kind === 'human' && WANTS_A_PERSON.includes(effect.reason)),
  );
  if (!mayBeAboutIt) return undefined;
  if (!survey.isAsked) return wishesByText(text) ? { does: 'starts' } : undefined;
  const question = currentOf(survey);
  const isReadable = readReply(question, text).is !== 'unclear' || wishesByText(text);
  const understoodOtherwise = effects.some(({ kind }) => kind !== 'human' && kind !== 'start');
  if (other.isWaiting && understoodOtherwise && (other.askedLater || !isReadable)) return undefined;
  // A thank-you in between is no answer, and nothing to put right.
  if (!isReadable && effects.length === 0) return undefined;
  // Another question was asked since, and this answers neither: a human reads it, as always.
  if (!isReadable && other.isWaiting && other.askedLater) return undefined;
  return { does: 'says', question };
}

/** The question that waits: the one that was asked last, or the first. */
export function currentOf({ questions, draft }: SurveyByText): Question {
  return questions.find(({ id }) => id === draft?.question) ?? (questions[0] as Question);
}

/** Begins to ask, or goes on where the person stopped. */
export async function askByText(
  tx: Transaction,
  draft: Draft,
  personId: string,
  survey: SurveyByText,
): Promise<void> {
  const { wait, questions, participantId } = survey;
  const question = currentOf(survey);
  await tx.surveyDraft.upsert({
    where: { waitKey: wait.key },
    create: { ...newDraft(survey, draft), participantId, question: question.id },
    update: { status: 'open', askedAgain: false, updatedAt: draft.at },
  });
  const isFirst = question.id === questions[0]?.id;
  say(draft, personId, survey, isFirst ? 'survey-started' : 'survey-question', question);
}

/** @returns false where a human must read it; the person has been told so */
export async function hearAnswer(
  tx: Transaction,
  draft: Draft,
  personId: string,
  survey: SurveyByText,
  text: string,
  question: Question,
): Promise<boolean> {
  const { wait, place } = survey;
  if (wishesByText(text) && question.kind !== 'text') {
    await askByText(tx, draft, personId, survey);
    return true;
  }
  const reply = readReply(question, text);
  const kept =
    survey.draft ??
    (await tx.surveyDraft.create({ data: { ...newDraft(survey, draft), question: question.id } }));
  const keep = (data: Prisma.SurveyDraftUpdateInput) =>
    tx.surveyDraft.update({ where: { id: kept.id }, data: { ...data, updatedAt: draft.at } });
  switch (reply.is) {
    case 'later':
      await keep({ status: 'stopped' });
      draft.reply(place, personId, 'survey-later', { survey: kept.survey, wait: wait.key });
      return true;
    case 'unclear':
      if (!kept.askedAgain) {
        await keep({ askedAgain: true });
        say(draft, personId, survey, 'survey-question-again', question);
        return true;
      }
      draft.forHumans(place, personId, 'survey', { survey: kept.survey, question: question.id });
      draft.reply(place, personId, 'survey-for-human', { survey: kept.survey, wait: wait.key });
      return false;
    case 'skip':
    case 'answer': {
      const answers = { ...(kept.answers as SurveyAnswers) };
      if (reply.is === 'answer') answers[question.id] = reply.answer;
      const skipped =
        reply.is === 'skip'
          ? [...new Set([...kept.skipped, question.id])]
          : kept.skipped.filter((id) => id !== question.id);
      const next = survey.questions[survey.questions.indexOf(question) + 1];
      await keep({
        answers,
        skipped,
        askedAgain: false,
        question: next?.id ?? null,
        ...(next ? {} : { status: 'done' }),
      });
      if (next) say(draft, personId, survey, 'survey-question', next);
      else await handIn(tx, draft, personId, survey, { id: kept.id, answers });
      return true;
    }
  }
}

function newDraft({ wait, participantId }: SurveyByText, { at }: Draft) {
  return {
    // One draft a wait; its key is unlike any other.
    id: `draft-${wait.key}`,
    participantId,
    survey: String((wait.details as { survey?: string }).survey),
    waitKey: wait.key,
    answers: {},
    skipped: [],
    question: null,
    askedAgain: false,
    status: 'open',
    startedAt: at,
    updatedAt: at,
  };
}

function say(
  draft: Draft,
  personId: string,
  { wait, place, questions, role }: SurveyByText,
  template: 'survey-started' | 'survey-question' | 'survey-question-again',
  question: Question,
): void {
  const refs = {
    survey: String((wait.details as { survey?: string }).survey),
    question: question.id,
    number: questions.indexOf(question) + 1,
    of: questions.length,
    role,
    wait: wait.key,
  };
  draft.reply(place, personId, template, refs, { waitKey: as(wait.key) });
}

/** All questions have been asked: the answers are a response like any other, and the path is told of it. */
async function handIn(
  tx: Transaction,
  draft: Draft,
  personId: string,
  survey: SurveyByText,
  { id, answers }: { id: string; answers: SurveyAnswers },
): Promise<void> {
  const { wait, place, participantId } = survey;
  const by = `person:${personId}` as const;
  const surveyId = String((wait.details as { survey?: string }).survey);
  const responseId = `text-${id}`;
  await tx.surveyResponse.createMany({
    skipDuplicates: true,
    data: { id: responseId, participantId, survey: surveyId, answers, via: draft.channel, by, at: draft.at },
  });
  const journey = await tx.journey.findFirst({ where: { participantId }, orderBy: { startedAt: 'desc' } });
  if (journey) {
    draft.act({
      act: 'submit-survey',
      journeyId: as(journey.id),
      update: { by, survey: surveyId, responseId: responseId },
    });
  }
  // What a path waits for it closes itself; what staff asked for beside it is closed here.
  if (wait.workflowId === null)
    await tx.$executeRaw(statement(...closeWaits([{ key: wait.key, outcome: 'answered', by }], draft.at)));
  const words = wordsForStaff(survey.program.questionsOf(surveyId), answers);
  if (words)
    draft.waits.push({
      programId: place.programId,
      siteId: place.siteId ?? null,
      journeyId: journey?.id ?? null,
      key: draft.key('survey-words'),
      kind: 'staff-task',
      owedBy: 'staff',
      personId: null,
      subjectPersonId: personId,
      since: draft.at,
      details: { reason: 'survey-words', response: responseId },
    });
  draft.reply(place, personId, 'survey-thanks', { survey: surveyId });
}
