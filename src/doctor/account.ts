/** The checks that need the account: its token, its expiry, its device, the store, the rooms. Nothing is changed on the homeserver. */
import { z } from 'zod';
import { renewalLine } from '../matrix/alerts.ts';
import { accountData, findStorageKey, unlock } from '../matrix/crypto/account-data.ts';
import { EncryptionError, faults } from '../matrix/crypto/errors.ts';
import { keptRecoveryKey } from '../matrix/crypto/recovery-file.ts';
import {
  askIdentity,
  type Identity,
  refusedToken,
  refuseOtherDevice,
  refuseOtherUser,
} from '../matrix/homeserver/account.ts';
import { type Homeserver, RequestError } from '../matrix/homeserver/homeserver.ts';
import { expiredAccount } from '../matrix/watch-health.ts';
import { OperatorError } from '../operations/errors.ts';
import type { Config } from '../operations/settings.ts';
import { about, type Finding } from './finding.ts';
import type { StoreFound } from './machine.ts';

/** What the account's checks rest on. */
export interface AccountSurroundings {
  readonly config: Config;
  readonly homeserver: Homeserver;
  readonly store: StoreFound;
}

const titles = {
  token: about('Jeton'),
  expiry: about('Expiration du compte'),
  device: about('Signature de l’appareil'),
  binding: about('Lien du dossier de données'),
  rooms: about('Salons'),
};

/** What stands in the place of the checks when the homeserver cannot be asked. */
export function accountUnknown(why: string): Finding[] {
  return Object.values(titles).map(({ unknown }) => unknown(`vérification impossible : ${why}`));
}

/** One check after the other; one that fails in an unexpected way says so, and the others go on. */
export async function checkAccount(surroundings: AccountSurroundings): Promise<Finding[]> {
  const { config, homeserver } = surroundings;
  let identity: Identity;
  try {
    identity = await askIdentity(homeserver);
    refuseOtherUser(identity, config.user);
  } catch (error) {
    return refused(error);
  }
  const on = { ...surroundings, identity };
  return [
    titles.token.good(`accepté, celui de ${identity.user} (appareil ${identity.device}).`),
    await attempt(titles.expiry, () => checkExpiry(on)),
    await attempt(titles.device, () => checkSignature(on)),
    await attempt(titles.binding, async () => checkBinding(on)),
    await attempt(titles.rooms, () => checkRooms(on)),
  ];
}

interface Identified extends AccountSurroundings {
  readonly identity: Identity;
}

/** The token's own trouble; what rests on it is not looked at. */
function refused(error: unknown): Finding[] {
  const { token, expiry } = titles;
  if (isExpired(error)) {
    const [, , ...rest] = accountUnknown('le compte a expiré.');
    return [token.good('reconnu.'), expiry.fault(expiredLine), ...rest];
  }
  const [, ...rest] = accountUnknown('le jeton n’est pas accepté.');
  return [token.fault(refusalLine(error)), ...rest];
}

function refusalLine(error: unknown): string {
  if (error instanceof OperatorError) return error.message;
  if (error instanceof RequestError)
    return error.status === 401 ? refusedToken(error).message : unansweredLine(error);
  return 'ce jeton n’est celui d’aucun appareil. Donnez celui que `npm run login` obtient, pas celui d’un service.';
}

const isExpired = (error: unknown): boolean =>
  error instanceof RequestError && error.errcode === expiredAccount;
const unansweredLine = ({ message }: RequestError): string =>
  `le serveur refuse ou ne répond pas (${message}). Réessayez dans un moment.`;
const expiredLine =
  'le compte Tchap a expiré. Renouvelez-le par le lien reçu dans sa boîte aux lettres, puis mettez MATRIX_ACCOUNT_RENEW_BY à jour.';

