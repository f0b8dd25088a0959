import { NotThere } from '../../client/fullCircle';
import type { ProgramPolicy, Role, Stage } from '../../domain/policy';
import { effectOf, type MoveEffect } from '../../domain/versions';
import type { Database } from '../../platform/database';
import { parseDefinition, type Definition } from '../../programs';
import { programInUse } from '../definitions';
import { staffName } from '../names';

/** Which paths a move is about: all of the program's, or those named, or those at a stage. */
export interface Which {
  journeys?: readonly string[] | undefined;
  stage?: Stage | undefined;
}

/** One path on another version, and what moving it would do. */
export interface Affected {
  journeyId: string;
  participantId: string;
  personId: string;
  name: string;
  role: Role;
  stage: Stage;
  status: string;
  /** Version that it runs on. */
  from: string;
  effect: MoveEffect;
}

export interface Target {
  definition: Definition;
  policy: ProgramPolicy;
  version: string;
}

/** A version by its hash, or the first characters of it: of those that were ever in use, and of those that are proposed. */
export async function versionNamed(database: Database, programId: string, named?: string): Promise<Target> {
  if (named === undefined) return programInUse(database, programId);
  const where = { programId, version: { startsWith: named } };
  const used = await database.programVersion.findMany({ where, take: 2 });
  const rows = used.length > 0 ? used : await database.programProposal.findMany({ where, take: 2 });
  const [row] = rows;
  if (!row || rows.length > 1) throw new NotThere(`version ${named} of ${programId}`);
  if (used.length > 0) return programInUse(database, programId, row.version);
  const { definition, policy } = parseDefinition(
    JSON.stringify(row.definition),
    `${programId}@${row.version}`,
  );
  return { definition, policy: { ...policy, version: row.version }, version: row.version };
}

/** Everybody whose path runs on another version than the target, and what the move would change for each. */
export async function affectedBy(
  database: Database,
  programId: string,
  target: Pick<Target, 'policy' | 'version'>,
  { journeys, stage }: Which = {},
): Promise<Affected[]> {
  const rows = await database.journey.findMany({
    where: {
      programId,
      status: { in: ['active', 'paused'] },
      programVersion: { not: target.version },
      ...(journeys ? { OR: [{ id: { in: [...journeys] } }, { participantId: { in: [...journeys] } }] } : {}),
      ...(stage ? { stage } : {}),
    },
    include: { participant: { include: { person: true } } },
    orderBy: [{ stage: 'asc' }, { startedAt: 'asc' }, { id: 'asc' }],
  });
  const [open, happened, policies] = await Promise.all([
    openSteps(
      database,
      rows.map(({ id }) => id),
    ),
    trainingOf(
      database,
      rows.map(({ id }) => id),
    ),
    policiesOf(
      database,
      programId,
      rows.map(({ programVersion }) => programVersion),
    ),
  ]);
  return rows.flatMap((row) => {
    const from = policies.get(row.programVersion);
    if (!from) return [];
    const steps = open.get(row.id) ?? [];
    const { modules = [], becoming } = happened.get(row.id) ?? {};
    return [
      {
        journeyId: row.id,
        participantId: row.participantId,
        personId: row.participant.personId,
        name: staffName(row.participant.person),
        role: row.role as Role,
        stage: row.stage as Stage,
        status: row.status,
        from: row.programVersion,
        effect: effectOf(from, target.policy, {
          role: row.role as Role,
          stage: row.stage as Stage,
          passedSteps: row.passedSteps,
          openSteps: steps.filter((step) => !row.passedSteps.includes(step)),
          privileges: row.privileges,
          tier: row.participant.tier ?? undefined,
          training: modules,
          becoming,
        }),
      },
    ];
  });
}

async function openSteps(database: Database, journeyIds: string[]): Promise<Map<string, string[]>> {
  const waits = await database.wait.findMany({
    where: { journeyId: { in: journeyIds }, kind: 'screening-step', closedAt: null },
    select: { journeyId: true, details: true },
  });
  const steps = new Map<string, string[]>();
  for (const { journeyId, details } of waits) {
    const { step } = (details ?? {}) as { step?: string };
    if (journeyId && step) steps.set(journeyId, [...(steps.get(journeyId) ?? []), step]);
  }
  return steps;
}

/** What the ledger says of training, and of the consent to become a mentor, in the order in which it was given. */
async function trainingOf(
  database: Database,
  journeyIds: string[],
): Promise<Map<string, { modules: string[]; becoming: boolean }>> {
  const events = await database.event.findMany({
    where: { journeyId: { in: journeyIds }, kind: { in: ['training-completed', 'transition-consented'] } },
    orderBy: { id: 'asc' },
    select: { journeyId: true, kind: true, data: true },
  });
  const found = new Map<string, { modules: string[]; becoming: boolean }>();
  for (const { journeyId, kind, data } of events) {
    const known = found.get(journeyId ?? '') ?? { modules: [], becoming: false };
    const { module, consents } = data as { module?: string; consents?: boolean };
    if (kind === 'training-completed' && module) known.modules.push(module);
    else known.becoming = consents === true;
    found.set(journeyId ?? '', known);
  }
  return found;
}

async function policiesOf(
  database: Database,
  programId: string,
  versions: string[],
): Promise<Map<string, ProgramPolicy>> {
  const policies = new Map<string, ProgramPolicy>();
  for (const version of new Set(versions)) {
    const known = await programInUse(database, programId, version).catch((error: unknown) => {
      if (error instanceof NotThere) return undefined;
      throw error;
    });
    if (known) policies.set(version, known.policy);
  }
  return policies;
}
