import type { ProgramPolicy } from '../../domain/policy';
import { Agenda } from './agenda';
import type { Someone } from './behaviour';
import { LocalClock } from './clock';
import { Pair } from './pair';
import { Person } from './person';
import { Tally } from './tally';
import type { Town } from './town';

export interface Played {
  tally: Tally;
  people: readonly Person[];
  /** Things that happened, for how much a run is. */
  happened: number;
}

/**
 * Plays people through a program by its rules. A model beside the workflows, not the workflows: it writes nothing, asks
 * nobody, and does two years of a thousand people in seconds. `npm run
 * prove:simulation` holds it against the workflows.
 * @param matchRoundAfter milliseconds from somebody beginning to wait until the next round of matching
 */
export function play(
  policy: ProgramPolicy,
  people: readonly Someone[],
  { start, until, matchRoundAfter }: { start: number; until: number; matchRoundAfter: number },
): Played {
  const agenda = new Agenda(start);
  const tally = new Tally(start);
  const here: Person[] = [];
  let roundPlanned = false;

  const planRound = (): void => {
    if (roundPlanned) return;
    roundPlanned = true;
    agenda.in(matchRoundAfter, () => {
      roundPlanned = false;
      matchRound();
      if (here.some(({ seeking, role, isGone }) => seeking && role === 'mentee' && !isGone)) planRound();
    });
  };

  /** Whoever waits longest first, with the mentor who has most room: how well they suit is not the model's to say. */
  const matchRound = (): void => {
    for (const mentee of here.filter(
      ({ seeking, role, isGone }) => seeking && role === 'mentee' && !isGone,
    )) {
      const [mentor] = here
        .filter((one) => one.hasRoom && !mentee.blocked.has(one))
        .sort((a, b) => a.pairs.length - b.pairs.length);
      if (!mentor) continue;
      tally.task('approve-match', agenda.now);
      new Pair(mentee, mentor);
    }
  };

  const town: Town = {
    policy,
    agenda,
    clock: new LocalClock(policy.zone, policy.quietHours),
    tally,
    seeks: planRound,
  };
  for (const someone of people) agenda.at(someone.arrives, () => void here.push(new Person(town, someone)));
  const happened = agenda.run(until);
  return { tally, people: here, happened };
}
