import { Option } from '@commander-js/extra-typings';
import { ESCALATION_OUTCOMES } from '../outcomes';
import { FIRST, noteFirst, printJson, printOne, printRows, say, unusable, words } from '../output';
import type { Root } from '../program';
import { withOffice } from '../session';
import { printTimeline } from '../timeline';

const WHICH = ['<escalation>', 'its id, or the short code of the message'] as const;

export function escalations(root: Root): void {
  const noun = root.command('escalations').description('missed or alarming things that a human has to end');

  noun
    .command('list')
    .description('those that nobody has ended yet first')
    .option('--program <id>')
    .option('--open', 'only those that nobody has ended')
    .action(async (_options, command) => {
      const { program, open, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format, local }) => {
        const found = await office.escalations.list(caller, {
          limit: FIRST + 1,
          ...(program ? { programId: program } : {}),
          ...(open ? { open } : {}),
        });
        const rows = found.slice(0, FIRST);
        const raised = new Map<string, string>();
        if (format === 'table')
          for (const { id, raisedAt, programId, zone } of rows)
            raised.set(id, await local(raisedAt, programId, zone));
        printRows(
          format,
          rows,
          [
            { head: 'code', cell: ({ code }) => code },
            { head: 'about', cell: ({ subject }) => subject },
            { head: 'what', cell: ({ kind }) => words(kind) },
            { head: 'status', cell: ({ status }) => (status === 'unresolved' ? 'UNRESOLVED' : status) },
            { head: 'who has it', cell: ({ owner, acknowledgedBy }) => owner ?? acknowledgedBy },
            { head: 'raised', cell: ({ id }) => raised.get(id) },
            { head: 'outcome', cell: ({ outcome }) => outcome && words(outcome) },
            { head: 'id', cell: ({ id }) => id },
          ],
          'No escalations.',
        );
        noteFirst(format, found, '--program or --open');
      });
    });

  noun
    .command('show')
    .description('one escalation: the chain, how to reach the person, what happened')
    .argument(...WHICH)
    .action(async (escalation, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format, local }) => {
        const shown = await office.escalations.show(caller, escalation);
        if (format === 'json') return printJson(shown);
        say(`${shown.subject}: ${words(shown.kind)}, ${shown.status} (${shown.code}, ${shown.id})`);
        if (shown.isSilent) say('SILENT ALARM: do not call or text them.');
        for (const contact of shown.contacts) {
          const { channel, value, callDontText } = contact;
          say(`${channel}: ${value}${unusable(contact)}${callDontText ? '  CALL, DON’T TEXT' : ''}`);
        }
        shown.chain.forEach(({ id, people }, level) => {
          const names = people.map(({ name }) => name).join(', ') || 'nobody';
          say(`${level <= shown.level ? 'told ' : '     '}${id}: ${names}`);
        });
        for (const { id, people } of shown.rotaNow)
          say(`on call now, ${id}: ${people.map(({ name }) => name).join(', ') || 'nobody'}`);
        if (shown.note) say(`Note: ${shown.note}`);
        say('');
        await printTimeline(shown.timeline, (at, programId) => local(at, programId, shown.zone));
      });
    });

  noun
    .command('acknowledge')
    .description('take it on: climbing stops until the outcome is due')
    .argument(...WHICH)
    .action(async (escalation, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, act, format, local }) => {
        const state = await office.escalations.acknowledge(caller, escalation, act);
        const { programId, zone } = await office.escalations.show(caller, escalation);
        const { outcomeDueAt } = state;
        const by = outcomeDueAt ? ` Say how it ended by ${await local(outcomeDueAt, programId, zone)}.` : '';
        printOne(format, state, `Yours now.${by}`);
      });
    });

  noun
    .command('hand-over')
    .description('somebody else owns it from now on; both are told')
    .argument(...WHICH)
    .requiredOption('--to <person>', 'id of the person')
    .action(async (escalation, _options, command) => {
      const { to, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const state = await office.escalations.handOver(caller, escalation, { to }, act);
        printOne(format, state, 'Handed over; both are told.');
      });
    });

  noun
    .command('resolve')
    .description('say how it ended; only a human ends an escalation')
    .argument(...WHICH)
    .addOption(new Option('--outcome <outcome>').choices(ESCALATION_OUTCOMES).makeOptionMandatory())
    .option('--note <words>', 'what happened; stays in the database')
    .action(async (escalation, _options, command) => {
      const { outcome, note, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const state = await office.escalations.resolve(
          caller,
          escalation,
          { outcome, ...(note ? { note } : {}) },
          act,
        );
        printOne(format, state, `Ended: ${words(outcome)}.`);
      });
    });

  noun
    .command('debrief')
    .description('say what became of the debrief that is owed after it')
    .argument('<escalation>', 'its id')
    .addOption(
      new Option('--outcome <outcome>', 'declined is fine')
        .choices(['held', 'declined'] as const)
        .makeOptionMandatory(),
    )
    .action(async (escalation, _options, command) => {
      const { outcome, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        const settled = await office.debriefs.settle(caller, escalation, { outcome });
        printOne(format, settled, `Noted: ${settled.outcome}.`);
      });
    });
}
