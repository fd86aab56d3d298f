import { afterAll, beforeAll, describe, it } from 'vitest';
import { record } from '../../bench/record.ts';
import { sorted } from '../../bench/statistics.ts';
import { percentile } from '../../bench/timing.ts';
import { type Asker, clientIn, elementIn } from '../e2e/askers.ts';
import { TestBot } from '../e2e/bot.ts';
import { register } from '../e2e/client.ts';
import { Element } from '../e2e/element.ts';
import { nextQuestion } from '../e2e/questions.ts';
import { type Synapse, startSynapse } from '../e2e/synapse.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';

const rounds = 60;
const engines = ['SQLite', 'PostgreSQL'] as const;
type Engine = (typeof engines)[number];

/** A room with the bot on one of the engines, and how long each answer took, in milliseconds. */
interface Place {
  readonly engine: Engine;
  readonly encrypted: boolean;
  readonly asker: Asker;
  readonly took: number[];
}

describe('what PostgreSQL costs', () => {
  let synapse: Synapse;
  let postgres: TestPostgres;
  const ending: (() => Promise<void> | void)[] = [];
  const places: Place[] = [];

  beforeAll(async () => {
    [synapse, postgres] = await Promise.all([startSynapse(), startPostgres({ fsync: 'on' })]);
    const alice = await Element.register(synapse, 'alice');
    const carol = await register(synapse, 'carol');
    ending.push(
      () => alice.close(),
      () => carol.close(),
    );
    for (const engine of engines) {
      const account = await register(synapse, `bot-${engine.toLowerCase()}`, false);
      const bot = new TestBot({
        ...{ url: synapse.url, token: account.token },
        environment: {
          BOT_FLOOD_PER_MINUTE: '0',
          ...(engine === 'PostgreSQL' && { BOT_DATABASE_URL: postgres.url() }),
        },
      });
      ending.push(() => bot.remove());
      await bot.start();
      const encrypted = await alice.createRoom([account.user], { direct: true });
      const plain = await carol.createRoom({ invite: [account.user] });
      await alice.joined(encrypted, account.user);
      await carol.joined(plain, account.user);
      places.push({ engine, encrypted: false, asker: clientIn(carol, plain), took: [] });
      places.push({ engine, encrypted: true, asker: elementIn(alice, encrypted), took: [] });
    }
  });
  afterAll(async () => {
    for (const end of ending) await end();
    await postgres?.remove();
    await synapse?.remove();
  });

  const ask = async ({ asker, took }: Place): Promise<void> => {
    const begun = performance.now();
    const event = await asker.say(nextQuestion());
    await asker.until(() => asker.replies().some(({ to }) => to === event), 'the answer');
    took.push(performance.now() - begun);
  };

  it('is measured side by side with SQLite', async () => {
    // The first ones are for what is only made once.
    for (let round = -5; round < rounds; round += 1) {
      // What else the machine does weighs on all alike.
      for (const place of round % 2 === 0 ? places : [...places].reverse()) await ask(place);
      if (round === -1) for (const { took } of places) took.length = 0;
    }
    const at = ({ took }: Place, share: number) => percentile(sorted(took), share);
    const cell = (engine: Engine, encrypted: boolean): string => {
      const place = places.find((each) => each.engine === engine && each.encrypted === encrypted);
      return place === undefined ? '–' : `${at(place, 0.5).toFixed(0)} / ${at(place, 0.95).toFixed(0)} ms`;
    };
    record('Deux processus : aller-retour sur PostgreSQL et sur SQLite', [
      `${rounds} questions de chaque, en alternance, base sur la même machine et disque attendu : médiane et 95ᵉ centile.`,
      '',
      '| | En clair | Chiffré |',
      '|---|---:|---:|',
      ...engines.map((engine) => `| ${engine} | ${cell(engine, false)} | ${cell(engine, true)} |`),
    ]);
  });
});
