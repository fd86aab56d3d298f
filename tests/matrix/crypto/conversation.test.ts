import { DeviceId, OlmMachine, RequestType, UserId } from '@matrix-org/matrix-sdk-crypto-wasm';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { send } from '../../../src/matrix/crypto/requests.ts';
import type { ArrivedKey, Decryption, EncryptedEvent } from '../../../src/matrix/encryption.ts';
import { type Operation, type Table, tables } from '../../../src/storage/contract.ts';
import { createMemoryStorage } from '../../../src/storage/memory.ts';
import { FakeHomeserver, refusal } from './fake-homeserver.ts';
import { id, open, type Person, room } from './people.ts';

let homeserver: FakeHomeserver;
let alice: Person;
let bot: Person;
beforeEach(async () => {
  homeserver = new FakeHomeserver();
  alice = await open(homeserver, 'alice', 'A');
  bot = await open(homeserver, 'bot', 'B');
});
const put = (table: Table, key: string, value: string): Operation => ({ op: 'put', table, key, value });
const both = () => room(['alice', 'bot']);
const session = ({ content }: EncryptedEvent) => content.session_id;
const keyShares = () =>
  homeserver.requests.filter(
    ({ path, user }) => user === bot.user && path.includes('/sendToDevice/m.room.encrypted/'),
  );

describe('a conversation', () => {
  it('is read at both ends', async () => {
    const question = await alice.say(both(), 'DN ou Démat Social ?');
    await bot.sync();
    expect(await bot.read(question)).toBe('DN ou Démat Social ?');
    const answer = await bot.say(both(), 'DN.');
    await alice.sync();
    expect(await alice.read(answer)).toBe('DN.');
  });

  it('keeps the relation that an encrypted event carries in clear', async () => {
    const relation = { rel_type: 'm.thread', event_id: '$root' };
    const content = await alice.encryption.encrypt(both(), 'm.room.message', {
      body: 'x',
      'm.relates_to': relation,
    });
    expect(content['m.relates_to']).toEqual(relation);
    const event = { ...(await alice.say(both(), 'x')), content };
    await bot.sync();
    expect(await bot.encryption.decrypt(event)).toMatchObject({
      content: { body: 'x', 'm.relates_to': relation },
    });
  });

  it('has its keys on the disk before what came with them is handled', async () => {
    await alice.say(both(), 'x');
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const { apply } = bot.storage;
    const applied: string[] = [];
    bot.storage.apply = async (operations) => {
      await released;
      await apply(operations);
      applied.push(...operations.map(({ key }) => key));
    };
    const received = bot.sync().then(() => applied.some((key) => key.includes('inbound_group_sessions')));
    // As many turns as a commit would have taken.
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    release();
    expect(await received).toBe(true);
  });

  it('is read whichever commit the bot was killed after while the key came in', async () => {
    const before = await bot.storage.load();
    const commits: Operation[][] = [];
    const { apply } = bot.storage;
    bot.storage.apply = async (operations) => {
      commits.push([...operations]);
      await apply(operations);
    };
    const question = await alice.say(both(), 'DN ou Démat Social ?');
    const changes = homeserver.sync(bot.user, bot.device);
    await bot.encryption.receiveSync(changes);
    expect(commits.length).toBeGreaterThan(0);
    for (let survived = 0; survived <= commits.length; survived += 1) {
      const storage = createMemoryStorage();
      await storage.apply(tables.flatMap((table) => [...before[table]].map((row) => put(table, ...row))));
      for (const commit of commits.slice(0, survived)) await storage.apply(commit);
      const restarted = await open(homeserver, 'bot', 'B', { storage });
      // The sync was not acknowledged: the homeserver gives it again.
      await restarted.encryption.receiveSync(changes);
      expect(await restarted.read(question), `${survived} commits`).toBe('DN ou Démat Social ?');
      await restarted.encryption.close();
    }
  });

  it('goes on in the same session after a restart of the bot', async () => {
    const first = await bot.say(both(), 'avant');
    await bot.encryption.close();
    const restarted = await open(homeserver, 'bot', 'B', { storage: bot.storage });
    const second = await restarted.say(both(), 'après');
    await alice.sync();
    expect(session(second)).toBe(session(first));
    expect([await alice.read(first), await alice.read(second)]).toEqual(['avant', 'après']);
  });

  it('in one room is encrypted one message at a time, however many are asked for at once', async () => {
    const events = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => bot.say(both(), text)));
    await alice.sync();
    expect(await Promise.all(events.map((event) => alice.read(event)))).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(keyShares()).toHaveLength(1);
  });
});

