import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refused } from '../../client/fullCircle';
import { workCsv } from '../../office/peerWork/workCsv';
import { PROPOSAL_ANSWERS } from '../../office/training/voices';
import { viewer } from '../access/viewer';
import { ProblemError } from '../http/problem';
import type { Parts } from '../parts';
import { sendPage } from '../ui/page';
import { actOf } from './formKey';
import { listOf, textOf } from './filters';
import { actThenGo } from './flash';
import type { PeerWorkData } from './peerWorkData';
import { PeerWorkPage } from './peerWorkPage';
import { viewOf } from './view';

const Text = z.string().trim().min(1).max(300);
const Long = z.string().trim().min(1).max(4_000);
const MONTH = 31 * 86_400_000;

/** Hours, openings and the voice in training: of one program at a time. */
export function peerWorkRoutes(app: FastifyInstance, parts: Parts): void {
  const { office } = parts;

  app.get('/work', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    return sendPage(reply, <PeerWorkPage view={view} data={await load(request)} />);
  });

  app.get('/work.csv', async (request, reply) => {
    const { rows, from, until } = await load(request);
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="work-${from}-${until}.csv"`)
      .type('text/csv; charset=utf-8')
      .send(workCsv(rows));
  });

  async function load(request: FastifyRequest): Promise<PeerWorkData> {
    const { caller } = viewer(request);
    const query = request.query as Record<string, unknown>;
    const programs = await office.programs.list(caller);
    const wanted = textOf(query['program'], 60);
    const program = programs.find(({ id }) => id === wanted) ?? programs[0];
    if (!program) throw new Refused('NoProgram', 'There is no program that you may see yet.');
    const today = (await parts.clock.now()).getTime();
    const day = (value: unknown, otherwise: number) =>
      textOf(value, 10) || new Date(otherwise).toISOString().slice(0, 10);
    const from = day(query['from'], today - MONTH);
    const until = day(query['until'], today);
    const programId = program.id;
    const [{ definition }, rows, openings, voices, sessions] = await Promise.all([
      office.programs.inUse(programId),
      office.work.list(caller, { programId, from, until, limit: 5_000 }),
      office.openings.list(caller, { programId }),
      office.training.heard(caller, programId),
      office.sessions.list(caller, { programId }),
    ]);
    return { caller, programs, program, definition, from, until, rows, openings, voices, sessions };
  }

  function form<T extends z.ZodType>(
    path: string,
    schema: T,
    carryOut: (request: FastifyRequest, input: z.output<T>, id: string) => Promise<unknown>,
  ): void {
    app.post(path, async (request, reply) => {
      const input = schema.safeParse(request.body ?? {});
      if (!input.success)
        throw new ProblemError({ status: 400, code: 'invalid-form', title: z.prettifyError(input.error) });
      const { id = '' } = request.params as { id?: string };
      const program = textOf((request.body as Record<string, unknown> | undefined)?.['program'], 60);
      return actThenGo(
        request,
        reply,
        program ? `/work?program=${encodeURIComponent(program)}` : '/work',
        async () => {
          await carryOut(request, input.data, id);
        },
      );
    });
  }

  form('/work/:id/void', z.object({}), (request, _, id) => office.work.void(viewer(request).caller, id));
  form(
    '/openings',
    z.object({
      program: Text,
      key: Text,
      title: Text,
      details: z.string().max(2_000).default(''),
      tier: Text,
      from: z.string().max(60).default(''),
      places: z.coerce.number().int(),
      closesOn: Text,
    }),
    (request, { program, key, from, ...input }) =>
      office.openings.announce(
        viewer(request).caller,
        { programId: program, ...input, ...(from ? { fromTiers: [from] } : {}) },
        { key },
      ),
  );
  form('/openings/:id/tell', z.object({}), (request, _, id) =>
    office.openings.tell(viewer(request).caller, id),
  );
  form('/openings/:id/decide', z.object({ why: Long }), (request, { why }, id) => {
    const chosen = listOf((request.body as Record<string, unknown>)['chosen']);
    return office.openings.decide(viewer(request).caller, id, { chosen, why });
  });
  form(
    '/training/proposals/:id',
    z.object({ status: z.enum(PROPOSAL_ANSWERS), answer: Long }),
    (request, input, id) => office.training.answer(viewer(request).caller, id, input),
  );
  form(
    '/training/sessions',
    z.object({ program: Text, module: Text, when: Text }),
    (request, { program, module, when }) =>
      office.sessions.plan(
        viewer(request).caller,
        { programId: program, module, startsWall: when },
        actOf(request),
      ),
  );
  form('/training/sessions/:id', z.object({ people: Long }), (request, { people }, id) =>
    office.sessions.attended(viewer(request).caller, id, {
      people: people.split(/[\s,;]+/).filter(Boolean),
    }),
  );
}
