import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientIn } from './askers.ts';
import { TestBot } from './bot.ts';
import { register, type TestClient } from './client.ts';
import { crashAtEachStep, openCrashWorld, settleCrashes } from './crash-points.ts';
import { allWell, killAtRandom, Questioner } from './exactly-once.ts';
import { type Synapse, startSynapse, synapseAvailable } from './synapse.ts';

describe.skipIf(!synapseAvailable())('a crash', () => {
  let synapse: Synapse;
  let carol: TestClient;

  beforeAll(async () => {
    synapse = await startSynapse();
    carol = await register(synapse, 'carol');
  });
  afterAll(async () => {
    carol?.close();
    await synapse?.remove();
  });

  /** Runs with a bot of its own, started, and a way to make rooms with it. */
  async function withBot(
    name: string,
    body: (bot: TestBot, room: () => Promise<Questioner>, user: string) => Promise<void>,
  ): Promise<void> {
    const account = await register(synapse, name, false);
    const bot = new TestBot({
      url: synapse.url,
      token: account.token,
      program: 'tests/e2e/faulty-bot.ts',
      smallKnowledge: true,
      environment: { BOT_FLOOD_PER_MINUTE: '0' },
    });
    const room = async () => {
      const made = await carol.createRoom({ invite: [account.user] });
      await carol.joined(made, account.user);
      return new Questioner(clientIn(carol, made));
    };
    try {
      await bot.start();
      await body(bot, room, account.user);
    } finally {
      await bot.remove();
    }
  }

  it('at any step leaves one answer to each question, and one of everything else', async () => {
    const world = await openCrashWorld(synapse, 1);
    try {
      await crashAtEachStep(world);
      expect(await settleCrashes(world)).toMatchObject(allWell);
    } finally {
      await world.close();
    }
  }, 400_000);

  it(
    'at any moment, ten times, while questions keep coming, loses none and doubles none',
    () =>
      withBot('moment-bot', async (bot, room) => {
        const questioners = [await room(), await room()];
        expect(await killAtRandom(bot, questioners, { rounds: 8 })).toBe(10);
        for (const questioner of questioners) await questioner.expectOneAnswerEach();
      }),
    300_000,
  );

  it(
    'twice by the same message makes it passed over, and its author is told',
    () =>
      withBot('poisoned-bot', async (bot, room) => {
        const questioner = await room();
        await questioner.ask();
        await questioner.expectOneAnswerEach();
        await bot.stop();
        const poison = await questioner.asker.say('!fiche Grist');
        for (let crash = 0; crash < 2; crash += 1) {
          bot.spawn({ CRASH_AT: 'attempt-stored' });
          expect(await bot.ended()).toBe('SIGKILL');
        }
        await bot.start();
        const toPoison = () => questioner.asker.replies().filter(({ to }) => to === poison);
        await questioner.asker.until(() => toPoison().length > 0, 'that it failed');
        await questioner.expectOneAnswerEach();
        expect(toPoison()).toMatchObject([{ kind: 'failure' }]);
      }),
    180_000,
  );
});
