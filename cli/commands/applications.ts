import { Option } from '@commander-js/extra-typings';
import { printJson, printOne, printRows, say } from '../output';
import type { Root } from '../program';
import { withOffice } from '../session';

const WHICH = ['<application>', 'id of the application or referral'] as const;

export function applications(root: Root): void {
  const noun = root
    .command('applications')
    .alias('referrals-in')
    .description('who would like to come in: by themselves, or through a partner');

  noun
    .command('list')
    .description('those that staff owe a decision first')
    .option('--program <id>')
    .addOption(new Option('--kind <kind>').choices(['own', 'referral'] as const))
    .option('--open', 'only those that wait for a decision')
    .action(async (_options, command) => {
      const { program, kind, open, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format, local }) => {
        const rows = await office.applications.list(caller, {
          ...(program ? { programId: program } : {}),
          ...(kind ? { kind } : {}),
          ...(open ? { open } : {}),
        });
        const received = new Map<string, string>();
        if (format === 'table')
          for (const { id, createdAt, programId } of rows)
            received.set(id, await local(createdAt, programId));
        printRows(
          format,
          rows,
          [
            { head: 'id', cell: ({ id }) => id },
            { head: 'kind', cell: ({ kind: one }) => one },
            { head: 'name', cell: ({ preferredName, givenName }) => preferredName ?? givenName },
            { head: 'program', cell: ({ programId }) => programId },
            { head: 'status', cell: ({ status }) => status },
            { head: 'received', cell: ({ id }) => received.get(id) },
            { head: 'participant', cell: ({ participantId }) => participantId },
          ],
          'Nobody has applied.',
        );
      });
    });

  noun
    .command('show')
    .description('everything that was written')
    .argument(...WHICH)
    .action(async (id, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format, local }) => {
        const row = await office.applications.find(caller, id);
        if (format === 'json') return printJson(row);
        say(`${row.kind} to ${row.programId} as ${row.role}: ${row.status}`);
        say(`${row.givenName}${row.preferredName ? `, called ${row.preferredName}` : ''}, ${row.language}`);
        say(`received ${await local(row.createdAt, row.programId)}`);
        say(`reach: ${row.reach} ${[row.phone, row.email].filter(Boolean).join(', ')}`);
        say(`agreed to be written to: ${row.consents.join(', ') || 'no'}`);
        if (row.reachWords) say(`how and where: ${row.reachWords}`);
        if (row.words) say(`own words: ${row.words}`);
        if (row.partner) say(`partner: ${JSON.stringify(row.partner)}`);
        if (row.participantId) say(`participant ${row.participantId}`);
      });
    });

  noun
    .command('accept')
    .description('take them in: the path begins, and a partner is thanked without details')
    .argument(...WHICH)
    .option('--person-agreed', 'you have spoken with the person, and they agree')
    .action(async (id, _options, command) => {
      const { personAgreed, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        const decided = await office.applications.accept(caller, id, personAgreed ? { personAgreed } : {});
        printOne(format, decided, `Taken in as participant ${decided.participantId ?? ''}.`);
      });
    });

  noun
    .command('decline')
    .description('close it; a partner gets a kind word, and nothing is sent to the person')
    .argument(...WHICH)
    .action(async (id, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format }) => {
        printOne(format, await office.applications.decline(caller, id), 'Closed.');
      });
    });
}
