import { describe, expect, it } from 'vitest';
import { type Answer, paragraph, plain } from '../../src/answering/answer.ts';
import { frenchDate } from '../../src/answering/phrasing.ts';
import type { Source, SourceDocument } from '../../src/knowledge/schema.ts';
import { compose } from '../../src/rendering/compose.ts';
import { renderPlain } from '../../src/rendering/plain.ts';

const guide: SourceDocument = {
  id: 'guide-dn',
  title: 'Guide DNUM, page Démarche Numérique',
  generation: 'current',
  reference: '003',
  checked_on: '2026-11-22',
  sections: [],
};
const article: SourceDocument = {
  ...guide,
  id: 'article',
  title: 'Article',
  date: '2020-04',
  url: 'https://a.fr/',
};
const source = (id: string, section: string, document = guide): Source => ({
  id,
  section,
  document,
  url: undefined,
});
const answer = (fields: Partial<Answer> = {}): Answer => ({
  band: 'answer',
  confidence: 1,
  subjects: [],
  blocks: [paragraph('Oui.')],
  citations: [],
  ...fields,
});
const tail = (fields: Partial<Answer>, question?: Parameters<typeof compose>[1]) =>
  renderPlain(compose(answer(fields), question).tail);

describe('the source line', () => {
  it('names the document, the section and the day it was read', () => {
    expect(tail({ citations: [source('a', 'Choisir')] })).toBe(
      'Source : Guide DNUM, page Démarche Numérique, section « Choisir », relu le 22 novembre 2026.',
    );
  });

  it('says a document once', () => {
    expect(tail({ citations: [source('a', 'A'), source('a', 'A')] })).toContain(', section « A », relu le');
    expect(tail({ citations: [source('a', 'A'), source('b', 'B')] })).toBe(
      'Source : Guide DNUM, page Démarche Numérique, relu le 22 novembre 2026.',
    );
  });

  it('leaves out that day where a date is asked for that the guide does not give', () => {
    const line = tail({ citations: [source('a', 'Choisir')], undated: true });
    expect(line).toBe('Source : Guide DNUM, page Démarche Numérique, section « Choisir ».');
  });

  it('says that a document read too long ago is due for another look', () => {
    const citations = [source('a', 'A'), source('x', 'X', { ...article, checked_on: '2025-11-21' })];
    const text = tail({ citations }, { staleBefore: '2025-11-22' });
    expect(text).toContain('relu le 22 novembre 2026 ;');
    expect(text).toContain('section « X », relu le 21 novembre 2025 (à revérifier).');
    expect(tail({ citations }, { staleBefore: '2025-11-21' })).not.toContain('revérifier');
  });

  it('leaves out a section that has the title of its page, and links an address once', () => {
    const page = { ...guide, title: 'Guide, page « A »', url: 'https://g.fr/' };
    const other = { ...page, id: 'other', title: 'Guide, page « B »' };
    expect(tail({ citations: [source('a', 'A', page), source('x', 'X', other)] })).toBe(
      'Sources : Guide, page « A » (https://g.fr/), relu le 22 novembre 2026 ; Guide, page « B », section « X », relu le 22 novembre 2026.',
    );
  });

  it('names several documents, with their links and dates', () => {
    expect(tail({ citations: [source('a', 'A'), source('x', 'X', article)] })).toMatch(
      /^Sources : .* ; Article \(https:\/\/a\.fr\/\) \(avril 2020\), section « X », relu le 22 novembre 2026\.$/,
    );
  });
});

describe('a message', () => {
  it('ends with the next step', () => {
    expect(tail({ citations: [source('a', 'A')], next: [plain('Une question décide.')] })).toMatch(
      /2026\.\n\nUne question décide\.$/,
    );
  });

  it('numbers its suggestions', () => {
    const suggestions = [
      { label: 'Limites de Grist', query: 'limites grist' },
      { label: 'Fiche de Grist', query: 'grist' },
    ];
    expect(tail({ suggestions })).toBe(
      'Vouliez-vous dire (répondez par un numéro) :\n1. Limites de Grist\n2. Fiche de Grist',
    );
  });

  it('leaves the numbers to the question of a running dialogue, which comes last', () => {
    const suggestions = [{ label: 'Fiche de Grist', query: 'grist' }];
    expect(tail({ suggestions }, { question: [paragraph('Quel est votre projet ?')] })).toBe(
      'Vouliez-vous dire :\n- Fiche de Grist\n\nQuel est votre projet ?',
    );
  });
});

describe('a date', () => {
  it.each([
    ['2026-11-22', '22 novembre 2026'],
    ['2025-04-01', '1er avril 2025'],
    ['2025-04', 'avril 2025'],
    ['2020', '2020'],
    ['2025-13-01', '2025-13-01'],
  ])('%s is said %s', (date, said) => {
    expect(frenchDate(date)).toBe(said);
  });
});
