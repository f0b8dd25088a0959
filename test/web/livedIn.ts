import path from 'node:path';
import { DAY, HOUR } from '../../domain/duration';
import { as, instant } from '../../domain/ids';
import { EVERYWHERE, type Caller } from '../../office/access';
import { loadDefinition } from '../../programs';
import { storeProgram } from '../../programs/store';
import { addStaff, openWait, personalLink, type WebUnderTest } from './support';

export const LIVED_IN = 'regent-park';
export const ANA: Caller = { actor: 'account:ana', scope: EVERYWHERE, via: 'console' };

export interface LivedIn {
  /** A mentee with something of everything. */
  noor: { participantId: string; personId: string; token: string };
  /** Her mentor. */
  devon: { participantId: string; personId: string; token: string };
  /** Another mentee, who is in no pair. */
  robin: { participantId: string; personId: string };
  pair: string;
  workshop: string;
  opening: string;
  transition: string;
  referral: string;
  appointment: string;
}

/** A program in the middle of its life: one pair with something in every part of its pages. */
export async function livedIn(web: WebUnderTest): Promise<LivedIn> {
  const { office, database } = web.parts;
  const at = (days: number) => new Date(web.clock.at.getTime() + days * DAY);
  const file = path.join(__dirname, `../../programs/${LIVED_IN}.yaml`);
  await storeProgram(database, loadDefinition(file), instant(web.clock.at));
  const maya = await addStaff(web, { email: 'maya@example.org', grants: [{ role: 'admin' }] });
  await addStaff(web, { email: 'lee@example.org', grants: [{ role: 'coordinator', programId: LIVED_IN }] });
  const partner = { role: 'partner', programId: LIVED_IN, partner: 'legal-clinic' };
  await addStaff(web, { email: 'clinic@example.org', grants: [partner] });

  async function join(givenName: string, surname: string, role: 'mentee' | 'mentor', tier?: string) {
    const added = await office.participants.add(ANA, {
      programId: LIVED_IN,
      site: 'centre',
      role,
      givenName,
      surname,
      language: 'en',
      email: `${givenName.toLowerCase()}@example.org`,
      consents: ['email'],
      ...(tier ? { tier } : {}),
    });
    const { journeyId } = await office.journeys.start(ANA, added.participantId);
    const privileges =
      role === 'mentor' ? ['work-shifts', 'mentor', 'attend-workshops'] : ['attend-workshops', 'be-matched'];
    await database.journey.update({
      where: { id: journeyId },
      data: { privileges, sequence: 1, stage: 'mentorship', status: 'active' },
    });
    return { ...added, journeyId };
  }
  const noor = await join('Noor', 'Haddad', 'mentee');
  const devon = await join('Devon', 'Clarke-Beauregard', 'mentor', 'peer-worker');
  const robin = await join('Robin', 'Okafor', 'mentee');
  const pair = 'noor-devon';
  await database.mentorship.create({
    data: {
      id: pair,
      programId: LIVED_IN,
      menteeId: noor.participantId,
      mentorId: devon.participantId,
      round: 'by-hand',
      status: 'active',
      score: 1,
      reasons: [],
      proposedAt: at(-30),
      activeAt: at(-28),
      meetings: {
        create: [
          meeting(1, '2026-02-16T14:00', at(-14), 'attended'),
          {
            ...meeting(2, '2026-03-05T14:00', at(3), 'planned'),
            proposedWall: '2026-03-06T10:30',
            proposedAt: at(4),
            proposedBy: 'mentor',
          },
        ],
      },
    },
  });

  const self = (person: { personId: string }): Caller => ({
    actor: as(`person:${person.personId}`),
    scope: [],
    via: 'link',
    personId: as(person.personId),
  });
  for (const [title, steps] of [
    ['A room of my own, with a door that I can close', ['Ask about the waiting list', 'Look at two rooms']],
    ['Read to my daughter on Sundays', []],
  ] as const) {
    const { goalId } = await office.goals.set(self(noor), noor.participantId, { title });
    for (const step of steps)
      await office.goals.addStep(self(noor), noor.participantId, { goalId, title: step });
    await office.goals.share(self(noor), noor.participantId, { goalId, shared: steps.length > 0 });
  }
  await database.goal.updateMany({ where: { participantId: noor.participantId }, data: { progress: 40 } });

  const { workshopId } = await office.workshops.plan(ANA, {
    programId: LIVED_IN,
    siteId: `${LIVED_IN}.centre`,
    title: 'Grounding in a storm: an evening with tea',
    startsWall: '2026-03-12T18:00',
    place: 'Room 2, ground floor',
    capacity: 2,
  });
  await office.workshops.invite(ANA, workshopId);
  await office.events.answer(self(devon), workshopId, { participant: devon.participantId, answer: 'coming' });
  const { appointmentId } = await office.appointments.plan(ANA, {
    participant: noor.participantId,
    title: 'Housing office, second interview',
    place: 'Dundas Street East',
    startsWall: '2026-03-04T09:30',
    companion: devon.participantId,
  });
  const { referralId } = await office.referrals.make(ANA, {
    participant: noor.participantId,
    partner: 'adult-school',
    companion: devon.participantId,
  });
  const { resourceId } = await office.resources.add(ANA, {
    programId: LIVED_IN,
    title: { en: 'Where to get warm clothes', fr: 'Où trouver des vêtements chauds' },
    text: { en: 'Open every day, nobody asks for papers.', fr: 'Ouvert chaque jour, sans papiers.' },
    link: 'https://example.org/clothes',
    topics: ['daily-life'],
  });
  await office.resources.send(self(devon), { participant: noor.participantId, resource: resourceId });
  const { transitionId } = await office.transitions.report(ANA, noor.participantId, {
    kind: 'housing-change',
    date: '2026-03-20',
    partner: 'legal-clinic',
  });
  await database.transition.update({ where: { id: transitionId }, data: { status: 'open' } });
  await database.transitionContact.createMany({
    data: [
      { contact: 'before', owedBy: 'staff', status: 'late', dueAt: at(-1) },
      { contact: 'after', owedBy: 'mentor', status: 'planned', dueAt: at(20) },
    ].map((one) => ({ ...one, transitionId, what: 'contact', tries: 0 })),
  });
  await office.transitions.share(ANA, noor.participantId, {
    partner: 'legal-clinic',
    consentVia: 'in-person',
  });
  await office.notes.write(ANA, noor.participantId, { text: 'Would rather be called in the morning.' });
  await office.matching.ruleOut(ANA, {
    one: noor.participantId,
    other: robin.participantId,
    reason: 'boundary',
  });
  await office.work.log(ANA, devon.participantId, { day: '2026-03-02', hours: 2.5, task: 'outreach' });
  await office.journeys.completeTraining(ANA, devon.participantId, {
    module: 'overdose-response',
    on: '2024-03-20',
    proof: 'Certificate 118',
  });
  const { openingId } = await office.openings.announce(ANA, {
    programId: LIVED_IN,
    title: 'Tuesday outreach',
    details: 'Two hours, in pairs, east of the park.',
    tier: 'peer-worker',
    closesOn: '2026-03-20',
  });
  await office.openings.answer(self(devon), openingId, {
    participantId: devon.participantId,
    said: 'interested',
  });
  await database.achievementReview.create({
    data: {
      id: 'review-1',
      participantId: devon.participantId,
      journeyId: devon.journeyId,
      words: 'I sleep in my own bed now.',
      wordsBy: `person:${devon.personId}`,
      wordsAt: at(-3),
      reply: 'You did that.',
      namesGoals: true,
      outcome: 'become-mentor',
      decidedAt: at(-2),
      decidedBy: 'account:ana',
      goals: [{ id: 'g1', title: 'A room of my own', progress: 100 }],
      createdAt: at(-3),
    },
  });
  const place = { programId: LIVED_IN, siteId: `${LIVED_IN}.centre` };
  await openWait(web, {
    ...place,
    key: 'check-in',
    kind: 'retention-check-in',
    personId: noor.personId,
    dueAt: at(1),
    journeyId: noor.journeyId,
  });
  await openWait(web, {
    ...place,
    key: 'supervision',
    kind: 'supervision',
    owedBy: 'staff',
    personId: maya.personId,
    subjectPersonId: devon.personId,
    dueAt: at(-1),
  });
  const token = ({ personId }: { personId: string }, waitKey: string) =>
    personalLink(web, { personId, waitKey, days: 30 });
  return {
    noor: { ...noor, token: await token(noor, 'check-in') },
    devon: { ...devon, token: await token(devon, 'supervision') },
    robin,
    pair,
    workshop: workshopId,
    opening: openingId,
    transition: transitionId,
    referral: referralId,
    appointment: appointmentId,
  };

  function meeting(number: number, startsWall: string, startsAt: Date, status: string) {
    return { id: `${pair}/${number}`, number, startsWall, zone: 'America/Toronto', startsAt, status };
  }
}

