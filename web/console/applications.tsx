import { Fragment } from 'preact';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { localText } from './labels';
import { can } from '../../office/access';
import type { Application } from '../../prisma/generated/client';
import type { Definition } from '../../programs';
import { viewer } from '../access/viewer';
import { ProblemError, problems } from '../http/problem';
import { screeningStrings } from '../i18n/screening';
import type { Parts } from '../parts';
import { sendPage } from '../ui/page';
import { actThenGo } from './flash';
import { ConsolePage, type View } from './frame';
import { viewOf } from './view';
import { When } from './when';

interface Shown {
  row: Application;
  definition: Definition;
  mayDecide: boolean;
}

/** Who would like to come in, and the pages on which they say so. */
export function applicationRoutes(app: FastifyInstance, parts: Parts): void {
  const { office } = parts;

  app.get('/applications', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const { caller } = viewer(request);
    const programs = await office.programs.list(caller);
    const definitions = new Map<string, Definition>();
    for (const { id } of programs) definitions.set(id, (await office.programs.inUse(id)).definition);
    const rows = (await office.applications.list(caller)).flatMap((row): Shown[] => {
      const definition = definitions.get(row.programId);
      return definition ? [{ row, definition, mayDecide: can(caller.scope, 'manage-people', row) }] : [];
    });
    return sendPage(
      reply,
      <ApplicationsPage view={view} rows={rows} definitions={[...definitions.values()]} />,
    );
  });

  app.get('/applications/:id', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const { caller } = viewer(request);
    const row = await office.applications.find(caller, idOf(request));
    const { definition } = await office.programs.inUse(row.programId);
    const shown = { row, definition, mayDecide: can(caller.scope, 'manage-people', row) };
    return sendPage(reply, <ApplicationPage view={view} shown={shown} />);
  });

  app.post('/applications/:id/accept', async (request, reply) => {
    const id = idOf(request);
    const { agreed } = (request.body ?? {}) as Record<string, string | undefined>;
    return actThenGo(request, reply, `/applications/${id}`, async () => {
      const { participantId } = await office.applications.accept(viewer(request).caller, id, {
        personAgreed: agreed === 'yes',
      });
      return `/people/${participantId ?? ''}`;
    });
  });
  app.post('/applications/:id/decline', async (request, reply) => {
    const id = idOf(request);
    return actThenGo(request, reply, '/applications', async () => {
      await office.applications.decline(viewer(request).caller, id);
    });
  });
}

function idOf(request: FastifyRequest): string {
  const { id } = request.params as { id: string };
  if (!/^[0-9a-z]{14}$/.test(id)) throw new ProblemError(problems.notFound());
  return id;
}

const isOpen = ({ row }: Shown) => row.status === 'looked-at' || row.status === 'stored';

