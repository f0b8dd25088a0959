/** The floor of a deadline: sleep until it, then one activity. */
import { proxyActivities, sleep } from '@temporalio/workflow';

interface FloorActivities {
  nudgePeer(url: string, peer: number): Promise<void>;
}

const { nudgePeer } = proxyActivities<FloorActivities>({ startToCloseTimeout: '30 seconds' });

export async function onePeer(dueAt: number, url: string, peer: number): Promise<void> {
  await sleep(Math.max(1, dueAt - Date.now()));
  await nudgePeer(url, peer);
}
