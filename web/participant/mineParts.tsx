import type { ComponentChildren } from 'preact';
import type { Lang } from '../i18n/language';
import { mineStrings } from '../i18n/mine';
import type { Mine } from './mine';

/** What every part of somebody's own page is made with. */
export interface PageProps {
  lang: Lang;
  token: string;
  name: string;
  of: Mine;
  said?: string | undefined;
}

export function Section(props: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section class="stack-small" aria-labelledby={props.id}>
      <h2 id={props.id}>{props.title}</h2>
      {props.children}
    </section>
  );
}

/** One form: an act of the page's reader. */
export function Act(
  props: PageProps & { class?: string; fields?: Record<string, string>; children: ComponentChildren },
) {
  return (
    <form class={props.class ?? 'row'} method="post" action={`/p/${props.token}/mine`}>
      {Object.entries(props.fields ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {props.children}
    </form>
  );
}

export function Button(props: { act: string; text: string; about?: string; kind?: string }) {
  return (
    <button class={`button ${props.kind ?? ''}`} type="submit" name="act" value={props.act}>
      {props.text}
      {props.about && <span class="visually-hidden">: {props.about}</span>}
    </button>
  );
}

export function Calendar(props: PageProps & { path: string; about: string }) {
  return (
    <a href={`/p/${props.token}/${props.path}`} download>
      {mineStrings[props.lang].calendar}
      <span class="visually-hidden">: {props.about}</span>
    </a>
  );
}
