import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { STAGES, ROLES, type Stage } from '../../domain/policy';
import { Refused } from '../../client/fullCircle';
import { can } from '../../office/access';
import type { ParticipantRow } from '../../office/participants';
import { viewer } from '../access/viewer';
import { ProblemError } from '../http/problem';
import { refusalText } from '../i18n/refusals';
import type { Parts } from '../parts';
import { Field, Select } from '../ui/field';
import { Ring } from '../ui/logo';
import { sendFragment, sendPage } from '../ui/page';
import { choose, listOf, textOf } from './filters';
import { actThenGo } from './flash';
import { ConsolePage, type View } from './frame';
import { viewOf } from './view';
import { waitText } from './wait';
import { Due } from './when';

const PAGE = 50;
const STATUSES = ['active', 'paused', 'withdrawn', 'ended'] as const;

type ProgramRow = Awaited<ReturnType<Parts['office']['programs']['list']>>[number];

interface PeopleData {
  rows: ParticipantRow[];
  total: number;
  page: number;
  programs: ProgramRow[];
  filter: {
    program?: string;
    site?: string;
    stage?: Stage;
    role?: string;
    status?: string;
    late?: string;
    q: string;
  };
  mayAdd: boolean;
}

export function peopleRoutes(app: FastifyInstance, parts: Parts): void {
  app.get('/people', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    return sendPage(reply, <PeoplePage view={view} data={await load(request)} />);
  });
  app.get('/parts/people', async (request, reply) => {
    const view = await viewOf(parts, request);
    return sendFragment(reply, <PeopleTable view={view} data={await load(request)} />);
  });
  app.get('/people/new', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const programs = await parts.office.programs.list(viewer(request).caller);
    return sendPage(reply, <AddPage view={view} programs={programs} />);
  });
  app.post('/people', async (request, reply) => {
    const { caller } = viewer(request);
    const form = Added.safeParse(request.body);
    if (!form.success)
      throw new ProblemError({ status: 400, code: 'invalid-form', title: z.prettifyError(form.error) });
    const body = form.data;
    try {
      const [programId = '', site] = body.place.split('|');
      const { participantId } = await parts.office.participants.add(caller, {
        programId,
        ...(site ? { site } : {}),
        role: body.role,
        givenName: body.givenName,
        surname: body.surname || undefined,
        preferredName: body.preferredName || undefined,
        language: body.language,
        detail: body.detail,
        phone: body.phone || undefined,
        email: body.email || undefined,
        consents: listOf(body.consents).filter((c): c is 'sms' | 'email' => c === 'sms' || c === 'email'),
        prefers: body.prefers,
      });
      if (body.start) await parts.office.journeys.start(caller, participantId);
      return await actThenGo(request, reply, `/people/${participantId}`, async () => undefined);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const view = await viewOf(parts, request);
      const programs = await parts.office.programs.list(caller);
      const again = { values: body, problem: refusalText(error, request.lang) };
      return sendPage(reply, <AddPage view={view} programs={programs} again={again} />, 409);
    }
  });

  async function load(request: Parameters<typeof viewer>[0]): Promise<PeopleData> {
    const { caller } = viewer(request);
    const query = request.query as Record<string, unknown>;
    const programs = await parts.office.programs.list(caller);
    const sites = programs.flatMap((program) => program.sites);
    const filter = {
      program: choose(
        query['program'],
        programs.map(({ id }) => id),
      ),
      site: choose(
        query['site'],
        sites.map(({ id }) => id),
      ),
      stage: choose(query['stage'], STAGES),
      role: choose(query['role'], ROLES),
      status: choose(query['status'], STATUSES),
      late: choose(query['late'], ['yes'] as const),
      q: textOf(query['q'], 100),
    };
    const page = Math.min(Math.max(Number(textOf(query['page'])) || 1, 1), 200);
    const narrowed = filter.site ? { ...caller, scope: narrow(caller.scope, filter.site, sites) } : caller;
    const { rows, total } = await parts.office.participants.list(narrowed, {
      programId: filter.program,
      stage: filter.stage,
      role: filter.role,
      status: filter.status,
      ...(filter.late ? { late: true } : {}),
      ...(filter.q ? { search: filter.q } : {}),
      limit: PAGE,
      offset: (page - 1) * PAGE,
    });
    return { rows, total, page, programs, filter, mayAdd: mayAddSomewhere(caller.scope, programs) };
  }
}

