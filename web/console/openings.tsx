import { peerWorkStrings } from '../i18n/peerWork';
import { Field, Select } from '../ui/field';
import type { View } from './frame';
import { dayText, titleIn } from './labels';
import { FormKey } from './formKey';
import type { PeerWorkData } from './peerWorkData';

/** Work to be had: who was told, who is interested, who got it and why. */
export function OpeningsCard(props: { view: View; data: PeerWorkData; mayDecide: boolean }) {
  const { view, data, mayDecide } = props;
  const { tiers } = data.definition;
  const t = peerWorkStrings[view.lang].work.openings;
  const titles = tiers.map(({ id }) => [id, titleIn(tiers, id, view.lang)] as const);
  const hidden = <input type="hidden" name="program" value={data.program.id} />;
  return (
    <section class="card stack" aria-labelledby="openings-title">
      <h2 id="openings-title">{t.title}</h2>
      {data.openings.length === 0 && <p class="soft">{t.none}</p>}
      <ul class="stack">
        {data.openings.map((opening) => {
          const interested = opening.offers.filter(({ said }) => said === 'interested');
          const isOpen = opening.status === 'open';
          return (
            <li key={opening.id} class="stack-small">
              <div class="spread">
                <strong>{opening.title}</strong>
                <span class={isOpen ? 'badge badge-soon' : 'badge badge-good'}>
                  {t.statuses[opening.status]}
                </span>
              </div>
              <p class="small soft">
                {titleIn(tiers, opening.tier, view.lang)} · {t.closes.toLowerCase()}{' '}
                {dayText(opening.closesOn, view.lang)} · {t.told(opening.offers.length)} ·{' '}
                {t.interested(interested.length)}
              </p>
              {interested
                .filter(({ outcome }) => outcome === 'chosen')
                .map((offer) => (
                  <p key={offer.participantId}>
                    <a href={`/people/${offer.participantId}`}>{offer.name}</a> {t.chosen}: {offer.why}
                  </p>
                ))}
              {isOpen && mayDecide && (
                <div class="row">
                  <form method="post" action={`/openings/${opening.id}/tell`}>
                    {hidden}
                    <button class="button button-small" type="submit">
                      {t.tell}
                      <span class="visually-hidden">: {opening.title}</span>
                    </button>
                  </form>
                </div>
              )}
              {isOpen && mayDecide && (
                <details class="more" id={`decide-${opening.id}`}>
                  <summary>
                    {t.choose}
                    <span class="visually-hidden">: {opening.title}</span>
                  </summary>
                  <form class="stack-small" method="post" action={`/openings/${opening.id}/decide`}>
                    {hidden}
                    <fieldset class="stack-small">
                      <legend class="legend">{t.interested(interested.length)}</legend>
                      {interested.map((offer) => (
                        <label key={offer.participantId} class="choice">
                          <input type="checkbox" name="chosen" value={offer.participantId} />
                          <span>{offer.name}</span>
                        </label>
                      ))}
                    </fieldset>
                    <Field
                      label={t.why}
                      name="why"
                      id={`why-${opening.id}`}
                      maxLength={1000}
                      required
                      autocomplete="off"
                    />
                    <div>
                      <button class="button button-primary" type="submit">
                        {t.choose}
                      </button>
                    </div>
                  </form>
                </details>
              )}
            </li>
          );
        })}
      </ul>
      {mayDecide && (
        <details class="more" id="announce">
          <summary>{t.announce}</summary>
          <form class="form" method="post" action="/openings">
            {hidden}
            <FormKey />
            <Field
              label={t.name}
              name="title"
              id="opening-title"
              maxLength={120}
              required
              autocomplete="off"
            />
            <Field
              label={t.details}
              name="details"
              id="opening-details"
              maxLength={2000}
              autocomplete="off"
            />
            <div class="pair">
              <Select label={t.tier} name="tier" id="opening-tier" options={titles} required />
              <Select label={t.from} name="from" id="opening-from" options={[['', t.all], ...titles]} />
            </div>
            <div class="pair">
              <Field
                label={t.places}
                name="places"
                id="opening-places"
                type="number"
                min={1}
                max={100}
                value={1}
                required
              />
              <Field label={t.closes} name="closesOn" id="opening-closes" type="date" required />
            </div>
            <div>
              <button class="button button-primary" type="submit">
                {t.announce}
              </button>
            </div>
          </form>
        </details>
      )}
    </section>
  );
}
