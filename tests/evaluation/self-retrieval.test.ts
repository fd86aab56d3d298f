/**
 * Everything that the knowledge holds is found again by its plain questions, made from its names: a fact by its entity and
 * its criterion, a feature or a limit by its words, an API by a need. What fails here is an alias that leads elsewhere.
 */
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answering/answer.ts';
import { createEngine } from '../../src/answering/create.ts';
import { absences } from '../../src/answering/phrasing.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import type { Criterion, Entity, Fact, Item, Topic } from '../../src/knowledge/schema.ts';
import { renderMessage } from '../../src/rendering/message.ts';

const loaded = loadKnowledge('knowledge');
if (!loaded.ok) throw new Error('Les connaissances ne conviennent pas : npm run knowledge:check');
const { knowledge } = loaded;
const engine = createEngine(knowledge);
const entities = [...knowledge.entities.values()];

/** Spaces, case and typographic signs do not count. */
const plain = (text: string) => text.toLowerCase().replaceAll('’', "'").replace(/\s+/g, ' ').trim();

/** Names that count wherever they stand. */
const namesOf = (named: Pick<Entity | Topic, 'name' | 'short_name' | 'aliases' | 'former_names'>) =>
  distinct([named.name, named.short_name, ...named.aliases, ...named.former_names]);
const namesOfCriterion = ({ label, aliases }: Criterion) => distinct([label, ...aliases]);

function distinct(texts: readonly (string | undefined)[]): string[] {
  const seen = new Map<string, string>();
  for (const text of texts) if (text !== undefined && !seen.has(plain(text))) seen.set(plain(text), text);
  return [...seen.values()];
}

/** Asks each question, and gives what is wrong with the answers, a line a question. */
function failures(
  questions: Iterable<string>,
  faultsOf: (answer: Answer, text: string) => readonly (string | undefined)[],
  ...bands: Answer['band'][]
): string[] {
  return [...new Set(questions)].flatMap((question) => {
    const { answers } = engine.ask(question);
    const [answer] = answers;
    if (answer === undefined || answers.length > 1) return [`${question} → ${answers.length} réponses`];
    const text = renderMessage(answer.blocks).plain;
    const expected = bands.length === 0 ? ['answer'] : bands;
    const faults = [
      expected.includes(answer.band) ? undefined : answer.band,
      ...faultsOf(answer, plain(text)),
    ].filter((fault) => fault !== undefined);
    if (faults.length === 0) return [];
    const kind = answer.explanation?.kind ?? '';
    return [`${question} → ${faults.join(', ')} (${kind} ; « ${text.slice(0, 60).replaceAll('\n', ' ')} »)`];
  });
}

const lacks = (text: string, part: string) =>
  text.includes(plain(part).replace(/[.…]$/, '')) ? undefined : `sans « ${part} »`;

const about = ({ subjects }: Answer, id: string) =>
  subjects.includes(id) ? undefined : `parle de ${subjects.join(', ')}`;

/** What the answer to a question about a fact must say: yes, no, the word for its absence, or the value. */
function lacksFact(text: string, fact: Fact): string | undefined {
  const starts = (word: string) =>
    text.startsWith(plain(word)) ? undefined : `ne commence pas par « ${word} »`;
  if (fact.absent !== undefined) return starts(absences[fact.absent]);
  if (fact.value === 'yes') return starts('Oui');
  if (fact.value === 'no') return starts('Non');
  if (fact.sentence !== undefined) {
    const fixed = fact.sentence.split(/\{\w+\}/).map((part) => lacks(text, part.trim()));
    return fixed.find((fault) => fault !== undefined);
  }
  return [fact.value ?? []]
    .flat()
    .map((value) => lacks(text, value))
    .find((fault) => fault !== undefined);
}

const facts = entities.flatMap((entity) =>
  Object.entries(entity.facts).map(([id, fact]) => {
    const criterion = knowledge.criteria.get(id);
    if (criterion === undefined) throw new Error(`no criterion ${id}`);
    return { name: `${entity.name}, ${criterion.label}`, entity, criterion, fact };
  }),
);

describe('a fact', () => {
  it.each(facts)(
    'is found by every name of its entity and of its criterion: $name',
    ({ entity, criterion, fact }) => {
      const [main = ''] = namesOf(entity);
      const crossed = namesOf(entity).flatMap((name) =>
        namesOfCriterion(criterion).map((asked) => `${asked} ${name} ?`),
      );
      const natural = namesOfCriterion(criterion).flatMap((asked) => [
        `Pour ${main}, ${asked} ?`,
        `${main} : ${asked}`,
        `bonjour, ${asked} pour ${main} svp`,
      ]);
      const wrong = failures([...crossed, ...natural], (answer, text) => [
        about(answer, entity.id),
        answer.explanation?.criteria.includes(criterion.label)
          ? undefined
          : `critère ${answer.explanation?.criteria.join(', ')}`,
        lacksFact(text, fact),
      ]);
      expect(wrong).toEqual([]);
    },
  );
});

