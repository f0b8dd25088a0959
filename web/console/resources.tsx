import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { can } from '../../office/access';
import type { ResourceShown } from '../../office/resources';
import { viewer } from '../access/viewer';
import { ProblemError } from '../http/problem';
import { alongsideStrings } from '../i18n/alongside';
import type { Parts } from '../parts';
import { Field, Select } from '../ui/field';
import { sendPage } from '../ui/page';
import { FormKey } from './formKey';
import { actThenGo } from './flash';
import { ConsolePage, type View } from './frame';
import { localText } from './labels';
import { viewOf } from './view';

interface Library {
  id: string;
  name: string;
  mayAdd: boolean;
  resources: ResourceShown[];
}

const Text = z.string().trim().max(4_000).optional();
const New = z.object({
  program: z.string().max(100),
  titleEn: Text,
  titleFr: Text,
  textEn: Text,
  textFr: Text,
  link: Text,
  key: z.string().min(8).max(100),
});

/** The library, program by program: what is there, adding to it, and taking out what staff have added. */
export function resourceRoutes(app: FastifyInstance, parts: Parts): void {
  const { office } = parts;

  app.get('/resources', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const { caller } = viewer(request);
    const libraries = await Promise.all(
      (await office.programs.list(caller)).map(async ({ id, name, sites }): Promise<Library> => ({
        id,
        name,
        mayAdd: can(caller.scope, 'manage-workshops', { programId: id }),
        // Somebody of one site sees what is there for everybody, and for their site.
        resources: can(caller.scope, 'see', { programId: id })
          ? await office.resources.list(caller, id)
          : await office.resources.list(
              caller,
              id,
              sites.find((site) => can(caller.scope, 'see', { programId: id, siteId: site.id }))?.id,
            ),
      })),
    );
    return sendPage(reply, <ResourcesPage view={view} libraries={libraries} />);
  });

  app.post('/resources', async (request, reply) => {
    const input = New.safeParse(request.body);
    if (!input.success)
      throw new ProblemError({ status: 400, code: 'invalid-form', title: z.prettifyError(input.error) });
    const { program, titleEn, titleFr, textEn, textFr, link, key } = input.data;
    const both = (en?: string, fr?: string) => ({ ...(en ? { en } : {}), ...(fr ? { fr } : {}) });
    return actThenGo(request, reply, '/resources', async () => {
      await office.resources.add(
        viewer(request).caller,
        {
          programId: program,
          title: both(titleEn, titleFr),
          text: both(textEn, textFr),
          ...(link ? { link } : {}),
        },
        { key },
      );
    });
  });

  app.post('/resources/:id/retire', async (request, reply) => {
    const { id } = request.params as { id: string };
    return actThenGo(request, reply, '/resources', async () => {
      await office.resources.retire(viewer(request).caller, id);
    });
  });
}

function ResourcesPage({ view, libraries }: { view: View; libraries: Library[] }) {
  const t = alongsideStrings[view.lang].resources;
  const addable = libraries.filter(({ mayAdd }) => mayAdd);
  return (
    <ConsolePage view={view} section="workshops" title={t.libraryTitle} lead={t.libraryLead}>
      {addable.length > 0 && <AddForm view={view} libraries={addable} />}
      {libraries.map(({ id, name, mayAdd, resources }) => (
        <section key={id} class="card card-flush">
          <h2 class="card-title">{name}</h2>
          {resources.length === 0 && <p class="empty">{t.empty}</p>}
          <ul class="owed">
            {resources.map((one) => (
              <li key={one.id}>
                <div>
                  <strong>{localText(one.title, view.lang)}</strong>
                  <p class="small">{localText(one.text, view.lang)}</p>
                  <p class="small soft">
                    {one.link && (
                      <a href={one.link} rel="noreferrer noopener">
                        {one.link}
                      </a>
                    )}{' '}
                    {!one.own && t.fromDefinition}
                  </p>
                </div>
                {one.own && mayAdd && (
                  <form method="post" action={`/resources/${one.id}/retire`}>
                    <button class="button button-small" type="submit">
                      {t.retire}
                      <span class="visually-hidden">: {localText(one.title, view.lang)}</span>
                    </button>
                  </form>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </ConsolePage>
  );
}

function AddForm({ view, libraries }: { view: View; libraries: Library[] }) {
  const t = alongsideStrings[view.lang].resources;
  const area = (name: string, label: string) => (
    <div class="field">
      <label for={`f-${name}`}>{label}</label>
      <textarea class="input" id={`f-${name}`} name={name} maxLength={4000} rows={3} />
    </div>
  );
  return (
    <details class="card more" id="add">
      <summary>{t.add}</summary>
      <form class="form" method="post" action="/resources">
        <FormKey />
        <Select
          label={view.t.program}
          name="program"
          options={libraries.map(({ id, name }) => [id, name] as const)}
        />
        <div class="pair">
          <Field label={t.titleEn} name="titleEn" maxLength={120} />
          <Field label={t.titleFr} name="titleFr" maxLength={120} />
        </div>
        <div class="pair">
          {area('textEn', t.textEn)}
          {area('textFr', t.textFr)}
        </div>
        <Field label={t.link} name="link" maxLength={500} />
        <div>
          <button class="button button-primary" type="submit">
            {t.add}
          </button>
        </div>
      </form>
    </details>
  );
}
