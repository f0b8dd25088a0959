import type { UpdateDefinition } from '@temporalio/common';
import type { WorkflowHandle } from '@temporalio/client';
import type { JourneyId, MentorshipId, ParticipantId, PersonId } from '../../domain/ids';
import type { ProgramPolicy, Role } from '../../domain/policy';
import * as contract from '../../workflows/contract';
import type { Act, Actor, Standing } from '../../workflows/contract';
import { Memory } from './memoryActivities';
import { smallProgram } from './program';
import { createRig, type Rig } from './rig';

export const STAFF: Actor = 'account:lee';

type Said<A> = A extends unknown ? Omit<A, 'by'> : never;

/** A rig whose world is kept in memory, in which journeys can begin mentorships. */
export async function createWorld(): Promise<{ rig: Rig; memory: Memory }> {
  const memory = new Memory();
  const rig = await createRig(memory.activities);
  memory.beginPair = async (input) => {
    await rig.client.workflow.start('mentorship', {
      taskQueue: rig.taskQueue,
      workflowId: contract.workflowIds.mentorship(input.mentorshipId),
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      args: [input],
    });
  };
  return { rig, memory };
}

/** A person on a path, as a test tells of them: "sam answers ok", "staff pass the interview". */
export class Traveller {
  readonly personId: PersonId;
  readonly journeyId: JourneyId;
  readonly workflowId: string;
  /** Workflows that this person's may exchange signals with. */
  readonly company = new Set<string>();

  constructor(
    readonly rig: Rig,
    readonly memory: Memory,
    readonly name: string,
  ) {
    this.personId = name as PersonId;
    this.journeyId = name as JourneyId;
    this.workflowId = contract.workflowIds.journey(this.journeyId);
  }

  get handle(): WorkflowHandle {
    return this.rig.client.workflow.getHandle(this.workflowId);
  }

  get side(): contract.Side {
    return {
      participantId: this.name as ParticipantId,
      personId: this.personId,
      journeyId: this.journeyId,
    };
  }

  async setsOut(role: Role = 'mentee', policy: ProgramPolicy = smallProgram(), historyLimit?: number) {
    await this.rig.client.workflow.start('journey', {
      taskQueue: this.rig.taskQueue,
      workflowId: this.workflowId,
      args: [{ ...this.side, role, policy, startedBy: STAFF, ...(historyLimit && { historyLimit }) }],
    });
    this.company.add(this.workflowId);
    return this;
  }

  standing(): Promise<Standing> {
    return atRest(this.rig, this.company).then(() => this.handle.query(contract.standing));
  }

  /** The person does it themself. */
  does<A extends Act>(update: UpdateDefinition<Standing, [A]>, act: Said<A>): Promise<Standing> {
    return this.act(update, { ...act, by: `person:${this.personId}` } as unknown as A);
  }

  /** Staff do it. */
  staff<A extends Act>(update: UpdateDefinition<Standing, [A]>, act: Said<A>): Promise<Standing> {
    return this.act(update, { ...act, by: STAFF } as unknown as A);
  }

  private async act<A extends Act>(update: UpdateDefinition<Standing, [A]>, act: A): Promise<Standing> {
    await atRest(this.rig, this.company);
    return this.handle.executeUpdate(update, { args: [act] });
  }

  passes(...steps: string[]): Promise<Standing> {
    return steps.reduce<Promise<Standing>>(
      (before, step) =>
        before.then(() => this.staff(contract.recordScreeningStep, { step, outcome: 'advance' })),
      this.standing(),
    );
  }

  answersSurvey(): Promise<Standing> {
    return this.does(contract.submitSurvey, { survey: 'about-me', responseId: `${this.name}-1` });
  }

  /** Screened, surveyed, matched with a mentor who has a journey or not, and both have said yes. */
  async isMatchedWith(mentor: Traveller, id = `${this.name}-${mentor.name}`): Promise<Pairing> {
    const pairing = new Pairing(this.rig, id as MentorshipId, this, mentor);
    await this.staff(contract.decideMatch, {
      mentorshipId: pairing.id,
      decision: 'approve',
      mentor: mentor.side,
    });
    await pairing.isOffered();
    await pairing.says('accept', 'mentee');
    await pairing.says('accept', 'mentor');
    return pairing;
  }

