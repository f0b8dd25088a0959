import { isTemplateId, lintWording, TEMPLATE_IDS } from '../domain/messages';
import type { Finding } from './explain';
import { suggestion } from './nearest';
import type { Definition } from './schema';

/**
 * The program's own wordings: of messages that there are, in words that carriers let through (rule 4), and on a lock
 * screen nothing that the person chose not to show (rule 9).
 */
export function* checkMessages({ messages }: Definition): Iterable<Finding> {
  for (const [template, languages] of Object.entries(messages)) {
    if (!isTemplateId(template)) {
      const advice = suggestion(template, TEMPLATE_IDS);
      yield {
        path: ['messages', template],
        at: 'key',
        problem: `there is no message "${template}", ${advice}`,
      };
      continue;
    }
    for (const [language, details] of Object.entries(languages))
      for (const detail of ['full', 'basic'] as const)
        for (const [part, text] of Object.entries(details?.[detail] ?? {}) as [string, string | undefined][])
          for (const problem of text === undefined ? [] : lintWording(template, text, detail))
            yield { path: ['messages', template, language, detail, part], problem };
  }
}
