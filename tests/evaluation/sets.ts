/**
 * The question sets: what is asked, and what a right answer must and must not contain. Their format is that of the shared
 * set; chatter is a plain list of lines, and silence is what each wants.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The sets, by the names of their files. `held-out` and `independent` are never looked at: nothing prints their questions. */
export const setNames = ['shared', 'tuning', 'natural', 'held-out', 'independent', 'chatter'] as const;
/** What is measured without being looked at. */
export const unseen: ReadonlySet<string> = new Set(['held-out', 'independent']);
export type SetName = (typeof setNames)[number];

/** What a right answer is made of. Each group of `must_include` wants one of its alternatives. */
const expectSchema = z.strictObject({
  must_include: z.array(z.array(z.string().min(1)).min(1)),
  must_not_include: z.array(z.string().min(1)),
  /** Ids of the knowledge base that the question is about. */
  subject: z.array(z.string()),
  /** False where the guide holds no answer. */
  answerable: z.boolean(),
  /** Silence is wanted. */
  reply: z.literal('none').optional(),
  /** An honest "I do not know" is right too. */
  allow_unknown: z.boolean().optional(),
  /** An answer is right too, although the guide holds none to the letter. */
  allow_answer: z.boolean().optional(),
});

const questionSchema = z.strictObject({
  id: z.string(),
  /** What one person says in turn; the last answer is judged. */
  turns: z.array(z.string()).min(1),
  kind: z.string(),
  /** False for a message in a room that names nobody. */
  addressed: z.boolean(),
  /** How it is typed: `typo`, `sms`, `no_accents`, `abbrev`, `telegraphic`, `english`… */
  style: z.array(z.string()),
  expect: expectSchema,
  /** The sentence of the guide that grounds the answer, and its document. */
  source: z.strictObject({
    seed: z.string().nullable(),
    quote: z.string().nullable(),
    absent_from_seeds: z.array(z.string()).optional(),
  }),
  note: z.string().optional(),
  trap: z.string().optional(),
});

/** A question and what judges its answer. */
export type Question = Pick<
  z.infer<typeof questionSchema>,
  'id' | 'turns' | 'kind' | 'addressed' | 'style' | 'expect'
>;

const chatterSchema = z
  .strictObject({ id: z.string(), text: z.string(), addressed: z.literal(false) })
  .transform(
    ({ id, text, addressed }): Question => ({
      id,
      turns: [text],
      kind: 'chatter',
      addressed,
      style: [],
      expect: { must_include: [], must_not_include: [], subject: [], answerable: false, reply: 'none' },
    }),
  );

/** Where the sets are, from the root of the repository. */
export const setsFolder = 'tests/evaluation';

/** Reads a set. @throws when a line is not what its format wants */
export function readSet(name: SetName): Question[] {
  const schema = name === 'chatter' ? chatterSchema : questionSchema;
  return readFileSync(join(setsFolder, `${name}.jsonl`), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => schema.parse(JSON.parse(line)));
}
