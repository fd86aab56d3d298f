/** What a sync says of one joined room: arrival, state, then the timeline, with what was cut from it after an absence. */
import { z } from 'zod';
import type { Reply } from '../../conversation/message.ts';
import type { Counters } from '../../operations/counters.ts';
import type { Log } from '../../operations/logs.ts';
import type { Store } from '../../storage/store.ts';
import { type Envelope, parseEnvelope } from '../events.ts';
import { type Homeserver, RequestError } from '../homeserver/homeserver.ts';
import { transactionId } from '../identifiers.ts';
import { messageContent } from '../outgoing/message-content.ts';
import type { Outbox } from '../outgoing/outbox.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { OnStep } from '../steps.ts';
import type { Journey } from './journey.ts';
import { type JoinedRoom, messageTypes } from './sync-response.ts';

/** How far back a gap is read, in pages of a hundred events. */
const mostPages = 100;

/** What a room's part of a sync is handled with. */
export interface JoinedRoomParts {
  readonly store: Store;
  readonly homeserver: Homeserver;
  readonly rooms: Rooms;
  readonly journey: Journey;
  readonly outbox: Outbox;
  readonly counters: Counters;
  readonly log: Log;
  readonly onStep: OnStep;
  readonly own: string;
  /** In milliseconds. */
  readonly answerMaxAge: number;
  /** A room has been replaced by another (`m.room.tombstone`), on the word of `sender`. */
  readonly follow: (replacement: string, sender: string) => void;
  /** What is said on arrival, in a direct message or in a room. */
  readonly welcome: (direct: boolean) => Reply;
}

/**
 * Handles a joined room. Resolves when all of it is queued in the journal.
 * @param first the very first sync of this account: nobody is greeted, nothing is answered
 */
export type HandleJoinedRoom = (id: string, part: JoinedRoom, first: boolean) => Promise<void>;

/** Makes the handling of joined rooms. */
export function createJoinedRooms(parts: JoinedRoomParts): HandleJoinedRoom {
  const { store, homeserver, rooms, journey, outbox, own, answerMaxAge, counters, log, onStep } = parts;

  const isOwnMembership = ({ type, state_key, content }: Envelope, membership: string): boolean =>
    type === 'm.room.member' && state_key === own && content.membership === membership;

  const arrive = (id: string, join: Envelope | undefined): void => {
    const reply = parts.welcome(rooms.isDirect(id));
    // The joining is what it answers: another one, another greeting.
    const cause = join?.event_id ?? `join:${id}`;
    void store.write([
      outbox.add({
        room: id,
        name: { cause, purpose: reply.purpose, position: 0 },
        transaction: transactionId(cause, reply.purpose, 0),
        at: Date.now(),
        action: { kind: 'message', content: messageContent(reply.message, undefined) },
      }),
    ]);
  };

  /** A room that took the place of one the bot was in keeps its settings, and needs no new introduction. */
  const succeed = (id: string): boolean => {
    const predecessor = rooms.get(rooms.get(id)?.predecessor ?? '');
    if (predecessor === undefined) return false;
    rooms.update(id, { unasked: predecessor.unasked });
    return true;
  };

  /** What a limited timeline left out, oldest first: back to the last event handled, or to what is too old to be answered. */
  const readGap = async (id: string, from: string): Promise<unknown[]> => {
    const found: unknown[] = [];
    let token = from;
    for (let page = 0; page < mostPages; page += 1) {
      const answer = await homeserver.request(
        'GET',
        `/_matrix/client/v3/rooms/${encodeURIComponent(id)}/messages`,
        {
          query: { dir: 'b', from: token, limit: 100, filter: JSON.stringify({ types: messageTypes }) },
        },
      );
      const { chunk, end } = pageSchema.parse(answer);
      for (const event of chunk) {
        const envelope = parseEnvelope(event);
        const age = envelope?.unsigned?.age ?? 0;
        if (envelope !== undefined && (journey.isSeen(envelope.event_id) || age > answerMaxAge))
          return found.reverse();
        found.push(event);
      }
      // The beginning of the room: all of it was read.
      if (end === undefined) return found.reverse();
      token = end;
    }
    counters.add('gaps_cut_short');
    log.warn({ pages: mostPages }, 'Un trou dans l’historique d’un salon n’a pas été relu en entier.');
    return found.reverse();
  };

  /** A homeserver that is away is asked again, with the whole sync; a gap that cannot be read for good is passed over. */
  const tryGap = async (id: string, from: string): Promise<unknown[]> => {
    try {
      const found = await readGap(id, from);
      onStep('gap-read');
      return found;
    } catch (error) {
      if (error instanceof RequestError && error.temporary) throw error;
      counters.add('gaps_cut_short');
      log.error({ err: error }, 'Un trou dans l’historique d’un salon n’a pas pu être relu.');
      return [];
    }
  };

  /** Its events of the sync and of the gap before them, but for what was said before the bot was there. */
  const readTimeline = async (id: string, { timeline }: JoinedRoom, isNew: boolean): Promise<unknown[]> => {
    const { events, limited, prev_batch } = timeline;
    const gap = limited && !isNew && prev_batch !== undefined ? await tryGap(id, prev_batch) : [];
    const since = rooms.get(id)?.since ?? 0;
    return [...gap, ...events].filter(
      (event) => (parseEnvelope(event)?.origin_server_ts ?? Number.POSITIVE_INFINITY) >= since,
    );
  };

  return async (id, part, first) => {
    const state = [...part.state.events, ...part.timeline.events]
      .map(parseEnvelope)
      .filter((event) => event?.state_key !== undefined) as Envelope[];
    const isNew = rooms.get(id)?.membership !== 'joined';
    // From here to the greeting all is queued at once, so that it reaches the disk in one commit.
    if (isNew) {
      const invited = state.findLast((event) => isOwnMembership(event, 'invite'));
      const joined = state.findLast((event) => isOwnMembership(event, 'join'));
      const since = first ? serverTime(joined) : (invited ?? joined)?.origin_server_ts;
      rooms.update(id, { membership: 'joined', inviter: undefined, since });
    }
    const counts = {
      joined: part.summary['m.joined_member_count'],
      invited: part.summary['m.invited_member_count'],
    };
    rooms.absorb(id, state, counts, part.timeline.limited);
    if (first) return;
    const join = state.findLast((event) => isOwnMembership(event, 'join'));
    if (isNew && !succeed(id) && rooms.get(id)?.type !== 'm.space') arrive(id, join);
    if (isNew) onStep('arrived');
    for (const { type, sender, content } of state)
      if (type === 'm.room.tombstone' && typeof content.replacement_room === 'string')
        parts.follow(content.replacement_room, sender);
    for (const event of await readTimeline(id, part, isNew)) await journey.handle(id, event);
  };
}

/** The homeserver's clock, by the age of an event that it made itself: what is compared with it was dated by it, and ours may be wrong. */
function serverTime(event: Envelope | undefined): number {
  const age = event?.unsigned?.age;
  return event === undefined || age === undefined ? Date.now() : event.origin_server_ts + age;
}

const pageSchema = z.looseObject({ chunk: z.array(z.unknown()), end: z.string().optional() });
