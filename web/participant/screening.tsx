import type { ComponentChildren } from 'preact';
import { PEER_WORDS } from '../../domain/policy';
import type { SurveyAnswers as Answers } from '../../domain/surveyAnswers';
import type { Lang } from '../i18n/language';
import { participantStrings } from '../i18n/participant';
import { screeningStrings } from '../i18n/screening';
import type { ScreeningAwaited, ShownGuidelines } from './screeningAwaited';
import { SurveyFields } from './surveyForm';

interface Props {
  lang: Lang;
  token: string;
  one: ScreeningAwaited;
  again?: { values: Answers; missing: string[] } | undefined;
}

/** A step of one's own to send in, or one's word about somebody else's. */
export function ScreeningStep({ lang, token, one, again }: Props) {
  const t = screeningStrings[lang].own;
  const form = (children: ComponentChildren) => (
    <form class="form" method="post" action={`/p/${token}`}>
      <input type="hidden" name="wait" value={one.key} />
      {children}
    </form>
  );
  const send = (act: string, text: string) => (
    <button class="button button-big button-primary" type="submit" name="act" value={act}>
      {text}
    </button>
  );
  switch (one.what) {
    case 'agreement':
      return (
        <div class="stack">
          <p>{t.agreementLead}</p>
          <Guidelines lang={lang} guidelines={one.guidelines} />
          {form(
            <>
              <input type="hidden" name="version" value={one.guidelines.version} />
              {send('agree', t.agree)}
            </>,
          )}
        </div>
      );
    case 'step-form':
      return (
        <div class="stack">
          <p>{t.step}</p>
          {again && (
            <p class="notice notice-late" role="alert">
              {participantStrings[lang].survey.missing}
            </p>
          )}
          {form(
            <>
              <SurveyFields
                lang={lang}
                survey={one.survey}
                role={one.role}
                values={again?.values}
                missing={again?.missing}
              />
              {send('send-in', t.sendIn)}
            </>,
          )}
        </div>
      );
    case 'step':
      return (
        <div class="stack">
          <p>{t.step}</p>
          {form(
            <>
              <Words name="words" label={t.words} />
              {send('send-in', t.sendIn)}
            </>,
          )}
        </div>
      );
    case 'peer-word':
      return (
        <div class="stack">
          <p>{t.peerLead(one.other, one.title)}</p>
          {form(
            <>
              <Words name="words" label={t.peerWords} />
              {PEER_WORDS.map((word) => (
                <button key={word} class="button button-big" type="submit" name="act" value={word}>
                  {t.wordOf[word]}
                </button>
              ))}
            </>,
          )}
        </div>
      );
  }
}

function Words(props: { name: string; label: string }) {
  return (
    <div class="field">
      <label for={`w-${props.name}`}>{props.label}</label>
      <textarea class="input" id={`w-${props.name}`} name={props.name} maxLength={2000} />
    </div>
  );
}

/** Both sides of it: what is asked of peers, and what staff have bound themselves to. */
export function Guidelines({ lang, guidelines }: { lang: Lang; guidelines: ShownGuidelines }) {
  const t = screeningStrings[lang].own;
  return (
    <div class="stack">
      {(['peers', 'staff'] as const)
        .filter((side) => guidelines[side].length > 0)
        .map((side) => (
          <section key={side} class="stack-small">
            <h2>{t[side]}</h2>
            <ul class="guidelines">
              {guidelines[side].map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </section>
        ))}
    </div>
  );
}

/** Words that somebody agreed to have changed: asked at the end of whatever page they opened, and nothing hangs on it. */
export function ChangedGuidelines(props: { lang: Lang; token: string; guidelines: ShownGuidelines }) {
  const { lang, guidelines } = props;
  const t = screeningStrings[lang].own;
  return (
    <details class="card more">
      <summary>{t.changed}</summary>
      <p>{t.changedLead}</p>
      <Guidelines lang={lang} guidelines={guidelines} />
      <form class="form" method="post" action={`/p/${props.token}`}>
        <input type="hidden" name="version" value={guidelines.version} />
        <button class="button button-big" type="submit" name="act" value="agree-again">
          {t.agree}
        </button>
      </form>
    </details>
  );
}
