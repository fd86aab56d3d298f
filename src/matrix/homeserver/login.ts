/** `npm run login`: makes the bot's device and token once, and leaves them in the data folder (operations/credentials.ts). */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { z } from 'zod';
import { readCredentials, writeCredentials } from '../../operations/credentials.ts';
import { OperatorError } from '../../operations/errors.ts';
import type { Config } from '../../operations/settings.ts';
import { createSqliteStorage } from '../../storage/sqlite.ts';
import { openStore } from '../../storage/store.ts';
import { boundDevice } from './account.ts';
import { type Homeserver, RequestError } from './homeserver.ts';
import { connect } from './transport.ts';

/** The name under which the account's owner sees the device. */
const deviceName = 'communs-bot';

/** Where questions are asked and the outcome is told. */
export interface LoginTerminal {
  ask(question: string): Promise<string>;
  /** What is typed is not shown. */
  askSecret(question: string): Promise<string>;
  tell(line: string): void;
}

const loggedIn = z.looseObject({
  user_id: z.string(),
  device_id: z.string(),
  access_token: z.string(),
  refresh_token: z.string().optional(),
});

/**
 * Logs in with the password, once for a data folder: each login is another device, whose keys nobody has yet. Two processes that share a
 * token cannot both renew it: theirs does not expire, and a device whose token does gets such a one.
 * @throws OperatorError when the folder has a device already, or the homeserver refuses
 */
export async function login(config: Config, terminal: LoginTerminal): Promise<void> {
  const { homeserverUrl, dataDir, databaseUrl } = config;
  if (homeserverUrl === undefined)
    throw new OperatorError('MATRIX_HOMESERVER_URL manque : l’adresse du serveur Matrix du bot.');
  const kept = readCredentials(dataDir);
  const isShared = databaseUrl !== undefined;
  const device = isShared && kept?.refreshToken !== undefined ? kept.device : undefined;
  if (device === undefined) await refuseSecondDevice(config);
  const user = config.user ?? (await terminal.ask('Compte du bot (@nom:serveur) : ')).trim();
  const password = config.password ?? (await terminal.askSecret('Mot de passe (rien ne s’affiche) : '));
  const homeserver = connect(homeserverUrl, '', async () => {});
  const answer = await requestLogin(homeserver, {
    ...{ identifier: { type: 'm.id.user', user }, password, refresh_token: !isShared },
    ...(device !== undefined && { device_id: device }),
  });
  writeCredentials(dataDir, {
    homeserverUrl,
    user: answer.user_id,
    device: answer.device_id,
    accessToken: answer.access_token,
    ...(answer.refresh_token === undefined ? {} : { refreshToken: answer.refresh_token }),
  });
  terminal.tell(
    `Connecté : ${answer.user_id}, appareil ${answer.device_id}. Le jeton est gardé dans « ${dataDir} » ; lancez maintenant \`npm start\`.`,
  );
}

async function refuseSecondDevice(config: Config): Promise<void> {
  const { dataDir: folder } = config;
  const device = boundDevice(await readMeta(config))?.device ?? readCredentials(folder)?.device;
  if (device !== undefined)
    throw new OperatorError(
      `« ${folder} » a déjà un appareil (${device}) : \`npm start\` suffit. Pour en créer un autre, donnez un dossier vide par BOT_DATA_DIR, et MATRIX_RECOVERY_KEY pour le signer.`,
    );
}

/** Also proves that the store can be written and is no running bot's, before a password is asked for. */
async function readMeta({ dataDir, databaseUrl }: Config): Promise<ReadonlyMap<string, string>> {
  if (databaseUrl !== undefined)
    return (await (await import('../../storage/postgres-read.ts')).readPostgres(databaseUrl)).meta;
  const store = await openStore(createSqliteStorage(dataDir), (error) => {
    throw error;
  });
  await store.close();
  return store.rows('meta');
}

async function requestLogin(homeserver: Homeserver, more: object) {
  const body = { type: 'm.login.password', initial_device_display_name: deviceName, ...more };
  try {
    return loggedIn.parse(await homeserver.request('POST', '/_matrix/client/v3/login', { body }));
  } catch (error) {
    throw error instanceof RequestError ? explain(error) : error;
  }
}

function explain(error: RequestError): Error {
  const wait = Math.ceil((error.retryAfter ?? 60_000) / 1_000);
  switch (error.errcode) {
    case 'M_FORBIDDEN':
      return new OperatorError('Le serveur refuse ce compte ou ce mot de passe. Vérifiez-les.', {
        cause: error,
      });
    case 'M_USER_DEACTIVATED':
      return new OperatorError('Ce compte est désactivé.', { cause: error });
    case 'M_LIMIT_EXCEEDED':
      return new OperatorError(`Trop d’essais : recommencez dans ${wait} s.`, { cause: error });
    case 'M_UNKNOWN':
    case 'M_UNRECOGNIZED':
      return new OperatorError(
        'Le serveur n’accepte pas de connexion par mot de passe. Créez un jeton par son service d’authentification et donnez-le par MATRIX_ACCESS_TOKEN.',
        { cause: error },
      );
    default:
      return new OperatorError(
        `La connexion n’a pas abouti (${error.message}). Vérifiez MATRIX_HOMESERVER_URL.`,
        { cause: error },
      );
  }
}

/** The operator's terminal: questions go to standard error, so that a redirected output stays clean. */
export function operatorTerminal(): LoginTerminal {
  const question = async (text: string, shown: boolean): Promise<string> => {
    if (!process.stdin.isTTY)
      throw new OperatorError(
        'Sans terminal, donnez MATRIX_USER et MATRIX_PASSWORD (ou MATRIX_PASSWORD_FILE).',
      );
    process.stderr.write(text);
    const output = shown ? process.stderr : new Writable({ write: (_chunk, _encoding, done) => done() });
    const lines = createInterface({ input: process.stdin, output, terminal: true });
    try {
      return await lines.question('');
    } finally {
      lines.close();
      if (!shown) process.stderr.write('\n');
    }
  };
  return {
    ask: (text) => question(text, true),
    askSecret: (text) => question(text, false),
    tell: (line) => console.log(line),
  };
}