/** One site is a scope of its own: what the viewer may see there, and nowhere else. */
function narrow(
  scope: ReturnType<typeof viewer>['caller']['scope'],
  siteId: string,
  sites: readonly { id: string; programId: string }[],
) {
  const programId = sites.find(({ id }) => id === siteId)?.programId ?? '';
  return can(scope, 'see', { programId, siteId }) ? [{ role: 'viewer' as const, programId, siteId }] : [];
}

function mayAddSomewhere(
  scope: ReturnType<typeof viewer>['caller']['scope'],
  programs: readonly ProgramRow[],
): boolean {
  return programs.some(({ id, sites }) =>
    [null, ...sites.map((site) => site.id)].some((siteId) =>
      can(scope, 'manage-people', { programId: id, siteId }),
    ),
  );
}

const Added = z.object({
  place: z.string().max(200),
  role: z.enum(ROLES),
  givenName: z.string().trim().max(100),
  surname: z.string().trim().max(100).default(''),
  preferredName: z.string().trim().max(100).default(''),
  language: z.enum(['en', 'fr']),
  detail: z.enum(['full', 'basic']),
  phone: z.string().trim().max(40).default(''),
  email: z.string().trim().max(254).default(''),
  consents: z.union([z.string(), z.array(z.string())]).optional(),
  prefers: z.enum(['sms', 'email']),
  start: z.string().optional(),
});

function queryOf(filter: PeopleData['filter'], page?: number): string {
  const entries = Object.entries({ ...filter, page: page && page > 1 ? String(page) : undefined });
  return new URLSearchParams(entries.filter(([, value]) => value) as [string, string][]).toString();
}

function PeoplePage({ view, data }: { view: View; data: PeopleData }) {
  const t = view.t.people;
  const { filter, programs } = data;
  const sites = programs.filter(({ id }) => !filter.program || id === filter.program).flatMap((p) => p.sites);
  return (
    <ConsolePage
      view={view}
      section="people"
      title={t.title}
      lead={t.lead}
      actions={
        data.mayAdd && (
          <a class="button button-primary" href="/people/new">
            {t.add}
          </a>
        )
      }
    >
      <form class="filters" method="get" action="/people" role="search">
        <Field label={view.t.search} name="q" type="search" value={filter.q} wide />
        {programs.length > 1 && (
          <Select
            label={view.t.program}
            name="program"
            value={filter.program}
            options={[['', view.t.all], ...programs.map(({ id, name }) => [id, name] as const)]}
          />
        )}
        {sites.length > 1 && (
          <Select
            label={view.t.site}
            name="site"
            value={filter.site}
            options={[['', view.t.all], ...sites.map(({ id, name }) => [id, name] as const)]}
          />
        )}
        <Select
          label={view.t.stage}
          name="stage"
          value={filter.stage}
          options={[['', view.t.all], ...STAGES.map((stage) => [stage, view.w.stages[stage]] as const)]}
        />
        <Select
          label={view.t.role}
          name="role"
          value={filter.role}
          options={[['', view.t.all], ...ROLES.map((role) => [role, view.w.roles[role]] as const)]}
        />
        <Select
          label={view.t.status}
          name="status"
          value={filter.status}
          options={[['', view.t.all], ...STATUSES.map((s) => [s, view.w.journey[s] ?? s] as const)]}
        />
        <label class="check">
          <input type="checkbox" name="late" value="yes" checked={filter.late === 'yes'} /> {t.lateOnly}
        </label>
        <button class="button" type="submit">
          {t.filter}
        </button>
      </form>
      <PeopleTable view={view} data={data} />
    </ConsolePage>
  );
}

