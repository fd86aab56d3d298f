/** Devices on the fake homeserver, for the tests of this folder. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EncryptionOptions, openEncryption } from '../../../src/matrix/crypto/open.ts';
import type { EncryptedEvent, EncryptedRoom, Encryption } from '../../../src/matrix/encryption.ts';
import type { Log } from '../../../src/operations/logs.ts';
import type { Storage } from '../../../src/storage/contract.ts';
import { createMemoryStorage } from '../../../src/storage/memory.ts';
import { openStore, type Store } from '../../../src/storage/store.ts';
import type { FakeHomeserver } from './fake-homeserver.ts';

export const server = 'example.org';
export const id = (person: string): string => `@${person}:${server}`;

/** A log that keeps its lines. */
export function recordingLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (_: unknown, message: string) => void lines.push(message);
  return { lines, debug: keep, info: keep, warn: keep, error: keep, fatal: keep };
}

export interface Person {
  readonly user: string;
  readonly device: string;
  readonly encryption: Encryption;
  readonly store: Store;
  readonly storage: Storage;
  readonly folder: string;
  readonly log: ReturnType<typeof recordingLog>;
  /** One sync: to-device messages and device changes; returns how many messages are still waiting. */
  sync(): Promise<number>;
  /** An event of the person in a room, encrypted for those who are in it. */
  say(room: EncryptedRoom, text: string): Promise<EncryptedEvent>;
  read(event: EncryptedEvent): Promise<unknown>;
}

let events = 0;

/** Opens a device; with the storage and folder of a former one, it is that one after a restart. */
export async function open(
  homeserver: FakeHomeserver,
  person: string,
  device: string,
  more: Partial<EncryptionOptions> & { storage?: Storage } = {},
): Promise<Person> {
  const { storage = createMemoryStorage(), ...options } = more;
  const store = await openStore(storage, (error) => {
    throw error;
  });
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'communs-bot-'));
  const log = recordingLog();
  const user = id(person);
  const encryption = await openEncryption({
    homeserver: homeserver.connect(user, device),
    store,
    name: { user, device },
    folder,
    log,
    recoveryKey: undefined,
    password: undefined,
    storePassphrase: undefined,
    signedDevicesOnly: false,
    onStep: () => {},
    ...options,
  });
  return {
    user,
    device,
    encryption,
    store,
    storage,
    folder,
    log,
    async sync() {
      const { left, ...changes } = homeserver.sync(user, device);
      await encryption.receiveSync(changes);
      return left;
    },
    async say(room, body) {
      const content = await encryption.encrypt(room, 'm.room.message', { msgtype: 'm.text', body });
      events += 1;
      const type = 'm.room.encrypted' as const;
      return {
        type,
        event_id: `$${events}`,
        room_id: room.id,
        sender: user,
        origin_server_ts: events,
        content,
      };
    },
    async read(event) {
      const decryption = await encryption.decrypt(event);
      return decryption.outcome === 'decrypted' ? decryption.content.body : decryption.outcome;
    },
  };
}

/** A room with these people, encrypted with the default settings. */
export function room(members: readonly string[], settings: Record<string, unknown> = {}): EncryptedRoom {
  const all = { algorithm: 'm.megolm.v1.aes-sha2', ...settings };
  return { id: `!room:${server}`, settings: all, historyVisibility: 'invited', members: members.map(id) };
}
