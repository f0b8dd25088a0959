import { DAY, between } from '../../domain/duration';
import { instant, type Zone } from '../../domain/ids';
import { wallClock } from '../../domain/time';
import type { World } from '../skipping/world';
import type { Cast } from './cast';

/** Each person's timeline as the ledger tells it, in the program's wall-clock time. */
export async function printTimelines(world: World, cast: Cast, zone: Zone): Promise<void> {
  for (const { row, name, personId, participantId } of cast.members) {
    if (!participantId) continue;
    const events = await world.database.event.findMany({
      where: { personId },
      orderBy: [{ at: 'asc' }, { id: 'asc' }],
    });
    const [first, last] = [events[0], events.at(-1)];
    const days = first && last ? Math.round(between(instant(first.at), instant(last.at)) / DAY) : 0;
    process.stdout.write(`\n${row.reference} ${name} (${row.role}, ${row.language}): ${days} days\n`);
    for (const { at, kind, actor, data } of events) {
      const details = Object.entries(data as Record<string, unknown>)
        .filter(([, value]) => value !== null && value !== '')
        .map(([key, value]) => `${key} ${String(value)}`)
        .join(', ');
      const by =
        actor === 'system'
          ? ''
          : ` [${actor === `person:${personId}` ? 'themself' : (actor.split(':')[0] ?? '')}]`;
      process.stdout.write(
        `  ${wallClock(instant(at), zone).replace('T', ' ')}  ${kind}${details && `: ${details}`}${by}\n`,
      );
    }
  }
  process.stdout.write('\n');
}
