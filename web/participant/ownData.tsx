import type { Caller } from '../../office/access';
import { localText } from '../console/labels';
import type { Lang } from '../i18n/language';
import { mineStrings } from '../i18n/mine';
import type { Parts } from '../parts';

type Form = Record<string, string | undefined>;

/** What the program keeps of its reader, as far as it is theirs alone to say: how they see themself, and whether it stays. */
export interface OwnData {
  /** Undefined where the program does not ask. */
  described:
    | { said: { group: string | null; words: string | null } | null; groups: { id: string; title: string }[] }
    | undefined;
  /** Until when being forgotten can be taken back, and whether something has to end first; in their words. */
  leaving: { until: string; waits: boolean } | undefined;
}

export async function ownData(
  { office }: Parts,
  caller: Caller,
  participantId: string,
  lang: Lang,
  local: (at: Date) => string,
): Promise<OwnData> {
  const [{ said, groups }, erasure] = await Promise.all([
    office.selfDescriptions.show(caller, participantId),
    office.erasures.show(caller, participantId),
  ]);
  return {
    described:
      groups.length > 0 || said
        ? {
            said: said && { group: said.group, words: said.words },
            groups: groups.map(({ id, title }) => ({ id, title: localText(title, lang) ?? id })),
          }
        : undefined,
    leaving: erasure ? { until: local(erasure.dueAt), waits: erasure.heldUpBy !== null } : undefined,
  };
}

/** Carries out what the person pressed there. @returns undefined for what is none of these */
export function actOnOwnData(
  { office }: Parts,
  caller: Caller,
  participantId: string,
  form: Form,
): Promise<unknown> | undefined {
  const [group, words] = [form['group']?.trim(), form['words']?.trim()];
  switch (form['act']) {
    case 'describe':
      return office.selfDescriptions.describe(caller, participantId, {
        ...(group ? { group } : {}),
        ...(words ? { words } : {}),
        consents: form['consents'] === 'yes',
      });
    case 'undescribe':
      return office.selfDescriptions.takeBack(caller, participantId);
    case 'forget':
      // Without the tick it was a slip of the finger.
      return form['sure'] === 'yes' ? office.erasures.ask(caller, participantId) : Promise.resolve();
    case 'stay':
      return office.erasures.takeBack(caller, participantId);
    default:
      return undefined;
  }
}

interface Props {
  lang: Lang;
  token: string;
  own: OwnData;
}

/** On top of the page while it can be taken back: nobody is forgotten by a slip, or by somebody else's hand on their phone. */
export function Leaving({ lang, token, own }: Props) {
  const t = mineStrings[lang].data;
  if (!own.leaving) return null;
  return (
    <form class="notice notice-late stack-small" method="post" action={`/p/${token}/mine`}>
      <p>{t.leaving(own.leaving.until)}</p>
      {own.leaving.waits && <p class="small">{t.waits}</p>}
      <div>
        <button class="button button-primary" type="submit" name="act" value="stay">
          {t.stay}
        </button>
      </div>
    </form>
  );
}

export function OwnDataParts(props: Props) {
  const { lang, token, own } = props;
  const t = mineStrings[lang].data;
  return (
    <section class="stack-small" aria-labelledby="own-data">
      <h2 id="own-data">{t.title}</h2>
      {own.described && <Described {...props} described={own.described} />}
      {!own.leaving && (
        <details class="card more">
          <summary>{t.forget}</summary>
          <form class="form" method="post" action={`/p/${token}/mine`}>
            <p>{t.forgetLead}</p>
            <ul class="guidelines">
              {t.forgetList.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
            <label class="check">
              <input type="checkbox" name="sure" value="yes" required /> {t.sure}
            </label>
            <button class="button" type="submit" name="act" value="forget">
              {t.forgetButton}
            </button>
          </form>
        </details>
      )}
    </section>
  );
}

function Described(props: Props & { described: NonNullable<OwnData['described']> }) {
  const { lang, token, described } = props;
  const t = mineStrings[lang].data;
  const { said, groups } = described;
  const named = groups.find(({ id }) => id === said?.group)?.title;
  return (
    <details class="card more">
      <summary>{t.describe}</summary>
      <form class="form" method="post" action={`/p/${token}/mine`}>
        <p>{t.describeLead}</p>
        {said && <p class="notice">{t.kept([named, said.words].filter(Boolean).join(' · '))}</p>}
        {groups.length > 0 && (
          <div class="field">
            <label for="own-group">{t.group}</label>
            <select class="input" id="own-group" name="group">
              <option value="">{t.none}</option>
              {groups.map(({ id, title }) => (
                <option key={id} value={id} selected={id === said?.group}>
                  {title}
                </option>
              ))}
            </select>
          </div>
        )}
        <div class="field">
          <label for="own-words">{t.words}</label>
          <input
            class="input"
            id="own-words"
            name="words"
            maxLength={500}
            value={said?.words ?? ''}
            autocomplete="off"
          />
        </div>
        <label class="check">
          <input type="checkbox" name="consents" value="yes" required /> {t.consent}
        </label>
        <button class="button" type="submit" name="act" value="describe">
          {t.keep}
        </button>
      </form>
      {said && (
        <form method="post" action={`/p/${token}/mine`}>
          <button class="button" type="submit" name="act" value="undescribe">
            {t.remove}
          </button>
        </form>
      )}
    </details>
  );
}
