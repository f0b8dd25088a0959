import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refused } from '../../client/fullCircle';
import { guard } from '../../office/access';
import type { ErasureShown } from '../../office/erasures';
import { viewer } from '../access/viewer';
import { erasureStrings } from '../i18n/erasures';
import type { Parts } from '../parts';
import { Field } from '../ui/field';
import { sendPage } from '../ui/page';
import { textOf } from './filters';
import { actThenGo } from './flash';
import { ConsolePage, type View } from './frame';
import type { Panel } from './panels';
import { Card } from './personPage';
import { viewOf } from './view';
import { localText } from './when';

/** Being forgotten: asked for on a page of its own, which says what goes and what stays. */
export function erasureRoutes(app: FastifyInstance, parts: Parts): void {
  const { office } = parts;

  async function person(request: FastifyRequest) {
    const { caller } = viewer(request);
    const { id } = request.params as { id: string };
    const participant = await office.participants.find(caller, id);
    guard(caller, 'manage-people', participant, `participant ${id}`);
    const { preferredName, givenName } = participant.person;
    return { id: participant.id, givenName, called: preferredName ?? givenName };
  }

  app.get('/people/:id/erase', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    return sendPage(reply, <ErasePage view={view} {...await person(request)} />);
  });
  app.post('/people/:id/erase', async (request, reply) => {
    const { id, givenName } = await person(request);
    const confirmed = textOf((request.body as Record<string, unknown> | undefined)?.['name']);
    const isRight = confirmed.toLowerCase() === givenName.trim().toLowerCase();
    return actThenGo(request, reply, isRight ? `/people/${id}` : `/people/${id}/erase`, async () => {
      if (!isRight) throw new Refused('WrongName', erasureStrings[request.lang].wrongName);
      await office.erasures.ask(viewer(request).caller, id);
    });
  });
  app.post('/people/:id/erase/take-back', async (request, reply) => {
    const { id } = await person(request);
    return actThenGo(request, reply, `/people/${id}`, () =>
      office.erasures.takeBack(viewer(request).caller, id),
    );
  });
}

function ErasePage(props: { view: View; id: string; givenName: string; called: string }) {
  const { view, id, givenName, called } = props;
  const t = erasureStrings[view.lang];
  return (
    <ConsolePage
      view={view}
      section="people"
      title={t.pageTitle(called)}
      lead={t.lead}
      styles={['figures.css']}
    >
      <div class="columns">
        <section class="card stack-small" aria-labelledby="goes">
          <h2 id="goes">{t.goes}</h2>
          <List items={t.goesList} />
        </section>
        <section class="card stack-small" aria-labelledby="stays">
          <h2 id="stays">{t.stays}</h2>
          <List items={t.staysList} />
        </section>
      </div>
      <form class="form card form-narrow" method="post" action={`/people/${id}/erase`}>
        <Field label={t.confirm(givenName)} name="name" required autocomplete="off" maxLength={80} />
        <div class="row">
          <a href={`/people/${id}`} class="button button-primary">
            {t.back}
          </a>
          <button class="button" type="submit">
            {t.submit}
          </button>
        </div>
      </form>
    </ConsolePage>
  );
}

function List({ items }: { items: readonly string[] }) {
  return (
    <ul class="bullets">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

/** On the person's page: whether they are about to be forgotten, or the way there. */
export const ERASURE_PANEL: Panel = {
  id: 'erasure',
  column: 'narrow',
  async show(parts, caller, view, { shown, may, who, zone }) {
    if (!may.manage) return null;
    const t = erasureStrings[view.lang];
    const waiting = await parts.office.erasures.show(caller, shown.id);
    return (
      <Card id="erasure" title={t.title}>
        {waiting ? (
          <Waiting view={view} id={shown.id} waiting={waiting} who={who} zone={zone} />
        ) : (
          <div class="stack-small">
            <p class="small soft">{t.hint}</p>
            <a href={`/people/${shown.id}/erase`} class="button button-small">
              {t.open}
            </a>
          </div>
        )}
      </Card>
    );
  },
};

function Waiting(props: {
  view: View;
  id: string;
  waiting: ErasureShown;
  who: (actor: string) => string;
  zone: string;
}) {
  const { view, id, waiting, who, zone } = props;
  const t = erasureStrings[view.lang];
  return (
    <div class="stack-small">
      <p>{t.waiting(localText(view, waiting.dueAt, zone, 'date-time'), who(waiting.askedBy))}</p>
      {waiting.heldUpBy && <p class="small">{t.heldUp[waiting.heldUpBy]}</p>}
      <form method="post" action={`/people/${id}/erase/take-back`}>
        <button class="button button-small" type="submit">
          {t.takeBack}
        </button>
      </form>
    </div>
  );
}
