/**
 * What is left of an answer once it is sent: which events of the bot's answer which question, for edits, redactions and replies.
 * Kept thirty days, without any text; on the disk, since a month of it is much and little of it is asked for again.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import type { Operation } from '../../storage/contract.ts';
import type { Store } from '../../storage/store.ts';
import type { KeyedHash } from '../identifiers.ts';
import type { AnswerName } from './outbox-row.ts';
import { type Question, questionSchema } from './transmissions.ts';

const keptFor = 30 * 86_400_000;

const answeredSchema = z.strictObject({
  /** When it was settled, in milliseconds since 1970. */
  at: z.number(),
  /** A keyed hash of the person who asked: only their edits change the answer. */
  asker: z.string().optional(),
  /** The root of the thread that it was asked in: an edit does not tell. */
  thread: z.string().optional(),
  /** The question that this message handed on: a reply to it goes back there. */
  question: questionSchema.optional(),
  purpose: z.string(),
  position: z.number(),
  event: z.string(),
});
/** One of the bot's messages. */
export type Answered = z.infer<typeof answeredSchema>;

/** By whom and in which thread the question was asked; see Answered. */
export interface Asked {
  readonly asker?: string | undefined;
  readonly thread?: string | undefined;
  /** What was handed on to the maintainers. */
  readonly question?: Question | undefined;
}

/** What one of the bot's messages is, as seen from a reply to it. */
export interface OwnMessage {
  /** Whether it answers an event. */
  answers(cause: string): boolean;
  /** The question that it handed on. */
  readonly question: Question | undefined;
}

/** The memory of answers. */
export interface Answers {
  /** The messages that answer an event, in the order in which they were sent. */
  of(cause: string): Promise<readonly Answered[]>;
  eventOf(name: AnswerName): Promise<string | undefined>;
  /** One of the bot's remembered messages, by its event; undefined for any other event. */
  own(event: string): Promise<OwnMessage | undefined>;
  /** The changes that remember one more message. */
  remember(name: AnswerName, event: string, asked: Asked): Operation[];
  /** Forgets what answered a person, and what they handed on. */
  forget(asker: string): Promise<Operation[]>;
  /** Forgets what is older than thirty days. */
  prune(now: number): Promise<Operation[]>;
}

/** The letters that a keyed hash may begin with. */
const initials = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Opens the stored answers: a row for each message under what it answers, and one that leads there from the message itself. */
export function openAnswers(store: Store, hash: KeyedHash, now: () => number = Date.now): Answers {
  const under = (cause: string): string => `${hash(cause)}.`;
  const keyOf = ({ cause, purpose, position }: AnswerName): string => `${under(cause)}${purpose}.${position}`;
  const ownKey = (event: string): string => `=${event}`;
  const parse = (value: string): Answered => answeredSchema.parse(JSON.parse(value));
  const read = async (key: string): Promise<Answered | undefined> => {
    const value = await store.read('answers', key);
    return value === undefined ? undefined : parse(value);
  };

  /** Looks at all rows, in parts: a month of them takes a tenth of a second, and others have their turn between. */
  const drop = async (isGone: (answered: Answered) => boolean): Promise<Operation[]> => {
    const gone: Operation[] = [];
    for (const initial of initials) {
      await nextTurn();
      for (const [key, value] of await store.find('answers', initial)) {
        const answered = parse(value);
        if (!isGone(answered)) continue;
        gone.push({ op: 'delete', table: 'answers', key });
        gone.push({ op: 'delete', table: 'answers', key: ownKey(answered.event) });
      }
    }
    return gone;
  };

  return {
    async of(cause) {
      const rows = await store.find('answers', under(cause));
      return [...rows.values()].map(parse).sort((a, b) => a.at - b.at || a.position - b.position);
    },
    eventOf: async (name) => (await read(keyOf(name)))?.event,
    async own(event) {
      const key = await store.read('answers', ownKey(event));
      if (key === undefined) return undefined;
      const question = (await read(key))?.question;
      return { answers: (cause) => key.startsWith(under(cause)), question };
    },
    remember(name, event, { asker, thread, question }) {
      const key = keyOf(name);
      const { purpose, position } = name;
      // What is undefined is left out.
      const value = JSON.stringify({ at: now(), asker, thread, question, purpose, position, event });
      return [
        { op: 'put', table: 'answers', key, value },
        { op: 'put', table: 'answers', key: ownKey(event), value: key },
      ];
    },
    forget: (asker) => {
      const hashed = hash(asker);
      return drop((answered) => answered.asker === hashed || answered.question?.sender === asker);
    },
    prune: (at) => drop((answered) => at - answered.at > keptFor),
  };
}
