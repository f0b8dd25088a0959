import { isAsked } from '../../activities/inbound/awaited';
import { calledForStaff, calledInMessage } from '../../domain/names';
import { formatLocal } from '../../domain/time';
import { as, instant, type Zone } from '../../domain/ids';
import type { TransitionKind } from '../../domain/policy';
import { asTold, type Caller } from '../../office/access';
import { programInUse } from '../../office/definitions';
import { PRACTICE } from '../../office/names';
import type { SurveyAnswers } from '../../domain/surveyAnswers';
import type { SafetyPlanShown } from '../../office/safetyPlans';
import type { Person, Wait } from '../../prisma/generated/client';
import type { Definition, Survey } from '../../programs';
import type { Lang } from '../i18n/language';
import type { Parts } from '../parts';
import { choiceOf, type Choice } from './choices';
import { ownPlace, type OwnPlaceData } from './ownPlace';
import { askedOfPeer, type PeerAsked } from './peerWork';
import {
  changedGuidelines,
  screeningAwaited,
  type ScreeningAwaited,
  type ShownGuidelines,
} from './screeningAwaited';
import { toCall, type ToCall } from './toCall';

interface Base {
  key: string;
}

/** One thing that is waited for from the person, with what its form must show. */
export type Awaited =
  | (Base & {
      what: 'shift';
      kind: 'start-of-shift' | 'in-shift' | 'end-of-shift';
      shiftId: string;
      site: string;
      time: string;
      /** False: its end was moved, and is asked about later. */
      isAsked: boolean;
    })
  | (Base & { what: 'shift-offer'; shiftId: string; site: string; start: string; end: string })
  | (Base & { what: 'retention' })
  | (Base & { what: 'offer'; mentorshipId: string; other: string; reasons: string[] })
  | (Base & { what: 'meeting'; mentorshipId: string; number: number; other: string; time: string })
  | (Base & { what: 'contact'; transitionId: string; contact: string; other: string; time: string })
  | (Base & { what: 'closing'; mentorshipId: string; other: string })
  | (Base & { what: 'consent'; hasMentor: boolean })
  /** `begun`: what has been answered by text already. */
  | (Base & { what: 'survey'; survey: Survey; role: string; begun?: SurveyAnswers })
  | ScreeningAwaited
  | (Base & { what: 'training'; title: string })
  | (Base & { what: 'peer' } & PeerAsked)
  | Choice
  | (Base & { what: 'human' });

export interface StaffAwaited {
  what: 'escalation';
  escalationId: string;
  kind: string;
  status: string;
  peer: string;
  phones: ToCall['numbers'];
  programId: string;
  siteId: string | null;
  /** Name of the site, if it is about one. */
  site: string | null;
  /** When it was raised, by the clock there. */
  raised: string;
  mine: boolean;
  /** A silent alarm is up about them, be it this one or another: nobody is to call or text them. */
  isSilent: boolean;
  emergency: string;
  /** What was agreed with them beforehand. */
  plan: SafetyPlanShown['plan'];
}

export interface ForPerson {
  /** The one that the link was sent about first. */
  awaited: Awaited[];
  definition: Definition | undefined;
  participantId: string | undefined;
  /** Pairs that go on, or are on offer: each can be ended at once. */
  pairs: { mentorshipId: string; other: string }[];
  /** Who would hear of it when they ask for another professional. */
  others: { personId: string; givenName: string }[];
  /** What can be told of oneself: transitions that the program plans for, and whether one had asked for no check-ins. */
  wishes: { kinds: TransitionKind[]; declined: boolean };
  /** What they agreed to has changed since. */
  changed: ShownGuidelines | undefined;
  /** Where the person could work shifts, and where they said that they do not; for those who are asked about one. */
  boundaries: { sites: { id: string; name: string }[]; excluded: string[] } | undefined;
  own: OwnPlaceData | undefined;
}

/** What a colleague who is named owes as a person, whatever else they do. */
const OF_STAFF = ['interim-contact', 'referral-step', 'appointment-outcome'];