describe('who can read', () => {
  it('someone who joins reads the next message and none before', async () => {
    const before = await bot.say(both(), 'avant');
    const carol = await open(homeserver, 'carol', 'C');
    await bot.sync();
    const after = await bot.say(room(['alice', 'bot', 'carol']), 'après');
    await carol.sync();
    expect([await carol.read(before), await carol.read(after)]).toEqual(['waiting', 'après']);
    expect(session(after)).toBe(session(before));
  });

  it('someone who leaves reads nothing more', async () => {
    const carol = await open(homeserver, 'carol', 'C');
    const before = await bot.say(room(['alice', 'bot', 'carol']), 'avant');
    const after = await bot.say(both(), 'après');
    await carol.sync();
    await alice.sync();
    expect([await carol.read(before), await carol.read(after)]).toEqual(['avant', 'waiting']);
    expect(await alice.read(after)).toBe('après');
  });

  it('a device that is signed out reads nothing more', async () => {
    const first = await bot.say(both(), 'avant');
    homeserver.remove(alice.user, 'A');
    await bot.sync();
    expect(session(await bot.say(both(), 'après'))).not.toBe(session(first));
  });

  it('a new session begins after as many messages as the room says', async () => {
    const short = room(['alice', 'bot'], { rotation_period_msgs: 2 });
    const sessions = [];
    for (let at = 0; at < 4; at += 1) sessions.push(session(await bot.say(short, 'x')));
    expect(new Set(sessions).size).toBe(2);
  });

  it.each([0, 1, -5, 1e99, 'x', null])('a room cannot stop the bot by its settings: %s', async (value) => {
    const odd = room(['alice', 'bot'], { rotation_period_msgs: value, rotation_period_ms: value });
    const events = [await bot.say(odd, 'un'), await bot.say(odd, 'deux')];
    await alice.sync();
    expect(await Promise.all(events.map((event) => alice.read(event)))).toEqual(['un', 'deux']);
  });

  it('with signed devices only, a device that its owner has not signed is left out, and told so', async () => {
    homeserver.forgetIdentity(alice.user);
    await alice.sync();
    const strict = await open(homeserver, 'strict', 'S', { signedDevicesOnly: true });
    const event = await strict.say(room(['alice', 'bot', 'strict']), 'x');
    await Promise.all([alice.sync(), bot.sync()]);
    expect(await bot.read(event)).toBe('x');
    expect(await alice.encryption.decrypt(event)).toMatchObject({
      outcome: 'waiting',
      withheld: 'm.unverified',
    });
    const question = await alice.say(room(['alice', 'bot', 'strict']), 'y');
    await strict.sync();
    expect(await strict.encryption.decrypt(question)).toMatchObject({
      outcome: 'waiting',
      withheld: 'unsigned-sender',
    });
  });
});

describe('what is never answered', () => {
  it('an event whose sender is not the one who encrypted it', async () => {
    await open(homeserver, 'mallory', 'M');
    const event = await alice.say(both(), 'x');
    await bot.sync();
    expect(await bot.encryption.decrypt({ ...event, sender: id('mallory') })).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('sender'),
    });
  });

  it('a replay: another event at the place of one that was read has the same mark', async () => {
    const [first, second] = [await alice.say(both(), 'x'), await alice.say(both(), 'x')];
    await bot.sync();
    const mark = async (event: EncryptedEvent) => {
      const decryption = await bot.encryption.decrypt(event);
      return decryption.outcome === 'decrypted' ? decryption.once : undefined;
    };
    expect(await mark({ ...first, event_id: '$replay', origin_server_ts: 9 })).toBe(await mark(first));
    expect(await mark(second)).not.toBe(await mark(first));
  });

  it('garbage', async () => {
    const event = await alice.say(both(), 'x');
    await bot.sync();
    const outcome = async (content: Record<string, unknown>, more: Partial<EncryptedEvent> = {}) =>
      (await bot.encryption.decrypt({ ...event, ...more, content })).outcome;
    expect(await outcome({})).toBe('refused');
    expect(await outcome({ ...event.content, algorithm: 'm.olm.v1' })).toBe('refused');
    expect(await outcome({ ...event.content, ciphertext: 'AAAA' })).toBe('refused');
    expect(
      await outcome({
        ...event.content,
        ciphertext: `${String(event.content.ciphertext).slice(0, -6)}AAAAAA`,
      }),
    ).toBe('refused');
    expect(await outcome(event.content, { room_id: '!other:example.org' })).not.toBe('decrypted');
    expect(await outcome(event.content, { sender: 'nobody' })).toBe('refused');
  });
});

