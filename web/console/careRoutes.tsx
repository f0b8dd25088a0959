import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { may } from '../../office/access';
import { staffName } from '../../office/names';
import { viewer } from '../access/viewer';
import { ProblemError, problems } from '../http/problem';
import type { Parts } from '../parts';
import { sendPage } from '../ui/page';
import { actOf } from './formKey';
import { CheckInPage } from './checkInPage';
import { DeathPage } from './deathPanel';
import { actThenGo } from './flash';
import { viewOf } from './view';

const Text = z.string().trim().max(300);

/** How somebody is doing, before one calls; and a death, recorded with care. */
export function careRoutes(app: FastifyInstance, parts: Parts): void {
  const { office } = parts;

  app.get('/people/:id/check-ins', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const { caller } = viewer(request);
    const id = idOf(request.params);
    const participant = await office.participants.find(caller, id, 'see');
    const [history, program] = await Promise.all([
      office.checkIns.history(caller, id),
      parts.database.program.findUniqueOrThrow({ where: { id: participant.programId } }),
    ]);
    return sendPage(
      reply,
      <CheckInPage
        view={view}
        history={history}
        name={staffName(participant.person)}
        zone={program.zone}
        mayTakePart={may(caller, 'take-part', participant)}
      />,
    );
  });
  app.post('/people/:id/check-ins-resume', async (request, reply) => {
    const id = idOf(request.params);
    return actThenGo(request, reply, `/people/${id}`, () =>
      office.journeys.resumeCheckIns(viewer(request).caller, id, {}, actOf(request)),
    );
  });

  app.get('/people/:id/death', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const { caller } = viewer(request);
    const id = idOf(request.params);
    const participant = await office.participants.find(caller, id, 'decide-journeys');
    const close = await office.deaths.whoIsClose(caller, id);
    const tellers = await office.deaths.whoCanTell(caller, id);
    return sendPage(
      reply,
      <DeathPage
        view={view}
        participantId={participant.id}
        name={staffName(participant.person)}
        close={close}
        tellers={tellers}
        self={caller.personId}
      />,
    );
  });
  app.post('/people/:id/death', async (request, reply) => {
    const id = idOf(request.params);
    const form = z.object({ tellBy: Text.optional(), sure: z.literal('yes') }).safeParse(request.body ?? {});
    if (!form.success)
      throw new ProblemError({ status: 400, code: 'invalid-form', title: 'It has to be confirmed.' });
    const { tellBy } = form.data;
    return actThenGo(request, reply, `/people/${id}`, async () => {
      await office.deaths.record(viewer(request).caller, id, tellBy ? { tellBy } : {});
    });
  });
  app.post('/people/:id/death-undo', async (request, reply) => {
    const id = idOf(request.params);
    const form = z.object({ reason: Text.default('') }).safeParse(request.body ?? {});
    if (!form.success) throw new ProblemError(problems.notFound());
    return actThenGo(request, reply, `/people/${id}`, () =>
      office.deaths.undo(viewer(request).caller, id, form.data),
    );
  });
}

function idOf(params: unknown): string {
  const { id } = params as { id: string };
  if (!/^[\w.-]{1,100}$/.test(id)) throw new ProblemError(problems.notFound());
  return id;
}
