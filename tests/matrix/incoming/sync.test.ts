import { describe, expect, it } from 'vitest';
import type { EncryptionChanges } from '../../../src/matrix/encryption.ts';
import { createJoinedRooms } from '../../../src/matrix/incoming/joined-room.ts';
import { createSync } from '../../../src/matrix/incoming/sync.ts';
import { createInvitations } from '../../../src/matrix/rooms/invitations.ts';
import type { Storage } from '../../../src/storage/contract.ts';
import { createMemoryStorage } from '../../../src/storage/memory.ts';
import {
  alice,
  fakeEncryption,
  fakeHomeserver,
  openParts,
  own,
  type Respond,
  refusal,
  room,
  said,
  timelineEvent,
  until,
} from '../support.ts';

/** The membership of the bot itself, `age` milliseconds ago. @param behind how far the homeserver's clock is behind ours */
const ownMembership = (membership: string, age = 0, behind = 0) =>
  timelineEvent(
    { membership },
    {
      ...{ type: 'm.room.member', sender: alice, state_key: own, unsigned: { age } },
      origin_server_ts: Date.now() - behind - age,
    },
  );
const timeline = (events: object[], more: object = {}) => ({ timeline: { events, ...more } });
const joined = (part: object, id = room) => ({ rooms: { join: { [id]: part } } });

/** A sync loop that gets these responses, one after the other, then waits for ever. An Error is a failure. */
async function open(
  responses: (object | Error)[],
  { storage, respond }: { storage?: Storage; respond?: Respond } = {},
) {
  let count = 0;
  const homeserver = fakeHomeserver((request) => {
    if (request.path !== '/sync') return respond?.(request);
    const response = responses[count];
    if (response === undefined) return new Promise(() => {});
    count += 1;
    if (response instanceof Error) throw response;
    return { next_batch: `t${count}`, ...response };
  });
  const received: EncryptionChanges[] = [];
  const encryption = fakeEncryption({ receiveSync: async (changes) => void received.push(changes) });
  const parts = await openParts({ homeserver, encryption, ...(storage && { storage }) });
  const invitations = createInvitations({
    ...parts,
    own,
    settings: { allowedServers: ['hs.fr'], allowedUsers: [] },
  });
  const handleJoinedRoom = createJoinedRooms({
    ...{ ...parts, own, answerMaxAge: 6 * 3_600_000, follow: invitations.follow },
    welcome: (direct) => ({
      message: { plain: direct ? 'à deux' : 'à tous', html: '' },
      blocks: [],
      answer: { band: 'answer', confidence: 1, subjects: [], blocks: [], citations: [] },
      purpose: 'greeting',
    }),
  });
  const sync = createSync({ ...parts, encryption, handleJoinedRoom, invitations, onSync: () => {} });
  const asked = () =>
    homeserver.requests.filter(({ path }) => path === '/sync').map(({ options }) => options.query);
  const said = () =>
    parts.outbox.waiting().map(({ action }) => ('content' in action ? action.content.body : action.kind));
  const run = async (requests: number) => {
    const done = sync.run();
    done.catch(() => {});
    await until(() => asked().length >= requests);
    return done;
  };
  return { ...parts, sync, asked, said, received, run };
}
/** A store that has synced before. */
async function synced(): Promise<Storage> {
  const storage = createMemoryStorage();
  await storage.apply([{ op: 'put', table: 'meta', key: 'sync-token', value: 't0' }]);
  return storage;
}

