/** What those who run the bot must know, said in their room, once for each occasion. */
import { bullets, paragraph } from '../answering/answer.ts';
import { renderMessage } from '../rendering/message.ts';
import type { Store } from '../storage/store.ts';
import { transactionId } from './identifiers.ts';
import { messageContent } from './outgoing/message-content.ts';
import type { Outbox } from './outgoing/outbox.ts';
import type { Rooms } from './rooms/rooms.ts';

/** The alerts. */
export interface Alerts {
  /**
   * Says a line, and details in a list under it, unless it was said for this occasion.
   * @param occasion `unsigned`, `renew:2027-06-30`, …
   */
  raise(occasion: string, line: string, details?: readonly string[]): void;
  /** The occasion is over: the next time is another one. */
  clear(occasion: string): void;
}

/** @param room `MATRIX_ADMIN_ROOM`; without it, or while the bot is not in it, nobody is told */
export function createAlerts(store: Store, outbox: Outbox, rooms: Rooms, room: string | undefined): Alerts {
  const keyOf = (occasion: string) => `alert:${occasion}`;
  return {
    raise(occasion, line, details = []) {
      if (room === undefined || rooms.get(room)?.membership !== 'joined') return;
      if (store.get('meta', keyOf(occasion)) !== undefined) return;
      const now = Date.now();
      const name = { cause: `${keyOf(occasion)}:${now}`, purpose: 'alert', position: 0 };
      const list = details.length === 0 ? [] : [bullets(details.map((detail) => [detail]))];
      const message = renderMessage([paragraph(line), ...list]);
      void store.write([
        { op: 'put', table: 'meta', key: keyOf(occasion), value: String(now) },
        outbox.add({
          ...{ room, name, at: now },
          transaction: transactionId(name.cause, name.purpose, name.position),
          // Not a notice: those do not notify.
          action: { kind: 'message', content: { ...messageContent(message, undefined), msgtype: 'm.text' } },
        }),
      ]);
      outbox.kick();
    },
    clear(occasion) {
      if (store.get('meta', keyOf(occasion)) === undefined) return;
      void store.write([{ op: 'delete', table: 'meta', key: keyOf(occasion) }]);
    },
  };
}

const day = 86_400_000;
const warnBefore = 30 * day;

/** The line about an account that is to be renewed within a month; undefined before. @param renewBy `YYYY-MM-DD` */
export function renewalLine(renewBy: string, now: number): string | undefined {
  const left = Date.parse(renewBy) - now;
  if (left > warnBefore) return undefined;
  return left > 0
    ? `Le compte du bot expire le ${renewBy} (jours restants : ${Math.ceil(left / day)}) : renouvelez-le depuis sa boîte aux lettres, puis mettez MATRIX_ACCOUNT_RENEW_BY à jour.`
    : `Le compte du bot devait être renouvelé avant le ${renewBy} : faites-le depuis sa boîte aux lettres, puis mettez MATRIX_ACCOUNT_RENEW_BY à jour.`;
}
