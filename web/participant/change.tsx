import type { TransitionKind } from '../../domain/policy';
import { Refused } from '../../client/fullCircle';
import { idFromKey } from '../../platform/newId';
import type { Caller } from '../../office/access';
import type { Lang } from '../i18n/language';
import { transitionStrings } from '../i18n/transitions';
import { words } from '../i18n/words';
import type { Parts } from '../parts';

/** On everybody's own page: something is about to change, and the wish to be asked again. */
export function OwnWishes(props: {
  lang: Lang;
  token: string;
  kinds: readonly TransitionKind[];
  /** They had asked not to be asked how they are. */
  declined: boolean;
}) {
  const t = transitionStrings[props.lang].own;
  return (
    <>
      {props.declined && (
        <form class="card stack-small" method="post" action={`/p/${props.token}`}>
          <p>{t.stopped}</p>
          <button class="button button-big" type="submit" name="act" value="ask-again">
            {t.resume}
          </button>
        </form>
      )}
      {props.kinds.length > 0 && (
        <details class="card more">
          <summary>{t.change}</summary>
          <form class="form" method="post" action={`/p/${props.token}`}>
            <p>{t.lead}</p>
            <div class="field">
              <label for="change-kind">{transitionStrings[props.lang].kind}</label>
              <select class="input" id="change-kind" name="kind">
                {props.kinds.map((kind) => (
                  <option key={kind} value={kind}>
                    {words[props.lang].transitionKinds[kind] ?? kind}
                  </option>
                ))}
              </select>
            </div>
            <div class="field">
              <label for="change-date">{t.date}</label>
              <input class="input" type="date" id="change-date" name="date" />
            </div>
            <button class="button button-big" type="submit" name="act" value="change">
              {t.button}
            </button>
          </form>
        </details>
      )}
    </>
  );
}

/**
 * Carries out what the person pressed there. Who writes from their own page is not inside, whatever a plan says.
 * @returns false for anything else
 */
export async function actOnWish(
  parts: Parts,
  caller: Caller,
  participantId: string,
  form: Record<string, string | string[] | undefined>,
): Promise<boolean> {
  const { office, clock } = parts;
  if (form['act'] === 'ask-again') {
    await office.journeys.resumeCheckIns(caller, participantId, {});
    return true;
  }
  if (form['act'] !== 'change') return false;
  const { kind, date } = form;
  const day = (await clock.now()).toISOString().slice(0, 10);
  // Pressed twice it is one report.
  const key = idFromKey('own-change', participantId, `${String(kind)} ${String(date)} ${day}`);
  try {
    await office.transitions.report(
      caller,
      participantId,
      { kind: kind as TransitionKind, inside: false, ...(typeof date === 'string' && date && { date }) },
      { key },
    );
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return false;
  }
  return true;
}
