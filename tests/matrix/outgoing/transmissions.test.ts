import { describe, expect, it } from 'vitest';
import type { OutboxRow } from '../../../src/matrix/outgoing/outbox-row.ts';
import { carriedReply, forwarded } from '../../../src/matrix/outgoing/transmissions.ts';
import { createMemoryStorage } from '../../../src/storage/memory.ts';
import { portabilityErrors } from '../../rendering/portable.ts';
import { growth, superLinear } from '../../support/growth.ts';
import {
  alice,
  fakeEncryption,
  fakeHomeserver,
  openParts,
  type PartsOptions,
  room,
  said,
  timelineEvent,
  until,
} from '../support.ts';

const maintainers = '!admin:hs.fr';
const transmission: OutboxRow = {
  room: maintainers,
  name: { cause: '$ask', purpose: 'transmission', position: 0 },
  transaction: 't',
  at: Date.now(),
  action: { kind: 'transmission', question: { room, event: '$q', sender: alice, thread: '$root' } },
};
const showing = (event: object) =>
  fakeHomeserver(({ method, path }) => (method === 'GET' && path.endsWith('/event/$q') ? event : undefined));

/** Hands `$q` on, and gives the parts when that is over. */
async function handOn(options: PartsOptions) {
  const parts = await openParts(options);
  parts.rooms.update(maintainers, { membership: 'joined', joined: 3 });
  await parts.store.write([parts.outbox.add(transmission)]);
  parts.outbox.start();
  await until(() => parts.outbox.waiting().length === 0);
  await parts.store.committed();
  const put = parts.homeserver.requests.find(({ method }) => method === 'PUT');
  return { ...parts, body: (put?.options.body as { body?: string } | undefined)?.body };
}

describe('a question handed on', () => {
  it('is read from its room when it is sent, without its author, and its text is stored nowhere', async () => {
    const storage = createMemoryStorage();
    const homeserver = showing(said('Quel est le prix ?'));
    const { body } = await handOn({ storage, homeserver });
    expect(body).toContain('Quel est le prix ?');
    expect(body).not.toContain('alice');
    const stored = JSON.stringify(Object.values(await storage.load()).map((table) => [...table]));
    expect(stored).not.toContain('Quel est le prix');
  });

  it('is decrypted where it was encrypted', async () => {
    const homeserver = showing(timelineEvent({ algorithm: 'x' }, { type: 'm.room.encrypted' }));
    const encryption = fakeEncryption({
      decrypt: async () => ({
        outcome: 'decrypted',
        type: 'm.room.message',
        content: { msgtype: 'm.text', body: 'Quel est le prix ?' },
        once: '1',
      }),
    });
    expect((await handOn({ homeserver, encryption })).body).toContain('Quel est le prix ?');
  });

  it('that was redacted meanwhile is not sent', async () => {
    const { body, counters } = await handOn({ homeserver: showing(timelineEvent({})) });
    expect(body).toBeUndefined();
    expect(counters.all().get('messages_dropped')).toBe(1);
  });

  it('loses the command before it', () => {
    expect(forwardedQuestion('!transmettre : Qui décide ?').plain).toContain('\nQui décide ?');
    expect(forwardedQuestion('transmettre Qui décide ?').plain).not.toContain('transmettre Qui');
  });

  it('about an entry is a report of it', () => {
    const { plain } = forwarded({ entry: 'Grist' }, '!signaler Grist : le lien est mort');
    expect(plain).toMatch(/^Un signalement sur « Grist »/);
    expect(plain).toContain('\nGrist : le lien est mort');
  });

  it('is cut where an event could not hold it', () => {
    const { plain, html } = forwardedQuestion('"'.repeat(60_000));
    expect(plain).toContain('… (coupé)');
    expect(Buffer.byteLength(plain) + Buffer.byteLength(html)).toBeLessThan(45_000);
  });
});

const forwardedQuestion = (text: string) => forwarded({}, text);

describe('what is carried between rooms', () => {
  const hostile =
    '!transmettre <img src=x> **gras** [lien](javascript:x)\n\n<script>alert(1)</script>\u202e\0';

  it.each([forwardedQuestion, carriedReply])(
    'shows texts as they were written, and does nothing with them',
    (message) => {
      const { plain, html } = message(hostile);
      expect(portabilityErrors(html)).toEqual([]);
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;</p>');
      expect(html).not.toContain('href');
      expect(plain).toContain('<script>alert(1)</script>\n');
    },
  );

  it.each([' ', '\n', '!', 'a\n\n'])('costs no more than its length: %j, repeated', (piece) => {
    const cost = growth((size) => forwardedQuestion(`${piece.repeat(size / piece.length)}x`));
    expect(cost).toBeLessThan(superLinear);
  });
});

describe('a reply of the maintainers', () => {
  const replyTo = (event: string, body: string, more: object = {}) =>
    timelineEvent(
      { msgtype: 'm.text', body, 'm.relates_to': { 'm.in_reply_to': { event_id: event } } },
      more,
    );

  it('is carried back to the question, in its thread, and notifies its author; also after a restart', async () => {
    const storage = createMemoryStorage();
    await handOn({ storage, homeserver: showing(said('Quel est le prix ?')) });
    const later = await openParts({ storage });
    await later.journey.handle(
      maintainers,
      replyTo('$sent1', 'Il n’y en a pas.', { sender: '@expert:hs.fr' }),
    );
    expect(later.outbox.waiting()).toMatchObject([
      {
        room,
        name: { purpose: 'carried' },
        action: {
          content: {
            msgtype: 'm.text',
            body: expect.stringContaining('Il n’y en a pas.'),
            'm.mentions': { user_ids: [alice] },
            'm.relates_to': { rel_type: 'm.thread', event_id: '$root', 'm.in_reply_to': { event_id: '$q' } },
          },
        },
      },
      { room: maintainers, name: { purpose: 'answer' } },
    ]);
  });

  it.each([
    ['$sent1', ['$sent1', '$sent2']],
    ['$sent2', ['$sent2', '$sent1']],
  ])(
    'finds its way whichever was sent last, the question or the word that it is on its way: %s',
    async (event, order) => {
      const { answers, store, journey, outbox } = await openParts();
      const asked = { room, event: '$q', sender: alice };
      for (const sent of order)
        await store.write(
          answers.remember(
            { cause: '$ask', purpose: sent === '$sent1' ? 'transmission' : 'answer', position: 0 },
            sent,
            sent === '$sent1' ? { question: asked } : { asker: 'hash' },
          ),
        );
      await journey.handle(maintainers, replyTo('$sent1', `Il n’y en a pas (${event}).`));
      expect(outbox.waiting()).toMatchObject([{ room, name: { purpose: 'carried' } }, { room: maintainers }]);
      expect(await answers.own('$sent2')).toMatchObject({ question: undefined });
    },
  );

  it('to anything else is a message like another', async () => {
    const { journey, outbox } = await openParts();
    await journey.handle(maintainers, replyTo('$other', 'répète oui'));
    expect(outbox.waiting()).toMatchObject([{ room: maintainers, name: { purpose: 'answer' } }]);
  });
});
