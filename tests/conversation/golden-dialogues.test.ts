/** The dialogues of tests/dialogues/*.txt, which anyone may write: LISEZ-MOI.md there says how. */
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { advised, hour } from '../support/advised.ts';
import type { Fields } from '../support/speaker.ts';

interface Turn {
  readonly line: number;
  readonly typed: string;
  readonly expected: readonly string[];
}

const prompt = /^(?:(?:(\p{L}+) )?(salon|mention|à \p{L}+)|(corrige|répond) (\d+))?> (.*)$/u;

function turns(text: string): Turn[] {
  const found: { line: number; typed: string; expected: string[] }[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.startsWith('#') || line.trim() === '') continue;
    if (prompt.test(line) || /^\(\d+ h plus tard\)$/.test(line))
      found.push({ line: index + 1, typed: line, expected: [] });
    else found.at(-1)?.expected.push(line.trim());
  }
  return found;
}

function play(text: string): void {
  const { say, wait } = advised();
  for (const { line, typed, expected } of turns(text)) {
    const [, hours] = /^\((\d+) h/.exec(typed) ?? [];
    if (hours !== undefined) {
      wait(Number(hours) * hour);
      continue;
    }
    const [, who = 'Sophie', place, act, which, said = ''] = prompt.exec(typed) ?? [];
    const fields: Fields = {
      ...(place === undefined
        ? {}
        : {
            direct: false,
            sender: `@${who}:a.fr`,
            addressed: place === 'mention',
            mentionsOthers: place.startsWith('à '),
          }),
      ...(act === 'corrige' ? { id: `$${which}` } : {}),
      ...(act === 'répond' ? { repliesToAnswerOf: (id) => id === `$${which}`, addressed: true } : {}),
    };
    const answer = say(said, fields);
    if (expected.length === 1 && expected[0] === '(silence)') {
      expect(answer, `ligne ${line}, après « ${typed} »`).toBe('');
      continue;
    }
    const lines = answer.split('\n');
    let from = 0;
    for (const wanted of expected) {
      const found = lines.findIndex(
        (one, at) =>
          at >= from && (wanted.endsWith('…') ? one.startsWith(wanted.slice(0, -1)) : one === wanted),
      );
      expect(
        found,
        `ligne ${line}, après « ${typed} » : « ${wanted} » manque dans :\n\n${answer}\n`,
      ).toBeGreaterThanOrEqual(0);
      from = found + 1;
    }
  }
}

describe('the dialogues written in tests/dialogues', () => {
  const files = globSync('tests/dialogues/*.txt').sort();

  it('are there', () => {
    expect(files.length).toBeGreaterThan(5);
  });

  it.each(files)('%s', (file) => {
    play(readFileSync(file, 'utf8'));
  });
});
