import { createHash } from 'node:crypto';
import { Refused } from '../client/fullCircle';
import { CONSENT_WORDING, type ConsentWording } from '../domain/consentWording';
import { appendEvents } from '../activities/records/rows';
import { statement } from '../activities/records/statement';
import { idFromKey } from '../platform/newId';
import type { Transaction } from '../platform/database';
import type { Acceptance, Prisma } from '../prisma/generated/client';
import type { Definition } from '../programs';
import { canonical } from '../programs/version';
import type { Actor } from '../workflows/contract';
import type { Caller } from './access';
import { programInUse } from './definitions';
import type { ParticipantActs } from './participants';
import { businessNow, type OfficeTools } from './tools';

/** How somebody said that they agree. */
export type How = 'apply' | 'referral' | 'link' | 'paper';

/** Words that are agreed to, under the version that is kept with the agreement. */
export interface Agreeable<Content> {
  version: string;
  content: Content;
}

export function guidelinesOf({ guidelines }: Definition): Agreeable<Definition['guidelines']> {
  return { version: hash(guidelines), content: guidelines };
}

export function consentOf({ application }: Definition): Agreeable<ConsentWording> {
  const content = {
    sms: application.consent.sms ?? CONSENT_WORDING.sms,
    email: application.consent.email ?? CONSENT_WORDING.email,
  };
  return { version: hash(content), content };
}

export interface Agreements {
  guidelines: {
    /** Of the words as they are now; none where the program has no guidelines. */
    version: string | null;
    accepted: Acceptance | null;
    /** They agreed to earlier words, and are asked again the next time they open a page of theirs. */
    askAgain: boolean;
  };
  /** Everything they agreed to, the latest first. */
  history: Acceptance[];
}

/** What people agreed to: which words exactly, when, and how they said so. */
export function agreementActs(tools: OfficeTools, participants: Pick<ParticipantActs, 'find'>) {
  const { database } = tools;

  async function show(caller: Caller, participant: string): Promise<Agreements> {
    const { personId, programId } = await participants.find(caller, participant);
    return ofPerson(personId, programId);
  }

  /** For the person's own pages, to which their link lets them in. */
  async function ofPerson(personId: string, programId: string): Promise<Agreements> {
    const { definition } = await programInUse(database, programId);
    const history = await database.acceptance.findMany({
      where: { personId, programId },
      orderBy: [{ at: 'desc' }, { id: 'asc' }],
    });
    const { version, content } = guidelinesOf(definition);
    const all = history.filter(({ what }) => what === 'guidelines');
    // Words that come back as they once were are words that were agreed to.
    const accepted = all.find((one) => one.version === version) ?? all[0] ?? null;
    const askAgain = content.length > 0 && accepted !== null && accepted.version !== version;
    return {
      guidelines: { version: content.length > 0 ? version : null, accepted, askAgain },
      history,
    };
  }

  /**
   * The person agrees to the guidelines, or staff record that they did on paper.
   * @param input.version of the words that they were shown
   * @throws Refused `NoGuidelines`, `WordsChanged`
   */
  async function accept(
    caller: Caller,
    participant: string,
    input: { version: string; how: 'link' | 'paper' },
  ): Promise<Agreements> {
    const { personId, programId, siteId } = await participants.find(caller, participant, 'take-part');
    const { definition } = await programInUse(database, programId);
    const { version, content } = guidelinesOf(definition);
    if (content.length === 0)
      throw new Refused('NoGuidelines', `${programId} has no guidelines to agree to.`);
    if (input.version !== version)
      throw new Refused(
        'WordsChanged',
        'The words have changed since this page was opened; read them once more.',
      );
    const place = { personId, programId, siteId };
    await database.$transaction((tx) =>
      keep(tx, {
        ...place,
        what: 'guidelines',
        words: { version, content },
        how: input.how,
        by: caller.actor,
      }),
    );
    return ofPerson(personId, programId);
  }

  /** Keeps the words and that they were agreed to; agreeing to the same words again is one agreement. */
  async function keep(
    tx: Transaction,
    given: {
      personId: string;
      programId: string;
      siteId: string | null;
      what: 'guidelines' | 'consent';
      words: Agreeable<unknown>;
      channels?: string[];
      how: How;
      by: Actor;
    },
  ): Promise<void> {
    const { personId, programId, siteId, what, words, channels = [], how, by } = given;
    const at = await businessNow(tools);
    const { version } = words;
    const id = idFromKey('acceptance', personId, programId, what, version, ...channels);
    await tx.wording.createMany({
      skipDuplicates: true,
      data: { programId, what, version, content: words.content as Prisma.InputJsonValue, at },
    });
    await tx.acceptance.createMany({
      skipDuplicates: true,
      data: { id, personId, programId, what, version, channels, how, by, at },
    });
    await tx.$executeRaw(
      statement(
        appendEvents([
          {
            key: `acceptance-${id}`,
            kind: 'agreement-accepted',
            programId,
            siteId,
            personId,
            actor: by,
            data: { what, version, how },
            at,
          },
        ]),
      ),
    );
  }

  return { show, ofPerson, accept, keep };
}

export type AgreementActs = ReturnType<typeof agreementActs>;

function hash(content: unknown): string {
  return createHash('sha256').update(canonical(content)).digest('hex').slice(0, 12);
}
