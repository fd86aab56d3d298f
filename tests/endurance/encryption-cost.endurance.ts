import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { residentMemory } from '../../bench/load/process-cost.ts';
import { record } from '../../bench/record.ts';
import { TestBot } from '../e2e/bot.ts';
import { register, type TestClient } from '../e2e/client.ts';
import { Element } from '../e2e/element.ts';
import { nextQuestion } from '../e2e/questions.ts';
import { type Synapse, startSynapse } from '../e2e/synapse.ts';

const rooms = 200;

describe('what encryption costs', () => {
  let synapse: Synapse;
  let account: TestClient;
  let bot: TestBot;
  let alice: Element;

  beforeAll(async () => {
    synapse = await startSynapse();
    account = await register(synapse, 'communs-bot', false);
    bot = new TestBot({
      url: synapse.url,
      token: account.token,
      environment: { BOT_FLOOD_PER_MINUTE: '0' },
    });
    alice = await Element.register(synapse, 'alice');
    await bot.start();
  });
  afterAll(async () => {
    alice?.close();
    await bot?.remove();
    await synapse?.remove();
  });

  const ask = async (room: string): Promise<void> => {
    await alice.reply(room, await alice.say(room, nextQuestion()));
  };

  it(`the bot is ready within five seconds with ${rooms} encrypted rooms, and needs less than 200 MB`, async () => {
    const ids: string[] = [];
    for (let at = 0; at < rooms; at += 1) ids.push(await alice.createRoom([account.user], { direct: true }));
    for (const id of ids) await alice.joined(id, account.user);
    for (let at = 0; at < rooms; at += 20) await Promise.all(ids.slice(at, at + 20).map(ask));
    await bot.stop();
    const begun = performance.now();
    const child = bot.spawn();
    await bot.ready();
    const ready = performance.now() - begun;
    // At rest: after a question, and some time without any.
    await ask(ids[0] ?? '');
    await delay(15_000);
    const megabytes = residentMemory(child.pid ?? 0);
    record(`Chiffrement : démarrage et mémoire avec ${rooms} salons chiffrés`, [
      `Du lancement du processus à « prêt » : ${(ready / 1000).toFixed(2)} s. Mémoire résidente au repos : ${megabytes.toFixed(0)} Mo.`,
    ]);
    expect(ready).toBeLessThan(5_000);
    expect(megabytes).toBeLessThan(200);
  });
});