describe('keys that come late', () => {
  const arrivals = () => {
    const keys: ArrivedKey[] = [];
    bot.encryption.onKeys((arrived) => keys.push(...arrived));
    return keys;
  };

  it('are announced with their session, and what waited for them can then be read', async () => {
    const question = await alice.say(both(), 'x');
    const keys = arrivals();
    const waiting: Decryption = await bot.encryption.decrypt(question);
    expect(waiting).toEqual({ outcome: 'waiting', session: session(question), withheld: undefined });
    await bot.sync();
    await vi.waitFor(() => expect(keys).toEqual([{ room: both().id, session: session(question) }]));
    expect(await bot.read(question)).toBe('x');
  });

  it('all arrive when more than a hundred are waiting', async () => {
    const keys = arrivals();
    const fast = room(['alice', 'bot'], { rotation_period_msgs: 1 });
    const questions = [];
    for (let at = 0; at < 115; at += 1) questions.push(await alice.say(fast, `${at}`));
    expect(await bot.sync()).toBeGreaterThan(0);
    while ((await bot.sync()) > 0);
    await vi.waitFor(() => expect(keys).toHaveLength(115));
    expect(await Promise.all(questions.map((question) => bot.read(question)))).toEqual(
      questions.map((_, at) => `${at}`),
    );
  });
});

describe('when the homeserver does not answer', () => {
  it.each([/keys\/query/, /keys\/claim/, /sendToDevice/])(
    'nothing is encrypted, and the next try shares the key with everyone: %s',
    async (path) => {
      let down = true;
      homeserver.intercept = (request) => {
        if (down && request.user === bot.user && path.test(request.path)) throw refusal(502);
      };
      await expect(bot.say(both(), 'x')).rejects.toThrow('502');
      down = false;
      const answer = await bot.say(both(), 'x');
      await alice.sync();
      expect(await alice.read(answer)).toBe('x');
    },
  );
});

describe('a very large room', () => {
  it('is served in batches, and everyone gets the key', async () => {
    const people = Array.from({ length: 210 }, (_, at) => `p${at}`);
    for (const person of people) {
      const connection = homeserver.connect(id(person), 'P');
      const machine = await OlmMachine.initialize(new UserId(id(person)), new DeviceId('P'));
      for (const request of await machine.outgoingRequests())
        if (request.type === RequestType.KeysUpload) await send(connection, machine, request);
      machine.close();
    }
    const answer = await bot.say(room(['alice', 'bot', ...people]), 'x');
    await alice.sync();
    expect(await alice.read(answer)).toBe('x');
    const claims = homeserver.requests.filter(
      ({ path, user }) => user === bot.user && path.endsWith('/claim'),
    );
    expect(claims).toHaveLength(2);
    for (const person of people) expect(homeserver.sync(id(person), 'P').toDevice).toHaveLength(1);
  });
});

describe('an interactive verification', () => {
  it('is declined, with a reason', async () => {
    const content = {
      from_device: 'A',
      methods: ['m.sas.v1'],
      timestamp: Date.now(),
      transaction_id: 'T',
    };
    const request = { type: 'm.key.verification.request', sender: alice.user, content };
    await alice.say(both(), 'x');
    await bot.sync();
    await bot.say(both(), 'x');
    await bot.encryption.receiveSync({
      toDevice: [request],
      changedDevices: [],
      leftDevices: [],
      oneTimeKeys: undefined,
      unusedFallbackKeys: undefined,
    });
    await vi.waitFor(() =>
      expect(homeserver.requests).toContainEqual(
        expect.objectContaining({
          path: expect.stringContaining('m.key.verification.cancel'),
          body: {
            messages: {
              [alice.user]: {
                A: expect.objectContaining({ transaction_id: 'T', reason: expect.stringContaining('robot') }),
              },
            },
          },
        }),
      ),
    );
  });
});
