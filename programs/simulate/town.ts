import type { ProgramPolicy } from '../../domain/policy';
import type { Agenda } from './agenda';
import type { LocalClock } from './clock';
import type { Person } from './person';
import type { Tally } from './tally';

/** What everybody in the model shares. */
export interface Town {
  policy: ProgramPolicy;
  agenda: Agenda;
  clock: LocalClock;
  tally: Tally;
  /** Somebody begins to wait for a match. */
  seeks(person: Person): void;
}

/** Something that is asked and not answered yet; what was still to be said about it is not said once it is settled. */
export class Asked {
  isOpen = true;
  constructor(
    private readonly town: Town,
    private readonly what: string,
    private readonly since = town.agenda.now,
  ) {
    town.tally.began(what);
  }

  late(): void {
    this.town.tally.late(this.what);
  }

  settle(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.town.tally.waited(this.what, this.town.agenda.now - this.since);
  }
}
