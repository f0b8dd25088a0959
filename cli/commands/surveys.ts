import { readFileSync } from 'node:fs';
import { Refused } from '../../client/fullCircle';
import type { SurveyAnswers } from '../../domain/surveyAnswers';
import { printOne, printRows } from '../output';
import type { Root } from '../program';
import { withOffice } from '../session';

export function surveys(root: Root): void {
  const noun = root.command('surveys').description('what people are asked: by link, by text, or on paper');

  noun
    .command('ask')
    .description('ask somebody now, outside quiet hours; what is answered already is kept')
    .argument('<participant>', 'id or reference')
    .option('--survey <id>', 'the program’s matching survey when absent')
    .option('--by <way>', 'text (one question at a time) or link', 'link')
    .option('--always', 'from now on by text first: a phone and no data')
    .action(async (participant, _options, command) => {
      const { survey, by, always, ...globals } = command.optsWithGlobals();
      if (by !== 'text' && by !== 'link') throw new Refused('UnknownWay', 'Ask --by text or --by link.');
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const asked = await office.surveys.ask(caller, participant, { survey, by, always }, act);
        printOne(
          format,
          asked,
          asked.state === 'pending' ? 'Stored; it goes out as soon as it can.' : 'Asked.',
        );
      });
    });

  noun
    .command('show')
    .description('what somebody has answered, and how far they are')
    .argument('<participant>', 'id or reference')
    .action(async (participant, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format }) => {
        const { responses, underWay } = await office.surveys.show(caller, participant);
        const rows = [
          ...underWay.map(({ survey, status, done, of, answers, updatedAt }) => {
            const state = `${done} of ${of}, ${status}`;
            return { survey, state, via: 'sms', by: '', paperOn: '', at: updatedAt, answers };
          }),
          ...responses.map(({ survey, via, by, paperOn, at, answers }) => {
            return { survey, state: 'answered', via, by: by ?? '', paperOn: paperOn ?? '', at, answers };
          }),
        ];
        printRows(
          format,
          rows,
          [
            { head: 'survey', cell: (row) => row.survey },
            { head: 'state', cell: (row) => row.state },
            { head: 'at', cell: (row) => row.at.toISOString() },
            { head: 'via', cell: (row) => row.via },
            { head: 'by', cell: (row) => row.by },
            { head: 'paper of', cell: (row) => row.paperOn },
            { head: 'answers', cell: (row) => sayAnswers(row.answers) },
          ],
          'Nothing answered yet.',
        );
      });
    });

  noun
    .command('enter')
    .description('enter answers, from paper or a conversation: JSON by question id')
    .argument('<participant>', 'id or reference')
    .argument('<file>', 'a JSON file, or - for standard input')
    .option('--survey <id>', 'the survey', 'matching')
    .option('--paper <day>', 'the day on the paper form, 2026-03-01')
    .action(async (participant, file, _options, command) => {
      const { survey, paper, ...globals } = command.optsWithGlobals();
      const answers = readAnswers(file);
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const standing = await office.surveys.submit(
          caller,
          participant,
          { survey, answers, paperOn: paper },
          act,
        );
        printOne(format, standing, 'Entered.');
      });
    });
}

function sayAnswers(answers: SurveyAnswers): string {
  return Object.entries(answers)
    .map(([id, answer]) => `${id}: ${[answer].flat().join(' ')}`)
    .join('; ');
}

/** @throws Refused `NotAnswers` for a file that is no JSON object of answers */
function readAnswers(file: string): SurveyAnswers {
  const refused = (why: string) =>
    new Refused('NotAnswers', `${file} ${why}; it would be {"goals": ["housing"], "max-mentees": 2}.`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8'));
  } catch {
    throw refused('is no JSON that can be read');
  }
  const isAnswer = (value: unknown) =>
    typeof value === 'string' ||
    typeof value === 'number' ||
    (Array.isArray(value) && value.every((one) => typeof one === 'string'));
  if (typeof parsed !== 'object' || parsed === null || !Object.values(parsed).every(isAnswer))
    throw refused('holds something else than answers');
  return parsed as SurveyAnswers;
}
