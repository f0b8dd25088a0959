import { readFileSync } from 'node:fs';
import { Option } from '@commander-js/extra-typings';
import type { Planned } from '../../../office/shifts/planning';
import { FileMistakes, Usage } from '../../failure';
import { lazily } from '../../lazily';
import { note, printJson, say } from '../../output';
import { collect, type Root } from '../../program';
import { withOffice } from '../../session';

/** The noun that all of these belong to. */
export function shiftsNoun(root: Root) {
  return root.command('shifts').description('working time at a site, with its check-ins');
}
export type ShiftsNoun = ReturnType<typeof shiftsNoun>;

export const peerOption = () =>
  new Option('--peer <participant>', 'who works it; may be given several times')
    .argParser(collect)
    .makeOptionMandatory();

/** Many shifts at once: by a pattern, or from a file. */
export function planningCommands(noun: ShiftsNoun): void {
  noun
    .command('plan')
    .description('a shift for every date of a pattern; the same pattern again makes no doubles')
    .requiredOption('--site <site>', 'e.g. kwmunity.kitchener')
    .requiredOption('--days <weekdays>', 'e.g. mon,wed,fri')
    .requiredOption('--hours <from-until>', 'by the site’s own clock, e.g. 22:00-06:00')
    .requiredOption('--from <date>', 'the first date, e.g. 2026-03-01')
    .requiredOption('--until <date>', 'the last date')
    .addOption(peerOption())
    .option('--offer', 'ask the peers first; they are on it once they accept')
    .option('--reason <reason>', 'why somebody works more than the caps say')
    .action(async (_options, command) => {
      const { site, days, hours, from, until, peer, offer, reason, ...globals } = command.optsWithGlobals();
      const { weekdayNamed } = lazily.pattern();
      const weekdays = days
        .split(/[\s,;]+/)
        .filter(Boolean)
        .map((day) => {
          const weekday = weekdayNamed(day);
          if (!weekday) throw new Usage(`"${day}" is not a weekday; write them like mon,wed,fri.`);
          return weekday;
        });
      const [, starts, ends] = /^(\d{2}:\d{2})\s*[-–]\s*(\d{2}:\d{2})$/.exec(hours.trim()) ?? [];
      if (!starts || !ends) throw new Usage(`"${hours}" is not a time; write it like 22:00-06:00.`);
      await withOffice(globals, async ({ office, caller, format }) => {
        const report = await office.shifts.plan(caller, {
          siteId: site,
          weekdays,
          starts,
          ends,
          from,
          until,
          peers: peer,
          mode: offer ? 'offer' : 'assign',
          ...(reason ? { reason } : {}),
        });
        if (format === 'json') printJson(report);
        else {
          sayPlanned(report);
          for (const { startsWall, problem } of report.refused)
            note(`${startsWall.replace('T', ' ')}: ${problem}`);
        }
        if (report.refused.length > 0)
          throw new FileMistakes(
            `${report.refused.length} of the dates were refused; the others are planned.`,
          );
      });
    });

  noun
    .command('import')
    .description('plan the shifts of a file (CSV: site, starts, ends, peers, mode, reason)')
    .argument('<file>', 'as a spreadsheet saves it; the same file again makes no doubles')
    .action(async (file, _options, command) => {
      const { formatRosterProblem } = lazily.roster();
      let bytes: Uint8Array;
      try {
        bytes = readFileSync(file);
      } catch {
        throw new Usage(`The file ${file} cannot be read.`);
      }
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format }) => {
        const report = await office.shifts.importPlan(caller, bytes);
        if (format === 'json') printJson(report);
        else {
          sayPlanned(report);
          for (const problem of report.problems) note(formatRosterProblem(file, problem));
        }
        const { length } = report.problems;
        if (length > 0)
          throw new FileMistakes(
            `${length === 1 ? 'One problem' : `${length} problems`} in the file; the good rows are planned.`,
          );
      });
    });
}

function sayPlanned({ made, there }: { made: Planned[]; there: Planned[] }): void {
  for (const { shiftId, startsWall, endsWall, notes } of made) {
    say(`${shiftId}  ${startsWall.replace('T', ' ')} to ${endsWall.replace('T', ' ')}`);
    sayClocks(notes);
  }
  say(`${made.length} shifts planned, ${there.length} were there already.`);
  const flagged = new Map(
    made.flatMap(({ safetyPlans }) => safetyPlans).map((one) => [one.participantId, one]),
  );
  for (const { name, flag } of flagged.values()) note(safetyPlanNote(name, flag));
}

const CLOCKS = {
  skipped: 'the clocks jump over this time that night; it is moved forward by the jump.',
  ambiguous: 'the clocks show this time twice that night; it is the first one that fits.',
} as const;

/** By which rule a time was settled that does not exist that night, or exists twice. */
export function sayClocks(notes: Planned['notes']): void {
  for (const { which, note: why } of notes) note(`The ${which}: ${CLOCKS[why]}`);
}

export function safetyPlanNote(name: string, flag: 'missing' | 'old'): string {
  return flag === 'missing'
    ? `${name} has no safety plan yet: agree on one with them (fullcircle safety-plans agree).`
    : `${name}’s safety plan is more than a year old: go through it with them again.`;
}