/** What is waited for from this person in the program of the link, the linked one first. */
export async function awaitedFrom(
  parts: Parts,
  person: Person,
  about: Wait | undefined,
  lang: Lang,
): Promise<ForPerson> {
  const { database } = parts;
  const waits = await database.wait.findMany({
    where: {
      personId: person.id,
      OR: [{ owedBy: 'participant' }, { owedBy: 'staff', kind: { in: OF_STAFF } }],
      closedAt: null,
      ...(about ? { programId: about.programId } : {}),
    },
    orderBy: [{ dueAt: { sort: 'asc', nulls: 'last' } }, { since: 'asc' }],
    take: 20,
  });
  waits.sort((a, b) => Number(b.key === about?.key) - Number(a.key === about?.key));
  const programId = about?.programId ?? waits[0]?.programId;
  const participant = programId
    ? await database.participant.findUnique({
        where: { personId_programId: { personId: person.id, programId } },
      })
    : null;
  const definition = programId ? (await programInUse(database, programId)).definition : undefined;
  const awaited: Awaited[] = [];
  for (const wait of waits) {
    if (wait.programId !== programId || !definition) continue;
    const one = await describe(parts, wait, definition, person, participant?.role ?? 'mentee', lang);
    if (one) awaited.push(one);
  }
  const themself: Caller = { actor: `person:${person.id}`, scope: [], via: 'link', personId: as(person.id) };
  const others = participant ? await parts.office.requests.whoWouldBeAsked(themself, participant.id) : [];
  const asked = awaited.some(({ what }) => what === 'shift-offer');
  const excluded =
    asked && participant
      ? await database.siteExclusion.findMany({ where: { participantId: participant.id } })
      : [];
  return {
    awaited,
    definition,
    participantId: participant?.id,
    pairs: participant ? await pairsOf(parts, participant.id) : [],
    others,
    wishes: {
      kinds: participant ? (definition?.criticalTransitions ?? []).map(({ kind }) => kind) : [],
      declined:
        participant !== null && (await parts.office.checkIns.hasDeclined(person.id, participant.programId)),
    },
    own:
      participant && definition
        ? await ownPlace(parts, themself, participant.id, definition, lang)
        : undefined,
    changed: participant && definition ? await changedGuidelines(parts, person, definition, lang) : undefined,
    boundaries:
      // Whoever wants no place named on a screen gets none here either (rule 9).
      asked && definition && definition.sites.length > 1 && person.detail !== 'basic'
        ? {
            sites: definition.sites.map(({ id, name }) => ({ id: `${definition.id}.${id}`, name })),
            excluded: excluded.map(({ siteId }) => siteId),
          }
        : undefined,
  };
}

