import type { ComponentChildren } from 'preact';
import type { Lang } from '../i18n/language';
import { participantStrings } from '../i18n/participant';
import { AlonePage } from '../ui/document';
import { Ring } from '../ui/logo';

/** A page for somebody on the path. Its title says nothing of what it is about (rule 9). */
export function PersonFrame(props: {
  lang: Lang;
  name?: string;
  emergency?: { number: string; crisis: string };
  children: ComponentChildren;
}) {
  const t = participantStrings[props.lang];
  return (
    <AlonePage lang={props.lang} title={t.title} brand={<Ring size={44} />}>
      {props.name && <p class="lead">{t.hello(props.name)}</p>}
      {props.children}
      {props.emergency && (
        <p class="foot-note">
          {linked(t.emergency(props.emergency.number), props.emergency.number)}{' '}
          {linked(t.crisis(props.emergency.crisis), props.emergency.crisis)}
        </p>
      )}
    </AlonePage>
  );
}

/** What they did was not done, and why; the page says it itself, and what they can do is still on it. */
export function NotDone(props: { why: string | undefined }) {
  return (
    props.why && (
      <p class="notice notice-late" role="alert">
        {props.why}
      </p>
    )
  );
}

function linked(sentence: string, number: string) {
  const [before, after] = sentence.split(number);
  return (
    <span>
      {before}
      <a class="nowrap" href={`tel:${number}`}>
        {number}
      </a>
      {after}
    </span>
  );
}
