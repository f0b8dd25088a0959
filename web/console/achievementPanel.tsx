import { peerWorkStrings } from '../i18n/peerWork';
import { FormKey } from './formKey';
import type { Panel } from './panels';
import { Card } from './personPage';

/** Own words, what was reached, and the certificate. */
export const achievementPanel: Panel = {
  id: 'achievement',
  column: 'wide',
  async show(parts, caller, view, data) {
    const { shown, who } = data;
    const reviews = await parts.office.reviews.list(caller, shown.id);
    const open = data.waits.some(({ kind }) => kind === 'achievement-review');
    if (reviews.length === 0 && !open) return null;
    const t = peerWorkStrings[view.lang].panel.review;
    const action = (act: string) => `/people/${shown.id}/${act}`;
    const [latest] = reviews;
    return (
      <Card id="achievement" title={t.title}>
        <div class="stack">
          {reviews.map((review) => (
            <div key={review.id} class="stack-small">
              {review.outcome && (
                <div class="spread">
                  <strong>{view.w.achievement[review.outcome] ?? review.outcome}</strong>
                  {review.percent !== null && (
                    <span class="soft">{t.reached(review.reached, review.goals.length, review.percent)}</span>
                  )}
                </div>
              )}
              {review.words ? (
                <div>
                  <p class="small soft">
                    {t.words}
                    {review.wordsBy && ` · ${who(review.wordsBy)}`}
                  </p>
                  <blockquote>{review.words}</blockquote>
                  {review.reply && <p class="soft">{review.reply}</p>}
                </div>
              ) : (
                <p class="soft">{t.none}</p>
              )}
              {review.outcome && (
                <div>
                  <a
                    class="button button-small"
                    href={`${action('certificate')}?review=${encodeURIComponent(review.id)}`}
                  >
                    {t.certificate}
                  </a>
                </div>
              )}
            </div>
          ))}
          {open && data.may.takePart && (
            <details class="more" id="own-words">
              <summary>{t.takeDown}</summary>
              <form class="stack-small" method="post" action={action('own-words')}>
                <FormKey />
                <div class="field">
                  <label for="own-words-text">{t.words}</label>
                  <textarea class="input" id="own-words-text" name="words" maxLength={4000} required />
                </div>
                {(['namesGoals', 'staysInvited'] as const).map((name) => (
                  <label key={name} class="choice">
                    <input type="checkbox" name={name} value="yes" checked={latest?.[name] ?? false} />
                    <span>{t[name]}</span>
                  </label>
                ))}
                <div>
                  <button class="button" type="submit">
                    {t.save}
                  </button>
                </div>
              </form>
            </details>
          )}
          {latest?.words && data.may.decide && (
            <details class="more" id="words-reply">
              <summary>{t.reply}</summary>
              <form class="stack-small" method="post" action={action('words-reply')}>
                <FormKey />
                <div class="field">
                  <label for="words-reply-text">{t.text}</label>
                  <textarea class="input" id="words-reply-text" name="text" maxLength={4000} required />
                </div>
                <div>
                  <button class="button" type="submit">
                    {t.save}
                  </button>
                </div>
              </form>
            </details>
          )}
        </div>
      </Card>
    );
  },
};
