/**
 * What one readable event leads to, as changes to be stored in one transaction: the conversation's replies become rows of the
 * outbox; an edited question edits its answer; a redacted one redacts it.
 */
import type { IncomingMessage, Reaction } from '../../conversation/message.ts';
import type { Counters } from '../../operations/counters.ts';
import type { RenderedMessage } from '../../rendering/message.ts';
import type { Operation } from '../../storage/contract.ts';
import type { Relations, Written } from '../events.ts';
import { type KeyedHash, transactionId } from '../identifiers.ts';
import type { Answers, OwnMessage } from '../outgoing/answers.ts';
import { type Content, messageContent } from '../outgoing/message-content.ts';
import type { Outbox } from '../outgoing/outbox.ts';
import type { AnswerName, OutboxRow } from '../outgoing/outbox-row.ts';
import { carriedReply, type Question } from '../outgoing/transmissions.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { noLongerAnswered, replyCarried } from '../texts.ts';
import { readAddressing, type Self } from './addressing.ts';
import type { Pending } from './pending.ts';
import type { Sessions } from './sessions.ts';

/** What the reactions work with. */
export interface ReactionParts {
  readonly self: Self;
  readonly rooms: Rooms;
  readonly answers: Answers;
  readonly pending: Pending;
  readonly sessions: Sessions;
  readonly outbox: Outbox;
  readonly hash: KeyedHash;
  readonly counters: Counters;
  /** The conversation, with the sessions as they are now. */
  readonly respond: (message: IncomingMessage) => Reaction;
}

/** Who wrote an event, where and when (by our clock, in milliseconds since 1970). */
export interface Origin {
  readonly id: string;
  readonly room: string;
  readonly sender: string;
  readonly at: number;
}

/** Events → changes. */
export interface Reactions {
  message(origin: Origin, written: Written): Promise<Operation[]>;
  /** @param original what the edited message stood in relation to: an edit does not tell */
  edit(
    origin: Origin,
    target: string,
    written: Written,
    original: () => Promise<Relations>,
  ): Promise<Operation[]>;
  redaction(origin: Origin, target: string): Promise<Operation[]>;
  /** One line to the author of an event. */
  tell(origin: Origin, message: RenderedMessage, purpose: string): Operation[];
  /** Whether the event was put to the bot, as far as its envelope tells. */
  isAddressed(origin: Origin, content: Content): boolean;
}

const answerPurpose = 'answer';

/** A message that answers an event, sent or not. */
type NamedAnswer = Pick<OutboxRow, 'name' | 'asker' | 'thread'>;

