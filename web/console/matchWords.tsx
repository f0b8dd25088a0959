import { askedOf, textIn, type SurveyQuestion } from '../../domain/surveys/question';
import type { SurveyAnswers } from '../../domain/surveyAnswers';
import type { Explained } from '../../office/matching/explain';
import type { Definition } from '../../programs';
import type { Lang } from '../i18n/language';
import { matchingStrings } from '../i18n/matching';
import { participantStrings } from '../i18n/participant';
import type { View } from './frame';

export interface Reason {
  factor: string;
  points: number;
  of: number;
  shared?: string[];
}

/** Reasons as they are stored with a pair; what is worth nothing says nothing. */
export function reasonsOf(stored: unknown): Reason[] {
  if (!Array.isArray(stored)) return [];
  return (stored as Partial<Reason>[]).filter(
    (reason): reason is Reason =>
      typeof reason.factor === 'string' && typeof reason.of === 'number' && reason.of > 0,
  );
}

/** Points of those that there were, in percent. */
export function fit(reasons: readonly Reason[]): number {
  const most = reasons.reduce((sum, { of }) => sum + of, 0);
  return most > 0 ? Math.round((reasons.reduce((sum, { points }) => sum + points, 0) / most) * 100) : 0;
}

function questionsOf(definition: Definition): readonly SurveyQuestion[] {
  return definition.surveys.find(({ id }) => id === definition.matching.survey)?.questions ?? [];
}

/** One answer in words: an option, a language, a part of the week, or what was written. */
export function sayAnswer(question: SurveyQuestion | undefined, code: string, lang: Lang): string {
  const option = question?.options?.find(({ id }) => id === code);
  if (option) return textIn(option.text, lang) ?? code;
  const t = participantStrings[lang];
  if (question?.kind === 'languages') return t.tongues[code as 'en'] ?? code;
  const [day = '', part = ''] = code.split('-');
  if (question?.kind === 'availability' && part)
    return `${t.days[day as 'mon'] ?? day} (${t.parts[part as 'morning'] ?? part})`;
  return code;
}

/** What both said, in the words of the survey. */
function sharedInWords(definition: Definition, { factor, shared = [] }: Reason, lang: Lang): string[] {
  const questions = questionsOf(definition);
  return shared.map((code) => {
    const [about, option] = factor === 'preferences' ? code.split('/') : [undefined, code];
    const question = questions.find((one) =>
      about ? one.id === about : ((one as { counts?: string }).counts ?? one.id) === factor,
    );
    return sayAnswer(question, option ?? code, lang);
  });
}

/** Why this pair: each factor with its points, as words and as a bar. */
export function Reasons(props: {
  view: View;
  definition?: Definition | undefined;
  reasons: readonly Reason[];
}) {
  const { view, definition } = props;
  const t = matchingStrings[view.lang];
  return (
    <dl class="reasons">
      {props.reasons.map((reason) => {
        const { factor, points, of } = reason;
        const name = view.w.factors[factor] ?? factor;
        const shared = definition ? sharedInWords(definition, reason, view.lang) : [];
        return (
          <div key={factor}>
            <dt>{name}</dt>
            <dd>
              <progress class="meter" max={of} value={points} aria-label={name} />
              <span class="small soft">{view.t.matching.of(round(points), round(of))}</span>{' '}
              <span class="small reasons-said">
                {shared.length > 0 ? shared.join(', ') : t.nothingShared}
              </span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** Why two people may not be a pair, a line a rule. */
export function whyNot(
  why: Pick<Explained, 'out' | 'obstacles' | 'mentee' | 'mentor'>,
  definition: Definition,
  lang: Lang,
): string[] {
  const t = matchingStrings[lang];
  const questions = questionsOf(definition);
  return [
    ...(why.out.mentee ? [`${why.mentee.name}: ${t.out[why.out.mentee] ?? why.out.mentee}`] : []),
    ...(why.out.mentor ? [`${why.mentor.name}: ${t.out[why.out.mentor] ?? why.out.mentor}`] : []),
    ...why.obstacles.map(({ rule, question, of }) => {
      const asked = questions.find(({ id }) => id === question);
      const words = t.rules[rule] ?? rule;
      if (!asked) return words;
      const text = of === 'mentor' ? textIn((asked as { mentorText?: never }).mentorText, lang) : undefined;
      const colon = lang === 'fr' ? ' :' : ':';
      return `${words}${colon} ${t.of(of === 'mentor' ? why.mentor.name : why.mentee.name, text ?? textIn(asked.text, lang) ?? asked.id)}`;
    }),
  ];
}

/** What somebody answered to a survey, question by question. */
export function AnswersInWords(props: {
  lang: Lang;
  definition: Definition;
  survey: string;
  role: string;
  answers: SurveyAnswers;
}) {
  const { lang, definition, answers } = props;
  const questions = askedOf(
    definition.surveys.find(({ id }) => id === props.survey)?.questions ?? [],
    props.role,
  );
  return (
    <dl class="said-answers">
      {questions.map((question) => {
        const answer = answers[question.id];
        const codes = answer === undefined ? [] : [answer].flat().map(String);
        const asked =
          (props.role === 'mentor' ? textIn(question.mentorText, lang) : undefined) ?? question.text;
        return (
          <>
            <dt>{textIn(asked, lang) ?? question.id}</dt>
            <dd>
              {codes.length > 0
                ? codes.map((code) => sayAnswer(question, code, lang)).join(', ')
                : matchingStrings[lang].surveys.noAnswer}
            </dd>
          </>
        );
      })}
    </dl>
  );
}

function round(points: number): number {
  return Math.round(points * 10) / 10;
}