describe('sync', () => {
  it('begins without history, answers nothing of it, and greets nobody', async () => {
    const {
      asked,
      said: replies,
      rooms,
      run,
    } = await open([joined(timeline([said('répète non')]), '!ancien:hs.fr')]);
    void run(2);
    await until(() => asked().length === 2);
    const [first, second] = asked().map((query) => JSON.parse(String(query?.filter)));
    expect(first).toMatchObject({ presence: { types: [] }, room: { timeline: { limit: 0 } } });
    expect(second.room.timeline.limit).toBeGreaterThan(0);
    expect(asked()[1]?.since).toBe('t1');
    expect(rooms.get('!ancien:hs.fr')?.membership).toBe('joined');
    expect(replies()).toEqual([]);
  });

  it('goes by the homeserver’s clock for what was said before it first came, however wrong its own is', async () => {
    const day = 86_400_000;
    const theirs = Date.now() - day;
    const old = '!ancien:hs.fr';
    const { said: replies, run } = await open([
      joined({ ...timeline([]), state: { events: [ownMembership('join', 9_000, day)] } }, old),
      joined(
        timeline([
          said('répète avant', { origin_server_ts: theirs - 5_000 }),
          said('répète depuis', { origin_server_ts: theirs + 5_000 }),
        ]),
        old,
      ),
    ]);
    void run(3);
    await until(() => replies().length > 0);
    expect(replies()).toEqual(['depuis']);
  });

  it('lets the answers leave before it stores the token and asks for what follows', async () => {
    const before: unknown[] = [];
    const leave = async () => {
      await parts.store.committed();
      // What the request goes through before it is on the wire.
      for (let hop = 0; hop < 50; hop += 1) await undefined;
      before.push([parts.asked().length, parts.store.get('meta', 'sync-token')]);
      return { event_id: '$sent' };
    };
    const parts = await open([joined(timeline([said('répète oui')]))], {
      storage: await synced(),
      respond: ({ method }) => (method === 'PUT' ? leave() : undefined),
    });
    parts.outbox.start();
    void parts.run(2);
    await until(() => parts.asked().length === 2 && before.length > 0);
    expect(before).toEqual([[1, 't0']]);
  });

  it('says the same again under the same transaction id when a power cut took back all since the token', async () => {
    const sent: string[] = [];
    for (const lives of [1, 2]) {
      const parts = await open([joined(timeline([said('répète oui', { event_id: '$question' })]))], {
        storage: await synced(),
        respond: ({ method, path }) => {
          if (method !== 'PUT') return undefined;
          sent.push(path);
          return { event_id: '$sent' };
        },
      });
      parts.outbox.start();
      void parts.run(2);
      await until(() => sent.length === lives && parts.outbox.waiting().length === 0);
    }
    expect(sent[1]).toBe(sent[0]);
  });

  it('asks for what follows only when all of a response is on the disk', async () => {
    const storage = await synced();
    let commit: () => void = () => {};
    const held: Storage = {
      ...storage,
      apply: async (operations) => {
        if (operations.some(({ key }) => key === 'sync-token'))
          await new Promise<void>((done) => (commit = done));
        return storage.apply(operations);
      },
    };
    const { asked, run } = await open([joined(timeline([said('répète oui')]))], { storage: held });
    void run(1);
    await until(() => commit.toString() !== '() => {}');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked()).toHaveLength(1);
    commit();
    await until(() => asked().length === 2);
    const rows = await storage.load();
    expect(rows.meta.get('sync-token')).toBe('t1');
    expect(rows.outbox.size).toBe(1);
  });

  it('gives encryption its part before anything else', async () => {
    const { received, run } = await open(
      [
        {
          to_device: { events: [{ type: 'x' }] },
          device_lists: { changed: ['@a:hs.fr'] },
          device_one_time_keys_count: { signed_curve25519: 3 },
        },
      ],
      { storage: await synced() },
    );
    void run(2);
    await until(() => received.length === 1);
    expect(received[0]).toEqual({
      toDevice: [{ type: 'x' }],
      changedDevices: ['@a:hs.fr'],
      leftDevices: [],
      oneTimeKeys: { signed_curve25519: 3 },
      unusedFallbackKeys: undefined,
    });
  });

  it('tries again after failures, from the same token', async () => {
    const { asked, run } = await open([refusal(502), {}], { storage: await synced() });
    void run(3);
    await until(() => asked().length === 3);
    expect(asked().map((query) => query?.since)).toEqual(['t0', 't0', 't2']);
  });

  it('begins anew with a token that the homeserver does not know, without answering twice', async () => {
    const storage = await synced();
    const again = said('répète oui');
    const {
      asked,
      said: replies,
      run,
    } = await open(
      [joined(timeline([again])), refusal(400, 'M_UNKNOWN'), joined(timeline([again, said('répète neuf')]))],
      { storage },
    );
    void run(4);
    await until(() => replies().length === 2);
    expect(
      asked()
        .map((query) => query?.since)
        .slice(0, 3),
    ).toEqual(['t0', 't1', undefined]);
    expect(replies()).toEqual(['oui', 'neuf']);
  });

  it('ends when the token is refused', async () => {
    const { run } = await open([refusal(401, 'M_UNKNOWN_TOKEN')], { storage: await synced() });
    await expect(run(1)).rejects.toMatchObject({ status: 401 });
  });

  it('knows a room that was left, and forgets what waits for it', async () => {
    const {
      rooms,
      said: replies,
      run,
    } = await open([joined(timeline([said('répète oui')])), { rooms: { leave: { [room]: {} } } }], {
      storage: await synced(),
    });
    void run(3);
    await until(() => rooms.get(room) === undefined);
    expect(replies()).toEqual([]);
  });
});

