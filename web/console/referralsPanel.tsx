import { companionsOf, type Companion } from '../../office/companions';
import type { ReferralShown } from '../../office/referrals';
import { alongsideStrings } from '../i18n/alongside';
import { Select } from '../ui/field';
import { FormKey } from './formKey';
import type { View } from './frame';
import { localText } from './labels';
import type { Panel, PanelData } from './panels';
import { Card } from './personPage';

interface Shown {
  view: View;
  data: PanelData;
  companions: Companion[];
}

const OPEN = ['consent-asked', 'handing-over', 'introduced'];

/** Introductions to partner programs: who has agreed to what, and whose move it is. */
export const referralsPanel: Panel = {
  id: 'referrals',
  column: 'wide',
  async show(parts, caller, view, data) {
    const { shown, definition } = data;
    const referrals = await parts.office.referrals.list(caller, { participant: shown.id });
    if (definition.partners.length === 0 && referrals.length === 0) return null;
    const companions = data.may.takePart ? await companionsOf(parts.database, shown) : [];
    const others = companions.filter(({ personId }) => personId !== shown.person.id);
    const t = alongsideStrings[view.lang].referrals;
    return (
      <Card id="referrals" title={t.title}>
        {referrals.length === 0 && <p class="soft">{t.none}</p>}
        <ul class="stack">
          {referrals.map((referral) => (
            <Referral key={referral.id} view={view} data={data} companions={others} referral={referral} />
          ))}
        </ul>
        {data.may.takePart && definition.partners.length > 0 && (
          <Suggest view={view} data={data} companions={others} />
        )}
      </Card>
    );
  },
};

function Referral({ view, data, companions, referral }: Shown & { referral: ReferralShown }) {
  const words = alongsideStrings[view.lang];
  const t = words.referrals;
  const partner = data.definition.partners.find(({ id }) => id === referral.partnerId);
  const action = `/people/${data.shown.id}/referral`;
  const button = (act: string, text: string) => (
    <button class="button button-small" type="submit" name="act" value={act}>
      {text}
    </button>
  );
  const isOpen = OPEN.includes(referral.status);
  const followUp = referral.followUp && (referral.followUp === 'well' ? t.well : t.notWell);
  return (
    <li class="stack-small">
      <div class="spread">
        <strong>{localText(partner?.title, view.lang) ?? referral.partner}</strong>
        <span class={isOpen ? 'badge badge-soon' : 'badge'}>
          {t.status[referral.status] ?? referral.status}
        </span>
      </div>
      {(referral.companion || followUp) && (
        <p class="small soft">
          {[
            referral.companion && `${referral.companion} ${words.hows[referral.companionHow ?? ''] ?? ''}`,
            followUp,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
      {data.may.takePart && isOpen && (
        <form class="row" method="post" action={action}>
          <FormKey />
          <input type="hidden" name="referral" value={referral.id} />
          {referral.status === 'consent-asked' ? (
            <>
              {button('agreed', t.agreed)}
              {button('not-agreed', t.notAgreed)}
            </>
          ) : (
            <>
              {referral.status === 'handing-over' && button('introduced', words.hows['introduces'] ?? '')}
              {button('arrived', t.status['arrived'] ?? '')}
              {button('did-not-suit', t.status['did-not-suit'] ?? '')}
            </>
          )}
          {button('let-go', t.status['let-go'] ?? '')}
        </form>
      )}
      {data.may.takePart && isOpen && referral.status !== 'introduced' && (
        <details class="more" id={`companion-${referral.id}`}>
          <summary>{t.accompany}</summary>
          <form class="inline-form" method="post" action={action}>
            <FormKey />
            <input type="hidden" name="referral" value={referral.id} />
            <Who view={view} companions={companions} id={referral.id} />
            {button('accompany', words.record)}
          </form>
        </details>
      )}
    </li>
  );
}

function Who({
  view,
  companions,
  id,
  optional,
}: Pick<Shown, 'view' | 'companions'> & { id: string; optional?: boolean }) {
  const words = alongsideStrings[view.lang];
  return (
    <>
      <Select
        label={words.who}
        name="companion"
        id={`who-${id}`}
        options={[
          ...(optional ? [['', words.nobody] as const] : []),
          ...companions.map(({ personId, name }) => [personId, name] as const),
        ]}
      />
      <Select label={words.how} name="how" id={`how-${id}`} options={Object.entries(words.hows)} />
    </>
  );
}

function Suggest({ view, data, companions }: Shown) {
  const words = alongsideStrings[view.lang];
  const t = words.referrals;
  return (
    <details class="more" id="new-referral">
      <summary>{t.make}</summary>
      <form class="form" method="post" action={`/people/${data.shown.id}/referral`}>
        <FormKey />
        <Select
          label={t.partner}
          name="partner"
          id="referral-partner"
          options={data.definition.partners.map(
            ({ id, title, offers }) =>
              [
                id,
                [localText(title, view.lang), localText(offers, view.lang)].filter(Boolean).join(': '),
              ] as const,
          )}
        />
        <div class="pair">
          <Who view={view} companions={companions} id="new" optional />
        </div>
        <label class="choice">
          <input type="checkbox" name="consented" value="yes" /> <span>{t.consented}</span>
        </label>
        <div>
          <button class="button" type="submit" name="act" value="make">
            {words.ask}
          </button>
        </div>
      </form>
    </details>
  );
}
