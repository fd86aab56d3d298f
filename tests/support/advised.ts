/** People who talk to the whole conversation: the real knowledge, engine and tree. */
import { createEngine } from '../../src/answering/create.ts';
import { createGuidedDialogue } from '../../src/conversation/advice/guided.ts';
import { type Conversation, createConversation } from '../../src/conversation/conversation.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { speaker } from './speaker.ts';

const loaded = loadKnowledge('knowledge');
if (!loaded.ok) throw new Error(loaded.errors.map(({ message }) => message).join('\n'));
export const theKnowledge: Knowledge = loaded.knowledge;
const engine = createEngine(theKnowledge);

export const hour = 3_600_000;

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
 * People, their clock and what is remembered of them.
 * @param after how many messages there were before, when these people go on after a restart
 */
export const advised = (knowledge: Knowledge = theKnowledge, sessions?: Map<string, string>, after = 0) =>
  speaker(conversationOver(knowledge), { room: '!salon', separator: '\n\n' }, sessions, after);
