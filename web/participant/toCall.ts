import { underSilentAlarm } from '../../activities/silentAlarm';
import { IN_USE } from '../../domain/phone';
import type { Database } from '../../platform/database';

export interface ToCall {
  numbers: { number: string; callDontText: boolean }[];
  /** A silent alarm is up about them, be it this one or another: nobody is to call or text them, and no number is shown. */
  isSilent: boolean;
}

/** How whoever opens a link about somebody can reach them by phone. */
export async function toCall(database: Database, personId: string): Promise<ToCall> {
  const [contacts, silently] = await Promise.all([
    database.contactPoint.findMany({
      where: { personId, channel: { in: ['sms', 'voice'] }, ...IN_USE },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    }),
    underSilentAlarm(database, [personId]),
  ]);
  const isSilent = silently.has(personId);
  const numbers = isSilent ? [] : contacts;
  return {
    isSilent,
    numbers: numbers.map(({ value, stoppedAt }) => ({ number: value, callDontText: stoppedAt !== null })),
  };
}
