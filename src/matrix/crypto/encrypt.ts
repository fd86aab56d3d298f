/** A room's messages, encrypted: the key goes first to everyone in the room who lacks it, one message at a time in a room. */
import { type OlmMachine, RequestType, RoomId } from '@matrix-org/matrix-sdk-crypto-wasm';
import type { EncryptedRoom } from '../encryption.ts';
import type { Homeserver } from '../homeserver/homeserver.ts';
import type { OnStep } from '../steps.ts';
import { users } from './machine.ts';
import type { Pump } from './pump.ts';
import { send } from './requests.ts';
import { encryptionSettings } from './room-settings.ts';

/** How many people's one-time keys are claimed in one request: in a very large room one request for all would time out. */
const claimedAtOnce = 200;

type Encrypt = (
  room: EncryptedRoom,
  type: string,
  content: Readonly<Record<string, unknown>>,
) => Promise<Readonly<Record<string, unknown>>>;

/** @param signedOnly see `encryptionSettings` */
export function createEncrypt(
  machine: OlmMachine,
  homeserver: Homeserver,
  pump: Pump,
  signedOnly: boolean,
  onStep: OnStep,
): Encrypt {
  const inOrder = createLocks();

  /** Rejects when someone's devices could not be asked for: they would not get the key, and could not read. */
  const knowDevices = async (members: readonly string[]): Promise<void> => {
    await machine.updateTrackedUsers(users(members));
    const failed = (await pump.pass()).find(({ type }) => type === RequestType.KeysQuery);
    if (failed !== undefined) throw failed.error;
  };

  const claimKeys = async (members: readonly string[]): Promise<void> => {
    for (let at = 0; at < members.length; at += claimedAtOnce) {
      const claim = await machine.getMissingSessions(users(members.slice(at, at + claimedAtOnce)));
      if (claim) await send(homeserver, machine, claim);
    }
  };

  /**
   * Shares until there is nothing left to share: encrypting in a session that was not shared, or has expired meanwhile, is a panic of
   * the machine. A share that could not be sent is given again by the next call, with the same transaction id.
   */
  const shareKey = async (room: EncryptedRoom): Promise<void> => {
    for (;;) {
      const settings = encryptionSettings(room, signedOnly);
      const requests = await machine.shareRoomKey(new RoomId(room.id), users(room.members), settings);
      if (requests.length === 0) return;
      for (const request of requests) await send(homeserver, machine, request);
      onStep('key-shared');
    }
  };

  return (room, type, content) =>
    inOrder(room.id, async () => {
      await knowDevices(room.members);
      await claimKeys(room.members);
      await shareKey(room);
      const text = await machine.encryptRoomEvent(new RoomId(room.id), type, JSON.stringify(content));
      onStep('encrypted');
      return JSON.parse(text) as Record<string, unknown>;
    });
}

/** Runs what has the same key one after the other. */
function createLocks() {
  const last = new Map<string, Promise<unknown>>();
  return <T>(key: string, task: () => Promise<T>): Promise<T> => {
    const next = (last.get(key) ?? Promise.resolve()).catch(() => {}).then(task);
    last.set(key, next);
    const forget = () => {
      if (last.get(key) === next) last.delete(key);
    };
    next.then(forget, forget);
    return next;
  };
}