  /** Waits, in real time, for what another workflow's signal brings about; the server's own time does not pass. */
  async until(what: (standing: Standing) => boolean): Promise<Standing> {
    for (let tries = 0; ; tries++) {
      const standing = await this.standing();
      if (what(standing)) return standing;
      if (tries > 1_000) throw new Error(`${this.name} never got there: ${JSON.stringify(standing)}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

/**
 * Waits until none of the workflows, which may speak to each other, has anything in hand. The test server loses what meets
 * a run in the moment in which it continues as new, and its time stands still from then on; a real server does not.
 * Looks that find the same, one right after the other, say that nothing happened between them.
 */
export async function atRest(rig: Rig, company: ReadonlySet<string>): Promise<void> {
  let before = '';
  for (let calm = 0, tries = 0; calm < 2; tries++) {
    const found = await Promise.all([...company].map((id) => inHand(rig, id)));
    const now = found.join();
    const isBusy = now.includes('busy');
    calm = now === before && !isBusy ? calm + 1 : 0;
    before = now;
    if (tries > 1_000) throw new Error(`never at rest: ${now}`);
    if (isBusy) await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function inHand(rig: Rig, workflowId: string): Promise<string> {
  const { events } = await rig.client.workflow.getHandle(workflowId).fetchHistory();
  const kinds = (events ?? []).flatMap((event) =>
    Object.keys(event).filter((key) => /Attributes$/.test(key)),
  );
  const count = (kind: RegExp) => kinds.filter((key) => kind.test(key)).length;
  const isBusy =
    count(/^workflowTaskScheduled/) !== count(/^workflowTask(Completed|Failed|TimedOut)/) ||
    count(/^activityTaskScheduled/) !== count(/^activityTask(Completed|Failed|TimedOut|Canceled)/) ||
    count(/^signalExternal.*Initiated/) !== count(/^(externalWorkflow.*Signaled|signalExternal.*Failed)/) ||
    count(/ContinuedAsNew/) > 0;
  return isBusy ? `busy ${workflowId}` : `${workflowId}/${kinds.length}`;
}

/** A mentorship, as a test tells of it. */
export class Pairing {
  constructor(
    readonly rig: Rig,
    readonly id: MentorshipId,
    readonly mentee: Traveller,
    readonly mentor: Traveller,
  ) {}

  get workflowId(): string {
    return contract.workflowIds.mentorship(this.id);
  }

  get company(): Set<string> {
    return this.mentee.company;
  }

  private joinThem(): void {
    const all = [this.workflowId, ...this.mentee.company, ...this.mentor.company];
    for (const id of all) for (const person of [this.mentee, this.mentor]) person.company.add(id);
  }

  get handle(): WorkflowHandle {
    return this.rig.client.workflow.getHandle(this.workflowId);
  }

  async isOffered(): Promise<void> {
    for (let tries = 0; ; tries++) {
      const there = await this.handle.describe().catch(() => undefined);
      if (there) return this.joinThem();
      if (tries > 1_000) throw new Error(`${this.id} was never offered`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  state(): Promise<contract.MentorshipState> {
    return atRest(this.rig, this.company).then(() => this.handle.query(contract.mentorshipState));
  }

  says(answer: 'accept' | 'decline', side: contract.SideName): Promise<contract.MentorshipState> {
    return this.does(contract[answer], { side, by: `person:${this[side].personId}` });
  }

  async does<A>(
    update: UpdateDefinition<contract.MentorshipState, [A]>,
    act: A,
  ): Promise<contract.MentorshipState> {
    await atRest(this.rig, this.company);
    return this.handle.executeUpdate(update, { args: [act] });
  }

  /** Time passes until after the next meeting, and the mentee says how it went. */
  async meets(outcome: 'attended' | 'missed' = 'attended'): Promise<void> {
    const { meeting } = await this.state();
    const wait = Date.parse(meeting.startsAt ?? '') - Date.parse(await this.rig.now());
    await this.rig.pass(Math.max(0, wait) + 3 * 3_600_000);
    const by: Actor = `person:${this.mentee.personId}`;
    await this.does(contract.logMeeting, { number: meeting.number, outcome, by });
    const held = outcome === 'attended' ? meeting.number : 0;
    await this.until((state) => state.meeting.number > meeting.number);
    if (held)
      await this.mentee.until((standing) => standing.status === 'ended' || isTold(standing, this.id, held));
  }

  async until(what: (state: contract.MentorshipState) => boolean): Promise<contract.MentorshipState> {
    for (let tries = 0; ; tries++) {
      const state = await this.state();
      if (what(state)) return state;
      if (tries > 1_000) throw new Error(`${this.id} never got there: ${JSON.stringify(state)}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

function isTold(standing: Standing, id: MentorshipId, held: number): boolean {
  const known = standing.mentorships.find((mentorship) => mentorship.id === id);
  return known === undefined || known.meetingsHeld >= held - 1;
}
