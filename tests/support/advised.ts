/** People who talk to the whole conversation: the real knowledge, engine and tree. */
import { createEngine } from '../../src/answering/create.ts';
import { createGuidedDialogue } from '../../src/conversation/advice/guided.ts';
import { type Conversation, createConversation } from '../../src/conversation/conversation.ts';
import type { IncomingMessage, Reaction } from '../../src/conversation/message.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';

const loaded = loadKnowledge('knowledge');
if (!loaded.ok) throw new Error(loaded.errors.map(({ message }) => message).join('\n'));
export const theKnowledge: Knowledge = loaded.knowledge;
const engine = createEngine(theKnowledge);

export const hour = 3_600_000;

/** What a message may be, besides its text. */
export type Fields = Partial<IncomingMessage>;

/** The conversation keeps nothing by itself: one serves all tests over the same knowledge. */
const conversations = new Map<Knowledge, Conversation>();
function conversationOver(knowledge: Knowledge): Conversation {
  const known = conversations.get(knowledge);
  if (known !== undefined) return known;
  const made = createConversation(engine, knowledge, {
    dialogue: createGuidedDialogue(knowledge),
    contact: 'contact@exemple.gouv.fr',
  });
  conversations.set(knowledge, made);
  return made;
}

/**
 * People, their clock and what is remembered of them. A message is a direct one, a second after the one before, `$1` the first.
 * @param after how many messages there were before, when these people go on after a restart
 */
export function advised(
  knowledge: Knowledge = theKnowledge,
  sessions = new Map<string, string>(),
  after = 0,
) {
  const conversation = conversationOver(knowledge);
  let clock = Date.UTC(2026, 10, 22, 9) + after * 1_000;
  let count = after;
  const respond = (text: string, fields: Fields = {}): Reaction => {
    count += 1;
    clock += 1_000;
    const message: IncomingMessage = {
      id: `$${count}`,
      room: '!salon',
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
    sessions,
    respond,
    /** What is said back, as a room shows it; '' is silence. */
    say: (text: string, fields?: Fields) =>
      respond(text, fields)
        .replies.map(({ message }) => message.plain)
        .join('\n\n'),
    wait: (milliseconds: number) => {
      clock += milliseconds;
    },
  };
}
