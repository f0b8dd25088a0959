import { millis } from '../domain/duration';
import type { Finding } from './explain';
import type { Definition } from './schema';

/** What must hold between the fields of a plan around a critical transition. */
export function* checkTransitions(d: Definition): Iterable<Finding> {
  const kinds = d.criticalTransitions.map(({ kind }) => kind);
  for (const [index, { kind, inside, contacts }] of d.criticalTransitions.entries()) {
    const path = ['criticalTransitions', index];
    if (kinds.indexOf(kind) < index) yield { path, problem: `"${kind}" stands here twice, would be once` };
    for (const [at, contact] of contacts.entries()) {
      const of = [...path, 'contacts', at];
      if (contact.what === 'release' && millis(contact.at) < 0)
        yield {
          path: [...of, 'at'],
          problem: `is ${contact.at}, before the date; would be PT0S or later, since nobody is out before they are`,
        };
      if (contact.what === 'release' && !inside)
        yield {
          path: [...of, 'what'],
          concerns: [[...path, 'inside']],
          problem: 'is "release" where nobody is inside, would be "contact"; or inside would be true',
        };
      // Who is inside has no phone, and a mentor's call would be the first message that reaches them.
      if (inside && contact.owedBy === 'mentor' && millis(contact.at) < 0)
        yield {
          path: [...of, 'owedBy'],
          problem: 'is "mentor" while the person is inside, would be "staff" or "partner", who can go there',
        };
    }
    for (const what of ['hand-over', 'release'] as const)
      if (contacts.filter((contact) => contact.what === what).length > 1)
        yield {
          path: [...path, 'contacts'],
          problem: `has several of what "${what}", would have one at most`,
        };
  }
}
