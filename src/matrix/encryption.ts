/**
 * What the sync loop and the outbox need of end-to-end encryption: implemented in `crypto/`, absent in a program that has no
 * device. Without it a room that is encrypted gets nothing, ever.
 */

/** The part of a /sync response that belongs to encryption, as it came. */
export interface EncryptionChanges {
  readonly toDevice: readonly unknown[];
  readonly changedDevices: readonly string[];
  readonly leftDevices: readonly string[];
  /** `signed_curve25519` → how many one-time keys the server still has; undefined when the server did not say. */
  readonly oneTimeKeys: Readonly<Record<string, number>> | undefined;
  /** Undefined when the server does not do fallback keys. */
  readonly unusedFallbackKeys: readonly string[] | undefined;
}

/** One `m.room.encrypted` event as it came from /sync, its `room_id` added. */
export interface EncryptedEvent {
  readonly type: 'm.room.encrypted';
  readonly event_id: string;
  readonly room_id: string;
  readonly sender: string;
  readonly origin_server_ts: number;
  readonly content: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/** What became of an encrypted event. */
export type Decryption =
  /** The clear event: `type` and `content`; all else is as in the encrypted one (a relation left in clear is put into `content`). */
  | {
      readonly outcome: 'decrypted';
      readonly type: string;
      readonly content: Readonly<Record<string, unknown>>;
      /**
       * The place of the message in its session, made of what cannot be forged. A second event at the same place is a replay: it is
       * "seen" already, whatever its event id, so what is handled is stored as seen under this too.
       */
      readonly once: string;
    }
  /** The key may come: keep the event, and try again when `onKeys` names its session. `withheld` is the code the sender gave. */
  | { readonly outcome: 'waiting'; readonly session: string; readonly withheld: string | undefined }
  /** Never to be answered: a sender that is not the one who encrypted it, garbage. `reason` is for the log. */
  | { readonly outcome: 'refused'; readonly reason: string };

/** A room that is encrypted, as it is now. */
export interface EncryptedRoom {
  readonly id: string;
  /** The content of `m.room.encryption` (`rotation_period_ms`, `rotation_period_msgs`, …). */
  readonly settings: Readonly<Record<string, unknown>>;
  /** `m.room.history_visibility`, `shared` unless the room says otherwise. */
  readonly historyVisibility: string;
  /** Everyone who must be able to read: joined, and invited where the history is visible to them. Read anew each time. */
  readonly members: readonly string[];
}

/** The device, as people and the health check want to know it. */
export interface EncryptionStatus {
  readonly device: string;
  /** The ed25519 key that clients show as the fingerprint. */
  readonly fingerprint: string;
  /** Signed by the owner's self-signing key: what clients look at before they show no warning and send keys. */
  readonly signed: boolean;
  /** One French line for `!statut`, the start and the health check; says what to do when something is wrong. */
  readonly line: string;
}

/** A session whose key has come. */
export interface ArrivedKey {
  readonly room: string;
  readonly session: string;
}

/** The device's encryption, opened, signed, and bound to the store. */
export interface Encryption {
  /**
   * First thing done with each sync response, before room state and timeline. Resolves once durable; then uploads, queries and
   * claims are sent in the background and retried. Rejects only when the process must end.
   */
  receiveSync(changes: EncryptionChanges): Promise<void>;
  /** Never rejects for an event that is merely bad. */
  decrypt(event: EncryptedEvent): Promise<Decryption>;
  /**
   * Shares the room's key with everyone who lacks it, then encrypts; one at a time in a room. The caller stores the content
   * before it sends it.
   * @throws RequestError when the key could not be shared: nothing was encrypted, try again later
   */
  encrypt(
    room: EncryptedRoom,
    type: string,
    content: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, unknown>>>;
  /** Called with keys that have come, after they are durable. One listener. */
  onKeys(listener: (keys: readonly ArrivedKey[]) => void): void;
  /** After a sync token that the server no longer knows: device lists may have changed unseen. */
  lostTrack(): Promise<void>;
  /** Deletes keys that were not used for long; gives how many. */
  prune(): Promise<number>;
  status(): EncryptionStatus;
  close(): Promise<void>;
}
