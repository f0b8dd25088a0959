import { reviewActs } from './achievement/reviews';
import { apiKeyActs } from './apiKeys';
import { appointmentActs } from './appointments';
import { applicationActs } from './applications';
import { agreementActs } from './agreements';
import { drillActs } from './drills';
import { contactActs } from './contacts';
import { boundaryActs } from './boundaries';
import { checkInActs } from './checkIns';
import { deathActs } from './deaths';
import { debriefActs } from './debriefs';
import { erasureActs } from './erasures';
import { escalationActs } from './escalations';
import { eventActs } from './events';
import { evidenceActs } from './evidence';
import { figureActs } from './figures';
import { goalActs } from './goals';
import { journeyActs } from './journeys';
import { matchingActs } from './matching';
import { meetingActs } from './meetings';
import { noteActs } from './notes';
import { participantActs } from './participants';
import { dutyActs } from './peerWork/duties';
import { openingActs } from './peerWork/openings';
import { tierActs } from './peerWork/tiers';
import { workActs } from './peerWork/work';
import { peerWordActs } from './peerWords';
import { programActs } from './programs';
import { referralActs } from './referrals';
import { requestActs } from './requests';
import { resourceActs } from './resources';
import { rosterActs } from './roster';
import { rotaActs } from './rota';
import { safetyPlanActs } from './safetyPlans';
import { screeningActs } from './screening';
import { selfDescriptionActs } from './selfDescriptions';
import { shiftActs } from './shifts';
import { standingActs } from './standing';
import { surveyActs } from './surveys';
import { taskActs } from './tasks';
import type { OfficeTools } from './tools';
import { sessionActs } from './training/sessions';
import { trainingActs } from './training/training';
import { voiceActs } from './training/voices';
import { startWhatWaits } from './unstarted';
import { systemActs } from './system';
import { transitionActs } from './transitions';
import { workshopActs } from './workshops';

export type { OfficeTools, ActOptions } from './tools';

/**
 * Everything that staff, and participants for themselves, can do: the acts that console, API and CLI share. Each takes
 * the caller, asks the one guard, writes what must not be lost to PostgreSQL first, and then tells the workflow.
 *
 * Acts throw `Refused`, `NotThere`, `NotAllowed` or `Unavailable`; nothing else is the caller's business.
 */
export function createOffice(tools: OfficeTools) {
  const participants = participantActs(tools);
  const journeys = journeyActs(tools, participants);
  const shifts = shiftActs(tools, participants);
  const workshops = workshopActs(tools);
  const requests = requestActs(tools, participants);
  const transitions = transitionActs(tools, participants);
  const deaths = deathActs(tools, participants);
  const surveys = surveyActs(tools, journeys, participants);
  const matching = matchingActs(tools, participants);
  const resources = resourceActs(tools, participants);
  const agreements = agreementActs(tools, participants);
  const applications = applicationActs(tools, { participants, journeys, agreements });
  const screening = screeningActs(tools, { journeys, agreements });
  return {
    programs: programActs(tools),
    participants,
    contacts: contactActs(tools, participants),
    roster: rosterActs(tools),
    journeys: { ...journeys, screen: screening.decide },
    screening,
    peerWords: peerWordActs(tools, journeys),
    agreements,
    applications,
    surveys,
    goals: goalActs(tools, journeys),
    matching,
    shifts,
    boundaries: boundaryActs(tools, participants),
    safetyPlans: safetyPlanActs(tools, participants),
    escalations: escalationActs(tools),
    rota: rotaActs(tools),
    requests,
    transitions,
    deaths,
    checkIns: checkInActs(tools, participants),
    drills: drillActs(tools),
    debriefs: debriefActs(tools),
    evidence: evidenceActs(tools),
    figures: figureActs(tools),
    erasures: erasureActs(tools, participants),
    selfDescriptions: selfDescriptionActs(tools, participants),
    workshops,
    events: eventActs(tools, participants),
    meetings: meetingActs(tools, participants),
    referrals: referralActs(tools, participants),
    resources,
    appointments: appointmentActs(tools, participants),
    reviews: reviewActs(tools, participants, journeys),
    training: {
      ...trainingActs(tools, participants, journeys),
      ...voiceActs(tools, participants),
    },
    sessions: sessionActs(tools, journeys),
    tiers: tierActs(tools, participants, journeys),
    duties: dutyActs(tools, participants, journeys),
    work: workActs(tools, participants),
    openings: openingActs(tools),
    notes: noteActs(tools, participants),
    standing: standingActs(tools),
    tasks: taskActs(tools),
    apiKeys: apiKeyActs(tools),
    system: systemActs(tools),
    /** Takes on what was stored while Temporal was away. */
    startWhatWaits: () =>
      startWhatWaits(tools, {
        journeys,
        shifts,
        workshops,
        requests,
        resources,
        applications,
        matching,
        surveys,
        transitions,
        deaths,
      }),
  };
}
export type Office = ReturnType<typeof createOffice>;
