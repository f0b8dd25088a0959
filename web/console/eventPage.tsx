import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { can } from '../../office/access';
import { viewer } from '../access/viewer';
import { ProblemError } from '../http/problem';
import { alongsideStrings } from '../i18n/alongside';
import type { Parts } from '../parts';
import { Field } from '../ui/field';
import { sendPage } from '../ui/page';
import { actThenGo } from './flash';
import { ConsolePage, type View } from './frame';
import { viewOf } from './view';
import { When } from './when';

type Shown = Awaited<ReturnType<Parts['office']['events']['show']>>;
interface PageProps {
  view: View;
  event: Shown;
  may: { manage: boolean; answer: boolean };
}

const Change = z.object({
  act: z.enum(['move', 'cancel']),
  when: z.string().max(40).optional(),
  place: z.string().trim().max(200).optional(),
});
const Answer = z.object({ participant: z.string().max(100), answer: z.enum(['coming', 'declined']) });
const Came = z.object({ came: z.union([z.string(), z.array(z.string())]).optional() });

/** One event: who comes, who waits for a place, and who was there. */
export function eventPageRoutes(app: FastifyInstance, parts: Parts): void {
  const { office } = parts;

  app.get('/workshops/:id', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const { caller } = viewer(request);
    const event = await office.events.show(caller, idOf(request));
    const may = {
      manage: can(caller.scope, 'manage-workshops', event),
      answer: can(caller.scope, 'take-part', event),
    };
    return sendPage(reply, <EventPage view={view} event={event} may={may} />);
  });

  function act<T extends z.ZodType>(
    name: string,
    schema: T,
    carryOut: (
      caller: ReturnType<typeof viewer>['caller'],
      id: string,
      input: z.output<T>,
    ) => Promise<unknown>,
  ): void {
    app.post(`/workshops/:id/${name}`, async (request, reply) => {
      const id = idOf(request);
      const input = schema.safeParse(request.body ?? {});
      if (!input.success)
        throw new ProblemError({ status: 400, code: 'invalid-form', title: z.prettifyError(input.error) });
      return actThenGo(request, reply, `/workshops/${id}`, async () => {
        await carryOut(viewer(request).caller, id, input.data);
      });
    });
  }

  act('change', Change, (caller, id, { act: what, when, place }) =>
    what === 'cancel'
      ? office.events.cancel(caller, id)
      : office.events.move(caller, id, {
          ...(when ? { startsWall: when } : {}),
          ...(place ? { place } : {}),
        }),
  );
  act('answer', Answer, (caller, id, input) => office.events.answer(caller, id, input));
  act('attendance', Came, (caller, id, { came }) =>
    office.events.attendance(caller, id, { came: came === undefined ? [] : [came].flat() }),
  );
}

function idOf(request: { params: unknown }): string {
  return (request.params as { id: string }).id;
}

function EventPage({ view, event, may }: PageProps) {
  const t = alongsideStrings[view.lang].events;
  const hasBegun = event.startsAt <= view.now;
  const isCancelled = event.status === 'cancelled';
  return (
    <ConsolePage view={view} section="workshops" title={event.title} lead={t.kinds[event.kind] ?? event.kind}>
      <p>
        <a href="/workshops">{t.back}</a>
      </p>
      <section class="card stack-small">
        <p>
          <strong>
            <When view={view} at={event.startsAt} zone={event.zone} />
          </strong>
          {event.place && ` · ${event.place}`} · {event.minutes} min
        </p>
        <p>
          {isCancelled && <span class="badge badge-late">{t.cancelled}</span>}{' '}
          {event.capacity === null ? t.coming(event.taken) : t.places(event.taken, event.capacity)}
        </p>
      </section>
      <section class="card card-flush">
        <h2 class="card-title">{hasBegun && !isCancelled ? t.attendance : t.people}</h2>
        {event.invited.length === 0 && <p class="empty">{t.nobody}</p>}
        {hasBegun && !isCancelled && may.manage && event.invited.length > 0 ? (
          <Attendance view={view} event={event} may={may} />
        ) : (
          <ul class="owed">
            {event.invited.map((one) => (
              <Invited key={one.participantId} view={view} event={event} may={may} one={one} />
            ))}
          </ul>
        )}
      </section>
      {may.manage && !hasBegun && !isCancelled && <ChangeForms view={view} event={event} may={may} />}
    </ConsolePage>
  );
}

function Invited({ view, event, may, one }: PageProps & { one: Shown['invited'][number] }) {
  const t = alongsideStrings[view.lang].events;
  const isOpen = event.startsAt > view.now && event.status !== 'cancelled';
  const button = (answer: string, text: string) => (
    <button class="button button-small" type="submit" name="answer" value={answer}>
      {text}
      <span class="visually-hidden">: {one.name}</span>
    </button>
  );
  return (
    <li>
      <div>
        <a href={`/people/${one.participantId}`}>
          <strong>{one.name}</strong>
        </a>
        <p class="small">
          {t.status[one.status] ?? one.status}
          {one.offeredUntil && (
            <>
              , {t.until('')}
              <When view={view} at={one.offeredUntil} zone={event.zone} />
            </>
          )}
        </p>
      </div>
      {may.answer && isOpen && (
        <form class="row" method="post" action={`/workshops/${event.id}/answer`}>
          <input type="hidden" name="participant" value={one.participantId} />
          {one.status !== 'coming' && one.status !== 'waiting' && button('coming', t.comes)}
          {one.status !== 'declined' && button('declined', t.doesNotCome)}
        </form>
      )}
    </li>
  );
}

function Attendance({ view, event }: PageProps) {
  const words = alongsideStrings[view.lang];
  const t = words.events;
  return (
    <form class="form card-body" method="post" action={`/workshops/${event.id}/attendance`}>
      <fieldset class="stack-small">
        <legend class="visually-hidden">{t.attendance}</legend>
        {event.invited.map(({ participantId, name, status }) => (
          <label key={participantId} class="choice">
            <input
              type="checkbox"
              name="came"
              value={participantId}
              checked={status === 'coming' || status === 'attended'}
            />{' '}
            <span>
              {name} <span class="soft small">{t.status[status] ?? status}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <p class="hint">{t.attendanceHint}</p>
      <div>
        <button class="button button-primary" type="submit">
          {words.record}
        </button>
      </div>
    </form>
  );
}

function ChangeForms({ view, event }: PageProps) {
  const words = alongsideStrings[view.lang];
  const t = words.events;
  const action = `/workshops/${event.id}/change`;
  return (
    <>
      <details class="card more" id="move">
        <summary>{t.move}</summary>
        <form class="form" method="post" action={action}>
          <div class="pair">
            <Field label={words.when} name="when" type="datetime-local" value={event.startsWall} required />
            <Field label={words.place} name="place" maxLength={200} value={event.place ?? ''} />
          </div>
          <p class="hint">{t.moveHint}</p>
          <div>
            <button class="button button-primary" type="submit" name="act" value="move">
              {words.record}
            </button>
          </div>
        </form>
      </details>
      <details class="card more" id="cancel">
        <summary>{t.cancel}</summary>
        <form class="stack-small" method="post" action={action}>
          <p class="hint">{t.cancelHint}</p>
          <div>
            <button class="button" type="submit" name="act" value="cancel">
              {t.cancel}
            </button>
          </div>
        </form>
      </details>
    </>
  );
}