/** So many more people with something open, the way a Monday morning looks. */
export async function fillTheDay(web: WebUnderTest, people: number): Promise<void> {
  const NAMES = [
    'Amélie',
    'Kwame',
    'Siobhán',
    'Xiu',
    'Tomasz',
    'Layla',
    'Jean-Baptiste',
    'Wanda',
    'Ravi',
    'Oksana',
  ];
  const KINDS = [
    ['retention-check-in', 'participant', -26],
    ['screening-step', 'staff', -80],
    ['retention-check-in', 'participant', 6],
    ['supervision', 'staff', 30],
    ['staff-task', 'staff', -3],
    ['survey', 'participant', 200],
  ] as const;
  const DETAILS: Record<string, object> = {
    survey: { survey: 'matching' },
    'screening-step': { step: 'conversation' },
    'staff-task': { reason: 'unknown-outcome' },
  };
  for (let i = 0; i < people; i++) {
    const [kind, owedBy, hours] = KINDS[i % KINDS.length]!;
    const { personId } = await web.parts.office.participants.add(ANA, {
      programId: LIVED_IN,
      site: 'centre',
      role: 'mentee',
      givenName: NAMES[i % NAMES.length]!,
      surname: `Person-${i}`,
      language: 'en',
      email: `somebody${i}@example.org`,
      consents: ['email'],
    });
    await openWait(web, {
      programId: LIVED_IN,
      siteId: `${LIVED_IN}.centre`,
      key: `day-${i}`,
      kind,
      owedBy,
      personId: owedBy === 'participant' ? personId : undefined,
      subjectPersonId: personId,
      dueAt: new Date(web.clock.at.getTime() + (hours + i) * HOUR),
      details: DETAILS[kind] ?? {},
    } as never);
  }
}
