/** The bot in its rooms: opens the store, connects, wires the parts together, and runs until it is told to stop. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from '../conversation/command.ts';
import type { CurrentConversation } from '../conversation/current.ts';
import type { IncomingMessage, Reaction } from '../conversation/message.ts';
import type { Notebook } from '../conversation/news.ts';
import type { Account } from '../operations/account.ts';
import { type Counters, createCounters } from '../operations/counters.ts';
import { serveHttp } from '../operations/http.ts';
import type { Log } from '../operations/logs.ts';
import { metricsText } from '../operations/metrics.ts';
import type { Config } from '../operations/settings.ts';
import { lastingMeta } from '../storage/lasting.ts';
import { createSqliteStorage } from '../storage/sqlite.ts';
import { loadStore } from '../storage/store.ts';
import { createAlerts } from './alerts.ts';
import { openEncryption } from './crypto/open.ts';
import { bindStore, displayNameOf, refusedToken, whoAmI } from './homeserver/account.ts';
import { countCommits, countRequests } from './homeserver/counted.ts';
import { RequestError } from './homeserver/homeserver.ts';
import { renewalOf } from './homeserver/renewal.ts';
import { connect } from './homeserver/transport.ts';
import { startHousekeeping } from './housekeeping.ts';
import { openKeyedHash } from './identifiers.ts';
import { selfOf } from './incoming/addressing.ts';
import { createGuard } from './incoming/guards.ts';
import { createJoinedRooms } from './incoming/joined-room.ts';
import { createJourney } from './incoming/journey.ts';
import { openPending } from './incoming/pending.ts';
import { createReactions } from './incoming/reactions.ts';
import { openSessions } from './incoming/sessions.ts';
import { createSync } from './incoming/sync.ts';
import { followUpdates } from './knowledge-updates.ts';
import { openAnswers } from './outgoing/answers.ts';
import { createHandOn } from './outgoing/hand-on.ts';
import { openOutbox } from './outgoing/outbox.ts';
import { createPace } from './outgoing/pacing.ts';
import { roomCommands } from './room-commands.ts';
import { createInvitations } from './rooms/invitations.ts';
import { openRooms } from './rooms/rooms.ts';
import { createStandby } from './standby.ts';
import type { OnStep } from './steps.ts';
import { flooded } from './texts.ts';
import { type HealthWatch, watchHealth } from './watch-health.ts';

/** What rooms add to the conversation. */
export interface RoomPlatform {
  /** What the bot says of itself under `!statut` to the person who asks, a sentence each. */
  readonly status: (message: IncomingMessage) => readonly string[];
  readonly commands: readonly Command[];
  /** Where the news of the knowledge is kept over restarts. */
  readonly notebook: Notebook;
}

/** What the bot is made of. */
export interface BotOptions {
  readonly config: Config;
  readonly account: Account;
  /** Reads the knowledge; gives what makes the conversation. @throws OperatorError when the knowledge is not good */
  readonly prepare: () => (platform: RoomPlatform) => CurrentConversation;
  readonly log: Log;
  /** Ends the process at once, after a commit has failed: memory is ahead of the disk. */
  readonly fatal: (error: unknown) => never;
  readonly onStep?: OnStep;
}

/** A running bot. */
export interface Bot {
  /** Resolves when the bot has stopped. @throws OperatorError when it cannot go on */
  readonly done: Promise<void>;
  /** Finishes what is under way, and stops. Nothing is lost: what was not sent is sent at the next start. */
  stop(): Promise<void>;
}

/** How long a stop waits for requests under way, in milliseconds. */
const stopWithin = 5_000;
const pausedKey = lastingMeta.paused;
const newsKey = lastingMeta.news;
const silence: Reaction = { replies: [], sessions: [], counts: [] };

