/**
 * The decision tree as data (document 000, « Quel commun numérique pour quel projet ? »). Routing is declarative, so
 * that every path can be enumerated, tested and drawn (lessons of GOV.UK smart-answers). References between parts are
 * checked by `validate-tree.ts`; `tree-graph.ts` walks it.
 */
import { z } from 'zod';
import { id, statementSchema } from './schema.ts';

const text = z.string().trim().min(1);
const statements = z.array(statementSchema).default([]);

/** Where a choice leads: a node or an outcome; several are walked one after the other and their outcomes add up. */
const target = z.union([id, z.array(id).min(1)]);

/**
 * A fact that the tree rests on, as `entity.criterion`, or `entity.criterion = yes` (or `no`): the check fails when the
 * fact goes or changes, so that the tree is read again.
 */
const factRef = z
  .string()
  .regex(
    /^[a-z0-9-]+\.[a-z0-9-]+( = (yes|no))?$/,
    'un fait : « entité.critère » ou « entité.critère = yes »',
  );

/** One answer that a person may give to a question. */
export const choiceSchema = z.strictObject({
  id,
  label: text,
  /** Other ways to say it; "oui" and "non" stand for all that means yes and no. */
  synonyms: z.array(text).default([]),
  goto: target,
  /** Cannot be chosen together with others, where the question takes several ("sans contrainte particulière"). */
  alone: z.boolean().default(false),
  /** What this answer adds to the reasons of the outcome, and to what it rules out. */
  reasons: statements,
  ruled_out: statements,
  facts: z.array(factRef).default([]),
});
export type Choice = z.infer<typeof choiceSchema>;

/** A question of the tree. */
export const nodeSchema = z.strictObject({
  id,
  /** A few words that name the question in a recap: "Type de projet". */
  title: text,
  question: text,
  /** Why it is asked, for `pourquoi`. */
  why: statementSchema,
  /** How people name the subject of this node, for `!conseil <sujet>`. */
  aliases: z.array(text).default([]),
  /**
   * Present when several choices may be given at once. When they lead to different places, the person goes to `mixed`;
   * without it, to all of them.
   */
  multiple: z.strictObject({ mixed: target.optional() }).optional(),
  choices: z.array(choiceSchema).min(2).max(7),
  /** What is said to « je ne sais pas », and where it leads; without `goto` the question is put again. */
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
export type Strength = (typeof strengths)[number];

/** How each strength is said, in the guide's own word. `AUCUNE` has none. */
export const strengthWords: Readonly<Record<Strength, string>> = {
  PREFERABLE: 'préférable',
  AUTANT_QUE_POSSIBLE: 'autant que possible',
  SI_POSSIBLE: 'si possible',
  ENVISAGER: 'envisager',
  SINON: 'sinon',
  DERNIER_RECOURS: 'en dernier recours',
  AUCUNE: 'force non précisée',
};

/** A leaf of the tree: what the guide says the project must or may reuse. */
export const outcomeSchema = z.strictObject({
  id,
  title: text,
  /** The recommendation in a sentence or two; starts after "Recommandation : ". */
  recommendation: statementSchema,
  /** Entities recommended; empty where the guide names none. */
  entities: z.array(id).default([]),
  strength: z.enum(strengths),
  /** The guide's clause that carries the strength, word for word and short: « en dernier recours seulement, envisager ». */
  wording: text.optional(),
  reasons: statements,
  ruled_out: statements,
  /** What to know before choosing it: limits that the guide names. */
  cautions: statements,
  /** Ids of rules (topics) attached to it, besides those of the whole tree: development DOIT reuse commons, APIs, frameworks. */
  duties: z.array(id).default([]),
  facts: z.array(factRef).default([]),
  next_steps: z.array(text).default([]),
  /** Commands to go on with: "!comparer Ondine et Sites Faciles". */
  commands: z.array(text.startsWith('!')).default([]),
  /** How people ask for it without the dialogue: "développer un back-office". */
  aliases: z.array(text).default([]),
  /** Entities and practices (topics) after which the guide places it, where these do not suffice: "DN ne suffit pas". */
  after: z.array(id).default([]),
});
export type Outcome = z.infer<typeof outcomeSchema>;

/** The whole tree: `tree.yaml`. */
export const treeSchema = z.strictObject({
  start: id,
  /** Ids of rules (topics) that go with every outcome. */
  duties: z.array(id).default([]),
  nodes: z.array(nodeSchema).min(1),
  outcomes: z.array(outcomeSchema).min(1),
});
export type Tree = z.infer<typeof treeSchema>;
