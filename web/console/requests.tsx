import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { can } from '../../office/access';
import { viewer } from '../access/viewer';
import { ProblemError } from '../http/problem';
import { onCallStrings } from '../i18n/onCall';
import type { Parts } from '../parts';
import { Select } from '../ui/field';
import { sendFragment, sendPage } from '../ui/page';
import { actOf, FormKey } from './formKey';
import { choose, listOf } from './filters';
import { actThenGo } from './flash';
import { ConsolePage, type View } from './frame';
import { viewOf } from './view';
import { Due } from './when';

type Listed = Awaited<ReturnType<Parts['office']['requests']['list']>>[number];

interface Row extends Listed {
  zone: string;
  mayHandle: boolean;
  canTake: { personId: string; name: string }[];
}

const SHOWN = 100;

/** People who want to speak with another professional: who waits, who has whom, and by when a name was promised. */
export function requestRoutes(app: FastifyInstance, parts: Parts): void {
  const { requests } = parts.office;

  app.get('/requests', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const t = onCallStrings[view.lang].requests;
    return sendPage(
      reply,
      <ConsolePage view={view} section="requests" title={t.title} lead={t.lead}>
        <RequestLists view={view} rows={await load(request)} />
      </ConsolePage>,
    );
  });
  app.get('/parts/requests', async (request, reply) =>
    sendFragment(reply, <RequestLists view={await viewOf(parts, request)} rows={await load(request)} />),
  );

  app.post('/requests', async (request, reply) => {
    const body = Form.safeParse(request.body ?? {});
    if (!body.success || !body.data.person)
      throw new ProblemError({ status: 400, code: 'invalid-form', title: 'Something is missing.' });
    const { person, exclude } = body.data;
    return actThenGo(request, reply, '/requests', async () => {
      await requests.make(viewer(request).caller, { person, exclude: listOf(exclude) }, actOf(request));
    });
  });

  app.post('/requests/:id/:act', async (request, reply) => {
    const { id, act } = request.params as { id: string; act: string };
    const does = choose(act, ['take', 'fulfil', 'cancel'] as const);
    const body = Form.safeParse(request.body ?? {});
    if (!does || !body.success)
      throw new ProblemError({ status: 400, code: 'invalid-form', title: 'Something is missing.' });
    const { caller } = viewer(request);
    const { person } = body.data;
    return actThenGo(request, reply, '/requests', async () => {
      const options = actOf(request);
      if (does === 'take') await requests.take(caller, id, person ? { personId: person } : {}, options);
      else await requests[does](caller, id, options);
    });
  });

  async function load(request: FastifyRequest): Promise<Row[]> {
    const { caller } = viewer(request);
    const [rows, programs] = await Promise.all([
      requests.list(caller, { limit: SHOWN }),
      parts.office.programs.list(caller),
    ]);
    return Promise.all(
      rows.map(async (row) => ({
        ...row,
        zone: programs.find(({ id }) => id === row.programId)?.zone ?? 'UTC',
        mayHandle: can(caller.scope, 'handle-escalations', row),
        canTake: row.status === 'open' ? (await requests.show(caller, row.id)).canTake : [],
      })),
    );
  }
}

const Form = z.object({
  person: z.string().max(100).optional(),
  exclude: z.union([z.string(), z.array(z.string())]).optional(),
});

function RequestLists({ view, rows }: { view: View; rows: Row[] }) {
  const t = onCallStrings[view.lang].requests;
  const open = rows.filter(({ status }) => status === 'open' || status === 'starting');
  const taken = rows.filter(({ status }) => status === 'taken');
  const over = rows.filter(({ status }) => status === 'fulfilled' || status === 'cancelled');
  return (
    <div
      class="stack"
      id="requests"
      data-live="/live/today"
      hx-get="/parts/requests"
      hx-trigger="live"
      hx-swap="outerMorph"
    >
      <section class="stack-small" aria-labelledby="open-title">
        <h2 id="open-title">{t.open}</h2>
        {open.length === 0 && <p class="card empty">{t.none}</p>}
        {open.map((row) => (
          <article key={row.id} class={row.late ? 'card card-alarm stack-small' : 'card stack-small'}>
            <div class="spread">
              <h3>{row.person}</h3>
              <span>
                {t.promised} <Due view={view} dueAt={row.dueAt} zone={row.zone} />
              </span>
            </div>
            {row.mayHandle && (
              <>
                <div class="row">
                  <Act row={row} act="take" text={t.take} kind="button-primary" />
                  <Act row={row} act="cancel" text={t.cancel} />
                </div>
                {row.canTake.length > 0 && (
                  <details class="more" id={`name-${row.id}`}>
                    <summary>
                      {t.takeFor}
                      <span class="visually-hidden">: {row.person}</span>
                    </summary>
                    <form class="inline-form" method="post" action={`/requests/${row.id}/take`}>
                      <FormKey />
                      <Select
                        label={t.name}
                        name="person"
                        id={`p-${row.id}`}
                        options={row.canTake.map(({ personId, name }) => [personId, name] as const)}
                      />
                      <button class="button" type="submit">
                        {t.assign}
                      </button>
                    </form>
                  </details>
                )}
              </>
            )}
          </article>
        ))}
      </section>
      {taken.length > 0 && (
        <section class="stack-small" aria-labelledby="taken-title">
          <h2 id="taken-title">{t.taken}</h2>
          {taken.map((row) => (
            <article key={row.id} class="card stack-small">
              <div class="spread">
                <h3>{row.person}</h3>
                <span class="badge badge-good">{t.takenBy(row.taker ?? '–')}</span>
              </div>
              {row.mayHandle && (
                <div class="row">
                  <Act row={row} act="fulfil" text={t.fulfil} kind="button-primary" />
                  <Act row={row} act="cancel" text={t.cancel} />
                </div>
              )}
            </article>
          ))}
        </section>
      )}
      {over.length > 0 && (
        <section class="card card-flush" aria-labelledby="over-title">
          <h2 class="card-title" id="over-title">
            {t.over}
          </h2>
          <ul class="owed">
            {over.map((row) => (
              <li key={row.id}>
                <div>
                  {row.person}
                  {row.taker && ` · ${row.taker}`}
                </div>
                <span class="badge">{t.states[row.status] ?? row.status}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Act(props: { row: Row; act: 'take' | 'fulfil' | 'cancel'; text: string; kind?: string }) {
  return (
    <form method="post" action={`/requests/${props.row.id}/${props.act}`}>
      <FormKey />
      <button class={`button ${props.kind ?? ''}`} type="submit">
        {props.text}
        <span class="visually-hidden">: {props.row.person}</span>
      </button>
    </form>
  );
}

/** On a person's page: staff ask for them, and leave out whom they want left out. */
export function RequestForm(props: {
  view: Pick<View, 'lang'>;
  participantId: string;
  people: readonly { personId: string; name: string }[];
}) {
  const t = onCallStrings[props.view.lang].requests;
  return (
    <form class="form" method="post" action="/requests">
      <FormKey />
      <input type="hidden" name="person" value={props.participantId} />
      <p class="legend">{t.make}</p>
      {props.people.length > 0 && (
        <fieldset class="stack-small">
          <legend class="hint">{t.leaveOut}</legend>
          <div class="row">
            {props.people.map(({ personId, name }) => (
              <label key={personId} class="check">
                <input type="checkbox" name="exclude" value={personId} /> {name}
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <div>
        <button class="button" type="submit">
          {t.makeButton}
        </button>
      </div>
    </form>
  );
}
