/**
 * Accepts or refuses invitations, the same way whether they come live or were pending at the start: they are stored with the sync
 * that brings them, and answered until the homeserver has taken the answer.
 */
import { z } from 'zod';
import type { Counters } from '../../operations/counters.ts';
import type { Log } from '../../operations/logs.ts';
import { Backoff } from '../homeserver/backoff.ts';
import { type Homeserver, RequestError } from '../homeserver/homeserver.ts';
import { serverOf } from '../identifiers.ts';
import type { OnStep } from '../steps.ts';
import { invitationRefused } from '../texts.ts';
import { type AccessSettings, mayInvite } from './access.ts';
import type { Rooms } from './rooms.ts';

/** A join refused that often is refused for good: joining right after the invitation may fail at first (synapse 2367). */
const mostRefusals = 6;
const firstRetry = 500;
const longestRetry = 60_000;

/** What invitations are answered with. */
export interface InvitationParts {
  readonly homeserver: Homeserver;
  readonly rooms: Rooms;
  readonly counters: Counters;
  readonly log: Log;
  readonly onStep: OnStep;
  readonly own: string;
  readonly settings: AccessSettings;
}

/** Invitations, from the sync to the answer. */
export interface Invitations {
  /** Notes an invitation. @param state the `invite_state` of the sync: stripped events */
  receive(room: string, state: readonly unknown[]): void;
  /** A room that the bot is in has moved: joins the new one, where whoever moved it might have invited the bot. */
  follow(replacement: string, sender: string): void;
  /** Answers all that are noted. */
  answer(): void;
  /** Answers no more. */
  stop(): void;
}

const inviteSchema = z.looseObject({
  type: z.literal('m.room.member'),
  sender: z.string(),
  state_key: z.string(),
  content: z.looseObject({ membership: z.literal('invite') }),
});

const spaceSchema = z.looseObject({
  type: z.literal('m.room.create'),
  content: z.looseObject({ type: z.literal('m.space') }),
});

/** Makes the handling of invitations. */
export function createInvitations(parts: InvitationParts): Invitations {
  const { homeserver, rooms, counters, log, onStep, own, settings } = parts;
  const underWay = new Set<string>();
  const stopping = new AbortController();

  const join = (room: string, inviter: string) =>
    homeserver.request('POST', `/_matrix/client/v3/join/${encodeURIComponent(room)}`, {
      query: { via: serverOf(inviter), server_name: serverOf(inviter) },
      body: {},
    });
  const refuse = (room: string) =>
    homeserver.request('POST', `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/leave`, {
      body: { reason: invitationRefused },
    });

  const settle = async (room: string, inviter: string): Promise<void> => {
    let allowed = mayInvite(inviter, own, settings);
    let refusals = 0;
    const backoff = new Backoff(firstRetry, longestRetry);
    while (!stopping.signal.aborted && rooms.get(room)?.membership === 'invited') {
      try {
        await (allowed ? join(room, inviter) : refuse(room));
        counters.add(allowed ? 'invitations_accepted' : 'invitations_refused');
        // The sync tells when it is joined: only then does the room count as such.
        if (allowed) onStep('joined');
        else rooms.leave(room);
        return;
      } catch (error) {
        if (!(error instanceof RequestError && error.temporary)) refusals += 1;
        if (refusals >= mostRefusals) {
          log.warn({ err: error }, 'Une invitation n’a pas pu être suivie : abandon.');
          if (!allowed) {
            rooms.leave(room);
            return;
          }
          allowed = false;
          refusals = 0;
        }
        await backoff.wait(error instanceof RequestError ? error.retryAfter : undefined, stopping.signal);
      }
    }
  };

  return {
    receive(room, state) {
      const invite = state
        .map((event) => inviteSchema.safeParse(event).data)
        .find((event) => event?.state_key === own);
      // Without its sender an invitation cannot be judged, so it is refused; and a Space is no place to talk in.
      const isSpace = state.some((event) => spaceSchema.safeParse(event).success);
      rooms.update(room, { membership: 'invited', inviter: isSpace ? '' : (invite?.sender ?? '') });
    },
    follow(replacement, sender) {
      const membership = rooms.get(replacement)?.membership;
      if (membership === 'joined' || membership === 'invited' || !mayInvite(sender, own, settings)) return;
      rooms.update(replacement, { membership: 'invited', inviter: sender });
    },
    answer() {
      for (const [room, { membership, inviter = '' }] of rooms.all()) {
        if (membership !== 'invited' || underWay.has(room)) continue;
        underWay.add(room);
        void settle(room, inviter).finally(() => underWay.delete(room));
      }
    },
    stop: () => stopping.abort(),
  };
}
