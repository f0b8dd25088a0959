import { can } from '../../office/access';
import { transitionStrings } from '../i18n/transitions';
import { Field, Select } from '../ui/field';
import { FormKey } from './formKey';
import { Card } from './personPage';
import type { Panel } from './panels';
import { TransitionCard } from './transitionList';

/** On a person's page: the transitions that go on, and the way to report one. */
export const transitionPanel: Panel = {
  id: 'transitions',
  column: 'wide',
  async show({ office }, caller, view, data) {
    const { shown, definition } = data;
    const t = transitionStrings[view.lang];
    const rows = await office.transitions.list(caller, { participantId: shown.id, limit: 20 });
    const [journey] = shown.journeys;
    const mayReport =
      journey && ['active', 'paused'].includes(journey.status) && can(caller.scope, 'take-part', shown);
    if (rows.length === 0 && !mayReport) return null;
    return (
      <Card id="transitions" title={t.title}>
        <div class="stack">
          {rows.map((row) => (
            <TransitionCard
              key={row.id}
              view={view}
              row={row}
              heading={view.w.transitionKinds[row.kind] ?? row.kind}
            />
          ))}
          {mayReport && (
            <details class="more" id="report-transition">
              <summary>{t.report}</summary>
              <form class="form" method="post" action={`/people/${shown.id}/transition`}>
                <FormKey />
                <Select
                  label={t.kind}
                  name="kind"
                  options={definition.criticalTransitions.map(
                    ({ kind }) => [kind, view.w.transitionKinds[kind] ?? kind] as const,
                  )}
                />
                <Field label={t.date} name="date" type="date" />
                <Select
                  label={t.whether}
                  name="inside"
                  value="plan"
                  options={[
                    ['plan', t.plan],
                    ['no', t.notInside],
                  ]}
                />
                {definition.partners.length > 0 && (
                  <Select
                    label={t.partner}
                    name="partner"
                    options={[
                      ['', t.noPartner],
                      ...definition.partners.map(
                        ({ id, title }) => [id, title[view.lang] ?? title.en ?? id] as const,
                      ),
                    ]}
                  />
                )}
                <div>
                  <button class="button button-primary" type="submit">
                    {t.reportButton}
                  </button>
                </div>
              </form>
            </details>
          )}
        </div>
      </Card>
    );
  },
};
