import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Step } from '../../src/matrix/steps.ts';
import { TestBot } from './bot.ts';
import { register, type TestClient } from './client.ts';
import { type Synapse, startSynapse, synapseAvailable } from './synapse.ts';

/** All of them: the compiler refuses a list that lacks one. */
const steps: Readonly<Record<Step, true>> = {
  'sync-received': true,
  'attempt-stored': true,
  reacted: true,
  'event-stored': true,
  'events-done': true,
  'token-stored': true,
  'message-ready': true,
  'message-sent': true,
  'message-settled': true,
  joined: true,
};

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

  async function botNamed(name: string): Promise<{ bot: TestBot; user: string }> {
    const account = await register(synapse, name, false);
    const bot = new TestBot({
      url: synapse.url,
      token: account.token,
      program: 'tests/e2e/crashing-bot.ts',
    });
    return { bot, user: account.user };
  }

  /** A room with the bot in it. */
  async function roomWith(user: string): Promise<string> {
    const room = await alice.createRoom({ invite: [user] });
    await alice.joined(room, user);
    return room;
  }

  /** Every question has one reply, and the replies came in the order of the questions. */
  async function expectOneReplyEach(room: string, questions: readonly string[]): Promise<void> {
    for (const question of questions) await alice.reply(room, question);
    await alice.reply(room, await alice.say(room, '!aide'));
    const replies = questions.map((question) => alice.repliesTo(room, question));
    expect(replies.map(({ length }) => length)).toEqual(questions.map(() => 1));
    const order = alice.messages(room).map(({ event_id }) => event_id);
    const places = replies.map(([reply]) => order.indexOf(reply?.event_id ?? ''));
    expect(places).toEqual([...places].sort((a, b) => a - b));
  }

  it('at any step of the journey leaves exactly one answer to each question, in order', async () => {
    const { bot, user } = await botNamed('step-bot');
    try {
      await bot.start();
      const room = await roomWith(user);
      await alice.reply(room, await alice.say(room, '!aide'));
      await bot.stop();

      const questions: string[] = [];
      for (const step of Object.keys(steps)) {
        questions.push(await alice.say(room, `!fiche Grist (${step})`));
        const fresh = step === 'joined' ? await alice.createRoom({ invite: [user] }) : undefined;
        bot.spawn({ CRASH_AT: step });
        expect(await bot.ended(), `${step}: ${bot.transcript()}`).toBe('SIGKILL');
        if (fresh === undefined) continue;
        await bot.start();
        await expectOneReplyEach(fresh, [await alice.say(fresh, 'DN ou Démat Social ?')]);
        await bot.stop();
        expect(alice.messages(fresh).filter(({ content }) => !content['m.relates_to'])).toHaveLength(1);
      }

      await bot.start();
      await expectOneReplyEach(room, questions);
    } finally {
      await bot.remove();
    }
  }, 300_000);

  it('at any moment, ten times, while questions keep coming, loses none and doubles none', async () => {
    const { bot, user } = await botNamed('moment-bot');
    try {
      await bot.start();
      const rooms = [await roomWith(user), await roomWith(user)];
      const asked = new Map<string, string[]>(rooms.map((room) => [room, []]));
      const ask = async () => {
        for (const [room, questions] of asked) questions.push(await alice.say(room, '!fiche Grist'));
      };
      for (let kill = 0; kill < 10; kill += 1) {
        await Promise.all([ask(), delay(Math.random() * 150)]);
        const ended = bot.stop('SIGKILL');
        await ask();
        await ended;
        await bot.start();
      }
      for (const [room, questions] of asked) await expectOneReplyEach(room, questions);
    } finally {
      await bot.remove();
    }
  }, 300_000);

  it('twice by the same message makes it passed over, and its author is told', async () => {
    const { bot, user } = await botNamed('poisoned-bot');
    try {
      await bot.start();
      const room = await roomWith(user);
      await alice.reply(room, await alice.say(room, '!aide'));
      await bot.stop();
      const poison = await alice.say(room, '!fiche Grist');
      for (let crash = 0; crash < 2; crash += 1) {
        bot.spawn({ CRASH_AT: 'attempt-stored' });
        expect(await bot.ended()).toBe('SIGKILL');
      }
      await bot.start();
      const told = await alice.reply(room, poison);
      expect(told.content.body).toContain('Je n’ai pas pu traiter ce message');
      await expectOneReplyEach(room, [poison]);
    } finally {
      await bot.remove();
    }
  }, 180_000);
});
