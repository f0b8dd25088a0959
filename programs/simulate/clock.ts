import { DAY, HOUR } from '../../domain/duration';
import { instant, type Zone } from '../../domain/ids';
import { wallClock } from '../../domain/time';

/**
 * The program's wall clock for a model that asks it a million times: offsets are looked up once an hour of the calendar.
 * An hour in which clocks change may be off by that hour, which no count of the model feels.
 */
export class LocalClock {
  private readonly offsets = new Map<number, number>();
  private readonly quiet: { from: number; to: number };

  constructor(
    private readonly zone: Zone,
    quietHours: { from: string; to: string },
  ) {
    this.quiet = { from: ofDay(quietHours.from), to: ofDay(quietHours.to) };
  }

  /** So many days on, at a time of day (`HH:mm`); a rhythm of less than a day is added as it is. As the clock activity does. */
  next(after: number, every: number, time: string): number {
    if (every < DAY) return after + every;
    const day = Math.floor((after + this.offset(after)) / DAY) + Math.floor(every / DAY);
    const local = day * DAY + ofDay(time);
    return local - this.offset(local - this.offset(after));
  }

  /** The end of quiet hours where they hold at that time; the time itself otherwise. */
  afterQuiet(at: number): number {
    const { from, to } = this.quiet;
    const now = (at + this.offset(at)) % DAY;
    const isQuiet = from < to ? now >= from && now < to : now >= from || now < to;
    return isQuiet ? at + ((to - now + DAY) % DAY) : at;
  }

  private offset(at: number): number {
    const hour = Math.floor(at / HOUR);
    const known = this.offsets.get(hour);
    if (known !== undefined) return known;
    const start = hour * HOUR;
    const offset = Date.parse(`${wallClock(instant(start), this.zone)}:00.000Z`) - start;
    this.offsets.set(hour, offset);
    return offset;
  }
}

function ofDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * HOUR + minutes * 60_000;
}
