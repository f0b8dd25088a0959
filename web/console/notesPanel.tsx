import { NOTE_VISIBILITIES } from '../../office/notes';
import { may } from '../../office/access';
import { peerWorkStrings } from '../i18n/peerWork';
import { Select } from '../ui/field';
import { FormKey } from './formKey';
import { actorNames } from './labels';
import type { Panel } from './panels';
import { Card } from './personPage';
import { When } from './when';

/** What staff wrote down; what may be read is the office's to say. */
export const notesPanel: Panel = {
  id: 'notes',
  column: 'narrow',
  async show(parts, caller, view, { shown, zone }) {
    if (!may(caller, 'read-messages', shown)) return null;
    const notes = await parts.office.notes.list(caller, shown.id);
    const who = await actorNames(
      parts,
      view,
      notes.map(({ by }) => by),
      view.actor,
    );
    const t = peerWorkStrings[view.lang].panel.notes;
    return (
      <Card id="notes" title={t.title}>
        {notes.length === 0 && <p class="soft">{t.none}</p>}
        <ul class="stack-small">
          {notes.map((note) => (
            <li key={note.id}>
              <p class="small soft">
                {who(note.by)} · <When view={view} at={note.at} zone={zone} style="date" /> ·{' '}
                {t.visibilities[note.visibility]}
              </p>
              <p>{note.text}</p>
            </li>
          ))}
        </ul>
        <details class="more" id="write-note">
          <summary>{t.write}</summary>
          <form class="stack-small" method="post" action={`/people/${shown.id}/note`}>
            <FormKey />
            <div class="field">
              <label for="note-text">{t.text}</label>
              <textarea
                class="input"
                id="note-text"
                name="text"
                maxLength={4000}
                required
                aria-describedby="note-hint"
              />
              <span class="hint" id="note-hint">
                {t.hint}
              </span>
            </div>
            <Select
              label={t.for}
              name="visibility"
              id="note-for"
              value="team"
              options={NOTE_VISIBILITIES.map((one) => [one, t.visibilities[one] ?? one] as const)}
            />
            <div>
              <button class="button" type="submit">
                {t.save}
              </button>
            </div>
          </form>
        </details>
      </Card>
    );
  },
};
