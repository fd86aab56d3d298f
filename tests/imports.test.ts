import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Which folders of `src/` a folder may import (docs/architecture.md). */
const allowed: Record<string, string[]> = {
  knowledge: [],
  understanding: ['knowledge'],
  answering: ['understanding', 'knowledge'],
  rendering: ['answering', 'knowledge'],
  advice: ['knowledge'],
  conversation: ['rendering', 'answering', 'understanding', 'advice', 'knowledge'],
  storage: [],
  operations: ['conversation', 'rendering', 'answering', 'understanding', 'advice', 'knowledge', 'storage'],
  matrix: ['conversation', 'rendering', 'answering', 'knowledge', 'storage', 'operations'],
  doctor: ['matrix', 'operations', 'storage', 'knowledge'],
  terminal: ['conversation', 'rendering', 'answering', 'knowledge', 'operations'],
  preview: ['conversation', 'rendering', 'answering', 'knowledge', 'operations'],
};

/** The same between the folders of `src/matrix/`; what lies beside them is either the process above, or names that all use. */
const allowedInMatrix: Record<string, string[]> = {
  homeserver: [],
  crypto: ['homeserver'],
  rooms: ['homeserver'],
  outgoing: ['rooms', 'homeserver'],
  incoming: ['outgoing', 'rooms', 'homeserver'],
};

const files = globSync('src/**/*.ts');
const imports = new Map(
  files.map((file) => [
    file,
    [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
      (match) => match[1] ?? '',
    ),
  ]),
);
const resolved = (file: string, target: string) => relative('.', join(dirname(file), target));
const folder = (file: string) => file.split('/')[1] ?? '';

describe('imports', () => {
  it('go one way between the folders of src', () => {
    const wrong = files
      .filter((file) => file.split('/').length > 2)
      .flatMap((file) =>
        (imports.get(file) ?? [])
          .filter((target) => target.startsWith('.'))
          .map((target) => resolved(file, target))
          .filter(
            (target) =>
              folder(target) !== folder(file) && !(allowed[folder(file)] ?? []).includes(folder(target)),
          )
          .map((target) => `${file} → ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  it('go one way between the folders of src/matrix', () => {
    const part = (file: string) => file.split('/').slice(2, -1)[0];
    const wrong = files
      .filter((file) => folder(file) === 'matrix')
      .flatMap((file) => {
        const from = part(file);
        const targets = (imports.get(file) ?? [])
          .filter((target) => target.startsWith('.'))
          .map((target) => resolved(file, target))
          .filter((target) => folder(target) === 'matrix');
        const isWrong = (to: string | undefined) =>
          from !== undefined && to !== undefined && to !== from && !allowedInMatrix[from]?.includes(to);
        return targets.filter((target) => isWrong(part(target))).map((target) => `${file} → ${target}`);
      });
    expect(wrong).toEqual([]);
  });

  it('have no cycle between files', () => {
    const done = new Set<string>();
    const visit = (file: string, path: string[]): string[] => {
      if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
      if (done.has(file)) return [];
      for (const target of imports.get(file) ?? []) {
        const cycle = target.startsWith('.') ? visit(resolved(file, target), [...path, file]) : [];
        if (cycle.length > 0) return cycle;
      }
      done.add(file);
      return [];
    };
    expect(files.flatMap((file) => visit(file, []))).toEqual([]);
  });

  it('of the SDK and of the crypto stay in matrix', () => {
    const wrong = files.filter(
      (file) =>
        folder(file) !== 'matrix' &&
        (imports.get(file) ?? []).some((target) =>
          /^(matrix-bot-sdk|@matrix-org\/|fake-indexeddb)/.test(target),
        ),
    );
    expect(wrong).toEqual([]);
  });
});
