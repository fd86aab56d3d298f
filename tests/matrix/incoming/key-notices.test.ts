import { beforeEach, describe, expect, it } from 'vitest';
import type { EncryptedEvent } from '../../../src/matrix/encryption.ts';
import { sendKeyNotices } from '../../../src/matrix/incoming/key-notices.ts';
import { alice, openParts, room } from '../support.ts';

const minute = 60_000;
const begin = Date.now();

describe('a message that cannot be decrypted', () => {
  let parts: Awaited<ReturnType<typeof openParts>>;
  beforeEach(async () => {
    parts = await openParts();
  });
  let count = 0;
  /** Keeps an event that came at `begin`. */
  async function keep(session: string, more: { withheld?: string; room?: string } = {}): Promise<void> {
    count += 1;
    const event: EncryptedEvent = {
      type: 'm.room.encrypted',
      event_id: `$${count}`,
      room_id: more.room ?? room,
      sender: alice,
      origin_server_ts: begin,
      content: {},
    };
    await parts.store.write([parts.pending.keep(event, { session, withheld: more.withheld }, 0)]);
  }
  const notices = (after: number) => {
    sendKeyNotices(parts, Date.now() + after);
    return parts.outbox.waiting().map(({ room, action }) => ({
      room,
      text: action.kind === 'message' ? String(action.content.body) : '',
    }));
  };

  it('is given a minute before its author is told, in one line', async () => {
    await keep('S');
    expect(notices(minute - 1_000)).toEqual([]);
    expect(notices(minute + 1_000)).toEqual([
      { room, text: expect.stringMatching(/^Je ne peux pas lire ce message chiffré : .* répondrai/) },
    ]);
  });

  it('leads to one line a session, and one an hour in a room, however many there are', async () => {
    for (const session of ['S', 'S', 'S', 'T']) await keep(session);
    expect(notices(2 * minute)).toHaveLength(1);
    expect(notices(50 * minute)).toHaveLength(1);
    // The other session, an hour after the first line; then there is nothing more to tell.
    expect(notices(63 * minute)).toHaveLength(2);
    expect(notices(180 * minute)).toHaveLength(2);
  });

  it('in another room is told there', async () => {
    parts.rooms.update('!other:hs.fr', { membership: 'joined' });
    await keep('S');
    await keep('T', { room: '!other:hs.fr' });
    expect(notices(2 * minute).map((notice) => notice.room)).toEqual([room, '!other:hs.fr']);
  });

  it.each([
    ['m.unverified', 'non vérifié'],
    ['m.blacklisted', 'bloqué'],
    ['m.unauthorised', 'autorisé'],
    ['m.no_olm', 'liaison'],
    ['unsigned-sender', 'vérifiés'],
    ['org.example.other', 'ne m’est pas parvenue'],
  ])('whose sender gave a reason is told that reason: %s', async (withheld, text) => {
    await keep('S', { withheld });
    expect(notices(2 * minute)).toEqual([{ room, text: expect.stringContaining(text) }]);
  });

  it('is not kept longer than it could be answered, nor are more than a thousand', async () => {
    for (let at = 0; at < 1_005; at += 1) await keep(`S${at}`);
    await parts.store.write(parts.pending.prune(Date.now(), 6 * 60 * minute));
    expect(parts.pending.all()).toHaveLength(1_000);
    await parts.store.write(parts.pending.prune(Date.now() + 7 * 60 * minute, 6 * 60 * minute));
    expect(parts.pending.all()).toHaveLength(0);
    await parts.store.committed();
    expect(parts.store.rows('pending').size).toBe(0);
  });
});
