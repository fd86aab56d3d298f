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
});
