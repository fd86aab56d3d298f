import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { record } from '../../bench/record.ts';
import { register } from '../e2e/client.ts';
import { allWell, type Outcome, outcomeOf } from '../e2e/exactly-once.ts';
import { Pair, type PairFault } from '../e2e/pair.ts';
import { type Synapse, startSynapse } from '../e2e/synapse.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { gather } from './company.ts';

/** Each safeguard removed, the fault that shows it, how slow PostgreSQL is (in milliseconds, each way), and how many takeovers to try. */
const removals: readonly {
  readonly without: string;
  readonly title: string;
  readonly fault: PairFault;
  readonly slow: number;
}[] = [
  { without: 'fence clock', title: 'vérification du bail à chaque enregistrement', fault: 'pause', slow: 0 },
  { without: 'gate', title: 'attente de l’enregistrement avant chaque envoi', fault: 'kill', slow: 150 },
  {
    without: 'sync gate',
    title: 'attente du jeton avant la synchronisation suivante',
    fault: 'kill',
    slow: 150,
  },
  { without: 'ids', title: 'identifiants d’envoi dérivés de la question', fault: 'kill', slow: 50 },
];
const attempts = 8;

describe('a pair without one of its safeguards', () => {
  let synapse: Synapse;
  let postgres: TestPostgres;
  const rows: string[] = [];

  beforeAll(async () => {
    [synapse, postgres] = await Promise.all([startSynapse(), startPostgres()]);
  });
  afterAll(async () => {
    if (rows.length === removals.length)
      record('Deux processus : sans chaque garde-fou', [
        'Le programme, un garde-fou ôté de ses sources au chargement, jusqu’au premier dommage.',
        '',
        '| Ôté | Relais | Questions | Perdues | Répondues deux fois | Illisibles |',
        '|---|---:|---:|---:|---:|---:|',
        ...rows,
      ]);
    await postgres?.remove();
    await synapse?.remove();
  });

  it.each(removals)('without "$without" something is lost, doubled or unreadable', async (removal) => {
    const name = removal.without.replaceAll(' ', '_');
    const account = await register(synapse, `bot-${name}`, false);
    const pair = await Pair.start({
      ...{ url: synapse.url, token: account.token, postgres, database: await postgres.schema(name) },
      ...{ leaseSeconds: 2, program: 'tests/e2e/weakened-bot.ts', delay: removal.slow },
      environment: { WITHOUT: removal.without },
    });
    const company = await gather(synapse, account.user);
    try {
      let tried = 0;
      let outcome: Outcome = { ...allWell, asked: 0 };
      while (damageOf(outcome) === 0 && tried < attempts) {
        tried += 1;
        const asking = (async () => {
          for (let count = 0; count < 12; count += 1) {
            await company.ask();
            await delay(Math.random() * 100);
          }
        })();
        await delay(100 + Math.random() * 500);
        await Promise.all([asking, pair.fault(removal.fault)]);
        await company.settled(10_000);
        // Without an answer to a question asked at the end, one at least is lost.
        outcome = await outcomeOf(company.all, 10_000).catch(() => ({
          ...allWell,
          asked: 12 * tried,
          lost: 1,
        }));
      }
      const { asked, lost, doubled, unreadable } = outcome;
      rows.push(`| ${removal.title} | ${tried} | ${asked} | ${lost} | ${doubled} | ${unreadable} |`);
      expect(damageOf(outcome), `${tried} takeovers, ${asked} questions`).toBeGreaterThan(0);
    } finally {
      company.close();
      await pair.remove();
    }
  });
});

const damageOf = ({ lost, doubled, unreadable }: Outcome): number => lost + doubled + unreadable;
