import type { Explained } from '../../../office/matching/explain';
import { Refused } from '../../../client/fullCircle';
import { printOne, printRows } from '../../output';
import type { Root } from '../../program';
import { withOffice } from '../../session';

/** The noun that the commands about pairs stand under. */
export function matchesNoun(root: Root) {
  return root.command('matches').description('pairs of mentee and mentor');
}

/** Why a pair is one or none, pairs that staff choose, and people who are kept apart. */
export function whyCommands(noun: ReturnType<typeof matchesNoun>): void {
  noun
    .command('explain')
    .description('why two people could be a pair, or every rule that keeps them apart')
    .requiredOption('--mentee <participant>', 'id or reference')
    .requiredOption('--mentor <participant>', 'id or reference')
    .action(async (_options, command) => {
      const { mentee, mentor, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        const why = await office.matching.explain(caller, { mentee, mentor });
        printOne(format, why, sayWhy(why));
      });
    });

  noun
    .command('rank')
    .description('everybody on the other side for one person, the best first')
    .argument('<participant>', 'id or reference')
    .action(async (participant, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format }) => {
        const { possible, not } = await office.matching.rank(caller, participant);
        printRows(
          format,
          [...possible, ...not],
          [
            { head: 'mentee', cell: ({ mentee }) => mentee.name },
            { head: 'mentor', cell: ({ mentor }) => mentor.name },
            { head: 'points', cell: ({ score, of }) => `${score.toFixed(1)} of ${of}` },
            { head: 'caseload', cell: ({ caseload }) => `${caseload.now}/${caseload.cap}` },
            { head: 'why not', cell: (one) => whyNot(one).join(', ') },
          ],
          'Nobody on the other side.',
        );
      });
    });

  noun
    .command('pick')
    .description('propose one pair that you chose; above the program’s cap with a reason')
    .requiredOption('--mentee <participant>', 'id or reference')
    .requiredOption('--mentor <participant>', 'id or reference')
    .option('--reason <words>', 'why the mentor’s caseload goes above the cap')
    .action(async (_options, command) => {
      const { mentee, mentor, reason, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const picked = await office.matching.pick(caller, { mentee, mentor, reason }, act);
        printOne(format, picked, `Proposed as ${picked.mentorshipId}; approve it to ask both.`);
      });
    });

  noun
    .command('flag')
    .description('end a match at once: contact is blocked, the other side is told nothing')
    .argument('<pair>', 'id of the pair')
    .requiredOption('--side <side>', 'who wants it to end: mentee or mentor')
    .option('--words <words>', 'what they said; only staff see it')
    .action(async (pair, _options, command) => {
      const { side, words, ...globals } = command.optsWithGlobals();
      if (side !== 'mentee' && side !== 'mentor')
        throw new Refused('SideNeeded', 'Say --side mentee or --side mentor.');
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const flagged = await office.matching.flag(caller, pair, { side, words }, act);
        printOne(format, flagged, 'Contact is blocked. Talk with each of them; there is a task for it.');
      });
    });

  noun
    .command('rule-out')
    .description('two people who are never matched with each other')
    .argument('<participant>')
    .argument('<other>')
    .option('--because <reason>', 'boundary or safety', 'boundary')
    .action(async (one, other, _options, command) => {
      const { because, ...globals } = command.optsWithGlobals();
      if (because !== 'boundary' && because !== 'safety')
        throw new Refused('UnknownReason', 'Say --because boundary or --because safety.');
      await withOffice(globals, async ({ office, caller, format }) => {
        await office.matching.ruleOut(caller, { one, other, reason: because });
        printOne(format, { one, other, reason: because }, 'Ruled out.');
      });
    });

  noun
    .command('allow')
    .description('lets two people be matched again; never after a flag')
    .argument('<participant>')
    .argument('<other>')
    .action(async (one, other, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format }) => {
        await office.matching.allow(caller, { one, other });
        printOne(format, { one, other }, 'Allowed again.');
      });
    });
}

function whyNot({ out, obstacles }: Explained): string[] {
  return [
    ...(out.mentee ? [`mentee ${out.mentee}`] : []),
    ...(out.mentor ? [`mentor ${out.mentor}`] : []),
    ...obstacles.map(({ rule, question, of }) => (question ? `${rule}: ${question} of the ${of}` : rule)),
  ];
}

function sayWhy(why: Explained): string {
  const points = why.reasons.map(
    ({ factor, points: reached, of, shared }) =>
      `  ${factor}: ${reached} of ${of}${shared.length > 0 ? ` (${shared.join(', ')})` : ''}`,
  );
  return [
    `${why.mentee.name} & ${why.mentor.name}: ${why.possible ? 'may be a pair' : 'may not be a pair now'}`,
    ...whyNot(why).map((rule) => `  not: ${rule}`),
    `${why.score.toFixed(1)} of ${why.of} points`,
    ...points,
    `Caseload ${why.caseload.now} of ${why.caseload.cap}`,
  ].join('\n');
}
