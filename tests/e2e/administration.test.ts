import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestBot } from './bot.ts';
import { register, type TestClient } from './client.ts';
import { type Synapse, startSynapse, synapseAvailable } from './synapse.ts';

const question = 'DN ou Démat Social ?';

describe.skipIf(!synapseAvailable())('the bot and those who run it', () => {
  let synapse: Synapse;
  let alice: TestClient;
  let bob: TestClient;
  let admin: TestClient;
  let account: TestClient;
  let bot: TestBot;
  let maintainers: string;

  beforeAll(async () => {
    synapse = await startSynapse();
    alice = await register(synapse, 'alice');
    bob = await register(synapse, 'bob');
    admin = await register(synapse, 'admin');
    account = await register(synapse, 'communs-bot', false);
    maintainers = await admin.createRoom({ invite: [account.user] });
    bot = new TestBot({
      url: synapse.url,
      token: account.token,
      environment: {
        MATRIX_ADMINS: admin.user,
        MATRIX_ADMIN_ROOM: maintainers,
        MATRIX_ACCOUNT_RENEW_BY: new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10),
        BOT_FLOOD_PER_MINUTE: '10',
      },
    });
    await bot.start();
    await admin.joined(maintainers, account.user);
  });
  afterAll(async () => {
    for (const client of [alice, bob, admin]) client?.close();
    await bot?.remove();
    await synapse?.remove();
  });

  /** A room that alice made, with bob and the bot. */
  async function sharedRoom(options: object = {}): Promise<string> {
    const room = await alice.createRoom({ invite: [bob.user, account.user], ...options });
    await bob.join(room);
    await alice.joined(room, account.user);
    return room;
  }
  const body = async (client: TestClient, room: string, event: string) =>
    String((await client.reply(room, event)).content.body);

  it('leaves a room where it is alone, and refuses a Space', async () => {
    const room = await alice.createRoom({ invite: [account.user] });
    await alice.joined(room, account.user);
    const space = await alice.createRoom({
      creation_content: { type: 'm.space' },
      invite: [account.user],
    });
    await alice.joined(space, account.user, 'leave');
    await alice.leave(room);
    await expect
      .poll(async () => (await account.request('GET', '/joined_rooms')).joined_rooms, { timeout: 40_000 })
      .not.toContain(room);
  });

  it('stops at a flood, says so once', async () => {
    const carol = await register(synapse, 'carol');
    try {
      const room = await carol.createRoom({ invite: [account.user] });
      await carol.joined(room, account.user);
      const asked: string[] = [];
      for (let count = 0; count < 14; count += 1) asked.push(await carol.say(room, `!fiche Grist ${count}`));
      await carol.until(() => carol.repliesTo(room, asked[10] ?? '').length > 0, 'the notice');
      // Two answers one after the other elsewhere: the sync that held the last of these questions has been dealt with.
      const elsewhere = await sharedRoom();
      await alice.reply(elsewhere, await alice.say(elsewhere, '!fiche Grist'));
      await alice.reply(elsewhere, await alice.say(elsewhere, '!fiche Ondine'));
      await bot.stop();
      await bot.start();
      await carol.reply(room, await carol.say(room, '!aide'));
      const counts = asked.map((event) => carol.repliesTo(room, event).length);
      expect(counts).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0]);
      expect(await body(carol, room, asked[10] ?? '')).toContain('beaucoup de questions');
    } finally {
      carol.close();
    }
  });

  it('lets those who run it pause it, count its rooms, read the knowledge again; nobody else', async () => {
    const room = await sharedRoom();
    const direct = await admin.createRoom({ is_direct: true, invite: [account.user] });
    await admin.joined(direct, account.user);
    const tell = async (command: string) => body(admin, direct, await admin.say(direct, command));
    expect(await body(alice, room, await alice.say(room, '!pause'))).toContain('réservée');
    const theirs = [await alice.say(room, '!aide'), await alice.say(room, '!suite')];
    for (const page of theirs) expect(await body(alice, room, page)).not.toContain('!salons');
    expect((await tell('!aide')) + (await tell('!suite'))).toContain('!salons');
    expect(await tell('!salons')).toMatch(/Salons : \d+/);
    expect(await tell('!statut')).toContain('Messages à envoyer');
    expect(await tell('!recharger')).toContain('relues');
    expect(await tell('!pause')).toContain('!relancer');
    const unanswered = await alice.say(room, question);
    await bot.stop();
    await bot.start();
    expect(await tell('!relancer')).toContain('de nouveau');
    await alice.reply(room, await alice.say(room, question));
    expect(alice.repliesTo(room, unanswered)).toEqual([]);
  });

  it('tells those who run it, once, that the account must be renewed', async () => {
    const alerts = () =>
      admin
        .messages(maintainers)
        .filter(({ content }) => String(content.body).includes('MATRIX_ACCOUNT_RENEW_BY'));
    await admin.until(() => alerts().length > 0, 'an alert');
    await bot.stop();
    await bot.start();
    const room = await sharedRoom();
    await alice.reply(room, await alice.say(room, '!aide'));
    expect(alerts()).toHaveLength(1);
  });
});
