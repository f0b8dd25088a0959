import type { SurveyAnswers } from '../../domain/surveyAnswers';

/** Whether somebody wrote something that only a human can act on: whom, or what, they cannot be matched with. */
export function wordsForStaff(
  questions: readonly { id: string; forStaff?: boolean | undefined }[],
  answers: SurveyAnswers,
): boolean {
  return questions.some(({ id, forStaff }) => forStaff === true && String(answers[id] ?? '').trim() !== '');
}
