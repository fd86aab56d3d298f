/** What holds of every answer, whatever is asked: the real engine over the real knowledge. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answering/answer.ts';
import { createEngine } from '../../src/answering/create.ts';
import type { LookupName } from '../../src/answering/engine.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { fold } from '../../src/knowledge/normalise.ts';
import { renderPlain } from '../../src/rendering/plain.ts';
import { readabilityErrors } from '../rendering/readable.ts';

const loaded = loadKnowledge('knowledge');
if (!loaded.ok) throw new Error('the knowledge does not load');
const { knowledge } = loaded;
const engine = createEngine(knowledge);
const entities = [...knowledge.entities.values()];
const topics = [...knowledge.topics.values()];
const criteria = [...knowledge.criteria.values()];

const textOf = ({ blocks }: Answer) => renderPlain(blocks);

/** What the older generations said, as it would be found in an answer. */
const histories = [
  ...entities.flatMap(({ history, facts }) => [
    ...history,
    ...Object.values(facts).flatMap((fact) => fact.history),
  ]),
  ...topics.flatMap(({ history }) => history),
].map(({ text }) => fold(text).replace(/\.$/, ''));
const olderSources = new Set(
  [...knowledge.sources.values()]
    .filter(({ document }) => document.generation === 'previous')
    .map(({ id }) => id),
);

const pastCues = knowledge.lexicon.questions.history ?? [];
const speaksOfBefore = (text: string) => pastCues.some((cue) => fold(text).includes(fold(cue)));

/** Words that people use, in any order. */
const vocabulary = [
  ...entities.flatMap(({ name, aliases }) => [name, ...aliases.slice(0, 2)]),
  ...criteria.flatMap(({ label, values }) => [label, ...values.map((value) => value.label)]),
  ...topics.map(({ name }) => name),
  ...knowledge.lexicon.unknown_products.slice(0, 5).map(({ name }) => name),
  ...'et ou non pourquoi comment combien est-il lequel limites prix quand fiche liste ? . zorglub il ça'.split(
    ' ',
  ),
].filter((word) => !speaksOfBefore(word));
const question = fc
  .array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 5 })
  .map((all) => all.join(' '))
  .filter((text) => !speaksOfBefore(text));
const anything = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 120 }), question);

const check = (answers: readonly Answer[]) => {
  for (const answer of answers) {
    expect(answer.blocks.length).toBeGreaterThan(0);
    for (const { id } of answer.citations) expect(knowledge.sources.has(id)).toBe(true);
    expect(new Set(answer.citations.map(({ id }) => id)).size).toBe(answer.citations.length);
    for (const id of answer.subjects) {
      expect(knowledge.entities.has(id) || knowledge.topics.has(id)).toBe(true);
    }
    expect(answer.confidence).toBeGreaterThanOrEqual(0);
    expect(answer.confidence).toBeLessThanOrEqual(1);
    expect(answer.suggestions?.length ?? 0).toBeLessThanOrEqual(3);
  }
};

/** What is no statement of the guide: the bot itself, the lists of its documents and of the rows of its tables. */
const unsourced = new Set(['Ce que je sais faire', 'Liste des critères', 'Liste des sources']);

describe('whatever is asked', () => {
  it('gets whole answers, the same each time, from sources that there are', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const { answers } = engine.ask(text);
        check(answers);
        expect(engine.ask(text).answers).toEqual(answers);
      }),
      { numRuns: 200 },
    );
  });

  it('goes on from what was asked before', () => {
    fc.assert(
      fc.property(question, anything, (first, second) => {
        const { context } = engine.ask(first);
        check(engine.ask(second, context).answers);
      }),
      { numRuns: 150 },
    );
  });

  it('is answered from a source, or not at all', () => {
    fc.assert(
      fc.property(question, (text) => {
        for (const { band, citations, explanation } of engine.ask(text).answers) {
          if (band === 'answer' && !unsourced.has(explanation?.kind ?? '')) expect(citations).not.toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is never answered with what an older guide said, unless that is asked', () => {
    fc.assert(
      fc.property(question, (text) => {
        for (const answer of engine.ask(text).answers) {
          const said = fold(textOf(answer));
          expect(histories.filter((history) => said.includes(history))).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is said so that it can be read and heard', () => {
    fc.assert(
      fc.property(question, (text) => {
        for (const { blocks, band } of engine.ask(text).answers) {
          if (band === 'answer') expect(readabilityErrors(blocks)).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('each subject', () => {
  it.each(entities.map(({ name, id }) => [name, id] as const))(
    '%s: its card is of today, and from its sources',
    (name, id) => {
      const [card, ...more] = engine.lookup.card(name).answers;
      expect(more).toEqual([]);
      expect(card).toMatchObject({ band: 'answer', subjects: [id] });
      const said = fold(textOf(card as Answer));
      expect(histories.filter((history) => said.includes(history))).toEqual([]);
    },
  );

  it('has facts of today only: none rests on an older guide', () => {
    for (const { facts } of entities) {
      for (const { source } of Object.values(facts)) expect(olderSources.has(source)).toBe(false);
    }
  });

  it('says what was before when that is asked, beginning with "Auparavant"', () => {
    const changed = entities.filter(({ history }) => history.length > 0);
    expect(changed.length).toBeGreaterThan(5);
    for (const { name, history } of changed) {
      const [told] = engine.lookup.history(name).answers;
      const text = told === undefined ? '' : textOf(told);
      expect(text.startsWith('Auparavant')).toBe(true);
      for (const one of history) expect(fold(text)).toContain(fold(one.text).replace(/\.$/, ''));
    }
  });
});

describe('each command', () => {
  const names = Object.keys(engine.lookup) as LookupName[];

  it.each(names)('!%s alone gives an overview', (name) => {
    const { answers } = engine.lookup[name]('');
    expect(answers.map(({ band }) => band)).toEqual(['answer']);
  });

  it.each(names)('!%s takes any text', (name) => {
    fc.assert(
      fc.property(anything, (text) => {
        check(engine.lookup[name](text).answers);
      }),
      { numRuns: 15 },
    );
  });

  it.each(['sources', 'limits', 'history', 'contact', 'card'] as const)(
    '!%s of each subject is about that subject',
    (name) => {
      for (const entity of entities) {
        const { answers } = engine.lookup[name](entity.name);
        expect(answers.map(({ subjects }) => subjects)).toEqual([[entity.id]]);
      }
    },
  );
});
