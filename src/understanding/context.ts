/**
 * What a question leaves behind for the next one of the same person in the same room or thread: "et pour Ondine ?",
 * "et ses limites ?". Small JSON without any text of the message; the caller forgets it after ten minutes.
 */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { itemIn } from './entries.ts';
import type { Question } from './question.ts';

/** What the last question was about. All are ids of the knowledge base. */
export const contextSchema = z.strictObject({
  version: z.literal(1),
  kind: z.string(),
  aspect: z.string().optional(),
  subjects: z.array(z.string()),
  /** Of which the same was asked just before: "lequel est open source ?" after "qui héberge Ondine ?", "et Sites Faciles ?". */
  beside: z.array(z.string()).default([]),
  /** Who has it was asked, of nobody in particular: so is what is asked next ("et FranceConnect ?"). */
  open: z.literal(true).optional(),
  /** Topics that were just spoken of: "on les contacte comment ?" after the Ressourcerie. */
  topics: z.array(z.string()).default([]),
  asked: z.array(z.strictObject({ criterion: z.string(), value: z.string().optional() })),
  /** Features and limits, as `entity/item`: "et pour Démat Social ?" after "combien de temps DN garde-t-il les dossiers ?". */
  items: z.array(z.string()).default([]),
  /** Leaves of the decision tree that were given: "et si Grist ne suffit pas ?" asks for the one after. */
  outcomes: z.array(z.string()).default([]),
});
export type Context = z.infer<typeof contextSchema>;

/** What of a context still exists: the knowledge may be another one than when the question was put. */
export function contextIn(knowledge: Knowledge, context: Context): Context {
  const { subjects, beside, topics, asked, items, outcomes } = context;
  return {
    ...context,
    subjects: subjects.filter((id) => knowledge.entities.has(id)),
    beside: beside.filter((id) => knowledge.entities.has(id)),
    topics: topics.filter((id) => knowledge.topics.has(id)),
    asked: asked.filter(({ criterion }) => knowledge.criteria.has(criterion)),
    items: items.filter((item) => itemIn(knowledge, item) !== undefined),
    outcomes: outcomes.filter((id) => knowledge.tree.outcomes.some((outcome) => outcome.id === id)),
  };
}

const isOpen = (question: Question): boolean =>
  question.kind === 'constraints' || (question.kind === 'criterion' && question.subjects.length === 0);

/** The context that a question leaves. `answered` are the entities that its answer spoke of. */
export function contextOf(question: Question, answered: readonly string[]): Context {
  const named = 'subjects' in question ? question.subjects : [];
  return {
    version: 1,
    kind: question.kind,
    ...(question.kind === 'aspect' ? { aspect: question.aspect } : {}),
    ...(isOpen(question) ? { open: true as const } : {}),
    subjects: [...new Set(named.length > 0 ? named : answered)],
    beside: [],
    topics: question.kind === 'topic' ? [...question.topics] : [],
    asked:
      question.kind === 'term'
        ? [{ criterion: question.criterion }]
        : 'asked' in question
          ? [...question.asked]
          : [],
    items: question.kind === 'item' ? [...question.items] : [],
    outcomes: question.kind === 'need' ? [...question.outcomes] : [],
  };
}

/** What a question leaves after another one: beside it what the same was asked of just before, for as long as it goes on of one of them. */
export function following(context: Context, before: Context | undefined): Context {
  const { kind, aspect, subjects, asked, open } = context;
  if (before === undefined || open !== undefined || before.open !== undefined) return context;
  if (isDeepStrictEqual(before.subjects, subjects)) return { ...context, beside: before.beside };
  const isSame =
    asked.length > 0 && isDeepStrictEqual([before.kind, before.aspect, before.asked], [kind, aspect, asked]);
  const others = [...before.beside, ...before.subjects].filter((id) => !subjects.includes(id));
  return isSame ? { ...context, beside: [...new Set(others)] } : context;
}

/** All of which the same was asked, in the order of the questions. */
export const together = (context: Context): Context => ({
  ...context,
  subjects: [...context.beside, ...context.subjects],
  beside: [],
});
