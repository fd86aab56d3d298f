import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { record } from '../../bench/record.ts';
import { elementIn, nioIn } from '../e2e/askers.ts';
import { TestBot } from '../e2e/bot.ts';
import { register, type TestClient } from '../e2e/client.ts';
import { Element } from '../e2e/element.ts';
import { allWell, killAtRandom, outcomeOf, Questioner } from '../e2e/exactly-once.ts';
import { Nio } from '../e2e/nio.ts';
import { type Synapse, startSynapse } from '../e2e/synapse.ts';

describe('encrypted questions while the bot is killed', () => {
  let synapse: Synapse;
  let account: TestClient;
  let bot: TestBot;
  let alice: Element;
  let bob: Nio;

  beforeAll(async () => {
    synapse = await startSynapse();
    account = await register(synapse, 'communs-bot', false);
    bot = new TestBot({
      url: synapse.url,
      token: account.token,
      environment: { BOT_FLOOD_PER_MINUTE: '0' },
    });
    alice = await Element.register(synapse, 'alice', { signedDevicesOnly: true });
    bob = await Nio.logIn(await register(synapse, 'bob', false));
    await bot.start();
  });
  afterAll(async () => {
    alice?.close();
    bob?.close();
    await bot?.remove();
    await synapse?.remove();
  });

  it('are each answered once, and readably: 150 questions in three rooms, 30 kills', async () => {
    const direct = await alice.createRoom([account.user], { direct: true });
    // A new session every second message: keys are on their way at each kill.
    const shared = await alice.createRoom([account.user, bob.user], {
      settings: { rotation_period_msgs: 2 },
    });
    const own = await bob.createRoom([account.user], true);
    await bob.join(shared);
    await alice.joined(shared, bob.user);
    for (const room of [direct, shared]) await alice.joined(room, account.user);
    await bob.joined(own, account.user);
    const askers = [elementIn(alice, direct), elementIn(alice, shared), nioIn(bob, own)];
    const questioners = askers.map((asker) => new Questioner(asker));
    const kills = await killAtRandom(bot, questioners, { rounds: 25 });
    const outcome = await outcomeOf(questioners);
    const slowest = Math.max(...questioners.map((questioner) => questioner.slowest()));
    record('Chiffrement : questions pendant que le bot est tué (`kill -9`)', [
      'Trois salons, deux clients (matrix-js-sdk qui exclut les appareils non signés, matrix-nio).',
      '',
      '| Questions | Arrêts brutaux | Perdues | Répondues deux fois | Réponses illisibles | Réponse la plus lente |',
      '|---|---|---|---|---|---|',
      `| ${outcome.asked} | ${kills} | ${outcome.lost} | ${outcome.doubled} | ${outcome.unreadable} | ${(slowest / 1000).toFixed(1)} s |`,
    ]);
    expect(outcome).toEqual({ ...allWell, asked: 150 });
    expect(kills).toBeGreaterThanOrEqual(30);
    expect(((await account.request('GET', '/devices')).devices as unknown[]).length).toBe(1);
  });
});
