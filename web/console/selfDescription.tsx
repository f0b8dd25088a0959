import type { FastifyInstance } from 'fastify';
import { viewer } from '../access/viewer';
import { erasureStrings } from '../i18n/erasures';
import type { Parts } from '../parts';
import { Field, Select } from '../ui/field';
import { textOf } from './filters';
import { actThenGo } from './flash';
import { titleIn } from './labels';
import type { Panel } from './panels';
import { Card } from './personPage';

/** What somebody says of themself, taken down by staff with consent; shown only in programs that ask. */
export const SELF_DESCRIPTION_PANEL: Panel = {
  id: 'self-description',
  column: 'narrow',
  async show(parts, caller, view, { shown, may }) {
    const { said, groups } = await parts.office.selfDescriptions.show(caller, shown.id);
    if (groups.length === 0 || !may.takePart) return null;
    const t = erasureStrings[view.lang].self;
    return (
      <Card id="self" title={t.title}>
        <div class="stack-small">
          <p class="small soft">{t.hint}</p>
          <p>
            {said
              ? [said.group && titleIn(groups, said.group, view.lang), said.words].filter(Boolean).join(': ')
              : t.nothing}
          </p>
          {said ? (
            <form method="post" action={`/people/${shown.id}/self-description/take-back`}>
              <button class="button button-small" type="submit">
                {t.takeBack}
              </button>
            </form>
          ) : (
            <form class="stack-small" method="post" action={`/people/${shown.id}/self-description`}>
              <Select
                label={t.group}
                name="group"
                options={[
                  ['', t.none] as const,
                  ...groups.map(({ id }) => [id, titleIn(groups, id, view.lang)] as const),
                ]}
              />
              <Field label={t.words} name="words" maxLength={500} />
              <label class="check">
                <input type="checkbox" name="consents" value="yes" /> {t.consent}
              </label>
              <button class="button button-small" type="submit">
                {t.save}
              </button>
            </form>
          )}
        </div>
      </Card>
    );
  },
};

export function selfDescriptionRoutes(app: FastifyInstance, parts: Parts): void {
  const { selfDescriptions } = parts.office;
  const page = (request: { params: unknown }) => `/people/${(request.params as { id: string }).id}`;
  app.post('/people/:id/self-description', (request, reply) =>
    actThenGo(request, reply, page(request), async () => {
      const body = (request.body ?? {}) as Record<string, unknown>;
      const [group, words] = [textOf(body['group']), textOf(body['words'], 500)];
      await selfDescriptions.describe(viewer(request).caller, (request.params as { id: string }).id, {
        ...(group ? { group } : {}),
        ...(words ? { words } : {}),
        consents: body['consents'] === 'yes',
      });
    }),
  );
  app.post('/people/:id/self-description/take-back', (request, reply) =>
    actThenGo(request, reply, page(request), () =>
      selfDescriptions.takeBack(viewer(request).caller, (request.params as { id: string }).id),
    ),
  );
}
