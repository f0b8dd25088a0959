import { matchingStrings } from '../i18n/matching';
import type { Lang } from '../i18n/language';
import type { ForPerson } from './awaited';

/** Ending a match at once, by the person themself: no reason is needed, and the other is told nothing. */
export function FlagMatch({ lang, token, pairs }: { lang: Lang; token: string; pairs: ForPerson['pairs'] }) {
  const t = matchingStrings[lang].link;
  return (
    <>
      {pairs.map(({ mentorshipId, other }) => (
        <details class="card more" key={mentorshipId}>
          <summary>{pairs.length > 1 ? `${t.title} (${other})` : t.title}</summary>
          <form class="form" method="post" action={`/p/${token}`}>
            <p>{t.lead(other)}</p>
            <input type="hidden" name="pair" value={mentorshipId} />
            <div class="field">
              <label for={`flag-${mentorshipId}`}>{t.words}</label>
              <textarea class="input" id={`flag-${mentorshipId}`} name="words" maxLength={4000} />
            </div>
            <button class="button" type="submit" name="act" value="flag">
              {t.submit}
            </button>
          </form>
        </details>
      ))}
    </>
  );
}
