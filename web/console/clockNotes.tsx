import { as, instant, type WallClock, type Zone } from '../../domain/ids';
import { resolve } from '../../domain/time';
import type { Scheduled } from '../../office/shifts/schedule';
import { planningStrings } from '../i18n/planning';
import type { View } from './frame';

/** By which rule a time was settled that does not exist that night, or exists twice: staff may want another. */
export function ClockNotes({ view, notes }: { view: Pick<View, 'lang'>; notes: Scheduled['notes'] }) {
  const t = planningStrings[view.lang].clocks;
  return (
    <>
      {notes.map(({ which, note }) => (
        <p key={which} class="notice">
          {t[note](t[which])}
        </p>
      ))}
    </>
  );
}

/** The same of a stored shift; an end that was moved since was not settled by any rule. */
export function clockNotesOf(shift: {
  startsWall: string;
  endsWall: string;
  startsAt: Date;
  endsAt: Date;
  zone: string;
}): Scheduled['notes'] {
  const zone = as<Zone>(shift.zone);
  const [startsAt, endsAt] = [instant(shift.startsAt), instant(shift.endsAt)];
  const start = resolve(shift.startsWall as WallClock, zone);
  const end = resolve(shift.endsWall as WallClock, zone, { after: startsAt });
  return [
    ...(start.note && start.instant === startsAt ? [{ which: 'start' as const, note: start.note }] : []),
    ...(end.note && end.instant === endsAt ? [{ which: 'end' as const, note: end.note }] : []),
  ];
}
