import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { AREA_TITLES } from '../../programs';
import type { Definition } from '../../programs';
import { viewer } from '../access/viewer';
import { programStrings } from '../i18n/programs';
import type { Lang } from '../i18n/language';
import type { Parts } from '../parts';
import { Field } from '../ui/field';
import { sendPage } from '../ui/page';
import { actThenGo } from './flash';
import { read } from './formBody';
import { ConsolePage, type View } from './frame';
import { privilegeTitle, titleIn } from './labels';
import type { ProgramShown } from './programs';
import { viewOf } from './view';

type Preview = Awaited<ReturnType<Parts['office']['programs']['preview']>>;
type Path = Preview['paths'][number];

/** What a version would change before it does: for whom, and what. And the two acts that follow from having looked. */
export function previewRoutes(app: FastifyInstance, parts: Parts): void {
  const { office } = parts;

  app.get('/programs/:id/preview', async (request, reply) => {
    const { id } = request.params as { id: string };
    const { version } = read(Named, request.query);
    const { caller } = viewer(request);
    const preview = await office.programs.preview(caller, id, { version });
    const program = await office.programs.show(caller, id);
    const view = await viewOf(parts, request, reply);
    return sendPage(reply, <PreviewPage view={view} program={program} preview={preview} />);
  });

  app.post('/programs/:id/use', async (request, reply) => {
    const { id } = request.params as { id: string };
    const { version, reason } = read(Use, request.body);
    return actThenGo(request, reply, backTo(id, version), async () => {
      await office.programs.putVersionInUse(
        viewer(request).caller,
        id,
        version,
        reason ? { withoutPeerReview: reason } : {},
      );
    });
  });

  app.post('/programs/:id/move', async (request, reply) => {
    const { id } = request.params as { id: string };
    const { version, journey } = read(Move, request.body);
    return actThenGo(request, reply, backTo(id, version), () =>
      office.programs
        .move(viewer(request).caller, id, { version, ...(journey ? { journeys: [journey] } : { all: true }) })
        .then(() => undefined),
    );
  });
}

const version = z.string().regex(/^[0-9a-f]{8,16}$/);
const Named = z.object({ version: version.optional() });
const Use = z.object({ version, reason: z.string().trim().max(500).optional() });
const Move = z.object({ version, journey: z.string().max(80).optional() });

function backTo(id: string, to: string): string {
  return `/programs/${encodeURIComponent(id)}/preview?version=${to}`;
}

function PreviewPage({ view, program, preview }: { view: View; program: ProgramShown; preview: Preview }) {
  const t = programStrings[view.lang];
  const { to, changes, paths } = preview;
  const shown = program.versions.find((one) => one.version === to);
  const isInUse = to === program.version;
  const act = (what: string): string => `/programs/${encodeURIComponent(program.id)}/${what}`;
  return (
    <ConsolePage view={view} section="programs" title={t.previewTitle(program.name)} lead={t.previewLead}>
      <div class="stack">
        <p>
          <a href={`/programs/${encodeURIComponent(program.id)}`}>{t.open}</a> · {t.version}{' '}
          <code>{to.slice(0, 8)}</code>
        </p>
        <section class="card stack-small" aria-labelledby="changes">
          <h2 id="changes">{t.changes}</h2>
          <Changes view={view} changes={changes} />
        </section>
        {!isInUse && (
          <section class="card stack-small" aria-labelledby="use">
            <h2 id="use">{t.putInUse}</h2>
            <p>{t.putMore}</p>
            <form class="form" method="post" action={act('use')}>
              <input type="hidden" name="version" value={to} />
              <Field label={t.reason} hint={t.reasonHint} name="reason" maxLength={500} wide />
              <div>
                <button class="button button-primary" type="submit">
                  {t.putInUse}
                </button>
              </div>
            </form>
          </section>
        )}
        <section class="card stack-small" aria-labelledby="people">
          <h2 id="people">
            {t.people} {paths.length > 0 && <span class="badge">{paths.length}</span>}
          </h2>
          {paths.length === 0 && <p class="empty">{t.nobodyAffected}</p>}
          {paths.length > 0 && shown?.state !== 'proposed' && (
            <form method="post" action={act('move')} class="stack-small">
              <input type="hidden" name="version" value={to} />
              <p>{t.moveMore}</p>
              <div>
                <button class="button" type="submit">
                  {t.moveAll}
                </button>
              </div>
            </form>
          )}
          <ul class="owed">
            {paths.map((path) => (
              <li key={path.journeyId}>
                <div>
                  <a href={`/people/${encodeURIComponent(path.participantId)}`}>
                    <strong>{path.name}</strong>
                  </a>{' '}
                  <span class="soft">{view.w.stages[path.stage]}</span>
                  <ul class="small">
                    {inWords(path, program.definition, view.lang).map((line) => (
                      <li key={line}>{line}</li>
                    ))}
                  </ul>
                </div>
                {shown?.state !== 'proposed' && (
                  <form method="post" action={act('move')}>
                    <input type="hidden" name="version" value={to} />
                    <input type="hidden" name="journey" value={path.journeyId} />
                    <button class="button button-small" type="submit">
                      {t.moveThis}
                      <span class="visually-hidden">: {path.name}</span>
                    </button>
                  </form>
                )}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </ConsolePage>
  );
}

function Changes({ view, changes }: { view: View; changes: Preview['changes'] }) {
  if (changes.length === 0) return <p class="empty">{programStrings[view.lang].noChanges}</p>;
  const areas = [...new Set(changes.map(({ area }) => area))];
  return (
    <>
      {areas.map((area) => (
        <div key={area}>
          <h3>{AREA_TITLES[area][view.lang]}</h3>
          <ul>
            {changes
              .filter((change) => change.area === area)
              .map(({ field, words }) => (
                <li key={field}>{words[view.lang]}</li>
              ))}
          </ul>
        </div>
      ))}
    </>
  );
}

/** What a move does to one person, a line each. */
function inWords({ effect }: Path, definition: Definition, lang: Lang): string[] {
  const t = programStrings[lang];
  const { stage, stepsGone, stepsNew, granted, kept, trainingGone, trainingNew, tierGone, differs } = effect;
  const steps = (ids: readonly string[]) => ids.map((id) => titleIn(definition.screening.steps, id, lang));
  const modules = (ids: readonly string[]) =>
    ids.map((id) => titleIn(definition.transition.training, id, lang));
  const may = (ids: readonly string[]) => ids.map((id) => privilegeTitle(definition, id, lang)).join(', ');
  const lines = (list: readonly string[], say: (what: string) => string) =>
    list.length > 0 ? [say(list.join(', '))] : [];
  const said = [
    ...(stage ? [t.goesTo(stage)] : []),
    ...lines([...steps(stepsGone), ...modules(trainingGone)], t.gone),
    ...lines([...steps(stepsNew), ...modules(trainingNew)], t.asked),
    ...(granted.length > 0 ? [t.granted(may(granted))] : []),
    ...(kept.steps.length + kept.tier.length > 0 ? [t.keeps(may([...kept.steps, ...kept.tier]))] : []),
    ...(tierGone ? [t.tierGone] : []),
    ...lines(
      differs.map((part) => t.rhythms[part]),
      t.differs,
    ),
  ];
  return said.length > 0 ? said : [t.nothing];
}