function PeopleTable({ view, data }: { view: View; data: PeopleData }) {
  const t = view.t.people;
  const { rows, total, page, filter, programs } = data;
  const program = (id: string) => programs.find((one) => one.id === id);
  const site = (row: ParticipantRow) =>
    program(row.programId)?.sites.find(({ id }) => id === row.siteId)?.name;
  const pages = Math.ceil(total / PAGE);
  return (
    <div
      class="stack-small"
      id="people"
      data-live="/live/today"
      hx-get={`/parts/people?${queryOf(filter, page)}`}
      hx-trigger="live"
      hx-swap="outerMorph"
    >
      <p class="soft" role="status">
        {t.found(total)}
      </p>
      <div class="card card-flush">
        {rows.length === 0 ? (
          <p class="empty">{t.nobody}</p>
        ) : (
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{view.t.name}</th>
                <th scope="col">{view.t.stage}</th>
                <th scope="col">{view.t.role}</th>
                <th scope="col">{programs.length > 1 ? view.t.program : view.t.site}</th>
                <th scope="col">{t.waiting}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => {
                const [first, ...more] = row.waits;
                return (
                  <tr key={row.id}>
                    <th scope="row">
                      <a href={`/people/${row.id}`}>{row.name}</a>
                    </th>
                    <td>
                      {row.journey ? (
                        <span class="with-ring">
                          <Ring stage={row.journey.stage} done={row.journey.status === 'ended'} size={22} />
                          {view.w.stages[row.journey.stage]}
                          {row.journey.status !== 'active' && (
                            <span class="badge">
                              {view.w.journey[row.journey.status] ?? row.journey.status}
                            </span>
                          )}
                        </span>
                      ) : (
                        <span class="soft">{t.noPath}</span>
                      )}
                    </td>
                    <td>{view.w.roles[row.role]}</td>
                    <td>
                      {programs.length > 1 ? program(row.programId)?.name : (site(row) ?? '–')}
                      {programs.length > 1 && site(row) && <span class="soft"> · {site(row)}</span>}
                    </td>
                    <td>
                      {first ? (
                        <span class="row">
                          {waitText(view, first)}
                          <Due view={view} dueAt={first.dueAt} zone={program(row.programId)?.zone ?? 'UTC'} />
                          {more.length > 0 && <span class="soft">+{more.length}</span>}
                        </span>
                      ) : (
                        <span class="soft">–</span>
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
      </div>
      {pages > 1 && (
        <nav class="pager" aria-label={t.title}>
          {page > 1 ? <a href={`/people?${queryOf(filter, page - 1)}`}>{t.previous}</a> : <span />}
          {page < pages && <a href={`/people?${queryOf(filter, page + 1)}`}>{t.next}</a>}
        </nav>
      )}
    </div>
  );
}

function AddPage(props: {
  view: View;
  programs: ProgramRow[];
  again?: { values: z.output<typeof Added>; problem: string };
}) {
  const { view, programs, again } = props;
  const t = view.t.people.form;
  const v = again?.values;
  return (
    <ConsolePage view={view} section="people" title={t.title} lead={t.lead}>
      {again && (
        <p class="notice notice-late" role="alert">
          {again.problem}
        </p>
      )}
      <form class="form card form-narrow" method="post" action="/people">
        <Select
          label={`${view.t.program}, ${view.t.site.toLowerCase()}`}
          name="place"
          value={v?.place}
          options={programs.flatMap(({ id, name, sites }) =>
            sites.map((site) => [`${id}|${site.id}`, `${name} · ${site.name}`] as const),
          )}
        />
        <Select
          label={view.t.role}
          name="role"
          value={v?.role}
          options={ROLES.map((role) => [role, view.w.roles[role]] as const)}
        />
        <div class="pair">
          <Field
            label={t.given}
            name="givenName"
            value={v?.givenName}
            required
            maxLength={100}
            autocomplete="off"
          />
          <Field label={t.surname} name="surname" value={v?.surname} maxLength={100} autocomplete="off" />
        </div>
        <Field
          label={t.preferred}
          name="preferredName"
          value={v?.preferredName}
          maxLength={100}
          autocomplete="off"
        />
        <div class="pair">
          <Field label={t.phone} name="phone" value={v?.phone} type="tel" maxLength={40} autocomplete="off" />
          <Field
            label={t.email}
            name="email"
            value={v?.email}
            type="email"
            maxLength={254}
            autocomplete="off"
          />
        </div>
        <fieldset class="stack-small">
          <legend class="legend">{t.consent}</legend>
          <div class="row">
            {(['sms', 'email'] as const).map((channel) => (
              <label key={channel} class="choice">
                <input
                  type="checkbox"
                  name="consents"
                  value={channel}
                  checked={listOf(v?.consents).includes(channel)}
                />{' '}
                <span>{view.w.channels[channel]}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <div class="pair">
          <Select
            label={t.prefers}
            name="prefers"
            value={v?.prefers}
            options={[
              ['sms', view.w.channels['sms'] ?? 'sms'],
              ['email', view.w.channels['email'] ?? 'email'],
            ]}
          />
          <Select
            label={t.language}
            name="language"
            value={v?.language ?? view.lang}
            options={[
              ['en', 'English'],
              ['fr', 'Français'],
            ]}
          />
        </div>
        <Select
          label={t.detail}
          name="detail"
          value={v?.detail}
          options={[
            ['full', t.detailFull],
            ['basic', t.detailBasic],
          ]}
        />
        <label class="choice">
          <input type="checkbox" name="start" value="yes" checked={!v || v.start === 'yes'} />{' '}
          <span>{t.start}</span>
        </label>
        <button class="button button-primary" type="submit">
          {t.submit}
        </button>
      </form>
    </ConsolePage>
  );
}
