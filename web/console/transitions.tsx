import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { TRANSITION_KINDS } from '../../domain/policy';
import { programInUse } from '../../office/definitions';
import { can } from '../../office/access';
import { viewer } from '../access/viewer';
import { ProblemError, problems } from '../http/problem';
import { transitionStrings } from '../i18n/transitions';
import type { Parts } from '../parts';
import { sendPage } from '../ui/page';
import { actOf } from './formKey';
import { actThenGo } from './flash';
import { ConsolePage } from './frame';
import { actorNames, labelsFor, peopleNames } from './labels';
import { TransitionList } from './transitionList';
import { TransitionDetail } from './transitionPage';
import { viewOf } from './view';

const Text = z.string().trim().max(300);
const Optional = Text.optional().transform((text) => text || undefined);

/** Critical transitions: the list, the plan of each, and everything that can be said of it. */
export function transitionRoutes(app: FastifyInstance, parts: Parts): void {
  const { transitions } = parts.office;

  app.get('/transitions', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const t = transitionStrings[view.lang];
    const rows = await transitions.list(viewer(request).caller, { limit: 200 });
    return sendPage(
      reply,
      <ConsolePage view={view} section="transitions" title={t.title} lead={t.lead}>
        <TransitionList view={view} rows={rows} />
      </ConsolePage>,
    );
  });

  app.get('/transitions/:id', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const { caller } = viewer(request);
    const shown = await transitions.show(caller, idOf(request.params));
    const { definition } = await programInUse(parts.database, shown.programId);
    const { labels } = await labelsFor(parts, view, shown.programId, shown.zone, {
      people: await peopleNames(
        parts,
        shown.history.flatMap(({ data }) => {
          const { to } = data as { to?: unknown };
          return typeof to === 'string' ? [to] : [];
        }),
      ),
    });
    const who = await actorNames(
      parts,
      view,
      shown.history.map(({ actor }) => actor),
      view.actor,
    );
    return sendPage(
      reply,
      <TransitionDetail
        view={view}
        shown={shown}
        labels={labels}
        who={who}
        partner={definition.partners.find(({ id }) => id === shown.partner)}
        isStaff={can(caller.scope, 'see', shown)}
      />,
    );
  });

  app.post('/people/:id/transition', async (request, reply) => {
    const form = Report.safeParse(request.body ?? {});
    if (!form.success) throw badForm();
    const id = idOf(request.params);
    const { kind, date, inside, partner } = form.data;
    return actThenGo(request, reply, `/people/${id}`, async () => {
      const { transitionId } = await transitions.report(
        viewer(request).caller,
        id,
        {
          kind,
          ...(date && { date }),
          ...(inside === 'no' && { inside: false }),
          ...(partner && { partner }),
        },
        actOf(request),
      );
      return `/transitions/${transitionId}`;
    });
  });

  app.post('/transitions/:id/:act', async (request, reply) => {
    const { act } = request.params as { act: string };
    const id = idOf(request.params);
    const form = Form.safeParse(request.body ?? {});
    if (!form.success) throw badForm();
    const { caller } = viewer(request);
    const input = form.data;
    const options = actOf(request);
    return actThenGo(request, reply, `/transitions/${id}`, async () => {
      switch (act) {
        case 'move':
          return void (await transitions.move(
            caller,
            id,
            { date: input.unknown ? null : (input.date ?? '') },
            options,
          ));
        case 'contact':
          return void (await transitions.mark(
            caller,
            id,
            { contact: input.contact ?? '', outcome: input.outcome ?? 'not-reached' },
            options,
          ));
        case 'hand-over':
          return void (await transitions.handOver(
            caller,
            id,
            {
              to: input.to ?? '',
              consent: input.consent === 'yes',
              ...(input.from && { from: input.from }),
            },
            options,
          ));
        case 'close':
          return void (await transitions.close(caller, id, { outcome: input.end ?? 'completed' }, options));
        case 'share':
        case 'unshare': {
          const { participantId, partner } = await transitions.show(caller, id);
          const of = { partner: partner ?? '' };
          if (act === 'unshare') return void (await transitions.unshare(caller, participantId, of));
          return void (await transitions.share(caller, participantId, {
            ...of,
            ...(input.via && { consentVia: input.via }),
          }));
        }
        default:
          throw new ProblemError(problems.notFound());
      }
    });
  });
}

const Report = z.object({
  kind: z.enum(TRANSITION_KINDS),
  date: Optional,
  inside: z.enum(['plan', 'no']).optional(),
  partner: Optional,
});

const Form = z.object({
  date: Optional,
  unknown: z.literal('yes').optional(),
  contact: Text.optional(),
  outcome: z.enum(['done', 'not-reached', 'not-wanted']).optional(),
  from: Optional,
  to: Optional,
  consent: z.literal('yes').optional(),
  end: z.enum(['completed', 'cancelled']).optional(),
  via: Optional,
});

function badForm(): ProblemError {
  return new ProblemError({ status: 400, code: 'invalid-form', title: 'Something is missing.' });
}

function idOf(params: unknown): string {
  const { id } = params as { id: string };
  if (!/^[\w.-]{1,100}$/.test(id)) throw new ProblemError(problems.notFound());
  return id;
}
