import { describe, expect, it } from 'vitest';
import { readPlaces, yesOrNo } from '../../src/understanding/short-replies.ts';

describe('a place in a list', () => {
  it.each([
    ['2', [1]],
    ['le 2, merci', [1]],
    ['Bonjour, la troisième svp', [2]],
    ['2️⃣', [1]],
    ['le dernier', [3]],
    ['1 et 3', [0, 2]],
    ['3, 1, 3', [2, 0]],
  ])('%s', (text, places) => {
    expect(readPlaces(text, 4)).toEqual({ type: 'places', places, either: false });
  });

  it('one or the other is not both', () => {
    expect(readPlaces('1 ou 2', 4)).toMatchObject({ places: [0, 1], either: true });
  });

  it('is told when it is not in the list', () => {
    expect(readPlaces('5', 4)).toEqual({ type: 'out-of-range', number: 5 });
    expect(readPlaces('0', 4)).toEqual({ type: 'out-of-range', number: 0 });
  });

  it.each(['', 'le', 'un wiki', '2 solutions', 'deux sites', '1234'])('is not in « %s »', (text) => {
    expect(readPlaces(text, 4)).toBeUndefined();
  });
});

describe('yes and no', () => {
  it.each(['oui', 'Ouais.', "C'est ça !", "d'accord", 'OK'])('%s is yes', (text) => {
    expect(yesOrNo(text)).toBe('oui');
  });

  it.each(['non', 'Nan', 'non merci'])('%s is no', (text) => {
    expect(yesOrNo(text)).toBe('non');
  });

  it.each(['oui mais non', 'peut-être', ''])('« %s » is neither', (text) => {
    expect(yesOrNo(text)).toBeUndefined();
  });
});
