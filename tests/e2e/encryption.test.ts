import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestBot } from './bot.ts';
import { register, type TestClient } from './client.ts';
import { Element } from './element.ts';
import { type Synapse, startSynapse, synapseAvailable } from './synapse.ts';

const question = 'DN ou Démat Social ?';
const verdict = /Sauf contrainte HDS/;

describe.skipIf(!synapseAvailable())('the bot in encrypted rooms, seen by matrix-js-sdk', () => {
  let synapse: Synapse;
  let alice: Element;
  let account: TestClient;
  let bot: TestBot;

  beforeAll(async () => {
    synapse = await startSynapse();
    alice = await Element.register(synapse, 'alice', { signedDevicesOnly: true });
    account = await register(synapse, 'communs-bot', false);
    bot = new TestBot({ url: synapse.url, token: account.token });
    await bot.start();
  });
  afterAll(async () => {
    alice?.close();
    await bot?.remove();
    await synapse?.remove();
  });

  it('answers someone whose client excludes devices that are not signed, once, encrypted', async () => {
    const room = await alice.createRoom([account.user]);
    await alice.joined(room, account.user);
    const asked = await alice.say(room, question);
    const answer = await alice.reply(room, asked);
    expect(answer.getContent().body).toMatch(verdict);
    expect(answer.isEncrypted()).toBe(true);
  });
});
