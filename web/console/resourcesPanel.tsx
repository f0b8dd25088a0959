import { alongsideStrings } from '../i18n/alongside';
import { Select } from '../ui/field';
import { FormKey } from './formKey';
import { localText } from './labels';
import type { Panel } from './panels';
import { Card } from './personPage';
import { When } from './when';

const MOST = 5;

/** What somebody was sent from the library, and what there is to send. */
export const resourcesPanel: Panel = {
  id: 'resources',
  column: 'narrow',
  async show(parts, caller, view, data) {
    const { shown } = data;
    if (!data.may.takePart || shown.journeys.length === 0) return null;
    const [sent, library] = await Promise.all([
      parts.office.resources.sentTo(caller, shown.id),
      parts.office.resources.listFor(caller, shown.id),
    ]);
    if (library.length === 0 && sent.length === 0) return null;
    const t = alongsideStrings[view.lang].resources;
    return (
      <Card id="resources" title={t.title}>
        {sent.length === 0 && <p class="soft">{t.none}</p>}
        <ul class="stack-small">
          {sent.slice(0, MOST).map((one, place) => (
            <li key={`${one.id}/${place}`} class="spread">
              <span>{localText(one.title, view.lang)}</span>
              <span class="soft small">
                <When view={view} at={one.at} zone={data.zone} />
              </span>
            </li>
          ))}
        </ul>
        {library.length > 0 && (
          <form class="inline-form" method="post" action={`/people/${shown.id}/resource`}>
            <FormKey />
            <Select
              label={t.what}
              name="resource"
              id="resource"
              options={library.map(({ id, title }) => [id, localText(title, view.lang) ?? id] as const)}
            />
            <button class="button" type="submit">
              {t.send}
            </button>
          </form>
        )}
        <p class="small">
          <a href="/resources">{t.open}</a>
        </p>
      </Card>
    );
  },
};
