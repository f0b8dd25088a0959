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
    .addHelpText(
      'after',
      '\nPrints effects joined by +, a tab, and the text: e.g. `clears\tok home`. `none` is a courtesy, `human` goes to a human.',
    )
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

function written(effect: Effect): string {
  if (effect.kind === 'extend') return `extend:${effect.minutes}`;
  return effect.kind === 'acknowledge' ? `ack:${effect.code}` : effect.kind;
}
