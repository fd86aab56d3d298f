/**
 * The shape of every file of `knowledge/`, as zod schemas. Keys are English, content is French.
 * What is common to all: every statement names its source, a section id of `sources.yaml`.
 * References between files (aliases, ids) are checked afterwards by `validate.ts`, all errors at once.
 */
import { z } from 'zod';

/** Lower-case words joined by hyphens; the ids of `expect.subject` in the question sets. */
export const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'un identifiant : minuscules, chiffres et tirets');

const text = z.string().trim().min(1);
const words = z.array(text).default([]);
const sourceRef = id;

/** A sentence of ours, in French, that rests on a section of the guide. */
export const statementSchema = z.strictObject({ text, source: sourceRef });
export type Statement = z.infer<typeof statementSchema>;

/** A link with an explicit label (RGAA: never a bare URL, never « ici »). */
export const linkSchema = z.strictObject({
  label: text,
  url: z.url(),
  /** What the link is, so that "la doc de DN" finds it. */
  role: z.enum([
    'site',
    'documentation',
    'news',
    'releases',
    'room',
    'contact',
    'code',
    'catalogue',
    'offer',
    'article',
  ]),
  source: sourceRef,
});
export type Link = z.infer<typeof linkSchema>;

/**
 * What people call something. `aliases` are recognised anywhere; `weak_aliases` (short or ambiguous: "ds", "sf",
 * "cegedim") count only where nothing stronger explains the word or where the context asks for that kind of thing;
 * `former_names` are recognised and told ("anc. Démarches Simplifiées"); `needs` are what someone looks for without
 * knowing the name ("wiki", "envoyer des courriels"); `misspellings` are usual typing errors of a name.
 */
const naming = {
  name: text,
  short_name: text.optional(),
  aliases: words,
  weak_aliases: words,
  former_names: words,
  misspellings: words,
  needs: words,
};

/** How sure or how old: an older generation's version of something, told only when asked ("auparavant"). */
export const historySchema = z.strictObject({
  /** What the older document said, in a sentence that starts after "Auparavant : ". */
  text,
  source: sourceRef,
});
export type History = z.infer<typeof historySchema>;

/**
 * A fact: the value of a criterion for an entity. Either a `value` (`yes`, `no`, a text or a list of texts) with an
 * optional `detail` and `status`, or one of three absences, each said as such.
 * `values` names those of the criterion's known values that hold, so that "hébergé chez OVH ?" gets a yes or a no.
 * A text value starts in lower case unless it is a name, and has no full stop; a detail is one or two full sentences.
 */
export const factSchema = z
  .strictObject({
    value: z.union([z.literal('yes'), z.literal('no'), text, z.array(text).min(1)]).optional(),
    absent: z.enum(['not-communicated', 'not-applicable', 'undecided']).optional(),
    detail: text.optional(),
    status: z.enum(['in-progress']).optional(),
    values: z.array(id).default([]),
    /** Values that hold under a condition, which the text says ("sur demande"). */
    conditional_values: z.array(id).default([]),
    /** Values that the guide leaves in question ("ou S3 ?"). */
    undecided_values: z.array(id).default([]),
    /** The guide's name of this row where it is not the criterion's label: "ProConnect natif", "Entité responsable". */
    label: text.optional(),
    /** Replaces the criterion's sentence where the guide says less or says it otherwise; same conventions. */
    sentence: text.optional(),
    links: z.array(linkSchema).default([]),
    history: z.array(historySchema).default([]),
    source: sourceRef,
  })
  .refine((fact) => (fact.value === undefined) !== (fact.absent === undefined), {
    error: 'un fait a soit « value », soit « absent » (not-communicated, not-applicable, undecided)',
  });
export type Fact = z.infer<typeof factSchema>;

/** A feature or a limit: one line of a list of the guide, found by its keywords. */
export const itemSchema = z.strictObject({
  id,
  /** A sentence with a full stop. */
  text,
  /** Who it is for (features): an id of `personas.yaml`. */
  persona: id.optional(),
  /** What a yes/no question about it gets; a feature is `yes` and a limit is `no` unless told otherwise. */
  answer: z.enum(['yes', 'no', 'none']).optional(),
  /** Other entities of which it is just as true: the limits of Démarche Numérique are those of Démat Social too. */
  also: z.array(id).default([]),
  /** Items of the same entity that serve where this limit holds: the API GraphQL where there is no API REST. */
  instead: z.array(id).default([]),
  /** Words and phrases by which people ask for it; the text itself is searched too. */
  keywords: words,
  /** Everyday ones, that mean it only where its product is named or was just spoken of ("traduire", "le chef valide"). */
  weak_keywords: words,
  /** The criterion that holds the figure, when there is one (data retention: 12 or 36 months). */
  criterion: id.optional(),
  links: z.array(linkSchema).default([]),
  source: sourceRef,
});
export type Item = z.infer<typeof itemSchema>;

