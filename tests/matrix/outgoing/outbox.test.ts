import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Encryption } from '../../../src/matrix/encryption.ts';
import { Backoff } from '../../../src/matrix/homeserver/backoff.ts';
import { transactionId } from '../../../src/matrix/identifiers.ts';
import { messageContent } from '../../../src/matrix/outgoing/message-content.ts';
import type { OutboxRow } from '../../../src/matrix/outgoing/outbox-row.ts';
import { createMemoryStorage } from '../../../src/storage/memory.ts';
import { alice, fakeEncryption, fakeHomeserver, openParts, own, refusal, room, until } from '../support.ts';

let count = 0;
/** A row that answers a question of alice's. */
function row(text: string, more: Partial<OutboxRow> = {}): OutboxRow {
  count += 1;
  const name = { cause: `$cause${count}`, purpose: 'answer', position: 0 };
  return {
    room,
    name,
    transaction: transactionId(name.cause, name.purpose, name.position),
    at: Date.now(),
    askedAt: Date.now(),
    action: {
      kind: 'message',
      content: messageContent(
        { plain: text, html: `<p>${text}</p>` },
        { event: name.cause, sender: alice, thread: undefined },
      ),
    },
    ...more,
  };
}
const puts = (homeserver: ReturnType<typeof fakeHomeserver>) =>
  homeserver.requests.filter(({ method }) => method === 'PUT');
const bodies = (homeserver: ReturnType<typeof fakeHomeserver>) =>
  puts(homeserver).map(({ options }) => (options.body as { body?: unknown }).body);

