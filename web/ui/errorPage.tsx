import type { Problem } from '../http/problem';
import { common } from '../i18n/common';
import { frenchRefusal } from '../i18n/refusals';
import type { Lang } from '../i18n/language';
import { AlonePage } from './document';
import { Ring } from './logo';

export function ErrorPage(props: { lang: Lang; problem: Problem }) {
  const t = common[props.lang];
  const said = t.errors[String(props.problem.status)] ?? [props.problem.title, props.problem.detail ?? ''];
  const ours = props.problem.status === 409 || props.problem.status === 400;
  const why = props.lang === 'en' ? props.problem.title : frenchRefusal(props.problem.code);
  return (
    <AlonePage
      lang={props.lang}
      title={`${said[0]} · Full Circle`}
      brand={
        <a class="brand" href="/">
          <Ring /> Full Circle
        </a>
      }
    >
      <h1>{said[0]}</h1>
      <p class="lead">{said[1]}</p>
      {ours && why && <p class="notice">{why}</p>}
      {props.problem.errors && (
        <ul class="stack-small">
          {props.problem.errors.map((e) => (
            <li key={e.field}>
              <code>{e.field}</code> {props.lang === 'en' && e.message}
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href="/">{t.backToStart}</a>
      </p>
    </AlonePage>
  );
}
