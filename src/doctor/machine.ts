/** The checks that need nobody else: Node, the data folder, the settings, the knowledge. */
import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { loadKnowledge } from '../knowledge/load.ts';
import { errorLine } from '../knowledge/yaml-file.ts';
import { type Account, findAccount } from '../operations/account.ts';
import { ConfigError, type Environment, readConfig } from '../operations/config.ts';
import { readCredentials } from '../operations/credentials.ts';
import type { Config } from '../operations/settings.ts';
import { StorageError } from '../storage/errors.ts';
import { inspectStore, type StoreInspection } from '../storage/inspect.ts';
import { lastingMeta } from '../storage/lasting.ts';
import { about, type Finding } from './finding.ts';

/** The first version of Node that runs the program. */
const oldestNode = 24;
/** Below that, in bytes, a disk is as good as full. */
const leastSpace = 100 * 1024 ** 2;

/** @param version `24.21.0` */
export function checkNode(version: string): Finding {
  const node = about('Node.js');
  return Number.parseInt(version, 10) >= oldestNode
    ? node.good(`version ${version}.`)
    : node.fault(
        `version ${version}, il faut la ${oldestNode} ou une plus récente. Lancez le programme par \`npm run …\`, qui trouve la bonne après \`npm ci\`.`,
      );
}

/** The settings as far as they can be read. */
export interface SettingsChecked {
  readonly findings: readonly Finding[];
  readonly config: Config | undefined;
  readonly account: Account | undefined;
}

/** @param dotEnv the path of `.env` */
export function checkSettings(environment: Environment, dotEnv: string): SettingsChecked {
  const settings = about('Réglages');
  const read = attempt(() => readConfig(environment, dotEnv));
  if ('problems' in read)
    return { findings: read.problems.map(settings.fault), config: undefined, account: undefined };
  const { config, warnings } = read.value;
  const notices = warnings.map((line) => settings.notice(`${line}. Corrigez ou retirez ce nom.`));
  const found = attempt(() => findAccount(config, readCredentials(config.dataDir)));
  if ('problems' in found)
    return { findings: [...notices, ...found.problems.map(settings.fault)], config, account: undefined };
  const account = found.value;
  if (account === undefined) {
    const line =
      'aucun réglage Matrix : `npm start` ouvrirait une conversation dans le terminal. Donnez MATRIX_HOMESERVER_URL dans .env, puis lancez `npm run login`.';
    return { findings: [...notices, settings.fault(line)], config, account };
  }
  const source = existsSync(dotEnv) ? 'lus dans l’environnement et dans .env' : 'lus dans l’environnement';
  return { findings: [...notices, settings.good(`${source}.`)], config, account };
}

/** What a task gives, or the problems of the settings, each a sentence that says what to do. */
function attempt<T>(task: () => T): { readonly value: T } | { readonly problems: readonly string[] } {
  try {
    return { value: task() };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const sentence = (line: string) =>
      /[.?)]$/.test(line) ? line : `${line}. Corrigez-le ; les réglages sont dans docs/configuration.md.`;
    return { problems: error.problems.map(sentence) };
  }
}

/** What was found in the data folder or on PostgreSQL; undefined where it cannot be told. */
export type StoreFound = Pick<StoreInspection, 'meta' | 'held'> | 'none' | undefined;

/** What is in the data folder, and whether the bot may write there. */
export interface DataChecked {
  readonly finding: Finding;
  readonly store: StoreFound;
}

/** @param config undefined when the settings do not tell */
export async function checkData(config: Config | undefined): Promise<DataChecked> {
  const data = about('Dossier de données');
  if (config === undefined) return { finding: data.unknown(settingsWrong), store: undefined };
  const { dataDir: folder, databaseUrl } = config;
  const path = resolve(folder);
  const fault = faultOf(path);
  if (fault !== undefined) return { finding: data.fault(`« ${folder} » ${fault}`), store: undefined };
  try {
    if (databaseUrl !== undefined) {
      const { readPostgres } = await import('../storage/postgres-read.ts');
      const { meta } = await readPostgres(databaseUrl);
      const line = `« ${folder} », prêt ; les données sont dans PostgreSQL, qui répond.`;
      return {
        finding: data.good(line),
        store: meta.has(lastingMeta.schema) ? { meta, held: true } : 'none',
      };
    }
    const store = inspectStore(path) ?? 'none';
    return { finding: data.good(`« ${folder} », ${stateOf(path, store)}.`), store };
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    return { finding: data.fault(error.message.replace(/^Dossier de données /, '')), store: undefined };
  }
}

function stateOf(path: string, store: StoreInspection | 'none'): string {
  if (!existsSync(path)) return 'sera créé au premier démarrage';
  if (store === 'none') return 'prêt, encore vide';
  return store.held ? 'utilisé en ce moment par le bot' : 'prêt';
}

const settingsWrong = 'vérification impossible : les réglages ne conviennent pas.';

function faultOf(path: string): string | undefined {
  const there = existsSync(path);
  if (there && !statSync(path).isDirectory())
    return 'n’est pas un dossier. Déplacez ce fichier, ou donnez un autre dossier par BOT_DATA_DIR.';
  const nearest = nearestFolder(path);
  try {
    accessSync(nearest, constants.W_OK | constants.X_OK);
  } catch {
    return `ne peut pas être écrit par ce compte de la machine (numéro ${process.getuid?.() ?? '?'}). Changez ses droits ou son montage, ou donnez un autre dossier par BOT_DATA_DIR.`;
  }
  const { bavail, bsize } = statfsSync(nearest);
  const left = bavail * bsize;
  if (left < leastSpace)
    return `n’a plus que ${Math.floor(left / 1024 ** 2)} Mio de libres. Libérez de la place sur ce disque.`;
  // A volume that Kubernetes has mounted is its own, open to the group; nobody else is in the container.
  const isOwn = there && statSync(path).uid === process.getuid?.();
  return isOwn && (statSync(path).mode & 0o077) !== 0
    ? `peut être lu par d’autres comptes de la machine. Lancez \`chmod 700 ${path}\`.`
    : undefined;
}

/** The folder itself, or the one in which it would be made. */
function nearestFolder(path: string): string {
  let folder = path;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** @param folder undefined when the settings do not tell */
export function checkKnowledge(folder: string | undefined): Finding {
  const title = about('Connaissances');
  if (folder === undefined) return title.unknown(settingsWrong);
  const loaded = loadKnowledge(folder);
  if (loaded.ok) {
    const { version, entities } = loaded.knowledge;
    return title.good(`version ${version}, ${entities.size} fiches.`);
  }
  const [first] = loaded.errors;
  const where = first === undefined ? '' : ` La première : ${errorLine(first)}.`;
  return title.fault(
    `« ${folder} » a des erreurs (${loaded.errors.length}).${where} Lancez \`npm run knowledge:check\` pour les avoir toutes.`,
  );
}
