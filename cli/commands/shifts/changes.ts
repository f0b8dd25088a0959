import { Option } from '@commander-js/extra-typings';
import { late, printOne, printRows, words } from '../../output';
import { withOffice, type Session } from '../../session';
import type { ShiftsNoun } from './planning';

const REASON = ['--reason <reason>', 'why they work more than the caps say'] as const;

/** Who works a shift, and whether it goes on. */
export function changeCommands(noun: ShiftsNoun): void {
  noun
    .command('end')
    .description('end a running shift now; its peers are asked at once whether they are safe')
    .argument('<shift>', 'id of the shift')
    .action(async (shift, _options, command) => {
      await withOffice(command.optsWithGlobals(), async (session) => {
        const { office, caller, act, format } = session;
        const state = await office.shifts.end(caller, shift, act);
        printOne(
          format,
          state,
          `The shift ends ${await endOf(session, shift, state)}; its peers are asked then.`,
        );
      });
    });

  noun
    .command('offer')
    .description('ask a peer whether a shift suits them; they are on it once they accept')
    .argument('<shift>', 'id of the shift')
    .requiredOption('--peer <participant>', 'id or reference')
    .option(...REASON)
    .action(async (shift, _options, command) => {
      const { peer, reason, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const state = await office.shifts.offer(caller, shift, { peer, ...(reason ? { reason } : {}) }, act);
        printOne(format, state, 'Offered; they are asked now.');
      });
    });

  noun
    .command('answer-offer')
    .description('record what a peer has told you about a shift that was offered to them')
    .argument('<shift>', 'id of the shift')
    .requiredOption('--peer <participant>', 'id or reference')
    .addOption(
      new Option('--answer <answer>', 'no reason is asked')
        .choices(['accept', 'decline'] as const)
        .makeOptionMandatory(),
    )
    .action(async (shift, _options, command) => {
      const { peer, answer, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const state = await office.shifts.answerOffer(caller, shift, { peer, answer }, act);
        printOne(format, state, answer === 'accept' ? 'Accepted; they are on the shift.' : 'Declined.');
      });
    });

  noun
    .command('hand-over')
    .description(
      'another peer takes the shift over; whoever leaves a running one is asked whether they are safe',
    )
    .argument('<shift>', 'id of the shift')
    .requiredOption('--from <participant>', 'who is on it')
    .requiredOption('--to <participant>', 'who takes it over')
    .option(...REASON)
    .action(async (shift, _options, command) => {
      const { from, to, reason, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const input = { from, to, ...(reason ? { reason } : {}) };
        printOne(
          format,
          await office.shifts.handOver(caller, shift, input, act),
          'Handed over; both of them are told.',
        );
      });
    });

  noun
    .command('add-peer')
    .description('put one more peer on the shift')
    .argument('<shift>', 'id of the shift')
    .requiredOption('--peer <participant>', 'id or reference')
    .option(...REASON)
    .action(async (shift, _options, command) => {
      const { peer, reason, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const input = { peer, ...(reason ? { reason } : {}) };
        printOne(format, await office.shifts.addPeer(caller, shift, input, act), 'Added; they are told.');
      });
    });

  noun
    .command('remove-peer')
    .description('take a peer off the shift; while it runs they are asked at once whether they are safe')
    .argument('<shift>', 'id of the shift')
    .requiredOption('--peer <participant>', 'id or reference')
    .action(async (shift, _options, command) => {
      const { peer, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const state = await office.shifts.removePeer(caller, shift, { peer }, act);
        printOne(format, state, 'Taken off; they are told, or asked whether they are safe.');
      });
    });

  noun
    .command('board')
    .description('who is out now, and when they are heard from next; late ones first')
    .option('--site <site>')
    .option('--program <id>')
    .action(async (_options, command) => {
      const { site, program, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format, local }) => {
        const { rows } = await office.shifts.board(caller, {
          ...(site ? { siteId: site } : {}),
          ...(program ? { programId: program } : {}),
        });
        const clocks = (at: (row: (typeof rows)[number]) => Date | undefined) =>
          Promise.all(rows.map(async (row) => [row, await atSite(local, row, at(row))] as const));
        const [due, until] = [
          new Map(await clocks(({ next }) => next?.dueAt)),
          new Map(await clocks(({ endsAt }) => endsAt)),
        ];
        printRows(
          format,
          rows,
          [
            { head: 'name', cell: ({ name }) => name },
            { head: 'site', cell: ({ siteId }) => siteId },
            { head: 'until', cell: (row) => until.get(row) },
            { head: 'next', cell: ({ next }) => next && words(next.kind) },
            { head: 'due', cell: (row) => due.get(row) },
            { head: '', cell: ({ next }) => late(next?.late ?? false) },
            { head: 'on call', cell: ({ coverage }) => coverage },
            {
              head: 'escalations',
              cell: ({ escalations }) => escalations.map(({ kind }) => words(kind)).join(', '),
            },
          ],
          'Nobody is out.',
        );
      });
    });
}

/** The new end of a shift, by its site's own clock. */
export async function endOf(
  { office, caller, local }: Session,
  shiftId: string,
  { endsAt }: { endsAt: string },
): Promise<string> {
  const { programId, zone } = await office.shifts.find(caller, shiftId, 'see');
  return `${await local(endsAt, programId, zone)} (${zone})`;
}

async function atSite(
  local: Session['local'],
  { programId, zone }: { programId: string; zone: string },
  at: Date | undefined,
): Promise<string | undefined> {
  return at && (await local(at, programId, zone));
}
