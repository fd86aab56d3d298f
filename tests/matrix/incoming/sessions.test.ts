import { describe, expect, it } from 'vitest';
import { alice, openParts, room } from '../support.ts';

const bob = '@bob:hs.fr';
const key = (sender: string, place: string) => JSON.stringify([sender, place]);

describe('sessions', () => {
  it('are found by person and place, and name neither in the store', async () => {
    const { sessions, store } = await openParts();
    await store.write(sessions.change(alice, [{ key: key(alice, room), value: '1' }]));
    expect(sessions.of(alice).get(key(alice, room))).toBe('1');
    expect(sessions.of(bob).get(key(alice, room))).toBeUndefined();
    expect(JSON.stringify([...store.rows('sessions')])).not.toMatch(/alice|hs\.fr/);
    await store.write(sessions.change(alice, [{ key: key(alice, room), value: null }]));
    expect(store.rows('sessions').size).toBe(0);
  });

  it('of a person are forgotten wherever they are, and nobody else’s', async () => {
    const { sessions, store } = await openParts();
    for (const [who, where] of [
      [alice, room],
      [alice, '!autre:hs.fr'],
      [bob, room],
    ] as const)
      await store.write(sessions.change(who, [{ key: key(who, where), value: who }]));
    await store.write(sessions.forget(alice));
    expect([...store.rows('sessions').values()]).toEqual([bob]);
  });
});