describe('a room that is joined', () => {
  const fresh = '!nouveau:hs.fr';

  it('gets one line, and answers to what was said since the invitation', async () => {
    const { said: replies, run } = await open(
      [
        joined(
          timeline([
            said('répète avant', { origin_server_ts: Date.now() - 9_000 }),
            ownMembership('invite', 5_000),
            said('répète depuis', { origin_server_ts: Date.now() - 4_000 }),
            ownMembership('join'),
          ]),
          fresh,
        ),
      ],
      { storage: await synced() },
    );
    void run(2);
    await until(() => replies().length === 2);
    expect(replies()).toEqual(['à tous', 'depuis']);
  });

  it('with one other person gets the greeting', async () => {
    const summary = { 'm.joined_member_count': 1, 'm.invited_member_count': 1 };
    const { said: replies, run } = await open(
      [joined({ ...timeline([ownMembership('join')]), summary }, fresh)],
      { storage: await synced() },
    );
    void run(2);
    await until(() => replies().length === 1);
    expect(replies()).toEqual(['à deux']);
  });

  it('is greeted once and treated alike when the sync comes again after a crash', async () => {
    const storage = await synced();
    const part = joined(
      timeline([
        said('répète avant', { origin_server_ts: Date.now() - 9_000 }),
        ownMembership('join'),
        said('répète depuis'),
      ]),
      fresh,
    );
    const before = await open([part], { storage });
    void before.run(2);
    await until(() => before.said().length === 2);
    await before.store.write([{ op: 'put', table: 'meta', key: 'sync-token', value: 't0' }]);
    const after = await open([part], { storage });
    void after.run(2);
    await until(() => after.asked().length === 2);
    expect(after.said()).toEqual(['à tous', 'depuis']);
  });
});

describe('a timeline that was cut', () => {
  const page =
    (...pages: object[][]): Respond =>
    ({ path, options }) => {
      if (!path.endsWith('/messages')) return undefined;
      const index = Number(options.query?.from);
      return {
        chunk: [...(pages[index] ?? [])].reverse(),
        ...(index + 1 < pages.length && { end: String(index + 1) }),
      };
    };
  const limited = (events: object[]) => joined(timeline(events, { limited: true, prev_batch: '0' }));

  it('is read back to the last event handled, in order', async () => {
    const handled = said('répète vu');
    const { said: replies, run } = await open(
      [joined(timeline([handled])), limited([said('répète trois')])],
      {
        storage: await synced(),
        respond: page([said('répète deux')], [said('répète jamais'), handled, said('répète un')]),
      },
    );
    void run(3);
    await until(() => replies().length === 4);
    expect(replies()).toEqual(['vu', 'un', 'deux', 'trois']);
  });

  it('is read back no further than answers may be late, and not before the bot was there', async () => {
    const storage = await synced();
    const old = said('répète vieux', { unsigned: { age: 7 * 3_600_000 } });
    const {
      said: replies,
      run,
      rooms,
    } = await open([limited([said('répète fin')])], {
      storage,
      respond: page([said('répète début')], [old, said('répète avant', { origin_server_ts: 5 })]),
    });
    rooms.update(room, { since: 10 });
    void run(2);
    await until(() => replies().length === 2);
    expect(replies()).toEqual(['début', 'fin']);
  });

  it.each([
    ['at the beginning of the room', [[said('répète deux')], [said('répète un')]], undefined],
    [
      'after a hundred pages',
      Array.from({ length: 101 }, (_, at) => (at === 0 ? [said('répète un')] : [])),
      1,
    ],
  ] as const)('ends %s, which is counted only where something is left out', async (_, pages, cut) => {
    const {
      said: replies,
      run,
      counters,
    } = await open([limited([said('répète fin')])], {
      storage: await synced(),
      respond: page(...pages.map((events) => [...events])),
    });
    void run(2);
    await until(() => replies().includes('fin'));
    expect(replies()).toContain('un');
    expect(counters.all().get('gaps_cut_short')).toBe(cut);
  });

  it('is tried again when the gap cannot be read, and nothing of it is lost', async () => {
    let failures = 1;
    const response = limited([said('répète deux')]);
    const { said: replies, run } = await open([response, response], {
      storage: await synced(),
      respond: (request) => {
        if (request.path.endsWith('/messages') && failures > 0) {
          failures -= 1;
          throw refusal(502);
        }
        return page([said('répète un')])(request);
      },
    });
    void run(2);
    await until(() => replies().length === 2);
    expect(replies()).toEqual(['un', 'deux']);
  });

  it('that may not be read does not hold the sync up', async () => {
    const { said: replies, run } = await open([limited([said('répète deux')])], {
      storage: await synced(),
      respond: ({ path }) => {
        if (path.endsWith('/messages')) throw refusal(403, 'M_FORBIDDEN');
        return undefined;
      },
    });
    void run(2);
    await until(() => replies().length === 1);
    expect(replies()).toEqual(['deux']);
  });
});
