import { Option } from '@commander-js/extra-typings';
import { FIRST, noteFirst, printJson, printOne, printRows, note, late, say, words } from '../output';
import { wholeNumber, type Root } from '../program';
import { withOffice } from '../session';
import { printTimeline } from '../timeline';
import { changeCommands, endOf } from './shifts/changes';
import { peerOption, planningCommands, safetyPlanNote, sayClocks, shiftsNoun } from './shifts/planning';

export function shifts(root: Root): void {
  const noun = shiftsNoun(root);

  noun
    .command('schedule')
    .description('schedule a shift, in the site’s own wall-clock time')
    .requiredOption('--site <site>', 'e.g. kwmunity.kitchener')
    .requiredOption('--start <time>', 'e.g. 2026-03-01T22:00')
    .requiredOption('--end <time>', 'e.g. 2026-03-02T06:00')
    .addOption(peerOption())
    .option('--offer', 'ask the peers first; they are on it once they accept')
    .option('--reason <reason>', 'why somebody works more than the caps say')
    .action(async (_options, command) => {
      const { site, start, end, peer, offer, reason, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format, local }) => {
        const scheduled = await office.shifts.schedule(
          caller,
          {
            siteId: site,
            startsWall: start,
            endsWall: end,
            peers: peer,
            mode: offer ? 'offer' : 'assign',
            ...(reason ? { reason } : {}),
          },
          act,
        );
        sayClocks(scheduled.notes);
        for (const { name, flag } of scheduled.safetyPlans) note(safetyPlanNote(name, flag));
        const { programId, zone } = await office.shifts.find(caller, scheduled.shiftId, 'see');
        const [from, to] = await Promise.all(
          [scheduled.startsAt, scheduled.endsAt].map((at) => local(at, programId, zone)),
        );
        printOne(
          format,
          scheduled,
          `Shift ${scheduled.shiftId}, ${from} to ${to} (${zone}): ${SCHEDULED[scheduled.state]}`,
        );
      });
    });

  noun
    .command('list')
    .description('shifts, the latest first')
    .option('--site <site>')
    .option('--program <id>')
    .addOption(
      new Option('--status <status>').choices([
        'starting',
        'scheduled',
        'running',
        'ended',
        'closed',
        'cancelled',
      ] as const),
    )
    .action(async (_options, command) => {
      const { site, program, status, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        const found = await office.shifts.list(caller, {
          limit: FIRST + 1,
          ...(site ? { siteId: site } : {}),
          ...(program ? { programId: program } : {}),
          ...(status ? { status } : {}),
        });
        printRows(
          format,
          found.slice(0, FIRST),
          [
            { head: 'id', cell: ({ id }) => id },
            { head: 'site', cell: ({ siteId }) => siteId },
            { head: 'starts', cell: ({ startsWall }) => startsWall.replace('T', ' ') },
            { head: 'ends', cell: ({ endsWall }) => endsWall.replace('T', ' ') },
            {
              head: 'status',
              cell: (shift) => (shift.relievedFrom ? `${shift.status}, left` : shift.status),
            },
            { head: 'peers', cell: ({ peers }) => peers.map(({ name }) => name).join(', ') },
            { head: 'open check-ins', cell: ({ openCheckIns }) => openCheckIns },
          ],
          'No shifts.',
        );
        noteFirst(format, found, '--site, --program or --status');
      });
    });

  noun
    .command('show')
    .description('one shift: who has answered what, its escalations, what happened')
    .argument('<shift>', 'id of the shift')
    .action(async (shift, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format, local }) => {
        const shown = await office.shifts.show(caller, shift);
        if (format === 'json') return printJson(shown);
        say(
          `Shift ${shown.id} at ${shown.siteId}: ${shown.startsWall.replace('T', ' ')} to ${shown.endsWall.replace('T', ' ')} (${shown.zone}), ${shown.status}`,
        );
        for (const peer of shown.peers) {
          say(`${peer.name} (${peer.participantId})${peer.removedAt ? ', no longer on it' : ''}`);
          for (const check of peer.checkIns) {
            const due = check.dueAt ? ` due ${await local(check.dueAt, shown.programId, shown.zone)}` : '';
            say(`  ${words(check.kind)}${due}: ${check.outcome ?? 'open'} ${late(check.late)}`.trimEnd());
          }
        }
        for (const { name, shiftId, endsAt, isSettled } of shown.left) {
          const asked = isSettled ? '' : ', asked whether they are safe';
          say(
            `${name} left at ${await local(endsAt, shown.programId, shown.zone)}${asked}: shift ${shiftId}`,
          );
        }
        for (const { id, status, kind } of shown.escalations)
          say(`Escalation ${id}: ${words(kind)}, ${status}`);
        say('');
        await printTimeline(shown.timeline, (at, programId) => local(at, programId, shown.zone));
      });
    });

  noun
    .command('check-in')
    .description('record what a peer has told you about themself')
    .argument('<shift>', 'id of the shift')
    .requiredOption('--peer <participant>', 'who it is about')
    .option('--not-ok', 'they are not: nothing is cleared, and the alarm is raised')
    .action(async (shift, _options, command) => {
      const { peer, notOk, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const answer = notOk ? 'not-ok' : 'ok';
        const taken = await office.shifts.checkIn(caller, shift, { peer, answer }, act);
        printOne(format, taken, CHECKED_IN[taken.outcome]);
      });
    });

  noun
    .command('extend')
    .description('the shift ends later')
    .argument('<shift>', 'id of the shift')
    .argument('<minutes>', '1 to 720', wholeNumber(1, 720))
    .option('--reason <reason>', 'why somebody works more than the caps say')
    .action(async (shift, minutes, _options, command) => {
      const { reason, ...globals } = command.optsWithGlobals();
      const input = { minutes, ...(reason ? { reason } : {}) };
      await withOffice(globals, async (session) => {
        const { office, caller, act, format } = session;
        const state = await office.shifts.extend(caller, shift, input, act);
        printOne(format, state, `The shift ends ${await endOf(session, shift, state)} now.`);
      });
    });

  noun
    .command('shorten')
    .description('the shift ends earlier')
    .argument('<shift>', 'id of the shift')
    .argument('<minutes>', '1 to 720', wholeNumber(1, 720))
    .action(async (shift, minutes, _options, command) => {
      await withOffice(command.optsWithGlobals(), async (session) => {
        const { office, caller, act, format } = session;
        const state = await office.shifts.shorten(caller, shift, { minutes }, act);
        printOne(format, state, `The shift ends ${await endOf(session, shift, state)} now.`);
      });
    });

  noun
    .command('cancel')
    .description('cancel a shift that has not begun')
    .argument('<shift>', 'id of the shift')
    .action(async (shift, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, act, format }) => {
        printOne(
          format,
          await office.shifts.cancel(caller, shift, {}, act),
          'Cancelled; the peers are told.',
        );
      });
    });

  planningCommands(noun);
  changeCommands(noun);
}

const SCHEDULED = {
  started: 'scheduled.',
  starting: 'stored; it is watched over as soon as Temporal can be reached.',
  'running-already': 'was scheduled before, nothing was changed.',
} as const;

const CHECKED_IN = {
  recorded: 'Recorded: checked in.',
  already: 'They had checked in before; nothing was changed.',
  'not-cleared': 'Recorded. The check-in stays open and the alarm has been raised.',
} as const;
