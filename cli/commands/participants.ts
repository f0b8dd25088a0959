import { readFileSync } from 'node:fs';
import { Argument, Option } from '@commander-js/extra-typings';
import type { ImportReport, RosterProblem } from '../../programs/roster';
import { definitionNamed } from '../definition';
import { FileMistakes, Usage } from '../failure';
import { lazily } from '../lazily';
import { late, note, printJson, printOne, printRows, say, unusable, words, type Format } from '../output';
import { collect, wholeNumber, type Root } from '../program';
import { withOffice } from '../session';
import { printTimeline } from '../timeline';
import { agreements } from './agreements';

function participantsNoun(root: Root) {
  return root.command('participants').description('people on a path, as mentees or as mentors');
}
export type ParticipantsNoun = ReturnType<typeof participantsNoun>;

export function participants(root: Root): void {
  const noun = participantsNoun(root);

  noun
    .command('add')
    .description('add somebody to a program')
    .requiredOption('--program <id>', 'the program')
    .addOption(new Option('--role <role>').choices(['mentee', 'mentor'] as const).makeOptionMandatory())
    .requiredOption('--given-name <name>', 'what the person is called')
    .option('--surname <name>')
    .option('--preferred-name <name>')
    .addOption(new Option('--language <language>').choices(['en', 'fr'] as const).default('en' as const))
    .option('--phone <number>')
    .option('--email <address>')
    .addOption(
      new Option('--consent <channel>', 'agreed to be written to on this channel; may be given twice')
        .choices(['sms', 'email'])
        .argParser((value: string, before: string[] | undefined) => {
          if (value !== 'sms' && value !== 'email')
            throw new Usage(`--consent is sms or email, not "${value}".`);
          return collect(value, before);
        }),
    )
    .addOption(
      new Option('--detail <detail>', 'what a lock screen may show').choices(['full', 'basic'] as const),
    )
    .option('--site <site>')
    .option('--tier <tier>')
    .option('--reference <reference>', 'a code of your own; the same one again adds nobody')
    .action(async (_options, command) => {
      const { output, dataDir, as, timeout, program, consent, ...person } = command.optsWithGlobals();
      await withOffice({ output, dataDir, as, timeout }, async ({ office, caller, format }) => {
        const consents = (consent ?? []) as ('sms' | 'email')[];
        const added = await office.participants.add(caller, { ...person, programId: program, consents });
        printOne(
          format,
          added,
          added.added
            ? `Added as participant ${added.participantId}. Start the path with: fullcircle journeys start ${added.participantId}`
            : `There already, as participant ${added.participantId}; nothing was changed.`,
        );
      });
    });

  agreements(noun);

  noun
    .command('import')
    .description('add the people of a roster (CSV); the same file again adds nobody')
    .argument('<file>', 'the roster, as a spreadsheet saves it')
    .requiredOption('--program <id>', 'the program, or with --dry-run also the path of a definition')
    .option('--dry-run', 'only say what is wrong with the file; needs no server')
    .action(async (file, _options, command) => {
      const { program, dryRun, ...globals } = command.optsWithGlobals();
      const { readRoster, formatRosterProblem } = lazily.roster();
      const bytes = readFile(file);
      const printProblems = (problems: readonly RosterProblem[]): void => {
        for (const problem of problems) note(formatRosterProblem(file, problem));
      };
      if (dryRun) {
        const { rows, problems } = readRoster(bytes, { program: definitionNamed(program) });
        if (globals.output === 'json') printJson({ rows: rows.length, problems });
        else {
          printProblems(problems);
          say(`${rows.length} rows are good, ${problems.length} problems. Nothing was stored.`);
        }
        if (problems.length > 0) throw mistakes(problems);
        return;
      }
      await withOffice(globals, async ({ office, caller, format }) => {
        const { definition } = await office.programs.inUse(program);
        const { rows, problems } = readRoster(bytes, { program: definition });
        const report = await office.roster.importRows(caller, program, rows);
        const all = [...problems, ...report.problems].sort((a, b) => a.row - b.row);
        printReport(format, report, all);
        if (format !== 'json') printProblems(all);
        if (all.length > 0) throw mistakes(all);
      });
    });

  noun
    .command('list')
    .description('who is there, and what is waited for about each')
    .option('--program <id>')
    .addOption(new Option('--role <role>').choices(['mentee', 'mentor'] as const))
    .addOption(
      new Option('--stage <stage>').choices([
        'screening',
        'matching',
        'mentorship',
        'retention',
        'achievement',
        'transition',
      ] as const),
    )
    .addOption(
      new Option('--status <status>').choices([
        'starting',
        'active',
        'paused',
        'withdrawn',
        'ended',
      ] as const),
    )
    .option('--late', 'only those about whom something is late')
    .option('--search <words>', 'part of a name or a reference')
    .addOption(new Option('--limit <number>').argParser(wholeNumber(1, 10_000)).default(100))
    .action(async (_options, command) => {
      const { program, output, dataDir, as, timeout, ...filter } = command.optsWithGlobals();
      await withOffice({ output, dataDir, as, timeout }, async ({ office, caller, format }) => {
        const { rows, total } = await office.participants.list(caller, {
          ...filter,
          ...(program ? { programId: program } : {}),
        });
        printRows(
          format,
          rows,
          [
            { head: 'id', cell: ({ id }) => id },
            { head: 'ref', cell: ({ reference }) => reference },
            { head: 'name', cell: ({ name }) => name },
            { head: 'program', cell: ({ siteId, programId }) => siteId ?? programId },
            { head: 'role', cell: ({ role }) => role },
            { head: 'stage', cell: ({ journey }) => journey?.stage },
            { head: 'status', cell: ({ journey }) => journey?.status ?? 'not started' },
            {
              head: 'waiting for',
              cell: ({ waits: [wait] }) => (wait ? `${words(wait.kind)} (${wait.owedBy})` : '–'),
            },
            { head: '', cell: (row) => late(row.late) },
          ],
          'Nobody is there.',
        );
        if (format === 'table' && total > rows.length)
          note(`${rows.length} of ${total}; --limit shows more.`);
      });
    });

  noun
    .command('show')
    .description('everything about one person: standing, what is waited for, the timeline')
    .addArgument(new Argument('<participant>', 'id or reference'))
    .action(async (participant, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format, local }) => {
        const shown = await office.participants.show(caller, participant);
        if (format === 'json') return printJson(shown);
        const { person, programId, journeys: paths } = shown;
        const [journey] = paths;
        say(`${person.name} · ${shown.role} · ${shown.siteId ?? programId} · participant ${shown.id}`);
        say(
          journey
            ? `Path: ${journey.stage}, ${journey.status}; privileges: ${journey.privileges.join(', ') || 'none yet'}`
            : `Path: not started (fullcircle journeys start ${shown.id})`,
        );
        if (shown.isSilent) say('SILENT ALARM: do not call or text them.');
        for (const contact of shown.contacts) {
          const state = contact.stoppedAt
            ? 'stopped, call instead'
            : contact.consentAt
              ? 'agreed'
              : 'no consent yet';
          say(`${contact.channel}: ${contact.value} (${state}${unusable(contact)})`);
        }
        for (const goal of shown.goals) say(`Goal: ${goal.title}, ${goal.progress} %`);
        for (const wait of shown.waits) {
          const due = wait.dueAt ? `, due ${await local(wait.dueAt, programId)}` : '';
          say(
            `Waiting for: ${words(wait.kind)} from ${wait.owedBy} since ${await local(wait.since, programId)}${due} ${late(wait.late)}`.trimEnd(),
          );
        }
        say('');
        await printTimeline(shown.timeline, local);
      });
    });

  noun
    .command('contact')
    .description('take down another number or address; it replaces those of the same kind')
    .addArgument(new Argument('<participant>', 'id or reference'))
    .addOption(new Option('--phone <number>', 'a mobile phone').conflicts(['landline', 'email']))
    .addOption(
      new Option('--landline <number>', 'a phone that is called and never texted').conflicts('email'),
    )
    .addOption(new Option('--email <address>', 'a mailbox'))
    .option('--consent', 'they agreed to be reached there')
    .option('--keep', 'the others stay in use')
    .action(async (participant, _options, command) => {
      const { phone, landline, email, consent, keep, ...options } = command.optsWithGlobals();
      const channel = phone ? 'sms' : landline ? 'voice' : 'email';
      const value = phone ?? landline ?? email;
      if (value === undefined) throw new Usage('Give --phone, --landline or --email.');
      await withOffice(options, async ({ office, caller, format }) => {
        const contact = { channel, value, consent: consent === true, keepOthers: keep === true } as const;
        const { id } = await office.contacts.change(caller, participant, contact);
        printOne(format, { id, channel }, 'Noted; it is tried first from now on.');
      });
    });

  noun
    .command('erase')
    .description('remove everything personal of somebody, in a week; figures keep their totals')
    .addArgument(new Argument('<participant>', 'id or reference'))
    .addOption(new Option('--yes', 'it is meant; without it nothing is done').conflicts('takeBack'))
    .option('--take-back', 'they stay after all')
    .action(async (participant, _options, command) => {
      const { yes, takeBack, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format, local }) => {
        if (takeBack) {
          await office.erasures.takeBack(caller, participant);
          return printOne(format, { waiting: null }, 'Taken back; nothing is removed.');
        }
        const { programId } = await office.participants.find(caller, participant);
        if (!yes) {
          const waiting = await office.erasures.show(caller, participant);
          if (!waiting) throw new Usage('This cannot be undone after its day. Say --yes to ask for it.');
          const due = await local(waiting.dueAt, programId);
          return printOne(format, { waiting }, `Asked for by ${waiting.askedBy}; removed after ${due}.`);
        }
        const waiting = await office.erasures.ask(caller, participant);
        const due = await local(waiting.dueAt, programId);
        printOne(format, { waiting }, `Everything personal is removed after ${due}; until then --take-back.`);
      });
    });

  noun
    .command('describes')
    .description(
      'how somebody describes themself, asked with consent; without options it only says what is kept',
    )
    .addArgument(new Argument('<participant>', 'id or reference'))
    .option('--group <group>', 'one of the program’s groups')
    .option('--words <words>', 'in their own words')
    .option('--consent', 'they agreed that it is kept; nothing is without')
    .addOption(new Option('--take-back', 'nothing is kept any more').conflicts(['group', 'words']))
    .action(async (participant, _options, command) => {
      const { group, words: own, consent, takeBack, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        if (takeBack) await office.selfDescriptions.takeBack(caller, participant);
        else if (group !== undefined || own !== undefined)
          await office.selfDescriptions.describe(caller, participant, {
            ...(group === undefined ? {} : { group }),
            ...(own === undefined ? {} : { words: own }),
            consents: consent === true,
          });
        const { said } = await office.selfDescriptions.show(caller, participant);
        const text = [said?.group, said?.words].filter(Boolean).join(': ');
        printOne(
          format,
          { group: said?.group ?? null, words: said?.words ?? null },
          text || 'Nothing is kept.',
        );
      });
    });

  noun
    .command('boundaries')
    .description('sites at which a peer does not work; without options it only says which')
    .addArgument(new Argument('<participant>', 'id or reference'))
    .addOption(new Option('--not-at <site>', 'may be given several times').argParser(collect))
    .option('--none', 'works anywhere')
    .action(async (participant, _options, command) => {
      const { notAt, none, ...globals } = command.optsWithGlobals();
      if (notAt && none) throw new Usage('--not-at and --none do not go together.');
      await withOffice(globals, async ({ office, caller, format }) => {
        const sites =
          notAt || none
            ? await office.boundaries.set(caller, participant, { sites: notAt ?? [] })
            : await office.boundaries.show(caller, participant);
        printOne(format, { sites }, sites.length > 0 ? `Not at ${sites.join(', ')}.` : 'Works anywhere.');
      });
    });
}

function readFile(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Usage(`${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}).`);
  }
}

function mistakes(problems: readonly RosterProblem[]): FileMistakes {
  const rows = new Set(problems.map(({ row }) => row)).size;
  return new FileMistakes(
    `${rows} ${rows === 1 ? 'row needs' : 'rows need'} a correction; correct the file and run the same command again.`,
  );
}

function printReport(format: Format, report: ImportReport, problems: readonly RosterProblem[]): void {
  const { added, updated, unchanged, people } = report;
  printOne(
    format,
    { added, updated, unchanged, problems, people },
    `${added.length} added, ${updated.length} updated, ${unchanged.length} unchanged, ${problems.length} problems.`,
  );
}
