/** The commands of the program, and the wiring. What only one command needs is loaded by that command. */
import { join } from 'node:path';
import { retrieveItself } from './answering/self-retrieval.ts';
import {
  type CurrentConversation,
  type CurrentOptions,
  prepareCurrentConversation,
} from './conversation/current.ts';
import { dayOf } from './conversation/day.ts';
import { refusal, takenLines } from './conversation/news.ts';
import { type CheckResult, checkKnowledge } from './knowledge/check.ts';
import { versionIn } from './knowledge/files.ts';
import { reportDrift } from './knowledge/guide/drift-report.ts';
import type { Knowledge } from './knowledge/knowledge.ts';
import { loadKnowledge, readKnowledge } from './knowledge/load.ts';
import { errorLine } from './knowledge/yaml-file.ts';
import { findAccount } from './operations/account.ts';
import { readConfig } from './operations/config.ts';
import { readCredentials } from './operations/credentials.ts';
import { OperatorError } from './operations/errors.ts';
import { followKnowledge } from './operations/follow-knowledge.ts';
import { checkHealth } from './operations/health.ts';
import type { Config } from './operations/settings.ts';
import { StorageError } from './storage/errors.ts';
import { runAsk } from './terminal/ask.ts';
import { runTerminal } from './terminal/terminal.ts';

/** Each gives the exit status. Without a name: `start`. */
const commands = new Map<string, () => Promise<number>>([
  ['start', start],
  ['ask', askFromInput],
  ['login', loginOnce],
  ['doctor', doctor],
  ['backup', backup],
  ['restore', restoreBackup],
  ['storage:move', moveStorage],
  ['health', async () => printHealth(checkHealth(configuration().dataDir))],
  ['preview', preview],
  ['knowledge:check', async () => printCheck(check(configuration()))],
  [
    'knowledge:drift',
    async () => printCheck(reportDrift(configuration().knowledgeDir, process.argv.slice(3))),
  ],
]);

/** The bot when there are Matrix settings, else a conversation on the terminal. */
async function start(): Promise<number> {
  const config = configuration();
  const account = findAccount(config, readCredentials(config.dataDir));
  if (account === undefined)
    await runTerminal(followedConversation(config), { input: process.stdin, output: process.stdout });
  else await (await import('./matrix/run.ts')).runBot(config, account, () => prepareConversation(config));
  return 0;
}

async function askFromInput(): Promise<number> {
  if (process.argv.length > 3)
    throw new OperatorError(
      'Cette commande lit ses questions sur l’entrée standard : `echo \'{"id": "a", "turns": ["DN ou Démat Social ?"]}\' | npm run -s ask`. Pour parler au bot, lancez `npm start` sans réglages Matrix.',
    );
  return runAsk(followedConversation(configuration()), process.stdin, process.stdout);
}

async function loginOnce(): Promise<number> {
  const { login, operatorTerminal } = await import('./matrix/homeserver/login.ts');
  await login(configuration(), operatorTerminal());
  return 0;
}

async function doctor(): Promise<number> {
  const { diagnose } = await import('./doctor/doctor.ts');
  const { diagnosisText } = await import('./doctor/finding.ts');
  const findings = await diagnose({
    environment: process.env,
    dotEnv: '.env',
    node: process.versions.node,
  });
  console.log(diagnosisText(findings));
  return findings.some(({ kind }) => kind === 'fault') ? 1 : 0;
}

/** Writes to the file that is named, or under the date in the data folder. */
async function backup(): Promise<number> {
  const { backUp, readLasting } = await import('./storage/backup.ts');
  const { dataDir, databaseUrl } = configuration();
  const date = new Date().toISOString().replaceAll(/[-:]/g, '').slice(0, 15);
  const [target = join(dataDir, 'sauvegardes', `communs-bot-${date}.sqlite`)] = process.argv.slice(3);
  const rows =
    databaseUrl === undefined
      ? readLasting(dataDir)
      : await (await import('./storage/postgres-read.ts')).readPostgres(databaseUrl);
  backUp(rows, target);
  const { rooms, answers } = rows;
  console.log(
    `Sauvegarde écrite : ${target} (salons : ${rooms.size}, réponses retrouvables : ${answers.size}).`,
  );
  return 0;
}

async function restoreBackup(): Promise<number> {
  const { restore } = await import('./storage/backup.ts');
  const [source] = process.argv.slice(3);
  if (source === undefined)
    throw new OperatorError('Donnez la sauvegarde : `npm run restore -- sauvegarde.sqlite`.');
  const { dataDir } = configuration();
  restore(source, dataDir);
  console.log(
    `Restauré dans « ${dataDir} ». Le bot a maintenant besoin d’un nouvel appareil : donnez MATRIX_RECOVERY_KEY, lancez \`npm run login\`, puis \`npm start\`.`,
  );
  return 0;
}

/** What an editor reads after a change. */
function check({ knowledgeDir, sourceMaxAge }: Config): CheckResult {
  const readSince = dayOf(Date.now() - sourceMaxAge);
  return checkKnowledge(knowledgeDir, { readSince, retrieveItself });
}

