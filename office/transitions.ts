import { NotThere, Refused, Unavailable, type CallOptions } from '../client/fullCircle';
import { as, instant, type JourneyId, type TransitionId, type WallClock, type Zone } from '../domain/ids';
import { TRANSITION_KINDS, type TransitionKind } from '../domain/policy';
import { isWallClock, resolve, wallClock } from '../domain/time';
import { idFromKey, newId } from '../platform/newId';
import type { Transition } from '../prisma/generated/client';
import type { Actor, CriticalTransitionState, MarkContact } from '../workflows/contract';
import { can, type Action, type Caller } from './access';
import { programInUse } from './definitions';
import { staffName } from './names';
import type { ParticipantActs } from './participants';
import { businessNow, type ActOptions, type OfficeTools } from './tools';
import { guardTransition } from './transitions/reach';
import { knownPartner } from './transitions/partners';
import { transitionReads, type TransitionFilter } from './transitions/read';
import { shareActs } from './transitions/shares';

/** The usual hour of a date of which only the day is known. */
const USUAL_TIME = '09:00';

export interface NewTransition {
  kind: TransitionKind;
  /** `YYYY-MM-DD`, or with a time `YYYY-MM-DDTHH:mm`; left out while nobody knows. */
  date?: string;
  /** False: the person can be written to all the same. What the program's plan says, when left out. */
  inside?: boolean;
  /** A partner of the program that has a part in it. */
  partner?: string;
}

export interface ReportedTransition {
  transitionId: string;
  /** `starting`: kept, and held already where somebody is inside; its plan follows when Temporal can be reached. */
  state: 'planned' | 'starting';
}

