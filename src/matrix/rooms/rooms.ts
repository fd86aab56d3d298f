/**
 * What the bot knows of its rooms: kept from the sync, stored, and asked again of the homeserver before anything is sent.
 * Encryption once seen is never forgotten, whatever the homeserver says later.
 */
import { z } from 'zod';
import type { Operation } from '../../storage/contract.ts';
import type { Store } from '../../storage/store.ts';
import type { EncryptedRoom } from '../encryption.ts';
import type { Envelope } from '../events.ts';
import { type Homeserver, RequestError } from '../homeserver/homeserver.ts';

const roomSchema = z.strictObject({
  membership: z.enum(['invited', 'joined', 'left']),
  /** What is used of `m.room.encryption`, once seen. */
  encryption: z.record(z.string(), z.unknown()).optional(),
  historyVisibility: z.string().optional(),
  /** How many people are in the room, and how many are invited. */
  joined: z.number().optional(),
  invited: z.number().optional(),
  /** `m.space`, … */
  type: z.string().optional(),
  /** The room whose place it took. */
  predecessor: z.string().optional(),
  /** Who may change the room's settings: power level of its state events, or more. */
  moderators: z.array(z.string()).optional(),
  /** Those who made it, where the room's version puts them above all levels. */
  creators: z.array(z.string()).optional(),
  /** False where a moderator has switched the unasked answers off. */
  unasked: z.boolean().optional(),
  /** Who invited the bot, while it is invited. */
  inviter: z.string().optional(),
  /** What was sent earlier was not said to the bot: when it was invited, or first synced. Milliseconds since 1970. */
  since: z.number().optional(),
  /** When someone was last told that a message could not be decrypted. */
  keyNoticeAt: z.number().optional(),
});
/** A room, as it is stored. */
export type Room = z.infer<typeof roomSchema>;

/** State events that are of use here, for the filter of the sync. */
export const roomStateTypes = [
  'm.room.create',
  'm.room.encryption',
  'm.room.history_visibility',
  'm.room.member',
  'm.room.power_levels',
  'm.room.tombstone',
] as const;

/** How the sync counts the people of a room. */
export interface RoomCounts {
  readonly joined: number | undefined;
  readonly invited: number | undefined;
}

/** How long the homeserver's word on a room holds by itself, in milliseconds: an answer is found within that time. */
const holdsFor = 1_000;
/** How long it holds while the sync goes on, which would tell of a change: many answers to one room need not ask each. */
const holdsAtMost = 60_000;

/** What a room allows to be sent, asked just now. */
export type Sendable =
  | { readonly kind: 'clear' }
  | { readonly kind: 'encrypted'; readonly room: EncryptedRoom }
  /** The bot is not in it (any more). */
  | { readonly kind: 'gone' };

/** The rooms, from the store and the sync. */
export interface Rooms {
  get(id: string): Room | undefined;
  all(): ReadonlyMap<string, Room>;
  /** Changes a room, in memory and in the journal. */
  update(id: string, change: Partial<Room>): void;
  /** The bot is out of a room, or was never in: of it stays what its return must find, encryption once seen and its settings. */
  leave(id: string): void;
  /** Takes what the sync says of a joined room. @param gap events were left out: who came or went may be among them */
  absorb(id: string, state: readonly Envelope[], counts: RoomCounts, gap: boolean): void;
  /** Exactly two people joined or invited. */
  isDirect(id: string): boolean;
  /** Whether someone may change the room's settings. */
  isModerator(id: string, user: string): boolean;
  /** All that a sync told that came at that time (of `performance.now()`) has been taken in. */
  heard(at: number): void;
  /** An answer is likely to be sent: begins to ask, so that the next `look` waits the less. Says whether there was something to ask. */
  lookAhead(id: string): boolean;
  /** Asks what may be sent now. @throws RequestError when it cannot be known: then nothing may be sent */
  look(id: string): Promise<Sendable>;
  /** The sync stream was interrupted, or a message refused: what is only cached, of all rooms or of one, may be out of date. */
  forgetCached(id?: string): void;
}

