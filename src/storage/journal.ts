/**
 * The one order in which changes reach the disk: first in, first out, whatever they are about (crypto, outbox, seen events,
 * sync token). What is queued in one turn of the event loop, or while a commit runs, goes together in the next one: each costs a
 * wait for the disk.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Operation, Storage } from './contract.ts';

/** Queues changes, and is the gate that requests wait at: no byte leaves before the state it depends on is durable. */
export interface Journal {
  /** Queues one atomic change. Resolves once it, and all before it, is durable. */
  write(operations: readonly Operation[]): Promise<void>;
  /**
   * Resolves once all that was queued before the call is durable, and while the right to write is sure; rejects for good after a
   * failed commit.
   */
  committed(): Promise<void>;
  /**
   * All that is queued while a task runs becomes durable in one commit: after a crash all of it is there, or none. The task must not
   * wait for the disk, which would wait for the task.
   */
  inOneCommit<T>(task: () => Promise<T>): Promise<T>;
}

/**
 * @param failed called once, at the first commit that fails: memory is ahead of the disk, so the process must end at once
 * @param turn resolves at the end of the event loop's turn: what is queued until then goes together
 */
export function createJournal(
  storage: Storage,
  failed: (error: unknown) => void,
  turn: () => Promise<void> = () => nextTurn(),
): Journal {
  let queue: Operation[] = [];
  /** The commit that will take what is queued now. */
  let next: Promise<void> | undefined;
  /** The last commit that was started; rejected, it stays so. */
  let last: Promise<void> = Promise.resolve();
  /** The tasks whose changes go together. */
  const tasks = new Set<Promise<unknown>>();

  const flush = (): Promise<void> => {
    const started = last.then(turn).then(async () => {
      while (tasks.size > 0) await Promise.allSettled(tasks);
      const operations = queue;
      queue = [];
      next = undefined;
      await storage.apply(operations);
    });
    // A latched failure passes through `then`: only the commit that really failed reports it.
    const before = last;
    last = started;
    started.catch(async (error: unknown) => {
      if (
        await before.then(
          () => true,
          () => false,
        )
      )
        failed(error);
    });
    return started;
  };

  return {
    write(operations) {
      queue.push(...operations);
      next ??= flush();
      return next;
    },
    async committed() {
      await (next ?? last);
      storage.assertHeld();
    },
    inOneCommit(task) {
      const running = task().finally(() => tasks.delete(running));
      tasks.add(running);
      return running;
    },
  };
}
