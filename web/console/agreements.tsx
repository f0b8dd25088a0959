import type { Agreements } from '../../office/agreements';
import type { Acceptance } from '../../prisma/generated/client';
import { screeningStrings } from '../i18n/screening';
import type { View } from './frame';
import { Card } from './personPage';
import type { Panel } from './panels';
import { When } from './when';

/** What somebody agreed to: which words, when, and how they said so. */
export const AGREEMENTS_PANEL: Panel = {
  id: 'agreements',
  column: 'narrow',
  async show(parts, caller, view, data) {
    const agreements = await parts.office.agreements.show(caller, data.shown.id);
    const { guidelines, history } = agreements;
    if (history.length === 0 && guidelines.version === null) return null;
    const t = screeningStrings[view.lang].console;
    const isCurrent = guidelines.accepted?.version === guidelines.version;
    return (
      <Card id="agreements" title={t.agreements}>
        {history.length === 0 && <p class="soft">{t.none}</p>}
        <ul class="stack-small">
          {history.map((one) => (
            <li key={one.id} class="small">
              <strong>{one.what === 'guidelines' ? t.guidelines : t.consent}</strong>
              {one.channels.length > 0 && ` (${one.channels.map((c) => t.channels[c] ?? c).join(', ')})`}
              <br />
              <When view={view} at={one.at} zone={data.zone} style="date" />, {t.how[one.how] ?? one.how}
              {' · '}
              {stateOf(view, one, agreements)} <code>{one.version}</code>
            </li>
          ))}
        </ul>
        {guidelines.version !== null && !isCurrent && data.may.takePart && (
          <form method="post" action={`/people/${data.shown.id}/guidelines-on-paper`}>
            <button class="button button-small" type="submit">
              {t.onPaper}
            </button>
          </form>
        )}
      </Card>
    );
  },
};

function stateOf(view: View, one: Acceptance, { guidelines }: Agreements): string {
  const t = screeningStrings[view.lang].console;
  if (one.what !== 'guidelines' || one.version === guidelines.version) return t.current;
  return one.id === guidelines.accepted?.id ? t.earlier : t.past;
}
