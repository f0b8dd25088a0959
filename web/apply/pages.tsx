import type { ComponentChildren } from 'preact';
import { localText } from '../console/labels';
import { applyingStrings } from '../i18n/applying';
import { LANGS, type Lang } from '../i18n/language';
import { PersonFrame } from '../participant/frame';
import type { Definition } from '../../programs';
import { Field } from '../ui/field';
import { Choices, Consent, LanguageChoice, OwnWords, Send, SiteChoice, type FormProps } from './fields';

const NAMES: Record<Lang, string> = { en: 'English', fr: 'Français' };

interface PageProps extends FormProps {
  /** Key of this form: sent twice, it is one application. */
  form: string;
  /** For staff: shows everything and sends nothing. */
  preview: boolean;
}

function Frame(props: {
  lang: Lang;
  definition: Definition;
  path: string;
  title: string;
  children: ComponentChildren;
}) {
  const { lang, definition } = props;
  return (
    <PersonFrame lang={lang} emergency={definition.emergency}>
      <p class="row">
        {LANGS.filter((one) => one !== lang).map((one) => (
          <a key={one} href={`${props.path}?lang=${one}`} lang={one} hreflang={one}>
            {NAMES[one]}
          </a>
        ))}
      </p>
      <h1>{props.title}</h1>
      {props.children}
    </PersonFrame>
  );
}

function Notices({ lang, wrong, preview }: Pick<PageProps, 'lang' | 'wrong' | 'preview'>) {
  const t = applyingStrings[lang];
  return (
    <>
      {preview && <p class="notice">{t.preview}</p>}
      {Object.keys(wrong).length > 0 && (
        <p class="notice notice-late" role="alert">
          {t.check}
        </p>
      )}
    </>
  );
}

export function ApplyPage(props: PageProps) {
  const { lang, definition, wrong, written, preview } = props;
  const t = applyingStrings[lang];
  const { application } = definition;
  const path = `/apply/${definition.id}`;
  const name = localText(definition.name, lang) ?? definition.id;
  const problem = (field: string) => wrong[field] && t.problems[wrong[field]];
  return (
    <Frame lang={lang} definition={definition} path={path} title={t.apply.heading(name)}>
      <p class="lead">{localText(application.welcome, lang) ?? t.apply.lead}</p>
      <p>{t.apply.notAsked}</p>
      <Notices {...props} />
      <form class="form card" method="post" action={path} noValidate>
        <input type="hidden" name="form" value={props.form} />
        <Field
          label={t.apply.givenName}
          name="givenName"
          value={written['givenName']}
          hint={t.apply.givenNameHint}
          problem={problem('givenName')}
          autocomplete="given-name"
          maxLength={80}
          required
        />
        <Field
          label={`${t.apply.preferredName} (${t.optional})`}
          name="preferredName"
          value={written['preferredName']}
          hint={t.apply.preferredNameHint}
          autocomplete="nickname"
          maxLength={80}
        />
        {application.roles.length > 1 && (
          <Choices
            {...props}
            name="role"
            legend={t.apply.role}
            options={application.roles.map((role) => [role, t.apply.roles[role]] as const)}
          />
        )}
        <LanguageChoice {...props} />
        <SiteChoice {...props} />
        <Choices
          {...props}
          name="reach"
          legend={t.reach}
          options={(['sms', 'email', 'voice', 'none'] as const).map((one) => [one, t.reaches[one]] as const)}
        />
        <Field
          label={t.phone}
          name="phone"
          type="tel"
          value={written['phone']}
          problem={problem('phone')}
          autocomplete="tel"
        />
        <Field
          label={t.email}
          name="email"
          type="email"
          value={written['email']}
          problem={problem('email')}
          autocomplete="email"
        />
        <OwnWords {...props} name="reachWords" label={t.apply.where} hint={t.apply.whereHint} optional />
        <fieldset class="stack-small">
          <legend class="legend">{t.consent}</legend>
          <Consent {...props} channel="sms" />
          <Consent {...props} channel="email" />
        </fieldset>
        <Choices
          {...props}
          name="detail"
          legend={t.apply.detail}
          hint={t.apply.detailHint}
          preset={definition.detail}
          options={(['full', 'basic'] as const).map((one) => [one, t.apply.details[one]] as const)}
        />
        <OwnWords
          {...props}
          name="words"
          label={localText(application.question, lang) ?? t.apply.words}
          optional
        />
        <Send text={t.apply.send} preview={preview} />
      </form>
    </Frame>
  );
}

