import { describe, expect, it } from 'vitest';
import { listReadings } from '../../../src/understanding/readings/lists.ts';
import { evidence, type Material, reading } from '../../../src/understanding/readings/reading.ts';
import { readings } from '../../../src/understanding/readings/readings.ts';
import { materialOf } from '../../support/understood.ts';

describe('a reading', () => {
  it('covers the share of the weight that it explains', () => {
    const material = materialOf('fiche Orme zorglub');
    const question = { kind: 'card', subjects: ['orme'] } as const;
    const some = reading(material, question, material.slots.entities);
    const more = reading(material, question, material.slots.entities, [0]);
    const all = reading(material, question, material.slots.entities, [0, 2]);
    expect(some.coverage).toBeGreaterThan(0);
    expect(more.coverage).toBeGreaterThan(some.coverage);
    expect(all.coverage).toBe(1);
  });

  it('covers less beside a word that the knowledge does not hold, where no subject is named', () => {
    const cover = (text: string) => {
      const material = materialOf(text);
      const { slots, utterance } = material;
      const { coverage } = reading(material, { kind: 'criterion', subjects: [], asked: [] }, [
        ...slots.criteria,
        ...slots.entities,
      ]);
      const [hds, logement] = utterance.tokens.map(({ weight }) => weight);
      return { coverage, hds: hds ?? 0, logement: logement ?? 0 };
    };
    const alone = cover('hds logement');
    expect(alone.logement).toBeLessThan(0.6);
    expect(alone.coverage).toBeCloseTo(alone.hds / (alone.hds + 0.6));
    // An everyday word beside a subject hardly counts.
    expect(cover('hds logement Orme').coverage).toBeGreaterThan(alone.coverage);
  });

  it('covers less beside what the guide never speaks of, where no subject is named', () => {
    const cover = (text: string) => {
      const material = materialOf(text);
      return reading(material, { kind: 'criterion', subjects: [], asked: [] }, material.slots.criteria)
        .coverage;
    };
    // Both words are known and are no part of the criterion.
    expect(cover('hds prix')).toBeLessThan(cover('hds fiche'));
  });

  it('covers everything when there was nothing that weighs', () => {
    const material = materialOf('ds');
    expect(reading(material, { kind: 'card', subjects: ['guichet'] }, material.slots.entities).coverage).toBe(
      1,
    );
    expect(reading(material, { kind: 'about-bot' }, []).coverage).toBe(0);
  });
});

describe('evidence for a guess', () => {
  const weighing = (...weights: number[]): Material => {
    const material = materialOf('Orme');
    const [token] = material.utterance.tokens;
    if (token === undefined) throw new Error('no token');
    const more = weights.map((weight) => ({ ...token, weight }));
    return { ...material, utterance: { ...material.utterance, tokens: [token, ...more] } };
  };

  it('is two words that say something, or a rare one, beside the names of subjects', () => {
    expect(evidence(weighing(0.5, 0.5), new Set([0, 1, 2]))).toEqual(new Set([1, 2]));
    expect(evidence(weighing(0.9), new Set([0, 1]))).toEqual(new Set([1]));
  });

  it('is no everyday word, nor two that weigh little, nor the name of a subject', () => {
    expect(evidence(weighing(0.5), new Set([1]))).toBeUndefined();
    expect(evidence(weighing(0.3, 0.3), new Set([1, 2]))).toBeUndefined();
    expect(evidence(weighing(), new Set([0]))).toBeUndefined();
  });

  it('is one word that says something, where one is enough', () => {
    expect(evidence(weighing(0.5), new Set([1]), 1)).toEqual(new Set([1]));
    expect(evidence(weighing(0.3), new Set([1]), 1)).toBeUndefined();
  });
});

describe('all readings', () => {
  it('come best first', () => {
    const scores = readings(materialOf('HDS et hébergement de Guichet Facile ou Orme, attestation ?')).map(
      ({ score }) => score,
    );
    expect(scores.length).toBeGreaterThan(2);
    expect(scores).toEqual([...scores].sort((left, right) => right - left));
  });

  it('put those that ignore the subject behind', () => {
    const material = materialOf('liste des communs, Orme');
    const [list] = listReadings(material);
    const behind = readings(material).find(({ question }) => question.kind === 'list');
    expect(behind?.score).toBeLessThan(list?.score ?? 0);
  });
});
