/** Everybody asks at once, beside a bot that does nothing but answer (issue 8). */

import { nextQuestion } from '../../tests/e2e/questions.ts';
import { markdownTable } from '../../tests/evaluation/report.ts';
import type { Benchmark } from '../benchmark.ts';
import { median } from '../statistics.ts';
import { decimal, duration } from '../timing.ts';
import type { Asker } from './asker.ts';
import { onField, type Who } from './contenders.ts';
import { processorTime } from './process-cost.ts';

const roomsEach = 25;
const questionsEach = 20;
const rounds = 2;

export const burst: Benchmark = {
  name: 'load:burst',
  title: 'Charge : rafale de questions',
  measure: () =>
    onField(async ({ asker, ours, echo }) => {
      const bots = { ours: await ours('communs-bot'), echo: await echo('echo') };
      const rooms = {
        ours: await asker.roomsWith(bots.ours.user, roomsEach),
        echo: await asker.roomsWith(bots.echo.user, roomsEach),
      };
      const took: Record<Who, number[]> = { ours: [], echo: [] };
      const cost: Record<Who, number> = { ours: 0, echo: 0 };
      for (let round = 0; round < rounds; round += 1) {
        const order: readonly Who[] = round % 2 === 0 ? ['echo', 'ours'] : ['ours', 'echo'];
        for (const who of order) {
          const before = processorTime(bots[who].pid);
          took[who].push(await askEverywhere(asker, rooms[who]));
          cost[who] += processorTime(bots[who].pid) - before;
        }
      }
      const all = roomsEach * questionsEach;
      const row = (name: string, who: Who) => [
        name,
        ...took[who].map(duration),
        duration(cost[who] / (rounds * all)),
      ];
      return [
        `${questionsEach} questions dans chacun de ${roomsEach} salons en même temps, sans débit imposé ni plafond, ${rounds} fois à chaque bot, en alternance : de la première question à la dernière réponse.`,
        markdownTable([
          ['', ...took.ours.map((_, at) => `Essai ${at + 1}`), 'Temps processeur du bot par question'],
          row('communs-bot', 'ours'),
          row('bot témoin', 'echo'),
        ]),
        `Rapport des médianes : ${decimal(median(took.ours) / median(took.echo))}. Visé : au plus 1,2.`,
      ].join('\n\n');
    }),
};

/** In each room one question after the other, without waiting for answers. */
async function askEverywhere(asker: Asker, rooms: readonly string[]): Promise<number> {
  const begun = performance.now();
  const answered = await Promise.all(
    rooms.map(async (room) => {
      const asked: string[] = [];
      for (let at = 0; at < questionsEach; at += 1) asked.push(await asker.client.say(room, nextQuestion()));
      return Math.max(...(await Promise.all(asked.map((event) => asker.reply(event)))));
    }),
  );
  return Math.max(...answered) - begun;
}
