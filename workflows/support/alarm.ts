import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { Instant } from '../../domain/ids';

/** One timer that is moved only when its time really changes: a moved timer costs two events, a kept one none. */
export class Alarm {
  private at: Instant | undefined;
  private scope: CancellationScope | undefined;
  /** True from when it rang until it is set again. */
  rang = false;

  set(at: Instant | undefined): void {
    if (at === this.at && !this.rang) return;
    if (!this.rang) this.scope?.cancel();
    this.rang = false;
    this.at = at;
    this.scope = undefined;
    if (at === undefined) return;
    const scope = new CancellationScope();
    this.scope = scope;
    scope
      .run(() => sleep(Math.max(1, Date.parse(at) - Date.now())))
      .then(
        () => {
          if (this.scope === scope) this.rang = true;
        },
        (error: unknown) => {
          if (!isCancellation(error)) throw error;
        },
      );
  }
}
