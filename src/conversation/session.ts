/**
 * What is remembered of a person in a room or thread, as small versioned JSON: the context of the last question (ten
 * minutes), what `!suite` and `!pourquoi` need (an hour), a running dialogue (its own rule). It holds no message text but
 * the words that were corrected or not understood.
 */
import { z } from 'zod';
import type { Block, Explanation } from '../answering/answer.ts';
import { contextSchema } from '../understanding/context.ts';
import type { IncomingMessage, SessionChange } from './message.ts';

const minute = 60_000;
/** How long "et pour Ondine ?" or "1" still refers to what came before. */
const contextAge = 10 * minute;
/** How long `!suite` and `!pourquoi` work. */
const saidAge = 60 * minute;
/** A dialogue expires by its own rule and says so at the next contact; without any contact it is forgotten. */
const dialogueAge = 48 * 60 * minute;

const inlineSchema = z.union([
  z.strictObject({ type: z.enum(['text', 'strong', 'code']), text: z.string() }),
  z.strictObject({ type: z.literal('link'), text: z.string(), url: z.string() }),
]);
const runsSchema = z.array(inlineSchema);
const blockSchema: z.ZodType<Block> = z.union([
  z.strictObject({ type: z.literal('paragraph'), content: runsSchema }),
  z.strictObject({
    type: z.literal('list'),
    items: z.array(runsSchema),
    ordered: z.boolean().exactOptional(),
    start: z.number().exactOptional(),
  }),
  z.strictObject({ type: z.literal('preformatted'), text: z.string() }),
]);
const explanationSchema: z.ZodType<Explanation> = z.strictObject({
  kind: z.string(),
  subjects: z.array(z.string()),
  criteria: z.array(z.string()),
  corrections: z.array(z.strictObject({ from: z.string(), to: z.string() })),
  unknown: z.array(z.string()),
});

const sessionSchema = z.strictObject({
  version: z.literal(1),
  /** The last question. */
  asked: z
    .strictObject({
      at: z.number(),
      /** The message that asked it: edited, it is asked again with what came before it. */
      id: z.string(),
      context: contextSchema.exactOptional(),
      before: contextSchema.exactOptional(),
      /** What the suggestions offered with the answer ask; "1" takes the first. */
      offered: z.array(z.string()),
      /** The question of the decision tree that would decide: an answer to it goes on there. */
      node: z.string().exactOptional(),
    })
    .exactOptional(),
  /** The last answer. */
  said: z
    .strictObject({
      at: z.number(),
      /** Pages not read yet. */
      pages: z.array(z.array(blockSchema).readonly()).readonly(),
      /** How sure it was, from 0 to 1, and how each question of the message was understood. */
      confidence: z.number(),
      explanations: z.array(explanationSchema).readonly(),
    })
    .exactOptional(),
  /** A running dialogue: its state, opaque here. */
  dialogue: z.strictObject({ at: z.number(), state: z.string() }).exactOptional(),
});

/** What is remembered. Absent parts were never there, or are too old. */
export type Session = z.infer<typeof sessionSchema>;

const nothing: Session = { version: 1 };

/** The key of a person's session in a room or thread. */
export function sessionKey({
  sender,
  room,
  thread,
}: Pick<IncomingMessage, 'sender' | 'room' | 'thread'>): string {
  return JSON.stringify(thread === undefined ? [sender, room] : [sender, room, thread]);
}

/** Reads a session back as it still holds at a time; what cannot be read (another version) counts as nothing. */
export function readSession(value: string | undefined, at: number): Session {
  if (value === undefined) return nothing;
  const parsed = sessionSchema.safeParse(parseJson(value));
  return parsed.success ? fresh(parsed.data, at) : nothing;
}

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

function fresh(session: Session, at: number): Session {
  const { asked, said, dialogue } = session;
  return {
    version: 1,
    ...(asked !== undefined && at - asked.at <= contextAge && { asked }),
    ...(said !== undefined && at - said.at <= saidAge && { said }),
    ...(dialogue !== undefined && at - dialogue.at <= dialogueAge && { dialogue }),
  };
}

/** What is to be stored so that `session` stands under `key`: nothing when it already does. */
export function sessionChange(key: string, before: string | undefined, session: Session): SessionChange[] {
  const empty = Object.keys(session).length === 1;
  const value = empty ? null : JSON.stringify(session);
  return value === (before ?? null) ? [] : [{ key, value }];
}

/** What the passing of time forgets, so that nothing is kept longer than it is used. */
export function forgetOld(sessions: ReadonlyMap<string, string>, at: number): SessionChange[] {
  return [...sessions].flatMap(([key, value]) => sessionChange(key, value, readSession(value, at)));
}