/** What the guide decided about something, and why. */
export const decisionSchema = z.strictObject({
  status: z.enum(['discarded', 'not-favoured', 'reserved', 'undecided', 'chosen']),
  /** `YYYY-MM` or a date, where the guide gives one. */
  date: z.string().optional(),
  text,
  reasons: words,
  source: sourceRef,
});
export type Decision = z.infer<typeof decisionSchema>;

/** The kinds of entity; the file that holds an entity says its kind. */
export const entityKinds = ['common', 'api', 'framework', 'backend', 'matomo-instance', 'product'] as const;
export type EntityKind = (typeof entityKinds)[number];

/** One thing that people ask about: a commons, an API, a framework, a back end, a Matomo instance, a product. */
export const entitySchema = z.strictObject({
  id,
  ...naming,
  /** What it is, in one or two sentences. */
  summary: statementSchema,
  /** When to use it, in the guide's strength words. */
  advice: z.array(statementSchema).default([]),
  links: z.array(linkSchema).default([]),
  facts: z.record(id, factSchema).default({}),
  features: z.array(itemSchema).default([]),
  limits: z.array(itemSchema).default([]),
  decision: decisionSchema.optional(),
  examples: z.array(statementSchema.extend({ link: linkSchema.optional() })).default([]),
  contacts: z.array(statementSchema.extend({ link: linkSchema.optional() })).default([]),
  history: z.array(historySchema).default([]),
  /** The larger thing it belongs to: `matomo` for its instances, `api-entreprise` for the APIs under that heading,
   *  `statistiques` for Metabase. */
  part_of: id.optional(),
  /** True for what only the ministries' own network and teams use (the guide's "internes"). */
  scope: z.enum(['public', 'interministerial', 'internal']).optional(),
});
export type EntityContent = z.infer<typeof entitySchema>;
export type Entity = EntityContent & { kind: EntityKind };

/** A row of a comparison table: what is compared, and how a fact about it is put in a sentence. */
export const criterionSchema = z.strictObject({
  id,
  label: text,
  aliases: words,
  weak_aliases: words,
  misspellings: words,
  /** Whether its facts are yes or no, or a text. */
  type: z.enum(['yes-no', 'text']),
  /**
   * French sentences for an answer. Placeholders: `{subject}` (Ondine), `{of_subject}` (d'Ondine), `{value}`.
   * `yes`/`no` are for yes-no criteria, without the leading "Oui, "; `text` is for text criteria. They start in lower
   * case, so that they can follow "Oui, ", and end with a full stop.
   */
  sentences: z.strictObject({ yes: text.optional(), no: text.optional(), text: text.optional() }),
  /** Values that people name in a question: "OVH", "RIE", "Drupal". */
  values: z
    .array(z.strictObject({ id, label: text, aliases: words, weak_aliases: words, misspellings: words }))
    .default([]),
  /** Criteria to look at, in order, when the subject has no fact for this one. */
  see_also: z.array(id).default([]),
  /** Criteria that ask the same under another name in the other comparison ("conformité RGS", "homologation RGS"). */
  equivalents: z.array(id).default([]),
  /** What a fact names may not be all there is: what it does not name is not denied (the data that an API gives). */
  partial: z.boolean().default(false),
  /** The profiles that it is about ("accès administrateur et instructeur"): it says nothing of the others. None: of everybody. */
  personas: z.array(id).default([]),
  /** What the guide says of the term itself, where it does (most acronyms are never expanded by the guide). */
  definition: statementSchema.optional(),
});
export type Criterion = z.infer<typeof criterionSchema>;

/** A profile of the guide: usager, instructeur, administrateur, developpeur. */
export const personaSchema = z.strictObject({
  id,
  name: text,
  description: text.optional(),
  aliases: words,
  weak_aliases: words,
  misspellings: words,
  source: sourceRef,
});
export type Persona = z.infer<typeof personaSchema>;

