import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresAvailable, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { register, type TestClient } from './client.ts';
import { Element } from './element.ts';
import { Questioner } from './exactly-once.ts';
import { manyQuestions } from './kills.ts';
import { Pair, type PairFault } from './pair.ts';
import { type Synapse, startSynapse, synapseAvailable } from './synapse.ts';

describe.skipIf(!synapseAvailable() || !postgresAvailable())('two processes on one account', () => {
  let synapse: Synapse;
  let postgres: TestPostgres;
  let account: TestClient;
  let pair: Pair;
  let alice: Element;
  let bob: TestClient;
  let encrypted: string;
  let plain: Questioner;

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
    encrypted = await alice.createRoom([account.user], {
      direct: true,
      settings: { rotation_period_msgs: 2 },
    });
    plain = new Questioner(bob, await bob.createRoom({ invite: [account.user] }));
    await alice.joined(encrypted, account.user);
    await bob.joined(plain.room, account.user);
  });
  afterAll(async () => {
    alice?.close();
    bob?.close();
    await pair?.remove();
    await postgres?.remove();
    await synapse?.remove();
  });

  /** Asks in both rooms; gives the event of the encrypted one. */
  const ask = async (at: number): Promise<string> => {
    await plain.ask();
    return alice.say(encrypted, manyQuestions[at] ?? '');
  };
  const seen: string[] = [];

  it.each<PairFault>(['kill', 'terminate', 'pause', 'freeze', 'isolate'])(
    '%s: the other takes over, and each question has one answer that can be read',
    async (kind) => {
      const first = seen.length;
      seen.push(await ask(first));
      const [, event] = await Promise.all([pair.fault(kind), ask(first + 1)]);
      seen.push(event, await ask(first + 2));
      for (const each of seen.slice(first)) await alice.reply(encrypted, each, 30_000);
      await plain.expectOneReplyEach();
      const replies = seen.map((each) =>
        alice
          .repliesTo(encrypted, each)
          .map((reply) => (reply.isDecryptionFailure() ? 'unreadable' : 'read')),
      );
      expect(replies).toEqual(seen.map(() => ['read']));
    },
  );

  it('have used one device only', async () => {
    expect(((await account.request('GET', '/devices')).devices as unknown[]).length).toBe(1);
  });
});
