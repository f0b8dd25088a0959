import type { Caller } from '../../office/access';
import { localText, titleIn } from '../console/labels';
import type { Lang } from '../i18n/language';
import { peerWorkStrings } from '../i18n/peerWork';
import type { Parts } from '../parts';
import type { Definition } from '../../programs';
import { Choices, Stars } from './peerWork';

type Form = Record<string, string | string[] | undefined>;

/** What stays on everybody's own page, whatever is asked: their certificate, place, training, and the support there is. */
export interface OwnPlaceData {
  certificate: { namesGoals: boolean; staysInvited: boolean; reply: string | null } | undefined;
  tier: { title: string; supervisor: string | undefined } | undefined;
  supports: { id: string; title: string }[];
  /** Modules taken: they may be rated. */
  taken: { id: string; title: string }[];
  mayPropose: boolean;
  hasOwnMentor: boolean;
}

export async function ownPlace(
  parts: Parts,
  caller: Caller,
  participantId: string,
  definition: Definition,
  lang: Lang,
): Promise<OwnPlaceData> {
  const { office } = parts;
  const [reviews, tier, duties, training, own] = await Promise.all([
    office.reviews.list(caller, participantId),
    office.tiers.show(caller, participantId),
    office.duties.show(caller, participantId),
    office.training.show(caller, participantId),
    office.participants.look(caller, participantId),
  ]);
  const decided = reviews.find(({ outcome }) => outcome);
  const isPeer = own.role === 'mentor' || tier.tier !== null;
  const taken = training.filter(({ done }) => done);
  const mentor =
    own.role === 'mentor'
      ? await parts.database.mentorship.count({ where: { menteeId: participantId, status: 'active' } })
      : 0;
  return {
    certificate: decided && {
      namesGoals: decided.namesGoals,
      staysInvited: decided.staysInvited,
      reply: decided.reply,
    },
    tier: tier.tier
      ? { title: titleIn(definition.tiers, tier.tier, lang), supervisor: duties.supervisor?.name }
      : undefined,
    supports: isPeer
      ? duties.supports.map(({ id, title }) => ({ id, title: localText(title, lang) ?? id }))
      : [],
    taken: taken.map(({ id, title }) => ({ id, title: localText(title, lang) ?? id })),
    mayPropose: isPeer || taken.length > 0,
    hasOwnMentor: mentor > 0,
  };
}

/** Carries out what the person asked for by themself. @returns false for what is none of these */
export async function actOnOwnPlace(
  parts: Parts,
  caller: Caller,
  participantId: string,
  form: Form,
): Promise<boolean> {
  const { office } = parts;
  const text = (name: string): string => {
    const value = form[name];
    return (Array.isArray(value) ? value[0] : value) ?? '';
  };
  switch (text('act')) {
    case 'support':
      await office.duties.askSupport(caller, participantId, { support: text('support') });
      return true;
    case 'propose':
      await office.training.propose(caller, participantId, {
        title: text('title').slice(0, 120),
        why: text('why').slice(0, 1_000),
      });
      return true;
    case 'rate':
      await office.training.rate(caller, participantId, {
        module: text('module'),
        stars: Number(text('stars')),
        words: text('words').slice(0, 1_000),
      });
      return true;
    case 'choices':
      await office.reviews.choose(caller, participantId, {
        namesGoals: text('namesGoals') === 'yes',
        staysInvited: text('staysInvited') === 'yes',
      });
      return true;
    case 'own-mentor-ends':
      await office.duties.endOwnMentor(caller, participantId);
      return true;
    default:
      return false;
  }
}

export function OwnPlace(props: { lang: Lang; token: string; own: OwnPlaceData }) {
  const { lang, token, own } = props;
  const t = peerWorkStrings[lang].own;
  const action = `/p/${token}`;
  const nothing =
    !own.certificate && !own.tier && own.supports.length === 0 && own.taken.length === 0 && !own.hasOwnMentor;
  if (nothing) return null;
  return (
    <details class="card more">
      <summary>{t.place.title}</summary>
      <div class="stack">
        {own.certificate && (
          <section class="stack-small">
            <h2>{t.place.certificate}</h2>
            {own.certificate.reply && (
              <div>
                <p>{t.reply}</p>
                <blockquote class="card">{own.certificate.reply}</blockquote>
              </div>
            )}
            <p>
              <a class="button" href={`${action}/certificate`}>
                {t.place.print}
              </a>
            </p>
            <form class="form" method="post" action={action}>
              <Choices lang={lang} {...own.certificate} />
              <button class="button" type="submit" name="act" value="choices">
                {t.place.keep}
              </button>
            </form>
          </section>
        )}
        {own.tier && (
          <section class="stack-small">
            <h2>{t.place.tier}</h2>
            <p>
              <strong>{own.tier.title}</strong>
            </p>
            {own.tier.supervisor && <p>{t.place.supervisor(own.tier.supervisor)}</p>}
          </section>
        )}
        {own.supports.length > 0 && (
          <form class="form" method="post" action={action}>
            <fieldset class="stack-small">
              <legend class="legend">{t.place.support}</legend>
              <p class="hint">{t.place.supportLead}</p>
              {own.supports.map(({ id, title }) => (
                <label key={id} class="check">
                  <input type="radio" name="support" value={id} required /> {title}
                </label>
              ))}
            </fieldset>
            <button class="button" type="submit" name="act" value="support">
              {t.place.ask}
            </button>
          </form>
        )}
        {own.mayPropose && (
          <form class="form" method="post" action={action}>
            <div class="field">
              <label for="learn">{t.place.learn}</label>
              <input class="input" id="learn" name="title" maxLength={120} required autocomplete="off" />
            </div>
            <div class="field">
              <label for="learn-why">{t.place.learnWhy}</label>
              <input class="input" id="learn-why" name="why" maxLength={1000} autocomplete="off" />
            </div>
            <button class="button" type="submit" name="act" value="propose">
              {t.place.propose}
            </button>
          </form>
        )}
        {own.taken.length > 0 && (
          <form class="form" method="post" action={action}>
            <h2>{t.place.rate}</h2>
            <div class="field">
              <label for="rated">{t.place.module}</label>
              <select class="input" id="rated" name="module">
                {own.taken.map(({ id, title }) => (
                  <option key={id} value={id}>
                    {title}
                  </option>
                ))}
              </select>
            </div>
            <Stars id="rate-stars" label={t.place.stars} />
            <div class="field">
              <label for="rate-words">{t.place.words}</label>
              <input class="input" id="rate-words" name="words" maxLength={1000} autocomplete="off" />
            </div>
            <button class="button" type="submit" name="act" value="rate">
              {t.place.send}
            </button>
          </form>
        )}
        {own.hasOwnMentor && (
          <form method="post" action={action}>
            <button class="button" type="submit" name="act" value="own-mentor-ends">
              {t.place.ownMentor}
            </button>
          </form>
        )}
      </div>
    </details>
  );
}
