import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Reloaded } from '../../src/conversation/current.ts';
import { followKnowledge } from '../../src/operations/follow-knowledge.ts';
import { knowledgeWith } from '../knowledge/fixture.ts';

const taken: Reloaded = { kind: 'taken', version: 'a', changes: [] };
const refused = (message: string): Reloaded => ({
  kind: 'refused',
  errors: [{ file: 'topics.yaml', line: 1, message }],
});

/** Follows a folder; what comes of the changes is given in order, the first for the start. */
function followed(results: readonly Reloaded[]) {
  const directory = knowledgeWith();
  const left = [...results];
  const told: Reloaded[] = [];
  let wake = () => {};
  const until = async (look: () => boolean) => {
    while (!look()) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  const refresh = async () => {
    const [result = taken] = left.splice(0, 1);
    wake();
    return result;
  };
  const stop = followKnowledge({ refresh }, directory, (result) => {
    told.push(result);
    wake();
  });
  onTestFinished(stop);
  let version = 0;
  return {
    told,
    until,
    left,
    change: () => {
      version += 1;
      writeFileSync(join(directory, 'topics.yaml'), `# ${version}\n[]`);
    },
  };
}

describe('knowledge that is followed', () => {
  it('is taken when its files change', async () => {
    const { told, until, change } = followed([{ kind: 'same' }, taken]);
    await until(() => told.length === 1);
    change();
    await until(() => told.length === 2);
    expect(told).toEqual([{ kind: 'same' }, taken]);
  });

  it('is told to be wrong only when it stays so: a file may come in two parts', async () => {
    const { told, until, left, change } = followed([
      { kind: 'same' },
      refused('moitié'),
      taken,
      refused('faux'),
    ]);
    await until(() => told.length === 1);
    change();
    await until(() => left.length === 2);
    change();
    await until(() => told.length === 2);
    change();
    await until(() => told.length === 3);
    expect(told).toEqual([{ kind: 'same' }, taken, refused('faux')]);
  });
});
