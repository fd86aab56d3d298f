import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Meaning, MeaningType, Mention } from '../../src/understanding/meaning.ts';
import { Phrases, withoutContained } from '../../src/understanding/phrases.ts';

const meaning = (id: string, type: MeaningType = 'entity'): Meaning => ({ type, id, strength: 'name' });
const keys = (text: string) => text.split(' ').filter((key) => key !== '');

/** Phrases from "key key" to what it means. */
function phrasesOf(all: readonly (readonly [string, Meaning])[]): Phrases {
  const phrases = new Phrases();
  for (const [text, what] of all) phrases.add(keys(text), what);
  return phrases;
}

/** "from-to:ids" of mentions. */
const shown = (mentions: readonly Mention[]) =>
  mentions.map(({ from, to, meanings }) => `${from}-${to}:${meanings.map(({ id }) => id).join('+')}`);

describe('phrases', () => {
  const phrases = phrasesOf([
    ['demarche numerique', meaning('dn')],
    ['demarche', meaning('demarche', 'topic')],
    ['ds', meaning('dn')],
    ['ds', meaning('demat-social')],
  ]);

  it('finds every phrase, the shorter ones inside too, in the order of the text', () => {
    expect(shown(phrases.find(keys('une demarche numerique ou ds')))).toEqual([
      '1-2:demarche',
      '1-3:dn',
      '4-5:dn+demat-social',
    ]);
  });

  it('finds nothing in half a phrase', () => {
    expect(phrases.find(keys('le numerique'))).toEqual([]);
    expect(phrases.has('numerique')).toBe(true);
    expect(phrases.has('le')).toBe(false);
  });

  it('keeps one meaning once, at the strength that came first', () => {
    const twice = new Phrases();
    twice.add(['ds'], meaning('dn'));
    twice.add(['ds'], { ...meaning('dn'), strength: 'weak' });
    expect(twice.find(['ds'])[0]?.meanings).toEqual([meaning('dn')]);
  });

  it('takes no empty phrase', () => {
    const empty = new Phrases();
    empty.add([], meaning('dn'));
    expect(empty.find(['dn'])).toEqual([]);
  });
});

describe('longest match', () => {
  const at = (from: number, to: number, type: MeaningType = 'entity'): Mention => ({
    from,
    to,
    meanings: [meaning(`${from}${to}`, type)],
  });
  const kept = (...mentions: Mention[]) => withoutContained(mentions).map(({ from, to }) => `${from}-${to}`);

  it('drops what stands inside a longer name', () => {
    expect(kept(at(0, 1), at(0, 2), at(1, 2))).toEqual(['0-2']);
  });

  it('keeps names that only overlap', () => {
    expect(kept(at(0, 2), at(1, 3))).toEqual(['0-2', '1-3']);
  });

  it.each(['item', 'outcome', 'cue', 'unsaid'] as const)(
    'keeps a name inside a phrase that describes (%s): "signer par API" contains "API"',
    (type) => {
      expect(kept(at(0, 3, type), at(2, 3))).toEqual(['0-3', '2-3']);
    },
  );

  it('drops a description inside a name', () => {
    expect(kept(at(0, 2), at(1, 2, 'cue'))).toEqual(['0-2']);
  });

  it('keeps a value inside the name of its own criterion, and a profile inside a topic', () => {
    const inside = (type: MeaningType, id: string): Mention => ({
      from: 1,
      to: 2,
      meanings: [meaning(id, type)],
    });
    const around = (type: MeaningType, id: string): Mention => ({
      from: 0,
      to: 2,
      meanings: [meaning(id, type)],
    });
    expect(kept(around('criterion', 'acces'), inside('value', 'acces/internet'))).toEqual(['0-2', '1-2']);
    expect(kept(around('criterion', 'cloud'), inside('value', 'acces/internet'))).toEqual(['0-2']);
    expect(kept(around('topic', 'front-usager'), inside('persona', 'usager'))).toEqual(['0-2', '1-2']);
    expect(kept(around('entity', 'usager'), inside('persona', 'usager'))).toEqual(['0-2']);
  });

  it('is opaque as soon as one of its meanings is', () => {
    const both: Mention = { from: 0, to: 2, meanings: [meaning('a', 'cue'), meaning('b')] };
    expect(kept(both, at(1, 2))).toEqual(['0-2']);
  });
});

/** The same by trying every phrase at every place, and every pair of mentions: quadratic, but plain to see. */
function naive(all: readonly (readonly [string, Meaning])[], text: readonly string[]): string[] {
  const transparent: readonly MeaningType[] = ['item', 'outcome', 'cue', 'unsaid'];
  const found: Mention[] = [];
  for (let from = 0; from < text.length; from += 1) {
    for (let to = from + 1; to <= text.length; to += 1) {
      const said = text.slice(from, to).join(' ');
      const meanings = all.filter(([phrase]) => keys(phrase).join(' ') === said).map(([, what]) => what);
      const distinct = meanings.filter(
        (one, index) => meanings.findIndex(({ type, id }) => type === one.type && id === one.id) === index,
      );
      if (distinct.length > 0) found.push({ from, to, meanings: distinct });
    }
  }
  const isInside = (one: Mention, other: Mention) =>
    other.meanings.some(({ type }) => !transparent.includes(type)) &&
    other.from <= one.from &&
    one.to <= other.to &&
    (other.from < one.from || one.to < other.to);
  return shown(found.filter((one) => !found.some((other) => isInside(one, other))));
}

it('finds and keeps what the plain definition does', () => {
  const key = fc.constantFrom('a', 'b', 'c');
  const phrase = fc.tuple(
    fc.array(key, { minLength: 1, maxLength: 4 }).map((list) => list.join(' ')),
    fc.record({
      type: fc.constantFrom<MeaningType>('entity', 'item', 'cue', 'criterion'),
      id: fc.constantFrom('x', 'y'),
      strength: fc.constant('name' as const),
    }),
  );
  fc.assert(
    fc.property(fc.array(phrase, { maxLength: 8 }), fc.array(key, { maxLength: 12 }), (all, text) => {
      expect(shown(withoutContained(phrasesOf(all).find(text)))).toEqual(naive(all, text));
    }),
    { numRuns: 500 },
  );
});
