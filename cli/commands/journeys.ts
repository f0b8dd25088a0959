import { readFileSync } from 'node:fs';
import { Argument, Option } from '@commander-js/extra-typings';
import type { SurveyAnswers } from '../../domain/surveyAnswers';
import type { Standing } from '../../workflows/contract';
import { Usage } from '../failure';
import { note, printJson, say, words } from '../output';
import type { Root } from '../program';
import { withOffice, type Session } from '../session';
import { journeysNoun, printDone } from './journeysNoun';
import { screening } from './screening';

const WHO = ['<participant>', 'id or reference'] as const;

export function journeys(root: Root): void {
  const noun = journeysNoun(root);

  noun
    .command('start')
    .description('start the path of one or several people; one that is going on stays as it is')
    .argument('<participant...>', WHO[1])
    .action(async (participants, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, act, format }) => {
        const started = [];
        for (const participant of participants) {
          const result = await office.journeys.start(caller, participant, act);
          started.push({ participant, ...result });
          if (format === 'table')
            say(`${participant}: ${STARTED[result.state]} (journey ${result.journeyId})`);
        }
        if (format === 'json') printJson(started);
      });
    });

  noun
    .command('show')
    .description('where somebody stands: what is awaited, from whom, since when, what comes next')
    .argument(...WHO)
    .action(async (participant, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format, act, local }) => {
        const standing = await office.journeys.standing(caller, participant, act);
        if (format === 'json') return printJson(standing);
        const { programId } = await office.participants.find(caller, participant);
        await printStanding(standing, (at) => local(at, programId));
      });
    });

  noun
    .command('screen')
    .description('decide a step of screening')
    .argument(...WHO)
    .argument('<step>', 'id of the step')
    .addArgument(new Argument('<outcome>').choices(['advance', 'hold', 'refer', 'decline'] as const))
    .option('--look-again <day>', 'with hold or decline: when it is looked at again, e.g. 2026-06-01')
    .option('--reason <why>', 'kept with the decision; needed where mentors decide and none gave their word')
    .option('--refer-to <whom>', 'with refer: to whom')
    .option('--person-agrees', 'with refer: the person agrees to it')
    .action(async (participant, step, outcome, _options, command) => {
      const { lookAgain, reason, referTo, personAgrees, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const input = {
          step,
          outcome,
          ...(lookAgain ? { lookAgainOn: lookAgain } : {}),
          ...(reason ? { reason } : {}),
          ...(referTo ? { referTo } : {}),
          ...(personAgrees ? { personAgrees } : {}),
        };
        printDone(format, await office.journeys.screen(caller, participant, input, act));
      });
    });

  screening(noun);

  noun
    .command('pause')
    .description('pause a path: nothing is asked and nothing is lost')
    .argument(...WHO)
    .option('--until <day>', 'comes back by itself on this day')
    .action(async (participant, _options, command) => {
      const { until, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        printDone(
          format,
          await office.journeys.pause(caller, participant, until ? { untilDay: until } : {}, act),
        );
      });
    });

  for (const [verb, description] of [
    ['resume', 'go on with a paused path'],
    ['withdraw', 'record that somebody leaves; nothing earned is lost'],
    ['reopen', 'open the path of somebody who comes back'],
  ] as const) {
    noun
      .command(verb)
      .description(description)
      .argument(...WHO)
      .action(async (participant, _options, command) => {
        await withOffice(command.optsWithGlobals(), async ({ office, caller, act, format }) => {
          printDone(format, await office.journeys[verb](caller, participant, {}, act));
        });
      });
  }

  noun
    .command('survey')
    .description('hand in somebody’s answers to a survey')
    .argument(...WHO)
    .argument('<survey>', 'id of the survey')
    .argument(
      '[file]',
      'JSON: answers by question; - reads standard input; without it those of the roster are handed in',
    )
    .action(async (participant, survey, file, _options, command) => {
      const answers = file === undefined ? undefined : readAnswers(file);
      await withOffice(command.optsWithGlobals(), async ({ office, caller, act, format }) => {
        const standing = answers
          ? await office.surveys.submit(caller, participant, { survey, answers }, act)
          : await office.surveys.submitStored(caller, participant, { survey }, act);
        printDone(format, standing);
      });
    });

  noun
    .command('achieve')
    .description('decide what follows from what somebody has reached')
    .argument(...WHO)
    .addArgument(new Argument('<outcome>').choices(['become-mentor', 'new-goals', 'finish'] as const))
    .action(async (participant, outcome, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, act, format }) => {
        printDone(format, await office.journeys.decideAchievement(caller, participant, { outcome }, act));
      });
    });

  noun
    .command('consent')
    .description('record whether somebody wants to become a mentor')
    .argument(...WHO)
    .addArgument(new Argument('<answer>').choices(['yes', 'no'] as const))
    .action(async (participant, answer, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, act, format }) => {
        const input = { consents: answer === 'yes' };
        printDone(format, await office.journeys.consentToTransition(caller, participant, input, act));
      });
    });

  noun
    .command('train')
    .description('record a finished training module')
    .argument(...WHO)
    .argument('<module>')
    .action(async (participant, module, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, act, format }) => {
        printDone(format, await office.journeys.completeTraining(caller, participant, { module }, act));
      });
    });

  noun
    .command('tier')
    .description('move somebody on the continuum from participation to employment')
    .argument(...WHO)
    .argument('<tier>')
    .addOption(
      new Option('--reason <reason>')
        .choices(['growth', 'own-word', 'stated-reason'] as const)
        .default('growth' as const),
    )
    .action(async (participant, tier, _options, command) => {
      const { reason, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        printDone(format, await office.journeys.changeTier(caller, participant, { tier, reason }, act));
      });
    });
}

const STARTED = {
  started: 'started',
  starting: 'stored; starts by itself as soon as Temporal can be reached',
  'running-already': 'is going on already, nothing was changed',
} as const;

async function printStanding(
  standing: Standing,
  local: (at: Parameters<Session['local']>[0]) => Promise<string>,
): Promise<void> {
  say(`${standing.role}, stage ${standing.stage} since ${await local(standing.since)}, ${standing.status}`);
  say(
    `privileges: ${standing.privileges.join(', ') || 'none yet'}${standing.tier ? `; tier: ${standing.tier}` : ''}`,
  );
  for (const { id, status, lookAgainAt } of standing.steps) {
    say(`step ${id}: ${status}${lookAgainAt ? `, looked at again ${await local(lookAgainAt)}` : ''}`);
  }
  for (const { id, status, meetingsHeld } of standing.mentorships) {
    say(`mentorship ${id}: ${status}, ${meetingsHeld} meetings held`);
  }
  for (const { id, progress } of standing.goals) say(`goal ${id}: ${progress} %`);
  for (const { kind, owedBy, since, dueAt } of standing.waitingFor) {
    const due = dueAt ? `, due ${await local(dueAt)}` : '';
    say(`waiting for ${words(kind)} from ${owedBy} since ${await local(since)}${due}`);
  }
  if (standing.waitingFor.length === 0) note('Nothing is waited for.');
  if (standing.next) say(`next: ${standing.next}`);
}

function readAnswers(file: string): SurveyAnswers {
  try {
    const answers: unknown = JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8'));
    if (typeof answers === 'object' && answers !== null && !Array.isArray(answers))
      return answers as SurveyAnswers;
  } catch (error) {
    throw new Usage(
      `${file} cannot be read as JSON (${error instanceof Error ? error.message : String(error)}).`,
    );
  }
  throw new Usage(`${file} would be one JSON object: an answer for each question's id.`);
}
