/** The commands of the program, and the wiring. A command loads only what it needs: `ask` starts in a fraction of a second. */
import { createEngine } from './answering/create.ts';
import { createConversation } from './conversation/conversation.ts';
import { checkKnowledge, errorLine } from './knowledge/check.ts';
import { loadKnowledge } from './knowledge/load.ts';
import { findAccount } from './operations/account.ts';
import { ConfigError, readConfig } from './operations/config.ts';
import { readCredentials } from './operations/credentials.ts';
import type { Config } from './operations/settings.ts';
import { runAsk } from './terminal/ask.ts';
import { runTerminal } from './terminal/terminal.ts';

/** Each gives the exit status. Without a name: `start`. */
const commands: Readonly<Record<string, () => Promise<number>>> = {
  start: async () => {
    const config = configuration();
    const account = findAccount(config, readCredentials(config.dataDir));
    if (account !== undefined) throw new ConfigError(['les salons Matrix ne sont pas encore servis.']);
    await runTerminal(conversation(config), { input: process.stdin, output: process.stdout });
    return 0;
  },
  ask: async () => runAsk(conversation(configuration()), process.stdin, process.stdout),
  'knowledge:check': async () => {
    const { text, status } = checkKnowledge(configuration().knowledgeDir);
    console.log(text);
    return status;
  },
};

function configuration(): Config {
  const { config, warnings } = readConfig(process.env);
  for (const warning of warnings) console.error(warning);
  return config;
}

function conversation({ knowledgeDir, unaskedAnswers, contact }: Config) {
  const loaded = loadKnowledge(knowledgeDir);
  if (!loaded.ok) {
    throw new ConfigError([
      `les connaissances de « ${knowledgeDir} » ne conviennent pas :`,
      ...loaded.errors.map(errorLine),
    ]);
  }
  const { knowledge } = loaded;
  return createConversation(createEngine(knowledge), knowledge, {
    unaskedAnswers,
    ...(contact !== undefined && { contact }),
  });
}

/** A reader that has gone (`ask | head -1`) is no error. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const [name = 'start'] = process.argv.slice(2);
const command = commands[name];
try {
  if (command === undefined)
    throw new ConfigError([
      `commande inconnue « ${name} » ; commandes : ${Object.keys(commands).join(', ')}.`,
    ]);
  process.exitCode = await command();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
