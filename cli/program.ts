import { createHash } from 'node:crypto';
import { Command, type CommandUnknownOpts, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { EXIT_CODES_HELP } from './exitCodes';

/** The root: options that every command takes, before or after it. */
export function rootCommand() {
  return new Command('fullcircle')
    .description('Peer-mentorship programs from the command line.')
    .addOption(
      new Option('-o, --output <format>', 'how results are printed; csv for evidence and figures')
        .choices(['table', 'json', 'csv'] as const)
        .default('table' as const),
    )
    .option('--data-dir <dir>', 'data folder of the running npm start (or FULLCIRCLE_DATA_DIR)')
    .option('--as <account>', 'act as this colleague (account id or email), with their rights')
    .addOption(
      new Option('--timeout <seconds>', 'how long to wait for an answer')
        .argParser(wholeNumber(1, 600))
        .default(15),
    )
    .option('--key <word>', 'names an act: the same command again with the same key is done once')
    .hook('preAction', (root, command) => {
      const { key } = root.opts();
      // The word alone would make one act of an extension and the cancelling after it.
      if (key) root.setOptionValue('key', nameOf(key, command));
    })
    .addHelpText('after', EXIT_CODES_HELP)
    .showHelpAfterError('(add --help for what it takes)')
    .exitOverride();
}
export type Root = ReturnType<typeof rootCommand>;

/** What a command does, under somebody's word for it: with other values it is another act. */
function nameOf(word: string, command: CommandUnknownOpts): string {
  const { args } = command;
  const told = [word, command.parent?.name(), command.name(), args, command.opts()];
  return createHash('sha256').update(JSON.stringify(told)).digest('hex');
}

/** Reads a whole number within bounds. */
export function wholeNumber(from: number, to: number) {
  return (text: string): number => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < from || number > to) {
      throw new InvalidArgumentError(`A whole number from ${from} to ${to} is needed.`);
    }
    return number;
  };
}

/** For an option that may be given several times. */
export function collect(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}