/** Hospital discharge, release from custody or rehabilitation, a change of housing: reported, moved, marked, closed. */
export function transitionActs(tools: OfficeTools, participants: Pick<ParticipantActs, 'find'>) {
  const { database, fullCircle } = tools;
  const reads = transitionReads(tools);

  /**
   * Reports a transition, by staff or by the person. The row comes first: from then on nothing automated goes to somebody
   * who is inside, whether or not Temporal is there.
   * @throws Refused `NoPath`, `UnknownKind`, `NotInside`, `NotADay`, `UnknownPartner`
   */
  async function report(
    caller: Caller,
    participantId: string,
    input: NewTransition,
    options?: ActOptions,
  ): Promise<ReportedTransition> {
    const { id, personId, programId, siteId, journeys } = await participants.find(
      caller,
      participantId,
      'take-part',
    );
    const [journey] = journeys;
    if (!journey || journey.status === 'ended' || journey.status === 'withdrawn') {
      throw new Refused('NoPath', 'This person has no path that goes on; start or reopen it first.');
    }
    const plan = await planOf(programId, input.kind);
    // Nothing in such a plan would ever say that they are out, and their messages would be held for good.
    if (input.inside && !plan.inside) {
      throw new Refused(
        'NotInside',
        `The plan for "${input.kind}" is one for people who can be written to; leave out "inside", or report a release.`,
      );
    }
    if (input.partner) await knownPartner(database, programId, input.partner);
    const zone = await zoneOf(programId, siteId);
    const at = await businessNow(tools);
    const date = input.date === undefined ? undefined : wallOf(input.date);
    const dateAt = date && resolve(date, zone).instant;
    const isAhead = dateAt === undefined || dateAt > at;
    const isInside = (input.inside ?? plan.inside) && isAhead;
    const transitionId = options?.key ? idFromKey('transition', caller.actor, options.key) : newId();
    await database.transition.createMany({
      skipDuplicates: true,
      data: [
        {
          id: transitionId,
          programId,
          siteId,
          personId,
          participantId: id,
          journeyId: journey.id,
          kind: input.kind,
          status: 'starting',
          dateWall: date ?? null,
          dateAt: dateAt ?? null,
          zone,
          insideSince: isInside ? at : null,
          partner: input.partner ?? null,
          reportedBy: caller.actor,
          reportedAt: at,
        },
      ],
    });
    return { transitionId, state: await run(transitionId, options) };
  }

  /** Tells the path of a transition that is stored as `starting`. */
  async function run(transitionId: string, options?: CallOptions): Promise<ReportedTransition['state']> {
    const row = await database.transition.findUniqueOrThrow({ where: { id: transitionId } });
    if (row.status !== 'starting') return 'planned';
    try {
      await fullCircle.journeys.reportTransition(
        as<JourneyId>(row.journeyId),
        {
          transitionId: as(row.id),
          kind: row.kind as TransitionKind,
          by: row.reportedBy as Actor,
          zone: as(row.zone),
          plan: await planOf(row.programId, row.kind),
          ...(row.dateWall && { date: as<WallClock>(row.dateWall) }),
          ...(row.insideSince && { insideSince: instant(row.insideSince) }),
          ...(row.partner && { partner: row.partner }),
        },
        options,
      );
      return 'planned';
    } catch (error) {
      if (error instanceof Unavailable) return 'starting';
      // The path has ended meanwhile: nobody is to be held for a plan that will never be.
      if (error instanceof NotThere) await giveUp(row);
      throw error;
    }
  }

  async function giveUp({ id }: Transition): Promise<void> {
    const closedAt = await businessNow(tools);
    await database.transition.updateMany({
      where: { id, status: 'starting' },
      data: { status: 'closed', outcome: 'cancelled', closedAt },
    });
  }

  async function planOf(programId: string, kind: string) {
    const { policy } = await programInUse(database, programId);
    const plan = policy.criticalTransitions?.find((one) => one.kind === kind);
    if (plan) return plan;
    const known = policy.criticalTransitions?.map((one) => one.kind) ?? TRANSITION_KINDS;
    throw new Refused('UnknownKind', `${programId} has no plan for "${kind}"; it has: ${known.join(', ')}.`);
  }

  async function zoneOf(programId: string, siteId: string | null): Promise<Zone> {
    const site = siteId ? await database.site.findUnique({ where: { id: siteId } }) : null;
    return site ? as<Zone>(site.zone) : (await programInUse(database, programId)).policy.zone;
  }

  async function find(caller: Caller, id: string, action: Action, owes?: string | null): Promise<Transition> {
    const row = await database.transition.findUnique({ where: { id } });
    if (!row) throw new NotThere(`transition ${id}`);
    await guardTransition(database, caller, action, row, owes);
    return row;
  }

  /** Finds one that an act can be done to. @throws Refused `TransitionOver`; Unavailable while it has not begun */
  async function going(caller: Caller, id: string, owes?: string | null): Promise<Transition> {
    const row = await find(caller, id, 'take-part', owes);
    if (row.status === 'closed') {
      throw new Refused('TransitionOver', 'This transition is closed; report a new one.');
    }
    if (row.status === 'starting' && (await run(row.id)) === 'starting') {
      throw new Unavailable(
        'Temporal cannot be reached; the report is kept, and nothing was changed.',
        false,
      );
    }
    return row;
  }

  return {
    ...shareActs(tools, participants),
    report,
    run,
    list: (caller: Caller, filter?: TransitionFilter) => reads.list(caller, filter),

    /** One transition with its plan; `history` is what happened on it, oldest first. */
    async show(caller: Caller, id: string) {
      await find(caller, id, 'see');
      const row = await database.transition.findUniqueOrThrow({ where: { id }, include: { contacts: true } });
      const [shown] = await reads.shown([row]);
      if (!shown) throw new NotThere(`transition ${id}`);
      const history = await database.event.findMany({
        where: { personId: row.personId, data: { path: ['transition'], equals: id } },
        orderBy: [{ at: 'asc' }, { id: 'asc' }],
      });
      const mayAct = can(caller.scope, 'take-part', row) || !can(caller.scope, 'see', row);
      return { ...shown, history, mayAct };
    },

    /** Another date, or null when nobody knows any more. @throws Refused `NotADay` and the workflow's own */
    async move(
      caller: Caller,
      id: string,
      input: { date: string | null },
      options?: ActOptions,
    ): Promise<CriticalTransitionState> {
      const row = await going(caller, id);
      const date = input.date === null ? null : wallOf(input.date);
      return fullCircle.transitions.moveDate(as<TransitionId>(row.id), { by: caller.actor, date }, options);
    },

    /** Says what became of a contact: staff, the partner, the mentor who owes it; that they are out also the person. */
    async mark(
      caller: Caller,
      id: string,
      input: { contact: string; outcome: MarkContact['outcome'] },
      options?: ActOptions,
    ): Promise<CriticalTransitionState> {
      const { contact, outcome } = input;
      const owed = await database.wait.findFirst({
        where: {
          workflowId: `transition-${id}`,
          kind: 'transition-contact',
          closedAt: null,
          personId: { not: null },
          details: { path: ['contact'], equals: contact },
        },
      });
      const row = await going(caller, id, owed?.personId);
      const on = wallClock(await businessNow(tools), as<Zone>(row.zone));
      return fullCircle.transitions.markContact(
        as<TransitionId>(row.id),
        { by: caller.actor, contact, outcome, on },
        options,
      );
    },

    /**
     * Says who hands over to whom. The person has said yes to it; the names stay in PostgreSQL.
     * @throws Refused `ConsentNeeded`, `PersonNeeded`
     */
    async handOver(
      caller: Caller,
      id: string,
      input: { from?: string; to: string; toPersonId?: string; consent: boolean },
      options?: ActOptions,
    ): Promise<CriticalTransitionState> {
      const row = await going(caller, id);
      if (!input.consent) {
        throw new Refused(
          'ConsentNeeded',
          'Nobody is handed over without their own yes; ask them, and say so here.',
        );
      }
      const to = input.toPersonId
        ? await database.person.findUnique({ where: { id: input.toPersonId } })
        : null;
      if (input.toPersonId && !to) throw new NotThere(`person ${input.toPersonId}`);
      const called = input.to.trim() || (to ? staffName(to) : '');
      if (!called) throw new Refused('PersonNeeded', 'Name the person who takes over.');
      const self = caller.personId
        ? await database.person.findUnique({ where: { id: caller.personId } })
        : null;
      const state = await fullCircle.transitions.arrangeHandOver(
        as<TransitionId>(row.id),
        { by: caller.actor, ...(to && { to: as(to.id) }) },
        options,
      );
      await database.transition.update({
        where: { id: row.id },
        data: {
          handOverFrom: input.from?.trim() || (self ? staffName(self) : null),
          handOverTo: called,
          handOverToPersonId: to?.id ?? null,
          handOverConsentAt: await businessNow(tools),
          handOverBy: caller.actor,
        },
      });
      return state;
    },

    /** Ends it by hand: it is completed, or it does not come after all. */
    async close(
      caller: Caller,
      id: string,
      input: { outcome: 'completed' | 'cancelled' },
      options?: ActOptions,
    ): Promise<CriticalTransitionState> {
      const row = await going(caller, id);
      return fullCircle.transitions.close(
        as<TransitionId>(row.id),
        { by: caller.actor, outcome: input.outcome },
        options,
      );
    },
  };
}

export type TransitionActs = ReturnType<typeof transitionActs>;

/** @throws Refused `NotADay` */
function wallOf(text: string): WallClock {
  const wall = /T/.test(text) ? text : `${text}T${USUAL_TIME}`;
  if (!isWallClock(wall)) {
    throw new Refused('NotADay', `"${text}" is not a day; write it like 2026-03-01, or 2026-03-01T08:30.`);
  }
  return wall;
}
