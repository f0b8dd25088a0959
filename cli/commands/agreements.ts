import { note, printJson, say } from '../output';
import { withOffice } from '../session';
import type { ParticipantsNoun } from './participants';

/** `participants consents`: what somebody agreed to, in which words. */
export function agreements(noun: ParticipantsNoun): void {
  noun
    .command('consents')
    .description('what somebody agreed to: which words, when, and how they said so')
    .argument('<participant>', 'id or reference')
    .option('--on-paper <version>', 'record that they agreed on paper to the guidelines of this version')
    .action(async (participant, _options, command) => {
      const { onPaper, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format, local }) => {
        const shown = onPaper
          ? await office.agreements.accept(caller, participant, { version: onPaper, how: 'paper' })
          : await office.agreements.show(caller, participant);
        if (format === 'json') return printJson(shown);
        const { programId } = await office.participants.find(caller, participant);
        const { version, accepted, askAgain } = shown.guidelines;
        say(`guidelines: ${version ?? 'none'}${accepted ? '' : ', not agreed to yet'}`);
        if (askAgain) say('They agreed to earlier words, and are asked again on their next page.');
        for (const one of shown.history) {
          const channels = one.channels.length > 0 ? ` (${one.channels.join(', ')})` : '';
          say(
            `${one.what}${channels} ${one.version}: ${await local(one.at, programId)}, ${one.how}, by ${one.by}`,
          );
        }
        if (shown.history.length === 0) note('Nothing yet.');
      });
    });
}
