import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkHealth } from '../../src/operations/health.ts';
import { elementIn, nioIn } from './askers.ts';
import { TestBot } from './bot.ts';
import { register, type TestClient } from './client.ts';
import { Element } from './element.ts';
import { allWell, killAtRandom, outcomeOf, Questioner } from './exactly-once.ts';
import { Nio } from './nio.ts';
import { type Synapse, startSynapse, synapseAvailable } from './synapse.ts';
import { startWiretap, type Wiretap } from './wiretap.ts';

describe.skipIf(!synapseAvailable())('the bot in encrypted rooms, with matrix-js-sdk and matrix-nio', () => {
  let synapse: Synapse;
  let account: TestClient;
  let bot: TestBot;
  let alice: Element;
  let bob: Nio;
  let wire: Wiretap;

  beforeAll(async () => {
    synapse = await startSynapse();
    wire = await startWiretap(synapse.url);
    account = await register(synapse, 'communs-bot', false);
    bot = new TestBot({
      url: wire.url,
      token: account.token,
      environment: { BOT_FLOOD_PER_MINUTE: '0' },
    });
    alice = await Element.register(synapse, 'alice', { signedDevicesOnly: true, url: wire.url });
    bob = await Nio.logIn(await register({ ...synapse, url: wire.url }, 'bob', false));
    await bot.start();
  });
  afterAll(async () => {
    alice?.close();
    bob?.close();
    await bot?.remove();
    await wire?.close();
    await synapse?.remove();
  });

  it('answers someone at matrix-nio, in a direct message and in a room with others', async () => {
    const direct = await bob.createRoom([account.user], true);
    await bob.joined(direct, account.user);
    const answer = await bob.reply(await bob.say(direct, 'DN ou Démat Social ?'));
    expect(answer).toMatchObject({ type: 'message', encrypted: true, sender: account.user });
    expect(answer.body).toContain('HDS');
    const shared = await alice.createRoom([account.user, bob.user]);
    await bob.join(shared);
    await alice.joined(shared, account.user);
    await alice.joined(shared, bob.user);
    const event = await bob.say(shared, '!fiche DN');
    expect(await bob.reply(event)).toMatchObject({ type: 'message', encrypted: true });
    expect((await alice.reply(shared, event)).isDecryptionFailure()).toBe(false);
  });

  it('loses, doubles and garbles nothing when it is killed five times while forty questions are asked', async () => {
    const rooms = [
      await alice.createRoom([account.user], { direct: true }),
      await bob.createRoom([account.user], true),
    ] as const;
    await alice.joined(rooms[0], account.user);
    await bob.joined(rooms[1], account.user);
    const questioners = [new Questioner(elementIn(alice, rooms[0])), new Questioner(nioIn(bob, rooms[1]))];
    expect(await killAtRandom(bot, questioners, { rounds: 4, questions: 3 })).toBe(5);
    expect(await outcomeOf(questioners)).toEqual({ ...allWell, asked: 48 });
    expect(((await account.request('GET', '/devices')).devices as unknown[]).length).toBe(1);
    expect(checkHealth(bot.data)).toMatchObject({ healthy: true });
  }, 180_000);

  it('has written nothing of all this on the wire', () => {
    const passed = wire.passed.join('\n');
    expect(passed).toContain('m.room.encrypted');
    for (const text of ['!fiche', '!aide', 'DN ou', 'Sauf contrainte', 'Source : '])
      expect(passed).not.toContain(text);
  });
});
