import { Argument, Option } from '@commander-js/extra-typings';
import { TRANSITION_KINDS } from '../../domain/policy';
import { printJson, printOne, printRows, say } from '../output';
import type { Root } from '../program';
import { withOffice } from '../session';

const WHICH = ['<transition>', 'id of the transition'] as const;

export function transitions(root: Root): void {
  const noun = root
    .command('transitions')
    .alias('transition')
    .description('hospital, custody, rehabilitation, housing: contacts around a date');

  noun
    .command('report')
    .description('say that one comes; from then on nothing automated goes to somebody who is inside')
    .argument('<participant>', 'id or reference')
    .addArgument(new Argument('<kind>').choices(TRANSITION_KINDS))
    .option('--date <day>', 'e.g. 2026-03-01 or 2026-03-01T08:30; left out while nobody knows')
    .option('--not-inside', 'they can be written to all the same')
    .option('--partner <id>', 'a partner of the program that has a part in it')
    .action(async (participant, kind, _options, command) => {
      const { date, notInside, partner, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const made = await office.transitions.report(
          caller,
          participant,
          { kind, ...(date && { date }), ...(notInside && { inside: false }), ...(partner && { partner }) },
          act,
        );
        const state = made.state === 'planned' ? 'planned' : 'kept; its plan follows by itself';
        printOne(format, made, `Transition ${made.transitionId}: ${state}.`);
      });
    });

  noun
    .command('list')
    .description('those that go on first, unknown dates on top')
    .option('--program <id>')
    .option('--open', 'only those that go on')
    .action(async (_options, command) => {
      const { program, open, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        const rows = await office.transitions.list(caller, {
          ...(program && { programId: program }),
          ...(open && { open }),
        });
        printRows(
          format,
          rows,
          [
            { head: 'id', cell: ({ id }) => id },
            { head: 'who', cell: ({ person }) => person },
            { head: 'kind', cell: ({ kind }) => kind },
            { head: 'date', cell: ({ dateWall }) => dateWall?.slice(0, 10) ?? 'unknown' },
            { head: 'status', cell: ({ status, isInside }) => (isInside ? 'inside' : status) },
            {
              head: 'late',
              cell: ({ contacts }) => String(contacts.filter(({ status }) => status === 'late').length || ''),
            },
          ],
          'No transitions.',
        );
      });
    });

  noun
    .command('show')
    .description('one of them, with its contacts')
    .argument(...WHICH)
    .action(async (transition, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format, local }) => {
        const shown = await office.transitions.show(caller, transition);
        if (format === 'json') {
          // The ledger's own ids are whole numbers that JSON does not know.
          const history = shown.history.map(({ kind, actor, at, data }) => ({ kind, actor, at, data }));
          return printJson({ ...shown, history });
        }
        say(`${shown.person}: ${shown.kind}, ${shown.dateWall ?? 'date unknown'} (${shown.status})`);
        if (shown.isInside) say('Inside: nothing automated goes to them.');
        if (shown.handOverTo) say(`Hand-over: ${shown.handOverFrom ?? '–'} to ${shown.handOverTo}`);
        for (const { contact, owedBy, status, dueAt } of shown.contacts) {
          const due = dueAt ? `, ${await local(dueAt, shown.programId)}` : '';
          say(`  ${contact} (${owedBy}): ${status}${due}`);
        }
      });
    });

  noun
    .command('move')
    .description('another date, or none: old reminders are not said')
    .argument(...WHICH)
    .option('--date <day>', 'e.g. 2026-03-01')
    .option('--unknown', 'nobody knows the date any more')
    .action(async (transition, _options, command) => {
      const { date, unknown, ...globals } = command.optsWithGlobals();
      if ((date === undefined) === (unknown === undefined))
        command.error('Give either --date or --unknown.', { exitCode: 2 });
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const state = await office.transitions.move(caller, transition, { date: date ?? null }, act);
        printOne(format, state, state.date ? `Moved to ${state.date}.` : 'The date is unknown now.');
      });
    });

  noun
    .command('contact')
    .description('say what became of a contact; “done” on the release means that they are out')
    .argument(...WHICH)
    .argument('<contact>', 'id of the contact')
    .addArgument(new Argument('<outcome>').choices(['done', 'not-reached', 'not-wanted'] as const))
    .action(async (transition, contact, outcome, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, act, format }) => {
        const state = await office.transitions.mark(caller, transition, { contact, outcome }, act);
        printOne(format, state, 'Recorded.');
      });
    });

  noun
    .command('hand-over')
    .description('say who hands over to whom')
    .argument(...WHICH)
    .requiredOption('--to <name>', 'who takes over')
    .option('--from <name>', 'who hands over; you, when left out')
    .option('--to-person <id>', 'their person id, where they are of the program')
    .option('--consent', 'the person has said yes to it')
    .action(async (transition, _options, command) => {
      const { to, from, toPerson, consent, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const input = {
          to,
          consent: consent === true,
          ...(from && { from }),
          ...(toPerson && { toPersonId: toPerson }),
        };
        printOne(format, await office.transitions.handOver(caller, transition, input, act), 'Arranged.');
      });
    });

  noun
    .command('close')
    .description('end it by hand')
    .argument(...WHICH)
    .addOption(
      new Option('--outcome <outcome>')
        .choices(['completed', 'cancelled'] as const)
        .default('completed' as const),
    )
    .action(async (transition, _options, command) => {
      const { outcome, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        printOne(format, await office.transitions.close(caller, transition, { outcome }, act), 'Closed.');
      });
    });

  noun
    .command('share')
    .description('record somebody’s yes to be seen by a partner, or that they took it back')
    .argument('<participant>', 'id or reference')
    .argument('<partner>', 'id of the partner')
    .addOption(new Option('--consent <how>', 'how they said yes').choices(['in-person', 'phone', 'paper']))
    .option('--end', 'they took it back')
    .action(async (participant, partner, _options, command) => {
      const { consent, end, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        const done = end
          ? await office.transitions.unshare(caller, participant, { partner })
          : await office.transitions.share(caller, participant, {
              partner,
              ...(consent && { consentVia: consent }),
            });
        printOne(format, done, end ? 'No longer shared.' : 'Shared.');
      });
    });
}
