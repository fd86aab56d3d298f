import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { watchFiles } from '../../src/knowledge/watch.ts';
import { knowledgeWith } from './fixture.ts';

/** Watches a folder; `next` resolves at the next change. */
async function watched(directory: string) {
  let count = 0;
  let wake = () => {};
  const stop = watchFiles(directory, async () => {
    count += 1;
    wake();
  });
  onTestFinished(stop);
  const next = async () => {
    const before = count;
    await new Promise<void>((resolve) => {
      wake = resolve;
      if (count > before) resolve();
    });
  };
  // The first look takes what changed before it.
  if (count === 0) await next();
  return { next, stop, count: () => count };
}

describe('a watched folder', () => {
  it('tells a file that is written, in each of its folders', async () => {
    const directory = knowledgeWith();
    const { next } = await watched(directory);
    for (const name of ['topics.yaml', 'commons/grist.yaml']) {
      const told = next();
      writeFileSync(join(directory, name), 'id: autre');
      await told;
    }
  });

  it('tells a file that an editor replaces by renaming another, of the same size and age', async () => {
    const directory = knowledgeWith({ 'topics.yaml': 'aaaa' });
    const day = new Date('2026-11-22');
    utimesSync(join(directory, 'topics.yaml'), day, day);
    const { next } = await watched(directory);
    const told = next();
    writeFileSync(join(directory, '.topics.yaml.swp'), 'bbbb');
    utimesSync(join(directory, '.topics.yaml.swp'), day, day);
    renameSync(join(directory, '.topics.yaml.swp'), join(directory, 'topics.yaml'));
    await told;
  });

  it('tells several files saved at once as one change, and one still being written only when it is whole', async () => {
    const directory = knowledgeWith();
    const { next, count } = await watched(directory);
    const told = next();
    let written = 0;
    // Longer than two looks: at no time do the files stay as they are from one to the next.
    await new Promise<void>((resolve) => {
      const writing = setInterval(() => {
        written += 1;
        for (const name of ['topics.yaml', 'criteria.yaml'])
          writeFileSync(join(directory, name), '#'.repeat(written));
        if (written === 60) {
          clearInterval(writing);
          resolve();
        }
      }, 10);
    });
    await told;
    expect(count()).toBe(2);
  });

  it('tells a file that goes away, and the folder that a mount replaces as a whole', async () => {
    const [first, second] = [knowledgeWith(), knowledgeWith({ 'topics.yaml': '[]' })];
    const link = join(knowledgeWith(), 'link');
    symlinkSync(first, link);
    const { next } = await watched(link);
    let told = next();
    rmSync(join(first, 'topics.yaml'));
    await told;
    told = next();
    symlinkSync(second, `${link}.new`);
    renameSync(`${link}.new`, link);
    await told;
  });

  it('waits for a folder that is not there', async () => {
    const directory = join(knowledgeWith(), 'later');
    const { next } = await watched(directory);
    const told = next();
    mkdirSync(directory);
    writeFileSync(join(directory, 'topics.yaml'), '[]');
    await told;
  });

  it('says nothing of other files', async () => {
    const directory = knowledgeWith();
    const { next, count } = await watched(directory);
    writeFileSync(join(directory, 'README.md'), '# Les connaissances');
    const told = next();
    writeFileSync(join(directory, 'topics.yaml'), '[]');
    await told;
    expect(count()).toBe(2);
  });
});
