import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../src/conversation/command-line.ts';
import { growth, superLinear } from '../support/growth.ts';

const names = new Set(['aide', 'api', 'critere', 'comparer', 'fiche']);
const parse = (text: string) => parseCommand(text, names);

describe('a command', () => {
  it.each([
    ['!fiche Grist', 'fiche', 'Grist'],
    ['/fiche Grist', 'fiche', 'Grist'],
    ['  !FICHE   Grist  ', 'fiche', 'Grist'],
    ['!Critère HDS', 'critere', 'HDS'],
    ['!critere : HDS', 'critere', 'HDS'],
    ['! aide', 'aide', ''],
    ['!aide ?', 'aide', ''],
    ['\u200b!aide', 'aide', ''],
    ['！ａｉｄｅ', 'aide', ''],
    ['!ai\u200bde', 'aide', ''],
    ['!api vérifier\nun SIRET', 'api', 'vérifier\nun SIRET'],
  ])('%j is read', (text, name, rest) => {
    expect(parse(text)).toEqual({ kind: 'command', name, text: rest });
  });

  it.each([
    '',
    'aide',
    'fiche !aide',
    '!',
    '!!',
    '!?',
    '/home/agent',
    '//aide',
    '! !aide',
    '1!aide',
    '!123',
    '😀!aide',
  ])('%j is none', (text) => {
    expect(parse(text)).toEqual({ kind: 'none' });
  });

  it.each([
    ['!comprer', 'comparer'],
    ['!copmarer DN', 'comparer'],
    ['!fich', 'fiche'],
    ['!apu', 'api'],
    ['!ping', undefined],
    ['!roll', undefined],
    ['!play', undefined],
  ])('%s is unknown, near %s', (text, meant) => {
    expect(parse(text)).toMatchObject({ kind: 'unknown', meant });
  });

  it.each<[string, (size: number) => string]>([
    ['marks', (size) => '!'.repeat(size)],
    ['a name without end', (size) => `!${'a'.repeat(size)}`],
    ['signs of no width', (size) => `${'\u200b'.repeat(size)}x`],
    ['spaces', (size) => `!aide${' '.repeat(size)}x`],
  ])('is looked for at the cost of its length: %s', (_, text) => {
    expect(growth((size) => parse(text(size)))).toBeLessThan(superLinear);
  });

  it.each([
    ['!\u0430ide', 'a Cyrillic а'],
    ['!fi\u0441he Grist', 'a Cyrillic с'],
    ['!a\u0131de', 'a dotless ı'],
  ])('is not what only looks like it: %s, with %s', (text) => {
    expect(parse(text)).toMatchObject({ kind: 'unknown' });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) =>
        ['none', 'command', 'unknown'].includes(parse(`!${text}`).kind),
      ),
    );
  });
});
