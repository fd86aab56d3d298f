import { describe, expect, it } from 'vitest';
import {
  asked,
  isTelling,
  referring,
  shareExplained,
  weightOf,
  withoutSilences,
} from '../../../src/understanding/stories/story.ts';
import { recogniser } from '../../support/understood.ts';

const heard = (text: string) => recogniser.recognise(text);

describe('what a request says of its own', () => {
  it('is nothing beside the names of subjects and how it is put', () => {
    expect(weightOf(heard('Guichet Facile, pourquoi ?'))).toBe(0);
    expect(weightOf(heard('Lequel ?'))).toBe(0);
  });

  it('is its criteria and the words that nobody knows', () => {
    expect(weightOf(heard('Quel hébergement ?'))).toBeGreaterThan(0);
    expect(weightOf(heard('Quel zorglub ?'))).toBeGreaterThan(weightOf(heard('Quel hébergement ?')));
  });
});

describe('a part of a story', () => {
  it.each(['On a Guichet Facile', 'il faut du HDS', 'un zorglub'])('tells something: "%s"', (text) => {
    expect(isTelling(heard(text))).toBe(true);
  });

  it.each(['', 'bonjour', 'et alors ?'])('tells nothing: "%s"', (text) => {
    expect(isTelling(heard(text))).toBe(false);
  });
});

describe('a text of which only a request asks', () => {
  const request = heard('Quel hébergement ?');
  const text = heard('Pourquoi un prix de zorglub pour Guichet Facile. Quel hébergement ?');
  const names = (utterance: typeof text) =>
    utterance.mentions.flatMap(({ meanings }) => meanings.map(({ type, id }) => `${type}:${id}`));

  it('says around it what it is about, but neither how it is asked nor on what the guide is silent', () => {
    expect(names(text)).toEqual(expect.arrayContaining(['cue:why', 'unsaid:price', 'entity:guichet']));
    const told = names(asked(text, request));
    expect(told).toEqual(expect.arrayContaining(['entity:guichet', 'criterion:hebergement']));
    expect(told).not.toContain('cue:why');
    expect(told).not.toContain('unsaid:price');
  });

  it('minds the words around it less', () => {
    const weight = (utterance: typeof text, word: string) =>
      utterance.tokens.find(({ original }) => original === word)?.weight ?? 0;
    expect(weight(asked(text, request), 'zorglub')).toBeLessThan(weight(text, 'zorglub'));
    expect(weight(asked(text, request), 'hébergement')).toBe(weight(text, 'hébergement'));
  });

  it('is the text itself where the request does not stand in it', () => {
    expect(asked(text, heard('Et ailleurs ?'))).toBe(text);
  });
});

describe('a part that does not ask', () => {
  const types = (utterance: ReturnType<typeof heard>) =>
    utterance.mentions.flatMap(({ meanings }) => meanings.map(({ type }) => type));

  it('is silent on nothing, and still names what it names', () => {
    const told = heard('Le prix de Guichet Facile monte.');
    const text = heard('Le prix de Guichet Facile monte. Quel hébergement ?');
    expect(types(text)).toContain('unsaid');
    expect(types(withoutSilences(text, told))).not.toContain('unsaid');
    expect(types(withoutSilences(text, told))).toEqual(expect.arrayContaining(['entity', 'criterion']));
    expect(types(withoutSilences(text, heard('Quel hébergement ?')))).toContain('unsaid');
    expect(types(withoutSilences(text, heard('Et ailleurs ?')))).toContain('unsaid');
  });
});

describe('a request that refers to a part of the story', () => {
  const both = referring(heard('Pourquoi vérifier un SIRET avec des zorglubs'), heard('Quelle API ?'));

  it('hears what the part names, at its place, and not how it was put', () => {
    const named = both.mentions.map(({ from, to, meanings }) => ({
      words: both.tokens
        .slice(from, to)
        .map(({ original }) => original)
        .join(' '),
      means: meanings.map(({ id }) => id),
    }));
    expect(named).toContainEqual({ words: 'vérifier un SIRET', means: ['api-entreprises'] });
    expect(named).toContainEqual({ words: 'API', means: ['kind-api'] });
    expect(named.flatMap(({ means }) => means)).not.toContain('why');
  });

  it('minds the other words of the story less', () => {
    const alone = heard('zorglubs').tokens[0]?.weight ?? 0;
    expect(both.tokens.find(({ original }) => original === 'zorglubs')?.weight).toBeLessThan(alone);
    expect(both.tokens.find(({ original }) => original === 'SIRET')?.weight).toBe(
      heard('vérifier un SIRET').tokens.at(-1)?.weight,
    );
  });
});

describe('the share of a request that a reading explains', () => {
  const text = heard('Le zorglub de Guichet Facile. Quel hébergement zorglub ?');
  const request = heard('Quel hébergement zorglub ?');
  const at = (word: string) => text.tokens.findLastIndex(({ original }) => original === word);

  it('counts its own words only', () => {
    expect(shareExplained(text, new Set(), request)).toBe(0);
    expect(shareExplained(text, new Set([0, 1, 2, 3, 4]), request)).toBe(0);
    expect(shareExplained(text, new Set([at('hébergement')]), request)).toBeGreaterThan(0);
    expect(shareExplained(text, new Set([at('hébergement'), at('zorglub')]), request)).toBe(1);
  });

  it('is none where the text does not hold it', () => {
    expect(shareExplained(heard('autre chose'), new Set([0, 1]), request)).toBe(0);
  });

  it('is all where the request weighs nothing', () => {
    expect(shareExplained(heard('et le la'), new Set(), heard('le la'))).toBe(1);
  });
});
