import type { ComponentChildren } from 'preact';
import { LANGS, type Lang } from '../i18n/language';
import { signIn } from '../i18n/signIn';
import { AlonePage } from '../ui/document';
import { Field } from '../ui/field';
import { Ring } from '../ui/logo';

const NAMES: Record<Lang, string> = { en: 'English', fr: 'Français' };

function Frame(props: { lang: Lang; title: string; path: string; children: ComponentChildren }) {
  return (
    <AlonePage
      lang={props.lang}
      title={`${props.title} · Full Circle`}
      brand={
        <span class="brand">
          <Ring size={40} /> Full Circle
        </span>
      }
    >
      {props.children}
      <p class="foot-note row">
        {LANGS.filter((lang) => lang !== props.lang).map((lang) => (
          <a key={lang} href={`${props.path}?lang=${lang}`} lang={lang} hreflang={lang}>
            {NAMES[lang]}
          </a>
        ))}
      </p>
    </AlonePage>
  );
}

export function SignInPage(props: {
  lang: Lang;
  to?: string;
  email?: string;
  problem?: string;
  notice?: string;
}) {
  const t = signIn[props.lang];
  return (
    <Frame lang={props.lang} title={t.title} path="/signin">
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {props.notice && (
        <p class="notice" role="status">
          {props.notice}
        </p>
      )}
      {props.problem && (
        <p class="notice notice-late" role="alert">
          {props.problem}
        </p>
      )}
      <form class="form card" method="post" action="/signin">
        {props.to && <input type="hidden" name="to" value={props.to} />}
        <Field
          label={t.email}
          name="email"
          type="email"
          autocomplete="username"
          value={props.email}
          required
        />
        <Field label={t.password} name="password" type="password" autocomplete="current-password" required />
        <button class="button button-primary" type="submit">
          {t.submit}
        </button>
      </form>
    </Frame>
  );
}

export function FirstAdministratorPage(props: {
  lang: Lang;
  token: string;
  values?: Record<string, string>;
  problems?: Record<string, string>;
}) {
  const t = signIn[props.lang];
  const { values = {}, problems = {} } = props;
  return (
    <Frame lang={props.lang} title={t.firstTitle} path={`/first/${props.token}`}>
      <h1>{t.firstTitle}</h1>
      <p class="lead">{t.firstLead}</p>
      <form class="form card" method="post" action={`/first/${props.token}`}>
        <Field
          label={t.given}
          name="givenName"
          autocomplete="given-name"
          value={values['givenName']}
          problem={problems['givenName']}
          maxLength={100}
          required
        />
        <Field
          label={t.surname}
          name="surname"
          autocomplete="family-name"
          value={values['surname']}
          maxLength={100}
        />
        <Field
          label={t.email}
          name="email"
          type="email"
          autocomplete="username"
          value={values['email']}
          problem={problems['email']}
          maxLength={254}
          required
        />
        <Field
          label={t.newPassword}
          name="password"
          type="password"
          autocomplete="new-password"
          hint={t.newPasswordHint}
          problem={problems['password']}
          minLength={12}
          required
        />
        <button class="button button-primary" type="submit">
          {t.create}
        </button>
      </form>
    </Frame>
  );
}

export function FirstLinkUsedPage(props: { lang: Lang }) {
  const t = signIn[props.lang];
  return (
    <Frame lang={props.lang} title={t.firstUsed} path="/signin">
      <h1>{t.firstUsed}</h1>
      <p class="lead">{t.firstUsedLead}</p>
      <p>
        <a class="button" href="/signin">
          {t.toSignIn}
        </a>
      </p>
    </Frame>
  );
}