async function describe(
  parts: Parts,
  wait: Wait,
  definition: Definition,
  person: Person,
  role: string,
  lang: Lang,
): Promise<Awaited | undefined> {
  const { key } = wait;
  const details = (wait.details ?? {}) as Record<string, string | number | boolean>;
  switch (wait.kind) {
    case 'start-of-shift':
    case 'in-shift':
    case 'end-of-shift': {
      const shift = await parts.database.shift.findUnique({ where: { id: wait.shiftId ?? '' } });
      if (!shift) return undefined;
      const at = wait.kind === 'end-of-shift' ? shift.endsAt : shift.startsAt;
      const site = definition.sites.find(({ id }) => `${definition.id}.${id}` === shift.siteId);
      return {
        key,
        what: 'shift',
        kind: wait.kind,
        shiftId: shift.id,
        // Whoever wants nothing on a screen that names a place gets none here either (rule 9).
        site: person.detail === 'basic' ? '' : (site?.name ?? ''),
        time: formatLocal(instant(at), as<Zone>(shift.zone), lang, 'time'),
        isAsked: isAsked(wait, instant(await parts.clock.now())),
      };
    }
    case 'shift-offer': {
      const shift = await parts.database.shift.findUnique({ where: { id: wait.shiftId ?? '' } });
      if (!shift) return undefined;
      const site = definition.sites.find(({ id }) => `${definition.id}.${id}` === shift.siteId);
      const local = (at: Date) => formatLocal(instant(at), as<Zone>(shift.zone), lang, 'date-time');
      return {
        key,
        what: 'shift-offer',
        shiftId: shift.id,
        site: person.detail === 'basic' ? '' : (site?.name ?? ''),
        start: local(shift.startsAt),
        end: local(shift.endsAt),
      };
    }
    case 'retention-check-in':
      return { key, what: 'retention' };
    case 'match-offer':
    case 'meeting-outcome':
    case 'closing-words':
      return ofPair(parts, wait, person, lang, details);
    case 'transition-contact':
      return contactAround(parts, wait, lang);
    case 'transition-consent':
      return { key, what: 'consent', hasMentor: await hasMentor(parts, person, wait.programId) };
    case 'survey': {
      const survey = definition.surveys.find(({ id }) => id === details['survey']);
      const draft = await parts.database.surveyDraft.findUnique({ where: { waitKey: key } });
      const begun = draft ? (draft.answers as SurveyAnswers) : undefined;
      return survey && { key, what: 'survey', survey, role, ...(begun && { begun }) };
    }
    case 'screening-step':
    case 'peer-word':
      return screeningAwaited(parts, wait, definition, role, lang);
    case 'training': {
      const module = definition.transition.training.find(({ id }) => id === details['module']);
      return { key, what: 'training', title: module?.title[lang] ?? module?.title.en ?? '' };
    }
    case 'human-reply':
      return { key, what: 'human' };
    default: {
      const asked = await askedOfPeer(parts, wait, definition, lang);
      return asked ? { key, what: 'peer', ...asked } : choiceOf(parts, wait, definition, lang);
    }
  }
}

/** A contact that a mentor owes; what kind of transition it is about, their page does not say. */
async function contactAround(parts: Parts, wait: Wait, lang: Lang): Promise<Awaited | undefined> {
  const { transition, contact } = (wait.details ?? {}) as Record<string, string>;
  const [row, subject] = await Promise.all([
    parts.database.transition.findUnique({ where: { id: transition ?? '' } }),
    parts.database.person.findUnique({ where: { id: wait.subjectPersonId ?? '' } }),
  ]);
  if (!row || !subject || !contact) return undefined;
  return {
    key: wait.key,
    what: 'contact',
    transitionId: row.id,
    contact,
    other: calledInMessage(subject),
    time: wait.dueAt ? formatLocal(instant(wait.dueAt), as<Zone>(row.zone), lang, 'date-time') : '',
  };
}

/** Whether there is a mentor of theirs who could stay. */
async function hasMentor({ database }: Parts, person: Person, programId: string): Promise<boolean> {
  const menteeIn = await database.participant.findUnique({
    where: { personId_programId: { personId: person.id, programId } },
  });
  const where = { menteeId: menteeIn?.id ?? '', status: 'active' };
  return (await database.mentorship.count({ where })) > 0;
}

async function ofPair(
  parts: Parts,
  wait: Wait,
  person: Person,
  lang: Lang,
  details: Record<string, string | number | boolean>,
): Promise<Awaited | undefined> {
  const { database } = parts;
  const pair = await database.mentorship.findUnique({ where: { id: wait.mentorshipId ?? '' } });
  if (!pair) return undefined;
  const sides = await database.participant.findMany({
    where: { id: { in: [pair.menteeId, pair.mentorId] } },
    include: { person: true },
  });
  const otherPerson = sides.find(({ personId }) => personId !== person.id)?.person;
  const other = otherPerson ? calledInMessage(otherPerson) : '';
  const base = { key: wait.key, mentorshipId: pair.id, other };
  switch (wait.kind) {
    case 'match-offer':
      return { ...base, what: 'offer', reasons: strongReasons(pair.reasons) };
    case 'meeting-outcome': {
      const number = Number(details['meeting'] ?? details['number'] ?? 0);
      const meeting = await database.meeting.findUnique({
        where: { mentorshipId_number: { mentorshipId: pair.id, number } },
      });
      const time = meeting
        ? formatLocal(instant(meeting.startsAt), as<Zone>(meeting.zone), lang, 'date-time')
        : '';
      return { ...base, what: 'meeting', number, time };
    }
    default:
      return { ...base, what: 'closing' };
  }
}

