import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestBot } from './bot.ts';
import { register, type TestClient } from './client.ts';
import { type Synapse, startSynapse, synapseAvailable } from './synapse.ts';

const question = 'DN ou Démat Social ?';

/** Colleagues among themselves: names of the guide fall, nobody asks anything that the bot is sure of and meant by. */
const chatter = [
  'Bonjour à tous, la réunion de 14 h est décalée à 15 h.',
  'Ok, merci pour l’info.',
  'Qui prend le compte rendu ?',
  'Je peux, mais je pars à 16 h 30.',
  'J’ai fini la recette de la démarche, tout est vert.',
  'Super ! On passe en production quand ?',
  'Demain si le RSSI valide.',
  'Paul, tu as eu le retour de la DINUM ?',
  'Pas encore, je relance cet après-midi.',
  'On avait dit DN pour ce projet, non ?',
  'Oui, c’est acté depuis le comité de mardi.',
  'Camille, DN ou Démat Social pour le dossier de la DGCS ?',
  'DN, on n’a pas de données de santé.',
  'Le wifi de la salle 204 est encore tombé…',
  'Quelqu’un a le lien de la visio ?',
  '/me cherche un café',
  'Le tableau Grist est à jour, vous pouvez regarder.',
  'J’ai un souci avec mon badge, je descends à l’accueil.',
  'Bon week-end à toutes et tous 🎉',
  'À lundi !',
];

describe.skipIf(!synapseAvailable())('manners', () => {
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

  it('lets moderators, and nobody else, switch the unasked answers off and on, over restarts', async () => {
    const room = await sharedRoom();
    expect(await body(bob, room, await bob.say(room, '!reglages spontané non'))).toContain('qui modèrent');
    expect(await body(alice, room, await alice.say(room, '!reglages'))).toContain('je réponds de moi-même');
    expect(await body(alice, room, await alice.say(room, '!reglages spontané non'))).toContain('C’est noté');
    await bot.stop();
    await bot.start();
    const unanswered = await alice.say(room, question);
    await alice.reply(room, await alice.say(room, `communs-bot: ${question}`));
    expect(alice.repliesTo(room, unanswered)).toEqual([]);
    await alice.reply(room, await alice.say(room, '!reglages spontané oui'));
    await alice.reply(room, await alice.say(room, question));
  });

  it('follows a room that is upgraded, with its settings and without a new introduction', async () => {
    const room = await sharedRoom();
    await alice.reply(room, await alice.say(room, '!reglages spontané non'));
    const upgraded = await alice.request('POST', `/rooms/${encodeURIComponent(room)}/upgrade`, {
      new_version: '11',
    });
    const next = String(upgraded.replacement_room);
    await alice.invite(next, bob.user);
    await bob.join(next);
    await alice.invite(next, account.user);
    await alice.joined(next, account.user);
    const unanswered = await alice.say(next, question);
    await alice.reply(next, await alice.say(next, '!aide'));
    expect(alice.repliesTo(next, unanswered)).toEqual([]);
    expect(alice.messages(next)).toHaveLength(1);
  });

  it('is silent through twenty lines of a busy room', async () => {
    const room = await sharedRoom();
    for (const [index, line] of chatter.entries()) await (index % 2 === 0 ? alice : bob).say(room, line);
    await alice.reply(room, await alice.say(room, '!aide'));
    const byBot = alice.messages(room).filter(({ sender }) => sender === account.user);
    // Its introduction and the help.
    expect(byBot).toHaveLength(2);
  });

  it('does not talk with a program that sends its own words back', async () => {
    const echo = await register(synapse, 'echo');
    try {
      const room = await echo.createRoom({ invite: [account.user] });
      const answer = await echo.reply(room, await echo.say(room, question));
      const returned = await echo.say(room, String(answer.content.body));
      const next = await echo.say(room, '!fiche Grist');
      const elsewhere = await sharedRoom();
      await alice.reply(elsewhere, await alice.say(elsewhere, '!fiche Grist'));
      expect([echo.repliesTo(room, returned), echo.repliesTo(room, next)]).toEqual([[], []]);
    } finally {
      echo.close();
    }
  });

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

  it('takes being sent away for normal, and comes back when invited again', async () => {
    const room = await sharedRoom();
    await alice.request('POST', `/rooms/${encodeURIComponent(room)}/kick`, { user_id: account.user });
    await alice.joined(room, account.user, 'leave');
    await alice.invite(room, account.user);
    await alice.joined(room, account.user);
    await alice.reply(room, await alice.say(room, question));
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

  it('hands a question on to the maintainers on the asker’s word, and carries their reply back', async () => {
    const room = await sharedRoom();
    const asked = await bob.say(room, 'communs-bot: quel est le prix d’un abonnement à Airtable ?');
    expect(await body(bob, room, asked)).toContain('transmettre');
    const before = admin.messages(maintainers).length;
    const refusal = await bob.reply(room, asked);
    await bob.say(room, 'transmettre', {
      'm.relates_to': { 'm.in_reply_to': { event_id: refusal.event_id } },
    });
    const handed = await admin.until(() => admin.messages(maintainers)[before], 'the question');
    expect(handed.content.body).toContain('quel est le prix d’un abonnement à Airtable ?');
    expect(JSON.stringify(handed.content)).not.toMatch(/bob|Bob/);
    await bot.stop();
    await bot.start();
    await admin.say(maintainers, 'Il n’y en a pas : ce produit n’est pas au catalogue.', {
      'm.relates_to': { 'm.in_reply_to': { event_id: handed.event_id } },
    });
    const carried = await bob.until(
      () =>
        bob.repliesTo(room, asked).find(({ content }) => String(content.body).includes('pas au catalogue')),
      'the reply of the maintainers',
    );
    expect(carried.content).toMatchObject({ msgtype: 'm.text', 'm.mentions': { user_ids: [bob.user] } });
  });

  it('lets those who run it pause it, count its rooms, read the knowledge again; nobody else', async () => {
    const room = await sharedRoom();
    const direct = await admin.createRoom({ is_direct: true, invite: [account.user] });
    await admin.joined(direct, account.user);
    const tell = async (command: string) => body(admin, direct, await admin.say(direct, command));
    expect(await body(alice, room, await alice.say(room, '!pause'))).toContain('réservée');
    expect(await body(alice, room, await alice.say(room, '!aide'))).not.toContain('!salons');
    expect(await tell('!aide')).toContain('!salons');
    expect(await tell('!salons')).toMatch(/Salons : \d+/);
    expect(await tell('!statut')).toContain('Messages envoyés');
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
