/** What is stored of a dialogue between two messages: the advice, and what its messages were about. Versioned JSON. */
import { z } from 'zod';
import { adviceSchema } from '../../advice/state.ts';

/** Messages remembered for edits and late answers. */
const REMEMBERED = 20;

const storedSchema = z.strictObject({
  version: z.literal(1),
  /** When the person last spoke to it, in milliseconds since 1970. */
  at: z.number(),
  advice: adviceSchema,
  /** Which question was put in reply to which message, the last ones. */
  put: z.array(z.strictObject({ cause: z.string(), question: z.string() })),
});
export type Stored = z.infer<typeof storedSchema>;

/** Reads a state back; undefined for another version's. */
export function readStored(state: string): Stored | undefined {
  try {
    return storedSchema.parse(JSON.parse(state));
  } catch {
    return undefined;
  }
}

/** Writes a state, and notes the question that is put now. */
export function writeStored(
  stored: Omit<Stored, 'version'>,
  cause: string,
  question: string | undefined,
): string {
  const others = stored.put.filter((one) => one.cause !== cause);
  const put = question === undefined ? others : [...others, { cause, question }];
  return JSON.stringify({ ...stored, version: 1, put: put.slice(-REMEMBERED) } satisfies Stored);
}
