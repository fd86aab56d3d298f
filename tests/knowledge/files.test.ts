import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { versionIn } from '../../src/knowledge/files.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { knowledgeWith } from './fixture.ts';

describe('the version of a folder', () => {
  it('is that of the knowledge loaded from it', () => {
    const directory = knowledgeWith();
    expect(loadKnowledge(directory)).toMatchObject({
      ok: true,
      knowledge: { version: versionIn(directory) },
    });
  });

  it('changes with a file that is read, also with one that is wrong, and with no other', () => {
    const directory = knowledgeWith();
    const before = versionIn(directory);
    writeFileSync(join(directory, 'README.md'), '# Les connaissances');
    expect(versionIn(directory)).toBe(before);
    writeFileSync(join(directory, 'topics.yaml'), '- [');
    expect(versionIn(directory)).not.toBe(before);
  });
});
