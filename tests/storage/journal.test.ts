import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Operation, Storage } from '../../src/storage/contract.ts';
import { createJournal } from '../../src/storage/journal.ts';
import { createMemoryStorage } from '../../src/storage/memory.ts';

const put = (key: string): Operation => ({ op: 'put', table: 'meta', key, value: '1' });
const keys = (operations: readonly Operation[]) => operations.map(({ key }) => key);

/** A commit begins one turn of the event loop after what it waits for. */
async function begun(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
}

/** A storage whose commits are let through, or failed, one by one. */
function gated(): { storage: Storage; commits: string[][]; release(error?: Error): Promise<void> } {
  const commits: string[][] = [];
  const waiting: { resolve(): void; reject(error: Error): void }[] = [];
  return {
    commits,
    storage: {
      ...createMemoryStorage(),
      apply(operations) {
        commits.push(keys(operations));
        return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
      },
    },
    async release(error) {
      const one = waiting.shift();
      if (error === undefined) one?.resolve();
      else one?.reject(error);
      await begun();
    },
  };
}
const never = (error: unknown) => {
  throw error;
};

describe('journal', () => {
  it('commits what is queued together in one transaction', async () => {
    const { storage, commits, release } = gated();
    const journal = createJournal(storage, never);
    const both = Promise.all([journal.write([put('a')]), journal.write([put('b')])]);
    await begun();
    expect(commits).toEqual([['a', 'b']]);
    await release();
    await both;
  });

  it('commits what one turn of the event loop leads to in one transaction, however many promises it takes', async () => {
    const { storage, commits } = gated();
    const journal = createJournal(storage, never);
    void journal.write([put('a')]);
    for (let step = 0; step < 20; step += 1) await Promise.resolve();
    void journal.write([put('b')]);
    await begun();
    expect(commits).toEqual([['a', 'b']]);
  });

  it('commits all that a task queues at once, and what else was queued meanwhile, in order', async () => {
    const { storage, commits } = gated();
    const journal = createJournal(storage, never);
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    void journal.write([put('a')]);
    const task = journal.inOneCommit(async () => {
      void journal.write([put('b')]);
      await ended;
      void journal.write([put('d')]);
      return 'done';
    });
    await begun();
    void journal.write([put('c')]);
    await begun();
    expect(commits).toEqual([]);
    end();
    expect(await task).toBe('done');
    await begun();
    expect(commits).toEqual([['a', 'b', 'c', 'd']]);
  });

  it('goes on when a task has failed, with what it had queued', async () => {
    const { storage, commits } = gated();
    const journal = createJournal(storage, never);
    const failure = new Error('the task failed');
    const task = journal.inOneCommit(async () => {
      void journal.write([put('a')]);
      await begun();
      throw failure;
    });
    await expect(task).rejects.toBe(failure);
    await begun();
    expect(commits).toEqual([['a']]);
  });

  it('groups what came while a commit ran, and keeps the order', async () => {
    const { storage, commits, release } = gated();
    const journal = createJournal(storage, never);
    const first = journal.write([put('a')]);
    await begun();
    const rest = [journal.write([put('b')]), journal.write([put('c'), put('d')])];
    await release();
    await first;
    expect(commits).toEqual([['a'], ['b', 'c', 'd']]);
    await release();
    await Promise.all(rest);
  });

  it('opens the gate only when all that was written before is durable', async () => {
    const { storage, release } = gated();
    const journal = createJournal(storage, never);
    await journal.committed();
    let open = false;
    void journal.write([put('a')]);
    await begun();
    void journal.write([put('b')]);
    const gate = journal.committed().then(() => {
      open = true;
    });
    await release();
    expect(open).toBe(false);
    await release();
    await gate;
    expect(open).toBe(true);
  });

  it('latches at the first failed commit: reported once, nothing passes or is applied any more', async () => {
    const { storage, commits, release } = gated();
    const failures: unknown[] = [];
    const journal = createJournal(storage, (error) => failures.push(error));
    const full = new Error('disk full');
    const first = journal.write([put('a')]);
    await begun();
    const second = journal.write([put('b')]);
    await release(full);
    await expect(first).rejects.toBe(full);
    await expect(second).rejects.toBe(full);
    await expect(journal.committed()).rejects.toBe(full);
    await expect(journal.write([put('c')])).rejects.toBe(full);
    expect(commits).toEqual([['a']]);
    expect(failures).toEqual([full]);
  });

  it('applies every change once and in order, however writes and commits interleave', () =>
    fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 20 }), async (scheduler, count) => {
        const applied: string[] = [];
        const journal = createJournal(
          {
            ...createMemoryStorage(),
            apply: scheduler.scheduleFunction(async (operations: readonly Operation[]) => {
              applied.push(...keys(operations));
            }),
          },
          never,
          scheduler.scheduleFunction(async () => {}),
        );
        const written: string[] = [];
        const writes = Array.from({ length: count }, async (_, index) => {
          await scheduler.schedule(Promise.resolve());
          written.push(String(index));
          await journal.write([put(String(index))]);
        });
        await scheduler.waitFor(Promise.all(writes));
        expect(applied).toEqual(written);
      }),
    ));

  it('never parts what one task has queued, however tasks, writes and commits interleave', () =>
    fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 8 }), async (scheduler, count) => {
        const commits: string[][] = [];
        const journal = createJournal(
          {
            ...createMemoryStorage(),
            apply: scheduler.scheduleFunction(async (operations: readonly Operation[]) => {
              commits.push(keys(operations));
            }),
          },
          never,
          scheduler.scheduleFunction(async () => {}),
        );
        const step = () => scheduler.schedule(Promise.resolve());
        const tasks = Array.from({ length: count }, async (_, index) => {
          await step();
          void journal.write([put(`before ${index}`)]);
          await journal.inOneCommit(async () => {
            for (let part = 0; part < 3; part += 1) {
              void journal.write([put(`task ${index}`)]);
              await step();
            }
          });
          await journal.committed();
        });
        await scheduler.waitFor(Promise.all(tasks));
        for (let index = 0; index < count; index += 1) {
          const parts = commits.map((commit) => commit.filter((key) => key === `task ${index}`).length);
          expect(parts.filter((part) => part > 0)).toEqual([3]);
        }
      }),
    ));
});
