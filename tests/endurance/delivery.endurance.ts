import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { record } from '../../bench/record.ts';
import { clientIn } from '../e2e/askers.ts';
import { TestBot } from '../e2e/bot.ts';
import { register, type TestClient } from '../e2e/client.ts';
import { crashAtEachStep, openCrashWorld, settleCrashes, steps } from '../e2e/crash-points.ts';
import {
  allWell,
  badNetwork,
  killAtRandom,
  type Outcome,
  outcomeOf,
  Questioner,
} from '../e2e/exactly-once.ts';
import { startFaultProxy } from '../e2e/fault-proxy.ts';
import { type Synapse, startSynapse } from '../e2e/synapse.ts';

/** How long what has piled up may take, in milliseconds. */
const patience = 600_000;

/** Notes what became of all questions, and fails where something was lost, doubled, unreadable or out of order. */
function settle(title: string, what: string, outcome: Outcome): void {
  record(title, [
    what,
    '',
    '| Questions | Perdues | Répondues deux fois | Ordre gardé |',
    '|---|---|---|---|',
    `| ${outcome.asked} | ${outcome.lost} | ${outcome.doubled} | ${outcome.ordered ? 'oui' : 'non'} |`,
  ]);
  expect(outcome).toMatchObject(allWell);
}

describe('delivery, at length', () => {
  let synapse: Synapse;
  let alice: TestClient;

  beforeAll(async () => {
    synapse = await startSynapse();
    alice = await register(synapse, 'carol');
  });
  afterAll(async () => {
    alice?.close();
    await synapse?.remove();
  });

  /** Runs with a started bot in rooms of someone's. */
  async function withBot(
    options: { readonly url?: string; readonly rooms: number; readonly client?: TestClient },
    body: (bot: TestBot, rooms: readonly string[]) => Promise<void>,
  ): Promise<void> {
    const { client = alice } = options;
    const account = await register({ ...synapse, url: client.url }, `bot-${Date.now()}`, false);
    const bot = new TestBot({
      url: options.url ?? client.url,
      token: account.token,
      environment: { BOT_FLOOD_PER_MINUTE: '0' },
    });
    try {
      await bot.start();
      const rooms: string[] = [];
      for (let count = 0; count < options.rooms; count += 1) {
        const room = await client.createRoom({ invite: [account.user] });
        await client.joined(room, account.user);
        rooms.push(room);
      }
      await body(bot, rooms);
    } finally {
      await bot.remove();
    }
  }
  const ask = (rooms: readonly string[]) => rooms.map((room) => new Questioner(clientIn(alice, room)));

  it('survives a crash at each step, five times', async () => {
    const rounds = 5;
    const world = await openCrashWorld(synapse, rounds);
    try {
      for (let round = 0; round < rounds; round += 1) await crashAtEachStep(world);
      settle(
        'Livraison : arrêt brutal à chaque étape',
        `Chacune des ${steps.length} étapes, ${rounds} fois : questions en clair et chiffrées, modifications, suppressions, invitations, absences, clés en retard, transmissions.`,
        await settleCrashes(world),
      );
    } finally {
      await world.close();
    }
  });

  it('survives a hundred kills at any moment', () =>
    withBot({ rooms: 2 }, async (bot, rooms) => {
      const questioners = ask(rooms);
      const kills = await killAtRandom(bot, questioners, { rounds: 75 });
      const outcome = await outcomeOf(questioners);
      settle('Livraison : arrêts brutaux à tout moment', `${kills} arrêts, deux salons.`, outcome);
    }));

  it('survives a bad network', async () => {
    const proxy = await startFaultProxy(synapse.url);
    try {
      await withBot({ rooms: 4, url: proxy.url }, async (_, rooms) => {
        const questioners = ask(rooms);
        proxy.choose(badNetwork);
        for (let count = 0; count < 50; count += 1)
          await Promise.all(questioners.map((questioner) => questioner.ask()));
        for (const questioner of questioners) await questioner.allAnswered(patience);
        const faults = proxy.count();
        proxy.choose(() => undefined);
        settle(
          'Livraison : mauvais réseau',
          `Une connexion sur dix coupée, une réponse sur vingt en 502, une sur vingt retardée, une sur vingt tronquée, trois sur cent perdues : ${faults} défauts.`,
          await outcomeOf(questioners),
        );
      });
    } finally {
      proxy.close();
    }
  });

  it('keeps within the limits that a homeserver sets by default, and loses nothing by them', async () => {
    const limited = await startSynapse({
      limits: 'default',
      // The accounts are made at once; nothing else is eased.
      config: { rc_registration: { per_second: 100, burst_count: 100 } },
    });
    const people: TestClient[] = [];
    try {
      for (let count = 0; count < 5; count += 1) people.push(await register(limited, `person${count}`));
      const [client] = people;
      await withBot({ rooms: 1, ...(client && { client }) }, async (_, [room = '']) => {
        for (const person of people.slice(1)) {
          await client?.invite(room, person.user);
          await person.join(room);
        }
        const questioners = people.map((person) => new Questioner(clientIn(person, room)));
        await Promise.all(
          questioners.map(async (questioner) => {
            for (let count = 0; count < 5; count += 1) await questioner.ask();
          }),
        );
        settle(
          'Livraison : limites de débit par défaut de Synapse',
          'Vingt-cinq questions d’un coup dans un salon, par cinq personnes.',
          await outcomeOf(questioners, patience),
        );
      });
    } finally {
      for (const person of people) person.close();
      await limited.remove();
    }
  });
});
