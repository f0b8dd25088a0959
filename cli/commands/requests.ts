import { Option } from '@commander-js/extra-typings';
import { late, printJson, printOne, printRows, say } from '../output';
import { collect, type Root } from '../program';
import { withOffice } from '../session';

const WHICH = ['<request>', 'id of the request'] as const;

export function requests(root: Root): void {
  const noun = root
    .command('requests')
    .alias('request')
    .description('“I want to speak with another professional”');

  noun
    .command('make')
    .description('ask for somebody; no reason is needed')
    .argument('<participant>', 'id or reference')
    .addOption(
      new Option(
        '--exclude <person>',
        'who is never told of it: person id or account email; several times',
      ).argParser(collect),
    )
    .action(async (person, _options, command) => {
      const { exclude, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const made = await office.requests.make(caller, { person, ...(exclude ? { exclude } : {}) }, act);
        printOne(
          format,
          made,
          `Request ${made.requestId}: ${MADE[made.state]} A name is promised by ${made.dueAt}.`,
        );
      });
    });

  noun
    .command('list')
    .description('those that are open first')
    .option('--program <id>')
    .option('--site <site>')
    .option('--open', 'only those that are not over')
    .action(async (_options, command) => {
      const { program, site, open, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format, local }) => {
        const rows = await office.requests.list(caller, {
          ...(program ? { programId: program } : {}),
          ...(site ? { siteId: site } : {}),
          ...(open ? { open } : {}),
        });
        const due = new Map<string, string>();
        if (format === 'table')
          for (const { id, dueAt, programId } of rows) due.set(id, await local(dueAt, programId));
        printRows(
          format,
          rows,
          [
            { head: 'id', cell: ({ id }) => id },
            { head: 'who asks', cell: ({ person }) => person },
            { head: 'status', cell: ({ status }) => status },
            { head: 'promised by', cell: ({ id }) => due.get(id) },
            { head: '', cell: ({ late: isLate, status }) => late(isLate && status === 'open') },
            { head: 'taken by', cell: ({ taker }) => taker },
          ],
          'No requests.',
        );
      });
    });

  noun
    .command('show')
    .description('one request, and who can take it')
    .argument(...WHICH)
    .action(async (request, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format, local }) => {
        const shown = await office.requests.show(caller, request);
        if (format === 'json') return printJson(shown);
        say(`${shown.person}: ${shown.status}, promised by ${await local(shown.dueAt, shown.programId)}`);
        if (shown.taker) say(`Taken by ${shown.taker}`);
        for (const { personId, name } of shown.canTake) say(`can take it: ${name} (${personId})`);
      });
    });

  noun
    .command('take')
    .description('say who will speak with them; the person is told the name')
    .argument(...WHICH)
    .option('--person <id>', 'who; you, when left out')
    .action(async (request, _options, command) => {
      const { person, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const state = await office.requests.take(caller, request, person ? { personId: person } : {}, act);
        printOne(format, state, 'Taken; the person is told.');
      });
    });

  for (const [verb, description, done] of [
    ['fulfil', 'they have spoken', 'Fulfilled.'],
    ['cancel', 'it is not wanted any more', 'Cancelled.'],
  ] as const) {
    noun
      .command(verb)
      .description(description)
      .argument(...WHICH)
      .action(async (request, _options, command) => {
        await withOffice(command.optsWithGlobals(), async ({ office, caller, act, format }) => {
          printOne(format, await office.requests[verb](caller, request, act), done);
        });
      });
  }
}

const MADE = {
  started: 'made.',
  starting: 'stored; it goes out as soon as Temporal can be reached.',
  already: 'they have asked before.',
} as const;
