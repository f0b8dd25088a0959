import { DAYS, DAY_PARTS } from '../../domain/surveyAnswers';
import type { SurveyAnswers as Answers } from '../../domain/surveyAnswers';
import type { Question, Survey } from '../../programs';
import type { Lang } from '../i18n/language';
import { participantStrings } from '../i18n/participant';

/** The fields of a survey as the program wrote it. Works with a keyboard alone and without scripts. */
export function SurveyFields(props: {
  lang: Lang;
  survey: Survey;
  role: string;
  values?: Answers;
  missing?: string[];
}) {
  const { survey, role, values = {}, missing = [] } = props;
  return (
    <>
      {survey.questions
        .filter((question) => (question.for as string[]).includes(role))
        .map((question) => (
          <QuestionField
            key={question.id}
            lang={props.lang}
            question={question}
            role={role}
            value={values[question.id]}
            isMissing={missing.includes(question.id)}
          />
        ))}
    </>
  );
}

function QuestionField(props: {
  lang: Lang;
  question: Question;
  role: string;
  value: Answers[string] | undefined;
  isMissing: boolean;
}) {
  const { lang, question, value, isMissing } = props;
  const t = participantStrings[lang].survey;
  const wording = (props.role === 'mentor' ? question.mentorText : undefined) ?? question.text;
  const text = wording[lang] ?? wording.en ?? wording.fr ?? question.id;
  const name = `q.${question.id}`;
  const chosen = Array.isArray(value) ? value : [];
  const mark = (
    <span class={isMissing ? 'late-text small' : 'hint'} id={`${name}-mark`}>
      {' '}
      ({isMissing ? t.missingOne : question.required ? t.required : t.optional})
    </span>
  );
  switch (question.kind) {
    case 'choice':
    case 'many':
      return (
        <fieldset class="stack-small">
          <legend class="legend">
            {text}
            {mark}
          </legend>
          {question.kind === 'many' && <p class="hint">{t.chooseAny}</p>}
          {question.options.map((option) => (
            <label key={option.id} class="choice">
              <input
                type={question.kind === 'many' ? 'checkbox' : 'radio'}
                name={name}
                value={option.id}
                checked={chosen.includes(option.id) || value === option.id}
              />
              <span>{option.text[lang] ?? option.text.en ?? option.id}</span>
            </label>
          ))}
        </fieldset>
      );
    case 'languages':
      return (
        <fieldset class="stack-small">
          <legend class="legend">
            {text}
            {mark}
          </legend>
          <div class="chip-choices">
            {Object.entries(participantStrings[lang].tongues).map(([code, label]) => (
              <label key={code} class="choice">
                <input type="checkbox" name={name} value={code} checked={chosen.includes(code)} />
                <span>{label}</span>
              </label>
            ))}
          </div>
        </fieldset>
      );
    case 'availability':
      return (
        <fieldset class="stack-small">
          <legend class="legend">
            {text}
            {mark}
          </legend>
          <table class="slots">
            <thead>
              <tr>
                <td />
                {DAY_PARTS.map((part) => (
                  <th key={part} scope="col">
                    {participantStrings[lang].parts[part]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {DAYS.map((day) => (
                <tr key={day}>
                  <th scope="row">{participantStrings[lang].days[day]}</th>
                  {DAY_PARTS.map((part) => (
                    <td key={part}>
                      <label class="slot">
                        <input
                          type="checkbox"
                          name={name}
                          value={`${day}-${part}`}
                          checked={chosen.includes(`${day}-${part}`)}
                        />
                        <span class="visually-hidden">
                          {participantStrings[lang].days[day]}, {participantStrings[lang].parts[part]}
                        </span>
                      </label>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </fieldset>
      );
    case 'number':
    case 'text':
      return (
        <div class="field">
          <label for={name}>
            {text}
            {mark}
          </label>
          {question.kind === 'number' ? (
            <input
              class="input"
              type="number"
              id={name}
              name={name}
              min={0}
              max={1000}
              value={asText(value)}
            />
          ) : (
            <textarea class="input" id={name} name={name} maxLength={2000} aria-describedby={`${name}-mark`}>
              {asText(value)}
            </textarea>
          )}
        </div>
      );
  }
}

function asText(value: Answers[string] | undefined): string {
  return value === undefined ? '' : String(value);
}
