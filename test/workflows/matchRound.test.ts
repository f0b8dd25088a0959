import { type matchRound } from '../../workflows/matchRound';
import { smallProgram } from '../support/program';
import { createRig } from '../support/rig';

test('a round stamps the proposal with its own time and hands back who is left without a mentor', async () => {
  const asked: { at: string; round: string }[] = [];
  const rig = await createRig({
    propose: async (input: { at: string; round: string }) => {
      asked.push(input);
      return { proposed: ['m1'], unmatched: ['p9'] };
    },
  });
  const policy = smallProgram();
  const found = await rig.client.workflow.execute<typeof matchRound>('matchRound', {
    taskQueue: rig.taskQueue,
    workflowId: 'match-round-small-1',
    args: [{ programId: policy.program, round: '1', policy: policy.matching, by: 'account:lee' }],
  });
  expect(found).toEqual({ proposed: ['m1'], unmatched: ['p9'] });
  expect(asked[0]?.at.slice(0, 13)).toBe((await rig.now()).slice(0, 13));
  await rig.close();
});
