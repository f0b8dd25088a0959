import { SLOTS } from '../../domain/surveyAnswers';
import type { Survey } from '../../programs';
import type { SurveyAnswers as Answers } from '../../domain/surveyAnswers';

type Form = Record<string, string | string[] | undefined>;

/** A survey's answers out of a form: fields are called `q.<question>`. What was left empty is left out. */
export function answersOf(survey: Survey, role: string, form: Form): Answers {
  const answers: Answers = {};
  for (const { id, kind, for: roles } of survey.questions) {
    if (!(roles as string[]).includes(role)) continue;
    const value = form[`q.${id}`];
    const all = (Array.isArray(value) ? value : value === undefined ? [] : [value])
      .map((v) => v.trim())
      .filter(Boolean);
    if (all.length === 0) continue;
    switch (kind) {
      case 'many':
        answers[id] = all;
        break;
      case 'languages':
        answers[id] = [...new Set(all.map((code) => code.toLowerCase()))].filter((code) =>
          /^[a-z]{2,3}$/.test(code),
        );
        break;
      case 'availability':
        answers[id] = all.filter((slot) => (SLOTS as readonly string[]).includes(slot));
        break;
      case 'number': {
        const number = Number((all[0] ?? '').replace(',', '.'));
        if (Number.isFinite(number)) answers[id] = number;
        break;
      }
      case 'choice':
      case 'text':
        answers[id] = (all[0] ?? '').slice(0, 2_000);
        break;
    }
  }
  return answers;
}

/** Required questions without an answer. */
export function missingOf(survey: Survey, role: string, answers: Answers): string[] {
  return survey.questions
    .filter(({ id, required, for: roles }) => {
      const answer = answers[id];
      const empty = answer === undefined || answer === '' || (Array.isArray(answer) && answer.length === 0);
      return required && (roles as string[]).includes(role) && empty;
    })
    .map(({ id }) => id);
}
