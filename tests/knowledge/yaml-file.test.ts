import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readYaml, type YamlFile } from '../../src/knowledge/yaml-file.ts';
import { growth, superLinear } from '../support/growth.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'communs-bot-yaml-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const isRead = (result: ReturnType<typeof readYaml>): result is YamlFile => !Array.isArray(result);
function read(text: string) {
  const path = join(folder, 'file.yaml');
  writeFileSync(path, text);
  return readYaml(path, 'file.yaml');
}
const problems = (text: string): string[] => {
  const result = read(text);
  return isRead(result) ? [] : result.map(({ line, message }) => `${line}: ${message}`);
};

describe('a YAML file', () => {
  it('has its values, and the line of each', () => {
    const result = read('- a: 1\n  b:\n    - x\n    - y\n');
    if (!isRead(result)) throw new Error('it is not read');
    expect(result.value).toEqual([{ a: 1, b: ['x', 'y'] }]);
    expect([result.lineOf([0, 'b']), result.lineOf([0, 'b', 1]), result.lineOf([7])]).toEqual([2, 4, 1]);
  });

  it('is read or refused with lines of it, whatever it holds', () => {
    const pieces = fc.constantFrom(
      ...[
        'a',
        ':',
        ' ',
        '\n',
        '- ',
        '  ',
        '\t',
        '"',
        "'",
        '&a',
        '*a',
        '<<',
        '{',
        '}',
        '[',
        ']',
        '|',
        '>',
        '#',
      ],
      ...[
        '!',
        '%',
        '---',
        '? ',
        '\0',
        '\u202e',
        '\ud800',
        'é',
        '__proto__',
        'constructor',
        '.nan',
        '0x1',
        '~',
      ],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 25 }), (parts) => {
        const text = parts.join('');
        const result = read(text);
        if (isRead(result)) return;
        for (const { line } of result) expect(line).toBeLessThanOrEqual(text.split('\n').length);
      }),
    );
  });

  it('can give no object another prototype', () => {
    const result = read('__proto__: { polluted: yes }\nconstructor: { prototype: { polluted: yes } }\n');
    expect(isRead(result) && Object.getPrototypeOf(result.value)).toBe(Object.prototype);
    expect(isRead(result) && Object.keys(result.value as object)).toEqual(['__proto__', 'constructor']);
    expect('polluted' in {}).toBe(false);
  });

  it('that is nested without end is refused', () => {
    expect(problems('['.repeat(10_000))[0]).toBe(
      '1: YAML illisible : trop de niveaux les uns dans les autres',
    );
  });

  it('of several lines needs a bar after its key, where one of them holds a colon', () => {
    const [first] = problems('- asked:\n    où ça\n    la suite : où ?\n');
    expect(first).toMatch(
      /: YAML illisible : un texte de plusieurs lignes commence par une barre après sa clé/,
    );
  });

  it('tells a key that is given twice, each time and at each level', () => {
    expect(problems('a: 1\nb:\n  c: 1\n  c: 2\na: 2\n')).toEqual([
      '5: YAML illisible : cette clé est donnée deux fois au même endroit',
      '4: YAML illisible : cette clé est donnée deux fois au même endroit',
    ]);
  });

  it('does not bury its reader in problems', () => {
    expect(problems('a: 1\n'.repeat(1_000))).toHaveLength(20);
  });

  // A reference to nothing ends some of them: what is valid is kept, and would not be parsed a second time.
  it.each<[string, (size: number) => string]>([
    ['keys', (size) => `${Array.from({ length: size }, (_, index) => `k${index}: 1\n`).join('')}z: *none`],
    ['one key', (size) => 'a: 1\n'.repeat(size / 5)],
    ['brackets', (size) => '['.repeat(size)],
    ['quotes', (size) => '"'.repeat(size)],
    [
      'anchors',
      (size) => `${Array.from({ length: size / 10 }, (_, index) => `- &a${index} x\n`).join('')}- *none`,
    ],
    ['references', (size) => `- &a x\n${'- *a\n'.repeat(size / 5)}`],
    ['empty lines', (size) => `a:\n${' \n\n'.repeat(size / 3)}b: *none`],
  ])('of nothing but %s costs no more than its length', (_, text) => {
    expect(growth((size) => read(text(size)))).toBeLessThan(superLinear);
  });
});
