import { transitionStrings } from '../i18n/transitions';
import { Card } from './personPage';
import type { Panel } from './panels';

/** On a mentee's page: whether they answer, and the way to everything that one should know before calling. */
export const checkInPanel: Panel = {
  id: 'check-ins',
  column: 'narrow',
  async show({ office }, caller, view, { shown }) {
    if (shown.role !== 'mentee' || shown.journeys.length === 0) return null;
    const t = transitionStrings[view.lang].checkIns;
    const { standing, missedInARow } = await office.checkIns.history(caller, shown.id);
    return (
      <Card id="check-ins" title={t.title}>
        <p>{t.standings[standing]}</p>
        {missedInARow > 0 && standing === 'silent' && (
          <p class="badge badge-late">{t.missed(missedInARow)}</p>
        )}
        <p>
          <a href={`/people/${shown.id}/check-ins`}>{t.see}</a>
        </p>
      </Card>
    );
  },
};
