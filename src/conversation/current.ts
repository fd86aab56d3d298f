/**
 * The conversation over the newest good knowledge: the one place that holds it. A message is answered from one version, since a
 * new one takes the place of the former between two messages; a wrong one takes nobody's place.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createEngine } from '../answering/create.ts';
import type { Engine } from '../answering/engine.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { LoadResult } from '../knowledge/load.ts';
import { finish, type Steps } from '../knowledge/steps.ts';
import type { KnowledgeError } from '../knowledge/yaml-file.ts';
import { createGuidedDialogue } from './advice/guided.ts';
import { type Conversation, type ConversationOptions, createConversation } from './conversation.ts';
import type { Dialogue } from './dialogue.ts';
import { type Notebook, openNews } from './news.ts';

/** What came of reading the knowledge again. */
export type Reloaded =
  /** The files are as they were when they were last taken. */
  | { readonly kind: 'same' }
  /** What changed, a sentence each; empty when only words by which things are found did. */
  | { readonly kind: 'taken'; readonly version: string; readonly changes: readonly string[] }
  /** The former knowledge stays. */
  | { readonly kind: 'refused'; readonly errors: readonly KnowledgeError[] };

/** Where the knowledge comes from. */
export interface KnowledgeSource {
  /** The version of the files as they are now, cheaply; undefined when they cannot be read. */
  version(): string | undefined;
  load(): LoadResult;
}

/** A conversation that takes new knowledge. */
export interface CurrentConversation extends Conversation {
  /** Reads the knowledge again, at once. @param at milliseconds since 1970 */
  reload(at: number): Reloaded;
  /** The same in steps, between which others have their turn: building the index takes a tenth of a second. */
  refresh(at: number): Promise<Reloaded>;
}

/** What a platform may set. */
export interface CurrentOptions extends Omit<ConversationOptions, 'dialogue' | 'news'> {
  /** Where the news is kept; in memory unless told. */
  readonly notebook?: Notebook;
}

/** A version, and what is made of it before anybody talks. */
interface Prepared {
  readonly knowledge: Knowledge;
  readonly engine: Engine;
  readonly dialogue: Dialogue;
}

/**
 * Indexes knowledge that is loaded already; gives what makes the conversation over it. What only messages in doubt need is made
 * afterwards, in steps between which others have their turn: a bot waits for the network meanwhile.
 * @returns a function of the time in milliseconds since 1970, and of what the platform sets
 */
export function prepareCurrentConversation(
  knowledge: Knowledge,
  source: KnowledgeSource,
): (at: number, options?: CurrentOptions) => CurrentConversation {
  const prepared = finish(prepare(knowledge));
  void inTurns(prepared.engine.prepare());
  return (at, options = {}) => createCurrentConversation(prepared, source, at, options);
}

/** The index, step by step. */
function* prepare(knowledge: Knowledge): Steps<Prepared> {
  const engine = createEngine(knowledge);
  yield;
  return { knowledge, engine, dialogue: createGuidedDialogue(knowledge) };
}

/** Goes through the steps when nothing else is to be done. */
async function inTurns<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    await nextTurn();
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function createCurrentConversation(
  first: Prepared,
  source: KnowledgeSource,
  at: number,
  { notebook = { read: () => undefined, write: () => {} }, ...options }: CurrentOptions,
): CurrentConversation {
  const news = openNews(notebook);
  const converse = ({ engine, knowledge, dialogue }: Prepared): Conversation =>
    createConversation(engine, knowledge, { ...options, dialogue, news: news.blocks });
  let current = converse(first);
  news.take(first.knowledge, at);

  function* renew(now: number): Steps<Reloaded> {
    const before = current;
    if (source.version() === before.version) return { kind: 'same' };
    const result = source.load();
    if (!result.ok) return { kind: 'refused', errors: result.errors };
    // Saved again while it was read, so that two versions may be mixed in it: the next look takes what is there then.
    if (source.version() !== result.knowledge.version) return { kind: 'same' };
    yield;
    const prepared = yield* prepare(result.knowledge);
    yield* prepared.engine.prepare();
    yield;
    // Reloaded at once meanwhile, from files at least as new.
    if (current !== before) return { kind: 'same' };
    current = converse(prepared);
    return { kind: 'taken', version: current.version, changes: news.take(prepared.knowledge, now) };
  }

  return {
    respond: (message, sessions) => current.respond(message, sessions),
    greeting: () => current.greeting(),
    arrival: () => current.arrival(),
    forget: (sessions, now) => current.forget(sessions, now),
    entryNamed: (text) => current.entryNamed(text),
    get version() {
      return current.version;
    },
    get commands() {
      return current.commands;
    },
    reload: (now) => finish(renew(now)),
    refresh: (now) => inTurns(renew(now)),
  };
}
