import { describe, expect, it } from 'vitest';
import { openKeyedHash } from '../../../src/matrix/identifiers.ts';
import { openAnswers } from '../../../src/matrix/outgoing/answers.ts';
import type { Storage } from '../../../src/storage/contract.ts';
import { createMemoryStorage } from '../../../src/storage/memory.ts';
import { openStore } from '../../../src/storage/store.ts';
import { alice } from '../support.ts';

const day = 86_400_000;
const name = (cause: string, position = 0) => ({ cause, purpose: 'answer', position });

/** The memory of answers over a storage, on a clock that the test sets. */
async function open(storage: Storage = createMemoryStorage()) {
  const store = await openStore(storage, (error) => {
    throw error;
  });
  const hash = openKeyedHash(store);
  const clock = { now: 1_000 * day };
  const answers = openAnswers(store, hash, () => clock.now);
  const remember = (cause: string, event: string, position = 0) =>
    store.write([answers.remember(name(cause, position), event, { asker: hash(alice) })]);
  return { answers, store, clock, hash, remember };
}

describe('answers', () => {
  it('are found by the question, and the question’s messages by themselves, also after a restart', async () => {
    const storage = createMemoryStorage();
    const before = await open(storage);
    await before.remember('$q', '$a0');
    await before.remember('$q', '$a1', 1);
    const { answers, hash } = await open(storage);
    expect(answers.of('$q')).toMatchObject({
      asker: hash(alice),
      events: [{ event: '$a0' }, { event: '$a1' }],
    });
    expect([answers.eventOf(name('$q', 1)), answers.eventOf(name('$other'))]).toEqual(['$a1', undefined]);
    expect([answers.isOwn('$a0'), answers.isOwn('$q')]).toEqual([true, false]);
  });

  it('are remembered for thirty days, and not a day longer', async () => {
    const storage = createMemoryStorage();
    const { answers, store, clock, remember } = await open(storage);
    await remember('$q', '$a');
    clock.now += 30 * day;
    expect(answers.prune(clock.now)).toEqual([]);
    expect(answers.isOwn('$a')).toBe(true);
    await store.write(answers.prune(clock.now + day));
    expect([answers.of('$q'), answers.isOwn('$a')]).toEqual([undefined, false]);
    expect((await storage.load()).answers.size).toBe(0);
  });

  it('keep neither what was asked nor what was answered, nor who asked', async () => {
    const storage = createMemoryStorage();
    const { remember } = await open(storage);
    await remember('$q', '$a');
    const stored = JSON.stringify([...(await storage.load()).answers]);
    expect(stored).not.toContain('$q');
    expect(stored).not.toContain(alice);
  });
});
