/** Someone who talks to a conversation, and what is remembered of them. */
import type { Conversation } from '../../src/conversation/conversation.ts';
import type { IncomingMessage, Reaction } from '../../src/conversation/message.ts';

/** What a message may be, besides its text. */
export type Fields = Partial<IncomingMessage>;

/**
 * A message's fields default to a direct message, a second after the one before, `$1` the first.
 * @param separator between the replies to one message
 * @param after how many messages there were before, when they go on after a restart
 */
export function speaker(
  conversation: Conversation,
  { room, separator }: { readonly room: string; readonly separator: string },
  sessions = new Map<string, string>(),
  after = 0,
) {
  let clock = Date.UTC(2026, 10, 22, 9) + after * 1_000;
  let count = after;
  const respond = (text: string, fields: Fields = {}): Reaction => {
    count += 1;
    clock += 1_000;
    const message: IncomingMessage = {
      id: `$${count}`,
      room,
      sender: '@sophie:a.fr',
      thread: undefined,
      replyTo: undefined,
      text,
      at: clock,
      direct: true,
      addressed: false,
      mentionsOthers: false,
      ...fields,
    };
    const reaction = conversation.respond(message, sessions);
    for (const { key, value } of reaction.sessions) {
      if (value === null) sessions.delete(key);
      else sessions.set(key, value);
    }
    return reaction;
  };
  return {
    conversation,
    sessions,
    respond,
    /** What is said back, as plain text; '' is silence. */
    say: (text: string, fields?: Fields) =>
      respond(text, fields)
        .replies.map(({ message }) => message.plain)
        .join(separator),
    wait: (milliseconds: number) => {
      clock += milliseconds;
    },
  };
}
