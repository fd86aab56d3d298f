/**
 * The bot as `npm start` runs it in rooms, but killed at the step that CRASH_AT names (`message-sent`): the program itself has no
 * such switch. Run as a process of its own by crashes.test.ts.
 */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

enableCompileCache(join(import.meta.dirname, '../../.cache/compile'));

const { createEngine } = await import('../../src/answering/create.ts');
const { createConversation } = await import('../../src/conversation/conversation.ts');
const { loadKnowledge } = await import('../../src/knowledge/load.ts');
const { runBot } = await import('../../src/matrix/run.ts');
const { findAccount } = await import('../../src/operations/account.ts');
const { readConfig } = await import('../../src/operations/config.ts');

const { config } = readConfig(process.env);
const account = findAccount(config, undefined);
const loaded = loadKnowledge(config.knowledgeDir);
if (account === undefined || !loaded.ok) throw new Error('the test has not set the bot up');
const conversation = createConversation(createEngine(loaded.knowledge), loaded.knowledge);
await runBot(
  config,
  account,
  () => conversation,
  (step) => {
    if (step === process.env.CRASH_AT) process.kill(process.pid, 'SIGKILL');
  },
);
