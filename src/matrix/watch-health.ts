/** Looks after the running bot: says how it is, and keeps its heartbeat. */
import { type Health, heartbeatEvery, type KnowledgeState, writeHeartbeat } from '../operations/health.ts';
import type { Log } from '../operations/logs.ts';
import type { Lease } from '../storage/contract.ts';
import type { Encryption } from './encryption.ts';
import type { RequestError } from './homeserver/homeserver.ts';
import type { Pending } from './incoming/pending.ts';
import type { Outbox } from './outgoing/outbox.ts';
import type { Rooms } from './rooms/rooms.ts';

/** Without a successful sync for that long, in milliseconds, the bot counts as unhealthy. */
const unhealthyAfter = 120_000;
/** A message that waits longer, in milliseconds, does not leave for a reason. */
const stuckOutboxAfter = 600_000;
/** No sync comes to an end, good or bad, for that long, in milliseconds: only a restart helps. A request gives up far earlier. */
const deadAfter = 900_000;
/** What Tchap says of an account that was not renewed after thirteen months. */
export const expiredAccount = 'ORG_MATRIX_EXPIRED_ACCOUNT';
const day = 86_400_000;

/** What is looked at, once it is there. */
export interface Watched {
  readonly encryption: Pick<Encryption, 'status'>;
  readonly outbox: Pick<Outbox, 'waiting'>;
  readonly rooms: Pick<Rooms, 'all'>;
  readonly pending: Pick<Pending, 'all'>;
  readonly knowledge: () => KnowledgeState;
}

/** What the watch is set by. */
export interface HealthSettings {
  /** The data folder, for the heartbeat. */
  readonly folder: string;
  /** `MATRIX_ACCOUNT_RENEW_BY`. */
  readonly renewBy: string | undefined;
  readonly log: Log;
  /** Which of two processes acts; none where there is one only. */
  readonly lease?: (() => Lease) | undefined;
}

/** The bot's health. */
export interface HealthWatch {
  /** The start is over: these are its parts. */
  watch(parts: Watched): void;
  /** A sync has succeeded, or failed. */
  synced(error: RequestError | undefined): void;
  health(): Health;
  stop(): void;
}

/** Writes the heartbeat at once, then every few seconds. */
export function watchHealth({ folder, renewBy, log, lease: leaseOf }: HealthSettings): HealthWatch {
  let parts: Watched | undefined;
  /** By a clock that is never set back, like all that is measured within the process. */
  let startedAt = performance.now();
  let lastSync: number | undefined;
  let lastTry: number | undefined;
  let trouble: RequestError | undefined;

  const silence = (): number => performance.now() - (lastSync ?? startedAt);
  const syncLine = (): string => {
    if (trouble?.errcode === expiredAccount)
      return 'Le compte Tchap a expiré : renouvelez-le depuis sa boîte aux lettres.';
    if (trouble !== undefined) return `Sans réponse du serveur Matrix depuis ${seconds(silence())} s.`;
    return lastSync === undefined
      ? 'Première synchronisation avec le serveur Matrix en cours.'
      : 'Synchronisé avec le serveur Matrix.';
  };

  const health = (): Health => {
    const accountDaysLeft = renewBy === undefined ? undefined : daysUntil(renewBy);
    const lease = leaseOf?.();
    if (parts === undefined)
      return {
        ...unknown,
        ...(lease !== undefined && lease.epoch === undefined && waitingFor(lease)),
        ...{ accountDaysLeft, lease },
      };
    const { signed, line } = parts.encryption.status();
    const waiting = parts.outbox.waiting();
    const oldest = Math.max(0, ...waiting.map(({ at }) => Date.now() - at));
    const knowledge = parts.knowledge();
    // A long poll without news takes half a minute: silence alone is no trouble yet.
    const synced = trouble?.errcode !== expiredAccount && silence() < unhealthyAfter;
    return {
      healthy: synced && signed && oldest < stuckOutboxAfter,
      live: performance.now() - (lastTry ?? startedAt) < deadAfter,
      lines: [
        syncLine(),
        signed ? 'Appareil signé par son compte.' : line,
        oldest < stuckOutboxAfter
          ? `Messages à envoyer : ${waiting.length}.`
          : `Messages à envoyer : ${waiting.length}, dont un attend depuis ${seconds(oldest)} s. Le journal dit pourquoi.`,
        ...(knowledge.refused
          ? [
              'Les nouvelles connaissances ne conviennent pas, les précédentes servent : `npm run knowledge:check` dit pourquoi.',
            ]
          : []),
        ...(lease === undefined ? [] : [standbyLine(lease)]),
      ],
      syncAge: lastSync === undefined ? undefined : seconds(silence()),
      outbox: { waiting: waiting.length, oldest: seconds(oldest) },
      undecrypted: parts.pending.all().length,
      signed,
      rooms: [...parts.rooms.all().values()].filter(({ membership }) => membership === 'joined').length,
      knowledge,
      accountDaysLeft,
      lease,
    };
  };

  const beat = (): void => {
    const { healthy, lines } = health();
    try {
      writeHeartbeat(folder, { at: Date.now(), healthy, lines });
    } catch (error) {
      // The store notices a full disk by itself, with the right words; an old heartbeat is unhealthy anyway.
      log.warn({ err: error }, 'Le signe de vie n’a pas pu être écrit.');
    }
  };
  // Neither this nor what serves it over HTTP keeps a start alive that has failed.
  const timer = setInterval(beat, heartbeatEvery).unref();
  beat();

  return {
    watch(watched) {
      parts = watched;
      startedAt = performance.now();
      beat();
    },
    synced(error) {
      trouble = error;
      lastTry = performance.now();
      if (error === undefined) lastSync = lastTry;
    },
    health,
    stop: () => clearInterval(timer),
  };
}

const standbyLine = ({ standbyReady }: Lease): string =>
  standbyReady
    ? 'Un second processus est prêt à prendre le relais.'
    : 'Aucun second processus n’est prêt à prendre le relais.';

/** A standby does its work by being ready. */
const waitingFor = ({ ready }: Lease): Pick<Health, 'healthy' | 'lines'> => ({
  healthy: ready,
  lines: [
    ready
      ? 'En attente : un autre processus agit, celui-ci prend le relais s’il s’arrête.'
      : 'En attente, sans réponse du serveur Matrix : ce processus ne peut pas prendre le relais.',
  ],
});

/** Before there is anything to look at: a start waits for a homeserver that does not answer, as long as it takes. */
const unknown = {
  healthy: false,
  live: true,
  lines: ['Démarrage en cours : connexion au serveur Matrix.'],
  syncAge: undefined,
  outbox: undefined,
  undecrypted: undefined,
  signed: undefined,
  rooms: undefined,
  knowledge: undefined,
};

const seconds = (milliseconds: number): number => Math.round(milliseconds / 1_000);
const daysUntil = (date: string): number => Math.ceil((Date.parse(date) - Date.now()) / day);
