/** Hands what someone wrote on to the maintainers' room, on that person's word only; see transmissions.ts. */
import type { IncomingMessage } from '../../conversation/message.ts';
import type { Store } from '../../storage/store.ts';
import { transactionId } from '../identifiers.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Outbox } from './outbox.ts';
import { transmissionPurpose } from './transmissions.ts';

/**
 * Hands an event on; false while the bot is not in the maintainers' room. The same asking hands it on once.
 * @param asking the message that asks for it
 * @param event what is handed on: that message, or an earlier one of the same person
 * @param entry the entry of the knowledge that it reports something about
 */
export type HandOn = (asking: IncomingMessage, event: string, entry?: string) => boolean;

/** @param maintainers `MATRIX_ADMIN_ROOM`; undefined without one */
export function createHandOn(
  store: Store,
  outbox: Outbox,
  rooms: Rooms,
  maintainers: string | undefined,
): HandOn | undefined {
  if (maintainers === undefined) return undefined;
  return ({ id, room, sender, thread }, event, entry) => {
    if (rooms.get(maintainers)?.membership !== 'joined') return false;
    const name = { cause: id, purpose: transmissionPurpose, position: 0 };
    const question = {
      ...{ room, event, sender },
      ...(thread === undefined ? {} : { thread }),
      ...(entry === undefined ? {} : { entry }),
    };
    const row = outbox.add({
      ...{ room: maintainers, name, at: Date.now() },
      transaction: transactionId(name.cause, name.purpose, name.position),
      action: { kind: 'transmission', question },
    });
    void store.write([row]);
    return true;
  };
}
