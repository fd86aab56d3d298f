/** A knowledge base many times larger than the real one: the real one, and synthetic products with synthetic facts. */
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import type { Criterion, Entity, Fact } from '../../src/knowledge/schema.ts';
import { randomFrom, randomWord } from './random.ts';

const factsPerEntity = 20;
const criteriaCount = 200;
const wordsCount = 4_000;

/** A knowledge with so many more facts, and a plain question about some of them. */
export interface Synthetic {
  readonly knowledge: Knowledge;
  readonly questions: readonly string[];
}

/** Adds synthetic facts to a knowledge. Words are drawn as people use them: a few often, most of them rarely. */
export function withSyntheticFacts(real: Knowledge, facts: number): Synthetic {
  const random = randomFrom(20_261_122);
  const vocabulary = Array.from({ length: wordsCount }, () => randomWord(random));
  const word = () => vocabulary[Math.floor(wordsCount * random() ** 3)] ?? '';
  const rare = () => vocabulary[Math.floor(wordsCount * random())] ?? '';
  const source = [...real.sources.keys()][0] ?? '';

  const criteria = Array.from(
    { length: criteriaCount },
    (_, index): Criterion => ({
      id: `critere-${index}`,
      label: `${rare()} ${word()}`,
      aliases: [`${rare()} ${word()}`, `${rare()} de ${rare()}`],
      weak_aliases: [],
      misspellings: [],
      type: 'text',
      sentences: { text: '{subject} : {value}.' },
      values: [],
      see_also: [],
      partial: false,
      personas: [],
      equivalents: [],
    }),
  );
  const fact = (): Fact => ({
    value: `${word()} ${word()} ${rare()}`,
    values: [],
    conditional_values: [],
    undecided_values: [],
    links: [],
    history: [],
    source,
  });
  const entities = Array.from({ length: Math.ceil(facts / factsPerEntity) }, (_, index): Entity => {
    const name = `${rare()} ${rare()}`;
    const first = Math.floor(random() * criteriaCount);
    const held = Array.from(
      { length: factsPerEntity },
      (__, offset) => criteria[(first + offset) % criteriaCount]?.id ?? '',
    );
    return {
      id: `produit-${index}`,
      kind: 'common',
      name,
      aliases: [`${name} ${word()}`],
      weak_aliases: [],
      former_names: [],
      misspellings: [],
      needs: [`${rare()} ${word()}`],
      summary: { text: `${name} ${word()} ${word()} ${word()}.`, source },
      advice: [],
      links: [],
      facts: Object.fromEntries(held.map((id) => [id, fact()])),
      features: [],
      limits: [],
      examples: [],
      contacts: [],
      history: [],
    };
  });
  return {
    knowledge: {
      ...real,
      entities: new Map([...real.entities, ...entities.map((entity) => [entity.id, entity] as const)]),
      criteria: new Map([...real.criteria, ...criteria.map((one) => [one.id, one] as const)]),
    },
    questions: entities.slice(0, 400).map((entity) => {
      const [id = ''] = Object.keys(entity.facts);
      const label = criteria.find((one) => one.id === id)?.label ?? '';
      // Every other question has a typing error in its longest word.
      const asked = `${label} de ${entity.name} ?`;
      return entity.id.endsWith('0') ? asked.replace(/(\p{L}{4})\p{L}(\p{L}{2})/u, '$1$2') : asked;
    }),
  };
}
