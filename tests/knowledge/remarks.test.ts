import { describe, expect, it } from 'vitest';
import { readDraft } from '../../src/knowledge/files.ts';
import { longestSentence, remarksOn } from '../../src/knowledge/remarks.ts';
import { type Change, knowledgeWith } from './fixture.ts';

const remarks = (changes: Record<string, Change> = {}, readSince = '2026-11-22') =>
  remarksOn(readDraft(knowledgeWith(changes)), readSince).map(({ file, line }) => `${file}:${line}`);
const long = (length: number) => `${'x'.repeat(length - 1)}.`;

describe('a document', () => {
  it('is due for another look when it was last read before a day', () => {
    expect(remarks({}, '2026-11-22')).toEqual([]);
    expect(remarks({}, '2026-11-23')).toEqual(['sources.yaml:6']);
  });
});

describe('a sentence', () => {
  it.each<[string, string, [string, string], string]>([
    ['of a definition', 'topics.yaml', ['Une ressource.', long(longestSentence + 1)], 'topics.yaml:5'],
    ['of a fact', 'commons/ondine.yaml', ['value: OVH', `value: ${long(300)}`], 'commons/ondine.yaml:7'],
    ['of the tree', 'tree.yaml', ['Quel projet ?', long(300)], 'tree.yaml:6'],
  ])('%s may be too long for a phone', (_, file, change, place) => {
    expect(remarks({ [file]: change })).toEqual([place]);
  });

  it('is counted by itself, and of a length that fits is none too long', () => {
    const two = `${long(200)} ${long(200)}`;
    expect(remarks({ 'topics.yaml': ['Une ressource.', two] })).toEqual([]);
    expect(remarks({ 'topics.yaml': ['Une ressource.', long(longestSentence)] })).toEqual([]);
  });

  it('is no name by which a thing is found', () => {
    expect(remarks({ 'criteria.yaml': ['aliases: [hébergeur]', `aliases: ['${long(300)}']`] })).toEqual([]);
  });
});
