import type { Definition } from '../../programs';
import { localText } from '../console/labels';
import { applyingStrings } from '../i18n/applying';
import type { Lang } from '../i18n/language';
import { consentOf } from '../../office/agreements';
import type { Written, Wrong } from './form';

export interface FormProps {
  lang: Lang;
  definition: Definition;
  written: Written;
  wrong: Wrong;
}

/** One choice of several, as a group that is read out together. */
export function Choices(
  props: FormProps & {
    name: string;
    legend: string;
    hint?: string;
    options: readonly (readonly [value: string, text: string])[];
    preset?: string;
  },
) {
  const { name, options, lang, written, wrong } = props;
  const problem = wrong[name];
  const chosen = written[name] ?? props.preset;
  return (
    <fieldset class="stack-small" aria-describedby={problem ? `${name}-problem` : undefined}>
      <legend class="legend">{props.legend}</legend>
      {props.hint && <p class="hint">{props.hint}</p>}
      {problem && (
        <p class="late-text small" id={`${name}-problem`}>
          {applyingStrings[lang].problems[problem]}
        </p>
      )}
      {options.map(([value, text]) => (
        <label key={value} class="choice">
          <input type="radio" name={name} value={value} checked={chosen === value} />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Longer words of somebody's own. */
export function OwnWords(
  props: FormProps & { name: string; label: string; hint?: string; optional: boolean },
) {
  const { name, label, hint, lang, written, wrong } = props;
  const t = applyingStrings[lang];
  const problem = wrong[name];
  return (
    <div class="field">
      <label for={`f-${name}`}>
        {label}
        {props.optional && <span class="hint"> ({t.optional})</span>}
      </label>
      <textarea
        class="input"
        id={`f-${name}`}
        name={name}
        maxLength={2000}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={
          [hint && `${name}-hint`, problem && `${name}-problem`].filter(Boolean).join(' ') || undefined
        }
      >
        {written[name] ?? ''}
      </textarea>
      {hint && (
        <span class="hint" id={`${name}-hint`}>
          {hint}
        </span>
      )}
      {problem && (
        <span class="late-text small" id={`${name}-problem`}>
          {t.problems[problem]}
        </span>
      )}
    </div>
  );
}

/** Ticked by the person, never beforehand. The words that stand here are the ones that are kept with the yes. */
export function Consent(props: FormProps & { channel: 'sms' | 'email'; text?: string }) {
  const { channel, definition, lang, written, wrong } = props;
  const name = channel === 'sms' ? 'consentSms' : 'consentEmail';
  const problem = wrong[name];
  const text = props.text ?? localText(consentOf(definition).content[channel], lang);
  return (
    <div class="stack-small">
      <label class="choice">
        <input
          type="checkbox"
          name={name}
          value="yes"
          checked={written[name] === 'yes'}
          aria-describedby={problem ? `${name}-problem` : undefined}
        />
        <span>{text}</span>
      </label>
      {problem && (
        <p class="late-text small" id={`${name}-problem`}>
          {applyingStrings[lang].problems[problem]}
        </p>
      )}
    </div>
  );
}

export function LanguageChoice(props: FormProps) {
  const t = applyingStrings[props.lang];
  const offered = props.definition.languages;
  if (offered.length < 2) return null;
  return (
    <Choices
      {...props}
      name="language"
      legend={t.language}
      preset={props.lang}
      options={offered.map((lang) => [lang, t.languages[lang]] as const)}
    />
  );
}

export function SiteChoice(props: FormProps) {
  const { sites } = props.definition;
  if (sites.length < 2) return null;
  return (
    <Choices
      {...props}
      name="site"
      legend={applyingStrings[props.lang].site}
      options={sites.map(({ id, name }) => [id, name] as const)}
    />
  );
}

/** Sends the form; a preview shows the button and sends nothing. */
export function Send(props: { text: string; preview: boolean }) {
  return (
    <button class="button button-big button-primary" type="submit" disabled={props.preview}>
      {props.text}
    </button>
  );
}
