/** Which Matrix account the settings name, if any: decides between the bot and the terminal. */
import { ConfigError } from './config.ts';
import type { Credentials } from './credentials.ts';
import type { Config } from './settings.ts';

/** Where and as whom to connect. */
export interface Account {
  readonly homeserverUrl: string;
  readonly accessToken: string;
  /** Only beside a token that `npm run login` left. */
  readonly refreshToken: string | undefined;
}

/** Settings that only make sense for a bot in rooms. */
const matrixOnly = [
  ['user', 'MATRIX_USER'],
  ['password', 'MATRIX_PASSWORD'],
  ['recoveryKey', 'MATRIX_RECOVERY_KEY'],
  ['allowedServers', 'MATRIX_ALLOWED_SERVERS'],
  ['adminRoom', 'MATRIX_ADMIN_ROOM'],
] as const satisfies readonly (readonly [keyof Config, string])[];

/**
 * The environment wins over what `npm run login` left.
 * @returns undefined when no Matrix setting is given at all: a conversation on the terminal
 * @throws ConfigError that names what is missing
 */
export function findAccount(config: Config, credentials: Credentials | undefined): Account | undefined {
  const homeserverUrl = config.homeserverUrl ?? credentials?.homeserverUrl;
  // A token is for one homeserver only: the one of another login is no use, and no business of this one.
  const ownLogin = credentials?.homeserverUrl === homeserverUrl ? credentials : undefined;
  const accessToken = config.accessToken ?? ownLogin?.accessToken;
  if (homeserverUrl !== undefined && accessToken !== undefined) {
    const refreshToken = config.accessToken === undefined ? ownLogin?.refreshToken : undefined;
    return { homeserverUrl, accessToken, refreshToken };
  }
  const given = matrixOnly.filter(([key]) => config[key] !== undefined).map(([, name]) => name);
  if (config.homeserverUrl === undefined && config.accessToken === undefined && given.length === 0)
    return undefined;
  const missing = [
    ...(homeserverUrl === undefined
      ? ['MATRIX_HOMESERVER_URL manque : l’adresse du serveur Matrix du bot.']
      : []),
    ...(accessToken === undefined
      ? ['MATRIX_ACCESS_TOKEN manque : donnez un jeton, ou lancez une fois `npm run login`.']
      : []),
  ];
  throw new ConfigError(missing);
}
