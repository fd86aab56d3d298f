/** Keeps the heartbeat of the running bot: healthy while the sync succeeds and the device is signed. */
import type { Counters } from '../operations/counters.ts';
import { heartbeatEvery, writeHeartbeat } from '../operations/health.ts';
import type { Log } from '../operations/logs.ts';
import type { Encryption } from './encryption.ts';
import type { RequestError } from './homeserver.ts';

/** Without a successful sync for that long, in milliseconds, the bot counts as unhealthy. */
const unhealthyAfter = 120_000;
/** What Tchap says of an account that was not renewed after thirteen months. */
const expired = 'ORG_MATRIX_EXPIRED_ACCOUNT';

/** The bot's health. */
export interface HealthWatch {
  /** A sync has succeeded, or failed. */
  synced(error: RequestError | undefined): void;
  /** French lines: how things are, or what is wrong and what to do. */
  lines(): readonly string[];
  stop(): void;
}

/** Writes the heartbeat at once, then every few seconds. */
export function watchHealth(
  folder: string,
  counters: Counters,
  encryption: Encryption,
  log: Log,
): HealthWatch {
  const startedAt = Date.now();
  let lastSync: number | undefined;
  let trouble: RequestError | undefined;

  const silence = (): number => Date.now() - (lastSync ?? startedAt);
  const syncLine = (): string => {
    if (trouble?.errcode === expired)
      return 'Le compte Tchap a expiré : renouvelez-le depuis sa boîte aux lettres.';
    if (trouble !== undefined)
      return `Sans réponse du serveur Matrix depuis ${Math.round(silence() / 1_000)} s.`;
    return lastSync === undefined
      ? 'Première synchronisation avec le serveur Matrix en cours.'
      : 'Synchronisé avec le serveur Matrix.';
  };
  const lines = (): string[] => [
    syncLine(),
    encryption.status().line,
    `Messages envoyés depuis le démarrage : ${counters.all().get('messages_sent') ?? 0}.`,
  ];
  const beat = (): void => {
    // A long poll without news takes half a minute: silence alone is no trouble yet.
    const synced = trouble?.errcode !== expired && silence() < unhealthyAfter;
    const healthy = synced && encryption.status().signed;
    try {
      writeHeartbeat(folder, { at: Date.now(), healthy, lines: lines() });
    } catch (error) {
      // The store notices a full disk by itself, with the right words; an old heartbeat is unhealthy anyway.
      log.warn({ err: error }, 'Le signe de vie n’a pas pu être écrit.');
    }
  };
  const timer = setInterval(beat, heartbeatEvery);
  beat();

  return {
    synced(error) {
      trouble = error;
      if (error === undefined) lastSync = Date.now();
    },
    lines,
    stop: () => clearInterval(timer),
  };
}
