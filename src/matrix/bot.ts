/** The bot in its rooms: opens the store, connects, wires the parts together, and runs until it is told to stop. */
import { setTimeout as delay } from 'node:timers/promises';
import type { IncomingMessage, Reaction, Reply, SessionChange } from '../conversation/message.ts';
import type { Account } from '../operations/account.ts';
import { type Counters, createCounters } from '../operations/counters.ts';
import { heartbeatEvery, writeHeartbeat } from '../operations/health.ts';
import type { Log } from '../operations/logs.ts';
import type { Config } from '../operations/settings.ts';
import type { Operation } from '../storage/contract.ts';
import { createSqliteStorage } from '../storage/sqlite.ts';
import { openStore, type Store } from '../storage/store.ts';
import { bindStore, displayNameOf, refusedToken, whoAmI } from './account.ts';
import { selfOf } from './addressing.ts';
import { openAnswers } from './answers.ts';
import { openEncryption } from './crypto/open.ts';
import { leaveDeserted } from './departures.ts';
import type { Encryption } from './encryption.ts';
import { createGuard } from './guards.ts';
import { RequestError } from './homeserver.ts';
import { openKeyedHash } from './identifiers.ts';
import { createInvitations } from './invitations.ts';
import { createJoinedRooms } from './joined-room.ts';
import { createJourney } from './journey.ts';
import { sendKeyNotices } from './key-notices.ts';
import { openOutbox } from './outbox.ts';
import { createPace } from './pacing.ts';
import { openPending } from './pending.ts';
import { createReactions, sessionOperations } from './reactions.ts';
import { renewalOf } from './renewal.ts';
import { openRooms } from './rooms.ts';
import type { OnStep } from './steps.ts';
import { createSync } from './sync.ts';
import { flooded } from './texts.ts';
import { connect } from './transport.ts';

/** The conversation, as far as a room needs it. */
export interface RoomConversation {
  respond(message: IncomingMessage, sessions: ReadonlyMap<string, string>): Reaction;
  /** The first message of a conversation between two. */
  greeting(): Reply;
  /** The one line said on arrival in a room. */
  arrival(): Reply;
  /** What the passing of time forgets of the sessions. */
  forget(sessions: ReadonlyMap<string, string>, at: number): SessionChange[];
}

