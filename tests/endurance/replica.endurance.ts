import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { record } from '../../bench/record.ts';
import { register } from '../e2e/client.ts';
import { allWell, outcomeOf } from '../e2e/exactly-once.ts';
import { Pair } from '../e2e/pair.ts';
import { type Synapse, startSynapse } from '../e2e/synapse.ts';
import { startPostgres } from '../support/postgres.ts';
import { gather } from './company.ts';

/** How often. */
const rounds = 3;

describe('PostgreSQL with a synchronous replica', () => {
  let synapse: Synapse;
  const results: string[] = [];

  beforeAll(async () => {
    synapse = await startSynapse();
  });
  afterAll(async () => {
    if (results.length === rounds)
      record('Deux processus : réplique promue', [
        'Le primaire est arrêté brutalement, sa réplique synchrone promue, pendant que trois personnes posent des questions.',
        '',
        '| Questions | Perdues | Répondues deux fois | Illisibles | Première réponse |',
        '|---:|---:|---:|---:|---:|',
        ...results,
      ]);
    await synapse?.remove();
  });

  it.each(Array.from({ length: rounds }, (_, at) => at + 1))(
    'loses nothing when the primary stops and the replica is promoted (%s)',
    async (round) => {
      const primary = await startPostgres({ fsync: 'on', synchronous_standby_names: '*' });
      // Until there is a replica, nothing could be committed.
      await primary.sql.unsafe(`SET synchronous_commit = 'local'`);
      const replica = await primary.replica({ fsync: 'on' });
      const account = await register(synapse, `bot-${round}`, false);
      const hosts = `127.0.0.1:${primary.port},127.0.0.1:${replica.port}`;
      const pair = await Pair.start({
        ...{ url: synapse.url, token: account.token, postgres: primary },
        ...{ database: primary.url(), leaseSeconds: 4 },
        environment: { BOT_DATABASE_URL: `postgres://postgres@${hosts}/postgres` },
      });
      const company = await gather(synapse, account.user);
      try {
        for (let count = 0; count < 12; count += 1) await company.ask();
        const stopped = primary.stop();
        const first = await company.inClear.ask();
        await stopped;
        await replica.sql`SELECT pg_promote()`;
        for (let count = 0; count < 12; count += 1) await company.ask();
        await pair.complete();
        for (let count = 0; count < 12; count += 1) await company.ask();
        const took = await company.inClear.took(first);
        const { asked, lost, doubled, unreadable, ordered } = await outcomeOf(company.all);
        const seconds = (took / 1_000).toFixed(2).replace('.', ',');
        results.push(`| ${asked} | ${lost} | ${doubled} | ${unreadable} | ${seconds} s |`);
        expect({ lost, doubled, unreadable, ordered }).toEqual(allWell);
      } finally {
        company.close();
        await pair.remove();
        await replica.remove();
        await primary.remove();
      }
    },
  );
});
