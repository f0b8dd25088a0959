import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { can } from '../../office/access';
import { viewer } from '../access/viewer';
import { ProblemError } from '../http/problem';
import { WORKSHOP_KINDS } from '../../office/workshops';
import { alongsideStrings } from '../i18n/alongside';
import type { Parts } from '../parts';
import { Field, Select } from '../ui/field';
import { sendPage } from '../ui/page';
import { FormKey } from './formKey';
import { actThenGo } from './flash';
import { ConsolePage, type View } from './frame';
import { localText, privilegeTitle } from './labels';
import { viewOf } from './view';
import { When } from './when';
import type { Definition } from '../../programs';

type Row = Awaited<ReturnType<Parts['office']['workshops']['list']>>[number];

export function workshopRoutes(app: FastifyInstance, parts: Parts): void {
  const { office } = parts;

  app.get('/workshops', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const { caller } = viewer(request);
    const programs = await office.programs.list(caller);
    const plannable = programs.flatMap(({ id, name, sites }) =>
      [
        { siteId: undefined, label: name },
        ...sites.map((site) => ({ siteId: site.id, label: `${name} · ${site.name}` })),
      ]
        .filter(({ siteId }) => can(caller.scope, 'manage-workshops', { programId: id, siteId }))
        .map((place) => ({ ...place, programId: id })),
    );
    const definitions = new Map<string, Definition>();
    for (const { id } of programs) definitions.set(id, (await office.programs.inUse(id)).definition);
    const rows = await office.workshops.list(caller);
    return sendPage(
      reply,
      <WorkshopsPage view={view} rows={rows} places={plannable} definitions={definitions} />,
    );
  });

  app.post('/workshops', async (request, reply) => {
    const body = Plan.safeParse(request.body);
    if (!body.success)
      throw new ProblemError({ status: 400, code: 'invalid-form', title: z.prettifyError(body.error) });
    const { place, title, when, privilege, key, kind, where, minutes, capacity } = body.data;
    const [programId = '', siteId] = place.split('|');
    return actThenGo(request, reply, '/workshops', async () => {
      await office.workshops.plan(
        viewer(request).caller,
        {
          programId,
          ...(siteId ? { siteId } : {}),
          title,
          privilege,
          startsWall: when,
          kind,
          ...(where ? { place: where } : {}),
          ...(minutes ? { minutes } : {}),
          ...(capacity ? { capacity } : {}),
        },
        { key },
      );
    });
  });
  app.post('/workshops/:id/invite', async (request, reply) => {
    const { id } = request.params as { id: string };
    return actThenGo(request, reply, '/workshops', async () => {
      await office.workshops.invite(viewer(request).caller, id);
    });
  });
}

function wholeOrNothing(most: number) {
  return z
    .union([z.literal('').transform(() => undefined), z.coerce.number().int().min(1).max(most)])
    .optional();
}

const Plan = z.object({
  place: z.string().max(200),
  title: z.string().trim().min(1).max(120),
  when: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/),
  privilege: z.string().max(40),
  kind: z.enum(WORKSHOP_KINDS).default('workshop'),
  where: z.string().trim().max(200).optional(),
  minutes: wholeOrNothing(1_440),
  capacity: wholeOrNothing(1_000),
  key: z.string().min(8).max(100),
});

function WorkshopsPage(props: {
  view: View;
  rows: Row[];
  places: { programId: string; siteId: string | undefined; label: string }[];
  definitions: Map<string, Definition>;
}) {
  const { view, rows, places, definitions } = props;
  const t = view.t.workshops;
  const e = alongsideStrings[view.lang].events;
  const coming = rows.filter(({ startsAt }) => startsAt > view.now);
  const past = rows.filter(({ startsAt }) => startsAt <= view.now).reverse();
  const privileges = new Map<string, string>();
  for (const definition of definitions.values()) {
    const granted = [...definition.screening.steps, ...definition.tiers].flatMap(({ grants }) => grants);
    for (const id of ['attend-workshops', ...granted])
      privileges.set(id, privilegeTitle(definition, id, view.lang));
  }
  const ideas = [
    ...new Set(
      [...definitions.values()].flatMap(({ workshops }) =>
        workshops.map(({ title }) => localText(title, view.lang) ?? ''),
      ),
    ),
  ];
  const mayInvite = (row: Row) =>
    places.some(({ programId, siteId }) => programId === row.programId && (siteId ?? null) === row.siteId);
  return (
    <ConsolePage view={view} section="workshops" title={t.title} lead={t.lead}>
      {places.length > 0 && (
        <details class="card more" id="plan" open={rows.length === 0}>
          <summary>{t.plan}</summary>
          <form class="form" method="post" action="/workshops">
            <FormKey />
            <div class="pair">
              <div class="field">
                <label for="f-title">{t.titleField}</label>
                <input
                  class="input"
                  id="f-title"
                  name="title"
                  list="ideas"
                  maxLength={120}
                  required
                  autocomplete="off"
                />
                <datalist id="ideas">
                  {ideas.map((idea) => (
                    <option key={idea} value={idea} />
                  ))}
                </datalist>
              </div>
              <Field label={t.when} name="when" type="datetime-local" required />
            </div>
            <div class="pair">
              <Select
                label={view.t.site}
                name="place"
                options={places.map(
                  ({ programId, siteId, label }) =>
                    [siteId ? `${programId}|${siteId}` : programId, label] as const,
                )}
              />
              <Select label={t.needs} name="privilege" value="attend-workshops" options={[...privileges]} />
            </div>
            <div class="pair">
              <Select label={e.kind} name="kind" options={Object.entries(e.kinds)} />
              <Field label={alongsideStrings[view.lang].place} name="where" maxLength={200} />
            </div>
            <div class="pair">
              <Field label={e.capacity} name="capacity" type="number" min={1} max={1000} />
              <Field label={e.minutes} name="minutes" type="number" min={15} max={1440} value={120} />
            </div>
            <div>
              <button class="button button-primary" type="submit">
                {t.plan}
              </button>
            </div>
          </form>
        </details>
      )}
      <p>
        <a href="/resources">{alongsideStrings[view.lang].resources.open}</a>
      </p>
      {[
        [t.coming, coming],
        [t.past, past],
      ].map(([title, list]) => {
        const shown = list as Row[];
        if (shown.length === 0 && title === t.past) return null;
        return (
          <section key={title} class="card card-flush">
            <h2 class="card-title">{title as string}</h2>
            {shown.length === 0 && <p class="empty">{t.none}</p>}
            <ul class="owed">
              {shown.map((row) => (
                <li key={row.id}>
                  <div>
                    <a href={`/workshops/${row.id}`}>
                      <strong>{row.title}</strong>
                    </a>{' '}
                    {row.status === 'cancelled' && <span class="badge">{e.cancelled}</span>}
                    <p class="small">
                      <When view={view} at={row.startsAt} zone={row.zone} /> · {t.needs.toLowerCase()}{' '}
                      {(privileges.get(row.privilege) ?? row.privilege).toLowerCase()} ·{' '}
                      {t.invited(row.invited)}
                    </p>
                  </div>
                  {row.startsAt > view.now && row.status !== 'cancelled' && mayInvite(row) && (
                    <form method="post" action={`/workshops/${row.id}/invite`}>
                      <button class="button button-small" type="submit">
                        {t.invite}
                        <span class="visually-hidden">: {row.title}</span>
                      </button>
                    </form>
                  )}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </ConsolePage>
  );
}