const items = entities.flatMap((entity) =>
  [...entity.features, ...entity.limits].map((item) => ({
    name: `${entity.name}, ${item.text}`,
    entity,
    item,
  })),
);

/** A feature or a limit may be answered by the figure of its criterion. */
function lacksItem(text: string, entity: Entity, item: Item): string | undefined {
  const fact = item.criterion === undefined ? undefined : entity.facts[item.criterion];
  if (fact !== undefined && lacksFact(text, fact) === undefined) return undefined;
  return lacks(text, item.text);
}

describe('a feature or a limit', () => {
  it.each(items)('is found by its text and by its keywords: $name', ({ entity, item }) => {
    // Several sentences would be several questions.
    const [sentence = ''] = item.text.split(/\. | \(|\.$/);
    const wrong = failures(
      [
        `${entity.name} : ${sentence} ?`,
        ...item.keywords.flatMap((keyword) => [
          `${keyword} ${entity.name} ?`,
          `Sur ${entity.name}, ${keyword} ?`,
        ]),
      ],
      (_, text) => [lacksItem(text, entity, item)],
      // One everyday word ("message") may be given with a reserve.
      'answer',
      'suggest',
    );
    expect(wrong).toEqual([]);
  });
});

describe('an entity', () => {
  it.each(entities)('is found by each of its names: $name', (entity) => {
    const wrong = failures(
      namesOf(entity).flatMap((name) => [`C'est quoi ${name} ?`, `${name} ?`, `fiche ${name}`]),
      (answer, text) => [about(answer, entity.id), lacks(text, entity.summary.text)],
    );
    expect(wrong).toEqual([]);
  });

  // Several may serve one need: whoever asks for it hears of one of them at least.
  it.each(entities.filter(({ needs }) => needs.length > 0))('is found by its needs: $name', (entity) => {
    const wanted: Partial<Record<Entity['kind'], string>> = {
      api: 'Quelle API pour',
      framework: 'Quel framework pour',
      'matomo-instance': 'Quelle instance de',
    };
    const wrong = entity.needs.flatMap((need) => {
      const serving = entities.filter(({ needs }) => needs.some((one) => plain(one) === plain(need)));
      return failures([`${wanted[entity.kind] ?? 'Quel outil pour'} ${need} ?`], (_, text) => [
        serving.some(({ name }) => text.includes(plain(name))) ? undefined : `sans ${entity.name}`,
      ]);
    });
    expect(wrong).toEqual([]);
  });
});

describe('a recommendation of the decision tree', () => {
  it.each(knowledge.tree.outcomes)(
    'is found by each of its aliases: $title',
    ({ aliases, recommendation, entities: ids }) => {
      const names = ids.map((id) => knowledge.entities.get(id)?.name ?? id);
      const wrong = failures(
        aliases.map((alias) => `Que recommande le guide pour ${alias} ?`),
        // What it recommends, or a card or a comparison of that.
        (_, text) => [
          lacks(text, recommendation.text) === undefined || names.some((name) => text.includes(plain(name)))
            ? undefined
            : `sans « ${recommendation.text} »`,
        ],
      );
      expect(wrong).toEqual([]);
    },
  );
});

describe('a topic', () => {
  it.each([...knowledge.topics.values()])('is found by each of its names: $name', (topic) => {
    const [first] = topic.statements;
    const asked = namesOf(topic).flatMap((name) =>
      topic.kind === 'rule' ? [`${name} ?`] : [`C'est quoi ${name} ?`, `définition ${name}`],
    );
    // The guide never expands most terms: the bot says so, then what the guide says of them.
    const band = topic.kind === 'term' && topic.expansion === undefined ? 'refuse' : 'answer';
    expect(failures(asked, (_, text) => [lacks(text, first?.text ?? '')], band)).toEqual([]);
  });
});

describe('a comparison', () => {
  it.each(knowledge.comparisons)('is found by the names of both: $id', ({ subjects, verdict, synthesis }) => {
    const [left, right] = subjects.map((id) => knowledge.entities.get(id));
    if (left === undefined || right === undefined) throw new Error('no such subjects');
    const asked = [
      ...namesOf(left).map((name) => `${name} ou ${right.name} ?`),
      ...namesOf(right).map((name) => `${left.name} ou ${name} ?`),
      ...namesOf(right).map((name) => `différence entre ${name} et ${left.name}`),
    ];
    const said = verdict === undefined ? synthesis.slice(0, 2).map(({ text }) => text) : [verdict.text];
    const wrong = failures(asked, (answer, text) => [
      about(answer, left.id),
      about(answer, right.id),
      ...said.map((one) => lacks(text, one)),
    ]);
    expect(wrong).toEqual([]);
  });
});

describe('the plain question of an example', () => {
  it('is answered without a reserve: what resembles the example is understood as it is', () => {
    const plainQuestions = knowledge.phrasings.flatMap(({ means }) => means ?? []);
    expect(plainQuestions.length).toBeGreaterThan(200);
    expect(failures(plainQuestions, () => [])).toEqual([]);
  });
});
