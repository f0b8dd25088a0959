import type { Desk } from '../desk';

/** What other parts of the program keep of somebody whose path and pair are there already, with a mark in all of it. */
export async function wellKnownInDepth(
  { database, now }: Pick<Desk, 'database' | 'now'>,
  mark: string,
  { personId, participantId, journeyId }: { personId: string; participantId: string; journeyId: string },
  other: { personId: string; participantId: string },
): Promise<void> {
  const at = new Date(now);
  const by = `person:${personId}`;
  const programId = 'kwmunity';
  const theirs = { participantId, personId, programId };
  await database.goalStep.create({
    data: { id: 'step', goalId: 'g', title: mark, position: 0, createdAt: at },
  });
  await database.surveyDraft.create({
    data: {
      ...{ id: 'draft', participantId, survey: 'matching', answers: { dream: mark }, status: 'open' },
      ...{ waitKey: `journey-${journeyId}/survey`, startedAt: at, updatedAt: at },
    },
  });
  await database.matchFlag.create({
    data: {
      ...{ id: 'flag', mentorshipId: 'pair', programId, side: 'mentor', words: mark, by: 'account:ana', at },
      ...{ menteeId: participantId, mentorId: other.participantId, hideFrom: personId },
    },
  });
  await database.caseloadReason.create({
    data: {
      ...{ mentorshipId: 'pair', mentorId: other.participantId, limit: 1, would: 2 },
      ...{ reason: mark, by: 'account:ana', at },
    },
  });
  await database.appointment.create({
    data: {
      ...{ id: 'visit', ...theirs, title: mark, place: mark, startsWall: '2026-09-01T10:00' },
      ...{ zone: 'America/Toronto', startsAt: at, companionPersonId: other.personId, status: 'planned' },
      ...{ createdBy: by, createdAt: at },
    },
  });
  await database.occasion.create({
    data: { id: 'occasion-appointment-visit', kind: 'appointment', ref: 'visit', programId, nextAt: at },
  });
  await database.referral.create({
    data: {
      ...{ id: 'ref', ...theirs, partnerId: 'house', status: 'introduced', createdBy: by, createdAt: at },
      companionPersonId: other.personId,
    },
  });
  await database.transition.create({
    data: {
      ...{ id: 'out', ...theirs, journeyId, kind: 'hospital', status: 'open', zone: 'America/Toronto' },
      ...{ handOverFrom: mark, handOverTo: mark, handOverBy: by, reportedBy: by, reportedAt: at },
      contacts: { create: { contact: 'before', what: 'contact', owedBy: 'staff', status: 'late' } },
    },
  });
  await database.partnerShare.create({
    data: {
      ...{ id: 'share', programId, personId, partner: mark, consentVia: 'paper' },
      ...{ consentAt: at, recordedBy: by },
    },
  });
  await database.deathRecord.create({
    data: {
      ...{ id: 'mistake', personId, programId, recordedBy: 'account:ana', recordedAt: at },
      ...{ tellBy: other.personId, undoneAt: at, undoneBy: 'account:ana', undoneWhy: mark },
    },
  });
  await database.achievementReview.create({
    data: {
      ...{ id: `journey-${journeyId}/review`, participantId, journeyId, words: mark, wordsBy: by },
      ...{ reply: mark, goals: [{ id: 'g', title: mark }], createdAt: at },
    },
  });
  await database.alumnus.create({ data: { participantId, programId, since: at, privileges: [] } });
  await database.trainingRecord.create({
    data: {
      ...{ id: 'training', participantId, module: 'm', item: 'module', doneOn: '2026-01-01' },
      ...{ proof: mark, by, at },
    },
  });
  await database.moduleProposal.create({
    data: { id: 'proposal', programId, participantId, title: mark, why: mark, answer: mark, at },
  });
  await database.moduleRating.create({
    data: { programId, module: 'm', participantId, stars: 5, words: mark, at },
  });
  await database.tierChange.create({
    data: {
      ...{ id: 'tier', participantId, to: 'one', reason: 'stated-reason', words: mark },
      ...{ reviewWords: mark, reviewedBy: by, by, at },
    },
  });
  await database.workRecord.create({
    data: {
      ...{ id: 'work', participantId, programId, day: '2026-01-01', minutes: 60, tier: 'one' },
      ...{ kind: 'wage', reason: mark, by, at },
    },
  });
  await database.workReview.create({
    data: { id: 'said', participantId, direction: 'of-work', words: mark, by, at },
  });
  await database.supervisor.create({ data: { participantId, personId: other.personId, by, at } });
  await database.agreementAccepted.create({ data: { participantId, version: 'v', by, at } });
  await database.opening.create({
    data: {
      ...{ id: 'opening', programId, title: 'Lead', tier: 'two', fromTiers: [], places: 1 },
      ...{ closesOn: '2026-02-01', zone: 'America/Toronto', status: 'open', createdBy: by, createdAt: at },
      offers: { create: { participantId, toldAt: at, why: mark } },
    },
  });
  await database.note.create({
    data: {
      ...{ id: 'note', participantId, programId, role: 'mentee', visibility: 'team' },
      ...{ text: mark, by: 'account:ana', at },
    },
  });
  await database.programReview.create({
    data: { id: 'review', programId, version: 'v', personId, says: mark, recordedBy: by, at },
  });
}
