import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseEnvelope } from '../../../src/matrix/events.ts';
import { RequestError } from '../../../src/matrix/homeserver/homeserver.ts';
import { leaveDeserted } from '../../../src/matrix/rooms/departures.ts';
import { openRooms } from '../../../src/matrix/rooms/rooms.ts';
import { alice, fakeHomeserver, noLog, openParts, refusal, room, timelineEvent } from '../support.ts';

const none = [{ joined: undefined, invited: undefined }, false] as const;
/** A parsed state event. */
const state = (type: string, content: object, sender = alice) => {
  const envelope = parseEnvelope(timelineEvent(content, { type, state_key: '', sender }));
  if (envelope === undefined) throw new Error('the test has built a bad event');
  return envelope;
};

describe('rooms', () => {
  it('are read back as they were', async () => {
    const { rooms, store, homeserver } = await openParts();
    rooms.absorb(
      room,
      [state('m.room.history_visibility', { history_visibility: 'invited' })],
      {
        joined: 2,
        invited: 0,
      },
      false,
    );
    expect(openRooms(store, homeserver).get(room)).toEqual(rooms.get(room));
    expect(rooms.get(room)).toMatchObject({ historyVisibility: 'invited', joined: 2 });
  });

  it.each([
    [2, 0, true],
    [1, 1, true],
    [2, 1, false],
    [3, 0, false],
    [1, 0, false],
    [undefined, undefined, false],
  ])('with %s joined and %s invited: direct is %s', async (joined, invited, expected) => {
    const { rooms } = await openParts();
    rooms.update(room, { joined: undefined, invited: undefined });
    rooms.absorb(room, [], { joined, invited }, false);
    expect(rooms.isDirect(room)).toBe(expected);
  });

  it('keep of their encryption what is used, however much is sent', async () => {
    const { rooms } = await openParts();
    const content = {
      algorithm: 'm.megolm.v1.aes-sha2',
      rotation_period_msgs: 'x',
      more: 'x'.repeat(60_000),
    };
    rooms.absorb(room, [state('m.room.encryption', content)], ...none);
    expect(JSON.stringify(rooms.get(room)?.encryption)).toBe(
      '{"algorithm":"m.megolm.v1.aes-sha2","rotation_period_msgs":"x"}',
    );
    rooms.absorb(room, [state('m.room.encryption', { algorithm: [[['m']]] })], ...none);
    expect(JSON.stringify(rooms.get(room)?.encryption)).toBe('{}');
  });

  it('know who may change settings: by level, by default level, by having made a room of version 12', async () => {
    const { rooms } = await openParts();
    const may = (...users: string[]) => users.map((user) => rooms.isModerator(room, user));
    expect(may('@mod:hs.fr')).toEqual([false]);
    const levels = (content: object) => rooms.absorb(room, [state('m.room.power_levels', content)], ...none);
    levels({ users: { '@admin:hs.fr': 100, '@mod:hs.fr': 50, '@known:hs.fr': 10 } });
    expect(may('@admin:hs.fr', '@mod:hs.fr', '@known:hs.fr', '@other:hs.fr')).toEqual([
      true,
      true,
      false,
      false,
    ]);
    levels({ state_default: 75, users: { '@mod:hs.fr': 50 } });
    expect(may('@mod:hs.fr')).toEqual([false]);
    levels({ users_default: 50 });
    expect(may('@other:hs.fr')).toEqual([true]);
    levels({ users: { '@mod:hs.fr': 'broken' } });
    rooms.absorb(
      room,
      [state('m.room.create', { room_version: '12', additional_creators: ['@co:hs.fr'] })],
      ...none,
    );
    expect(may(alice, '@co:hs.fr', '@mod:hs.fr')).toEqual([true, true, false]);
  });

  it('in doubt are sent nothing, whatever the homeserver said before', async () => {
    let answer: () => object = () => {
      throw refusal(404, 'M_NOT_FOUND');
    };
    const homeserver = fakeHomeserver(({ path }) => {
      if (path.endsWith('/members')) return { chunk: [] };
      return answer();
    });
    const { rooms } = await openParts({ homeserver });
    expect(await rooms.look(room)).toEqual({ kind: 'clear' });
    rooms.forgetCached();
    for (const error of [
      refusal(500),
      refusal(undefined),
      refusal(404),
      refusal(403, 'M_GUEST_ACCESS_FORBIDDEN'),
    ]) {
      answer = () => {
        throw error;
      };
      await expect(rooms.look(room)).rejects.toBe(error);
    }
    answer = () => {
      throw refusal(403, 'M_FORBIDDEN');
    };
    expect(await rooms.look(room)).toEqual({ kind: 'gone' });
    answer = () => ({ algorithm: 'x' });
    expect(await rooms.look(room)).toMatchObject({
      kind: 'encrypted',
      room: { settings: { algorithm: 'x' } },
    });
    answer = () => {
      throw refusal(404, 'M_NOT_FOUND');
    };
    expect(await rooms.look(room)).toMatchObject({ kind: 'encrypted' });
  });

  describe('that seem clear', () => {
    let down = false;
    const homeserver = () =>
      fakeHomeserver(() => {
        throw down ? refusal(502) : refusal(404, 'M_NOT_FOUND');
      });
    beforeEach(() => {
      down = false;
      vi.useFakeTimers({ toFake: ['performance'] });
    });
    afterEach(() => vi.useRealTimers());

    it('are asked about ahead, once for the answers of a second', async () => {
      const { rooms, homeserver: asked } = await openParts({ homeserver: homeserver() });
      expect([rooms.lookAhead(room), rooms.lookAhead(room)]).toEqual([true, false]);
      vi.advanceTimersByTime(999);
      expect([await rooms.look(room), await rooms.look(room)]).toEqual([
        { kind: 'clear' },
        { kind: 'clear' },
      ]);
      expect(asked.requests).toHaveLength(1);
      vi.advanceTimersByTime(1);
      await rooms.look(room);
      expect(asked.requests).toHaveLength(2);
    });

    it('are asked about once a minute while the sync goes on, which tells of every change', async () => {
      const { rooms, homeserver: asked } = await openParts({ homeserver: homeserver() });
      for (let second = 0; second < 60; second += 1) {
        await rooms.look(room);
        rooms.heard(performance.now());
        vi.advanceTimersByTime(999);
      }
      expect(asked.requests).toHaveLength(1);
      vi.advanceTimersByTime(60);
      rooms.heard(performance.now());
      await rooms.look(room);
      expect(asked.requests).toHaveLength(2);
      rooms.absorb(room, [state('m.room.encryption', { algorithm: 'x' })], ...none);
      expect(await rooms.look(room).catch(() => 'in doubt')).not.toEqual({ kind: 'clear' });
    });

    it('are asked about again after a gap in the sync, and when nobody knew', async () => {
      const { rooms, homeserver: asked } = await openParts({ homeserver: homeserver() });
      rooms.lookAhead(room);
      rooms.forgetCached();
      await rooms.look(room);
      expect(asked.requests).toHaveLength(2);
      down = true;
      rooms.forgetCached();
      rooms.lookAhead(room);
      await expect(rooms.look(room)).rejects.toThrow(RequestError);
      down = false;
      expect(await rooms.look(room)).toEqual({ kind: 'clear' });
    });
  });

  it('that are encrypted are no longer asked about', async () => {
    const homeserver = fakeHomeserver(({ path }) => (path.endsWith('/members') ? { chunk: [] } : undefined));
    const { rooms } = await openParts({ homeserver });
    rooms.absorb(room, [state('m.room.encryption', { algorithm: 'x' })], ...none);
    expect(rooms.lookAhead(room)).toBe(false);
    expect(await rooms.look(room)).toMatchObject({ kind: 'encrypted' });
    expect(homeserver.requests.map(({ path }) => path)).toEqual([`/rooms/${room}/members`]);
  });

  it('that are encrypted name who must be able to read, asked anew when it changes', async () => {
    let members: [string, string][] = [[alice, 'join']];
    const homeserver = fakeHomeserver(({ path }) =>
      path.endsWith('/members')
        ? { chunk: members.map(([user, membership]) => ({ state_key: user, content: { membership } })) }
        : { algorithm: 'x' },
    );
    const { rooms } = await openParts({ homeserver });
    const readers = async () => {
      const sendable = await rooms.look(room);
      return sendable.kind === 'encrypted' ? sendable.room.members : [];
    };
    expect(await readers()).toEqual([alice]);
    members = [
      [alice, 'join'],
      ['@invited:hs.fr', 'invite'],
      ['@banned:hs.fr', 'ban'],
    ];
    expect(await readers()).toEqual([alice]);
    rooms.absorb(room, [state('m.room.member', { membership: 'invite' })], ...none);
    expect(await readers()).toEqual([alice, '@invited:hs.fr']);
    rooms.update(room, { historyVisibility: 'joined' });
    expect(await readers()).toEqual([alice]);
    members = [['@new:hs.fr', 'join']];
    rooms.absorb(room, [], none[0], true);
    expect(await readers()).toEqual(['@new:hs.fr']);
    members = [];
    rooms.forgetCached();
    expect(await readers()).toEqual([]);
  });
});

