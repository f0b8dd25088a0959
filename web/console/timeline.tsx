import type { TimelineEntry } from '../../office/timeline';
import { sentence, toneOf, type Labels } from '../i18n/ledger';
import type { View } from './frame';
import { When } from './when';

const AT_ONCE = 40;

/** What happened, the newest first, in sentences. */
export function Timeline(props: {
  view: View;
  entries: readonly TimelineEntry[];
  labels: Labels;
  who: (actor: string) => string;
  zone: string;
  /** Names of people other than the one whom the page is about: who was told, whose check-in it was. */
  nameOf?: (personId: string) => string | undefined;
}) {
  const { view, entries, labels, who, zone } = props;
  if (entries.length === 0) return <p class="soft">{view.t.person.noTimeline}</p>;
  const nameOf = (entry: TimelineEntry) => {
    const name =
      entry.personId && entry.actor !== `person:${entry.personId}` && props.nameOf?.(entry.personId);
    return name && <span class="soft"> · {name}</span>;
  };
  const newestFirst = [...entries].reverse();
  const list = (some: readonly TimelineEntry[]) => (
    <ol class="timeline" reversed>
      {some.map((entry) => (
        <li key={entry.key} class={`is-${toneOf(entry.kind, entry.data)}`}>
          <div>
            {sentence(view.lang, entry.kind, entry.data, labels, who(entry.actor))}
            {nameOf(entry)}
          </div>
          <When view={view} at={entry.at} zone={zone} />
        </li>
      ))}
    </ol>
  );
  return (
    <>
      {list(newestFirst.slice(0, AT_ONCE))}
      {newestFirst.length > AT_ONCE && (
        <details class="more" id="earlier">
          <summary>{view.t.person.earlier(newestFirst.length - AT_ONCE)}</summary>
          {list(newestFirst.slice(AT_ONCE))}
        </details>
      )}
    </>
  );
}
