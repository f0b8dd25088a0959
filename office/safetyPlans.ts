import { appendEvents } from '../activities/records/rows';
import { statement } from '../activities/records/statement';
import { Refused } from '../client/fullCircle';
import { instant } from '../domain/ids';
import { duressPhraseProblems, understand } from '../domain/replies';
import { planFlag, planProblems, type CallRule, type PlanContact } from '../domain/safetyPlan';
import { idFromKey, newId } from '../platform/newId';
import { can, type Caller } from './access';
import { phoneNumber } from './contact';
import { staffName } from './names';
import type { ParticipantActs } from './participants';
import type { ActOptions, OfficeTools } from './tools';

export interface NewSafetyPlan {
  contacts: readonly { name: string; relation?: string; phone: string; note?: string }[];
  police: CallRule;
  ambulance: CallRule;
  /** Looks like an answer that clears, and alarms silently. Empty: none. */
  duressPhrase?: string;
  notes?: string;
  language?: 'en' | 'fr';
}

export interface SafetyPlan {
  version: number;
  contacts: PlanContact[];
  police: CallRule;
  ambulance: CallRule;
  duressPhrase: string | null;
  notes: string | null;
  language: string;
  agreedAt: Date;
  agreedBy: string;
}

export interface SafetyPlanShown {
  participantId: string;
  personId: string;
  programId: string;
  siteId: string | null;
  name: string;
  /** The one that holds; null where none was agreed. */
  plan: SafetyPlan | null;
  flag?: 'missing' | 'old';
  versions: { version: number; agreedAt: Date; agreedBy: string }[];
}

/** What people are asked, in either language: a phrase that clears any of it is an ordinary answer. */
const ASKED = ['end-of-shift', 'start-of-shift', 'in-shift', 'retention'] as const;

export function safetyPlanActs(tools: OfficeTools, participants: Pick<ParticipantActs, 'find'>) {
  const { database } = tools;

  /** Only those who handle escalations where the peer is see what was agreed. @throws NotThere, NotAllowed */
  const find = (caller: Caller, participant: string) =>
    participants.find(caller, participant, 'handle-escalations');

  async function show(caller: Caller, participant: string): Promise<SafetyPlanShown> {
    const { id, personId, programId, siteId, person } = await find(caller, participant);
    const rows = await database.safetyPlan.findMany({
      where: { participantId: id },
      orderBy: { version: 'desc' },
    });
    const [latest] = rows;
    const flag = planFlag(latest?.agreedAt, await tools.clock.now());
    return {
      participantId: id,
      personId,
      programId,
      siteId,
      name: staffName(person),
      plan: latest
        ? {
            version: latest.version,
            contacts: latest.contacts as unknown as PlanContact[],
            police: latest.police as unknown as CallRule,
            ambulance: latest.ambulance as unknown as CallRule,
            duressPhrase: latest.duressPhrase,
            notes: latest.notes,
            language: latest.language,
            agreedAt: latest.agreedAt,
            agreedBy: latest.agreedBy,
          }
        : null,
      ...(flag ? { flag } : {}),
      versions: rows.map(({ version, agreedAt, agreedBy }) => ({ version, agreedAt, agreedBy })),
    };
  }

  return {
    show,

    /** The plan of somebody whom an escalation is about; nothing for callers who may not see it, nor in a practice. */
    async forEscalation(
      caller: Caller,
      escalation: { kind: string; programId: string; siteId: string | null; subjectPersonId: string },
    ): Promise<SafetyPlanShown | undefined> {
      if (escalation.kind === 'drill' || !can(caller.scope, 'handle-escalations', escalation))
        return undefined;
      const participant = await database.participant.findUnique({
        where: {
          personId_programId: { personId: escalation.subjectPersonId, programId: escalation.programId },
        },
        select: { id: true, siteId: true, programId: true },
      });
      // A peer who works at another site today is theirs to look for today.
      if (!participant) return undefined;
      const scope = [{ role: 'supervisor' as const, programId: escalation.programId }];
      return show({ ...caller, scope }, participant.id);
    },

    /**
     * Keeps what was agreed with a peer, as a new version. The phrase of the newest version is the one that texts are
     * compared with from now on. With the same key it is the same version.
     * @throws Refused `BadPlan` saying everything that is wrong, `NotAPhone`, `BadPhrase`
     */
    async agree(
      caller: Caller,
      participant: string,
      input: NewSafetyPlan,
      options?: ActOptions,
    ): Promise<SafetyPlanShown> {
      const { id, personId, programId, siteId, person } = await find(caller, participant);
      const contacts = input.contacts.map(({ name, relation = '', phone, note = '' }) => ({
        name: name.trim().slice(0, 100),
        relation: relation.trim().slice(0, 100),
        phone: phoneNumber(phone),
        note: note.trim().slice(0, 300),
      }));
      const notes = input.notes?.trim() ?? '';
      const { police, ambulance } = input;
      const problems = planProblems({ contacts, police, ambulance, notes });
      if (problems.length > 0) throw new Refused('BadPlan', problems.join(' '));
      const phrase = input.duressPhrase?.trim() ?? '';
      if (phrase) {
        const wrong = duressPhraseProblems(phrase, saysSomethingOrdinary);
        if (wrong.length > 0) throw new Refused('BadPhrase', `The duress phrase: ${wrong.join(' ')}`);
      }
      const at = instant(await tools.clock.now());
      const planId = options?.key ? idFromKey('safety-plan', id, caller.actor, options.key) : newId();
      await database.$transaction(async (tx) => {
        // Two who write at once make two versions, one after the other.
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`safety plan of ${id}`}))`;
        if (await tx.safetyPlan.findUnique({ where: { id: planId } })) return;
        const version = 1 + (await tx.safetyPlan.count({ where: { participantId: id } }));
        await tx.safetyPlan.create({
          data: {
            id: planId,
            participantId: id,
            personId,
            programId,
            siteId,
            version,
            contacts,
            police: { ...police },
            ambulance: { ...ambulance },
            duressPhrase: phrase || null,
            notes: notes || null,
            language: input.language ?? person.language,
            agreedAt: at,
            agreedBy: caller.actor,
          },
        });
        await tx.person.update({ where: { id: personId }, data: { duressPhrase: phrase || null } });
        await tx.$executeRaw(
          statement(
            appendEvents([
              {
                key: `participant-${id}/safety-plan/${version}`,
                kind: 'safety-plan-agreed',
                programId,
                siteId,
                personId,
                actor: caller.actor,
                data: { version, contacts: contacts.length },
                at,
              },
            ]),
          ),
        );
      });
      return show(caller, id);
    },
  };
}

/** True for what means something on an ordinary day: it clears, asks for help, opts out, extends, accepts. */
function saysSomethingOrdinary(text: string): boolean {
  return ASKED.some((awaiting) =>
    (['en', 'fr'] as const).some((language) =>
      understand(text, { awaiting, language, onShift: awaiting !== 'retention' }).effects.some(
        ({ kind }) => kind !== 'human',
      ),
    ),
  );
}
