/** Leaves rooms where the bot has no business: those where it is alone, and Spaces. */
import type { Counters } from '../../operations/counters.ts';
import type { Log } from '../../operations/logs.ts';
import type { Homeserver } from '../homeserver/homeserver.ts';
import type { Room, Rooms } from './rooms.ts';

const hasNoBusiness = ({ membership, joined, invited, type }: Room): boolean =>
  membership === 'joined' && ((joined === 1 && (invited ?? 0) === 0) || type === 'm.space');

/** Leaves them all; what fails is tried again at the next call. The sync tells when a room is left. */
export async function leaveDeserted(
  rooms: Rooms,
  homeserver: Homeserver,
  counters: Counters,
  log: Log,
): Promise<void> {
  for (const [id, room] of [...rooms.all()]) {
    if (!hasNoBusiness(room)) continue;
    try {
      await homeserver.request('POST', `/_matrix/client/v3/rooms/${encodeURIComponent(id)}/leave`, {
        body: {},
      });
      rooms.leave(id);
      counters.add('rooms_deserted');
    } catch (error) {
      log.warn({ err: error }, 'Un salon désert n’a pas pu être quitté : nouvel essai plus tard.');
    }
  }
}
