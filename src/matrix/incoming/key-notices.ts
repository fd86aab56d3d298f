/**
 * Tells the author of a message that could not be decrypted for a minute: once a session of theirs, and not more than once an
 * hour in a room.
 */
import type { Store } from '../../storage/store.ts';
import type { Outbox } from '../outgoing/outbox.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { keyMissing } from '../texts.ts';
import type { Pending, PendingEvent } from './pending.ts';
import type { Reactions } from './reactions.ts';

const patience = 60_000;
const hour = 3_600_000;

/** What the notices are made with. */
export interface KeyNoticeParts {
  readonly store: Store;
  readonly rooms: Rooms;
  readonly outbox: Outbox;
  readonly pending: Pending;
  readonly reactions: Reactions;
}

/** Queues the notices that are due. @param now in milliseconds since 1970 */
export function sendKeyNotices(
  { store, rooms, outbox, pending, reactions }: KeyNoticeParts,
  now: number,
): void {
  const sessionTold = (session: string) => pending.all(session).some(({ told }) => told);
  const due = ({ at, session, event }: PendingEvent) =>
    now - at >= patience &&
    !sessionTold(session) &&
    now - (rooms.get(event.room_id)?.keyNoticeAt ?? 0) >= hour;
  for (const kept of pending.all()) {
    if (!due(kept)) continue;
    const { event, withheld, age, at } = kept;
    const origin = { id: event.event_id, room: event.room_id, sender: event.sender, at: at - age };
    rooms.update(event.room_id, { keyNoticeAt: now });
    void store.write([
      ...pending.markTold(event.event_id),
      ...reactions.tell(origin, keyMissing(withheld), 'late-key-notice'),
    ]);
  }
  outbox.kick();
}
