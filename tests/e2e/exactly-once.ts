/**
 * Every question has one answer, whatever happens meanwhile: shared by the daily tests and the endurance. That the bot owns up to a
 * failure is no answer.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Step } from '../../src/matrix/steps.ts';
import type { TestBot } from './bot.ts';
import type { TestClient } from './client.ts';
import type { Fault } from './fault-proxy.ts';
import { isAnswer, manyQuestions } from './kills.ts';

/** All of them: the compiler refuses a list that lacks one. */
const everyStep: Readonly<Record<Step, true>> = {
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
/** The steps of the journey of a message. */
export const messageSteps = Object.keys(everyStep).filter((step) => step !== 'joined');

let asked = 0;
/** Another question each time: the same one over and over is a loop to the bot, which then is silent. */
function nextQuestion(): string {
  asked += 1;
  return `${manyQuestions[asked % manyQuestions.length]} (${asked})`;
}

/** A person in a room who counts the answers. */
export class Questioner {
  readonly client: TestClient;
  readonly room: string;
  readonly asked: string[] = [];

  constructor(client: TestClient, room: string) {
    this.client = client;
    this.room = room;
  }

  async ask(): Promise<string> {
    const event = await this.client.say(this.room, nextQuestion());
    this.asked.push(event);
    return event;
  }

  /** Resolves when a question is answered. */
  async answered(event: string): Promise<void> {
    await this.client.until(() => this.answers(event) > 0, `an answer to ${event}`);
  }

  /** Resolves when all are. */
  async allAnswered(within?: number): Promise<void> {
    const { asked } = this;
    await this.client.until(() => asked.every((event) => this.answers(event) > 0), 'all answers', within);
  }

  private answers(event: string): number {
    return this.client.repliesTo(this.room, event).filter(({ content }) => isAnswer(content.body)).length;
  }

  /** How many were answered never, and how many had two replies or more; waits for the answers. */
  async result(within?: number): Promise<{ asked: number; lost: number; doubled: number; ordered: boolean }> {
    const { client, room, asked } = this;
    await this.allAnswered(within).catch(() => undefined);
    // What was doubled would have come before the answer to a later message.
    await this.answered(await client.say(room, nextQuestion()));
    const order = client.messages(room).map(({ event_id }) => event_id);
    const places = asked.map((event) => order.indexOf(client.repliesTo(room, event)[0]?.event_id ?? ''));
    return {
      asked: asked.length,
      lost: asked.filter((event) => this.answers(event) === 0).length,
      doubled: asked.filter((event) => client.repliesTo(room, event).length > 1).length,
      ordered: places.every((place, index) => index === 0 || place > (places[index - 1] ?? 0)),
    };
  }

  /** Fails unless each has one answer, in the order of the questions. */
  async expectOneReplyEach(): Promise<void> {
    expect(await this.result()).toEqual({ asked: this.asked.length, lost: 0, doubled: 0, ordered: true });
  }
}

/**
 * Kills the bot at each step of the journey of a question that was asked while it was away, and lets the next process answer: a
 * question that ended two processes would be passed over. Takes the bot stopped, and leaves it so.
 */
export async function crashAtEachStep(bot: TestBot, questioner: Questioner): Promise<void> {
  for (const step of messageSteps) {
    const question = await questioner.ask();
    bot.spawn({ CRASH_AT: step });
    expect(await bot.ended(), `${step}: ${bot.transcript()}`).toBe('SIGKILL');
    await bot.start();
    await questioner.answered(question);
    await bot.stop();
  }
}

/**
 * Kills the running bot at any moment, with questions before and while it is away; leaves it running. All are answered before the
 * next time: a message that two kills hit in the few milliseconds in which it is handled would be passed over, and rightly.
 */
export async function killAtRandom(
  bot: TestBot,
  questioners: readonly Questioner[],
  kills: number,
): Promise<void> {
  const askAll = () => Promise.all(questioners.map((questioner) => questioner.ask()));
  for (let kill = 0; kill < kills; kill += 1) {
    await Promise.all([askAll(), delay(Math.random() * 300)]);
    const ended = bot.stop('SIGKILL');
    await askAll();
    await ended;
    await bot.start();
    await Promise.all(questioners.map((questioner) => questioner.allAnswered()));
  }
}

const faults: readonly (readonly [share: number, fault: Fault])[] = [
  [0.1, { kind: 'drop' }],
  [0.05, { kind: 'answer', status: 502, body: '<html>Bad gateway</html>' }],
  [0.05, { kind: 'delay', ms: 500 }],
  [0.05, { kind: 'cut' }],
  [0.03, { kind: 'lose' }],
];

/** A bad network: one connection in ten dropped, one in twenty a 502, delayed, or cut short; some answers lost. */
export function badNetwork(): Fault | undefined {
  let chance = Math.random();
  for (const [share, fault] of faults) {
    if (chance < share) return fault;
    chance -= share;
  }
  return undefined;
}
