/** The conversation of the preview, over the newest good knowledge, and what is wrong with the files as they are now. */
import type { CurrentConversation } from '../conversation/current.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { LoadResult } from '../knowledge/load.ts';
import type { KnowledgeError } from '../knowledge/yaml-file.ts';

/** The knowledge as the page is told of it. */
export interface KnowledgeState {
  /** The version that answers; undefined while there was no good one. */
  readonly version: string | undefined;
  /** Of the files as they are now; while there are any, the last good version answers. */
  readonly errors: readonly KnowledgeError[];
  /** What the last good change changed, a sentence each. */
  readonly changes: readonly string[];
  /** What the bot says first, as portable HTML: between two, and on arrival in a room. */
  readonly greetings: { readonly direct: string; readonly room: string } | undefined;
}

/** What is previewed. */
export interface Previewed {
  /** Over the last good knowledge; undefined while there was none. */
  conversation(): CurrentConversation | undefined;
  state(): KnowledgeState;
  /** Calls at each new state. @returns what ends it */
  onChange(told: () => void): () => void;
  /** Takes the files as they are now, and tells everyone who follows. */
  take(): Promise<void>;
}

/**
 * Previews files that need not be right yet: nothing is read before the first `take`.
 * @param converse makes the conversation over the first good knowledge
 */
export function createPreviewed(
  load: () => LoadResult,
  converse: (knowledge: Knowledge) => CurrentConversation,
): Previewed {
  const followers = new Set<() => void>();
  let conversation: CurrentConversation | undefined;
  let state: KnowledgeState = { version: undefined, errors: [], changes: [], greetings: undefined };

  async function renew(): Promise<Partial<KnowledgeState>> {
    if (conversation === undefined) {
      const result = load();
      if (!result.ok) return { errors: result.errors };
      conversation = converse(result.knowledge);
      return { version: result.knowledge.version, errors: [], greetings: greetingsOf(conversation) };
    }
    const result = await conversation.refresh(Date.now());
    switch (result.kind) {
      case 'same':
        return { errors: [] };
      case 'refused':
        return { errors: result.errors };
      case 'taken':
        return { version: result.version, errors: [], changes: result.changes };
    }
  }

  return {
    conversation: () => conversation,
    state: () => state,
    onChange(told) {
      followers.add(told);
      return () => followers.delete(told);
    },
    async take() {
      state = { ...state, ...(await renew()) };
      for (const follower of followers) follower();
    },
  };
}

function greetingsOf(conversation: CurrentConversation) {
  return {
    direct: conversation.greeting().message.html,
    room: conversation.arrival().message.html,
  };
}
