/** One person who talks to the conversation outside of any room: sessions are kept in memory, for as long as it lasts. */
import type { Conversation } from './conversation.ts';
import type { IncomingMessage, Reply } from './message.ts';

/** Says something and gets what is said back. */
export type Talk = (text: string, at: number) => readonly Reply[];

/** @param direct false for a room of several, where nobody is addressed */
export function startTalk(conversation: Conversation, direct = true): Talk {
  const sessions = new Map<string, string>();
  let count = 0;
  return (text, at) => {
    count += 1;
    const message: IncomingMessage = {
      id: String(count),
      room: 'terminal',
      sender: 'terminal',
      thread: undefined,
      replyTo: undefined,
      text,
      at,
      direct,
      addressed: false,
      mentionsOthers: false,
    };
    const reaction = conversation.respond(message, sessions);
    for (const { key, value } of reaction.sessions) {
      if (value === null) sessions.delete(key);
      else sessions.set(key, value);
    }
    return reaction.replies;
  };
}

/** What each turn of one conversation gets, from its beginning: turns follow one another within the ten minutes of a context. */
export function talkThrough(
  conversation: Conversation,
  turns: readonly string[],
  direct: boolean,
): (readonly Reply[])[] {
  const say = startTalk(conversation, direct);
  const began = Date.now();
  return turns.map((text, index) => say(text, began + index * 1_000));
}
