import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { can } from '../../office/access';
import { viewer } from '../access/viewer';
import { programStrings } from '../i18n/programs';
import type { Parts } from '../parts';
import { sendPage } from '../ui/page';
import { actThenGo } from './flash';
import { read } from './formBody';
import { ConsolePage, type View } from './frame';
import { actorNames } from './labels';
import { previewRoutes } from './programPreview';
import { ReviewForm, VersionCard } from './programVersions';
import { viewOf } from './view';
import { When } from './when';

export type ProgramShown = Awaited<ReturnType<Parts['office']['programs']['show']>>;

/** Somebody who may be asked what they think of a version. */
export type Peer = readonly [personId: string, name: string];

/** What each program runs on: its versions, what its peers said of them, and who is on which. */
export function programRoutes(app: FastifyInstance, parts: Parts): void {
  const { office } = parts;

  app.get('/programs', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    const { caller } = viewer(request);
    const rows = await office.programs.list(caller);
    const whole = rows.filter(({ id }) => can(caller.scope, 'see', { programId: id }));
    const shown = await Promise.all(whole.map(({ id }) => office.programs.show(caller, id)));
    return sendPage(reply, <ProgramsPage view={view} programs={shown} />);
  });

  app.get('/programs/:id', async (request, reply) => {
    const { id } = request.params as { id: string };
    const { caller } = viewer(request);
    const program = await office.programs.show(caller, id);
    const view = await viewOf(parts, request, reply);
    const actors = program.versions.flatMap(({ by, reviews }) => [
      ...(by ? [by] : []),
      ...reviews.map(({ recordedBy }) => recordedBy),
    ]);
    const named = await actorNames(parts, view, actors);
    const peers = program.mayManage ? await office.programs.peers(caller, id) : [];
    return sendPage(reply, <ProgramPage view={view} program={program} named={named} peers={peers} />);
  });

  app.post('/programs/:id/reviews', async (request, reply) => {
    const { id } = request.params as { id: string };
    const { version, person, says, concern } = read(Said, request.body);
    return actThenGo(request, reply, `/programs/${encodeURIComponent(id)}`, async () => {
      const { caller } = viewer(request);
      await office.programs.reviewVersion(caller, id, version, {
        byPerson: person,
        says,
        concern: concern === 'on',
      });
    });
  });

  previewRoutes(app, parts);
}

const Said = z.object({
  version: z.string().regex(/^[0-9a-f]{8,16}$/),
  person: z.string().max(60),
  says: z.string().max(2000),
  concern: z.string().optional(),
});

function ProgramsPage({ view, programs }: { view: View; programs: ProgramShown[] }) {
  const t = programStrings[view.lang];
  return (
    <ConsolePage view={view} section="programs" title={t.title} lead={t.lead}>
      <div class="stack">
        {programs.length === 0 && <p class="empty">{t.none}</p>}
        {programs.map((program) => {
          const older = program.versions
            .filter(({ state }) => state !== 'in-use')
            .flatMap(({ paths }) => paths.map(({ count }) => count));
          const onOlder = older.reduce((sum, count) => sum + count, 0);
          const proposed = program.versions.filter(({ state }) => state === 'proposed').length;
          return (
            <section key={program.id} class="card stack-small" aria-labelledby={`p-${program.id}`}>
              <h2 id={`p-${program.id}`}>
                <a href={`/programs/${encodeURIComponent(program.id)}`}>{program.name}</a>
              </h2>
              <p class="soft">
                {t.inUse}: <code>{program.version.slice(0, 8)}</code>,{' '}
                <When view={view} at={program.loadedAt} zone={program.zone} />
              </p>
              <p>
                {onOlder > 0 ? t.onOlder(onOlder) : t.allOnIt}{' '}
                {proposed > 0 && <span class="badge badge-soon">{t.proposed}</span>}
              </p>
            </section>
          );
        })}
        <p class="soft small">{t.rule}</p>
      </div>
    </ConsolePage>
  );
}

function ProgramPage(props: {
  view: View;
  program: ProgramShown;
  named: (actor: string) => string;
  peers: readonly Peer[];
}) {
  const { view, program, named, peers } = props;
  const t = programStrings[view.lang];
  return (
    <ConsolePage view={view} section="programs" title={program.name} lead={t.lead}>
      <div class="stack">
        {program.versions.map((version) => (
          <VersionCard key={version.version} view={view} program={program} version={version} named={named}>
            {program.mayManage && version.state !== 'used-before' && peers.length > 0 && (
              <ReviewForm view={view} program={program} version={version.version} peers={peers} />
            )}
          </VersionCard>
        ))}
      </div>
    </ConsolePage>
  );
}