/** On the port that is named, or on the usual one. */
async function preview(): Promise<number> {
  const { createPreviewed } = await import('./preview/previewed.ts');
  const { runPreview } = await import('./preview/run.ts');
  const config = configuration();
  const previewed = createPreviewed(
    () => loadKnowledge(config.knowledgeDir),
    (knowledge) => conversationOver(knowledge, config)(),
  );
  await runPreview(previewed, config.knowledgeDir, process.argv[3]);
  return 0;
}

/** Moves the data to the engine that is named; the other is where they are. */
async function moveStorage(): Promise<number> {
  const { dataDir, databaseUrl: url } = configuration();
  const [target] = process.argv.slice(3);
  if (target !== 'postgresql' && target !== 'sqlite')
    throw new OperatorError(
      'Dites vers où : `npm run storage:move -- postgresql` ou `npm run storage:move -- sqlite`.',
    );
  if (url === undefined)
    throw new OperatorError('BOT_DATABASE_URL manque : la base PostgreSQL d’où, ou vers laquelle, déplacer.');
  const { moveRows } = await import('./storage/move.ts');
  const sqlite = (await import('./storage/sqlite.ts')).createSqliteStorage(dataDir);
  const { createPostgresStorage } = await import('./storage/postgres.ts');
  // Nobody else may act meanwhile, however long it takes.
  const postgres = createPostgresStorage({ url, lease: 60_000, patience: 0 });
  const [from, to] = target === 'postgresql' ? [sqlite, postgres] : [postgres, sqlite];
  try {
    await sqlite.acquire();
    await postgres.acquire();
    const { rows, sha256 } = await moveRows(from, to);
    console.log(`Données déplacées et relues : ${rows} lignes, SHA-256 ${sha256}.`);
    console.log(
      target === 'postgresql'
        ? 'Gardez BOT_DATABASE_URL, puis lancez `npm start`.'
        : 'Retirez BOT_DATABASE_URL, puis lancez `npm start`.',
    );
  } finally {
    await sqlite.close();
    await postgres.close();
  }
  return 0;
}

function printCheck({ text, status }: CheckResult): number {
  console.log(text);
  return status;
}

function printHealth({ healthy, lines }: ReturnType<typeof checkHealth>): number {
  for (const line of lines) console.log(line);
  return healthy ? 0 : 1;
}

function configuration(): Config {
  const { config, warnings } = readConfig(process.env);
  for (const warning of warnings) console.error(warning);
  return config;
}

/** What a room adds to the conversation. */
type Platform = Pick<CurrentOptions, 'status' | 'commands' | 'notebook'>;

/**
 * Reads the knowledge of these settings, which takes its time; gives what makes the conversation, the same for every command.
 * @throws when the knowledge does not pass the checks
 */
export function prepareConversation(config: Config): (platform?: Platform) => CurrentConversation {
  const { knowledgeDir } = config;
  const loaded = loadKnowledge(knowledgeDir);
  if (!loaded.ok) throw new KnowledgeRefused(knowledgeDir, loaded.errors.map(errorLine));
  return conversationOver(loaded.knowledge, config);
}

/** The same over knowledge that is loaded already. */
function conversationOver(
  knowledge: Knowledge,
  { knowledgeDir, unaskedAnswers, sourceMaxAge, contact }: Config,
): (platform?: Platform) => CurrentConversation {
  const source = { version: () => versionIn(knowledgeDir), load: () => readKnowledge(knowledgeDir) };
  const converse = prepareCurrentConversation(knowledge, source);
  return (platform = {}) =>
    converse(Date.now(), {
      ...{ unaskedAnswers, sourceMaxAge },
      ...platform,
      ...(contact !== undefined && { contact }),
    });
}

/** The conversation of a terminal or of a script: it takes changed files, and says on stderr what came of them. */
function followedConversation(config: Config): CurrentConversation {
  const current = prepareConversation(config)();
  followKnowledge(current, config.knowledgeDir, (result) => {
    if (result.kind === 'refused') console.error([refusal, ...result.errors.map(errorLine)].join('\n'));
    else if (result.kind === 'taken') console.error(takenLines(result).join('\n'));
  });
  return current;
}

/** The knowledge cannot be used; the message has one line an error. */
class KnowledgeRefused extends OperatorError {
  override readonly name = 'KnowledgeRefused';

  constructor(folder: string, problems: readonly string[]) {
    super(`Les connaissances de « ${folder} » ne conviennent pas :\n${problems.join('\n')}`);
  }
}

/** Runs a command by its name; gives the exit status. What the operator can mend is told, the rest is a bug and thrown. */
export async function run(name = 'start'): Promise<number> {
  const command = commands.get(name);
  if (command === undefined) {
    console.error(`Commande inconnue « ${name} ». Commandes : ${[...commands.keys()].join(', ')}.`);
    return 1;
  }
  try {
    return await command();
  } catch (error) {
    if (!(error instanceof OperatorError || error instanceof StorageError)) throw error;
    console.error(error.message);
    return 1;
  }
}
