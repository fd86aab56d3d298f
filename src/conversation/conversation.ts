/**
 * A message in, replies out (design, "When it speaks"). Pure: no clock, no I/O, no platform. The platform stores the session
 * changes with the replies in one transaction, and sends them.
 */
import type { Answer, Block } from '../answering/answer.ts';
import type { Engine, Turn } from '../answering/engine.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { fold } from '../knowledge/normalise.ts';
import { renderMessage } from '../rendering/message.ts';
import { namesSomeone } from './audience.ts';
import { carryOut, contextBefore } from './carry-out.ts';
import { type Command, type Outcome, statement } from './command.ts';
import { parseCommand } from './command-line.ts';
import { registry } from './commands.ts';
import type { Dialogue, DialogueState } from './dialogue.ts';
import type { Count, IncomingMessage, Reaction, Reply, SessionChange, SessionReader } from './message.ts';
import { choice } from './numbers.ts';
import { forgetOld, readSession, type Session, sessionChange, sessionKey } from './session.ts';
import { knowledgeStatus } from './status.ts';
import { arrival, greeting, hello, invite, reserved, unknownCommand, welcome } from './texts.ts';

/** A longer text is no name of a command: pasted pages are not folded for it. */
const longestName = 40;

/** What the platform may set. */
export interface ConversationOptions {
  /** The guided dialogue; without it there is no `!conseil`. */
  readonly dialogue?: Dialogue;
  /** Whether questions put to nobody may be answered in rooms (`BOT_UNASKED_ANSWERS`); yes unless told. */
  readonly unaskedAnswers?: boolean;
  /** Who is named under a refusal (`BOT_CONTACT`). */
  readonly contact?: string;
  /** How long ago, in milliseconds, a source may have been read (`BOT_SOURCE_MAX_AGE`); without it, any time. */
  readonly sourceMaxAge?: number;
  /** What the platform says of itself under `!statut` to the person who asks, a sentence each. */
  readonly status?: (message: IncomingMessage) => readonly string[];
  /** What changed in the knowledge lately; without it there is no `!nouveautes`. */
  readonly news?: () => readonly Block[];
  /** Commands of the platform. */
  readonly commands?: readonly Command[];
}

/** The conversation, the same on every platform. */
export interface Conversation {
  /** What a message leads to. For an edited message, the reply is what replaces the former one; none: it calls for none. */
  respond(message: IncomingMessage, sessions: SessionReader): Reaction;
  /** The first message of a conversation between two. */
  greeting(): Reply;
  /** The one line said on arrival in a room. */
  arrival(): Reply;
  /** What the passing of time forgets, to be stored now and then: nothing is kept longer than it is used. */
  forget(sessions: ReadonlyMap<string, string>, at: number): SessionChange[];
  /** What the entry of the knowledge is called that a text names, when it names one. */
  entryNamed(text: string): string | undefined;
  /** The version of the knowledge that it answers from. */
  readonly version: string;
  /** Every command, for the documentation. */
  readonly commands: readonly Command[];
}

