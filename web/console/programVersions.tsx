import type { Stage } from '../../domain/policy';
import type { ComponentChildren } from 'preact';
import { programStrings } from '../i18n/programs';
import { Select } from '../ui/field';
import type { View } from './frame';
import type { Peer, ProgramShown } from './programs';
import { When } from './when';

type Version = ProgramShown['versions'][number];

/** One version: since when, who is on it, and what peers said. */
export function VersionCard(props: {
  view: View;
  program: ProgramShown;
  version: Version;
  named: (actor: string) => string;
  children?: ComponentChildren;
}) {
  const { view, program, version, named } = props;
  const t = programStrings[view.lang];
  const { state, at, by, paths, unreviewed } = version;
  const count = paths.reduce((sum, path) => sum + path.count, 0);
  const id = `v-${version.version}`;
  const when = <When view={view} at={at} zone={program.zone} />;
  return (
    <section class="card stack-small" aria-labelledby={id}>
      <h2 id={id}>
        {t.version} <code>{version.version.slice(0, 8)}</code>{' '}
        <span
          class={
            state === 'in-use' ? 'badge badge-good' : state === 'proposed' ? 'badge badge-soon' : 'badge'
          }
        >
          {state === 'in-use' ? t.inUse : state === 'proposed' ? t.proposed : t.usedBefore}
        </span>
      </h2>
      <p class="soft">
        {when}
        {by && `, ${t.by(named(by))}`}
      </p>
      {state !== 'proposed' && (
        <p>
          {count === 0 ? t.nobodyOnIt : `${t.paths(count)}: `}
          {paths.map(({ stage, count: n }) => `${n} · ${view.w.stages[stage as Stage]}`).join(', ')}
        </p>
      )}
      {unreviewed && (
        <p>
          {t.unreviewed} {t.reasons[unreviewed] ?? unreviewed}
        </p>
      )}
      <Reviews view={view} program={program} version={version} named={named} />
      {program.mayManage && (
        <p>
          <a href={`/programs/${encodeURIComponent(program.id)}/preview?version=${version.version}`}>
            {t.preview}
            <span class="visually-hidden">: {version.version.slice(0, 8)}</span>
          </a>
        </p>
      )}
      {props.children}
    </section>
  );
}

function Reviews({ view, program, version, named }: Omit<Parameters<typeof VersionCard>[0], 'children'>) {
  const t = programStrings[view.lang];
  if (version.reviews.length === 0) return version.unreviewed ? null : <p class="soft">{t.noReviews}</p>;
  return (
    <>
      <h3>{t.reviews}</h3>
      <ul class="stack-small">
        {version.reviews.map((review) => (
          <li key={`${review.personId}-${review.at.toISOString()}`}>
            <strong>{review.name}</strong>{' '}
            {review.concern && <span class="badge badge-late">{t.concern}</span>}
            <blockquote>{review.says}</blockquote>
            <span class="soft small">
              <When view={view} at={review.at} zone={program.zone} />, {t.by(named(review.recordedBy))}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

export function ReviewForm(props: {
  view: View;
  program: ProgramShown;
  version: string;
  peers: readonly Peer[];
}) {
  const { view, program, version } = props;
  const t = programStrings[view.lang];
  return (
    <details class="more">
      <summary>
        {t.addReview}
        <span class="visually-hidden">: {version.slice(0, 8)}</span>
      </summary>
      <form class="form" method="post" action={`/programs/${encodeURIComponent(program.id)}/reviews`}>
        <input type="hidden" name="version" value={version} />
        <Select label={t.who} name="person" id={`who-${version}`} options={props.peers} required />
        <div class="field field-wide">
          <label for={`says-${version}`}>{t.says}</label>
          <textarea class="input" id={`says-${version}`} name="says" rows={3} maxLength={2000} required />
        </div>
        <label class="check">
          <input type="checkbox" name="concern" /> {t.concern}
        </label>
        <div>
          <button class="button" type="submit">
            {t.keep}
          </button>
        </div>
      </form>
    </details>
  );
}
