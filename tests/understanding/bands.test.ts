import { describe, expect, it } from 'vitest';
import { bandOf, isSure, matter } from '../../src/understanding/bands.ts';
import type { Question } from '../../src/understanding/question.ts';
import type { Reading } from '../../src/understanding/readings/reading.ts';
import { slotsOf } from '../support/understood.ts';

const hds: Question = { kind: 'criterion', subjects: ['orme'], asked: [{ criterion: 'hds' }] };
const card: Question = { kind: 'card', subjects: ['orme'] };
const reading = (question: Question, coverage: number, more: Partial<Reading> = {}): Reading => ({
  ...{ question, coverage, score: coverage, explained: new Set<number>() },
  ...more,
});
const slots = slotsOf('HDS Orme ?');

describe('the band of a reading', () => {
  it.each([
    [hds, 0.5, 'answer'],
    [hds, 0.3, 'refuse'],
    [card, 0.9, 'answer'],
    [card, 0.7, 'suggest'],
    [card, 0.5, 'refuse'],
  ] as const)('depends on its kind and on how much it explains: %j at %d, %s', (question, coverage, band) => {
    expect(bandOf(reading(question, coverage), slots)).toBe(band);
  });

  it('is a suggestion at most when it is doubtful', () => {
    expect(bandOf(reading(hds, 1, { doubtful: true }), slots)).toBe('suggest');
  });

  it('of the limits that are asked for is a suggestion, whatever is said besides', () => {
    const limits: Question = { kind: 'aspect', aspect: 'limits', subjects: ['orme'], asked: [] };
    expect(bandOf(reading(limits, 0.3), slotsOf('limites Orme ?'))).toBe('suggest');
    expect(bandOf(reading(limits, 0.3), slots)).toBe('refuse');
    expect(bandOf(reading(limits, 0.2), slotsOf('limites Orme ?'))).toBe('refuse');
  });

  it('of none is a refusal', () => expect(bandOf(undefined, slots)).toBe('refuse'));
});

describe('an answer without a reserve', () => {
  it('explains nearly everything, well ahead of what is about something else', () => {
    const best = reading(hds, 0.95);
    expect(isSure(best, [best])).toBe(true);
    expect(isSure(best, [best, reading(card, 0.94)])).toBe(false);
    expect(isSure(best, [best, reading(card, 0.5)])).toBe(true);
    expect(isSure(reading(hds, 0.85), [])).toBe(false);
  });

  it('is no guess, but where a fact explains all that is said', () => {
    expect(isSure(reading(hds, 0.95, { guessed: true }), [])).toBe(false);
    expect(isSure(reading(hds, 1, { guessed: true }), [])).toBe(true);
    expect(isSure(reading(card, 1, { guessed: true }), [])).toBe(false);
    expect(isSure(reading(hds, 1, { doubtful: true }), [])).toBe(false);
  });
});

it('the same criteria of the same subjects are the same matter, however they are put', () => {
  expect(matter(hds)).toBe(matter({ ...hds, kind: 'comparison', common: false } as Question));
  expect(matter(hds)).not.toBe(matter(card));
});
