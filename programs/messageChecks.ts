import { isTemplateId, TEMPLATE_IDS } from '../domain/messages/templates';
import type { Finding } from './explain';
import { suggestion } from './nearest';
import type { Definition } from './schema';

/** The program's own wordings: of templates that there are, in words that carriers let through (rule 4). */
export function* checkMessages(definition: Definition): Iterable<Finding> {
  for (const id of Object.keys(definition.messages))
    if (!isTemplateId(id))
      yield {
        path: ['messages', id],
        at: 'key',
        problem: `there is no message "${id}", ${suggestion(id, TEMPLATE_IDS)}`,
      };
}
