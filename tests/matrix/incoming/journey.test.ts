import { describe, expect, it } from 'vitest';
import type { Decryption, Encryption } from '../../../src/matrix/encryption.ts';
import type { OutboxRow } from '../../../src/matrix/outgoing/outbox-row.ts';
import type { Storage } from '../../../src/storage/contract.ts';
import { createMemoryStorage } from '../../../src/storage/memory.ts';
import {
  alice,
  echo,
  fakeEncryption,
  fakeHomeserver,
  openParts,
  own,
  refusal,
  room,
  said,
  timelineEvent,
  until,
} from '../support.ts';

const texts = (rows: readonly OutboxRow[]) =>
  rows.map(({ action }) => ('content' in action ? (action.content.body as string) : action.kind));

const waiting: Decryption = { outcome: 'waiting', session: 'S', withheld: undefined };

describe('journey', () => {
  it('stores seen, session and replies together, and nothing of the question', async () => {
    const storage = createMemoryStorage();
    const { journey, store, outbox, counters } = await openParts({ storage });
    await journey.handle(room, said('répète oui', { event_id: '$q' }));
    await store.committed();
    const rows = await storage.load();
    expect([rows.seen.size, rows.attempts.size, rows.outbox.size]).toEqual([1, 0, 1]);
    expect([...rows.sessions.values()]).toEqual(['["oui"]']);
    expect(JSON.stringify([...rows.sessions.keys()])).not.toContain('alice');
    expect(texts(outbox.waiting())).toEqual(['oui']);
    expect(JSON.stringify(Object.values(rows).map((table) => [...table]))).not.toContain('répète');
    expect(counters.all().get('questions{kind="card",band="answer"}')).toBe(1);
  });

  it('handles an event once, also after a restart', async () => {
    const storage = createMemoryStorage();
    const event = said('répète oui');
    const first = await openParts({ storage });
    await first.journey.handle(room, event);
    await first.journey.handle(room, event);
    await first.store.committed();
    const second = await openParts({ storage });
    await second.journey.handle(room, event);
    expect(texts(second.outbox.waiting())).toEqual(['oui']);
  });

  it('replies to the question and mentions only the person who asked', async () => {
    const { journey, outbox } = await openParts();
    await journey.handle(room, said('répète un deux', { event_id: '$q' }));
    expect(outbox.waiting()).toMatchObject(
      [0, 1].map((position) => ({
        name: { cause: '$q', purpose: 'answer', position },
        action: {
          content: {
            msgtype: 'm.notice',
            'm.mentions': { user_ids: [alice] },
            'm.relates_to': { 'm.in_reply_to': { event_id: '$q' } },
          },
        },
      })),
    );
  });

  it.each([
    ['its own message', said('répète x', { sender: own })],
    ['an ignored account', said('répète x', { sender: '@autre-bot:hs.fr' })],
    ['what is older than six hours', said('répète x', { unsigned: { age: 6 * 3_600_000 + 1 } })],
    ['a notice', timelineEvent({ msgtype: 'm.notice', body: 'répète x' })],
    ['what does not parse', { type: 'm.room.message' }],
  ])('does not answer %s, and stores nothing for it', async (_, event) => {
    const storage = createMemoryStorage();
    const { journey, store, outbox } = await openParts({ storage, ignoredUsers: ['@autre-bot:hs.fr'] });
    await journey.handle(room, event);
    await store.committed();
    expect(outbox.waiting()).toEqual([]);
    expect((await storage.load()).seen.size).toBe(0);
  });

  it('goes by the age that the server tells, not by clocks that differ', async () => {
    const { journey, outbox } = await openParts();
    await journey.handle(room, said('répète oui', { origin_server_ts: 0, unsigned: { age: 1_000 } }));
    await journey.handle(room, said('répète non', { origin_server_ts: Date.now() + 10 ** 9 }));
    expect(texts(outbox.waiting())).toEqual(['oui', 'non']);
  });

  it('passes over a message that the conversation fails on, and tells its author when it was for the bot', async () => {
    const { journey, outbox, counters, rooms } = await openParts();
    await journey.handle(room, said('plante'));
    expect(outbox.waiting()).toEqual([]);
    rooms.update(room, { joined: 2 });
    await journey.handle(room, said('plante'));
    await journey.handle(room, said('répète suite'));
    expect(texts(outbox.waiting())).toEqual([expect.stringContaining('pas pu traiter'), 'suite']);
    expect(counters.all().get('events_failed')).toBe(2);
  });

  it('passes over an event that nobody could store, and goes on', async () => {
    const { journey, outbox, counters } = await openParts();
    const nested: unknown = JSON.parse('['.repeat(30_000) + ']'.repeat(30_000));
    const encrypted = timelineEvent({ algorithm: 'x', 'm.mentions': nested }, { type: 'm.room.encrypted' });
    await journey.handle(room, encrypted);
    await journey.handle(room, said('répète oui'));
    expect(texts(outbox.waiting())).toEqual(['oui']);
    expect(counters.all().get('events_unparsed')).toBe(1);
  });

  it('leaves nothing of someone who asks to be forgotten, not even that answer, and keeps what others have', async () => {
    const storage = createMemoryStorage();
    const parts = await openParts({
      ...{ storage, encryption: fakeEncryption({ decrypt: async () => waiting }) },
      respond(message) {
        if (message.text !== '!oublier') return echo(message);
        const { replies } = echo({ ...message, text: 'répète oublié' });
        return {
          replies: replies.map((reply) => ({ ...reply, purpose: 'forgotten' })),
          ...{ sessions: [], counts: [], forgets: true },
        };
      },
    });
    const { journey, outbox, store } = parts;
    const bob = '@bob:hs.fr';
    for (const sender of [alice, bob]) {
      await journey.handle(room, said('répète oui', { sender }));
      await journey.handle(room, timelineEvent({}, { type: 'm.room.encrypted', sender }));
    }
    outbox.start();
    await until(() => outbox.waiting().length === 0);
    const rows = async () => {
      await store.committed();
      const { sessions, answers, pending } = await storage.load();
      return [sessions.size, answers.size, pending.size];
    };
    // Of each answer two rows: one to be found by the question, one by the answer.
    expect(await rows()).toEqual([2, 4, 2]);
    await journey.handle(room, said('!oublier'));
    await until(() => outbox.waiting().length === 0);
    expect(await rows()).toEqual([1, 2, 1]);
    await outbox.stop();
  });

  describe('edits', () => {
    const edit = (target: string, body: string, more: object = {}) =>
      timelineEvent(
        {
          msgtype: 'm.text',
          body: `* ${body}`,
          'm.new_content': { msgtype: 'm.text', body },
          'm.relates_to': { rel_type: 'm.replace', event_id: target },
        },
        more,
      );
    /** Parts in which `$q`, by alice in a thread, was answered by as many messages as words. */
    async function answered(words: string) {
      const parts = await openParts();
      const thread = { rel_type: 'm.thread', event_id: '$root' };
      const question = said(`répète ${words}`, { event_id: '$q' });
      await parts.journey.handle(room, {
        ...question,
        content: { ...question.content, 'm.relates_to': thread },
      });
      parts.outbox.start();
      await until(() => parts.outbox.waiting().length === 0);
      await parts.outbox.stop();
      return parts;
    }

    it('of the question edit the answer, message by message', async () => {
      const { journey, outbox } = await answered('un deux');
      await journey.handle(room, edit('$q', 'répète trois', { event_id: '$edit' }));
      expect(outbox.waiting().map(({ name, action }) => [name.purpose, name.position, action.kind])).toEqual([
        ['edit:$edit', 0, 'edit'],
        ['edit:$edit', 1, 'redaction'],
      ]);
    });

    it('that call for more messages add them, in the thread', async () => {
      const { journey, outbox } = await answered('un');
      await journey.handle(room, edit('$q', 'répète deux trois', { event_id: '$edit' }));
      expect(outbox.waiting()).toMatchObject([
        { name: { purpose: 'edit:$edit' }, action: { kind: 'edit' } },
        {
          name: { cause: '$q', purpose: 'answer', position: 1 },
          action: { kind: 'message', content: { 'm.relates_to': { event_id: '$root' } } },
        },
      ]);
    });

    it('that call for no answer any more make the answer say so', async () => {
      const { journey, outbox } = await answered('un');
      await journey.handle(room, edit('$q', 'rien'));
      expect(texts(outbox.waiting())).toEqual([expect.stringContaining('modifié')]);
    });

    it('by others count for nothing', async () => {
      const { journey, outbox } = await answered('un');
      await journey.handle(room, edit('$q', 'répète autre', { sender: '@bob:hs.fr' }));
      expect(outbox.waiting()).toEqual([]);
    });

    it('before the answer was sent replace it', async () => {
      const { journey, outbox } = await openParts();
      await journey.handle(room, said('répète un', { event_id: '$q' }));
      await journey.handle(room, edit('$q', 'répète deux'));
      expect(outbox.waiting()).toMatchObject([
        {
          name: { cause: '$q', purpose: 'answer', position: 0 },
          action: { kind: 'message', content: { body: 'deux' } },
        },
      ]);
    });

    it('while the answer is settled edit it once', async () => {
      const inner = createMemoryStorage();
      const onFind = [() => {}, () => settle()];
      const storage: Storage = {
        ...inner,
        async find(table, prefix) {
          onFind.shift()?.();
          await parts.store.committed();
          return inner.find(table, prefix);
        },
      };
      const never = new Promise(() => {});
      const homeserver = fakeHomeserver(({ method }) => (method === 'PUT' ? never : undefined));
      const parts = await openParts({ storage, homeserver });
      const { journey, outbox } = parts;
      const settle = () => outbox.settleByEcho(outbox.waiting()[0]?.transaction ?? '', '$echo');
      await journey.handle(room, said('répète un', { event_id: '$q' }));
      outbox.start();
      await until(() => homeserver.requests.some(({ method }) => method === 'PUT'));
      await journey.handle(room, edit('$q', 'répète deux', { event_id: '$edit' }));
      expect(outbox.waiting().map(({ name, action }) => [name.purpose, action.kind])).toEqual([
        ['edit:$edit', 'edit'],
      ]);
    });

    it('that make a question of what was none get an answer, in its thread', async () => {
      const homeserver = fakeHomeserver(({ method, path }) =>
        method === 'GET' && path.endsWith('/event/$q')
          ? { content: { 'm.relates_to': { rel_type: 'm.thread', event_id: '$root' } } }
          : undefined,
      );
      const { journey, outbox } = await openParts({ homeserver });
      await journey.handle(room, said('rien', { event_id: '$q' }));
      await journey.handle(room, edit('$q', 'répète oui'));
      expect(outbox.waiting()).toMatchObject([
        {
          name: { cause: '$q', purpose: 'answer' },
          action: { content: { 'm.relates_to': { rel_type: 'm.thread', event_id: '$root' } } },
        },
      ]);
    });
  });

  describe('redactions', () => {
    const redaction = (target: string) => timelineEvent({}, { type: 'm.room.redaction', redacts: target });

    it('of a question take back an answer that is not sent yet', async () => {
      const { journey, outbox } = await openParts();
      await journey.handle(room, said('répète un', { event_id: '$q' }));
      await journey.handle(room, redaction('$q'));
      expect(outbox.waiting()).toEqual([]);
    });

    it('redact all that answered it, once', async () => {
      const { journey, outbox, homeserver } = await openParts();
      await journey.handle(room, said('répète un deux', { event_id: '$q' }));
      outbox.start();
      await until(() => outbox.waiting().length === 0);
      await journey.handle(room, redaction('$q'));
      await until(() => outbox.waiting().length === 0);
      expect(homeserver.requests.filter(({ path }) => path.includes('/redact/'))).toHaveLength(2);
    });

    it('of anything else mean nothing', async () => {
      const { journey, outbox } = await openParts();
      await journey.handle(room, redaction('$other'));
      expect(outbox.waiting()).toEqual([]);
    });
  });

  describe('with encryption', () => {
    const clear = (body: string, once: string): Decryption => ({
      outcome: 'decrypted',
      type: 'm.room.message',
      content: { msgtype: 'm.text', body },
      once,
    });
    /** Encryption whose every decryption is taken from a list, the last one for ever. */
    const decrypting = (...results: Decryption[]): Encryption =>
      fakeEncryption({
        decrypt: async () => (results.length > 1 ? results.shift() : results[0]) ?? waiting,
      });
    const ciphertext = (more: object = {}) =>
      timelineEvent(
        { algorithm: 'm.megolm.v1.aes-sha2', session_id: 'S' },
        { type: 'm.room.encrypted', ...more },
      );

    it('answers what could be decrypted', async () => {
      const { journey, outbox } = await openParts({ encryption: decrypting(clear('répète oui', '1')) });
      await journey.handle(room, ciphertext());
      expect(texts(outbox.waiting())).toEqual(['oui']);
    });

    it('takes a second event at the same place of a session for a replay', async () => {
      const encryption = decrypting(clear('répète oui', '1'));
      const { journey, outbox, counters } = await openParts({ encryption });
      await journey.handle(room, ciphertext());
      await journey.handle(room, ciphertext());
      expect(texts(outbox.waiting())).toEqual(['oui']);
      expect(counters.all().get('events_replayed')).toBe(1);
    });

    it('keeps what has no key yet, also over a restart, and answers it once when the key comes', async () => {
      const storage = createMemoryStorage();
      const before = await openParts({ storage, encryption: decrypting(waiting) });
      await before.journey.handle(room, ciphertext());
      await before.store.committed();
      expect(before.outbox.waiting()).toEqual([]);
      const after = await openParts({ storage, encryption: decrypting(clear('répète tard', '1')) });
      await after.journey.retryPending('S');
      await after.journey.retryPending();
      expect(texts(after.outbox.waiting())).toEqual(['tard']);
      await after.store.committed();
      expect((await storage.load()).pending.size).toBe(0);
    });

    it('decrypts once more after keeping it: the key may have come in between', async () => {
      const encryption = decrypting(waiting, clear('répète oui', '1'));
      const { journey, outbox, pending } = await openParts({ encryption });
      await journey.handle(room, ciphertext());
      expect(texts(outbox.waiting())).toEqual(['oui']);
      expect(pending.all()).toEqual([]);
    });

    it('counts attempts that never end, as in a process that dies of them, and gives up after two', async () => {
      const storage = createMemoryStorage();
      const event = ciphertext({ content: { algorithm: 'x', 'm.mentions': { user_ids: [own] } } });
      for (let attempt = 1; attempt <= 2; attempt += 1) {
        const { journey, store } = await openParts({
          storage,
          encryption: { ...decrypting(waiting), decrypt: () => new Promise(() => {}) },
        });
        void journey.handle(room, event);
        await until(() => [...store.rows('attempts').values()].includes(String(attempt)));
        await store.committed();
      }
      const last = await openParts({ storage, encryption: decrypting(clear('répète oui', '1')) });
      await last.journey.handle(room, event);
      await last.journey.handle(room, event);
      expect(texts(last.outbox.waiting())).toEqual([expect.stringContaining('pas pu traiter')]);
      expect(last.counters.all().get('events_given_up')).toBe(1);
    });

    it('counts no attempts once what waited at the start is handled, which may take two responses: the next process would begin with what ends this one', async () => {
      const storage = createMemoryStorage();
      const { journey, store, outbox } = await openParts({ storage });
      const written: string[] = [];
      const apply = storage.apply;
      storage.apply = (operations) => {
        written.push(...operations.map(({ table }) => table));
        return apply(operations);
      };
      await journey.handle(room, said('répète un'));
      await store.committed();
      expect(written).toContain('attempts');
      journey.responseHandled();
      written.length = 0;
      await journey.handle(room, said('répète deux'));
      await store.committed();
      expect(written).toContain('attempts');
      journey.responseHandled();
      written.length = 0;
      await journey.handle(room, said('répète trois'));
      await store.committed();
      expect(written).toContain('seen');
      expect(written).not.toContain('attempts');
      expect(texts(outbox.waiting())).toEqual(['un', 'deux', 'trois']);
    });

    it('drops what is refused, and lets go of what is redacted', async () => {
      const refused = await openParts({ encryption: decrypting({ outcome: 'refused', reason: 'forged' }) });
      await refused.journey.handle(room, ciphertext());
      expect(refused.counters.all().get('events_undecryptable')).toBe(1);
      const kept = await openParts({ encryption: decrypting(waiting) });
      await kept.journey.handle(room, ciphertext({ event_id: '$q' }));
      expect(kept.pending.all()).toHaveLength(1);
      await kept.journey.handle(room, timelineEvent({ redacts: '$q' }, { type: 'm.room.redaction' }));
      expect(kept.pending.all()).toEqual([]);
    });
  });

  it('lets the sync go on when an edited message cannot be fetched', async () => {
    const homeserver = fakeHomeserver(({ method }) => {
      if (method === 'GET') throw refusal(500);
      return undefined;
    });
    const { journey, outbox } = await openParts({ homeserver });
    await journey.handle(
      room,
      timelineEvent({
        msgtype: 'm.text',
        body: '* x',
        'm.new_content': { msgtype: 'm.text', body: 'répète oui' },
        'm.relates_to': { rel_type: 'm.replace', event_id: '$q' },
      }),
    );
    expect(texts(outbox.waiting())).toEqual(['oui']);
  });
});
