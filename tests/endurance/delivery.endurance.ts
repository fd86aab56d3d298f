import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { record } from '../../bench/record.ts';
import { TestBot } from '../e2e/bot.ts';
import { register, type TestClient } from '../e2e/client.ts';
import { badNetwork, crashAtEachStep, killAtRandom, messageSteps, Questioner } from '../e2e/exactly-once.ts';
import { startFaultProxy } from '../e2e/fault-proxy.ts';
import { type Synapse, startSynapse } from '../e2e/synapse.ts';

const head = ['| Questions | Perdues | Répondues deux fois | Ordre gardé |', '|---|---|---|---|'];

describe('delivery, at length', () => {
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

  /** Runs with a started bot and rooms with it; notes and checks what became of all questions. */
  async function withBot(
    title: string,
    what: string,
    options: { readonly url?: string; readonly rooms: number; readonly environment?: Record<string, string> },
    body: (bot: TestBot, questioners: readonly Questioner[]) => Promise<void>,
    client = alice,
  ): Promise<void> {
    const account = await register({ ...synapse, url: client.url }, `bot-${Date.now()}`, false);
    const bot = new TestBot({
      url: options.url ?? client.url,
      token: account.token,
      program: 'tests/e2e/crashing-bot.ts',
      environment: { BOT_FLOOD_PER_MINUTE: '0', ...options.environment },
    });
    try {
      await bot.start();
      const questioners: Questioner[] = [];
      for (let count = 0; count < options.rooms; count += 1) {
        const room = await client.createRoom({ invite: [account.user] });
        await client.joined(room, account.user);
        questioners.push(new Questioner(client, room));
      }
      await body(bot, questioners);
      const results: Awaited<ReturnType<Questioner['result']>>[] = [];
      for (const questioner of questioners) results.push(await questioner.result(300_000));
      const sum = (of: 'asked' | 'lost' | 'doubled') => results.reduce((total, each) => total + each[of], 0);
      const ordered = results.every((result) => result.ordered);
      const row = `| ${sum('asked')} | ${sum('lost')} | ${sum('doubled')} | ${ordered ? 'oui' : 'non'} |`;
      record(title, [what, '', ...head, row]);
      expect({ lost: sum('lost'), doubled: sum('doubled'), ordered }).toEqual({
        lost: 0,
        doubled: 0,
        ordered: true,
      });
    } finally {
      await bot.remove();
    }
  }

  it('survives a crash at each step, five times', () =>
    withBot(
      'Livraison : arrêt brutal à chaque étape',
      `Chacune des ${messageSteps.length} étapes du trajet d’un message, cinq fois.`,
      { rooms: 1 },
      async (bot, [questioner]) => {
        if (questioner === undefined) throw new Error('no room');
        await questioner.ask();
        await bot.stop();
        for (let round = 0; round < 5; round += 1) await crashAtEachStep(bot, questioner);
        await bot.start();
      },
    ));

  it('survives a hundred kills at any moment', () =>
    withBot(
      'Livraison : cent arrêts brutaux à tout moment',
      'Deux salons, des questions sans cesse.',
      { rooms: 2 },
      (bot, questioners) => killAtRandom(bot, questioners, 100),
    ));

  it('survives a bad network', async () => {
    const proxy = await startFaultProxy(synapse.url);
    try {
      await withBot(
        'Livraison : mauvais réseau',
        'Une connexion sur dix coupée, une réponse sur vingt en 502, une sur vingt retardée, une sur vingt tronquée, trois sur cent perdues.',
        { rooms: 4, url: proxy.url },
        async (_, questioners) => {
          proxy.choose(badNetwork);
          for (let count = 0; count < 50; count += 1)
            await Promise.all(questioners.map((questioner) => questioner.ask()));
          for (const questioner of questioners) await questioner.allAnswered(600_000);
          proxy.choose(() => undefined);
        },
      );
    } finally {
      proxy.close();
    }
  });

  it('keeps within the limits that a homeserver sets by default, and loses nothing by them', async () => {
    const limited = await startSynapse({
      limits: 'default',
      // The person who asks is no bot: only the bot meets the limit on messages.
      config: { rc_registration: { per_second: 100, burst_count: 100 } },
    });
    const people: TestClient[] = [];
    try {
      for (let count = 0; count < 5; count += 1) people.push(await register(limited, `person${count}`));
      const [first] = people;
      if (first === undefined) throw new Error('nobody');
      await withBot(
        'Livraison : limites de débit par défaut de Synapse',
        'Vingt-cinq questions d’un coup dans un salon, par cinq personnes.',
        { rooms: 1 },
        async (_, [questioner]) => {
          if (questioner === undefined) throw new Error('no room');
          for (const person of people.slice(1)) {
            await first.invite(questioner.room, person.user);
            await person.join(questioner.room);
          }
          const askers = people.map((person) => new Questioner(person, questioner.room));
          for (const asker of askers)
            for (let count = 0; count < 5; count += 1) questioner.asked.push(await asker.ask());
        },
        first,
      );
    } finally {
      for (const person of people) person.close();
      await limited.remove();
    }
  });
});