/** Makes the conversation over an engine and the knowledge that it answers from. */
export function createConversation(
  engine: Engine,
  knowledge: Knowledge,
  options: ConversationOptions = {},
): Conversation {
  const { dialogue, unaskedAnswers = true, contact, sourceMaxAge, status = () => [] } = options;
  const commands = registry({
    engine,
    dialogue,
    news: options.news,
    status: (message) => [...knowledgeStatus(knowledge), ...status(message)],
    others: options.commands ?? [],
  });
  const byName = new Map(
    commands.flatMap((command) => command.names.map((name) => [name, command] as const)),
  );
  const names = new Set(byName.keys());
  const isForSomeone = namesSomeone(knowledge);

  function decide(message: IncomingMessage, session: Session): Outcome {
    const spokenTo = message.direct || message.addressed;
    const state = listening(message, session, spokenTo);
    const line = parseCommand(message.text, names);
    // "!retour": its words may be written like commands.
    const led =
      line.kind === 'unknown' && state !== undefined && dialogue?.expects(message.text, state, spokenTo);
    if (line.kind === 'unknown' && !led) {
      // In a room other bots have their commands too: only a slip of the finger on one of ours is told.
      if (line.meant === undefined && !spokenTo) return { kind: 'silence' };
      const band = line.meant === undefined ? 'refuse' : 'suggest';
      return { kind: 'aside', answer: statement(unknownCommand(line.typed, line.meant), band) };
    }
    if (line.kind === 'command') return run(line.name, line.text, message, session);
    const step = state === undefined ? undefined : dialogue?.reply(message, state);
    if (step !== undefined) return { kind: 'step', step };
    const bare = message.text.length <= longestName ? fold(message.text).trim() : '';
    if (spokenTo && byName.get(bare)?.bare) return run(bare, '', message, session);
    const asks = state !== undefined && dialogue?.question(state) !== undefined;
    return asks ? digression(message, session, state) : free(message, session, spokenTo);
  }

  function run(name: string, text: string, message: IncomingMessage, session: Session): Outcome {
    const command = byName.get(name);
    if (command?.mayUse?.(message) === false) return { kind: 'aside', answer: statement(reserved, 'refuse') };
    return command?.run({ text, message, session }) ?? { kind: 'silence' };
  }

  /** The state of the running dialogue, when its owner speaks to it: in a room, others' ears are spared. */
  function listening({ text, thread, mentionsOthers }: IncomingMessage, session: Session, spokenTo: boolean) {
    const state = session.dialogue?.state;
    if (dialogue === undefined || state === undefined) return undefined;
    if (spokenTo) return state;
    // "2" in reply to a colleague is for that colleague.
    const heard = !mentionsOthers && (thread !== undefined || dialogue.expects(text, state));
    return heard ? state : undefined;
  }

  /** A look-up in the middle of a dialogue is answered, and the question put again. */
  function digression(message: IncomingMessage, session: Session, state: DialogueState): Outcome {
    const turn = engine.ask(message.text, contextBefore(message, session));
    const answered = turn.answers.some(({ band }) => band === 'answer');
    if (answered && looksUp(turn)) return { kind: 'turn', turn };
    const perhaps = dialogue?.perhaps(message, state);
    if (perhaps !== undefined) return { kind: 'step', step: perhaps };
    if (turn.answers.some(({ band }) => band !== 'refuse')) return { kind: 'turn', turn };
    const step = turn.social === 'thanks' ? undefined : dialogue?.misunderstood(message, state);
    return step === undefined ? { kind: 'silence' } : { kind: 'step', step };
  }

  /** The deciding question of a comparison, answered at once: the dialogue goes on from there. */
  function decides(message: IncomingMessage, { asked }: Session): Outcome | undefined {
    const step = asked?.node === undefined ? undefined : dialogue?.answer(asked.node, message);
    return step && { kind: 'step', step };
  }

  function free(message: IncomingMessage, session: Session, spokenTo: boolean): Outcome {
    const chosen = choice(message.text, session.asked?.offered ?? []);
    if (chosen !== undefined)
      return { kind: 'turn', turn: engine.ask(chosen, contextBefore(message, session), true) };
    if (!/[\p{L}\p{N}]/u.test(message.text)) {
      // Thumbs and hearts get silence; a bare mention or "?" asks what to do.
      return spokenTo && /^[\s?!.]*$/.test(message.text)
        ? { kind: 'aside', answer: statement(hello) }
        : { kind: 'silence' };
    }
    if (!spokenTo) return unasked(message);
    const decided = decides(message, session);
    if (decided !== undefined) return decided;
    const turn = engine.ask(message.text, contextBefore(message, session));
    return turn.answers.length > 0 ? { kind: 'turn', turn } : social(turn, message);
  }

  /** A question put to nobody: only what is certain, and only when it is for nobody in particular. */
  function unasked(message: IncomingMessage): Outcome {
    const wanted = unaskedAnswers && message.unasked !== false;
    if (!wanted || message.mentionsOthers || isForSomeone(message.text)) return { kind: 'silence' };
    // What was said before does not count: it may have been said to someone else.
    const turn = engine.ask(message.text, undefined);
    // Nobody asked to hear that the bot does not know.
    const certain =
      turn.unasked && turn.answers.length > 0 && turn.answers.every(({ band }) => band === 'answer');
    return certain ? { kind: 'turn', turn } : { kind: 'silence' };
  }

  function social({ social: kind }: Turn, { direct, text }: IncomingMessage): Outcome {
    switch (kind) {
      case 'greeting':
        return { kind: 'aside', answer: statement(hello) };
      case 'thanks':
        return direct && fold(text).includes('merci')
          ? { kind: 'aside', answer: statement(welcome) }
          : { kind: 'silence' };
      case 'none':
        return { kind: 'aside', answer: statement(invite, 'suggest') };
    }
  }

  return {
    commands,
    version: knowledge.version,
    respond(message, sessions) {
      const key = sessionKey(message);
      const stored = sessions.get(key);
      const { session, notice } = endDialogue(readSession(stored, message.at), message.at);
      const outcome = decide(message, session);
      if (outcome.kind === 'silence') return { replies: [], sessions: [], counts: [] };
      if (outcome.kind === 'forgotten') {
        const replies = [reply(outcome.answer.blocks, outcome.answer, 'forgotten')];
        const sessions = stored === undefined ? [] : [{ key, value: null }];
        return { replies, sessions, counts: [], forgets: true };
      }
      const {
        blocks,
        answer,
        session: after,
      } = carryOut(outcome, message, session, {
        dialogue,
        contact,
        sourceMaxAge,
        transmits: names.has('transmettre'),
      });
      return {
        replies: [reply([...notice, ...blocks], answer, 'answer')],
        sessions: sessionChange(key, stored, after),
        counts: countsOf(outcome),
      };
    },
    forget: forgetOld,
    entryNamed(text) {
      if (text.trim() === '') return undefined;
      const subjects = engine.lookup.card(text).answers.flatMap((answer) => answer.subjects);
      const [id = '', ...others] = new Set(subjects);
      if (others.length > 0) return undefined;
      const { entities, topics, criteria } = knowledge;
      return entities.get(id)?.name ?? topics.get(id)?.name ?? criteria.get(id)?.label;
    },
    greeting: () => line(greeting(dialogue !== undefined), 'greeting'),
    arrival: () => line(arrival({ unasked: unaskedAnswers, commands: names }), 'arrival'),
  };

  /** A dialogue left too long is over, and the next reply says so. */
  function endDialogue(session: Session, at: number): { session: Session; notice: readonly Block[] } {
    const notice = session.dialogue && dialogue?.expired(session.dialogue.state, at);
    if (notice === undefined) return { session, notice: [] };
    const { dialogue: _expired, ...others } = session;
    return { session: others, notice };
  }
}

/** What is told about something of which only the name was said: in a dialogue that may just as well be an answer. */
const tellsOfName = new Set(['card', 'need', 'topic', 'unknown-product', 'about-bot']);

/** Whether a message asks for something in particular, rather than only naming it. */
function looksUp({ context }: Turn): boolean {
  return context !== undefined && !tellsOfName.has(context.kind);
}

/** What an outcome adds to the figures. */
function countsOf(outcome: Outcome): readonly Count[] {
  if (outcome.kind === 'step') return outcome.step.counts;
  if (outcome.kind !== 'turn') return [];
  return outcome.turn.answers.map(({ kind = 'about-bot', band }) => ({
    name: 'questions',
    labels: { kind, band },
  }));
}

function reply(blocks: readonly Block[], answer: Answer, purpose: string): Reply {
  return { message: renderMessage(blocks), blocks, answer, purpose };
}

function line(blocks: readonly Block[], purpose: string): Reply {
  return reply(blocks, statement(blocks), purpose);
}
