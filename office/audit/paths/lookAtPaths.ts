import { NotThere, Refused, type Again, type FullCircle } from '../../../client/fullCircle';
import { as, type Instant } from '../../../domain/ids';
import type { Database } from '../../../platform/database';
import type { OccasionInput } from '../../../workflows/contract';
import type { Finding } from '../finding';
import { askAbout, owedRuns, PATIENCE_MS, type Owed } from '../runs';
import { pathsThatGoOn, stillGoesOn, type GoesOn } from './goesOn';
import { restoredCrossing } from './crossing';
import { restoredJourney } from './journey';
import { restoredPair } from './pair';
import { restoredRequest } from './request';

interface Tools {
  database: Database;
  fullCircle: Pick<
    FullCircle,
    'runOf' | 'journeys' | 'mentorships' | 'transitions' | 'requests' | 'occasions' | 'shifts' | 'escalations'
  >;
}

/**
 * Which paths, pairs, critical transitions, requests and occasions that PostgreSQL says are going on have no run, and a new run
 * where that is right, by the rule of {@link askAbout}. There are thousands, and nobody is out there unwatched: a look asks
 * about some of them, in an order in which the next look goes on, and first about those that stand still.
 *
 * @param first workflows that are asked about whoever's turn it is: what stood still, and what was found before
 * @returns up to where it asked; nothing where the next look begins anew
 */
export async function lookAtPaths(
  { database, fullCircle }: Tools,
  at: Instant,
  first: readonly string[],
): Promise<{ findings: Finding[]; asked: boolean; upTo: number | null }> {
  const before = await database.auditRun.findFirst({ orderBy: { at: 'desc' }, select: { askedUpTo: true } });
  const from = before?.askedUpTo ?? null;
  const { rows, upTo } = await pathsThatGoOn(database, first, from);
  const owed = rows.map((row) => owedPath({ database, fullCircle }, row, at));
  const { findings, asked } = await askAbout({ database, fullCircle }, owed);
  return { findings, asked, upTo: asked ? upTo : from };
}

function owedPath(tools: Tools, row: GoesOn, at: Instant): Owed {
  return {
    workflowId: row.workflowId,
    kind: 'path-unwatched',
    place: placeOf(row),
    stillOpen: () => stillGoesOn(tools.database, row.workflowId),
    restart: (again) => begin(tools, row, at, again),
    // What follows an occasion ends when nothing is left to do, and begins again with the next.
    ...(row.kind === 'occasion' && { alsoClosed: true }),
  };
}

/**
 * Begins one of them, or a shift or an escalation, again because a human says so, however its run has ended.
 * @throws NotThere when PostgreSQL does not say that it goes on
 * @throws Refused `NotRestored` when the rows do not say enough
 */
export async function restoreByHand(
  { database, fullCircle }: Tools,
  workflowId: string,
  at: Instant,
): Promise<Owed & { state: 'restored' | 'running-already' }> {
  const { rows } = await pathsThatGoOn(database, [workflowId], null);
  const row = rows.find((one) => one.workflowId === workflowId);
  const owed = row
    ? owedPath({ database, fullCircle }, row, at)
    : (await owedRuns({ database, fullCircle }, at)).find((one) => one.workflowId === workflowId);
  if (!owed) throw new NotThere(workflowId);
  if ((await fullCircle.runOf(workflowId, { timeoutMs: PATIENCE_MS })) === 'running')
    return { ...owed, state: 'running-already' };
  if (!(await owed.restart('after-any-end'))) {
    throw new Refused(
      'NotRestored',
      `${workflowId} cannot go on: its rows do not say enough. End it, and begin anew.`,
    );
  }
  return { ...owed, state: 'restored' };
}

function placeOf({ programId, siteId, journeyId, mentorshipId, kind }: GoesOn): Owed['place'] {
  return { programId, siteId, journeyId, mentorshipId, details: { what: kind } };
}

async function begin(
  { database, fullCircle }: Tools,
  { kind, ref, programId, siteId, occasion }: GoesOn,
  at: Instant,
  again?: Again,
): Promise<boolean> {
  const options = { timeoutMs: PATIENCE_MS, again };
  const now = new Date(at);
  switch (kind) {
    case 'journey': {
      const input = await restoredJourney(database, ref, now);
      return input !== undefined && (await fullCircle.journeys.start(input, options)).started;
    }
    case 'mentorship': {
      const input = await restoredPair(database, ref, now);
      return input !== undefined && (await fullCircle.mentorships.start(input, options)).started;
    }
    case 'transition': {
      const input = await restoredCrossing(database, ref, now);
      return input !== undefined && (await fullCircle.transitions.start(input, options)).started;
    }
    case 'request':
      return (await fullCircle.requests.make(await restoredRequest(database, ref, at), options)).started;
    case 'occasion':
      await fullCircle.occasions.wake(
        {
          kind: occasion as OccasionInput['kind'],
          ref,
          programId: as(programId),
          ...(siteId ? { siteId: as(siteId) } : {}),
        },
        options,
      );
      return true;
  }
}
