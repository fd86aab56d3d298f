/** Whose token it is, and that the data folder belongs to the same account and device. */
import { z } from 'zod';
import { OperatorError } from '../../operations/errors.ts';
import type { Log } from '../../operations/logs.ts';
import type { Store } from '../../storage/store.ts';
import { Backoff } from './backoff.ts';
import { type Homeserver, RequestError } from './homeserver.ts';

const identitySchema = z.looseObject({ user_id: z.string(), device_id: z.string() });

/** An account on one device. */
export interface Identity {
  readonly user: string;
  readonly device: string;
}

const firstRetry = 1_000;
const longestRetry = 30_000;

/** Asks the homeserver once whose token it is. @throws RequestError, or another error when it is none of a device */
export async function askIdentity(homeserver: Homeserver): Promise<Identity> {
  const answer = identitySchema.parse(await homeserver.request('GET', '/_matrix/client/v3/account/whoami'));
  return { user: answer.user_id, device: answer.device_id };
}

/**
 * Asks the homeserver, as long as it takes it to answer.
 * @throws OperatorError when it does not accept the token
 */
export async function whoAmI(homeserver: Homeserver, log: Log): Promise<Identity> {
  const backoff = new Backoff(firstRetry, longestRetry);
  for (;;) {
    try {
      return await askIdentity(homeserver);
    } catch (error) {
      if (error instanceof RequestError && error.status === 401) throw refusedToken(error);
      if (error instanceof RequestError && error.status === 404)
        throw new OperatorError(
          'L’adresse MATRIX_HOMESERVER_URL ne mène pas à un serveur Matrix. Vérifiez-la : sur Tchap, « https://matrix. » puis le nom du serveur.',
        );
      log.warn({ err: error, wait: backoff.next }, 'Le serveur Matrix ne répond pas : nouvel essai.');
      await backoff.wait(error instanceof RequestError ? error.retryAfter : undefined);
    }
  }
}

/** The token is no longer good. */
export function refusedToken(error: RequestError): OperatorError {
  return new OperatorError(
    'Le serveur Matrix refuse le jeton d’accès (révoqué ou expiré). Lancez `npm run login`, ou donnez un nouveau jeton par MATRIX_ACCESS_TOKEN.',
    { cause: error },
  );
}

const bindingKey = 'account';
const bindingSchema = z.strictObject({ user: z.string(), device: z.string() });

/** The account and device that a store belongs to; undefined for an empty one. */
export function boundDevice(meta: ReadonlyMap<string, string>): Identity | undefined {
  const stored = meta.get(bindingKey);
  return stored === undefined ? undefined : bindingSchema.parse(JSON.parse(stored));
}

/**
 * Binds an empty store to the account and device, and refuses one that belongs to another: its keys and transaction ids would be
 * wrong (matrix.md, "One time key already exists").
 * @param expectedUser `MATRIX_USER`, when it is set
 * @throws OperatorError
 */
export function bindStore(store: Store, identity: Identity, expectedUser: string | undefined): void {
  const meta = store.rows('meta');
  refuseOtherUser(identity, expectedUser);
  refuseOtherDevice(meta, identity);
  if (boundDevice(meta) === undefined)
    void store.write([{ op: 'put', table: 'meta', key: bindingKey, value: JSON.stringify(identity) }]);
}

/** @throws OperatorError when the token is not that of `MATRIX_USER` */
export function refuseOtherUser({ user }: Identity, expected: string | undefined): void {
  if (expected === undefined || expected === user) return;
  throw new OperatorError(
    `MATRIX_USER est « ${expected} », mais le jeton est celui de « ${user} ». Corrigez l’un ou l’autre.`,
  );
}

/** @param meta the rows of `meta` @throws OperatorError when the store belongs to another device than the token */
export function refuseOtherDevice(meta: ReadonlyMap<string, string>, { user, device }: Identity): void {
  const bound = boundDevice(meta);
  if (bound === undefined || (bound.user === user && bound.device === device)) return;
  throw new OperatorError(
    `Le dossier de données appartient à « ${bound.user} » (appareil ${bound.device}), mais le jeton est celui de « ${user} » (appareil ${device}). Remettez l’ancien jeton, ou partez d’un dossier de données vide (BOT_DATA_DIR).`,
  );
}

const profileSchema = z.looseObject({ displayname: z.string().nullish() });

/** The display name of an account; undefined when it has none, or cannot be asked. */
export async function displayNameOf(homeserver: Homeserver, user: string): Promise<string | undefined> {
  try {
    const path = `/_matrix/client/v3/profile/${encodeURIComponent(user)}/displayname`;
    return profileSchema.parse(await homeserver.request('GET', path)).displayname ?? undefined;
  } catch {
    return undefined;
  }
}
