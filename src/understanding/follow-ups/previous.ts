/** The question that was put before, told from the context that it left. */
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { phraseKey } from '../../knowledge/normalise.ts';
import type { Context } from '../context.ts';
import { concerns, itemIn } from '../entries.ts';
import type { Question } from '../question.ts';

/** What was asked before, once more; what is left of it where it cannot be told from the context. */
export function previousQuestion(context: Context, knowledge: Knowledge): Question | undefined {
  const { subjects, topics, outcomes } = context;
  const [subject, ...more] = subjects;
  if (outcomes.length > 0) return { kind: 'need', entities: [], outcomes };
  const question = previousWith(context, subjects, knowledge);
  if (question !== undefined) return question;
  if (subject !== undefined && more.length === 0) return { kind: 'card', subjects };
  if (context.kind === 'need' && subject !== undefined)
    return { kind: 'need', entities: subjects, outcomes: [] };
  return topics.length === 0 ? undefined : { kind: 'topic', topics, past: false };
}

/**
 * What was asked before, of other subjects; undefined where that is no question of subjects.
 */
export function previousWith(
  context: Context,
  subjects: readonly string[],
  knowledge: Knowledge,
): Question | undefined {
  const asked = context.asked.map(({ criterion, value }) => ({
    criterion,
    ...(value === undefined ? {} : { value }),
  }));
  switch (context.kind) {
    case 'criterion':
    case 'term':
    case 'constraints':
    case 'comparison':
      return asked.length === 0 ? undefined : { kind: 'criterion', subjects, asked };
    case 'aspect':
      return {
        kind: 'aspect',
        aspect: context.aspect as Extract<Question, { kind: 'aspect' }>['aspect'],
        subjects,
        asked,
      };
    case 'item': {
      // Of a subject of which the guide does not say it, that is what is answered.
      const own = context.items.filter((item) => concerns(knowledge, item, subjects));
      const criterion = own.length > 0 ? undefined : criterionOf(context.items, subjects, knowledge);
      if (criterion !== undefined) return { kind: 'criterion', subjects, asked: [{ criterion }] };
      const items = own.length > 0 ? own : context.items;
      return items.length === 0 ? undefined : { kind: 'item', items, subjects };
    }
    case 'topic':
      return watched(context, subjects, knowledge);
    default:
      return undefined;
  }
}

/** "La doc de DN ? Et celle de Démat Social ?": what is watched is the news, the documentation or the room of one product. */
function watched(
  { topics }: Context,
  subjects: readonly string[],
  knowledge: Knowledge,
): Question | undefined {
  const topic = knowledge.topics.get(topics[0] ?? '');
  const role = topic?.kind === 'watch' ? topic.links[0]?.role : undefined;
  const aspect = (['documentation', 'news', 'room'] as const).find((one) => one === role);
  return aspect === undefined || subjects.length === 0
    ? undefined
    : { kind: 'aspect', aspect, subjects, asked: [] };
}

/** "ProConnect avec Grist ? Et avec Sites Faciles ?": of a product without such a limit, the criterion of that name. */
function criterionOf(
  items: readonly string[],
  subjects: readonly string[],
  knowledge: Knowledge,
): string | undefined {
  const keywords = items.flatMap((item) => itemIn(knowledge, item)?.keywords ?? []).map(phraseKey);
  const held = subjects.flatMap((id) => Object.keys(knowledge.entities.get(id)?.facts ?? {}));
  return held.find((id) => {
    const criterion = knowledge.criteria.get(id);
    const names = criterion === undefined ? [] : [criterion.label, ...criterion.aliases].map(phraseKey);
    return names.some((name) => keywords.includes(name));
  });
}
