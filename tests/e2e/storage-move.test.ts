import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresAvailable, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { TestBot } from './bot.ts';
import { register, type TestClient } from './client.ts';
import { type Synapse, startSynapse, synapseAvailable } from './synapse.ts';
import { openTwoRooms, type TwoRooms } from './two-rooms.ts';

const main = resolve(import.meta.dirname, '../../src/main.ts');

describe.skipIf(!synapseAvailable() || !postgresAvailable())(
  'a bot that moves between SQLite and PostgreSQL',
  () => {
    let synapse: Synapse;
    let postgres: TestPostgres;
    let account: TestClient;
    let bot: TestBot;
    let database: string;
    let rooms: TwoRooms;

    beforeAll(async () => {
      [synapse, postgres] = await Promise.all([startSynapse(), startPostgres()]);
      account = await register(synapse, 'communs-bot', false);
      database = await postgres.schema('bot');
      bot = new TestBot({ url: synapse.url, token: account.token, smallKnowledge: true });
      await bot.start();
      rooms = await openTwoRooms(synapse, account.user);
    });
    afterAll(async () => {
      rooms?.close();
      await bot?.remove();
      await postgres?.remove();
      await synapse?.remove();
    });

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
      await rooms.ask();
      await rooms.answered();
      await expect(move('postgresql')).rejects.toThrow(bot.data);

      await bot.stop();
      await rooms.ask();
      const there = rowsAndHash(await move('postgresql'));
      expect(Number(there?.rows)).toBeGreaterThan(10);
      // The file that was left is no longer started from.
      bot.spawn();
      expect(await bot.ended()).toBe(1);
      expect(bot.errors).toContain('storage:move');

      await bot.start({ BOT_DATABASE_URL: database });
      await rooms.ask();
      await rooms.answered();
      await bot.stop();

      await rooms.ask();
      const back = rowsAndHash(await move('sqlite'));
      expect(back?.hash).not.toBe(there?.hash);
      await bot.start();
      await rooms.ask();

      await rooms.expectOneAnswerEach();
      expect(((await account.request('GET', '/devices')).devices as unknown[]).length).toBe(1);
    });
  },
);
