/**
 * Two processes for one account and device (docs/exploitation.md): with PostgreSQL one acts, the other stands by, warm, and takes over
 * when the first is gone, or gives way because it does not reach the homeserver while the other does.
 */
import type { Account } from '../operations/account.ts';
import { OperatorError } from '../operations/errors.ts';
import type { Log } from '../operations/logs.ts';
import type { Config } from '../operations/settings.ts';
import type { Lease, Storage } from '../storage/contract.ts';
import { StorageError } from '../storage/errors.ts';
import { createPostgresStorage } from '../storage/postgres.ts';
import { loadCrypto } from './crypto/machine.ts';
import { watchReach } from './homeserver/reach.ts';
import { connect } from './homeserver/transport.ts';

/** How often a holder looks whether it must give way, in milliseconds. */
const lookEvery = 1_000;

/** One of the two processes. */
export interface Standby {
  readonly storage: Storage;
  /** Who acts, for the health check. */
  lease(): Lease;
  /** Waits until it is this process's turn; what makes the start slow is done before. */
  takeTurn(): Promise<void>;
  stop(): void;
}

/**
 * Makes this process one of the two: undefined without `BOT_DATABASE_URL`, when there is only one.
 * @param giveWay ends the process at once; its supervisor starts it again as the standby
 * @throws OperatorError when the token is one that only one process can renew
 */
export function createStandby(
  config: Config,
  account: Account,
  log: Log,
  giveWay: (error: unknown) => never,
): Standby | undefined {
  const { databaseUrl: url, leaseSeconds, handoverSeconds } = config;
  if (url === undefined) return undefined;
  if (account.refreshToken !== undefined)
    throw new OperatorError(
      'Avec BOT_DATABASE_URL, deux processus partagent le jeton, et celui de l’appareil expire. Lancez `npm run login` : il en demande un qui dure, pour le même appareil.',
    );
  // Before its turn, a process may only ask.
  const asking = connect(account.homeserverUrl, '', async () => {
    throw new Error('a standby changes nothing');
  });
  const reach = watchReach(asking, log);
  const storage = createPostgresStorage({
    url,
    lease: leaseSeconds * 1_000,
    ready: reach.isOpen,
    troubled: (error) => log.warn({ err: error }, error.message),
  });
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    if (reach.isOpen() || reach.silence() < handoverSeconds * 1_000 || !storage.lease().standbyReady) return;
    giveWay(
      new StorageError(
        `Le serveur Matrix ne répond plus ici depuis ${handoverSeconds} s, et l’autre processus le joint : il prend le relais.`,
      ),
    );
  };
  return {
    storage,
    lease: storage.lease,
    async takeTurn() {
      await loadCrypto();
      log.info({}, 'En attente du relais : un seul processus agit à la fois.');
      const epoch = await storage.acquire();
      log.info({ epoch }, 'Relais pris : ce processus agit.');
      timer = setInterval(look, lookEvery).unref();
    },
    stop() {
      clearInterval(timer);
      reach.stop();
    },
  };
}
