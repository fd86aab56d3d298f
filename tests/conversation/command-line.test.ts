import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../src/conversation/command-line.ts';

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

  it('is looked for in time proportional to the text', () => {
    for (const hostile of [
      '!'.repeat(100_000),
      `!${'a'.repeat(100_000)}`,
      `${'\u200b'.repeat(100_000)}x`,
      `!aide${' '.repeat(100_000)}x`,
    ]) {
      const start = performance.now();
      parse(hostile);
      expect(performance.now() - start).toBeLessThan(200);
    }
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) =>
        ['none', 'command', 'unknown'].includes(parse(`!${text}`).kind),
      ),
    );
  });
});
