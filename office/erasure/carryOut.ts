import { appendEvents } from '../../activities/records/rows';
import { statement } from '../../activities/records/statement';
import { NotThere, Refused, Unavailable } from '../../client/fullCircle';
import { as, type Instant } from '../../domain/ids';
import type { EventKind } from '../../domain/ledger';
import { workflowIds } from '../../workflows/contract';
import type { OfficeTools } from '../tools';
import { heldUpBy, type HeldUpBy } from './heldUp';
import { remove, subjectOf } from './remove';

type Tools = Pick<OfficeTools, 'database' | 'fullCircle'>;
type Row = Awaited<ReturnType<Tools['database']['erasure']['findFirstOrThrow']>>;

/** A look of the auditor has a minute, and the next one comes soon. */
const AT_ONCE = 3;

/**
 * Erases whoever asked to be forgotten and has not taken it back in time. Called every few minutes and safe to repeat:
 * what is not possible yet (somebody is on a shift, Temporal is away, a pair is still ending) is tried again.
 * @returns how many were erased
 */
export async function eraseWhatIsDue(tools: Tools, at: Instant): Promise<number> {
  const due = await tools.database.erasure.findMany({
    where: { status: 'waiting', dueAt: { lte: at } },
    orderBy: { dueAt: 'asc' },
  });
  let erased = 0;
  for (const row of due) {
    if (erased === AT_ONCE) break;
    try {
      const held = (await heldUpBy(tools.database, row.personId)) ?? (await endPaths(tools, row));
      if (held) await holdUp(tools, row, held, at);
      else {
        await erase(tools, row, at);
        erased += 1;
      }
    } catch (error) {
      // What calls this also looks after people's safety: a defect here is said to staff and stops nothing.
      if (!(error instanceof Unavailable)) await holdUp(tools, row, 'failed', at);
    }
  }
  return erased;
}

/** Their paths end as when somebody leaves, so that those on the other side of a pair are told kindly and go on. */
async function endPaths({ database, fullCircle }: Tools, { personId }: Row): Promise<HeldUpBy | undefined> {
  const journeys = await database.journey.findMany({
    where: { participant: { personId }, status: { in: ['starting', 'active', 'paused'] } },
    select: { id: true },
  });
  for (const { id } of journeys) {
    try {
      await fullCircle.journeys.withdraw(as(id), { by: 'system' });
    } catch (error) {
      // It has ended, or was never begun: then there is nothing to leave.
      if (!(error instanceof NotThere || error instanceof Refused)) throw error;
    }
  }
  const participants = (await database.participant.findMany({ where: { personId } })).map(({ id }) => id);
  const pairs = await database.mentorship.findMany({
    where: { OR: [{ menteeId: { in: participants } }, { mentorId: { in: participants } }] },
    select: { id: true, status: true },
  });
  if (pairs.some(({ status }) => status === 'offered' || status === 'active')) return 'path-under-way';
  // Whoever walked with them has their own time for closing words, at most as long as the program says.
  const closing = {
    mentorshipId: { in: pairs.map(({ id }) => id) },
    kind: 'closing-words',
    closedAt: null,
  };
  return (await database.wait.count({ where: closing })) > 0 ? 'path-under-way' : undefined;
}

async function erase({ database, fullCircle }: Tools, row: Row, at: Instant): Promise<void> {
  const who = await subjectOf(database, row.personId, new Date(at));
  const [requests, replies, escalations] = await Promise.all([
    database.request.findMany({ where: { personId: row.personId }, select: { id: true } }),
    database.inbound.findMany({ where: { personId: row.personId }, select: { id: true } }),
    database.escalation.findMany({ where: { subjectPersonId: row.personId }, select: { id: true } }),
  ]);
  const { forgotten, left } = await fullCircle.histories.forget([
    ...who.journeys.map((id) => workflowIds.journey(as(id))),
    ...who.mentorships.map((id) => workflowIds.mentorship(as(id))),
    ...who.appointments.map((id) => workflowIds.occasion('appointment', id)),
    ...who.referrals.map((id) => workflowIds.occasion('referral', id)),
    ...who.transitions.map((id) => workflowIds.criticalTransition(as(id))),
    ...requests.map(({ id }) => workflowIds.request(as(id))),
    ...replies.map(({ id }) => workflowIds.inbound(as(id))),
    ...escalations.map(({ id }) => id),
  ]);
  const personId = await remove(database, who);
  await database.erasure.update({
    where: { id: row.id },
    data: { status: 'done', heldUpBy: null, endedAt: at, endedBy: 'system' },
  });
  // What Temporal could not let go at once is encrypted, speaks in ids that lead nowhere now, and ends with its retention.
  await happened(database, { ...row, personId }, 'erased', at, { forgotten, left });
}

async function holdUp({ database }: Tools, row: Row, why: HeldUpBy, at: Instant): Promise<void> {
  if (row.heldUpBy === why) return;
  await database.erasure.update({ where: { id: row.id }, data: { heldUpBy: why } });
  await happened(database, row, 'erasure-held-up', at, { why });
}

async function happened(
  database: Tools['database'],
  { id, programId, siteId, personId }: Row,
  kind: EventKind,
  at: Instant,
  data: Record<string, string | number>,
): Promise<void> {
  const key = `erasure-${id}/${kind}/${String(data['why'] ?? '')}`;
  await database.$executeRaw(
    statement(appendEvents([{ key, kind, programId, siteId, personId, actor: 'system', data, at }])),
  );
}
