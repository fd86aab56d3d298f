/**
 * What a question leaves behind for the next one of the same person in the same room or thread: "et pour Ondine ?",
 * "et ses limites ?", "1". Small JSON without any text of the message; the caller forgets it after ten minutes.
 */
import { z } from 'zod';

/** What the last question was about. All are ids of the knowledge base. */
export const contextSchema = z.strictObject({
  version: z.literal(1),
  kind: z.string(),
  subjects: z.array(z.string()),
  criteria: z.array(z.string()),
  /** Queries offered with the last answer; "1" takes the first. */
  suggestions: z.array(z.string()).default([]),
});
export type Context = z.infer<typeof contextSchema>;
