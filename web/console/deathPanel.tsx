import { transitionStrings } from '../i18n/transitions';
import type { Parts } from '../parts';
import { Field, Select } from '../ui/field';
import { ConsolePage, type View } from './frame';
import { Card } from './personPage';
import type { Panel } from './panels';

/** On a person's page: who tells those close, and how a mistake is mended; before it, the way to the page that asks. */
export const deathPanel: Panel = {
  id: 'death',
  column: 'narrow',
  async show({ office }, caller, view, { shown, may }) {
    const t = transitionStrings[view.lang].death;
    if (!may.decide) return null;
    const death = await office.deaths.show(caller, shown.id);
    if (!death) {
      return (
        <p class="small">
          <a href={`/people/${shown.id}/death`}>{t.link}</a>
        </p>
      );
    }
    return (
      <Card id="death" title={t.title}>
        <div class="stack-small">
          <p>{death.close.length > 0 ? t.recorded(death.teller) : t.nobody}</p>
          {death.close.length > 0 && (
            <ul>
              {death.close.map(({ personId, name, as }) => (
                <li key={personId}>
                  {name} ({t.roles[as]})
                </li>
              ))}
            </ul>
          )}
          <details class="more">
            <summary>{t.undo}</summary>
            <form class="form" method="post" action={`/people/${shown.id}/death-undo`}>
              <p class="hint">{t.undoLead}</p>
              <Field label={t.why} name="reason" required minLength={5} maxLength={300} />
              <div>
                <button class="button" type="submit">
                  {t.undoButton}
                </button>
              </div>
            </form>
          </details>
        </div>
      </Card>
    );
  },
};

interface Props {
  view: View;
  participantId: string;
  name: string;
  close: Awaited<ReturnType<Parts['office']['deaths']['whoIsClose']>>;
  tellers: readonly { personId: string; name: string }[];
  self: string | undefined;
}

/** Asked twice, because it cannot be taken lightly: who it is, and who tells those close. */
export function DeathPage({ view, participantId, name, close, tellers, self }: Props) {
  const t = transitionStrings[view.lang].death;
  return (
    <ConsolePage view={view} section="people" title={t.title} lead={t.lead}>
      <form class="form card form-narrow" method="post" action={`/people/${participantId}/death`}>
        <p class="lead">{name}</p>
        <div>
          <p class="legend">{t.close}</p>
          {close.length === 0 ? (
            <p class="soft">{t.nobody}</p>
          ) : (
            <ul>
              {close.map(({ personId, name: called, as }) => (
                <li key={personId}>
                  {called} ({t.roles[as]})
                </li>
              ))}
            </ul>
          )}
        </div>
        <Select
          label={t.tellBy}
          name="tellBy"
          {...(self && { value: self })}
          options={tellers.map(({ personId, name: called }) => [personId, called] as const)}
        />
        <label class="check">
          <input type="checkbox" name="sure" value="yes" required /> {t.sure} {name}
        </label>
        <div class="row">
          <button class="button button-alarm" type="submit">
            {t.button}
          </button>
          <a class="button" href={`/people/${participantId}`}>
            {t.cancel}
          </a>
        </div>
      </form>
    </ConsolePage>
  );
}
