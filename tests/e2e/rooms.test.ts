import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestBot } from './bot.ts';
import { register, type TestClient } from './client.ts';
import { type Synapse, startSynapse, synapseAvailable } from './synapse.ts';

const question = 'DN ou Démat Social ?';
const verdict = /Sauf contrainte HDS/;

describe.skipIf(!synapseAvailable())('the bot in rooms', () => {
  let synapse: Synapse;
  let alice: TestClient;
  let bob: TestClient;
  let account: TestClient;
  let bot: TestBot;

  beforeAll(async () => {
    synapse = await startSynapse();
    alice = await register(synapse, 'alice');
    bob = await register(synapse, 'bob');
    account = await register(synapse, 'communs-bot', false);
    bot = new TestBot({ url: synapse.url, token: account.token });
    await bot.start();
  });
  afterAll(async () => {
    for (const client of [alice, bob]) client?.close();
    await bot?.remove();
    await synapse?.remove();
  });

  /** A room of alice, bob and the bot. */
  async function sharedRoom(): Promise<string> {
    const room = await alice.createRoom({ invite: [bob.user, account.user] });
    await bob.join(room);
    await alice.joined(room, account.user);
    return room;
  }

  it('joins a room, says one line, and answers a comparison that nobody put to it, once, as a reply', async () => {
    const room = await sharedRoom();
    const asked = await alice.say(room, question);
    const answer = await alice.reply(room, asked);
    expect(answer.content).toMatchObject({
      msgtype: 'm.notice',
      body: expect.stringMatching(verdict),
      format: 'org.matrix.custom.html',
      'm.mentions': { user_ids: [alice.user] },
      'm.relates_to': { 'm.in_reply_to': { event_id: asked } },
    });
    const again = await alice.say(room, '!aide');
    await alice.reply(room, again);
    expect(alice.repliesTo(room, asked)).toHaveLength(1);
    const [first] = alice.messages(room);
    expect(first?.content).toMatchObject({ msgtype: 'm.notice', body: expect.stringContaining('!aide') });
    expect(first?.content['m.relates_to']).toBeUndefined();
  });

  it('stays silent in chatter, and answers a command, a mention, a reply to it, its name at the start', async () => {
    const room = await sharedRoom();
    const chatter = [
      await alice.say(room, 'Tu as vu la réunion de jeudi ?'),
      await bob.say(room, `Paul, ${question}`),
      await bob.say(room, 'ok'),
      await alice.send(room, { msgtype: 'm.notice', body: question }),
      await alice.send(room, { msgtype: 'm.image', body: 'DN ou Démat Social ?.png', url: 'mxc://a/b' }),
      await alice.say(room, question, { 'm.mentions': { user_ids: [bob.user] } }),
    ];
    const heard = [
      await alice.say(room, '!aide'),
      await alice.say(room, 'communs-bot: c’est quoi Grist ?', {
        'm.mentions': { user_ids: [account.user] },
      }),
      await alice.say(room, '@communs-bot c’est quoi Grist ?'),
      await alice.say(room, 'communs-bot : c’est quoi Grist ?', {
        format: 'org.matrix.custom.html',
        formatted_body: `<a href="https://matrix.to/#/${account.user}">communs-bot</a> : c’est quoi Grist ?`,
      }),
    ];
    for (const event of heard) await alice.reply(room, event);
    const answer = await alice.reply(room, heard[0] ?? '');
    const followUp = await bob.say(room, 'c’est quoi Grist ?', {
      'm.relates_to': { 'm.in_reply_to': { event_id: answer.event_id } },
    });
    await alice.reply(room, followUp);
    // Order within a room is kept: what was not answered by now never will be.
    for (const event of chatter) expect(alice.repliesTo(room, event)).toEqual([]);
    for (const event of heard) expect(alice.repliesTo(room, event)).toHaveLength(1);
  });

  it('answers everything in a direct message, after one greeting, also what was said before it came', async () => {
    const room = await bob.createRoom({
      preset: 'trusted_private_chat',
      is_direct: true,
      invite: [account.user],
    });
    const early = await bob.say(room, 'limites de Grist');
    const answer = await bob.reply(room, early);
    expect(answer.content.body).toContain('Grist');
    const late = await bob.say(room, 'hébergement de DN');
    await bob.reply(room, late);
    const greetings = bob.messages(room).filter(({ content }) => content['m.relates_to'] === undefined);
    expect(greetings).toHaveLength(1);
    expect(greetings[0]?.content.body).toContain('Posez votre question');
  });

  it('refuses invitations from elsewhere by leaving with a reason', async () => {
    const strict = await register(synapse, 'strict-bot', false);
    const other = new TestBot({
      url: synapse.url,
      token: strict.token,
      environment: { MATRIX_ALLOWED_SERVERS: 'agent.social.tchap.gouv.fr', MATRIX_ALLOWED_USERS: bob.user },
    });
    try {
      // One is pending before the start, one comes live; the same rule for both.
      const before = await alice.createRoom({ invite: [strict.user] });
      const allowed = await bob.createRoom({ invite: [strict.user] });
      await other.start();
      const live = await alice.createRoom({ invite: [strict.user] });
      for (const room of [before, live]) {
        const left = await alice.joined(room, strict.user, 'leave');
        expect(left.content.reason).toContain('invitations');
      }
      await bob.joined(allowed, strict.user);
      const asked = await bob.say(allowed, question);
      await bob.reply(allowed, asked);
    } finally {
      await other.remove();
    }
  });

  it('never says anything in clear in an encrypted room, also one encrypted later', async () => {
    const algorithm = 'm.megolm.v1.aes-sha2';
    const encrypted = await alice.createRoom({
      invite: [bob.user, account.user],
      initial_state: [{ type: 'm.room.encryption', state_key: '', content: { algorithm } }],
    });
    await alice.joined(encrypted, account.user);
    const later = await sharedRoom();
    await alice.reply(later, await alice.say(later, '!aide'));
    await alice.setState(later, 'm.room.encryption', { algorithm });
    const said = alice.messages(later).length;
    for (const room of [encrypted, later]) {
      const asked = await alice.say(room, `communs-bot: ${question}`);
      await alice.until(
        () =>
          alice
            .events(room)
            .find(
              ({ type, sender, content }) =>
                type === 'm.room.encrypted' &&
                sender === account.user &&
                JSON.stringify(content['m.relates_to'] ?? {}).includes(asked),
            ),
        'an encrypted answer',
      );
    }
    expect(alice.messages(encrypted)).toEqual([]);
    expect(alice.messages(later)).toHaveLength(said);
  });

  it('writes no text, name or room into its log', async () => {
    const room = await sharedRoom();
    await alice.reply(room, await alice.say(room, `communs-bot: ${question} mot-secret-de-test`));
    expect(bot.transcript()).not.toMatch(/mot-secret-de-test|Démat|!.*:test\.localhost|alice/);
  });

  it('ends cleanly on SIGTERM, takes up where it was, and does not answer again', async () => {
    const room = await sharedRoom();
    const before = await alice.say(room, question);
    await alice.reply(room, before);
    expect(await bot.stop('SIGTERM')).toBe(0);
    expect(bot.errors).toBe('');
    const during = await alice.say(room, '!fiche Grist');
    await bot.start();
    await alice.reply(room, during);
    const after = await alice.say(room, '!aide');
    await alice.reply(room, after);
    for (const event of [before, during, after]) expect(alice.repliesTo(room, event)).toHaveLength(1);
  });
});
