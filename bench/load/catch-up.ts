/** What was said while the bot was away, read again and answered (issue 8). */
import { nextQuestion } from '../../tests/e2e/questions.ts';
import type { Benchmark } from '../benchmark.ts';
import { duration } from '../timing.ts';
import { onField } from './contenders.ts';
import { processorTime } from './process-cost.ts';

const missed = 5_000;
/** One message in so many is a question; the rest is what colleagues say to each other. */
const questionEvery = 100;
/** So many are said at a time, to get them said in time. */
const together = 10;

export const catchUp: Benchmark = {
  name: 'load:catch-up',
  title: 'Charge : rattrapage',
  measure: () =>
    onField(async ({ asker, ours, register }) => {
      const bot = await ours('communs-bot');
      const room = await asker.roomWith(bot.user);
      // With a third person it is no conversation between two: only questions are answered.
      const other = await register('other');
      await asker.client.invite(room, other.user);
      await other.join(room);
      await asker.ask(room, nextQuestion());
      await bot.process.stop();
      const questions: string[] = [];
      for (let said = 0; said < missed; said += together)
        await Promise.all(
          Array.from({ length: together }, async (_, at) => {
            const isQuestion = (said + at) % questionEvery === 0;
            const event = await asker.client.say(
              room,
              isQuestion ? nextQuestion() : `On se voit à ${said} h ?`,
            );
            if (isQuestion) questions.push(event);
          }),
        );
      const begun = performance.now();
      const { pid } = bot.process.spawn();
      await bot.process.ready();
      const ready = performance.now();
      const answered = Math.max(...(await Promise.all(questions.map((event) => asker.reply(event)))));
      const cost = processorTime(pid ?? 0);
      return `Un salon, bot arrêté, ${missed.toLocaleString('fr')} messages dont ${questions.length} questions. Du lancement au bot connecté : ${duration(ready - begun)} ; jusqu’à la dernière réponse, toutes données : ${duration(answered - begun)}. Temps processeur du bot, démarrage compris : ${duration(cost)}.`;
    }),
};
