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
    store.write(answers.remember(name(cause, position), event, { asker: hash(alice) }));
  return { answers, store, clock, hash, remember };
}

describe('answers', () => {
  it('are found by the question, and the question’s messages by themselves, also after a restart', async () => {
    const storage = createMemoryStorage();
    const before = await open(storage);
    await before.remember('$q', '$a0');
    await before.remember('$q', '$a1', 1);
    const { answers, hash } = await open(storage);
    const asker = hash(alice);
    expect(await answers.of('$q')).toMatchObject([
      { asker, event: '$a0' },
      { asker, event: '$a1' },
    ]);
    expect(await answers.eventOf(name('$q', 1))).toBe('$a1');
    expect(await answers.eventOf(name('$other'))).toBeUndefined();
    const own = await answers.own('$a0');
    expect([own?.answers('$q'), own?.answers('$other')]).toEqual([true, false]);
    expect(await answers.own('$q')).toBeUndefined();
  });

  it('are found before they are durable, and in the order in which they were sent', async () => {
    const { answers, remember } = await open();
    const written = [11, 2, 10].map((position) => remember('$q', `$a${position}`, position));
    expect((await answers.of('$q')).map(({ event }) => event)).toEqual(['$a2', '$a10', '$a11']);
    await Promise.all(written);
  });

  it('are not kept in memory, where a month of them would be most of what the bot holds', async () => {
    const storage = createMemoryStorage();
    const { remember, answers } = await open(storage);
    await remember('$q', '$a');
    await storage.apply(
      [...(await storage.load(['answers'])).answers.keys()].map((key) => ({
        ...{ op: 'delete', table: 'answers', key },
      })),
    );
    expect(await answers.own('$a')).toBeUndefined();
  });

  it.each(['$a', '', '=$a0', '$a0 ', '\u0000', '\ud800', '='])(
    'are told from an event whose name looks like one of theirs: %j',
    async (event) => {
      const { answers, remember } = await open();
      await remember('$q', '$a0');
      expect(await answers.own(event)).toBeUndefined();
    },
  );

  it('are remembered for thirty days, and not a day longer', async () => {
    const storage = createMemoryStorage();
    const { answers, store, clock, remember } = await open(storage);
    await remember('$q', '$a');
    clock.now += 30 * day;
    expect(await answers.prune(clock.now)).toEqual([]);
    expect(await answers.own('$a')).toBeDefined();
    await store.write(await answers.prune(clock.now + day));
    expect([await answers.of('$q'), await answers.own('$a')]).toEqual([[], undefined]);
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
