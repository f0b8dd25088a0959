import type { ShownTransition } from '../../office/transitions/read';
import { transitionStrings } from '../i18n/transitions';
import type { View } from './frame';
import { Due, When } from './when';

/** Transitions that go on, the nearest first, and those that are over. */
export function TransitionList({ view, rows }: { view: View; rows: readonly ShownTransition[] }) {
  const t = transitionStrings[view.lang];
  const open = rows.filter(({ status }) => status !== 'closed');
  const over = rows.filter(({ status }) => status === 'closed');
  return (
    <div class="stack">
      {open.length === 0 && <p class="card empty">{t.none}</p>}
      {open.map((row) => (
        <TransitionCard key={row.id} view={view} row={row} heading={row.person} />
      ))}
      {over.length > 0 && (
        <section class="card card-flush" aria-labelledby="over-title">
          <h2 class="card-title" id="over-title">
            {t.over}
          </h2>
          <ul class="owed">
            {over.map((row) => (
              <li key={row.id}>
                <div>
                  <a href={`/transitions/${row.id}`}>{row.person}</a> · {view.w.transitionKinds[row.kind]}
                </div>
                {row.closedAt && (
                  <span class="badge">
                    <When view={view} at={row.closedAt} zone={row.zone} style="date" />
                  </span>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** One transition in brief, with the way to all of it. */
export function TransitionCard({
  view,
  row,
  heading,
}: {
  view: View;
  row: ShownTransition;
  heading: string;
}) {
  const t = transitionStrings[view.lang];
  const late = row.contacts.filter(({ status }) => status === 'late').length;
  const next = row.contacts.find(({ status }) => status === 'planned');
  const kind = view.w.transitionKinds[row.kind] ?? row.kind;
  return (
    <article class={late > 0 ? 'card card-alarm stack-small' : 'card stack-small'}>
      <div class="spread">
        <h2 class="h3">
          <a href={`/transitions/${row.id}`}>{heading}</a>
        </h2>
        <span>
          {row.dateAt ? (
            <>
              {t.dateIs} <When view={view} at={row.dateAt} zone={row.zone} style="date" />
            </>
          ) : (
            <span class="badge badge-late">{t.dateUnknown}</span>
          )}
        </span>
      </div>
      <p class="row">
        {heading !== kind && <span>{kind}</span>}
        {late > 0 && <span class="badge badge-late">{t.lateContacts(late)}</span>}
      </p>
      {row.isInside && <p class="soft">{t.inside}</p>}
      {next && (
        <p class="soft">
          {t.next}: {next.title[view.lang] ?? next.title.en} ({t.owers[next.owedBy]}){' '}
          <Due view={view} dueAt={next.dueAt} zone={row.zone} />
        </p>
      )}
    </article>
  );
}
