import { HOUR, plus } from '../../domain/duration';
import { as, type Instant, type OccurrenceKey } from '../../domain/ids';
import type { MessagingActivities, OccasionActivities, OccasionInput } from '../../workflows/contract';
import { occasionChanged, workflowIds } from '../../workflows/contract';
import { createRig, type Rig } from '../support/rig';

/** What has dates of its own: workshops, appointments, referrals. */
let rig: Rig;
/** When the rows were looked at, and by whom. */
let looks: (OccasionInput & { at: Instant })[] = [];
let delivered: OccurrenceKey[] = [];
/** When the rows say that they are to be looked at again, and what was stored to be said meanwhile. */
let answers: { inHours?: number; left?: OccurrenceKey[] }[] = [];

const activities: OccasionActivities & MessagingActivities = {
  lookAtOccasion: async (question) => {
    looks.push(question);
    const { inHours, left = [] } = answers.shift() ?? {};
    return { left, deferred: [], ...(inHours && { nextAt: plus(question.at, inHours * HOUR) }) };
  },
  deliver: async ({ keys }) => {
    delivered.push(...keys);
    return { deferred: [] };
  },
};

beforeAll(async () => {
  rig = await createRig(activities);
});
beforeEach(() => {
  looks = [];
  delivered = [];
});
afterAll(() => rig.close());

async function follows(ref: string, more: Partial<OccasionInput> = {}) {
  const input: OccasionInput = { kind: 'workshop', ref, programId: as('kwmunity'), ...more };
  return rig.client.workflow.start('occasion', {
    taskQueue: rig.taskQueue,
    workflowId: workflowIds.occasion('workshop', ref),
    args: [input],
  });
}

test('is looked at whenever its rows say so, says what is stored about it, and ends when nothing is left', async () => {
  answers = [{ inHours: 30 }, { inHours: 5, left: [as('workshop-w1/p1/reminder')] }, {}];
  const occasion = await follows('w1', { siteId: as('kwmunity.kitchener') });
  await rig.pass(40 * HOUR);
  await occasion.result();
  const began = Date.parse(looks[0]!.at);
  expect(looks.map(({ at }) => Math.floor((Date.parse(at) - began) / HOUR))).toEqual([0, 30, 35]);
  expect(looks[0]).toMatchObject({ kind: 'workshop', ref: 'w1', siteId: 'kwmunity.kitchener' });
  expect(delivered).toEqual(['workshop-w1/p1/reminder']);
});

test('whose rows have changed is looked at at once, and the time that it had is forgotten', async () => {
  answers = [{ inHours: 30 }, { inHours: 10 }, {}];
  const occasion = await follows('w2');
  await rig.pass(HOUR);
  await occasion.signal(occasionChanged);
  await rig.pass(40 * HOUR);
  await occasion.result();
  const began = Date.parse(looks[0]!.at);
  expect(looks.map(({ at }) => Math.floor((Date.parse(at) - began) / HOUR))).toEqual([0, 1, 11]);
});

test('that goes on in another run looks when it would have looked', async () => {
  answers = [{}];
  const at = plus(await rig.now(), 5 * HOUR);
  const occasion = await follows('w3', { carried: { agenda: [{ do: 'look', at }], outbox: [], seen: [] } });
  await rig.pass(6 * HOUR);
  await occasion.result();
  expect(looks.map((look) => look.at >= at)).toEqual([true]);
});