/** Makes the reactions. */
export function createReactions(parts: ReactionParts): Reactions {
  const { self, rooms, answers, pending, sessions, outbox, hash, counters } = parts;
  const respond = (message: IncomingMessage): Reaction => {
    const reaction = parts.respond(message);
    for (const count of reaction.counts)
      counters.add(count.name, 'labels' in count ? count.labels : undefined);
    return reaction;
  };

  /** What a reaction changes in what is kept of the person. */
  const memory = async ({ sender }: Origin, reaction: Reaction): Promise<Operation[]> =>
    reaction.forgets === true
      ? [...(await answers.forget(sender)), ...sessions.forget(sender), ...pending.forget(sender)]
      : sessions.change(sender, reaction.sessions);

  /** One of the bot's own messages; none where there is no event to look for. */
  const ownMessage = async (event: string | undefined): Promise<OwnMessage | undefined> =>
    event === undefined ? undefined : answers.own(event);

  /** @param repliedTo the bot's message that it replies to */
  const incoming = (origin: Origin, written: Written, repliedTo: OwnMessage | undefined): IncomingMessage => {
    const { mentionsBot, mentionsOthers, text } = readAddressing(written, self);
    const repliesToBot = repliedTo !== undefined;
    // A reply to a colleague is for that colleague, even when the client mentions nobody.
    const repliesToOther = written.replyTo !== undefined && !repliesToBot;
    return {
      ...origin,
      thread: written.thread,
      replyTo: written.replyTo,
      repliesToAnswerOf: (id) => repliedTo?.answers(id) ?? false,
      text,
      direct: rooms.isDirect(origin.room),
      unasked: rooms.get(origin.room)?.unasked ?? true,
      addressed: mentionsBot || repliesToBot,
      mentionsOthers: mentionsOthers || repliesToOther,
    };
  };

  const row = (
    origin: Origin,
    thread: string | undefined,
    name: AnswerName,
    action: OutboxRow['action'],
  ): Operation =>
    outbox.add({
      room: origin.room,
      name,
      transaction: transactionId(name.cause, name.purpose, name.position),
      at: Date.now(),
      askedAt: origin.at,
      asker: hash(origin.sender),
      ...(thread === undefined ? {} : { thread }),
      action,
    });

  const reply = (
    origin: Origin,
    thread: string | undefined,
    message: RenderedMessage,
    purpose: string,
    position: number,
  ): Operation =>
    row(
      origin,
      thread,
      { cause: origin.id, purpose, position },
      {
        kind: 'message',
        content: messageContent(message, { event: origin.id, sender: origin.sender, thread }),
      },
    );

  const replies = (origin: Origin, thread: string | undefined, reaction: Reaction, from = 0): Operation[] =>
    reaction.replies
      .slice(from)
      .map(({ message, purpose }, index) => reply(origin, thread, message, purpose, from + index));

  /** The messages that answer an event: sent, or about to be. */
  const answersTo = async (cause: string): Promise<NamedAnswer[]> => {
    const waiting = outbox
      .waiting()
      .filter(({ name, action }) => name.cause === cause && action.kind === 'message');
    const sent = (await answers.of(cause)).map(({ purpose, position, asker, thread }) => ({
      ...{ name: { cause, purpose, position }, asker, thread },
    }));
    // What was settled in the meantime is among both.
    const isSent = ({ purpose, position }: AnswerName): boolean =>
      sent.some(({ name }) => name.purpose === purpose && name.position === position);
    return [...sent, ...waiting.filter(({ name }) => !isSent(name))];
  };

  /** A maintainer's reply to a question that was handed on: an ordinary text, since the asker waits for it elsewhere. */
  const carryBack = (origin: Origin, { text, thread }: Written, question: Question): Operation[] => {
    const name: AnswerName = { cause: origin.id, purpose: 'carried', position: 0 };
    const target = { event: question.event, sender: question.sender, thread: question.thread };
    const carried = outbox.add({
      room: question.room,
      name,
      transaction: transactionId(name.cause, name.purpose, name.position),
      at: Date.now(),
      action: {
        kind: 'message',
        content: { ...messageContent(carriedReply(text), target), msgtype: 'm.text' },
      },
    });
    return [carried, reply(origin, thread, replyCarried, answerPurpose, 0)];
  };

  return {
    async message(origin, written) {
      const { replyTo, thread } = written;
      const own = await ownMessage(replyTo ?? thread);
      if (own?.question !== undefined) return carryBack(origin, written, own.question);
      const reaction = respond(incoming(origin, written, replyTo === undefined ? undefined : own));
      return [...(await memory(origin, reaction)), ...replies(origin, thread, reaction)];
    },

    async edit(origin, target, written, original) {
      const before = (await answersTo(target)).find(({ asker }) => asker !== undefined);
      // Anyone may send an edit of anything: it counts only from the author.
      if (before !== undefined && before.asker !== hash(origin.sender)) return [];
      const edited: Origin = { ...origin, id: target };
      const relations = await original();
      const whole: Written = { ...written, ...relations, thread: before?.thread ?? relations.thread };
      const reaction = respond(incoming(edited, whole, await ownMessage(whole.replyTo)));
      const changes = [...outbox.withdraw(target), ...(await memory(origin, reaction))];
      const sent = (await answersTo(target)).filter(({ name }) => name.purpose === answerPurpose);
      if (sent.length === 0) return [...changes, ...replies(edited, whole.thread, reaction)];
      const texts =
        reaction.replies.length === 0 ? [noLongerAnswered] : reaction.replies.map(({ message }) => message);
      const edits = sent.map(({ name: of }, position) => {
        const name = { cause: target, purpose: `edit:${origin.id}`, position };
        const text = texts[position];
        if (text === undefined) return row(edited, whole.thread, name, { kind: 'redaction', of });
        const content = messageContent(text, { event: target, sender: origin.sender, thread: whole.thread });
        return row(edited, whole.thread, name, { kind: 'edit', of, content });
      });
      return [...changes, ...edits, ...replies(edited, whole.thread, reaction, sent.length)];
    },

    async redaction(origin, target) {
      const withdrawn = outbox.withdraw(target);
      const redactions = (await answersTo(target)).map(({ name: of }, position) =>
        row(origin, undefined, { cause: target, purpose: 'redaction', position }, { kind: 'redaction', of }),
      );
      return [...withdrawn, ...redactions];
    },

    tell: (origin, message, purpose) => [reply(origin, undefined, message, purpose, 0)],

    isAddressed({ room }, content) {
      const mentions = content['m.mentions'];
      return rooms.isDirect(room) || JSON.stringify(mentions ?? {}).includes(JSON.stringify(self.user));
    },
  };
}
