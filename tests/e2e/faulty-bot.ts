/**
 * The bot as `npm start` runs it in rooms, but killed at the step that CRASH_AT names (`message-sent`) or after as many commits as
 * CRASH_AFTER_COMMITS says, struck by a defect at the step that FAIL_AT names, whose message quotes FAIL_WITH as a parser's does, and
 * with a clock that is CLOCK_AHEAD milliseconds ahead: the program itself has no such switches. Run as a process of its own.
 */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

let commits = 0;
const { exec } = DatabaseSync.prototype;
DatabaseSync.prototype.exec = function (sql) {
  exec.call(this, sql);
  if (sql !== 'COMMIT') return;
  commits += 1;
  if (commits === Number(process.env.CRASH_AFTER_COMMITS)) process.kill(process.pid, 'SIGKILL');
};
const clock = Date.now;
Date.now = () => clock() + Number(process.env.CLOCK_AHEAD ?? 0);
enableCompileCache(join(import.meta.dirname, '../../.cache/compile'));

const { runBot } = await import('../../src/matrix/run.ts');
const { findAccount } = await import('../../src/operations/account.ts');
const { readConfig } = await import('../../src/operations/config.ts');
const { prepareConversation } = await import('../../src/program.ts');

const { config } = readConfig(process.env);
const account = findAccount(config, undefined);
if (account === undefined) throw new Error('the test has not set the bot up');
await runBot(
  config,
  account,
  () => prepareConversation(config),
  (step) => {
    if (step === process.env.CRASH_AT) process.kill(process.pid, 'SIGKILL');
    if (step === process.env.FAIL_AT) throw new SyntaxError(`Unexpected token in "${process.env.FAIL_WITH}"`);
  },
);
