import type { Crossing } from './crossing';
import { setDate } from './date';
import { now } from '../support/now';

/** The first moment: somebody has said that it comes, and when, or that nobody knows when. */
export function begin(crossing: Crossing): void {
  const { input, carried, state } = crossing;
  crossing.happened('transition-planned', input.reportedBy, {
    date: input.date?.slice(0, 10) ?? null,
    inside: carried.insideSince !== undefined,
    ...(input.partner && { partner: input.partner }),
  });
  if (carried.insideSince && carried.insideSince > now()) {
    crossing.course.plan({ do: 'go-inside', at: carried.insideSince });
  }
  setDate(crossing, input.date ?? null);
  if (state.inside) crossing.tellJourney();
}