async function pairsOf(parts: Parts, participantId: string): Promise<ForPerson['pairs']> {
  const pairs = await parts.database.mentorship.findMany({
    where: {
      OR: [{ menteeId: participantId }, { mentorId: participantId }],
      status: { in: ['offered', 'active'] },
    },
    orderBy: { id: 'asc' },
  });
  const others = await parts.database.participant.findMany({
    where: { id: { in: pairs.flatMap(({ menteeId, mentorId }) => [menteeId, mentorId]) } },
    include: { person: true },
  });
  const flagged = await parts.database.matchFlag.findMany({
    where: { mentorshipId: { in: pairs.map(({ id }) => id) } },
  });
  return pairs
    .filter(({ id }) => !flagged.some(({ mentorshipId }) => mentorshipId === id))
    .map(({ id, menteeId, mentorId }) => {
      const other = others.find((one) => one.id === (menteeId === participantId ? mentorId : menteeId));
      return { mentorshipId: id, other: other ? calledInMessage(other.person) : '' };
    });
}

/** Factors that speak for the pair: those with at least half of their points. */
function strongReasons(reasons: unknown): string[] {
  if (!Array.isArray(reasons)) return [];
  return (reasons as { factor?: string; points?: number; of?: number }[])
    .filter(({ factor, points = 0, of = 0 }) => factor !== 'preferences' && of > 0 && points / of >= 0.5)
    .map(({ factor }) => String(factor));
}

/** Whose stretch on call has ended since they were paged can still say that they have it, as they can by its code. */
async function wasTold(
  { database }: Parts,
  person: Person,
  { id, subjectPersonId }: { id: string; subjectPersonId: string },
): Promise<boolean> {
  if (person.id === subjectPersonId) return false;
  const paged = { escalationId: id, personId: person.id, urgency: 'escalation' };
  return (await database.messageIntent.count({ where: paged })) > 0;
}

/** What a link to somebody on the chain is about. Undefined when they are not, or no longer, part of it. */
export async function staffAwaited(
  parts: Parts,
  person: Person,
  about: Wait,
  lang: Lang,
): Promise<StaffAwaited | undefined> {
  const { database } = parts;
  const escalation = await database.escalation.findUnique({ where: { id: about.escalationId ?? '' } });
  if (!escalation) return undefined;
  const chain = escalation.chain as unknown as { people: string[] }[];
  const isPart =
    escalation.ownerPersonId === person.id ||
    chain.some(({ people }) => people.includes(person.id)) ||
    (await wasTold(parts, person, escalation));
  if (!isPart) return undefined;
  const onChain = asTold({ actor: `person:${person.id}`, via: 'link', scope: [] }, escalation);
  const [subject, theirs, site, { definition }, safetyPlan] = await Promise.all([
    database.person.findUnique({ where: { id: escalation.subjectPersonId } }),
    toCall(database, escalation.subjectPersonId),
    escalation.siteId ? database.site.findUnique({ where: { id: escalation.siteId } }) : null,
    programInUse(database, escalation.programId),
    parts.office.safetyPlans.forEscalation(onChain, escalation),
  ]);
  const isPractice = escalation.kind === 'drill';
  return {
    what: 'escalation',
    escalationId: escalation.id,
    kind: escalation.kind,
    status: escalation.status,
    peer: isPractice ? PRACTICE : subject ? calledForStaff({ ...subject, familyName: subject.surname }) : '–',
    phones: isPractice ? [] : theirs.numbers,
    programId: escalation.programId,
    siteId: escalation.siteId,
    site: site?.name ?? null,
    raised: formatLocal(
      instant(escalation.raisedAt),
      as<Zone>(site?.zone ?? definition.zone),
      lang,
      'date-time',
    ),
    // Given to them, or long without an outcome, it is nobody's until they say so.
    mine: escalation.status === 'acknowledged' && escalation.ownerPersonId === person.id,
    isSilent: (!isPractice && theirs.isSilent) || escalation.kind === 'duress',
    emergency: definition.emergency.number,
    plan: safetyPlan?.plan ?? null,
  };
}
