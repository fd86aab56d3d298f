/** A question in French words: to offer it as a suggestion, and to say how a message was understood. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Asked, Aspect, ListName, Question } from '../understanding/question.ts';
import { capital, enumerate, ofName } from './phrasing.ts';

const aspectWords: Readonly<Record<Aspect, string>> = {
  definition: 'définition',
  limits: 'limites',
  link: 'lien',
  documentation: 'documentation',
  news: 'nouveautés',
  releases: 'liste des déploiements',
  room: 'salon',
  contact: 'contact',
  sources: 'sources',
  history: 'historique',
  decision: 'décision',
  features: 'fonctionnalités',
  examples: 'exemples',
  advice: 'recommandation',
};

const listWords: Readonly<Record<ListName, string>> = {
  api: 'liste des API',
  common: 'liste des communs numériques',
  framework: 'liste des frameworks',
  backend: 'liste des backend as a service',
  'matomo-instance': 'liste des instances Matomo',
  decision: "liste des décisions d'architecture",
  discarded: 'produits écartés',
  source: 'liste des sources',
  watch: 'sources de veille',
  criterion: 'liste des critères',
};

/** So many criteria at most are named in the description of a question. */
const maxNamed = 2;

/** The criteria asked for, or the values named, each once. */
function labelsOf(knowledge: Knowledge, asked: readonly Asked[]): string[] {
  const labels = asked.map(({ criterion: id, value }) => {
    const criterion = knowledge.criteria.get(id);
    return capital(criterion?.values.find((one) => one.id === value)?.label ?? criterion?.label ?? id);
  });
  return [...new Set(labels)];
}

/** What a question asks, in a few words. */
export function describe(knowledge: Knowledge, question: Question): string {
  const names = (ids: readonly string[]) => ids.map((id) => knowledge.entities.get(id)?.name ?? id);
  const labels = (asked: readonly Asked[]) => {
    const named = labelsOf(knowledge, asked);
    return named.length > maxNamed ? `${named.length} critères` : enumerate(named);
  };
  switch (question.kind) {
    case 'comparison':
      return question.asked.length === 0
        ? `Comparer ${enumerate(names(question.subjects))}`
        : `${labels(question.asked)} : ${enumerate(names(question.subjects), 'ou')}`;
    case 'criterion':
      return question.subjects.length === 0
        ? labels(question.asked)
        : `${labels(question.asked)} : ${enumerate(names(question.subjects))}`;
    case 'constraints':
      return `Un produit avec : ${labels(question.asked)}`;
    case 'card':
      return `Fiche : ${enumerate(names(question.subjects))}`;
    case 'aspect': {
      const word = aspectWords[question.aspect];
      const subject = names(question.subjects)[0];
      return subject === undefined
        ? word
        : `${word.charAt(0).toUpperCase()}${word.slice(1)} ${ofName(subject)}`;
    }
    case 'item':
      return itemText(knowledge, question.items[0] ?? '');
    case 'need': {
      const outcome = knowledge.tree.outcomes.find((one) => one.id === question.outcomes[0])?.title;
      return question.entities.length > 0
        ? enumerate(names(question.entities))
        : (outcome ?? "L'arbre de décision");
    }
    case 'list':
      return listWords[question.list].replace(/^l/u, 'L');
    case 'membership':
      return `${enumerate(names(question.subjects))} dans la ${listWords[question.list]}`;
    case 'topic':
      return enumerate(question.topics.map((id) => knowledge.topics.get(id)?.name ?? id));
    case 'term':
      return `Le sens de « ${knowledge.criteria.get(question.criterion)?.label ?? question.criterion} »`;
    case 'unsaid':
      return 'Une information que le guide ne donne pas';
    case 'unknown-product':
      return question.api === undefined
        ? `Un produit que le guide ne cite pas : ${enumerate(question.products)}`
        : `Une API que le guide ne cite pas : ${question.api}`;
    case 'about-bot':
      return 'Ce que je sais faire';
    case 'rude':
      return 'Une parole vive';
    case 'order':
      return 'Une consigne pour moi';
  }
}

/** A text that asks the same; undefined for what is not worth offering. */
export function queryFor(knowledge: Knowledge, question: Question): string | undefined {
  const names = (ids: readonly string[]) => ids.map((id) => knowledge.entities.get(id)?.name ?? id);
  const labels = (asked: readonly Asked[]) => labelsOf(knowledge, asked).join(' et ');
  switch (question.kind) {
    case 'comparison':
      return `${labels(question.asked)} ${names(question.subjects).join(' ou ')} ?`.trim();
    case 'criterion':
      return `${labels(question.asked)} ${names(question.subjects).join(' ')} ?`;
    case 'constraints':
      return `une solution avec ${labels(question.asked)}`;
    case 'card':
      return `fiche ${names(question.subjects)[0] ?? ''}`;
    case 'aspect':
      return `${aspectWords[question.aspect]} ${names(question.subjects)[0] ?? ''}`;
    case 'item':
      return itemText(knowledge, question.items[0] ?? '');
    case 'need':
      return question.entities[0] === undefined
        ? knowledge.tree.outcomes.find((one) => one.id === question.outcomes[0])?.aliases[0]
        : `fiche ${names(question.entities)[0] ?? ''}`;
    case 'list':
      return listWords[question.list];
    case 'topic':
      return `définition ${knowledge.topics.get(question.topics[0] ?? '')?.name ?? ''}`;
    default:
      return undefined;
  }
}

function itemText(knowledge: Knowledge, reference: string): string {
  const [owner = '', id = ''] = reference.split('/');
  const entity = knowledge.entities.get(owner);
  const item = [...(entity?.features ?? []), ...(entity?.limits ?? [])].find((one) => one.id === id);
  // Its first words name it: what follows explains.
  const [text = ''] = (item?.text ?? '').split(/\.(?:\s|$)| \(/u);
  return item === undefined ? '' : `${entity?.name ?? ''} : ${text}`;
}
