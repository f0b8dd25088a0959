/**
 * The one guard of the house: role × program × site. Pages, API, event streams and CLI all ask here (rule 10), with the
 * place of the thing that is looked at or acted on.
 */
import type { PersonId } from '../domain/ids';
import type { Actor } from '../workflows/contract';
import { NotThere } from '../client/fullCircle';

export const STAFF_ROLES = ['admin', 'coordinator', 'supervisor', 'viewer', 'partner'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

export const ACTIONS = [
  /** People, their standing, shifts, escalations. */
  'see',
  /** What was written to people and what they wrote. */
  'read-messages',
  'manage-people',
  'decide-journeys',
  /** A participant's own part of a journey: surveys, answers, goals, consent, pausing. */
  'take-part',
  'manage-shifts',
  'answer-shift-check-ins',
  'handle-escalations',
  'manage-workshops',
  'manage-programs',
  'manage-access',
  /** How the system itself is doing: the auditor's findings, channels, refused webhooks. */
  'watch-system',
] as const;
export type Action = (typeof ACTIONS)[number];

const ALLOWED: Record<StaffRole, readonly Action[]> = {
  /** Nothing anywhere: what was shared with a partner is in `transitions/reach`, and nowhere else. */
  partner: [],
  viewer: ['see'],
  supervisor: [
    'see',
    'read-messages',
    'take-part',
    'manage-shifts',
    'answer-shift-check-ins',
    'handle-escalations',
  ],
  coordinator: [
    'see',
    'read-messages',
    'manage-people',
    'decide-journeys',
    'take-part',
    'manage-shifts',
    'answer-shift-check-ins',
    'handle-escalations',
    'manage-workshops',
    'watch-system',
  ],
  admin: ACTIONS,
};

/** What a person may do about themself, through a personal link or a reply, without being staff. */
const OWN: readonly Action[] = ['take-part', 'answer-shift-check-ins'];

/** No program: every program. No site: every site of the program, and what belongs to no site. */
export interface Grant {
  role: StaffRole;
  programId?: string | null;
  siteId?: string | null;
  /** With the role `partner`: which of the program's partner organisations. */
  partner?: string | null;
}
export type Scope = readonly Grant[];

/** Where a thing is. */
export interface Place {
  programId: string;
  siteId?: string | null;
}

/** Who acts, what they may, and through which door they came in. */
export interface Caller {
  actor: Actor;
  scope: Scope;
  via: 'console' | 'api' | 'cli' | 'link';
  /** The person behind the actor: what they may do about themself, and who takes an escalation on. */
  personId?: PersonId;
}

/** Somebody who sees everything: the installation's own tools. */
export const EVERYWHERE: Scope = [{ role: 'admin' }];

/** Somebody who was told of a thing may see to it, whatever they may do besides: many on a rota have no account. */
export function asTold(caller: Caller, { programId, siteId = null }: Place): Caller {
  return { ...caller, scope: [{ role: 'supervisor', programId, siteId }] };
}

/** Grants as they are stored; a role that this release does not know grants nothing. */
export function scopeOf(
  grants: readonly {
    role: string;
    programId?: string | null;
    siteId?: string | null;
    partner?: string | null;
  }[],
): Scope {
  return grants.filter((grant): grant is Grant => STAFF_ROLES.includes(grant.role as StaffRole));
}

/** Somebody of a partner organisation and nothing else: pages and routes of the program are not there for them. */
export function isPartnerOnly(scope: Scope): boolean {
  return scope.length > 0 && scope.every(({ role }) => role === 'partner');
}

/** True when one of the grants allows the action at that place. */
export function can(scope: Scope, action: Action, place: Place): boolean {
  return scope.some(
    (grant) =>
      ALLOWED[grant.role].includes(action) &&
      (!grant.programId || grant.programId === place.programId) &&
      (!grant.siteId || grant.siteId === place.siteId),
  );
}

/** True when the caller may act at that place, or about themself. */
export function may(caller: Caller, action: Action, place: Place, about?: string | null): boolean {
  if (can(caller.scope, action, place)) return true;
  return about != null && about === caller.personId && OWN.includes(action);
}

/** They can see it, and may not do that to it. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed';
  constructor(readonly action: Action) {
    super(`Your role does not include this (${action}). Ask an administrator of the program.`);
  }
}

/**
 * Lets an allowed act pass.
 * @param what names the thing, should the caller not even be allowed to know of it
 * @throws NotThere for what the caller cannot see, as if it did not exist
 * @throws NotAllowed for what they can see and not do
 */
export function guard(
  caller: Caller,
  action: Action,
  place: Place,
  what: string,
  about?: string | null,
): void {
  if (may(caller, action, place, about)) return;
  if (!can(caller.scope, 'see', place)) throw new NotThere(what);
  throw new NotAllowed(action);
}

/** No program has this id. */
const NOWHERE = '';

/** A Prisma filter for tables with `programId` and `siteId`: the rows at which the action is allowed. */
export function within(
  scope: Scope,
  action: Action = 'see',
): { OR?: Partial<Record<'programId' | 'siteId', string>>[] } {
  const grants = scope.filter((grant) => ALLOWED[grant.role].includes(action));
  if (grants.some((grant) => !grant.programId && !grant.siteId)) return {};
  // An empty OR within another one would let everything through.
  if (grants.length === 0) return { OR: [{ programId: NOWHERE }] };
  return {
    OR: grants.map(({ programId, siteId }) => ({
      ...(programId ? { programId } : {}),
      ...(siteId ? { siteId } : {}),
    })),
  };
}

/** The same for tables that know the program only: those of which the whole program is in reach. */
export function withinPrograms(scope: Scope, action: Action = 'see'): { programId?: { in: string[] } } {
  const grants = scope.filter((grant) => ALLOWED[grant.role].includes(action) && !grant.siteId);
  if (grants.some((grant) => !grant.programId)) return {};
  return { programId: { in: grants.map((grant) => grant.programId as string) } };
}
