import { printOne, printRows } from '../output';
import type { Root } from '../program';
import { withOffice } from '../session';
import { matchesNoun, whyCommands } from './matches/why';

export function matches(root: Root): void {
  const noun = matchesNoun(root);
  whyCommands(noun);

  noun
    .command('propose')
    .description('let the best pairs be found over everybody who can be matched')
    .requiredOption('--program <id>', 'the program')
    .action(async (_options, command) => {
      const { program, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const { round } = await office.matching.round(caller, program);
        const result = await office.matching.result(caller, program, round, act);
        printOne(
          format,
          { round, ...result },
          `Pairs proposed: ${result.proposed.length}; people without one: ${result.unmatched.length}. See: fullcircle matches list --status proposed`,
        );
      });
    });

  noun
    .command('list')
    .description('pairs and why they were proposed')
    .option('--program <id>')
    .option('--status <status>', 'e.g. proposed, offered, active')
    .action(async (_options, command) => {
      const { program, status, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        const pairs = await office.matching.list(caller, {
          ...(program ? { programId: program } : {}),
          ...(status ? { status } : {}),
        });
        printRows(
          format,
          pairs,
          [
            { head: 'id', cell: ({ mentorshipId }) => mentorshipId },
            { head: 'program', cell: ({ programId }) => programId },
            { head: 'mentee', cell: ({ mentee }) => mentee.name },
            { head: 'mentor', cell: ({ mentor }) => mentor.name },
            { head: 'score', cell: ({ score }) => score.toFixed(2) },
            { head: 'status', cell: (pair) => pair.status },
          ],
          'No pairs.',
        );
      });
    });

  for (const decision of ['approve', 'reject'] as const) {
    noun
      .command(decision)
      .description(
        decision === 'approve'
          ? 'approve a proposed pair: both are asked'
          : 'reject it: the pair is never proposed again',
      )
      .argument('<pair>', 'id of the pair')
      .option('--reason <words>', 'why the mentor’s caseload goes above the cap')
      .action(async (pair, _options, command) => {
        const { reason, ...globals } = command.optsWithGlobals();
        await withOffice(globals, async ({ office, caller, act, format }) => {
          const standing = await office.matching.decide(caller, pair, decision, { ...act, reason });
          printOne(format, standing, decision === 'approve' ? 'Approved; both are asked now.' : 'Rejected.');
        });
      });
  }
}
