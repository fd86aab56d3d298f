/** What encryption adds to the wait for an answer: the same person, the same questions, in an encrypted room and in a plain one (issue 8). */
import { setTimeout as delay } from 'node:timers/promises';
import { Element } from '../../tests/e2e/element.ts';
import { nextQuestion } from '../../tests/e2e/questions.ts';
import { markdownTable } from '../../tests/evaluation/report.ts';
import type { Benchmark } from '../benchmark.ts';
import { median } from '../statistics.ts';
import { duration } from '../timing.ts';
import { onField } from './contenders.ts';
import { pairedDifference } from './paired.ts';
import { processorTime } from './process-cost.ts';

const pairs = 60;
/** As in the round trip: what follows an answer must not weigh on the next. */
const pause = 60;

type Kind = 'plain' | 'encrypted';

export const encrypted: Benchmark = {
  name: 'load:encrypted',
  title: 'Charge : aller-retour dans un salon chiffré',
  measure: () =>
    onField(async ({ synapse, ours }) => {
      const bot = await ours('communs-bot');
      const alice = await Element.register(synapse, 'alice');
      try {
        const { room_id: plain } = await alice.client.createRoom({ invite: [bot.user], is_direct: true });
        const rooms = { plain, encrypted: await alice.createRoom([bot.user], { direct: true }) };
        for (const room of Object.values(rooms)) await alice.joined(room, bot.user);
        const took: Record<Kind, number[]> = { plain: [], encrypted: [] };
        const cost: Record<Kind, number> = { plain: 0, encrypted: 0 };
        for (let round = 0; round < pairs; round += 1) {
          const question = nextQuestion();
          const order: readonly Kind[] = round % 2 === 0 ? ['plain', 'encrypted'] : ['encrypted', 'plain'];
          for (const kind of order) {
            const [begun, before] = [performance.now(), processorTime(bot.pid)];
            await alice.reply(rooms[kind], await alice.say(rooms[kind], question));
            took[kind].push(performance.now() - begun);
            await delay(pause);
            cost[kind] += processorTime(bot.pid) - before;
          }
        }
        const row = (name: string, kind: Kind) => [
          name,
          duration(median(took[kind])),
          duration(cost[kind] / pairs),
        ];
        return [
          `${pairs} questions dans chacun, en alternance, par la même personne avec matrix-js-sdk, la bibliothèque d’Element et de Tchap.`,
          markdownTable([
            ['', 'Médiane', 'Temps processeur du bot par question'],
            row('en clair', 'plain'),
            row('chiffré', 'encrypted'),
          ]),
          `${pairedDifference(took.encrypted, took.plain)} Visé : au plus 2.`,
        ].join('\n\n');
      } finally {
        alice.close();
      }
    }),
};
