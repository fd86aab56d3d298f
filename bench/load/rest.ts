/** What a bot costs that nobody asks anything, in few and in many rooms (issue 8). */
import { setTimeout as delay } from 'node:timers/promises';
import type { TestClient } from '../../tests/e2e/client.ts';
import { markdownTable } from '../../tests/evaluation/report.ts';
import type { Benchmark } from '../benchmark.ts';
import { median, medianInterval } from '../statistics.ts';
import { decimal, duration } from '../timing.ts';
import { onField, type RunningBot } from './contenders.ts';
import { processorTime, residentMemory } from './process-cost.ts';
import { startWay, type Way } from './way.ts';

const few = 5;
const many = 500;
/** How many times each is looked at, for how long, in milliseconds. */
const looks = 24;
const look = 2_000;

/** A sync without news ends at once instead of after half a minute, so that many can be counted. */
const shortened = (path: string): string => path.replace(/timeout=\d+/, 'timeout=20');

/** A bot at rest, and what its syncs have cost, a figure a look. */
interface Resting {
  readonly bot: RunningBot;
  readonly way: Way;
  readonly perSync: number[];
}

export const rest: Benchmark = {
  name: 'load:rest',
  title: 'Charge : au repos, dans peu et dans beaucoup de salons',
  measure: () =>
    onField(async ({ synapse, ours, register }) => {
      const ways: Way[] = [];
      const inRooms = async (name: string, rooms: number): Promise<TestClient> => {
        const account = await register(name);
        for (let at = 0; at < rooms; at += 1) await account.createRoom({ invite: ['@asker:test.localhost'] });
        return account;
      };
      const resting = async (account: TestClient): Promise<Resting> => {
        const way = await startWay(synapse.url, { path: shortened });
        ways.push(way);
        return { bot: await ours(account, {}, way.url), way, perSync: [] };
      };
      try {
        // The rooms are there before a bot starts, so that it greets nobody, and both start together: a process that has run
        // for longer has more of its code compiled, and costs less.
        const accounts = [await inRooms('few', few), await inRooms('many', many)] as const;
        const [small, large] = await Promise.all([resting(accounts[0]), resting(accounts[1])]);
        // The start is over, its garbage collected.
        await delay(10_000);
        for (let at = 0; at < looks; at += 1)
          for (const one of at % 2 === 0 ? [small, large] : [large, small]) await lookAt(one);
        const ratios = large.perSync.map((cost, at) => cost / (small.perSync[at] ?? Number.NaN));
        const [low, high] = medianInterval(ratios);
        const row = (rooms: number, { bot, perSync }: Resting) => [
          `${rooms} salons`,
          duration(median(perSync)),
          `${decimal((median(perSync) / 30_000) * 100)} %`,
          `${residentMemory(bot.pid).toFixed(0)} Mo`,
        ];
        return [
          `Deux bots sur le même serveur, regardés en alternance (${looks} fois ${look / 1_000} s), les synchronisations sans nouvelles écourtées de 30 s à 20 ms pour en compter assez. Temps processeur du processus entier.`,
          markdownTable([
            ['', 'Par synchronisation', 'Part d’un cœur, une toutes les 30 s', 'Mémoire résidente'],
            row(few, small),
            row(many, large),
          ]),
          `Rapport par paire, médiane : ${decimal(median(ratios))} (intervalle à 95 % : ${decimal(low)} à ${decimal(high)}). Visé : au plus 1,1.`,
        ].join('\n\n');
      } finally {
        for (const way of ways) way.close();
      }
    }),
};

async function lookAt({ bot, way, perSync }: Resting): Promise<void> {
  const [time, syncs] = [processorTime(bot.pid), way.syncs()];
  await delay(look);
  perSync.push((processorTime(bot.pid) - time) / (way.syncs() - syncs));
}
