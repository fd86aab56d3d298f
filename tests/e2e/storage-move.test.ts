import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresAvailable, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { clientIn, elementIn } from './askers.ts';
import { TestBot } from './bot.ts';
import { register, type TestClient } from './client.ts';
import { Element } from './element.ts';
import { Questioner } from './exactly-once.ts';
import { type Synapse, startSynapse, synapseAvailable } from './synapse.ts';

const main = resolve(import.meta.dirname, '../../src/main.ts');

describe.skipIf(!synapseAvailable() || !postgresAvailable())(
  'a bot that moves between SQLite and PostgreSQL',
  () => {
    let synapse: Synapse;
    let postgres: TestPostgres;
    let account: TestClient;
    let alice: Element;
    let bob: TestClient;
    let bot: TestBot;
    let database: string;
    let questioners: readonly Questioner[];

    beforeAll(async () => {
      [synapse, postgres] = await Promise.all([startSynapse(), startPostgres()]);
      account = await register(synapse, 'communs-bot', false);
      database = await postgres.schema('bot');
      bot = new TestBot({ url: synapse.url, token: account.token });
      [alice, bob] = await Promise.all([
        Element.register(synapse, 'alice', { signedDevicesOnly: true }),
        register(synapse, 'bob'),
        bot.start(),
      ]);
      const encrypted = await alice.createRoom([account.user], { direct: true });
      const plain = await bob.createRoom({ invite: [account.user] });
      await alice.joined(encrypted, account.user);
      await bob.joined(plain, account.user);
      questioners = [new Questioner(elementIn(alice, encrypted)), new Questioner(clientIn(bob, plain))];
    });
    afterAll(async () => {
      alice?.close();
      bob?.close();
      await bot?.remove();
      await postgres?.remove();
      await synapse?.remove();
    });

    /** Asks in both rooms. */
    const ask = () => Promise.all(questioners.map((questioner) => questioner.ask()));
    const answered = () => Promise.all(questioners.map((questioner) => questioner.allAnswered()));

    /** `npm run storage:move -- target`; gives what it prints. @throws with what it prints to standard error */
    const move = async (target: 'postgresql' | 'sqlite'): Promise<string> => {
      const { stdout } = await promisify(execFile)(process.execPath, [main, 'storage:move', target], {
        cwd: bot.data,
        env: { PATH: process.env.PATH, BOT_DATA_DIR: bot.data, BOT_DATABASE_URL: database },
      });
      return stdout;
    };
    const rowsAndHash = (printed: string) =>
      /(?<rows>\d+) lignes, SHA-256 (?<hash>[0-9a-f]{64})/.exec(printed)?.groups;

    it('goes on where it was, there and back: same device, each question once, encrypted or not', async () => {
      await ask();
      await answered();
      await expect(move('postgresql')).rejects.toThrow(join(bot.data));

      await bot.stop();
      await ask();
      const there = rowsAndHash(await move('postgresql'));
      expect(Number(there?.rows)).toBeGreaterThan(10);
      // The file that was left is no longer started from.
      bot.spawn();
      expect(await bot.ended()).toBe(1);
      expect(bot.errors).toContain('storage:move');

      await bot.start({ BOT_DATABASE_URL: database });
      await ask();
      await answered();
      await bot.stop();

      await ask();
      const back = rowsAndHash(await move('sqlite'));
      expect(back?.hash).not.toBe(there?.hash);
      await bot.start();
      await ask();

      for (const questioner of questioners) await questioner.expectOneAnswerEach();
      expect(((await account.request('GET', '/devices')).devices as unknown[]).length).toBe(1);
    });
  },
);
