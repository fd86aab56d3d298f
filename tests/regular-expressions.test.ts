/**
 * Every regular expression of the program costs time that grows with the length of what it reads, and no faster: found in the
 * syntax tree of each file, judged by `recheck`, which works out the worst input.
 */
import { globSync, readFileSync } from 'node:fs';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { parse } from 'acorn';
import { describe, expect, it } from 'vitest';

// Its build for browsers: JavaScript alone, where the other starts native programs.
const { checkSync } = createRequire(import.meta.url)('recheck/lib/browser.js') as typeof import('recheck');

const root = `${import.meta.dirname}/..`;
const files = globSync('src/**/*.ts', { cwd: root }).sort();
const read = (file: string) => stripTypeScriptTypes(readFileSync(`${root}/${file}`, 'utf8'));
const syntax = { ecmaVersion: 'latest', sourceType: 'module', locations: true } as const;

interface Literal {
  readonly place: string;
  readonly pattern: string;
  readonly flags: string;
}

function literalsOf(file: string): Literal[] {
  const found: Literal[] = [];
  parse(read(file), {
    ...syntax,
    onToken(token) {
      if (token.type.label !== 'regexp' || !('value' in token)) return;
      const { pattern, flags } = token.value as Omit<Literal, 'place'>;
      found.push({ place: `${file}:${token.loc?.start.line}`, pattern, flags });
    },
  });
  return found;
}

/**
 * In milliseconds. It gives up by the clock: on a busy machine its own limits are too few, and a search that is cut short calls
 * expressions vulnerable that are not.
 */
const patience = 100_000;
const timeouts = {
  timeout: patience,
  seedingTimeout: patience,
  incubationTimeout: patience,
  attackTimeout: patience,
};

/** What is wrong with an expression; undefined when its cost is linear. */
function judge(pattern: string, flags: string): string | undefined {
  const found = checkSync(pattern, flags, timeouts);
  if (found.status === 'safe') return undefined;
  return found.status === 'vulnerable' ? `vulnerable: ${found.complexity.summary}` : 'not judged in time';
}

describe('a regular expression', () => {
  it('is linear wherever it stands', () => {
    const literals = files.flatMap(literalsOf);
    expect(literals.length).toBeGreaterThan(100);
    const wrong = literals.flatMap(({ place, pattern, flags }) => {
      const problem = judge(pattern, flags);
      return problem === undefined ? [] : [`${place} /${pattern}/${flags} ${problem}`];
    });
    expect(wrong).toEqual([]);
  });

  it('is made at run time of the bot’s own names only: those are measured in tests/matrix/incoming/addressing.test.ts', () => {
    expect(files.filter((file) => /\bRegExp\(/.test(read(file)))).toEqual([
      'src/matrix/incoming/addressing.ts',
    ]);
  });

  it.each(['(a+)+$', String.raw`^\s*:?\s*$`, String.raw`\s+$`])('like %s would be found', (pattern) => {
    expect(judge(pattern, '')).toContain('vulnerable');
  });
});
