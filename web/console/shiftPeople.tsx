import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { viewer } from '../access/viewer';
import { ProblemError } from '../http/problem';
import type { Lang } from '../i18n/language';
import { planningStrings } from '../i18n/planning';
import type { Parts } from '../parts';
import { Select } from '../ui/field';
import { actOf, FormKey } from './formKey';
import { choose } from './filters';
import { actThenGo } from './flash';
import type { View } from './frame';
import { shiftCandidates, type ShiftCandidate } from './shiftCandidates';

const ACTS = ['add', 'offer', 'remove', 'hand-over', 'answer', 'end'] as const;
const Form = z.object({
  peer: z.string().max(100).default(''),
  from: z.string().max(100).default(''),
  to: z.string().max(100).default(''),
  answer: z.enum(['accept', 'decline']).default('decline'),
  reason: z.string().trim().max(1_000).default(''),
});

/** Who could come on to a shift, who was asked, and how it ends early: forms on the shift's page. */
export function shiftPeopleRoutes(app: FastifyInstance, parts: Parts): void {
  const { shifts } = parts.office;
  app.post('/shifts/:id/people/:act', async (request, reply) => {
    const { id, act } = request.params as { id: string; act: string };
    const form = Form.safeParse(request.body ?? {});
    const does = choose(act, ACTS);
    if (!form.success || !does)
      throw new ProblemError({ status: 400, code: 'invalid-form', title: 'Something is missing.' });
    const { caller } = viewer(request);
    const { peer, from, to, answer, reason } = form.data;
    const why = reason ? { reason } : {};
    const options = actOf(request);
    return actThenGo(request, reply, `/shifts/${encodeURIComponent(id)}`, async () => {
      switch (does) {
        case 'add':
          return void (await shifts.addPeer(caller, id, { peer, ...why }, options));
        case 'offer':
          return void (await shifts.offer(caller, id, { peer, ...why }, options));
        case 'remove':
          return void (await shifts.removePeer(caller, id, { peer }, options));
        case 'hand-over':
          return void (await shifts.handOver(caller, id, { from, to, ...why }, options));
        case 'answer':
          return void (await shifts.answerOffer(caller, id, { peer, answer }, options));
        case 'end':
          return void (await shifts.end(caller, id, options));
      }
    });
  });
}

export interface ShiftPeople {
  /** Who could come on to it and is not on it. */
  others: ShiftCandidate[];
  /** Asked, and have not said yet. */
  offered: { participantId: string; name: string; dueAt: Date | null }[];
}

export async function shiftPeople(
  parts: Parts,
  request: Parameters<typeof viewer>[0],
  lang: Lang,
  shift: { id: string; programId: string; peers: readonly { personId: string; removedAt: Date | null }[] },
): Promise<ShiftPeople> {
  const on = shift.peers.filter(({ removedAt }) => !removedAt).map(({ personId }) => personId);
  const [candidates, waits] = await Promise.all([
    shiftCandidates(parts, viewer(request).caller, lang, shift.programId),
    parts.database.wait.findMany({ where: { shiftId: shift.id, kind: 'shift-offer', closedAt: null } }),
  ]);
  const others = candidates.filter(({ personId }) => !on.includes(personId));
  return {
    others,
    offered: waits.flatMap(({ personId, dueAt }) => {
      const who = others.find((one) => one.personId === personId);
      return who ? [{ participantId: who.id, name: who.name, dueAt }] : [];
    }),
  };
}

/** Whoever was offered the shift, with the answer that they gave by telephone. */
export function Offered({ view, shiftId, people, mayManage }: FormProps & { mayManage: boolean }) {
  const t = planningStrings[view.lang].acts;
  if (people.offered.length === 0) return null;
  return (
    <section class="card stack-small" aria-labelledby="offered-title">
      <h2 id="offered-title">{t.offered}</h2>
      <ul class="stack-small">
        {people.offered.map(({ participantId, name }) => (
          <li key={participantId} class="spread">
            <a href={`/people/${participantId}`}>{name}</a>
            {mayManage && (
              <form class="row" method="post" action={`/shifts/${shiftId}/people/answer`}>
                <FormKey />
                <input type="hidden" name="peer" value={participantId} />
                <button class="button button-small" type="submit" name="answer" value="accept">
                  {t.accepted}
                  <span class="visually-hidden">: {name}</span>
                </button>
                <button class="button button-small" type="submit" name="answer" value="decline">
                  {t.declined}
                  <span class="visually-hidden">: {name}</span>
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface FormProps {
  view: View;
  shiftId: string;
  people: ShiftPeople;
}

/** The forms of who works it, and of ending it now. */
export function PeopleForms(
  props: FormProps & { on: readonly { participantId: string; name: string }[]; running: boolean },
) {
  const { view, shiftId, people, on } = props;
  const t = planningStrings[view.lang].acts;
  const others = [['', t.choose], ...people.others.map(({ id, listed }) => [id, listed] as const)] as const;
  const there = [
    ['', t.choose],
    ...on.map(({ participantId, name }) => [participantId, name] as const),
  ] as const;
  const reason = (id: string) => (
    <div class="field">
      <label for={id}>{t.reason}</label>
      <input class="input" id={id} name="reason" maxLength={1000} autocomplete="off" />
    </div>
  );
  return (
    <>
      {props.running && (
        <form class="stack-small" method="post" action={`/shifts/${shiftId}/people/end`}>
          <FormKey />
          <div>
            <button class="button" type="submit">
              {t.end}
            </button>
          </div>
          <p class="hint">{t.endHint}</p>
        </form>
      )}
      {people.others.length > 0 && (
        <form class="inline-form" method="post" action={`/shifts/${shiftId}/people/offer`}>
          <FormKey />
          <Select id="someone-else" label={t.peer} name="peer" options={others} required />
          {reason('someone-else-reason')}
          <button class="button" type="submit">
            {t.offer}
          </button>
          <button class="button" type="submit" formaction={`/shifts/${shiftId}/people/add`}>
            {t.add}
          </button>
        </form>
      )}
      {on.length > 0 && people.others.length > 0 && (
        <form class="inline-form" method="post" action={`/shifts/${shiftId}/people/hand-over`}>
          <FormKey />
          <Select id="hand-from" label={t.from} name="from" options={there} required />
          <Select id="hand-to" label={t.to} name="to" options={others} required />
          {reason('hand-reason')}
          <button class="button" type="submit">
            {t.handOver}
          </button>
        </form>
      )}
      {on.length > 0 && (
        <form class="inline-form" method="post" action={`/shifts/${shiftId}/people/remove`}>
          <FormKey />
          <Select id="take-off" label={t.peer} name="peer" options={there} required />
          <button class="button" type="submit">
            {t.remove}
          </button>
          <p class="hint full-row">{t.removeHint}</p>
        </form>
      )}
    </>
  );
}
