import type { ComponentChildren } from 'preact';
import { instant } from '../../domain/ids';
import { wallClock } from '../../domain/time';
import type { Caller } from '../../office/access';
import { programInUse } from '../../office/definitions';
import type { Wait } from '../../prisma/generated/client';
import type { Definition } from '../../programs';
import { agreementVersion } from '../../programs/compile';
import { dayText, localText, titleIn } from '../console/labels';
import type { Lang } from '../i18n/language';
import { participantStrings } from '../i18n/participant';
import { peerWorkStrings } from '../i18n/peerWork';
import type { Parts } from '../parts';

type Form = Record<string, string | string[] | undefined>;

/** What is asked of somebody who looks back on their goals, trains, or works as a peer. */
export type PeerAsked =
  | { asks: 'own-words' }
  | { asks: 'agreement'; version: string; text: string }
  | { asks: 'work-review' }
  | { asks: 'tier-change'; changeId: string; tier: string; reason: string }
  | { asks: 'opening'; openingId: string; title: string; details: string; tier: string; until: string }
  | { asks: 'renewal'; item: 'module' | 'kit'; title: string; until: string };

export async function askedOfPeer(
  parts: Parts,
  wait: Wait,
  definition: Definition,
  lang: Lang,
): Promise<PeerAsked | undefined> {
  const { database } = parts;
  const details = (wait.details ?? {}) as Record<string, string>;
  switch (wait.kind) {
    case 'own-words':
      return { asks: 'own-words' };
    case 'agreement': {
      const text = await agreementOf(parts, wait, details['version'] ?? '', lang);
      return text ? { asks: 'agreement', version: details['version'] ?? '', text } : undefined;
    }
    case 'work-review':
      return { asks: 'work-review' };
    case 'tier-change': {
      const changeId = details['change'] ?? '';
      const change = await database.tierChange.findUnique({ where: { id: changeId } });
      if (!change) return undefined;
      const tier = titleIn(definition.tiers, change.to, lang);
      return { asks: 'tier-change', changeId, tier, reason: change.words ?? '' };
    }
    case 'opening': {
      const opening = await database.opening.findUnique({ where: { id: details['opening'] ?? '' } });
      if (opening?.status !== 'open') return undefined;
      const { id: openingId, title, closesOn } = opening;
      const until = dayText(closesOn, lang);
      const tier = titleIn(definition.tiers, opening.tier, lang);
      return { asks: 'opening', openingId, title, details: opening.details ?? '', tier, until };
    }
    case 'renewal': {
      const module = definition.transition.training.find(({ id }) => id === details['module']);
      const item = details['item'] === 'kit' ? 'kit' : 'module';
      const title = localText(item === 'kit' ? (module?.kit?.title ?? module?.title) : module?.title, lang);
      return {
        asks: 'renewal',
        item,
        title: title ?? '',
        until: wait.dueAt ? dayText(wallClock(instant(wait.dueAt), definition.zone).slice(0, 10), lang) : '',
      };
    }
    default:
      return undefined;
  }
}

/** The text that was asked about: of the version that the path runs on. */
async function agreementOf(
  parts: Parts,
  wait: Wait,
  version: string,
  lang: Lang,
): Promise<string | undefined> {
  const journey = await parts.database.journey.findUnique({ where: { id: wait.journeyId ?? '' } });
  const { definition } = await programInUse(parts.database, wait.programId, journey?.programVersion);
  const { agreement } = definition;
  return agreement && agreementVersion(agreement) === version ? localText(agreement, lang) : undefined;
}

/** @returns false for something that the form does not offer */
export async function answerPeer(
  parts: Parts,
  caller: Caller,
  participantId: string,
  asked: PeerAsked & { key: string },
  form: Form,
): Promise<boolean> {
  const { office } = parts;
  const pressed = one(form['act']);
  const key = `link/${asked.key}`;
  const words = one(form['words']).trim().slice(0, 4_000);
  switch (asked.asks) {
    case 'own-words':
      if (!words) return false;
      await office.reviews.words(
        caller,
        participantId,
        {
          words,
          namesGoals: one(form['namesGoals']) === 'yes',
          staysInvited: one(form['staysInvited']) === 'yes',
        },
        { key },
      );
      return true;
    case 'agreement':
      if (pressed !== 'agree') return false;
      await office.duties.agree(caller, participantId, { version: asked.version }, { key });
      return true;
    case 'work-review': {
      if (!words) return false;
      const stars = Number(one(form['stars']));
      await office.duties.review(
        caller,
        participantId,
        { direction: 'of-program', words, ...(stars >= 1 && stars <= 5 ? { stars } : {}) },
        { key },
      );
      return true;
    }
    case 'tier-change':
      if (pressed !== 'fine' && pressed !== 'look-again') return false;
      await office.tiers.answer(caller, asked.changeId, { answer: pressed }, { key });
      return true;
    case 'opening':
      if (pressed !== 'interested' && pressed !== 'not-now') return false;
      await office.openings.answer(caller, asked.openingId, { participantId, said: pressed });
      return true;
    case 'renewal':
      return false;
  }
}

