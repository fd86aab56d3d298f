/** Every question has one answer, whatever happens meanwhile: shared by the daily tests and the endurance. */
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Asker } from './askers.ts';
import type { TestBot } from './bot.ts';
import type { Fault } from './fault-proxy.ts';
import { nextQuestion } from './questions.ts';

/** What became of questions. */
export interface Outcome {
  readonly asked: number;
  /** Without an answer that can be read and answers. */
  readonly lost: number;
  /** With more than one reply, whatever it says. */
  readonly doubled: number;
  /** With a reply that the asker's client could not decrypt. */
  readonly unreadable: number;
  /** Whether the answers are in the order of the questions. */
  readonly ordered: boolean;
}

/** How long an answer may take, in milliseconds, on a slow machine and through a few failures. */
const patience = 90_000;

/** Someone who counts what they ask and what is answered. */
export class Questioner {
  readonly asker: Asker;
  private readonly asked: { readonly event: string; readonly at: number }[] = [];

  constructor(asker: Asker) {
    this.asker = asker;
  }

  async ask(): Promise<string> {
    const at = Date.now();
    const event = await this.asker.say(nextQuestion());
    this.asked.push({ event, at });
    return event;
  }

  /** Resolves when a question is answered. */
  async answered(event: string, within = patience): Promise<void> {
    await this.asker.until(() => this.answers().has(event), `an answer to ${event}`, within);
  }

  /** Resolves when all are. */
  async allAnswered(within = patience): Promise<void> {
    const open = () => {
      const answers = this.answers();
      return this.asked.filter(({ event }) => !answers.has(event));
    };
    await this.asker.until(() => open().length === 0, `${this.asked.length} answers`, within);
  }

  /** From a question to its answer, in milliseconds; waits for it. */
  async took(event: string): Promise<number> {
    await this.answered(event);
    const at = this.asked.find((each) => each.event === event)?.at ?? Number.NaN;
    return (this.answers().get(event) ?? Number.NaN) - at;
  }

  /** Question → when it was answered. */
  private answers(): ReadonlyMap<string, number> {
    const answers = this.asker.replies().filter(({ kind }) => kind === 'answer');
    return new Map(answers.map(({ to, at }) => [to, at]));
  }

  /** Waits for the answers, as far as they come. */
  async outcome(within = patience): Promise<Outcome> {
    await this.allAnswered(within).catch(() => undefined);
    // What is doubled would have come before the answer to a later message.
    await this.answered(await this.asker.say(nextQuestion()), within);
    const replies = this.asker.replies();
    const events = this.asked.map(({ event }) => event);
    const of = (event: string) => replies.filter(({ to }) => to === event);
    const order = replies.map(({ to }) => to).filter((to) => events.includes(to));
    return {
      asked: events.length,
      lost: events.filter((event) => !of(event).some(({ kind }) => kind === 'answer')).length,
      doubled: events.filter((event) => of(event).length > 1).length,
      unreadable: events.filter((event) => of(event).some(({ kind }) => kind === 'unreadable')).length,
      ordered: [...new Set(order)].join() === events.filter((event) => order.includes(event)).join(),
    };
  }

  /** From a question to its answer, the longest, in milliseconds. */
  slowest(): number {
    const answers = this.answers();
    return Math.max(0, ...this.asked.map(({ event, at }) => (answers.get(event) ?? at) - at));
  }

  /** Fails unless each has one answer, in the order of the questions. */
  async expectOneAnswerEach(): Promise<void> {
    const outcome = await this.outcome();
    // Which came when tells where the order was lost, and what a failure says, why.
    const events = this.asked.map(({ event }) => event);
    const came = this.asker
      .replies()
      .map(({ to, kind, text }) => `${events.indexOf(to)} ${kind === 'failure' ? text : kind}`);
    expect(outcome, came.join(', ')).toEqual({ ...allWell, asked: this.asked.length });
  }
}

/** The outcome that is wanted, but for how many were asked. */
export const allWell = { lost: 0, doubled: 0, unreadable: 0, ordered: true };

/** The outcome of several, put together. */
export async function outcomeOf(questioners: readonly Questioner[], within?: number): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const questioner of questioners) outcomes.push(await questioner.outcome(within));
  const sum = (of: 'asked' | 'lost' | 'doubled' | 'unreadable') =>
    outcomes.reduce((total, outcome) => total + outcome[of], 0);
  return {
    ...{ asked: sum('asked'), lost: sum('lost'), doubled: sum('doubled'), unreadable: sum('unreadable') },
    ordered: outcomes.every(({ ordered }) => ordered),
  };
}

/**
 * Kills the running bot at any moment, every third time once more while it starts, with questions before and while it is away; leaves
 * it running. All are answered before the next time: a message that two kills hit in the few milliseconds in which it is handled would
 * be passed over, and rightly.
 * @param questions how many each asks at a time, before the kill and after it. Gives how many kills there were
 */
export async function killAtRandom(
  bot: TestBot,
  questioners: readonly Questioner[],
  { rounds, questions = 1 }: { readonly rounds: number; readonly questions?: number },
): Promise<number> {
  let kills = 0;
  const kill = async (): Promise<void> => {
    kills += 1;
    await bot.stop('SIGKILL');
  };
  const askAll = async (): Promise<void> => {
    for (let count = 0; count < questions; count += 1)
      await Promise.all(questioners.map((questioner) => questioner.ask()));
  };
  for (let round = 0; round < rounds; round += 1) {
    const asking = askAll();
    await delay(Math.random() * 300);
    await kill();
    await asking;
    await askAll();
    if (round % 3 === 2) {
      bot.spawn();
      await Promise.race([bot.ready(), delay(Math.random() * 1_000)]);
      await kill();
    }
    await bot.start();
    for (const questioner of questioners) await questioner.allAnswered();
  }
  return kills;
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
