import type { ShownTier } from '../../office/peerWork/tiers';
import { weekOfDay } from '../../domain/compensation';
import { peerWorkStrings } from '../i18n/peerWork';
import { Field, Select } from '../ui/field';
import { FormKey } from './formKey';
import type { View } from './frame';
import { hoursText, localText, titleIn } from './labels';
import type { Panel, PanelData } from './panels';
import { Card } from './personPage';
import { When } from './when';

/** Where a peer stands, who sits down with them, what they agreed to, and the work of this week. */
export const workPanel: Panel = {
  id: 'work',
  column: 'narrow',
  async show(parts, caller, view, data) {
    const { shown, definition, waits, may } = data;
    const works = shown.role === 'mentor' || shown.tier !== null;
    if (shown.journeys.length === 0 || !works) return null;
    const week = weekOfDay(view.now.toISOString().slice(0, 10));
    const [tier, duties, reviews, work] = await Promise.all([
      parts.office.tiers.show(caller, shown.id),
      parts.office.duties.show(caller, shown.id),
      parts.office.duties.reviews(caller, shown.id),
      parts.office.work.list(caller, { person: shown.id, ...week }),
    ]);
    const { lang } = view;
    const t = peerWorkStrings[lang].panel.work;
    const minutes = work.filter(({ voidedAt }) => !voidedAt).reduce((sum, one) => sum + one.minutes, 0);
    const supervisionIsDue = waits.some(({ kind }) => kind === 'supervision');
    const action = (act: string) => `/people/${shown.id}/${act}`;
    const save = (
      <div>
        <button class="button" type="submit">
          {t.save}
        </button>
      </div>
    );
    return (
      <Card id="work" title={t.title}>
        <ul class="stack-small">
          {definition.tiers.length > 0 && (
            <Line name={t.tier} value={localText(tier.title ?? undefined, lang) ?? t.noTier} />
          )}
          {definition.supervision && <Line name={t.supervisor} value={duties.supervisor?.name ?? t.nobody} />}
          {duties.agreement && (
            <Line name={t.agreement} value={duties.agreement.current ? t.agreed : t.notAgreed} />
          )}
        </ul>
        {tier.tier && <p class="small soft">{t.thisWeek(hoursText(minutes, lang))}</p>}
        <Moves view={view} data={data} tier={tier} />
        {reviews.map((review) => (
          <div key={review.id}>
            <p class="small soft">
              {t.reviews[review.direction]} ·{' '}
              <When view={view} at={review.at} zone={data.zone} style="date" />
              {review.stars !== null && ` · ${review.stars}/5`}
            </p>
            <blockquote>{review.words}</blockquote>
          </div>
        ))}
        {may.decide && (
          <>
            {supervisionIsDue && (
              <form class="row" method="post" action={action('supervision')}>
                <FormKey />
                <button class="button button-small" type="submit" name="outcome" value="held">
                  {t.held}
                </button>
                <button class="button button-small" type="submit" name="outcome" value="not-wanted">
                  {t.notWanted}
                </button>
              </form>
            )}
            {tier.tier && (
              <details class="more" id="log-work">
                <summary>{t.log}</summary>
                <form class="stack-small" method="post" action={action('work')}>
                  <FormKey />
                  <Field label={t.day} name="day" id="work-day" type="date" required />
                  <Field label={t.hours} name="hours" id="work-hours" required autocomplete="off" />
                  <Select
                    label={t.task}
                    name="task"
                    id="work-task"
                    options={[
                      ['', t.noTask],
                      ...tier.tasks.map(({ id, title }) => [id, localText(title, lang) ?? id] as const),
                    ]}
                  />
                  <Field label={t.over} name="reason" id="work-reason" maxLength={1000} autocomplete="off" />
                  {save}
                </form>
              </details>
            )}
            <details class="more" id="name-supervisor">
              <summary>{t.name}</summary>
              <form class="inline-form" method="post" action={action('supervisor')}>
                <FormKey />
                <Field label={t.worker} name="worker" id="supervisor-worker" required autocomplete="off" />
                {save}
              </form>
            </details>
            <details class="more" id="review-work">
              <summary>{t.reviewWork}</summary>
              <form class="stack-small" method="post" action={action('work-review')}>
                <FormKey />
                <div class="field">
                  <label for="review-words">{t.reviewText}</label>
                  <textarea class="input" id="review-words" name="words" maxLength={4000} required />
                </div>
                {save}
              </form>
            </details>
          </>
        )}
      </Card>
    );
  },
};

function Line(props: { name: string; value: string }) {
  return (
    <li>
      <span class="small soft">{props.name}</span>
      <br />
      {props.value}
    </li>
  );
}

/** The moves so far with their reasons; whoever did not decide on one may look at it again when the peer asked. */
function Moves({ view, data, tier }: { view: View; data: PanelData; tier: ShownTier }) {
  const t = peerWorkStrings[view.lang].panel.work;
  if (tier.changes.length === 0) return null;
  return (
    <details class="more" id="moves" open={tier.changes.some((one) => one.askedReviewAt && !one.review)}>
      <summary>{t.history}</summary>
      <ul class="stack-small">
        {tier.changes.map((change) => (
          <li key={change.id} class="stack-small">
            <div>
              <strong>{titleIn(data.definition.tiers, change.to, view.lang)}</strong>{' '}
              <span class="soft small">
                <When view={view} at={change.at} zone={data.zone} style="date" /> · {t.reasons[change.reason]}
              </span>
            </div>
            {change.words && <blockquote>{change.words}</blockquote>}
            {change.review && (
              <p class="small">
                {change.review === 'undone' ? t.undone : t.stands}: {change.reviewWords}
              </p>
            )}
            {change.askedReviewAt && !change.review && (
              <>
                <span class="badge badge-soon">{t.asked}</span>
                {data.may.decide && change.by !== view.actor && (
                  <form class="stack-small" method="post" action={`/people/${data.shown.id}/tier-review`}>
                    <FormKey />
                    <input type="hidden" name="change" value={change.id} />
                    <div class="field">
                      <label for={`found-${change.id}`}>{t.found}</label>
                      <textarea
                        class="input"
                        id={`found-${change.id}`}
                        name="words"
                        maxLength={2000}
                        required
                      />
                    </div>
                    <div class="row">
                      <button class="button button-small" type="submit" name="outcome" value="undone">
                        {t.undone}
                      </button>
                      <button class="button button-small" type="submit" name="outcome" value="stands">
                        {t.stands}
                      </button>
                    </div>
                  </form>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
