import { Worker, type ReplayHistoriesIterable, type ReplayWorkerOptions } from '@temporalio/worker';
import { globalHandlers } from '@temporalio/worker/lib/workflow/vm-shared';

/**
 * Replays histories on the given code, one result each, in order.
 *
 * The SDK (1.24) replays in this very thread and leaves its hooks there: from then on every promise of the process costs
 * a compiled function when it is made and another when it is settled, a fifth of a busy worker's time. They are taken away
 * when the last history has been replayed.
 */
export async function* replayHistories(options: ReplayWorkerOptions, histories: ReplayHistoriesIterable) {
  try {
    yield* Worker.runReplayHistories(options, histories);
  } finally {
    globalHandlers.uninstall();
  }
}
