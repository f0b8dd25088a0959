import { createInterface } from 'node:readline';
import { Option } from '@commander-js/extra-typings';
import type { Awaiting, Effect } from '../../domain/replies';
import { lazily } from '../lazily';
import { printJson, say } from '../output';
import type { Root } from '../program';

const AWAITING = [
  'end-of-shift',
  'start-of-shift',
  'in-shift',
  'retention',
  'meeting',
  'match-offer',
  'shift-offer',
  'none',
] as const satisfies readonly Awaiting[];

export function replies(root: Root): void {
  const noun = root.command('replies').description('what people write back');

  noun
    .command('understand')
    .description('read replies from standard input, one a line, and print what each means; needs no server')
    .addOption(
      new Option('--awaiting <what>', 'what was asked').choices(AWAITING).default('end-of-shift' as const),
    )
    .addOption(new Option('--language <language>').choices(['en', 'fr'] as const).default('en' as const))
    .addHelpText('after', WHAT_IT_PRINTS)
    .action(async (_options, command) => {
      const { awaiting, language, output } = command.optsWithGlobals();
      const { understand } = lazily.replies();
      const onShift = awaiting.endsWith('shift');
      const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
      const all: { text: string; effects: readonly Effect[] }[] = [];
      for await (const text of lines) {
        const { effects } = understand(text, { awaiting, language, onShift });
        if (output === 'json') all.push({ text, effects });
        else say(`${effects.map(written).join('+') || 'none'}\t${text}`);
      }
      if (output === 'json') printJson(all);
    });
}

const WHAT_IT_PRINTS = `
Prints what each would do, a tab, and the text; two things are joined by +:
  clears   answers what was asked, and all is well (of a meeting: it took place)
  not-ok   somebody is not all right (of a meeting: it did not take place)
  help     calls for help
  stop     wants no more texts; start wants them again
  extend   stays on shift for longer; -o json says how many minutes
  end      is done before the shift's end, and is asked whether they are safe
  human    is for a human to read
  none     is a courtesy while nothing is asked

Offers and how-are-you questions have answers of their own: accept, decline, not-now, stop-asking. K42 alone is ack:K42.`;

/** As staff speak of it; of a meeting, what was hoped for. `-o json` has the effects as they are. */
function written(effect: Effect): string {
  switch (effect.kind) {
    case 'attended':
      return 'clears';
    case 'missed':
      return 'not-ok';
    case 'acknowledge':
      return `ack:${effect.code}`;
    default:
      return effect.kind;
  }
}
