/** Whether this process reaches the homeserver: what tells a standby that could act from one that could not. */
import type { Log } from '../../operations/logs.ts';
import type { Homeserver } from './homeserver.ts';

/** How often it is looked at, and how long an answer may take, in milliseconds. */
const every = 2_000;
const patience = 3_000;

/** The way to the homeserver. */
export interface Reach {
  /** Whether it answered of late. */
  isOpen(): boolean;
  /** Milliseconds since it last answered, or since the watch began. */
  silence(): number;
  stop(): void;
}

/** Asks for the versions of the API, which needs no account and costs nothing. @param homeserver for requests that change nothing */
export function watchReach(homeserver: Homeserver, log: Log): Reach {
  let answeredAt = performance.now();
  let open = false;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const look = async (): Promise<void> => {
    try {
      await homeserver.request('GET', '/_matrix/client/versions', { timeout: patience });
      if (!open) log.info({}, 'Le serveur Matrix répond.');
      open = true;
      answeredAt = performance.now();
    } catch (error) {
      if (open) log.warn({ err: error }, 'Le serveur Matrix ne répond plus à ce processus.');
      open = false;
    }
    if (!stopped) timer = setTimeout(look, every).unref();
  };
  void look();

  return {
    isOpen: () => open,
    silence: () => performance.now() - answeredAt,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