/** A comparison that the guide itself makes. */
export const comparisonSchema = z.strictObject({
  id,
  subjects: z.array(id).min(2).max(4),
  /** In the guide's order; none where it gives a verdict and no table (Matomo, Eulerian). */
  criteria: z.array(id).default([]),
  /** The guide's rule, when it has one ("Sauf contrainte HDS, …"); without it, no winner is ever named. */
  verdict: statementSchema.optional(),
  /** What the guide says of each, one sentence a subject. */
  synthesis: z.array(statementSchema.extend({ subject: id })).default([]),
  common: z.array(statementSchema).default([]),
  /** The one question that decides, and the node of the tree where the dialogue starts. */
  deciding: z.strictObject({ question: text, node: id }).optional(),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** A definition, a general rule, a practice (how to find or make a commons), a source to watch, a term. */
export const topicSchema = z.strictObject({
  id,
  kind: z.enum(['definition', 'rule', 'practice', 'term', 'watch']),
  ...naming,
  /** The answer, the main statement first. For a term that the guide never expands: what the guide says with it. */
  statements: z.array(statementSchema).min(1),
  /** For a term: what the letters stand for, only where the guide says so. */
  expansion: text.optional(),
  /** The guide's strength word, for a rule. */
  strength: z.enum(['DOIT', 'DEVRAIT', 'PEUT']).optional(),
  /** Entities, criteria or topics that a rule is about: "Matomo est-il obligatoire ?" finds the rule on Matomo. */
  about: z.array(id).default([]),
  links: z.array(linkSchema).default([]),
  history: z.array(historySchema).default([]),
});
export type Topic = z.infer<typeof topicSchema>;

/** A document of the guide and its sections, which are what facts name as their source. */
export const documentSchema = z.strictObject({
  id,
  /** How the bot names it: « Guide DNUM, page Démarche Numérique et Démat Social ». */
  title: text,
  /** `current` answers questions; `previous` is dated history; `article` gives useful practice, marked with its origin. */
  generation: z.enum(['current', 'previous', 'article']),
  /** The file of the guide that it was read from, by its number: "003". */
  reference: z.string(),
  url: z.url().optional(),
  date: z.string().optional(),
  /** The day when someone last read it, `YYYY-MM-DD`. */
  checked_on: z.iso.date(),
  sections: z.array(z.strictObject({ id, title: text, url: z.url().optional() })).min(1),
});
export type SourceDocument = z.infer<typeof documentSchema>;

/** A section with its document: what `source:` resolves to. */
export interface Source {
  readonly id: string;
  readonly section: string;
  readonly document: SourceDocument;
  readonly url: string | undefined;
}

/**
 * What a document says and the knowledge leaves out on purpose: a whole section, one text of it, or only some words or links
 * of a text.
 */
export const leftOutSchema = z.strictObject({
  source: sourceRef,
  text: text.optional(),
  /** When given, only these words (as they are compared) or links are left out; the rest of the text must be held. */
  only: words,
  reason: text,
});
export type LeftOut = z.infer<typeof leftOutSchema>;

/** Words that our sentences add to what the guide says ("le guide ne nomme pas d'outil"): anywhere, or in one text only. */
export const ownWordsSchema = z.strictObject({
  /** As they are written, accents aside. */
  words: z.array(text).min(1),
  /** When given, they are ours in this text of the knowledge only. */
  text: text.optional(),
  reason: text,
});
export type OwnWords = z.infer<typeof ownWordsSchema>;

/** Words that are not content: what they mean for understanding. */
export const lexiconSchema = z.strictObject({
  /** Function words that carry no information. */
  stop_words: words,
  /** Articles and prepositions: names are compared without them ("administrer une démarche", "administrer des démarches"). */
  link_words: words,
  /** Groups of words that mean the same; the first is the one that is searched. */
  synonyms: z.array(z.array(text).min(2)).default([]),
  /** Greetings and thanks, stripped around a question; alone, they get silence or one word. */
  greetings: words,
  thanks: words,
  insults: words,
  /** Phrases by which each kind of question is recognised, by kind. */
  questions: z.record(z.string(), words),
  /** Subjects on which the guide is silent whatever the entity: price, delay, availability. */
  unsaid: z
    .array(
      z.strictObject({
        id,
        label: text,
        aliases: words,
        /** The feature or limit that comes nearest to it, as `entity/item`: an interface in English, to whom asks for Spanish. */
        near: text.optional(),
      }),
    )
    .default([]),
  /** Products that people name and the guide does not know, with the need they stand for where it is clear. */
  unknown_products: z
    .array(z.strictObject({ name: text, aliases: words, need: text.optional() }))
    .default([]),
});
export type Lexicon = z.infer<typeof lexiconSchema>;

/** Ways in which agents ask something, in words that are no name of it: what resembles one of them is suggested. */
export const phrasingSchema = z.strictObject({
  /** A plain question that gets the same answer; none for what the guide does not answer. */
  means: text.optional(),
  /** A way of asking a line. */
  asked: z.string().transform((lines) =>
    lines
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
});
export type Phrasing = z.infer<typeof phrasingSchema>;
