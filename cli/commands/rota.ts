import { Option } from '@commander-js/extra-typings';
import { Usage } from '../failure';
import { printJson, printOne, printRows, say } from '../output';
import { collect, wholeNumber, type Root } from '../program';
import { withOffice } from '../session';

const REASONS = ['holiday', 'sick', 'other'] as const;

/** `kwmunity`, or `kwmunity.kitchener` for one site of it. */
function placeOf({ program, site }: { program?: string; site?: string }): {
  programId: string;
  siteId?: string;
} {
  return site
    ? { programId: program ?? (site.split('.')[0] as string), siteId: site }
    : { programId: program ?? '' };
}

export function rota(root: Root): void {
  const noun = root.command('rota').description('who is on call, at which level, when');
  const program = () => new Option('--program <id>', 'the whole program; or name a --site of it');
  const site = () => new Option('--site <site>', 'e.g. kwmunity.kitchener');

  noun
    .command('show')
    .description('who is on call now and in the days ahead, with gaps')
    .addOption(program())
    .addOption(site())
    .option('--days <days>', 'how many days ahead', wholeNumber(1, 60), 14)
    .action(async (_options, command) => {
      const { program: id, site: at, days, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format, local }) => {
        const shown = await office.rota.list(caller, { ...placeOf(needed(id, at)), days });
        if (format === 'json') return printJson(shown);
        // A hand-over begins and ends with an instant, and is shown by the same clock as the rest.
        const clock = (at: Date | null) => at && local(at, shown.programId, shown.zone);
        const swaps = await Promise.all(
          shown.swaps.map(async (one) => ({
            ...one,
            begins: await clock(one.start),
            ends: await clock(one.end),
          })),
        );
        say(`On call now (${shown.zone})`);
        printRows(
          format,
          shown.levels,
          [
            { head: 'level', cell: ({ level }) => level },
            { head: 'now', cell: ({ now }) => now.map(named).join(', ') || 'NOBODY' },
          ],
          'No levels.',
        );
        say('');
        printRows(
          format,
          shown.levels.flatMap(({ level, stretches }) => stretches.map((stretch) => ({ level, ...stretch }))),
          [
            { head: 'level', cell: ({ level }) => level },
            { head: 'from', cell: ({ fromWall }) => fromWall.replace('T', ' ') },
            { head: 'until', cell: ({ untilWall }) => untilWall.replace('T', ' ') },
            {
              head: 'on call',
              cell: ({ people, gap }) => people.map(named).join(', ') || (gap ? 'GAP' : ''),
            },
          ],
          'Nothing is planned.',
        );
        say('');
        printRows(
          format,
          [
            ...shown.entries.map(
              ({ id: entry, level, person, weekdays, dayFrom, dayTo, fromWall, untilWall }) => ({
                id: entry,
                what: level,
                who: person.name,
                when: dayFrom
                  ? `${weekdays.map((day) => day.slice(0, 3)).join(' ')} ${dayFrom}–${dayTo}`
                  : wallSpan(fromWall, untilWall),
              }),
            ),
            ...shown.absences.map(({ id: entry, reason, person, fromWall, untilWall }) => ({
              id: entry,
              what: `away: ${reason}`,
              who: person?.name ?? 'everybody (weekly entries)',
              when: wallSpan(fromWall, untilWall),
            })),
            ...swaps.map(({ id: entry, kind, level, from, to, fromWall, untilWall, begins, ends }) => ({
              id: entry,
              what: `${kind}: ${level}`,
              who: `${to.name} for ${from.name}`,
              when: wallSpan(fromWall ?? begins, untilWall ?? ends),
            })),
          ],
          [
            { head: 'what', cell: ({ what }) => what },
            { head: 'who', cell: ({ who }) => who },
            { head: 'when', cell: ({ when }) => when },
            { head: 'id', cell: ({ id: entry }) => entry },
          ],
          'Nothing is entered.',
        );
      });
    });

  noun
    .command('add')
    .description('put somebody on call: always, for a time, or every week')
    .addOption(program())
    .addOption(site())
    .requiredOption('--level <level>', 'e.g. supervisor')
    .requiredOption('--person <who>', 'person, participant, reference, or the email of an account')
    .option('--from <time>', 'e.g. 2026-03-01T08:00; always when left out')
    .option('--until <time>')
    .addOption(new Option('--weekday <day>', 'every week; may be given several times').argParser(collect))
    .option('--day-from <time>', 'e.g. 22:00')
    .option('--day-to <time>', 'e.g. 06:00, the next morning')
    .action(async (_options, command) => {
      const {
        program: id,
        site: at,
        level,
        person,
        from,
        until,
        weekday,
        dayFrom,
        dayTo,
        ...globals
      } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const added = await office.rota.add(
          caller,
          {
            ...placeOf(needed(id, at)),
            level,
            person,
            ...(from ? { from } : {}),
            ...(until ? { until } : {}),
            ...(weekday ? { weekdays: weekday } : {}),
            ...(dayFrom ? { dayFrom } : {}),
            ...(dayTo ? { dayTo } : {}),
          },
          act,
        );
        printOne(format, added, `On call as ${level}: ${added.id}.${gaps(added)}`);
      });
    });

  noun
    .command('remove')
    .description('take back an entry, an absence or a swap')
    .argument('<id>', 'as `rota show` prints it')
    .action(async (entry, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, act, format }) => {
        const removed = await office.rota.remove(caller, entry, act);
        printOne(format, removed, `Removed.${gaps(removed)}`);
      });
    });

  noun
    .command('absence')
    .description('somebody is away; without --person a holiday of the place, on which weekly entries rest')
    .addOption(program())
    .addOption(site())
    .option('--person <who>')
    .addOption(new Option('--reason <reason>').choices(REASONS).default('other' as const))
    .requiredOption('--from <day>', 'a day, or a time such as 2026-03-01T08:00')
    .requiredOption('--until <day>', 'the last day, or a time')
    .action(async (_options, command) => {
      const { program: id, site: at, person, reason, from, until, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const place = placeOf(needed(id, at));
        const away = await office.rota.absence(
          caller,
          {
            ...place,
            ...(person ? { person } : {}),
            reason,
            from,
            until,
          },
          act,
        );
        printOne(format, away, `Noted: ${away.id}.${gaps(away)}`);
      });
    });

  noun
    .command('swap')
    .description('somebody has another’s stretch')
    .addOption(program())
    .addOption(site())
    .requiredOption('--level <level>')
    .requiredOption('--of <who>', 'whose stretch it is')
    .requiredOption('--to <who>', 'who has it')
    .requiredOption('--from <time>')
    .requiredOption('--until <time>')
    .action(async (_options, command) => {
      const { program: id, site: at, level, of, to, from, until, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const place = placeOf(needed(id, at));
        const swapped = await office.rota.swap(
          caller,
          {
            ...place,
            level,
            from: of,
            to,
            start: from,
            end: until,
          },
          act,
        );
        printOne(format, swapped, `Swapped: ${swapped.id}.${gaps(swapped)}`);
      });
    });

  noun
    .command('hand-over')
    .description('from now on somebody else has the level, and the open escalations go with it')
    .addOption(program())
    .addOption(site())
    .requiredOption('--level <level>')
    .requiredOption('--from <who>')
    .requiredOption('--to <who>')
    .action(async (_options, command) => {
      const { program: id, site: at, level, from, to, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format, local }) => {
        const place = placeOf(needed(id, at));
        const done = await office.rota.handOver(caller, { ...place, level, from, to }, act);
        const { programId, zone } = await office.rota.list(caller, { ...place, days: 1 });
        const until = done.until && (await local(done.until, programId, zone));
        printOne(
          format,
          done,
          `Handed over${until ? ` until ${until} (${zone})` : ''}, with ${done.escalations.length} open escalations. Both are told.${gaps(done)}`,
        );
      });
    });
}

function needed(program: string | undefined, site: string | undefined): { program?: string; site?: string } {
  if (!program && !site) throw new Usage('Name a --program or a --site.');
  return { ...(program ? { program } : {}), ...(site ? { site } : {}) };
}

function named({ name, reachable }: { name: string; reachable: boolean }): string {
  return reachable ? name : `${name} (CANNOT BE REACHED)`;
}

function wallSpan(from: string | null | undefined, until: string | null | undefined): string {
  const shown = (at: string) => at.slice(0, 16).replace('T', ' ');
  if (!from && !until) return 'always';
  return `${from ? shown(from) : ''} – ${until ? shown(until) : ''}`.trim();
}

function gaps({ gaps: open }: { gaps: number }): string {
  return open > 0 ? ` ${open} levels of shifts ahead have nobody who can be reached.` : '';
}
