import { appendEvents } from '../activities/records/rows';
import { statement } from '../activities/records/statement';
import { Refused } from '../client/fullCircle';
import { DAY, plus } from '../domain/duration';
import type { EventKind } from '../domain/ledger';
import { newId } from '../platform/newId';
import { can, guard, type Caller } from './access';
import { heldUpBy, WHAT_TO_DO, type HeldUpBy } from './erasure/heldUp';
import type { ParticipantActs } from './participants';
import { businessNow, type OfficeTools } from './tools';

/** Time to think again, or for a colleague to notice a mistake. */
const DAYS_TO_THINK_AGAIN = 7;

export interface ErasureShown {
  id: string;
  askedBy: string;
  askedAt: Date;
  dueAt: Date;
  heldUpBy: HeldUpBy | null;
}

/** Being forgotten: asked for by the person or for them, taken back until its day, and then carried out by itself. */
export function erasureActs(tools: OfficeTools, participants: Pick<ParticipantActs, 'find' | 'look'>) {
  const { database } = tools;

  const waiting = (personId: string) =>
    database.erasure.findFirst({ where: { personId, status: 'waiting' } });

  /** The person in every program that they are in: all of it goes, so whoever asks must be in charge of all of it. */
  async function subject(caller: Caller, which: string) {
    const participant = await participants.find(caller, which, 'take-part');
    const { personId } = participant;
    const isThemself = caller.personId === personId;
    const everywhere = await database.participant.findMany({ where: { personId } });
    for (const place of isThemself ? [] : everywhere) {
      if (place.id === participant.id) guard(caller, 'manage-people', place, `participant ${which}`);
      else if (!can(caller.scope, 'manage-people', place))
        throw new Refused(
          'InOtherProgram',
          'This person is in another program too; somebody in charge of both has to ask for it.',
        );
    }
    return participant;
  }

  return {
    /**
     * Everything personal of somebody is removed in a week; figures keep their totals. The same again changes nothing.
     * @throws Refused while they are on a shift or an alarm about them is open, and for colleagues with an account
     */
    async ask(caller: Caller, which: string): Promise<ErasureShown> {
      const { personId, programId, siteId } = await subject(caller, which);
      const before = await waiting(personId);
      if (before) return shown(before);
      if (await database.account.findUnique({ where: { personId } }))
        throw new Refused(
          'HasAccount',
          'They are a colleague with an account: what staff did is kept. Remove the account first.',
        );
      const held = await heldUpBy(database, personId);
      if (held) throw new Refused('HeldUp', `Not now: ${WHAT_TO_DO[held]}`);
      const at = await businessNow(tools);
      const row = {
        id: newId(),
        personId,
        programId,
        siteId,
        status: 'waiting',
        askedBy: caller.actor,
        askedAt: at,
        dueAt: plus(at, DAYS_TO_THINK_AGAIN * DAY),
      };
      const [created] = await database.$transaction([
        database.erasure.create({ data: row }),
        happened(row, caller, 'erasure-asked', at),
      ]);
      return shown(created);
    },

    /** @throws Refused when there is nothing to take back */
    async takeBack(caller: Caller, which: string): Promise<void> {
      const { personId } = await subject(caller, which);
      const row = await waiting(personId);
      if (!row) throw new Refused('NothingToTakeBack', 'Nobody has asked for this person to be erased.');
      const at = await businessNow(tools);
      await database.$transaction([
        database.erasure.update({
          where: { id: row.id },
          data: { status: 'taken-back', endedAt: at, endedBy: caller.actor },
        }),
        happened(row, caller, 'erasure-taken-back', at),
      ]);
    },

    /** What waits to be carried out, if anything: for staff, and for the person themself. */
    async show(caller: Caller, which: string): Promise<ErasureShown | null> {
      const { personId } = await participants.look(caller, which);
      const row = await waiting(personId);
      return row && shown(row);
    },
  };

  function happened(
    row: { id: string; personId: string; programId: string; siteId: string | null },
    { actor }: Caller,
    kind: EventKind,
    at: Awaited<ReturnType<typeof businessNow>>,
  ) {
    const { id, personId, programId, siteId } = row;
    return database.$executeRaw(
      statement(
        appendEvents([{ key: `erasure-${id}/${kind}`, kind, programId, siteId, personId, actor, at }]),
      ),
    );
  }
}

function shown(row: {
  id: string;
  askedBy: string;
  askedAt: Date;
  dueAt: Date;
  heldUpBy: string | null;
}): ErasureShown {
  const { id, askedBy, askedAt, dueAt } = row;
  return { id, askedBy, askedAt, dueAt, heldUpBy: row.heldUpBy as HeldUpBy | null };
}
