/**
 * A person with an encrypting client: matrix-js-sdk, the library of Element and of Tchap, which judges our device as those clients do.
 * Its keys are held in memory.
 */
import {
  ClientEvent,
  createClient,
  EventType,
  type MatrixClient,
  type MatrixEvent,
  MatrixEventEvent,
  type Room,
} from 'matrix-js-sdk';
import { OnlySignedDevicesIsolationMode } from 'matrix-js-sdk/lib/crypto-api/index.js';
import { type Logger, logger } from 'matrix-js-sdk/lib/logger.js';
import { Lookout } from '../support/lookout.ts';
import type { Synapse } from './synapse.ts';

/** The library logs every step. */
const silent: Logger = {
  trace() {},
  debug() {},
  info() {},
  warn() {},
  error() {},
  getChild: () => silent,
};
// Parts of it write to its one global log all the same.
if ('setLevel' in logger && typeof logger.setLevel === 'function') logger.setLevel('silent');
const password = 'secret';
const algorithm = 'm.megolm.v1.aes-sha2';

/** How the client is set. */
export interface ElementOptions {
  /** Publishes an identity and signs the device, as people's clients do. */
  readonly identity?: boolean;
  /** Neither sends keys to devices that their owner has not signed, nor shows what they say. */
  readonly signedDevicesOnly?: boolean;
  /** The base of the API: a proxy, or the homeserver itself. */
  readonly url?: string;
}

/** A person at an encrypting client. */
export class Element {
  readonly client: MatrixClient;
  readonly user: string;
  private readonly lookout = new Lookout();

  private constructor(client: MatrixClient) {
    this.client = client;
    this.user = client.getSafeUserId();
    const wake = () => {
      this.lookout.wake();
    };
    client.on(ClientEvent.Event, wake);
    client.on(ClientEvent.ToDeviceEvent, wake);
    client.on(MatrixEventEvent.Decrypted, wake);
  }

  /** Makes an account, logs in, and follows. */
  static async register(synapse: Synapse, name: string, options: ElementOptions = {}): Promise<Element> {
    const { url = synapse.url } = options;
    const response = await fetch(`${url}/_matrix/client/v3/register`, {
      method: 'POST',
      body: JSON.stringify({ username: name, password, auth: { type: 'm.login.dummy' } }),
    });
    const login = (await response.json()) as { user_id: string; device_id: string; access_token: string };
    if (!response.ok) throw new Error(`register ${name}: ${JSON.stringify(login)}`);
    const client = createClient({
      baseUrl: url,
      userId: login.user_id,
      deviceId: login.device_id,
      accessToken: login.access_token,
      logger: silent,
      cryptoCallbacks: {
        getSecretStorageKey: async ({ keys }) => {
          const [id] = Object.keys(keys);
          return id === undefined || person.storageKey === undefined ? null : [id, person.storageKey];
        },
      },
    });
    const person = new Element(client);
    await client.initRustCrypto({ useIndexedDB: false });
    if (options.signedDevicesOnly)
      person.crypto().setDeviceIsolationMode(new OnlySignedDevicesIsolationMode());
    await client.startClient({ initialSyncLimit: 100, lazyLoadMembers: false });
    await person.until(() => client.isInitialSyncComplete(), 'the first sync');
    if (options.identity ?? true) await person.makeIdentity();
    return person;
  }

  private storageKey: Uint8Array<ArrayBuffer> | undefined;

  crypto() {
    const crypto = this.client.getCrypto();
    if (crypto === undefined) throw new Error('the client has no crypto');
    return crypto;
  }

  /** @param anew replaces the identity that there is, as people do who have lost their recovery key */
  async makeIdentity(anew = false): Promise<void> {
    await this.crypto().bootstrapCrossSigning({
      setupNewCrossSigning: anew,
      authUploadDeviceSigningKeys: async (upload) => {
        const identifier = { type: 'm.id.user', user: this.user };
        await upload({ type: 'm.login.password', identifier, password });
      },
    });
  }

  /** How this client judges a device. */
  judge(user: string, device: string) {
    return this.crypto().getDeviceVerificationStatus(user, device);
  }

