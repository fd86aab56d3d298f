/** People who ask in a room, whatever their client: what the tests that count answers need of them. */
import { handlingFailed, keyMissing } from '../../src/matrix/texts.ts';
import type { TestClient } from './client.ts';
import type { Element } from './element.ts';
import type { Nio } from './nio.ts';

/** What replies to a message, as the asker's client shows it. */
export interface SeenReply {
  /** The message that it replies to. */
  readonly to: string;
  /** Owning up to a failure is no answer. */
  readonly kind: 'answer' | 'failure' | 'unreadable';
  readonly text: string;
  /** When the homeserver took it, in milliseconds since 1970. */
  readonly at: number;
}

/** Someone in a room. */
export interface Asker {
  say(text: string): Promise<string>;
  /** In the order of the room. */
  replies(): readonly SeenReply[];
  /** Waits until a look at what was seen gives something. */
  until<T>(look: () => T | undefined | false, what: string, within?: number): Promise<T>;
}

/** What owns up to a failure, the beginning of each: why a key is missing is told in several ways. */
const failures = [handlingFailed, keyMissing(undefined)].map(({ plain }) => plain.slice(0, 35));
const kindOf = (body: unknown): SeenReply['kind'] =>
  typeof body === 'string' && !failures.some((failure) => body.includes(failure)) ? 'answer' : 'failure';

export const clientIn = (client: TestClient, room: string): Asker => ({
  say: (text) => client.say(room, text),
  replies: () =>
    client.messages(room).flatMap(({ content, origin_server_ts: at }) => {
      const related = content['m.relates_to'] as { 'm.in_reply_to'?: { event_id: string } } | undefined;
      const to = related?.['m.in_reply_to']?.event_id;
      return to === undefined ? [] : [{ to, kind: kindOf(content.body), text: String(content.body), at }];
    }),
  until: (look, what, within) => client.until(look, what, within),
});

export const elementIn = (person: Element, room: string): Asker => ({
  say: (text) => person.say(room, text),
  replies: () =>
    person.messages(room).flatMap((event) => {
      const to = event.replyEventId;
      if (to === undefined) return [];
      const kind = event.isDecryptionFailure() ? 'unreadable' : kindOf(event.getContent().body);
      return [{ to, kind, text: String(event.getContent().body), at: event.getTs() }];
    }),
  until: (look, what, within) => person.until(look, what, within),
});

export const nioIn = (person: Nio, room: string): Asker => ({
  say: (text) => person.say(room, text),
  replies: () =>
    person.events.flatMap((event) => {
      if (event.room !== room || event.sender === person.user || event.reply === null) return [];
      const kind = event.type === 'undecryptable' ? 'unreadable' : kindOf(event.body);
      return [{ to: event.reply, kind, text: String(event.body), at: event.at }];
    }),
  until: (look, what, within) => person.until(look, what, within),
});