/** Reads the stored rooms. */
export function openRooms(store: Store, homeserver: Homeserver): Rooms {
  const rooms = new Map<string, Room>();
  for (const [id, value] of store.rows('rooms')) rooms.set(id, roomSchema.parse(JSON.parse(value)));
  /** Who is in it or invited, for as long as the sync tells of every change. */
  const members = new Map<string, Promise<readonly Member[]>>();

  /** What was asked of the homeserver, and when. */
  const asked = new Map<
    string,
    { readonly settings: ReturnType<typeof fetchEncryption>; readonly at: number }
  >();
  let heardAt = Number.NEGATIVE_INFINITY;

  const update = (id: string, change: Partial<Room>): void => {
    const room: Room = { membership: 'joined', ...rooms.get(id), ...change };
    rooms.set(id, room);
    const operation: Operation = { op: 'put', table: 'rooms', key: id, value: JSON.stringify(room) };
    void store.write([operation]);
  };

  const membersOf = (id: string): Promise<readonly Member[]> => {
    const known = members.get(id);
    if (known !== undefined) return known;
    const asked = fetchMembers(homeserver, id);
    members.set(id, asked);
    asked.catch(() => {
      if (members.get(id) === asked) members.delete(id);
    });
    return asked;
  };

  const forgetCached = (id?: string): void => {
    for (const cached of [members, asked])
      if (id === undefined) cached.clear();
      else cached.delete(id);
  };

  const encryptionOf = (id: string): ReturnType<typeof fetchEncryption> => {
    const now = performance.now();
    const known = asked.get(id);
    const holds = now - heardAt < holdsFor ? holdsAtMost : holdsFor;
    if (known !== undefined && now - known.at < holds) return known.settings;
    const settings = fetchEncryption(homeserver, id);
    asked.set(id, { settings, at: now });
    const forget = (): void => {
      if (asked.get(id)?.settings === settings) asked.delete(id);
    };
    // Only that it is clear is worth keeping.
    settings.then((said) => said !== undefined && forget(), forget);
    return settings;
  };

  return {
    get: (id) => rooms.get(id),
    all: () => rooms,
    update,
    leave(id) {
      const { encryption, unasked } = rooms.get(id) ?? {};
      forgetCached(id);
      rooms.delete(id);
      if (encryption !== undefined || unasked !== undefined)
        update(id, { membership: 'left', encryption, unasked });
      else void store.write([{ op: 'delete', table: 'rooms', key: id }]);
    },
    absorb(id, state, counts, gap) {
      if (gap || state.some(({ type }) => type === 'm.room.member')) members.delete(id);
      const change: Partial<Room> = Object.assign(definedCounts(counts), ...state.map(roomChange));
      if (Object.keys(change).length > 0) update(id, change);
    },
    isDirect(id) {
      const room = rooms.get(id);
      return room?.joined !== undefined && room.joined + (room.invited ?? 0) === 2;
    },
    isModerator(id, user) {
      const { moderators = [], creators = [] } = rooms.get(id) ?? {};
      return moderators.includes(user) || moderators.includes(everyone) || creators.includes(user);
    },
    heard(at) {
      heardAt = at;
    },
    lookAhead(id) {
      if (rooms.get(id)?.encryption !== undefined) return false;
      const before = asked.get(id);
      // Whoever looks is told how it ended.
      encryptionOf(id).catch(() => {});
      return asked.get(id) !== before;
    },
    async look(id) {
      if (rooms.get(id)?.membership !== 'joined') return { kind: 'gone' };
      // Encryption once seen stays, and the sync tells of its settings: only a room that seems clear is asked about.
      if (rooms.get(id)?.encryption === undefined) {
        const settings = await encryptionOf(id);
        if (settings === 'gone') return { kind: 'gone' };
        if (settings !== undefined) update(id, { encryption: settings });
      }
      const encryption = rooms.get(id)?.encryption;
      if (encryption === undefined) return { kind: 'clear' };
      const historyVisibility = rooms.get(id)?.historyVisibility ?? 'shared';
      const readers = (await membersOf(id)).filter(
        ({ membership }) => membership === 'join' || historyVisibility !== 'joined',
      );
      return {
        kind: 'encrypted',
        room: { id, settings: encryption, historyVisibility, members: readers.map(({ user }) => user) },
      };
    },
    forgetCached,
  };
}

