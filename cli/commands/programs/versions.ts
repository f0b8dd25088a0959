import { STAGES } from '../../../domain/policy';
import type { MoveEffect } from '../../../domain/versions';
import { Option } from '@commander-js/extra-typings';
import { Usage } from '../../failure';
import { lazily } from '../../lazily';
import { note, printJson, printOne, printRows, say } from '../../output';
import { collect } from '../../program';
import { withOffice } from '../../session';
import type { ProgramsNoun } from './noun';
import { printChanges } from './changes';

/** Versions in use: put there with the peers' word, looked at beforehand, and paths moved to them. */
export function programVersions(noun: ProgramsNoun): void {
  noun
    .command('load')
    .description('put a definition to use: new paths run on it, others take it up at their next stage')
    .argument('<file>')
    .option(
      '--without-peer-review <reason>',
      'although peers have not reviewed it, or have a concern; the reason is kept',
    )
    .action(async (file, _options, command) => {
      const { withoutPeerReview, ...globals } = command.optsWithGlobals();
      const loaded = lazily.programs().loadDefinition(file);
      await withOffice(globals, async ({ office, caller, format }) => {
        const outcome = await office.programs.putInUse(
          caller,
          loaded,
          withoutPeerReview === undefined ? {} : { withoutPeerReview },
        );
        const { id } = loaded.definition;
        printOne(format, { id, version: loaded.version, outcome }, `${id}: ${outcome}.`);
      });
    });

  noun
    .command('review')
    .description('keep what a peer of the program says about a version, before it is put to use')
    .argument('<file>')
    .requiredOption('--by-person <id>', 'who says it: a participant of the program')
    .requiredOption('--says <words>', 'in their own words')
    .option('--concern', 'they would change something first', false)
    .action(async (file, _options, command) => {
      const { byPerson, says, concern, ...globals } = command.optsWithGlobals();
      const loaded = lazily.programs().loadDefinition(file);
      await withOffice(globals, async ({ office, caller, format }) => {
        const review = await office.programs.review(caller, loaded, { byPerson, says, concern });
        printOne(
          format,
          review,
          `Kept what ${review.name} says about ${loaded.definition.id} ${loaded.version}.`,
        );
      });
    });

  noun
    .command('versions')
    .description('versions of a program, what peers said of each, and how many are on which')
    .requiredOption('--program <id>', 'the program')
    .action(async (_options, command) => {
      const { program, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format, local }) => {
        const { versions } = await office.programs.show(caller, program);
        if (format === 'json') return printJson(versions);
        for (const { version, state, at, unreviewed, reviews, paths } of versions) {
          const people = paths.map(({ stage, count }) => `${count} in ${stage}`).join(', ');
          say(
            `${version}  ${state.replaceAll('-', ' ')} since ${await local(at, program)}  ${people || 'nobody on it'}`,
          );
          if (unreviewed) say(`  without the peers' review: ${unreviewed.replaceAll('-', ' ')}`);
          for (const { name, says, concern } of reviews)
            say(`  ${name}${concern ? ' (a concern)' : ''}: “${says}”`);
        }
      });
    });

  const stage = new Option('--stage <stage>', 'only paths at this stage').choices(STAGES);

  noun
    .command('preview')
    .description('who is affected by a version, and what changes for each; nothing is changed')
    .argument('[file]', 'a definition that is not in use yet')
    .requiredOption('--program <id>', 'the program')
    .option('--version <version>', 'one of its versions; the one in use when absent')
    .addOption(stage)
    .action(async (file, _options, command) => {
      const { program, version, stage: at, ...globals } = command.optsWithGlobals();
      const loaded = file === undefined ? undefined : lazily.programs().loadDefinition(file);
      if (loaded && loaded.definition.id !== program)
        throw new Usage(`The file is of the program ${loaded.definition.id}, not of ${program}.`);
      await withOffice(globals, async ({ office, caller, format }) => {
        if (loaded) await office.programs.propose(caller, loaded);
        const preview = await office.programs.preview(caller, program, {
          version: loaded?.version ?? version,
          stage: at,
        });
        if (format === 'json') return printJson(preview);
        printChanges(format, preview.changes, preview);
        say('');
        printRows(
          format,
          preview.paths,
          [
            { head: 'path', cell: ({ journeyId }) => journeyId },
            { head: 'name', cell: ({ name }) => name },
            { head: 'role', cell: ({ role }) => role },
            { head: 'stage', cell: ({ stage: now }) => now },
            { head: 'from', cell: ({ from }) => from.slice(0, 8) },
            { head: 'what changes', cell: ({ effect }) => effectInWords(effect) },
          ],
          'Nobody is on another version.',
        );
      });
    });

  noun
    .command('move')
    .description('move paths to the version in use now, and not at their next stage')
    .requiredOption('--program <id>', 'the program')
    .option('--journey <id>', 'this path, or this participant; may be given several times', collect)
    .addOption(stage)
    .option('--all', 'every path of the program', false)
    .option('--version <version>', 'another version that was in use before')
    .action(async (_options, command) => {
      const { program, journey, stage: at, all, version, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        const { moved, left } = await office.programs.move(caller, program, {
          all,
          ...(journey ? { journeys: journey } : {}),
          ...(at ? { stage: at } : {}),
          ...(version === undefined ? {} : { version }),
        });
        printOne(format, { moved, left }, `${moved} ${moved === 1 ? 'path' : 'paths'} moved.`);
        if (format !== 'json') for (const { name, why } of left) note(`${name}: ${why}`);
      });
    });
}

function effectInWords(effect: MoveEffect): string {
  const { stage, stepsGone, stepsNew, granted, kept, trainingNew, trainingGone, tierGone, differs } = effect;
  const list = (what: string, ids: readonly string[]): string[] =>
    ids.length > 0 ? [`${what} ${ids.join(', ')}`] : [];
  const said = [
    ...(stage ? [`goes to ${stage}`] : []),
    ...list('asked no longer:', [...stepsGone, ...trainingGone]),
    ...list('asked from now on:', [...stepsNew, ...trainingNew]),
    ...list('may at once:', granted),
    ...list('keeps:', [...kept.steps, ...kept.tier]),
    ...(tierGone ? ['keeps a tier that is gone'] : []),
    ...list('other times:', differs),
  ];
  return said.join('; ') || 'nothing for them';
}