/** What the bot is made of. */
export interface BotOptions {
  readonly config: Config;
  readonly account: Account;
  /** Makes the conversation. @param status what the bot says of itself under `!statut`, a sentence each */
  readonly converse: (status: () => readonly string[]) => RoomConversation;
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
/** Without a successful sync for that long, in milliseconds, the bot counts as unhealthy. */
const unhealthyAfter = 120_000;
const housekeepingEvery = 15_000;
const forgetEvery = 10 * 60_000;
/** Seen events are remembered much longer than anything may come again. */
const seenFor = 7 * 86_400_000;

/**
 * Starts the bot.
 * @throws OperatorError, StorageError when it cannot start
 */
export async function startBot({
  config,
  account,
  converse,
  log,
  fatal,
  onStep = () => {},
}: BotOptions): Promise<Bot> {
  const store = await openStore(createSqliteStorage(config.dataDir), fatal);
  const counters = createCounters();
  const homeserver = connect(
    account.homeserverUrl,
    account.accessToken,
    store.committed,
    renewalOf(account, config.dataDir),
  );
  const identity = await whoAmI(homeserver, log);
  const own = identity.user;
  bindStore(store, identity, config.user);
  const self = selfOf(own, await displayNameOf(homeserver, own));

  const encryption = await openEncryption({
    ...{ homeserver, store, name: identity, log },
    folder: config.dataDir,
    recoveryKey: config.recoveryKey,
    password: config.password,
    storePassphrase: config.storePassphrase,
    signedDevicesOnly: config.signedDevicesOnly,
  });
  const conversation = converse(() => [encryption.status().line]);
  const hash = openKeyedHash(store);
  const rooms = openRooms(store, homeserver);
  const answers = openAnswers(store, hash);
  const pending = openPending(store, hash);
  const pace = createPace(config.messagesPerSecond);
  const outbox = openOutbox({
    store,
    homeserver,
    rooms,
    answers,
    encryption,
    pace,
    counters,
    log,
    onStep,
    own,
  });
  const guard = createGuard({
    perMinute: config.floodPerMinute,
    flooded: flooded(config.floodPerMinute),
  });
  const respond = (message: IncomingMessage) =>
    guard(message, conversation.respond(message, store.rows('sessions')));
  const reactions = createReactions({ self, rooms, answers, outbox, hash, counters, respond });
  const { answerMaxAge, ignoredUsers } = config;
  const journey = createJourney({
    ...{ store, homeserver, outbox, reactions, pending, encryption, hash, counters, log, onStep },
    settings: { own, ignoredUsers, answerMaxAge },
  });
  const invitations = createInvitations({ homeserver, rooms, counters, log, onStep, own, settings: config });
  const handleJoinedRoom = createJoinedRooms({
    ...{ store, homeserver, rooms, journey, outbox, counters, log, own, answerMaxAge },
    follow: invitations.follow,
    welcome: (direct) => (direct ? conversation.greeting() : conversation.arrival()),
  });
  const health = watchHealth(config.dataDir, counters, encryption);
  const sync = createSync({
    ...{ store, homeserver, encryption, rooms, handleJoinedRoom, invitations, outbox, counters, log, onStep },
    onSync: health.synced,
  });

  const housekeeping = setInterval(() => {
    sendKeyNotices({ store, rooms, outbox, pending, reactions }, Date.now());
    void leaveDeserted(rooms, homeserver, counters, log);
    const old = [...oldSeen(store, Date.now()), ...answers.prune(Date.now())];
    if (old.length > 0) void store.write(old);
  }, housekeepingEvery);
  const forgetting = setInterval(() => {
    const changes = conversation.forget(store.rows('sessions'), Date.now());
    if (changes.length > 0) void store.write(sessionOperations(changes));
  }, forgetEvery);
  const heartbeat = setInterval(health.beat, heartbeatEvery);
  health.beat();

  const stop = async (): Promise<void> => {
    clearInterval(housekeeping);
    clearInterval(forgetting);
    clearInterval(heartbeat);
    invitations.stop();
    await Promise.race([
      Promise.all([sync.stop(), outbox.stop()]).then(() => encryption.close()),
      delay(stopWithin, undefined, { ref: false }),
    ]);
    await store.close();
    log.info(Object.fromEntries(counters.all()), 'Arrêté.');
  };

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

function oldSeen(store: Store, now: number): Operation[] {
  return [...store.rows('seen')]
    .filter(([, at]) => now - Number(at) > seenFor)
    .map(([key]) => ({ op: 'delete', table: 'seen', key }));
}

/** Keeps the heartbeat: healthy while the sync succeeds and the device is signed. */
function watchHealth(folder: string, counters: Counters, encryption: Encryption) {
  let lastSync = Date.now();
  let trouble: RequestError | undefined;
  return {
    synced(error: RequestError | undefined) {
      trouble = error;
      if (error === undefined) lastSync = Date.now();
    },
    beat() {
      const silence = Date.now() - lastSync;
      const device = encryption.status();
      const synced = trouble === undefined || (silence < unhealthyAfter && trouble.errcode !== expired);
      const lines = [
        trouble?.errcode === expired
          ? 'Le compte Tchap a expiré : renouvelez-le depuis sa boîte aux lettres.'
          : trouble === undefined
            ? 'Synchronisé avec le serveur Matrix.'
            : `Sans réponse du serveur Matrix depuis ${Math.round(silence / 1_000)} s.`,
        device.line,
        `Messages envoyés depuis le démarrage : ${counters.all().get('messages_sent') ?? 0}.`,
      ];
      writeHeartbeat(folder, { at: Date.now(), healthy: synced && device.signed, lines });
    },
  };
}

const expired = 'ORG_MATRIX_EXPIRED_ACCOUNT';