/**
 * Starts the bot.
 * @throws OperatorError, StorageError when it cannot start
 */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { config, account, log, onStep = () => {} } = options;
  const { answerMaxAge, ignoredUsers, admins } = config;
  const converse = options.prepare();
  const standby = createStandby(config, account, log, options.fatal);
  const storage = standby?.storage ?? createSqliteStorage(config.dataDir);
  // One process only: it has the data folder, or it has no business here.
  if (standby === undefined) await storage.acquire();
  const counters = createCounters();
  const { dataDir: folder, accountRenewBy: renewBy } = config;
  const health = watchHealth({ folder, renewBy, log, lease: standby?.lease });
  const closeHttp = await openHttp(config, health, counters, log);
  await standby?.takeTurn();
  const store = await loadStore(countCommits(storage, counters), options.fatal);
  const renewal = renewalOf(account, config.dataDir);
  const connection = connect(account.homeserverUrl, account.accessToken, store.committed, renewal);
  const homeserver = countRequests(connection, counters);
  const identity = await whoAmI(homeserver, log);
  const own = identity.user;
  bindStore(store, identity, config.user);
  const self = selfOf(own, await displayNameOf(homeserver, own));
  const encryption = await openEncryption({
    ...{ homeserver, store, name: identity, log, onStep },
    folder: config.dataDir,
    recoveryKey: config.recoveryKey,
    password: config.password,
    storePassphrase: config.storePassphrase,
    signedDevicesOnly: config.signedDevicesOnly,
  });

  const hash = openKeyedHash(store);
  const rooms = openRooms(store, homeserver);
  const answers = openAnswers(store, hash);
  const pending = openPending(store, hash);
  const sessions = openSessions(store, hash);
  const common = { store, homeserver, encryption, rooms, answers, pending, counters, log, onStep, own, hash };
  const outbox = openOutbox({ ...common, pace: createPace(config.messagesPerSecond) });
  const alerts = createAlerts(store, outbox, rooms, config.adminRoom);

  const platform: RoomPlatform = {
    status: ({ sender }) => (admins.includes(sender) ? health.health().lines : [encryption.status().line]),
    commands: roomCommands({
      ...{ rooms, admins, unaskedAnswers: config.unaskedAnswers },
      handOn: createHandOn(store, outbox, rooms, config.adminRoom),
      entryNamed: (text) => conversation.entryNamed(text),
      answerMaxAge,
      setPaused: (paused) =>
        void store.write([{ op: paused ? 'put' : 'delete', table: 'meta', key: pausedKey, value: 'true' }]),
      reload: () => updates.reload(),
    }),
    notebook: {
      read: () => store.get('meta', newsKey),
      write: (value) => void store.write([{ op: 'put', table: 'meta', key: newsKey, value }]),
    },
  };
  const conversation = converse(platform);
  const updates = followUpdates({ conversation, alerts, counters, log, directory: config.knowledgeDir });

  const guard = createGuard({
    ...{ perMinute: config.floodPerMinute, answerMaxAge },
    flooded: flooded(config.floodPerMinute),
  });
  const respond = (message: IncomingMessage): Reaction => {
    const isPaused = store.get('meta', pausedKey) !== undefined;
    if (isPaused && !admins.includes(message.sender)) return silence;
    return guard(message, conversation.respond(message, sessions.of(message.sender)));
  };
  const reactions = createReactions({ ...common, sessions, self, outbox, respond });
  const journey = createJourney({
    ...{ ...common, outbox, reactions },
    settings: { own, ignoredUsers, answerMaxAge },
  });
  const invitations = createInvitations({ ...common, settings: config });
  const handleJoinedRoom = createJoinedRooms({
    ...{ ...common, journey, outbox, answerMaxAge },
    follow: invitations.follow,
    welcome: (direct) => (direct ? conversation.greeting() : conversation.arrival()),
  });
  const onSync = (error: RequestError | undefined): void => {
    if (error === undefined) journey.responseHandled();
    health.synced(error);
  };
  const sync = createSync({ ...common, handleJoinedRoom, invitations, outbox, onSync });
  const endHousekeeping = startHousekeeping({
    ...{ ...common, outbox, reactions, alerts, answerMaxAge },
    forget: conversation.forget,
    renewBy: config.accountRenewBy,
  });

  const stop = async (): Promise<void> => {
    updates.stop();
    endHousekeeping();
    health.stop();
    closeHttp();
    standby?.stop();
    invitations.stop();
    await Promise.race([
      Promise.all([sync.stop(), outbox.stop()]).then(() => encryption.close()),
      delay(stopWithin, undefined, { ref: false }),
    ]);
    await store.close();
    log.info(Object.fromEntries(counters.all()), 'Arrêté.');
  };

  const knowledge = () => ({ version: conversation.version, refused: updates.refused() });
  health.watch({ encryption, outbox, rooms, pending, knowledge });
  outbox.start();
  invitations.answer();
  await journey.retryPending();
  encryption.onKeys((keys) => {
    for (const { session } of keys) void journey.retryPending(session);
  });
  const { fingerprint, signed } = encryption.status();
  log.info(
    { user: own, device: identity.device, fingerprint, signed, rooms: rooms.all().size },
    'Connecté : à l’écoute des salons.',
  );
  const done = sync.run().catch((error: unknown) => {
    throw error instanceof RequestError && error.status === 401 ? refusedToken(error) : error;
  });
  return { done, stop };
}

/** `/sante` and `/metrics`, where a port is given; open before the homeserver has answered. Gives what closes them. */
async function openHttp(
  config: Config,
  watch: HealthWatch,
  counters: Counters,
  log: Log,
): Promise<() => void> {
  const { httpHost: host, httpPort: port } = config;
  if (port === undefined) return () => {};
  const metrics = () => metricsText(counters, watch.health());
  const { url, close } = await serveHttp({ host, port, health: watch.health, metrics });
  log.info({ url }, 'Santé et mesures à l’écoute.');
  return close;
}
