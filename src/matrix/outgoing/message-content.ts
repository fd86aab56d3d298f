/** The content of the bot's messages, as Matrix wants it (Client-Server API, "m.room.message", "Rich replies", "Threading", "Event replacements"). */
import type { RenderedMessage } from '../../rendering/message.ts';

/** An event's content. */
export type Content = Readonly<Record<string, unknown>>;

/** What a message stands in relation to. */
export interface ReplyTarget {
  readonly event: string;
  readonly sender: string;
  readonly thread: string | undefined;
}

/** A notice; a reply, in the thread when the question was in one. Only the asker is mentioned, and `m.mentions` is always there. */
export function messageContent(message: RenderedMessage, target: ReplyTarget | undefined): Content {
  return {
    msgtype: 'm.notice',
    body: message.plain,
    format: 'org.matrix.custom.html',
    formatted_body: message.html,
    'm.mentions': target === undefined ? {} : { user_ids: [target.sender] },
    ...(target === undefined ? {} : { 'm.relates_to': relation(target) }),
  };
}

function relation({ event, thread }: ReplyTarget): Content {
  const reply = { 'm.in_reply_to': { event_id: event } };
  return thread === undefined
    ? reply
    : { rel_type: 'm.thread', event_id: thread, is_falling_back: false, ...reply };
}

/**
 * What is only known when it is sent.
 * @param late notices do not notify: an answer that comes late is an ordinary text
 * @param replaced the event that this message edits
 */
export function finalContent(
  content: Content,
  { late, replaced }: { late: boolean; replaced: string | undefined },
): Content {
  const timely = late ? { ...content, msgtype: 'm.text' } : content;
  if (replaced === undefined) return timely;
  // The mentions of an edit's outside are those that are new: none, so that nobody is notified twice.
  const { 'm.relates_to': _, ...edited } = content;
  return {
    ...edited,
    body: `* ${String(content.body)}`,
    formatted_body: `* ${String(content.formatted_body)}`,
    'm.mentions': {},
    'm.new_content': edited,
    'm.relates_to': { rel_type: 'm.replace', event_id: replaced },
  };
}
