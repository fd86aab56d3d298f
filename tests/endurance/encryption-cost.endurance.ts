import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { record } from '../../bench/record.ts';
import { TestBot } from '../e2e/bot.ts';
import { register, type TestClient } from '../e2e/client.ts';
import { Element } from '../e2e/element.ts';
import { manyQuestions } from '../e2e/exactly-once.ts';
import { type Synapse, startSynapse } from '../e2e/synapse.ts';

const rooms = 200;
const rounds = 60;

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

  let asked = 0;
  const timed = async (room: string): Promise<number> => {
    asked += 1;
    // Each question twice, so that both kinds of room get the same ones.
    const question = manyQuestions[Math.floor(asked / 2) % manyQuestions.length] ?? '';
    const begun = performance.now();
    await alice.reply(room, await alice.say(room, question));
    return performance.now() - begun;
  };
  const median = (values: readonly number[]): number =>
    [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

  it('an answer takes the asker at most twice as long as a plain one', async () => {
    const encrypted = await alice.createRoom([account.user], { direct: true });
    const { room_id: plain } = await alice.client.createRoom({ invite: [account.user], is_direct: true });
    for (const room of [encrypted, plain]) await alice.joined(room, account.user);
    const took: Record<'plain' | 'encrypted', number[]> = { plain: [], encrypted: [] };
    // Side by side, so that what else the machine does weighs on both.
    for (let round = 0; round < rounds; round += 1) {
      took.plain.push(await timed(plain));
      took.encrypted.push(await timed(encrypted));
    }
    const [a, b] = [median(took.plain), median(took.encrypted)];
    record('Chiffrement : aller-retour pour la personne qui demande', [
      `${rounds} questions de chaque, en alternance, médianes : en clair ${a.toFixed(0)} ms, chiffré ${b.toFixed(0)} ms (rapport ${(b / a).toFixed(2)}).`,
    ]);
    expect(b / a).toBeLessThanOrEqual(2);
  });

  it(`the bot is ready within five seconds with ${rooms} encrypted rooms, and needs less than 200 MB`, async () => {
    const ids: string[] = [];
    for (let at = 0; at < rooms; at += 1) ids.push(await alice.createRoom([account.user], { direct: true }));
    for (const id of ids) await alice.joined(id, account.user);
    for (let at = 0; at < rooms; at += 20) await Promise.all(ids.slice(at, at + 20).map(timed));
    await bot.stop();
    const begun = performance.now();
    const child = bot.spawn();
    while (!bot.lines.some(({ msg }) => String(msg).startsWith('Connecté'))) await delay(5);
    const ready = performance.now() - begun;
    // At rest: after a question, and some time without any.
    await timed(ids[0] ?? '');
    await delay(15_000);
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    const megabytes = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1000;
    record(`Chiffrement : démarrage et mémoire avec ${rooms} salons chiffrés`, [
      `Du lancement du processus à « prêt » : ${(ready / 1000).toFixed(2)} s. Mémoire résidente au repos : ${megabytes.toFixed(0)} Mo.`,
    ]);
    expect(ready).toBeLessThan(5_000);
    expect(megabytes).toBeLessThan(200);
  });
});
