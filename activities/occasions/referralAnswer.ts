import { plus } from '../../domain/duration';
import { as, type Instant } from '../../domain/ids';
import type { Transaction } from '../../platform/database';
import type { Referral } from '../../prisma/generated/client';
import type { Actor, OccasionInput } from '../../workflows/contract';
import { readProgram } from '../programs';
import { Notes } from './notes';

export const REFERRAL_OPEN = ['consent-asked', 'handing-over', 'introduced'];
export const REFERRAL_ENDS = ['introduced', 'arrived', 'did-not-suit', 'let-go'] as const;
export type ReferralEnd = (typeof REFERRAL_ENDS)[number];

export const referralKeys = {
  consent: (id: string) => `referral-${id}/consent`,
  step: (id: string) => `referral-${id}/step`,
  followUp: (id: string) => `referral-${id}/follow-up`,
};

/** The occasion that follows a referral. */
export function occasionOfReferral({ id, programId, siteId }: Referral): OccasionInput {
  return {
    kind: 'referral',
    ref: id,
    programId: as(programId),
    ...(siteId ? { siteId: as(siteId) } : {}),
  };
}

/**
 * Yes or no to what a referral waits for: the person's consent, the first contact that a named human makes, or how it goes
 * some time after. Runs in the caller's transaction.
 * @returns nothing where it is not this person's to say, or is said already
 */
export async function answerReferral(
  tx: Transaction,
  id: string,
  said: {
    wait: 'referral-consent' | 'referral-step' | 'referral-follow-up';
    yes: boolean;
    by: Actor;
    at: Instant;
    personId: string;
  },
): Promise<OccasionInput | undefined> {
  const referral = await tx.referral.findUnique({ where: { id } });
  if (!referral) return undefined;
  const isTheirs = referral.personId === said.personId;
  const { yes, by, at } = said;
  switch (said.wait) {
    case 'referral-consent':
      if (!isTheirs || !(await consent(tx, referral, { consents: yes, by, at }))) return undefined;
      break;
    case 'referral-step':
      // "No" is for a human to hear: who goes along instead?
      if (!yes || referral.companionPersonId !== said.personId) return undefined;
      if (!(await endReferral(tx, referral, { outcome: 'introduced', by, at }))) return undefined;
      break;
    case 'referral-follow-up':
      if (!isTheirs || !(await followUp(tx, referral, { well: yes, by, at }))) return undefined;
  }
  return occasionOfReferral(referral);
}

/** Nothing is said to a partner before this, and a no is the end of it. */
export async function consent(
  tx: Transaction,
  referral: Referral,
  { consents, by, at }: { consents: boolean; by: Actor; at: Instant },
): Promise<boolean> {
  const { id, personId, programId, companionPersonId } = referral;
  const { count } = await tx.referral.updateMany({
    where: { id, status: 'consent-asked' },
    data: consents ? { status: 'handing-over', consentedAt: at } : { status: 'not-wanted', endedAt: at },
  });
  if (count === 0) return false;
  const notes = new Notes(referral, at);
  notes.close(referralKeys.consent(id), consents ? 'yes' : 'no', by);
  notes.happened(`referral-${id}/consented`, 'referral-consented', by, personId, { referral: id, consents });
  if (consents) {
    const { referrals } = await readProgram(tx, programId);
    await askForStep(tx, notes, referral, plus(at, referrals.introduceWithin), companionPersonId);
  }
  await notes.write(tx);
  return true;
}

/** The next step is owed by the named human; while nobody is named, by staff. */
export async function askForStep(
  tx: Transaction,
  notes: Notes,
  referral: Referral,
  dueAt: Instant,
  companion: string | null,
  number = '',
): Promise<void> {
  const { id, personId, partnerId, programId, companionHow } = referral;
  const key = `${referralKeys.step(id)}${number}`;
  const isParticipant =
    companion !== null && (await tx.participant.count({ where: { personId: companion, programId } })) > 0;
  notes.open(key, {
    kind: 'referral-step',
    owedBy: isParticipant ? 'participant' : 'staff',
    ...(companion ? { personId: companion } : {}),
    subjectPersonId: personId,
    dueAt,
    details: { referral: id, partner: partnerId },
  });
  if (!companion) return;
  const about = { referral: id, partner: partnerId };
  const how = companionHow ?? 'introduces';
  notes.say(
    `${key}/asked`,
    companion,
    'referral-step',
    { ...about, other: personId, wait: key },
    { waitKey: key },
  );
  notes.say(`${key}/companion`, personId, 'referral-companion', { ...about, other: companion, how });
}

/** First contact, and how it ended. Whoever arrived is asked later how it goes. */
export async function endReferral(
  tx: Transaction,
  referral: Referral,
  { outcome, by, at }: { outcome: ReferralEnd; by: Actor; at: Instant },
): Promise<boolean> {
  const { id, personId, partnerId, programId } = referral;
  const { referrals } = await readProgram(tx, programId);
  const before = outcome === 'introduced' ? ['handing-over'] : REFERRAL_OPEN;
  const { count } = await tx.referral.updateMany({
    where: { id, status: { in: before } },
    data: {
      status: outcome,
      ...(outcome === 'introduced' ? {} : { endedAt: at }),
      ...(outcome === 'arrived' ? { followUpAt: plus(at, referrals.followUpAfter) } : {}),
    },
  });
  if (count === 0) return false;
  const notes = new Notes(referral, at);
  const waits = await tx.wait.findMany({
    where: { key: { startsWith: `referral-${id}/` }, closedAt: null },
    select: { key: true },
  });
  for (const { key } of waits) notes.close(key, outcome, by);
  const data = { referral: id, partner: partnerId, outcome };
  notes.happened(`referral-${id}/${outcome}`, 'referral-ended', by, personId, data);
  // Having been introduced is not having arrived: staff see whether they did.
  if (outcome === 'introduced')
    notes.open(`${referralKeys.step(id)}/arrival`, {
      kind: 'referral-step',
      owedBy: 'staff',
      subjectPersonId: personId,
      dueAt: plus(at, referrals.introduceWithin),
      details: { referral: id, partner: partnerId, arrival: true },
    });
  await notes.write(tx);
  return true;
}

async function followUp(
  tx: Transaction,
  referral: Referral,
  { well, by, at }: { well: boolean; by: Actor; at: Instant },
): Promise<boolean> {
  const { id, personId, partnerId } = referral;
  const answer = well ? 'well' : 'not-well';
  const { count } = await tx.referral.updateMany({
    where: { id, followUp: null },
    data: { followUp: answer },
  });
  if (count === 0) return false;
  const notes = new Notes(referral, at);
  notes.close(referralKeys.followUp(id), answer, by);
  const data = { referral: id, partner: partnerId, answer };
  notes.happened(`referral-${id}/followed-up`, 'referral-followed-up', by, personId, data);
  if (!well) {
    const key = `referral-${id}/task/not-well`;
    const details = { reason: 'referral-not-well', referral: id };
    notes.open(key, { kind: 'staff-task', owedBy: 'staff', subjectPersonId: personId, details });
    notes.happened(`${key}/opened`, 'staff-task-opened', 'system', personId, details);
  }
  await notes.write(tx);
  return true;
}
