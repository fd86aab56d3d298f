/**
 * The decision tree as data (document 000, « Quel commun numérique pour quel projet ? »). Routing is declarative, so
 * that every path can be enumerated, tested and drawn (lessons of GOV.UK smart-answers).
 */
import { z } from 'zod';
import { id, statementSchema } from './schema.ts';

const text = z.string().trim().min(1);

/** Where a choice leads: a node or an outcome; several are walked one after the other and their outcomes add up. */
const target = z.union([id, z.array(id).min(1)]);

/** One answer that a person may give to a question. */
export const choiceSchema = z.strictObject({
  id,
  label: text,
  synonyms: z.array(text).default([]),
  goto: target,
});
export type Choice = z.infer<typeof choiceSchema>;

/** A question of the tree. */
export const nodeSchema = z.strictObject({
  id,
  question: text,
  /** Why it is asked, for `pourquoi`. */
  why: statementSchema,
  /** How people name the subject of this node, for `!conseil <sujet>`. */
  aliases: z.array(text).default([]),
  choices: z.array(choiceSchema).min(2).max(6),
  /** What « je ne sais pas » leads to, and what is said then. */
  unknown: z.strictObject({ text, goto: target.optional() }),
});
export type TreeNode = z.infer<typeof nodeSchema>;

/** The guide's own strength words for an outcome. */
export const strengths = [
  'PREFERABLE',
  'AUTANT_QUE_POSSIBLE',
  'SI_POSSIBLE',
  'ENVISAGER',
  'SINON',
  'DERNIER_RECOURS',
  'AUCUNE',
] as const;

/** A leaf of the tree: what the guide says the project must or may reuse. */
export const outcomeSchema = z.strictObject({
  id,
  title: text,
  /** The recommendation in a sentence or two; starts after "Recommandation : ". */
  recommendation: statementSchema,
  /** Entities recommended; empty where the guide names none. */
  entities: z.array(id).default([]),
  strength: z.enum(strengths),
  reasons: z.array(statementSchema).default([]),
  ruled_out: z.array(statementSchema).default([]),
  /** Ids of rules (topics) attached to it: development DOIT reuse commons, APIs, frameworks. */
  duties: z.array(id).default([]),
  /** Facts it rests on, as `entity.criterion`. */
  facts: z.array(z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+$/)).default([]),
  next_steps: z.array(text).default([]),
  /** How people ask for it without the dialogue: "développer un back-office". */
  aliases: z.array(text).default([]),
});
export type Outcome = z.infer<typeof outcomeSchema>;

/** The whole tree: `tree.yaml`. */
export const treeSchema = z.strictObject({
  start: id,
  nodes: z.array(nodeSchema).min(1),
  outcomes: z.array(outcomeSchema).min(1),
});
export type Tree = z.infer<typeof treeSchema>;
