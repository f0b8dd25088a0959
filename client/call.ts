import { randomUUID } from 'node:crypto';
import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import {
  type QueryDefinition,
  type SearchAttributePair,
  type SignalDefinition,
  TypedSearchAttributes,
  type WorkflowIdReusePolicy,
  type UpdateDefinition,
} from '@temporalio/common';
import { priorities } from '../workflows/contract';
import { tooSlow, translate, type Attempt } from './translate';

export interface CallOptions {
  /** How long the caller waits, in milliseconds. Afterwards it gets `Unavailable`, whatever Temporal does. */
  timeoutMs?: number;
}
export interface ActOptions extends CallOptions {
  /** Names the act: the same key again is the same act, answered with the first one's outcome. Random when absent. */
  key?: string;
}
export interface StartOptions extends CallOptions {
  /** Also when there was a run before that has ended. Whoever says so knows why that is right. */
  again?: Again | undefined;
}
/**
 * `after-termination`: the run before was terminated, failed or ran out of time; `after-any-end`: also one that completed,
 * because a human says that it goes on.
 */
export type Again = 'after-termination' | 'after-any-end';
const REUSE = {
  'after-termination': 'ALLOW_DUPLICATE_FAILED_ONLY',
  'after-any-end': 'ALLOW_DUPLICATE',
} as const satisfies Record<Again, WorkflowIdReusePolicy>;

export interface Started {
  /** False: it was going on already, or has ended; nothing was changed. */
  started: boolean;
}

/** `terminated`: ended from outside; `closed`: it ended by itself, well or not. */
export type RunStanding = 'running' | 'absent' | 'terminated' | 'closed';

export interface Calls {
  start(
    workflowType: string,
    workflowId: string,
    input: unknown,
    tags: SearchAttributePair[],
    options?: StartOptions,
  ): Promise<Started>;
  update<Ret, Input>(
    workflowId: string,
    definition: UpdateDefinition<Ret, [Input]>,
    input: Input,
    options?: ActOptions,
  ): Promise<Ret>;
  /**
   * What came of the update that was sent under this key; waits for one that is under way. Undefined when none was taken
   * under it: it never arrived, or was refused at the door.
   */
  outcome<Ret>(workflowId: string, key: string, options?: CallOptions): Promise<Ret | undefined>;
  signal<Input>(
    workflowId: string,
    definition: SignalDefinition<[Input]>,
    input: Input,
    options?: CallOptions,
  ): Promise<void>;
  /** Signals it, and begins it where it is not running; one that has ended begins again. */
  wake(
    workflowType: string,
    workflowId: string,
    input: unknown,
    signal: SignalDefinition,
    tags: SearchAttributePair[],
    options?: CallOptions,
  ): Promise<void>;
  query<Ret>(workflowId: string, definition: QueryDefinition<Ret>, options?: CallOptions): Promise<Ret>;
  result<Ret>(workflowId: string, options?: CallOptions): Promise<Ret>;
  /** What Temporal knows of the latest run of an id; `absent` when it knows none, or none any more. */
  runOf(workflowId: string, options?: CallOptions): Promise<RunStanding>;
  /** Resolves when the namespace answers. */
  ping(options?: CallOptions): Promise<void>;
}

/** Long enough for a busy worker, short enough for a person who looks at a page. */
export const PATIENCE_MS = 10_000;

/** The few ways in which Temporal is spoken to; every one of them ends within the caller's patience. */
export function createCalls(client: Client, taskQueue: string, patienceMs = PATIENCE_MS): Calls {
  async function bounded<T>(
    attempt: Attempt,
    options: CallOptions | undefined,
    call: () => Promise<T>,
  ): Promise<T> {
    const patience = options?.timeoutMs ?? patienceMs;
    let timer: NodeJS.Timeout | undefined;
    // The SDK applies a deadline to each request, but waits between its own retries without looking at it.
    const patienceEnds = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(tooSlow(undefined, attempt)), patience + 100);
    });
    try {
      return await Promise.race([client.withDeadline(Date.now() + patience, call), patienceEnds]);
    } catch (error) {
      throw translate(error, attempt);
    } finally {
      clearTimeout(timer);
    }
  }
  const named = (workflowId: string): string => workflowId.replace('-', ' ');

  return {
    async start(workflowType, workflowId, input, tags, options) {
      return await bounded({ what: named(workflowId), changes: true }, options, async () => {
        try {
          await client.workflow.start(workflowType, {
            workflowId,
            taskQueue,
            args: [input],
            typedSearchAttributes: new TypedSearchAttributes(tags),
            workflowIdReusePolicy: options?.again ? REUSE[options.again] : 'REJECT_DUPLICATE',
            workflowIdConflictPolicy: 'FAIL',
            ...(workflowType in priorities
              ? { priority: priorities[workflowType as keyof typeof priorities] }
              : {}),
          });
          return { started: true };
        } catch (error) {
          if (error instanceof WorkflowExecutionAlreadyStartedError) return { started: false };
          throw error;
        }
      });
    },
    async update(workflowId, definition, input, options) {
      return await bounded({ what: named(workflowId), changes: true }, options, () =>
        client.workflow
          .getHandle(workflowId)
          .executeUpdate(definition, { args: [input], updateId: options?.key ?? randomUUID() }),
      );
    },
    async outcome<Ret>(workflowId: string, key: string, options?: CallOptions) {
      return await bounded({ what: named(workflowId), changes: true }, options, async () => {
        try {
          return await client.workflow.getHandle(workflowId).getUpdateHandle<Ret>(key).result();
        } catch (error) {
          if (error instanceof WorkflowNotFoundError) return undefined;
          throw error;
        }
      });
    },
    async signal(workflowId, definition, input, options) {
      await bounded({ what: named(workflowId), changes: true }, options, () =>
        client.workflow.getHandle(workflowId).signal(definition, input),
      );
    },
    async wake(workflowType, workflowId, input, signal, tags, options) {
      await bounded({ what: named(workflowId), changes: true }, options, () =>
        client.workflow.signalWithStart(workflowType, {
          workflowId,
          taskQueue,
          args: [input],
          signal,
          signalArgs: [],
          typedSearchAttributes: new TypedSearchAttributes(tags),
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        }),
      );
    },
    async query(workflowId, definition, options) {
      return await bounded({ what: named(workflowId), changes: false }, options, () =>
        client.workflow.getHandle(workflowId).query(definition),
      );
    },
    async result<Ret>(workflowId: string, options?: CallOptions) {
      return await bounded(
        { what: named(workflowId), changes: false },
        options,
        () => client.workflow.getHandle(workflowId).result() as Promise<Ret>,
      );
    },
    async runOf(workflowId, options) {
      return await bounded({ what: named(workflowId), changes: false }, options, async () => {
        try {
          const { status } = await client.workflow.getHandle(workflowId).describe();
          if (status.name === 'RUNNING') return 'running';
          return status.name === 'TERMINATED' ? 'terminated' : 'closed';
        } catch (error) {
          if (error instanceof WorkflowNotFoundError) return 'absent';
          throw error;
        }
      });
    },
    async ping(options) {
      await bounded({ what: 'namespace', changes: false }, options, () =>
        client.workflowService.describeNamespace({ namespace: client.options.namespace }),
      );
    },
  };
}