describe('outbox', () => {
  it('sends a message under its derived transaction id, then keeps only which event answers', async () => {
    const storage = createMemoryStorage();
    const { outbox, store, homeserver, answers } = await openParts({ storage });
    const first = row('bonjour');
    await store.write([outbox.add(first)]);
    outbox.start();
    await until(() => outbox.waiting().length === 0);
    expect(puts(homeserver)).toMatchObject([
      {
        path: `/rooms/${room}/send/m.room.message/${first.transaction}`,
        options: { body: { msgtype: 'm.notice' } },
      },
    ]);
    expect(store.rows('outbox').size).toBe(0);
    expect(await answers.eventOf(first.name)).toBe('$sent1');
    expect((await answers.own('$sent1'))?.answers(first.name.cause)).toBe(true);
    await store.committed();
    const stored = JSON.stringify([...(await storage.load()).answers]);
    expect(stored).toContain('$sent1');
    expect(stored).not.toContain('bonjour');
  });

  it('keeps the order in a room, whatever fails, and lets other rooms pass', async () => {
    let failures = 2;
    const homeserver = fakeHomeserver(({ method, path }) => {
      if (method === 'PUT' && path.includes(room) && failures > 0) {
        failures -= 1;
        throw refusal(502);
      }
    });
    const { outbox, store, rooms } = await openParts({ homeserver });
    rooms.update('!autre:hs.fr', { membership: 'joined' });
    await store.write([
      outbox.add(row('un')),
      outbox.add(row('deux')),
      outbox.add(row('ailleurs', { room: '!autre:hs.fr' })),
    ]);
    outbox.start();
    await until(() => outbox.waiting().length === 0);
    expect(bodies(homeserver)).toEqual(['un', 'ailleurs', 'un', 'un', 'deux']);
  });

  it('sends again after a restart: same id, same bytes', async () => {
    const storage = createMemoryStorage();
    const lost = fakeHomeserver(({ method }) => {
      if (method === 'PUT') throw refusal(undefined);
    });
    const before = await openParts({ storage, homeserver: lost });
    await before.store.write([before.outbox.add(row('bonjour'))]);
    before.outbox.start();
    await until(() => puts(lost).length === 1);
    await before.outbox.stop();
    const after = await openParts({ storage });
    after.outbox.start();
    await until(() => after.outbox.waiting().length === 0);
    expect(puts(after.homeserver)).toEqual(puts(lost));
  });

  it('waits as long as the homeserver asks', async () => {
    let limited = true;
    const homeserver = fakeHomeserver(({ method }) => {
      if (method === 'PUT' && limited) {
        limited = false;
        throw refusal(429, 'M_LIMIT_EXCEEDED', 300);
      }
    });
    const { outbox, store } = await openParts({ homeserver });
    const started = performance.now();
    await store.write([outbox.add(row('un'))]);
    outbox.start();
    await until(() => outbox.waiting().length === 0);
    expect(performance.now() - started).toBeGreaterThanOrEqual(299);
    expect(bodies(homeserver)).toEqual(['un', 'un']);
  });

  it('tries again after half a second, then twice as long each time, at most fifteen seconds', async () => {
    const waits: number[] = [];
    const wait = Backoff.prototype.wait;
    const waiting = vi.spyOn(Backoff.prototype, 'wait').mockImplementation(function (
      this: Backoff,
      asked,
      signal,
    ) {
      waits.push(asked ?? this.next);
      return wait.call(this, 0, signal);
    });
    onTestFinished(() => waiting.mockRestore());
    const homeserver = fakeHomeserver(({ method }) => {
      if (method === 'PUT' && waits.length < 7) throw refusal(502, 'M_UNKNOWN');
    });
    const { outbox, store } = await openParts({ homeserver });
    await store.write([outbox.add(row('un'))]);
    outbox.start();
    await until(() => outbox.waiting().length === 0);
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
    expect(new Set(puts(homeserver).map(({ path }) => path)).size).toBe(1);
  });

  it('is settled by its own message coming back, when the response was lost', async () => {
    const homeserver = fakeHomeserver(({ method }) => {
      if (method === 'PUT') throw refusal(undefined);
    });
    const { outbox, store, answers } = await openParts({ homeserver });
    const first = row('bonjour');
    await store.write([outbox.add(first)]);
    outbox.start();
    await until(() => puts(homeserver).length === 1);
    outbox.settleByEcho(first.transaction, '$echo');
    expect(outbox.waiting()).toEqual([]);
    expect(await answers.eventOf(first.name)).toBe('$echo');
    await outbox.stop();
    expect(puts(homeserver)).toHaveLength(1);
  });

  it('drops what is six hours old, what is refused for good, and what a left room waits for', async () => {
    const homeserver = fakeHomeserver(({ options }) => {
      if ((options.body as { body?: string } | undefined)?.body === 'trop long')
        throw refusal(413, 'M_TOO_LARGE');
    });
    const { outbox, store, counters, rooms } = await openParts({ homeserver });
    rooms.update('!quitté:hs.fr', { membership: 'left' });
    await store.write([
      outbox.add(row('vieux', { at: Date.now() - 6 * 3_600_000 - 1 })),
      outbox.add(row('trop long')),
      outbox.add(row('perdu', { room: '!quitté:hs.fr' })),
      outbox.add(row('bon')),
    ]);
    outbox.start();
    await until(() => outbox.waiting().length === 0);
    expect(bodies(homeserver)).toEqual(['trop long', 'bon']);
    expect(counters.all().get('messages_dropped')).toBe(3);
  });

  it('announces by one typing notice what takes more than a second, and only that', async () => {
    const homeserver = fakeHomeserver(({ method, path, options }) => {
      const { body } = (options.body ?? {}) as { body?: string };
      return method === 'PUT' && path.includes('/send/') && body === 'lent'
        ? new Promise((resolve) => setTimeout(() => resolve({ event_id: '$slow' }), 1_100))
        : undefined;
    });
    const { outbox, store } = await openParts({ homeserver });
    await store.write([outbox.add(row('vite')), outbox.add(row('lent'))]);
    outbox.start();
    await until(() => outbox.waiting().length === 0);
    const typing = puts(homeserver).filter(({ path }) => path.includes('/typing/'));
    expect(typing).toMatchObject([
      { path: `/rooms/${room}/typing/${own}`, options: { body: { typing: true } } },
    ]);
  });

  it('is not misled by a clock that was set back', async () => {
    const { outbox, store, homeserver } = await openParts();
    await store.write([
      outbox.add(row('avant', { at: Date.now() + 10 ** 9, askedAt: Date.now() + 10 ** 9 })),
    ]);
    outbox.start();
    await until(() => outbox.waiting().length === 0);
    expect(puts(homeserver)).toMatchObject([{ options: { body: { msgtype: 'm.notice' } } }]);
  });

  it('notifies when it comes more than a minute late', async () => {
    const { outbox, store, homeserver } = await openParts();
    await store.write([
      outbox.add(row('tard', { askedAt: Date.now() - 61_000 })),
      outbox.add(row('à temps')),
    ]);
    outbox.start();
    await until(() => outbox.waiting().length === 0);
    expect(puts(homeserver).map(({ options }) => (options.body as { msgtype: string }).msgtype)).toEqual([
      'm.text',
      'm.notice',
    ]);
  });

  it('edits and redacts what it sent before', async () => {
    const { outbox, store, homeserver } = await openParts();
    const first = row('avant');
    const { cause } = first.name;
    const later = (purpose: string, action: OutboxRow['action']) =>
      row('', {
        name: { cause, purpose, position: 0 },
        transaction: transactionId(cause, purpose, 0),
        action,
      });
    const content = messageContent({ plain: 'après', html: '<p>après</p>' }, undefined);
    await store.write([
      outbox.add(first),
      outbox.add(later('edit:$e', { kind: 'edit', of: first.name, content })),
      outbox.add(later('redaction', { kind: 'redaction', of: first.name })),
    ]);
    outbox.start();
    await until(() => outbox.waiting().length === 0);
    const [, edit, redaction] = puts(homeserver);
    expect(edit?.options.body).toMatchObject({
      body: '* après',
      'm.mentions': {},
      'm.new_content': { body: 'après' },
      'm.relates_to': { rel_type: 'm.replace', event_id: '$sent1' },
    });
    expect(redaction?.path).toBe(`/rooms/${room}/redact/$sent1/${transactionId(cause, 'redaction', 0)}`);
  });

  it('takes back what was not begun, and nothing else', async () => {
    const { outbox, store } = await openParts();
    const [first, second] = [row('un'), row('deux')];
    await store.write([outbox.add(first), outbox.add(second)]);
    await store.write(outbox.withdraw(second.name.cause));
    expect(outbox.waiting()).toEqual([first]);
    expect(store.rows('outbox').size).toBe(1);
  });

  describe('in an encrypted room', () => {
    const settings = { algorithm: 'm.megolm.v1.aes-sha2' };
    const encryptedRoom = () =>
      fakeHomeserver(({ path }) => {
        if (path.endsWith('/state/m.room.encryption')) return settings;
        if (path.endsWith('/members'))
          return { chunk: [{ state_key: alice, content: { membership: 'join' } }] };
        return undefined;
      });
    const encryption = (encrypt: Encryption['encrypt']) => fakeEncryption({ encrypt });

    it('sends nothing without encryption', async () => {
      const homeserver = encryptedRoom();
      const { outbox, store, counters } = await openParts({ homeserver });
      await store.write([outbox.add(row('secret'))]);
      outbox.start();
      await until(() => outbox.waiting().length === 0);
      expect(puts(homeserver)).toEqual([]);
      expect(counters.all().get('messages_dropped')).toBe(1);
    });

    it('never forgets that it was encrypted, whatever the homeserver says later', async () => {
      const homeserver = fakeHomeserver(({ path }) =>
        path.endsWith('/members') ? { chunk: [] } : undefined,
      );
      const { outbox, store, rooms } = await openParts({ homeserver });
      rooms.update(room, { encryption: settings });
      await store.write([outbox.add(row('secret'))]);
      outbox.start();
      await until(() => outbox.waiting().length === 0);
      expect(puts(homeserver)).toEqual([]);
    });

    it('sends nothing while its state cannot be read', async () => {
      let readable = false;
      const homeserver = fakeHomeserver(({ path }) => {
        if (path.endsWith('/state/m.room.encryption') && !readable) throw refusal(500);
      });
      const { outbox, store } = await openParts({ homeserver });
      await store.write([outbox.add(row('bonjour'))]);
      outbox.start();
      await until(() => homeserver.requests.length > 1);
      expect(puts(homeserver)).toEqual([]);
      readable = true;
      await until(() => outbox.waiting().length === 0);
      expect(puts(homeserver)).toHaveLength(1);
    });

    it('stores the ciphertext before it is sent, without the text, and sends the same again', async () => {
      const storage = createMemoryStorage();
      let tries = 0;
      const homeserver = fakeHomeserver((request) => {
        const { method, path } = request;
        if (path.endsWith('/state/m.room.encryption')) return settings;
        if (path.endsWith('/members'))
          return { chunk: [{ state_key: alice, content: { membership: 'join' } }] };
        if (method !== 'PUT') return undefined;
        tries += 1;
        if (tries === 1) throw refusal(502);
        return undefined;
      });
      let encrypted = 0;
      const { outbox, store } = await openParts({
        ...{ storage, homeserver },
        encryption: encryption(async (of, type, content) => {
          encrypted += 1;
          expect(of).toMatchObject({ id: room, settings, members: [alice] });
          expect([type, content.body]).toEqual(['m.room.message', 'secret']);
          return { algorithm: 'x', ciphertext: `c${encrypted}` };
        }),
      });
      await store.write([outbox.add(row('secret'))]);
      outbox.start();
      await until(() => tries === 1);
      // The real homeserver's requests wait for it (transport.test.ts).
      await store.committed();
      const [stored] = (await storage.load()).outbox.values();
      expect(stored).toContain('"ciphertext":"c1"');
      expect(stored).not.toContain('secret');
      await until(() => outbox.waiting().length === 0);
      expect(puts(homeserver).map(({ path, options }) => [path.split('/')[4], options.body])).toEqual([
        ['m.room.encrypted', { algorithm: 'x', ciphertext: 'c1' }],
        ['m.room.encrypted', { algorithm: 'x', ciphertext: 'c1' }],
      ]);
    });

    it('encrypts what was about to go in clear when encryption was switched on', async () => {
      let on = false;
      const homeserver = fakeHomeserver(({ method, path }) => {
        if (path.endsWith('/state/m.room.encryption') && on) return settings;
        if (path.endsWith('/members')) return { chunk: [] };
        if (method === 'PUT' && !on) {
          on = true;
          throw refusal(502);
        }
        return undefined;
      });
      const { outbox, store } = await openParts({
        homeserver,
        encryption: encryption(async (_, __, content) => ({
          algorithm: 'x',
          was: String(content.body).length,
        })),
      });
      await store.write([outbox.add(row('bonjour'))]);
      outbox.start();
      await until(() => outbox.waiting().length === 0);
      expect(puts(homeserver).at(-1)).toMatchObject({ options: { body: { algorithm: 'x', was: 7 } } });
    });
  });
});
