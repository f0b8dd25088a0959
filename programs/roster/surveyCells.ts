import { SLOTS, type SurveyAnswers } from '../../domain/surveyAnswers';
import type { Role } from '../../domain/policy';
import { suggestion } from '../nearest';
import type { Question } from '../schema';
import { slots } from '../../domain/surveys/availability';
import { languageCode } from '../../domain/surveys/languageNames';
import { columnName } from './table';
import { plain } from '../../domain/surveys/plain';
import { entries } from './words';

type Say = (field: string, problem: string) => void;

/** The column of a question: its id as a spreadsheet would have it. */
export function questionColumn(question: Question): string {
  return columnName(question.id);
}

/** What the cells of one row answer to a survey's questions. Empty cells are no answers. */
export function readAnswers(
  questions: readonly Question[],
  role: Role,
  cell: (column: string) => string,
  say: Say,
): SurveyAnswers {
  const answers: Record<string, SurveyAnswers[string]> = {};
  for (const question of questions) {
    const column = questionColumn(question);
    const text = cell(column);
    if (text === '') continue;
    if (!question.for.includes(role)) say(column, `is not asked of a ${role}, would be empty`);
    else {
      const answer = readAnswer(question, text, (problem) => say(column, problem));
      if (answer !== undefined) answers[question.id] = answer;
    }
  }
  return answers;
}

function readAnswer(question: Question, text: string, say: (problem: string) => void) {
  switch (question.kind) {
    case 'text':
      return text;
    case 'number':
      if (/^\d{1,4}$/.test(text)) return Number(text);
      return void say(`is "${text}", would be a whole number`);
    case 'languages':
      return listOf(text, (entry) => {
        const code = languageCode(entry);
        if (code === undefined) say(`"${entry}" is no language, would be for example en, French or Arabic`);
        return code === undefined ? [] : [code];
      });
    case 'availability': {
      const free = listOf(text, (entry) => {
        const meant = slots(entry);
        if (meant === undefined)
          say(`"${entry}" is no time of the week, would be for example tue-evening, weekday-morning or sat`);
        return meant ?? [];
      });
      return SLOTS.filter((slot) => free.includes(slot));
    }
    case 'choice':
    case 'many': {
      const chosen = listOf(text, (entry) => {
        const option = question.options.find(({ id, text: wording }) =>
          [id, ...Object.values(wording)].some((name) => plain(name) === plain(entry)),
        );
        if (option === undefined)
          say(
            `"${entry}" is none of the answers, ${suggestion(
              plain(entry),
              question.options.map(({ id }) => id),
            )}`,
          );
        return option === undefined ? [] : [option.id];
      });
      if (question.kind === 'many') return chosen;
      if (chosen.length > 1) say(`has ${chosen.length} answers, would have one`);
      return chosen[0];
    }
  }
}

function listOf(text: string, read: (entry: string) => readonly string[]): string[] {
  return [...new Set(entries(text).flatMap(read))];
}