  /** Puts the identity's secrets into secret storage. Returns the recovery key as a person copies it. */
  async makeSecretStorage(passphrase?: string): Promise<string> {
    const key = await this.crypto().createRecoveryKeyFromPassphrase(passphrase);
    this.storageKey = key.privateKey;
    await this.crypto().bootstrapSecretStorage({
      createSecretStorageKey: async () => key,
      setupNewSecretStorage: true,
    });
    return key.encodedPrivateKey ?? '';
  }

  close(): void {
    this.client.stopClient();
  }

  /** Waits until a look at what was seen gives something. */
  until<T>(look: () => T | undefined | false | null, what: string, within = 90_000): Promise<T> {
    return this.lookout.until(look, {
      within,
      // What the library keeps to itself is looked at again now and then.
      lookEvery: 100,
      failure: () => `${this.user} has not seen within ${within} ms: ${what}`,
    });
  }

  /** A room, encrypted from the start unless told, with people invited. */
  async createRoom(
    invite: readonly string[],
    more: { direct?: boolean; encrypted?: boolean; settings?: object } = {},
  ): Promise<string> {
    const { direct = false, encrypted = true, settings } = more;
    const content = { algorithm, ...settings };
    const { room_id } = await this.client.createRoom({
      invite: [...invite],
      preset: 'private_chat' as never,
      is_direct: direct,
      initial_state: encrypted ? [{ type: EventType.RoomEncryption, state_key: '', content }] : [],
    });
    const isThere = (room: Room | null) =>
      room?.getMyMembership() === 'join' && (room.hasEncryptionStateEvent() || !encrypted);
    await this.until(() => isThere(this.client.getRoom(room_id)), 'the new room');
    return room_id;
  }

  async joined(room: string, user: string, membership = 'join'): Promise<void> {
    await this.until(
      () => this.client.getRoom(room)?.getMember(user)?.membership === membership,
      `${user} to ${membership}`,
    );
  }

  async join(room: string): Promise<void> {
    await this.client.joinRoom(room);
    await this.until(() => this.client.getRoom(room)?.getMyMembership() === 'join', 'the room joined');
  }

  /** Sends a text; resolves with the event's id. */
  async say(room: string, body: string, more: Record<string, unknown> = {}): Promise<string> {
    const content = { msgtype: 'm.text', body, ...more };
    return (await this.client.sendEvent(room, EventType.RoomMessage, content as never)).event_id;
  }

  edit(room: string, event: string, body: string): Promise<string> {
    return this.say(room, `* ${body}`, {
      'm.new_content': { msgtype: 'm.text', body },
      'm.relates_to': { rel_type: 'm.replace', event_id: event },
    });
  }

  private events(room: string): readonly MatrixEvent[] {
    return this.client.getRoom(room)?.getLiveTimeline().getEvents() ?? [];
  }

  /** Messages of others, in order, without edits; those that cannot be decrypted are among them. */
  messages(room: string): readonly MatrixEvent[] {
    return this.events(room).filter(
      (each) =>
        each.getType() === EventType.RoomMessage &&
        each.getSender() !== this.user &&
        !each.isRelation('m.replace'),
    );
  }

  /** The edits of a message that can be read. */
  edits(room: string, event: string): readonly MatrixEvent[] {
    return this.events(room).filter(
      (each) =>
        each.getType() === EventType.RoomMessage &&
        each.isRelation('m.replace') &&
        each.relationEventId === event,
    );
  }

  /** What someone has redacted. */
  redactions(room: string, by: string): readonly string[] {
    return this.events(room)
      .filter((each) => each.getType() === EventType.RoomRedaction && each.getSender() === by)
      .map((each) => String(each.event.redacts ?? each.getContent().redacts));
  }

  /** The messages that reply to an event; the relation is in clear, so those that cannot be decrypted are among them. */
  repliesTo(room: string, event: string): readonly MatrixEvent[] {
    return this.events(room).filter(
      (each) =>
        each.replyEventId === event && each.getSender() !== this.user && !each.isRelation('m.replace'),
    );
  }

  /** The first reply to an event, once it is decrypted or cannot be. */
  reply(room: string, event: string, within?: number): Promise<MatrixEvent> {
    const settled = (each: MatrixEvent) =>
      each.getClearContent() !== null || each.isDecryptionFailure() || !each.isEncrypted();
    return this.until(() => this.repliesTo(room, event).find(settled), `a reply to ${event}`, within);
  }
}