function one(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

export function peerTitle(asked: PeerAsked, lang: Lang): string {
  const t = peerWorkStrings[lang].own;
  switch (asked.asks) {
    case 'own-words':
      return t.words.title;
    case 'agreement':
      return t.agreement.title;
    case 'work-review':
      return t.review.title;
    case 'tier-change':
      return t.tier.title;
    case 'opening':
      return t.opening.title;
    case 'renewal':
      return t.renewal[asked.item];
  }
}

export function PeerForm(props: { lang: Lang; token: string; asked: PeerAsked & { key: string } }) {
  const { lang, token, asked } = props;
  const t = peerWorkStrings[lang].own;
  const id = asked.key.replace(/\W+/g, '-');
  const form = (children: ComponentChildren, isLong = false) => (
    <form class={isLong ? 'form' : 'answer'} method="post" action={`/p/${token}`}>
      <input type="hidden" name="wait" value={asked.key} />
      {children}
    </form>
  );
  const button = (act: string, text: string, kind = '') => (
    <button class={`button button-big ${kind}`} type="submit" name="act" value={act}>
      {text}
    </button>
  );
  const ownWords = (label: string) => (
    <div class="field">
      <label for={`words-${id}`}>{label}</label>
      <textarea class="input" id={`words-${id}`} name="words" maxLength={4000} required />
    </div>
  );
  switch (asked.asks) {
    case 'own-words':
      return (
        <div class="stack">
          <p>{t.words.lead}</p>
          {form(
            <>
              {ownWords(t.words.label)}
              <Choices lang={lang} />
              {button('words', participantStrings[lang].send, 'button-primary')}
            </>,
            true,
          )}
        </div>
      );
    case 'agreement':
      return (
        <div class="stack">
          <p class="card">{asked.text}</p>
          {form(button('agree', t.agreement.agree, 'button-primary'))}
          <p class="hint">{t.agreement.hint}</p>
        </div>
      );
    case 'work-review':
      return (
        <div class="stack">
          <p>{t.review.lead}</p>
          {form(
            <>
              {ownWords(t.review.label)}
              <Stars id={`stars-${id}`} label={t.review.stars} none={t.review.none} />
              {button('words', participantStrings[lang].send, 'button-primary')}
            </>,
            true,
          )}
        </div>
      );
    case 'tier-change':
      return (
        <div class="stack">
          <p class="lead">{t.tier.now(asked.tier)}</p>
          {asked.reason && (
            <div>
              <p>{t.tier.because}</p>
              <blockquote class="card">{asked.reason}</blockquote>
            </div>
          )}
          {form(
            <>
              {button('fine', t.tier.fine, 'button-primary')}
              {button('look-again', t.tier.again)}
            </>,
          )}
          <p class="hint">{t.tier.hint}</p>
        </div>
      );
    case 'opening':
      return (
        <div class="stack">
          <p class="lead">{asked.title}</p>
          {asked.details && <p>{asked.details}</p>}
          <p>
            {t.opening.at(asked.tier)}. {t.opening.until(asked.until)}
          </p>
          {form(
            <>
              {button('interested', t.opening.yes, 'button-primary')}
              {button('not-now', t.opening.no)}
            </>,
          )}
          <p class="hint">{t.opening.hint}</p>
        </div>
      );
    case 'renewal':
      return <p>{t.renewal.lead(asked.title, asked.until)}</p>;
  }
}

/** The person's own choice about certificate and invitations. */
export function Choices(props: { lang: Lang; namesGoals?: boolean; staysInvited?: boolean }) {
  const t = peerWorkStrings[props.lang].own.words;
  return (
    <fieldset class="stack-small">
      {(['namesGoals', 'staysInvited'] as const).map((name) => (
        <label key={name} class="check">
          <input type="checkbox" name={name} value="yes" checked={props[name] ?? false} /> {t[name]}
        </label>
      ))}
    </fieldset>
  );
}

export function Stars(props: { id: string; label: string; none?: string }) {
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      <select class="input" id={props.id} name="stars">
        {props.none && <option value="">{props.none}</option>}
        {[5, 4, 3, 2, 1].map((stars) => (
          <option key={stars} value={String(stars)}>
            {stars}
          </option>
        ))}
      </select>
    </div>
  );
}