function ApplicationsPage(props: { view: View; rows: Shown[]; definitions: Definition[] }) {
  const { view, rows, definitions } = props;
  const t = screeningStrings[view.lang].coming;
  const open = rows.filter(isOpen);
  const rest = rows.filter((shown) => !isOpen(shown));
  return (
    <ConsolePage view={view} section="applications" title={t.title} lead={t.lead}>
      <section class="card card-flush">
        <h2 class="card-title">
          {t.open} {open.length > 0 && <span class="badge">{open.length}</span>}
        </h2>
        {open.length === 0 && <p class="empty">{t.nobody}</p>}
        <List view={view} rows={open} />
      </section>
      {rest.length > 0 && (
        <section class="card card-flush">
          <h2 class="card-title">{t.rest}</h2>
          <List view={view} rows={rest} />
        </section>
      )}
      <section class="card stack-small">
        <h2>{t.pages}</h2>
        <ul class="stack-small">
          {definitions.map((definition) => (
            <li key={definition.id} class="stack-small">
              <strong>{localText(definition.name, view.lang)}</strong>
              <span class="row">
                {definition.application.open && (
                  <PageLinks view={view} path={`/apply/${definition.id}`} text={t.applyPage} />
                )}
                {definition.application.referrals && (
                  <PageLinks view={view} path={`/refer/${definition.id}`} text={t.referPage} />
                )}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </ConsolePage>
  );
}

/** The page itself, to pass on; and the same for staff to look at, on which nothing can be sent. */
function PageLinks(props: { view: View; path: string; text: string }) {
  return (
    <span>
      <a href={props.path}>{props.text}</a> (
      <a href={`${props.path}?preview`}>
        {screeningStrings[props.view.lang].coming.previewIt}
        <span class="visually-hidden">: {props.path}</span>
      </a>
      )
    </span>
  );
}

function List({ view, rows }: { view: View; rows: Shown[] }) {
  const t = screeningStrings[view.lang].coming;
  return (
    <ul class="owed">
      {rows.map(({ row, definition }) => (
        <li key={row.id}>
          <div>
            <a href={`/applications/${row.id}`}>
              <strong>{nameOf(row)}</strong>
            </a>
            {' · '}
            {row.kind === 'referral' ? t.referral : t.own}
            <p class="small">
              {localText(definition.name, view.lang)} ·{' '}
              <When view={view} at={row.createdAt} zone={definition.zone} />
            </p>
          </div>
          <span class={isOpen({ row, definition, mayDecide: false }) ? 'badge badge-soon' : 'badge'}>
            {t.status[row.status] ?? row.status}
          </span>
        </li>
      ))}
    </ul>
  );
}

function nameOf(row: Application): string {
  return [row.preferredName ?? row.givenName, row.surname].filter(Boolean).join(' ');
}

function ApplicationPage({ view, shown }: { view: View; shown: Shown }) {
  const { row, definition } = shown;
  const t = screeningStrings[view.lang].coming;
  const c = screeningStrings[view.lang].console;
  const partner = row.partner as {
    name: string;
    organisation: string;
    phone?: string;
    email?: string;
    askedBy: string;
    agreed: boolean;
  } | null;
  const site = definition.sites.find(({ id }) => `${definition.id}.${id}` === row.siteId)?.name;
  const details: [string, string | null | undefined][] = [
    [t.role, view.w.roles[row.role as 'mentee']],
    [t.language, view.t.person.languages[row.language]],
    [t.reach, [row.phone, row.email].filter(Boolean).join(' · ') || '–'],
    [t.safe, row.reachWords],
    [t.agreedTo, row.consents.map((one) => c.channels[one] ?? one).join(', ') || t.nothing],
    [t.words, row.words],
    [
      t.partner,
      partner &&
        [partner.name, partner.organisation, partner.phone, partner.email].filter(Boolean).join(' · '),
    ],
    [t.askedBy, partner?.askedBy],
    [t.agreed, partner && (partner.agreed ? t.yes : t.notYet)],
  ];
  const again = row.kind === 'own' && row.status === 'looked-at';
  return (
    <ConsolePage
      view={view}
      section="applications"
      title={nameOf(row)}
      lead={[
        row.kind === 'referral' ? t.referral : t.own,
        localText(definition.name, view.lang),
        site,
        t.status[row.status],
      ]
        .filter(Boolean)
        .join(' · ')}
      actions={
        <a href="/applications" class="button button-small">
          ← {t.nav}
        </a>
      }
    >
      {again && (
        <div class="notice stack-small">
          <strong>{t.again}</strong>
          <p>{row.participantId ? t.againMore : t.elsewhere}</p>
        </div>
      )}
      {partner && !partner.agreed && isOpen(shown) && <p class="notice notice-late">{t.notAgreed}</p>}
      <section class="card stack-small">
        <p class="soft small">
          {t.received} <When view={view} at={row.createdAt} zone={definition.zone} />
        </p>
        <dl class="facts">
          {details
            .filter((entry): entry is [string, string] => Boolean(entry[1]))
            .map(([name, value]) => (
              <Fragment key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </Fragment>
            ))}
        </dl>
        {row.participantId && (
          <p>
            <a href={`/people/${row.participantId}`}>{t.sees}</a>
          </p>
        )}
      </section>
      {isOpen(shown) && shown.mayDecide && (
        <div class="card stack">
          <form class="form" method="post" action={`/applications/${row.id}/accept`}>
            {partner && !partner.agreed && (
              <label class="check">
                <input type="checkbox" name="agreed" value="yes" /> {t.theyAgree}
              </label>
            )}
            <div>
              <button class="button button-primary" type="submit">
                {t.accept}
              </button>
            </div>
          </form>
          <form class="form" method="post" action={`/applications/${row.id}/decline`}>
            <div>
              <button class="button" type="submit">
                {t.decline}
              </button>
            </div>
            {row.kind === 'referral' && <p class="hint">{t.declineHint}</p>}
          </form>
        </div>
      )}
    </ConsolePage>
  );
}