function definedCounts({ joined, invited }: RoomCounts): Partial<Room> {
  return { ...(joined === undefined ? {} : { joined }), ...(invited === undefined ? {} : { invited }) };
}

function roomChange({ type, content, sender, state_key }: Envelope): Partial<Room> {
  if (state_key !== '') return {};
  switch (type) {
    case 'm.room.encryption':
      // Whatever its content: a room with this event is encrypted. Broken settings never undo it.
      return { encryption: settingsIn(content) };
    case 'm.room.history_visibility':
      return typeof content.history_visibility === 'string'
        ? { historyVisibility: content.history_visibility }
        : {};
    case 'm.room.create':
      return created(sender, content);
    case 'm.room.power_levels':
      return { moderators: moderatorsOf(content) };
    default:
      return {};
  }
}

const setting = z.union([z.string(), z.number()]).optional().catch(undefined);
const encryptionSchema = z.object({
  algorithm: setting,
  rotation_period_ms: setting,
  rotation_period_msgs: setting,
});

/** Of the content of `m.room.encryption` what is used, however large and deep the rest is. */
function settingsIn(content: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return encryptionSchema.parse(content);
}

const createSchema = z.looseObject({
  type: z.string().optional().catch(undefined),
  room_version: z.string().optional().catch(undefined),
  additional_creators: z.array(z.string()).default([]).catch([]),
  predecessor: z.looseObject({ room_id: z.string() }).optional().catch(undefined),
});

function created(sender: string, content: Envelope['content']): Partial<Room> {
  const { type, room_version = '1', additional_creators, predecessor } = createSchema.parse(content);
  return {
    ...(type === undefined ? {} : { type }),
    ...(predecessor === undefined ? {} : { predecessor: predecessor.room_id }),
    ...(Number(room_version) >= 12 ? { creators: [sender, ...additional_creators] } : {}),
  };
}

/** In the list of moderators of a room where anyone may change its state. */
const everyone = '*';
const level = z.number().optional().catch(undefined);
const powerLevelsSchema = z.looseObject({
  state_default: level,
  users_default: level,
  users: z.record(z.string(), z.unknown()).default({}).catch({}),
});

function moderatorsOf(content: Envelope['content']): string[] {
  const { state_default = 50, users_default = 0, users } = powerLevelsSchema.parse(content);
  const listed = Object.keys(users).filter((user) => Number(users[user]) >= state_default);
  return users_default >= state_default ? [everyone, ...listed] : listed;
}

interface Member {
  readonly user: string;
  readonly membership: 'join' | 'invite';
}

const membersSchema = z.looseObject({
  chunk: z.array(
    z.looseObject({
      state_key: z.string(),
      content: z.looseObject({ membership: z.string() }),
    }),
  ),
});

/** Client-Server API, GET /rooms/{roomId}/members: all who are joined or invited. */
async function fetchMembers(homeserver: Homeserver, id: string): Promise<readonly Member[]> {
  const answer = await homeserver.request(
    'GET',
    `/_matrix/client/v3/rooms/${encodeURIComponent(id)}/members`,
    { query: { not_membership: 'leave' } },
  );
  return membersSchema
    .parse(answer)
    .chunk.flatMap(({ state_key: user, content: { membership } }) =>
      membership === 'join' || membership === 'invite' ? [{ user, membership }] : [],
    );
}

/** The room's `m.room.encryption` as the homeserver has it now; undefined when it has none. */
async function fetchEncryption(
  homeserver: Homeserver,
  id: string,
): Promise<Readonly<Record<string, unknown>> | undefined | 'gone'> {
  try {
    const content = await homeserver.request(
      'GET',
      `/_matrix/client/v3/rooms/${encodeURIComponent(id)}/state/m.room.encryption`,
    );
    return settingsIn(z.record(z.string(), z.unknown()).parse(content));
  } catch (error) {
    if (error instanceof RequestError && error.status === 404 && error.errcode === 'M_NOT_FOUND')
      return undefined;
    if (error instanceof RequestError && error.status === 403 && error.errcode === 'M_FORBIDDEN')
      return 'gone';
    throw error;
  }
}
