/** A room's `m.room.encryption` → the machine's settings for its sessions. */
import {
  CollectStrategy,
  EncryptionAlgorithm,
  EncryptionSettings,
  HistoryVisibility,
} from '@matrix-org/matrix-sdk-crypto-wasm';
import type { EncryptedRoom } from '../encryption.ts';

/** The specification's proposals, for a room that does not say. */
const defaults = { periodMs: 604_800_000, messages: 100 };
/** A session for no message at all could never be used (the machine would panic); a longer one than this nobody wants. */
const bounds = { periodMs: [3_600_000, 10 * 604_800_000], messages: [1, 10_000] } as const;

/** How long, and for how many messages, a session of the room is used. */
export function rotation(settings: Readonly<Record<string, unknown>>): {
  periodMs: number;
  messages: number;
} {
  const bounded = (value: unknown, key: keyof typeof defaults): number => {
    const [least, most] = bounds[key];
    if (typeof value !== 'number' || !Number.isFinite(value)) return defaults[key];
    return Math.trunc(Math.min(most, Math.max(least, value)));
  };
  return {
    periodMs: bounded(settings.rotation_period_ms, 'periodMs'),
    messages: bounded(settings.rotation_period_msgs, 'messages'),
  };
}

/** A map: whoever made the room wrote the value that is looked up. */
const visibilities: ReadonlyMap<string, HistoryVisibility> = new Map([
  ['invited', HistoryVisibility.Invited],
  ['joined', HistoryVisibility.Joined],
  ['shared', HistoryVisibility.Shared],
  ['world_readable', HistoryVisibility.WorldReadable],
]);

/** @param signedOnly keys go only to devices that their owner has signed */
export function encryptionSettings(room: EncryptedRoom, signedOnly: boolean): EncryptionSettings {
  const { periodMs, messages } = rotation(room.settings);
  const settings = new EncryptionSettings();
  settings.algorithm = EncryptionAlgorithm.MegolmV1AesSha2;
  // The machine counts in microseconds, the room in milliseconds.
  settings.rotationPeriod = BigInt(periodMs) * 1000n;
  settings.rotationPeriodMessages = BigInt(messages);
  settings.historyVisibility = visibilities.get(room.historyVisibility) ?? HistoryVisibility.Shared;
  settings.sharingStrategy = signedOnly
    ? CollectStrategy.identityBasedStrategy()
    : CollectStrategy.allDevices();
  return settings;
}
