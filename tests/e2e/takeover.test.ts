import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresAvailable, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { clientIn, elementIn } from './askers.ts';
import { register, type TestClient } from './client.ts';
import { Element } from './element.ts';
import { Questioner } from './exactly-once.ts';
import { Pair, type PairFault } from './pair.ts';
import { type Synapse, startSynapse, synapseAvailable } from './synapse.ts';

describe.skipIf(!synapseAvailable() || !postgresAvailable())('two processes on one account', () => {
  let synapse: Synapse;
  let postgres: TestPostgres;
  let account: TestClient;
  let pair: Pair;
  let alice: Element;
  let bob: TestClient;
  let questioners: readonly Questioner[];

  beforeAll(async () => {
    [synapse, postgres] = await Promise.all([startSynapse(), startPostgres()]);
    account = await register(synapse, 'communs-bot', false);
    const database = await postgres.schema('bot');
    [pair, alice, bob] = await Promise.all([
      Pair.start({
        ...{ url: synapse.url, token: account.token, postgres, database, leaseSeconds: 2 },
        environment: { BOT_HANDOVER_SECONDS: '1' },
      }),
      Element.register(synapse, 'alice', { signedDevicesOnly: true }),
      register(synapse, 'bob'),
    ]);
    const encrypted = await alice.createRoom([account.user], {
      direct: true,
      settings: { rotation_period_msgs: 2 },
    });
    const plain = await bob.createRoom({ invite: [account.user] });
    await alice.joined(encrypted, account.user);
    await bob.joined(plain, account.user);
    questioners = [new Questioner(elementIn(alice, encrypted)), new Questioner(clientIn(bob, plain))];
  });
  afterAll(async () => {
    alice?.close();
    bob?.close();
    await pair?.remove();
    await postgres?.remove();
    await synapse?.remove();
  });

  /** Asks in both rooms. */
  const ask = () => Promise.all(questioners.map((questioner) => questioner.ask()));

  it.each<PairFault>(['kill', 'terminate', 'pause', 'freeze', 'isolate'])(
    '%s: the other takes over, and each question has one answer that can be read',
    async (kind) => {
      await ask();
      await Promise.all([pair.fault(kind), ask()]);
      await ask();
      for (const questioner of questioners) await questioner.expectOneAnswerEach();
      expect(pair.survivors).toBe(0);
    },
  );

  it('have used one device only', async () => {
    expect(((await account.request('GET', '/devices')).devices as unknown[]).length).toBe(1);
  });
});
