import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
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

describe('a folder of links, as Kubernetes mounts it', () => {
  it('is read like one of files', () => {
    const directory = knowledgeWith();
    const version = versionIn(directory);
    mkdirSync(join(directory, '..data'));
    renameSync(join(directory, 'topics.yaml'), join(directory, '..data/topics.yaml'));
    symlinkSync('..data/topics.yaml', join(directory, 'topics.yaml'));
    expect(loadKnowledge(directory)).toMatchObject({ ok: true, knowledge: { version } });
  });

  it('misses what a link leads nowhere for', () => {
    const directory = knowledgeWith();
    renameSync(join(directory, 'topics.yaml'), join(directory, 'elsewhere.txt'));
    symlinkSync('nowhere.yaml', join(directory, 'topics.yaml'));
    expect(loadKnowledge(directory)).toMatchObject({
      ok: false,
      errors: [{ file: 'topics.yaml', message: 'ce fichier manque' }],
    });
  });
});
