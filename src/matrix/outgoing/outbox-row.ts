/** A row of the outbox as it is stored: parsed when read back, since a store outlives the program that wrote it. */
import { z } from 'zod';
import { questionSchema } from './transmissions.ts';

/** The purpose of the answer to someone who wants to be forgotten: not even this one is remembered. */
export const forgottenPurpose = 'forgotten';

const contentSchema = z.record(z.string(), z.unknown());

/** A message of the bot's, named by what it answers: the same names give the same transaction id. */
const answerNameSchema = z.strictObject({
  /** The event that it answers. */
  cause: z.string(),
  purpose: z.string(),
  position: z.number(),
});
export type AnswerName = z.infer<typeof answerNameSchema>;

const rowSchema = z.strictObject({
  room: z.string(),
  name: answerNameSchema,
  transaction: z.string(),
  /** When it was stored, in milliseconds since 1970. */
  at: z.number(),
  /** When the question was asked: an answer that comes late notifies. Undefined for what answers no question. */
  askedAt: z.number().optional(),
  /** A keyed hash of the person who asked: only their edits change the answer. */
  asker: z.string().optional(),
  /** The root of the thread that it was asked in. */
  thread: z.string().optional(),
  action: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('message'), content: contentSchema }),
    /** Replaces an earlier message of the bot's. */
    z.strictObject({ kind: z.literal('edit'), of: answerNameSchema, content: contentSchema }),
    z.strictObject({ kind: z.literal('redaction'), of: answerNameSchema }),
    /** Hands a question on to the maintainers. */
    z.strictObject({ kind: z.literal('transmission'), question: questionSchema }),
  ]),
  /** The final bytes, once decided: a retry sends the same. */
  ready: z.strictObject({ type: z.string(), content: contentSchema }).optional(),
});
export type OutboxRow = z.infer<typeof rowSchema>;

/** Reads a stored row. */
export function parseRow(value: string): OutboxRow {
  return rowSchema.parse(JSON.parse(value));
}
