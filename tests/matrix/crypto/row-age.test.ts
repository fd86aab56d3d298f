import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeHomeserver } from './fake-homeserver.ts';
import { open, type Person, room } from './people.ts';

const day = 86_400_000;
let homeserver: FakeHomeserver;
let alice: Person;
let bot: Person;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  homeserver = new FakeHomeserver();
  alice = await open(homeserver, 'alice', 'A');
  bot = await open(homeserver, 'bot', 'B');
});
afterEach(() => {
  vi.useRealTimers();
});
const both = room(['alice', 'bot']);
/** What the store holds of each kind that grows. */
const held = async (person: Person, name: string): Promise<number> => {
  await person.store.committed();
  return [...(await person.storage.load()).crypto.keys()].filter((key) => key.includes(`"${name}"`)).length;
};
const later = (days: number) => vi.setSystemTime(Date.now() + days * day);

describe('the age of keys', () => {
  it('lets a session go that was not used for thirty days, in memory and on disk', async () => {
    const question = await alice.say(both, 'avant');
    await bot.sync();
    expect(await bot.read(question)).toBe('avant');
    expect([await held(bot, 'inbound_group_sessions3'), await held(bot, 'olm_hashes')]).toEqual([1, 1]);
    later(30);
    expect(await bot.encryption.prune()).toBe(0);
    later(1);
    expect(await bot.encryption.prune()).toBe(2);
    expect([await held(bot, 'inbound_group_sessions3'), await held(bot, 'olm_hashes')]).toEqual([0, 0]);
    expect((await bot.storage.load()).cryptoUse.size).toBe(0);
    expect(await bot.read(question)).toBe('waiting');
    expect(await bot.encryption.prune()).toBe(0);
  });

  it('keeps a session that is still read, across restarts', async () => {
    const first = await alice.say(both, 'un');
    await bot.sync();
    expect(await bot.read(first)).toBe('un');
    later(25);
    const second = await alice.say(both, 'deux');
    await bot.sync();
    expect(await bot.read(second)).toBe('deux');
    await bot.encryption.close();
    later(25);
    const restarted = await open(homeserver, 'bot', 'B', { storage: bot.storage });
    await restarted.encryption.prune();
    expect(await restarted.read(second)).toBe('deux');
  });

  it('counts keys as used today that were never noted', async () => {
    const question = await alice.say(both, 'avant');
    await bot.sync();
    await bot.store.committed();
    await bot.encryption.close();
    const { cryptoUse } = await bot.storage.load();
    await bot.storage.apply([...cryptoUse.keys()].map((key) => ({ op: 'delete', table: 'cryptoUse', key })));
    later(100);
    const restarted = await open(homeserver, 'bot', 'B', { storage: bot.storage });
    expect(await restarted.encryption.prune()).toBe(0);
    expect(await restarted.read(question)).toBe('avant');
  });
});
