import type { Stage } from '../../domain/policy';
import { may, type Caller } from '../../office/access';
import { programInUse } from '../../office/definitions';
import type { Owed } from '../../office/standing';
import type { Definition } from '../../programs';
import type { Labels } from '../i18n/ledger';
import type { Parts } from '../parts';
import type { View } from './frame';
import { actorNames, labelsFor, peopleNames } from './labels';
import { messagesOf, type ShownMessage } from './messages';
import { panelsOf, type Panels } from './panels';
import { peerData, type PeerData } from './peerCard';

export type Shown = Awaited<ReturnType<Parts['office']['participants']['show']>>;

export interface LadderStep {
  id: string;
  status: 'open' | 'passed' | 'on-hold' | 'declined' | 'referred' | 'ahead';
  grants: string[];
  lookAgainAt?: string;
}

export interface PersonData {
  shown: Shown;
  definition: Definition;
  labels: Labels;
  zone: string;
  site: string | undefined;
  program: string;
  stages: Stage[];
  ladder: LadderStep[];
  waits: Owed[];
  messages: ShownMessage[] | undefined;
  others: Map<string, string>;
  trained: string[];
  /** Who would be asked if they wanted to speak with another professional. */
  asked: { personId: string; name: string }[];
  peer: PeerData | undefined;
  who: (actor: string) => string;
  panels: Panels;
  may: Record<'decide' | 'takePart' | 'manage', boolean>;
}

/** Everything about one person, from PostgreSQL alone: the page stands when Temporal is away. */
export async function personData(parts: Parts, caller: Caller, view: View, id: string): Promise<PersonData> {
  const shown = await parts.office.participants.show(caller, id);
  const { programId, person } = shown;
  const program = await parts.database.program.findUniqueOrThrow({
    where: { id: programId },
    include: { sites: true },
  });
  const [current] = shown.journeys;
  const { definition, policy } = await programInUse(parts.database, programId, current?.programVersion);
  const [owed, messages, sides] = await Promise.all([
    parts.office.standing.owed(caller, { programId, personId: person.id, limit: 100 }),
    messagesOf(parts, caller, shown, person.id),
    parts.database.participant.findMany({
      where: { id: { in: shown.mentorships.flatMap(({ menteeId, mentorId }) => [menteeId, mentorId]) } },
      include: { person: true },
    }),
  ]);
  const others = new Map(sides.map((side) => [side.id, side]));
  const people = await peopleNames(parts, [
    ...sides.map(({ personId }) => personId),
    ...shown.timeline.map(({ data }) => (typeof data['to'] === 'string' ? data['to'] : undefined)),
  ]);
  const { labels } = await labelsFor(parts, view, programId, program.zone, { people, goals: shown.goals });
  const who = await actorNames(
    parts,
    view,
    shown.timeline.map(({ actor }) => actor),
    view.actor,
  );
  const trained = shown.timeline
    .filter(({ kind }) => kind === 'training-completed')
    .map(({ data }) => String(data['module']));
  const mayDo = (action: 'decide-journeys' | 'take-part' | 'manage-people') => may(caller, action, shown);
  const data = {
    shown,
    definition,
    labels,
    zone: program.zone,
    program: program.name,
    site: program.sites.find((site) => site.id === shown.siteId)?.name,
    stages: policy.stages,
    ladder: ladderOf(shown, definition, owed.rows),
    waits: owed.rows,
    messages,
    others: new Map([...others].map(([key, side]) => [key, people.get(side.personId) ?? '–'])),
    asked: mayDo('take-part') ? await parts.office.requests.whoWouldBeAsked(caller, shown.id) : [],
    trained,
    peer: await peerData(parts, caller, view, shown, definition, trained),
    who,
    may: {
      decide: mayDo('decide-journeys'),
      takePart: mayDo('take-part'),
      manage: mayDo('manage-people'),
    },
  };
  return { ...data, panels: await panelsOf(parts, caller, view, data) };
}

const DECIDED: Record<string, LadderStep['status']> = {
  advance: 'passed',
  hold: 'on-hold',
  decline: 'declined',
  refer: 'referred',
};

/** How far up the ladder of screening: what is passed, what was last decided, what is open. */
function ladderOf(shown: Shown, definition: Definition, waits: readonly Owed[]): LadderStep[] {
  const [current] = shown.journeys;
  return definition.screening.steps
    .filter((step) => (step.for as string[]).includes(current?.role ?? shown.role))
    .map((step) => {
      const decided = shown.timeline.findLast(
        ({ kind, data }) => kind === 'screening-step-decided' && data['step'] === step.id,
      );
      const isOpen = waits.some(
        ({ kind, details }) => kind === 'screening-step' && details['step'] === step.id,
      );
      const passed = current?.passedSteps.includes(step.id) ?? false;
      const last = DECIDED[String(decided?.data['outcome'])];
      const lookAgainAt = decided?.data['lookAgainAt'];
      return {
        id: step.id,
        grants: step.grants,
        status: passed ? 'passed' : last && last !== 'passed' ? last : isOpen ? 'open' : 'ahead',
        ...(typeof lookAgainAt === 'string' ? { lookAgainAt } : {}),
      };
    });
}
