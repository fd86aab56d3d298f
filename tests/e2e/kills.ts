/** Encrypted questions while the bot is killed at random moments: what became of each. Shared by the daily tests and the endurance. */
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { handlingFailed } from '../../src/matrix/texts.ts';
import type { TestBot } from './bot.ts';
import type { Element } from './element.ts';
import type { Nio } from './nio.ts';

/** Questions enough not to be taken for a loop. */
const loaded = loadKnowledge(resolve(import.meta.dirname, '../../knowledge'));
export const manyQuestions: readonly string[] = loaded.ok
  ? [...loaded.knowledge.entities.values()].map(({ name }) => `!fiche ${name}`)
  : [];

/** Someone who asks in a room, whatever the client. */
export interface Asker {
  say(text: string): Promise<string>;
  /** The replies to an event: whether each could be decrypted and answers, not only owns up to a failure. */
  replies(event: string): readonly boolean[];
}
/** Whether a text answers, and does not only own up to a failure. */
export const isAnswer = (body: unknown): boolean =>
  typeof body === 'string' && !body.includes(handlingFailed.plain);
export const askerOf = (person: Element, room: string): Asker => ({
  say: (text) => person.say(room, text),
  replies: (event) =>
    person
      .repliesTo(room, event)
      .map((each) => !each.isDecryptionFailure() && isAnswer(each.getClearContent()?.['body'])),
});
export const nioAskerOf = (person: Nio, room: string): Asker => ({
  say: (text) => person.say(room, text),
  replies: (event) => person.replies(event).map(({ type }) => type === 'message'),
});

/** What became of the questions. */
export interface Outcome {
  readonly asked: number;
  readonly kills: number;
  readonly lost: number;
  readonly doubled: number;
  readonly undecryptable: number;
  /** From the question to its answer, in milliseconds, the longest. */
  readonly slowest: number;
}

/**
 * @param questions how many, asked in turn by the askers
 * @param kills how many times the process is killed while they ask
 */
export async function askThroughKills(
  bot: TestBot,
  askers: readonly Asker[],
  questions: number,
  kills: number,
): Promise<Outcome> {
  let killed = 0;
  let asking = true;
  let deadline = Number.POSITIVE_INFINITY;
  const killing = (async () => {
    while (killed < kills) {
      // Every third time while it starts, otherwise while it works.
      if (killed % 3 !== 2) await bot.ready();
      await delay(Math.random() * 2_000);
      await bot.stop('SIGKILL');
      killed += 1;
      bot.spawn();
    }
  })();
  const asked: { asker: Asker; event: string; at: number; took?: number }[] = [];
  const answered = ({ asker, event }: { asker: Asker; event: string }) =>
    asker.replies(event).some((readable) => readable);
  const watching = (async () => {
    while (asking || asked.some((each) => each.took === undefined)) {
      for (const each of asked)
        if (each.took === undefined && answered(each)) each.took = Date.now() - each.at;
      if (!asking && Date.now() > deadline) return;
      await delay(20);
    }
  })();
  for (let at = 0; at < questions; at += 1) {
    // Spread over all the kills, however long the starts take.
    while (at > ((killed + 1) / kills) * questions) await delay(20);
    const asker = askers[at % askers.length];
    if (asker === undefined) throw new Error('nobody asks');
    asked.push({
      asker,
      event: await asker.say(manyQuestions[at % manyQuestions.length] ?? ''),
      at: Date.now(),
    });
    await delay(Math.random() * 300);
  }
  await killing;
  deadline = Date.now() + 120_000;
  asking = false;
  await watching;
  return {
    asked: asked.length,
    kills: killed,
    lost: asked.filter((each) => !answered(each)).length,
    doubled: asked.filter(({ asker, event }) => asker.replies(event).length > 1).length,
    undecryptable: asked.filter(({ asker, event }) => asker.replies(event).includes(false)).length,
    slowest: Math.max(...asked.map(({ took }) => took ?? 0)),
  };
}