describe('a room that is left', () => {
  it('leaves nothing behind but what its return must find', async () => {
    const { rooms, store } = await openParts();
    rooms.update(room, {
      inviter: alice,
      moderators: [alice],
      encryption: { algorithm: 'x' },
      unasked: false,
    });
    rooms.leave(room);
    expect(JSON.parse(store.get('rooms', room) ?? '')).toEqual({
      membership: 'left',
      encryption: { algorithm: 'x' },
      unasked: false,
    });
    rooms.update('!clair:hs.fr', { inviter: alice, joined: 3 });
    rooms.leave('!clair:hs.fr');
    expect([rooms.get('!clair:hs.fr'), store.get('rooms', '!clair:hs.fr')]).toEqual([undefined, undefined]);
  });
});

describe('leaveDeserted', () => {
  it('leaves where the bot is alone, and Spaces; what fails is left later', async () => {
    let down = true;
    const homeserver = fakeHomeserver(() => {
      if (down) throw refusal(502);
      return {};
    });
    const { rooms, counters } = await openParts({ homeserver });
    rooms.update('!alone:hs.fr', { joined: 1, invited: 0 });
    rooms.update('!awaited:hs.fr', { joined: 1, invited: 1 });
    rooms.update('!unknown:hs.fr', {});
    rooms.update('!space:hs.fr', { joined: 9, type: 'm.space' });
    await leaveDeserted(rooms, homeserver, counters, noLog);
    expect(rooms.get('!alone:hs.fr')?.membership).toBe('joined');
    down = false;
    await leaveDeserted(rooms, homeserver, counters, noLog);
    expect([...rooms.all().keys()]).toEqual([room, '!awaited:hs.fr', '!unknown:hs.fr']);
  });
});
