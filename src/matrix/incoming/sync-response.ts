/** What of a /sync response is used (Client-Server API, GET /sync). Events are parsed one by one at the door. */
import { z } from 'zod';
import { roomStateTypes } from '../rooms/rooms.ts';

const events = z.looseObject({ events: z.array(z.unknown()).default([]) }).default({ events: [] });

const joinedRoomSchema = z.looseObject({
  summary: z
    .looseObject({
      'm.joined_member_count': z.number().optional(),
      'm.invited_member_count': z.number().optional(),
    })
    .default({}),
  state: events,
  timeline: z
    .looseObject({
      events: z.array(z.unknown()).default([]),
      limited: z.boolean().default(false),
      prev_batch: z.string().optional(),
    })
    .default({ events: [], limited: false }),
});
/** One joined room of a sync. */
export type JoinedRoom = z.infer<typeof joinedRoomSchema>;

/** The response as a whole. */
export const syncResponseSchema = z.looseObject({
  next_batch: z.string(),
  rooms: z
    .looseObject({
      join: z.record(z.string(), joinedRoomSchema).default({}),
      invite: z.record(z.string(), z.looseObject({ invite_state: events })).default({}),
      leave: z.record(z.string(), z.unknown()).default({}),
    })
    .default({ join: {}, invite: {}, leave: {} }),
  to_device: events,
  device_lists: z
    .looseObject({ changed: z.array(z.string()).default([]), left: z.array(z.string()).default([]) })
    .default({ changed: [], left: [] }),
  device_one_time_keys_count: z.record(z.string(), z.number()).optional(),
  device_unused_fallback_key_types: z.array(z.string()).optional(),
});
/** A parsed response. */
export type SyncResponse = z.infer<typeof syncResponseSchema>;

const nothing = { types: [], limit: 0 };
/** What people send, besides state. */
export const messageTypes = ['m.room.message', 'm.room.encrypted', 'm.room.redaction', 'm.reaction'];

/**
 * The filter of a sync, as JSON. Members are loaded lazily: who is in a room is counted by the server, and asked for where it matters.
 * @param history how many events of each room's timeline; none at the very first sync
 */
export function syncFilter(history: number): string {
  return JSON.stringify({
    presence: nothing,
    account_data: nothing,
    room: {
      account_data: nothing,
      ephemeral: nothing,
      state: { types: roomStateTypes, lazy_load_members: true },
      timeline: {
        types: [...messageTypes, ...roomStateTypes],
        limit: history,
        lazy_load_members: true,
      },
    },
  });
}
