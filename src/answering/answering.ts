/** From what is asked to a draft: one function a kind of question. */
import type { Question } from '../understanding/question.ts';
import { answerCard } from './card.ts';
import { answerComparison } from './comparison.ts';
import { answerConstraints } from './constraints.ts';
import type { Desk, Draft } from './draft.ts';
import { entityOf } from './draft.ts';
import { answerCriterion, answerCriterionEverywhere, answerOfOthers } from './facts.ts';
import { answerItems } from './items.ts';
import { answerList, answerMembership } from './lists.ts';
import { answerNeed } from './needs.ts';
import {
  answerAboutBot,
  answerOrder,
  answerRude,
  answerUnknownProduct,
  answerUnsaid,
  type Recommended,
} from './refusals.ts';
import { answerAspect } from './sides.ts';
import { answerTerm, answerTopics } from './topics.ts';

/** Answers a question. `recommend` says what serves the need of an unknown product. */
export function answerQuestion(
  desk: Desk,
  question: Question,
  recommend: (need: string) => Recommended,
): Draft {
  switch (question.kind) {
    case 'comparison':
      return answerComparison(desk, question.subjects, question.asked, question.common);
    case 'criterion':
      if (question.persona !== undefined) return answerOfOthers(desk, question, question.persona);
      return question.subjects.length === 0
        ? answerCriterionEverywhere(desk, question.asked)
        : answerCriterion(desk, question.subjects, question.asked);
    case 'constraints':
      return answerConstraints(desk, question.asked);
    case 'card':
      return answerCard(desk, entityOf(desk, question.subjects[0] ?? ''));
    case 'aspect':
      return answerAspect(desk, question.aspect, question.subjects, question.asked, question.persona);
    case 'item':
      return answerItems(desk, question.items, question.subjects);
    case 'need':
      return answerNeed(desk, question.entities, question.outcomes);
    case 'list':
      return answerList(desk, question);
    case 'membership':
      return answerMembership(desk, question.list, question.subjects);
    case 'topic':
      return answerTopics(desk, question.topics, question.past);
    case 'term':
      return answerTerm(desk, question.criterion);
    case 'unsaid':
      return answerUnsaid(desk, question);
    case 'unknown-product': {
      const need = question.products
        .map((name) => desk.knowledge.lexicon.unknown_products.find((one) => one.name === name)?.need)
        .find((one) => one !== undefined);
      return answerUnknownProduct(
        desk,
        question,
        need === undefined ? { entities: [], outcomes: [] } : recommend(need),
      );
    }
    case 'about-bot':
      return answerAboutBot();
    case 'rude':
      return answerRude();
    case 'order':
      return answerOrder();
  }
}
