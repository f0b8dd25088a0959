import type { OccurrenceKey, PersonId } from '../../domain/ids';
import type { Database } from '../../platform/database';
import type { TemplateId } from '../../domain/messages/templates';
import { occurrences, type ShiftDeadline, type WaitKind } from '../../workflows/contract';
import { appendEvents, keysOf, openWaits, storeIntents, type IntentRow } from './rows';
import { statement } from './statement';

const WAIT_KIND = {
  start: 'start-of-shift',
  interval: 'in-shift',
  end: 'end-of-shift',
} as const satisfies Record<ShiftDeadline['occasion']['kind'], WaitKind>;

/**
 * Sees who of a shift's peers has not answered, and stores what is said to each of them. Three statements however many
 * peers there are. The rows of those who have not answered are locked until the end: somebody who answers at the same
 * moment is either among the answered, or finds their answer to be a late one, never neither.
 */
export async function shiftDeadline(
  prisma: Database,
  deadline: ShiftDeadline,
): Promise<{ stored: OccurrenceKey[]; unanswered: PersonId[] }> {
  return await prisma.$transaction(async (tx) => {
    const shift = await tx.shift.findUnique({
      where: { id: deadline.shiftId },
      select: {
        programId: true,
        siteId: true,
        status: true,
        peers: { where: { removedAt: null }, select: { personId: true } },
      },
    });
    if (!shift || shift.status === 'cancelled' || shift.status === 'closed')
      return { stored: [], unanswered: [] };
    if (deadline.status)
      await tx.shift.update({ where: { id: deadline.shiftId }, data: { status: deadline.status } });
    const keyOf = new Map(shift.peers.map(({ personId }) => [waitKey(deadline, personId), personId]));
    if (deadline.step !== 'look') {
      await tx.$executeRaw(
        statement(
          openWaits(
            [...keyOf].map(([key, personId]) => ({
              key,
              kind: WAIT_KIND[deadline.occasion.kind],
              programId: shift.programId,
              siteId: shift.siteId,
              owedBy: 'participant',
              personId,
              subjectPersonId: personId,
              shiftId: deadline.shiftId,
              workflowId: deadline.workflowId,
              since: deadline.at,
              dueAt: deadline.dueAt,
            })),
          ),
        ),
      );
    }
    // Nothing is asked of somebody who has died, and nobody is alarmed about them (rule 16).
    const open = await tx.$queryRaw<{ key: string }[]>`
      SELECT w."key" FROM "Wait" w JOIN "Person" p ON p."id" = w."personId" AND p."deceasedAt" IS NULL
      WHERE w."key" = ANY(${[...keyOf.keys()]}) AND w."closedAt" IS NULL
      ORDER BY w."key" FOR UPDATE OF w`;
    const unanswered = open.map(({ key }) => ({ key, personId: keyOf.get(key) as PersonId }));
    if (deadline.step === 'missed' && unanswered.length > 0) {
      await tx.$executeRaw(
        statement(
          appendEvents(
            unanswered.map(({ key, personId }) => ({
              key: `${key}/missed`,
              kind: 'shift-missed',
              programId: shift.programId,
              siteId: shift.siteId,
              personId,
              shiftId: deadline.shiftId,
              actor: 'system',
              data: { occasion: deadline.occasion.kind, number: deadline.occasion.number },
              at: deadline.at,
            })),
          ),
        ),
      );
    }
    const template = templateOf(deadline);
    const intents = template
      ? unanswered.map(({ key, personId }): IntentRow => ({
          key: `${key}/${deadline.step}-${deadline.nudge}`,
          personId,
          template,
          refs: {
            shift: deadline.shiftId,
            peer: personId,
            wait: key,
            at: deadline.dueAt,
            minutes: late(deadline),
          },
          // Not a reminder: quiet hours never hold safety back (rule 8). It expires like one all the same.
          urgency: 'notice',
          programId: shift.programId,
          siteId: shift.siteId,
          shiftId: deadline.shiftId,
          waitKey: key as OccurrenceKey,
          at: deadline.at,
          expiresAt: deadline.expiresAt,
        }))
      : [];
    if (intents.length > 0) await tx.$executeRaw(statement(storeIntents(intents)));
    return { stored: keysOf(intents), unanswered: unanswered.map(({ personId }) => personId) };
  });
}

function waitKey(deadline: ShiftDeadline, personId: string): string {
  return occurrences.shiftWait(deadline.shiftId, personId as PersonId, deadline.occasion);
}

/** Whole minutes since the answer was due; 0 before that. */
function late(deadline: ShiftDeadline): number {
  return Math.max(0, Math.floor((Date.parse(deadline.at) - Date.parse(deadline.dueAt)) / 60_000));
}

function templateOf(deadline: ShiftDeadline): TemplateId | undefined {
  if (deadline.step === 'look' || deadline.step === 'missed') return undefined;
  if (deadline.step === 'late-nudge') return 'shift-late-nudge';
  if (deadline.occasion.kind === 'end' && deadline.at < deadline.dueAt) return 'shift-end-soon';
  if (late(deadline) > 0) return 'shift-overdue';
  return { start: 'shift-start', interval: 'shift-check-in', end: 'shift-end' }[
    deadline.occasion.kind
  ] as TemplateId;
}
