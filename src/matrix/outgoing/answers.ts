/**
 * What is left of an answer once it is sent: which events of the bot's answer which question, for edits, redactions and replies.
 * Kept thirty days, without any text.
 */
import { z } from 'zod';
import type { Operation } from '../../storage/contract.ts';
import type { Store } from '../../storage/store.ts';
import type { KeyedHash } from '../identifiers.ts';
import type { AnswerName } from './outbox-row.ts';
import { type Question, questionSchema, transmissionPurpose } from './transmissions.ts';

const keptFor = 30 * 86_400_000;

const answeredSchema = z.object({
  /** When the last of them was settled, in milliseconds since 1970. */
  at: z.number(),
  /** A keyed hash of the person who asked: only their edits change the answer. */
  asker: z.string().optional(),
  /** The root of the thread that it was asked in: an edit does not tell. */
  thread: z.string().optional(),
  /** The question that these messages handed on: a reply to them goes back there. */
  question: questionSchema.optional(),
  events: z.array(z.strictObject({ purpose: z.string(), position: z.number(), event: z.string() })),
});
/** What answered one event. */
export type Answered = z.infer<typeof answeredSchema>;

/** By whom and in which thread the question was asked; see Answered. */
export interface Asked {
  readonly asker?: string | undefined;
  readonly thread?: string | undefined;
  /** What was handed on to the maintainers. */
  readonly question?: Question | undefined;
}

/** The memory of answers. */
export interface Answers {
  of(cause: string): Answered | undefined;
  eventOf(name: AnswerName): string | undefined;
  /** The question that one of the bot's messages handed on. */
  questionOf(event: string): Question | undefined;
  /** Whether an event is one of the bot's remembered messages. */
  isOwn(event: string): boolean;
  /** The change that remembers one more message; in memory at once. */
  remember(name: AnswerName, event: string, asked: Asked): Operation;
  /** Forgets what answered a person, and what they handed on. */
  forget(asker: string): Operation[];
  /** Forgets what is older than thirty days. */
  prune(now: number): Operation[];
}

/** Reads the stored answers. */
export function openAnswers(store: Store, hash: KeyedHash, now: () => number = Date.now): Answers {
  const answers = new Map<string, Answered>();
  /** The bot's messages, and the rows that remember them. */
  const own = new Map<string, string>();
  for (const [key, value] of store.take('answers')) {
    const answered = answeredSchema.parse(JSON.parse(value));
    answers.set(key, answered);
    for (const { event } of answered.events) own.set(event, key);
  }

  const drop = (isGone: (answered: Answered) => boolean): Operation[] =>
    [...answers]
      .filter(([, answered]) => isGone(answered))
      .map(([key, answered]) => {
        answers.delete(key);
        for (const { event } of answered.events) own.delete(event);
        return { op: 'delete', table: 'answers', key };
      });

  return {
    of: (cause) => answers.get(hash(cause)),
    eventOf: ({ cause, purpose, position }) =>
      answers.get(hash(cause))?.events.find((one) => one.purpose === purpose && one.position === position)
        ?.event,
    questionOf(event) {
      const answered = answers.get(own.get(event) ?? '');
      // The word to the asker that it is on its way stands in the same row: a reply to that one is for the bot.
      const isHandedOn = answered?.events.some(
        (one) => one.event === event && one.purpose === transmissionPurpose,
      );
      return isHandedOn ? answered?.question : undefined;
    },
    isOwn: (event) => own.has(event),
    remember({ cause, purpose, position }, event, { asker, thread, question }) {
      const key = hash(cause);
      // "!transmettre" has an answer in its room and a message to the maintainers: whichever is sent last, both stay known.
      const before = answers.get(key);
      const answered: Answered = {
        ...before,
        at: now(),
        ...(asker === undefined ? {} : { asker }),
        ...(thread === undefined ? {} : { thread }),
        ...(question === undefined ? {} : { question }),
        events: [...(before?.events ?? []), { purpose, position, event }],
      };
      answers.set(key, answered);
      own.set(event, key);
      return { op: 'put', table: 'answers', key, value: JSON.stringify(answered) };
    },
    forget: (asker) => {
      const hashed = hash(asker);
      return drop((answered) => answered.asker === hashed || answered.question?.sender === asker);
    },
    prune: (at) => drop((answered) => at - answered.at > keptFor),
  };
}
