import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { postgresAvailable, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { register, type TestClient } from './client.ts';
import { Pair, type PairFault } from './pair.ts';
import { type Synapse, startSynapse, synapseAvailable } from './synapse.ts';
import { openTwoRooms, type TwoRooms } from './two-rooms.ts';

describe.skipIf(!synapseAvailable() || !postgresAvailable())('two processes on one account', () => {
  let synapse: Synapse;
  let postgres: TestPostgres;
  let account: TestClient;
  let pair: Pair;
  let rooms: TwoRooms;

  beforeAll(async () => {
    [synapse, postgres] = await Promise.all([startSynapse(), startPostgres()]);
    account = await register(synapse, 'communs-bot', false);
    const database = await postgres.schema('bot');
    pair = await Pair.start({
      ...{ url: synapse.url, token: account.token, postgres, database, leaseSeconds: 2 },
      environment: { BOT_HANDOVER_SECONDS: '1' },
      smallKnowledge: true,
    });
    rooms = await openTwoRooms(synapse, account.user);
  });
  afterAll(async () => {
    rooms?.close();
    await pair?.remove();
    await postgres?.remove();
    await synapse?.remove();
  });

  it.each<PairFault>(['kill', 'terminate', 'pause', 'freeze', 'isolate'])(
    '%s: the other takes over, and each question has one answer that can be read',
    async (kind) => {
      onTestFailed(() => console.log(pair.transcript()));
      await rooms.ask();
      await Promise.all([pair.fault(kind), rooms.ask()]);
      await rooms.ask();
      await rooms.expectOneAnswerEach();
      expect(pair.survivors).toBe(0);
    },
  );

  it('have used one device only', async () => {
    expect(((await account.request('GET', '/devices')).devices as unknown[]).length).toBe(1);
  });
});
