import { describe, expect, it } from 'vitest';
import { choice } from '../../src/conversation/numbers.ts';

const offered = ['un', 'deux', 'trois'];

describe('a choice among suggestions', () => {
  it.each([
    ['1', 'un'],
    [' 2. ', 'deux'],
    ['3)', 'trois'],
    ['le 2', 'deux'],
    ['n°1', 'un'],
    ['la première', 'un'],
    ['Le deuxième', 'deux'],
    ['trois', 'trois'],
    ['1️⃣', 'un'],
  ])('%s is %s', (text, chosen) => {
    expect(choice(text, offered)).toBe(chosen);
  });

  it.each(['0', '4', '12', '1 et 2', 'oui', 'le', '', 'un wiki', '2 solutions ?'])('%j is none', (text) => {
    expect(choice(text, offered)).toBeUndefined();
  });

  it('"oui" takes the only one', () => {
    expect(choice('Oui.', ['un'])).toBe('un');
    expect(choice('1', [])).toBeUndefined();
  });
});