async function checkExpiry({ config, homeserver }: Identified): Promise<Finding> {
  const { expiry } = titles;
  try {
    await homeserver.request('GET', '/_matrix/client/v3/joined_rooms');
  } catch (error) {
    if (isExpired(error)) return expiry.fault(expiredLine);
    throw error;
  }
  const { accountRenewBy } = config;
  if (accountRenewBy === undefined)
    return expiry.good(
      'le compte est actif. Sur Tchap, donnez MATRIX_ACCOUNT_RENEW_BY pour être prévenu à temps.',
    );
  const due = renewalLine(accountRenewBy, Date.now());
  return due === undefined
    ? expiry.good(`le compte est actif, à renouveler avant le ${accountRenewBy}.`)
    : expiry.notice(due);
}

const keysSchema = z.looseObject({
  device_keys: z
    .record(
      z.string(),
      z.record(
        z.string(),
        z.looseObject({ signatures: z.record(z.string(), z.record(z.string(), z.string())).default({}) }),
      ),
    )
    .default({}),
  self_signing_keys: z
    .record(z.string(), z.looseObject({ keys: z.record(z.string(), z.string()) }))
    .default({}),
});

/** As other clients see it; where the device is not signed yet, whether the next start can sign it. */
async function checkSignature(on: Identified): Promise<Finding> {
  const { device } = titles;
  const { user, device: id } = on.identity;
  const body = { device_keys: { [user]: [] } };
  const published = keysSchema.parse(
    await on.homeserver.request('POST', '/_matrix/client/v3/keys/query', { body }),
  );
  const own = published.device_keys[user]?.[id];
  if (own !== undefined && on.store === 'none') return device.fault(faults.storeLost(id));
  const [selfSigning] = Object.keys(published.self_signing_keys[user]?.keys ?? {});
  if (selfSigning === undefined)
    return own === undefined
      ? device.good('le premier démarrage créera l’identité du compte et signera l’appareil.')
      : device.fault('le compte n’a pas d’identité de signature. Relancez le bot : il la crée au démarrage.');
  if (own?.signatures[user]?.[selfSigning] !== undefined)
    return device.good('signé par le compte, les clients lui font confiance.');
  return await checkRecovery(on);
}

async function checkRecovery({ config, homeserver, identity }: Identified): Promise<Finding> {
  const { device } = titles;
  const given = config.recoveryKey;
  if (given === undefined && keptRecoveryKey(config.dataDir) === undefined)
    return device.fault(faults.noRecoveryKey);
  const storage = await findStorageKey(accountData(homeserver, identity.user));
  if (storage === undefined) return device.fault(faults.noSecretStorage);
  if (given !== undefined) unlock(given, storage);
  return device.good(
    'pas encore signé ; la clé de récupération est la bonne, le prochain démarrage le signera.',
  );
}

function checkBinding({ store, identity }: Identified): Finding {
  const { binding } = titles;
  if (store === undefined)
    return binding.unknown('vérification impossible : le dossier de données ne peut pas être lu.');
  if (store === 'none') return binding.good('dossier neuf, il sera lié à cet appareil au premier démarrage.');
  refuseOtherDevice(store.meta, identity);
  return binding.good(`lié à l’appareil ${identity.device}, celui du jeton.`);
}

const joinedSchema = z.looseObject({ joined_rooms: z.array(z.string()) });

async function checkRooms({ config, homeserver }: Identified): Promise<Finding> {
  const { rooms } = titles;
  const { joined_rooms: joined } = joinedSchema.parse(
    await homeserver.request('GET', '/_matrix/client/v3/joined_rooms'),
  );
  const { adminRoom } = config;
  if (adminRoom !== undefined && !joined.includes(adminRoom))
    return rooms.fault(
      `le bot n’est pas dans MATRIX_ADMIN_ROOM (${adminRoom}) : alertes et questions transmises n’arriveraient à personne. Invitez-le dans ce salon.`,
    );
  return joined.length === 0
    ? rooms.good('aucun pour l’instant : invitez le bot, ou écrivez-lui en message direct.')
    : rooms.good(`le bot est dans ${joined.length}.`);
}

/** Faults that are known in the operator's words are findings; a refusal of the homeserver too. */
async function attempt(title: ReturnType<typeof about>, check: () => Promise<Finding>): Promise<Finding> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof EncryptionError || error instanceof OperatorError) return title.fault(error.message);
    if (error instanceof RequestError) return title.fault(unansweredLine(error));
    throw error;
  }
}
