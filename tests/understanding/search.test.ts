import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/understanding/entries.ts';
import type { MeaningType, Token, Utterance } from '../../src/understanding/meaning.ts';
import { Search, weigh } from '../../src/understanding/search.ts';

const entry = (id: string, stems: string, type: MeaningType = 'item', said = ''): Entry => ({
  meaning: { type, id, strength: 'name' },
  owner: undefined,
  stems: new Set(stems.split(' ')),
  telling: new Set(),
  names: [],
  said: new Set(said.split(' ')),
});

/** Words with their weights: "attestation:0.9 pdf:0.5 le:0". */
function utteranceOf(text: string): Utterance {
  const tokens = text.split(' ').map((part, index): Token => {
    const [stem = '', weight = '1'] = part.split(':');
    return {
      surface: stem,
      stem,
      original: stem,
      start: index,
      weight: Number(weight),
      known: true,
      corrected: undefined,
    };
  });
  return { text, tokens, mentions: [], corrections: [] };
}

const search = new Search([
  entry('attestation', 'attestation pdf fin'),
  entry('export', 'export dossier pdf archive'),
  entry('pdf', 'pdf'),
  entry('regle', 'pdf regle', 'topic', 'obligation'),
]);
const items = new Set<MeaningType>(['item']);
const found = (text: string, types: ReadonlySet<MeaningType> = items) =>
  search.find(utteranceOf(text), types).map((hit) => hit.entry.meaning.id);

describe('entries are found', () => {
  it('by a word they share, what explains most first, the shorter of equals first', () => {
    expect(found('attestation:0.9 pdf:0.5')).toEqual(['attestation', 'pdf', 'export']);
  });

  it('of the wanted types only', () => {
    expect(found('pdf', new Set<MeaningType>(['topic']))).toEqual(['regle']);
  });

  it('not by a word that weighs nothing', () => {
    expect(found('pdf:0')).toEqual([]);
  });

  it('not by what is only said about them', () => {
    expect(found('obligation', new Set<MeaningType>(['topic']))).toEqual([]);
  });

  it('with the places of the words that they explain, each time', () => {
    const [hit] = search.find(utteranceOf('le:0 pdf:0.5 en:0 pdf:0.5 attestation:0.9'), items);
    expect(hit?.entry.meaning.id).toBe('attestation');
    expect([...(hit?.explained ?? [])]).toEqual([1, 3, 4]);
    expect(hit?.weight).toBeCloseTo(1.9);
  });
});

describe('once it is named, an entry explains', () => {
  it('its own words and those said about it', () => {
    expect(search.ownWords(utteranceOf('pdf obligation attestation le:0'), 'topic', 'regle')).toEqual([0, 1]);
  });

  it('nothing when nobody knows it', () => {
    expect(search.ownWords(utteranceOf('pdf'), 'topic', 'inconnu')).toEqual([]);
  });
});

it('weights add up, places outside weigh nothing', () => {
  expect(weigh(utteranceOf('a:0.5 b:0.25'), [0, 1, 7])).toBe(0.75);
});
