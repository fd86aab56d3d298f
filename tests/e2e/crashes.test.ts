import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestBot } from './bot.ts';
import { register, type TestClient } from './client.ts';
import { crashAtEachStep, killAtRandom, Questioner } from './exactly-once.ts';
import { type Synapse, startSynapse, synapseAvailable } from './synapse.ts';

describe.skipIf(!synapseAvailable())('a crash', () => {
  let synapse: Synapse;
  let alice: TestClient;

  beforeAll(async () => {
    synapse = await startSynapse();
    alice = await register(synapse, 'alice');
  });
  afterAll(async () => {
    alice?.close();
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
      program: 'tests/e2e/crashing-bot.ts',
      environment: { BOT_FLOOD_PER_MINUTE: '0' },
    });
    const room = async () => {
      const made = await alice.createRoom({ invite: [account.user] });
      await alice.joined(made, account.user);
      return new Questioner(alice, made);
    };
    try {
      await bot.start();
      await body(bot, room, account.user);
    } finally {
      await bot.remove();
    }
  }

  it(
    'at any step of the journey leaves exactly one answer to each question, in order',
    () =>
      withBot('step-bot', async (bot, room) => {
        const questioner = await room();
        await questioner.ask();
        await bot.stop();
        await crashAtEachStep(bot, questioner);
        await bot.start();
        await questioner.expectOneReplyEach();
      }),
    300_000,
  );

  it(
    'right after joining leaves the room joined and greeted once',
    () =>
      withBot('joining-bot', async (bot, _, user) => {
        await bot.stop();
        const questioner = new Questioner(alice, await alice.createRoom({ invite: [user] }));
        bot.spawn({ CRASH_AT: 'joined' });
        expect(await bot.ended()).toBe('SIGKILL');
        await questioner.ask();
        await bot.start();
        await questioner.expectOneReplyEach();
        const greetings = alice.messages(questioner.room).filter(({ content }) => !content['m.relates_to']);
        expect(greetings).toHaveLength(1);
      }),
    180_000,
  );

  it(
    'at any moment, ten times, while questions keep coming, loses none and doubles none',
    () =>
      withBot('moment-bot', async (bot, room) => {
        const questioners = [await room(), await room()];
        await killAtRandom(bot, questioners, 10);
        for (const questioner of questioners) await questioner.expectOneReplyEach();
      }),
    300_000,
  );

  it(
    'twice by the same message makes it passed over, and its author is told',
    () =>
      withBot('poisoned-bot', async (bot, room) => {
        const questioner = await room();
        await questioner.ask();
        await questioner.expectOneReplyEach();
        await bot.stop();
        const poison = await alice.say(questioner.room, '!fiche Grist');
        for (let crash = 0; crash < 2; crash += 1) {
          bot.spawn({ CRASH_AT: 'attempt-stored' });
          expect(await bot.ended()).toBe('SIGKILL');
        }
        await bot.start();
        const told = await alice.reply(questioner.room, poison);
        expect(told.content.body).toContain('Je n’ai pas pu traiter ce message');
        await questioner.expectOneReplyEach();
      }),
    180_000,
  );
});
