import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { can } from '../../office/access';
import { viewer, viewerOf } from '../access/viewer';
import type { Happening, LedgerWatch } from '../live/ledgerWatch';
import { eventStream } from '../live/stream';
import type { Parts } from '../parts';

/**
 * Streams that say when something changed on a page. A stream tells nothing by itself, and asks the same guard as the
 * page: role × program × site, of the account as it is now.
 */
export function liveRoutes(app: FastifyInstance, parts: Parts, watch: LedgerWatch): void {
  const { office } = parts;

  app.get('/live/today', async (request, reply) => stream(request, reply, () => true));
  app.get('/live/escalations', async (request, reply) =>
    stream(request, reply, ({ escalationId }) => escalationId !== null),
  );
  app.get('/live/escalations/:id', async (request, reply) => {
    const { id } = request.params as { id: string };
    const escalation = await office.escalations.find(viewer(request).caller, id, 'see');
    return stream(request, reply, (row) => row.escalationId === escalation.id);
  });
  app.get('/live/shifts/:id', async (request, reply) => {
    const { id } = request.params as { id: string };
    await office.shifts.find(viewer(request).caller, id, 'see');
    return stream(request, reply, ({ shiftId }) => shiftId === id);
  });
  app.get('/live/people/:id', async (request, reply) => {
    const { id } = request.params as { id: string };
    const { personId } = await office.participants.find(viewer(request).caller, id);
    const pairs = await parts.database.mentorship.findMany({
      where: { OR: [{ menteeId: id }, { mentorId: id }] },
      select: { id: true },
    });
    const own = new Set(pairs.map((pair) => pair.id));
    return stream(
      request,
      reply,
      (row) => row.personId === personId || (row.mentorshipId !== null && own.has(row.mentorshipId)),
    );
  });

  function stream(
    request: FastifyRequest,
    reply: FastifyReply,
    concerns: (row: Happening) => boolean,
  ): FastifyReply {
    let unlisten = (): void => undefined;
    const opened = eventStream(request, reply, () => unlisten());
    if (!opened) return reply;
    unlisten = watch.listen((rows) => {
      if (!rows.some(concerns)) return;
      void viewerOf(parts, request).then(
        (now) => {
          if (!now) return opened.end();
          if (rows.some((row) => concerns(row) && can(now.caller.scope, 'see', row))) opened.changed();
        },
        () => undefined,
      );
    });
    return reply;
  }
}
