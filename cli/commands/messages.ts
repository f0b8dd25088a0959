import { writeFileSync } from 'node:fs';
import { Option } from '@commander-js/extra-typings';
import { lazily } from '../lazily';
import { note, printJson, say } from '../output';
import { previewPage } from '../previewPage';
import type { Root } from '../program';
import type { Preview } from '../../domain/messages/preview';

export function messages(root: Root): void {
  const noun = root.command('messages').description('what people are sent and called with');

  noun
    .command('preview')
    .description('every text, mail and call, in full and as a lock screen may show it; needs no server')
    .addOption(new Option('--language <language>', 'only this one').choices(['en', 'fr'] as const))
    .addOption(new Option('--channel <channel>', 'only this one').choices(['sms', 'voice', 'email'] as const))
    .option('--html <file>', 'writes one page for a browser instead')
    .action((_options, command) => {
      const { language, channel, html, output } = command.optsWithGlobals();
      const { previews } = lazily.previews();
      const all = previews({ ...(language ? { language } : {}), ...(channel ? { channel } : {}) });
      if (html !== undefined) {
        writeFileSync(html, previewPage(all));
        note(`${all.length} messages in ${html}.`);
      } else if (output === 'json') printJson(all);
      else say(asText(all));
    });
}

function asText(all: readonly Preview[]): string {
  const lines: string[] = [];
  let template: string | undefined;
  for (const one of all) {
    if (one.template !== template) lines.push('', `# ${one.template}`);
    template = one.template;
    const variant = one.variant === undefined ? '' : ` (${one.variant})`;
    const cost =
      one.segments === undefined ? '' : `, ${one.segments} segment${one.segments === 1 ? '' : 's'}`;
    lines.push('', `${one.language}, ${one.channel}, ${one.detail}${variant}${cost}`);
    if (one.subject !== undefined) lines.push(`  Subject: ${one.subject}`, '');
    lines.push(...one.text.split('\n').map((line) => (line === '' ? '' : `  ${line}`)));
  }
  return lines.join('\n').trim();
}