export function ReferPage(props: PageProps) {
  const { lang, definition, wrong, written, preview } = props;
  const t = applyingStrings[lang];
  const path = `/refer/${definition.id}`;
  const name = localText(definition.name, lang) ?? definition.id;
  const field = (
    label: string,
    id: string,
    more: { type?: 'tel' | 'email'; hint?: string; autocomplete?: string } = {},
  ) => (
    <Field
      label={label}
      name={id}
      value={written[id]}
      problem={wrong[id] && t.problems[wrong[id]]}
      maxLength={200}
      {...more}
    />
  );
  return (
    <Frame lang={lang} definition={definition} path={path} title={t.refer.heading(name)}>
      <p class="lead">{t.refer.lead}</p>
      <Notices {...props} />
      <form class="form card" method="post" action={path} noValidate>
        <input type="hidden" name="form" value={props.form} />
        <h2>{t.refer.you}</h2>
        {field(t.refer.yourName, 'partnerName', { autocomplete: 'name' })}
        {field(t.refer.organisation, 'organisation', { autocomplete: 'organization' })}
        {field(t.refer.yourPhone, 'partnerPhone', {
          type: 'tel',
          autocomplete: 'tel',
          hint: t.refer.yourContactHint,
        })}
        {field(t.refer.yourEmail, 'partnerEmail', { type: 'email', autocomplete: 'email' })}
        <h2>{t.refer.person}</h2>
        {field(t.refer.givenName, 'givenName')}
        {field(t.refer.surname, 'surname')}
        <Choices
          {...props}
          name="agreed"
          legend={t.refer.consent}
          options={(['yes', 'no'] as const).map((one) => [one, t.refer.consents[one]] as const)}
        />
        {field(t.refer.askedBy, 'askedBy', { hint: t.refer.askedByHint })}
        <LanguageChoice {...props} />
        <SiteChoice {...props} />
        <Choices
          {...props}
          name="reach"
          legend={t.reachThem}
          options={(['sms', 'email', 'voice', 'none'] as const).map(
            (one) => [one, one === 'none' ? t.noneThem : t.reaches[one]] as const,
          )}
        />
        {field(t.phone, 'phone', { type: 'tel' })}
        <Consent {...props} channel="sms" text={t.refer.mayText} />
        {field(t.email, 'email', { type: 'email' })}
        <Consent {...props} channel="email" text={t.refer.mayMail} />
        <OwnWords {...props} name="reachWords" label={t.refer.safe} hint={t.refer.safeHint} optional />
        <OwnWords {...props} name="words" label={t.refer.words} hint={t.refer.wordsHint} optional />
        <Send text={t.refer.send} preview={preview} />
      </form>
    </Frame>
  );
}

/** The same whoever it was: nobody learns here who is known and who is not. */
export function ThanksPage(props: { lang: Lang; definition: Definition; path: string; referral: boolean }) {
  const t = applyingStrings[props.lang];
  return (
    <Frame {...props} title={t.thanks}>
      <p class="lead">{props.referral ? t.thanksReferral : t.thanksMore}</p>
    </Frame>
  );
}

export function ClosedPage(props: { lang: Lang; definition: Definition; path: string; referral: boolean }) {
  const t = applyingStrings[props.lang];
  return (
    <Frame {...props} title={props.referral ? t.refer.closed : t.apply.closed}>
      <p class="lead">{t.apply.closedMore}</p>
    </Frame>
  );
}

export function SlowDownPage(props: { lang: Lang; definition: Definition; path: string; minutes: number }) {
  const t = applyingStrings[props.lang];
  return (
    <Frame {...props} title={t.slowDown}>
      <p class="lead">{t.slowDownMore(props.minutes)}</p>
    </Frame>
  );
}
