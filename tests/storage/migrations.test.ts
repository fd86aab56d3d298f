import { describe, expect, it } from 'vitest';
import { openKeyedHash } from '../../src/matrix/identifiers.ts';
import { openAnswers } from '../../src/matrix/outgoing/answers.ts';
import { createMemoryStorage } from '../../src/storage/memory.ts';
import { openStore } from '../../src/storage/store.ts';

const never = (error: unknown) => {
  throw error;
};

/** A store of version 1, with rows of its answers. */
async function versionOne(rows: (hash: (text: string) => string) => Readonly<Record<string, object>>) {
  const storage = createMemoryStorage();
  const store = await openStore(storage, never, []);
  const hash = openKeyedHash(store);
  await store.write(
    Object.entries(rows(hash)).map(([cause, row]) => ({
      ...{ op: 'put', table: 'answers', key: hash(cause), value: JSON.stringify(row) },
    })),
  );
  return storage;
}

describe('what version 1 has written', () => {
  it('keeps its answers: found by the question and from each message, with who asked and in which thread', async () => {
    const storage = await versionOne((hash) => ({
      $q: {
        ...{ at: 5, asker: hash('@alice:hs.fr'), thread: '$root' },
        events: [
          { purpose: 'answer', position: 0, event: '$a0' },
          { purpose: 'answer', position: 1, event: '$a1' },
        ],
      },
    }));
    const store = await openStore(storage, never);
    const hash = openKeyedHash(store);
    const answers = openAnswers(store, hash);
    const whole = { at: 5, asker: hash('@alice:hs.fr'), thread: '$root', purpose: 'answer' };
    expect(await answers.of('$q')).toEqual([
      { ...whole, position: 0, event: '$a0' },
      { ...whole, position: 1, event: '$a1' },
    ]);
    expect((await answers.own('$a1'))?.answers('$q')).toBe(true);
    await store.write(await answers.forget('@alice:hs.fr'));
    expect((await storage.load()).answers.size).toBe(0);
  });

  it('keeps the way back of what was handed on, from that message alone', async () => {
    const question = { room: '!a:hs.fr', event: '$q', sender: '@alice:hs.fr' };
    const storage = await versionOne(() => ({
      $ask: {
        ...{ at: 5, question },
        events: [
          { purpose: 'transmission', position: 0, event: '$handed' },
          { purpose: 'answer', position: 0, event: '$word' },
        ],
      },
    }));
    const store = await openStore(storage, never);
    const answers = openAnswers(store, openKeyedHash(store));
    expect((await answers.own('$handed'))?.question).toEqual(question);
    expect((await answers.own('$word'))?.question).toBeUndefined();
  });
});
