import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { phraseKey } from '../../src/knowledge/normalise.ts';
import { answerWith, measure, ownConversation } from './measure.ts';
import { isLoss, moves, parseRecord, printRecord, readRecord, recordOf } from './record.ts';
import { evaluationPage, printMoves } from './report.ts';
import { readSet, type SetName, setNames } from './sets.ts';

const answer = answerWith(ownConversation());

describe.each(setNames)('the %s set', (name) => {
  const results = measure(readSet(name), answer);
  const moved = moves(readRecord(name), recordOf(results));

  it('loses no question that was right (npm run evaluate tells why)', () => {
    expect(printMoves(moved.filter(isLoss))).toBe('');
  });

  it('is recorded whole (npm run evaluate -- --update)', () => {
    expect([...readRecord(name).keys()]).toEqual(results.map(({ question }) => question.id));
  });
});

describe('chatter between colleagues', () => {
  it('is never answered', () => {
    const lines = setNames.flatMap(readSet).filter(({ expect: { reply } }) => reply === 'none');
    const answered = measure(lines, answer).filter(({ given }) => given.text !== '');
    expect(lines.length).toBeGreaterThan(400);
    expect(answered.map(({ question }) => question.id)).toEqual([]);
  });
});

describe('the sets', () => {
  it('share no id', () => {
    const ids = setNames.flatMap(readSet).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('keep the held-out questions out of the others', () => {
    const asked = (names: readonly SetName[]) =>
      names.flatMap(readSet).map(({ turns }) => turns.join('\n').toLowerCase());
    const others = new Set(asked(['shared', 'tuning', 'natural', 'chatter']));
    expect(asked(['held-out', 'independent']).filter((text) => others.has(text))).toHaveLength(0);
  });
});

describe('the examples of phrasings/', () => {
  it('hold no question of the sets, which would then be answered from memory', () => {
    const loaded = loadKnowledge('knowledge');
    if (!loaded.ok) throw new Error('Les connaissances ne conviennent pas : npm run knowledge:check');
    const plain = (text: string) => phraseKey(text);
    const sets = setNames.flatMap(readSet).flatMap(({ turns }) => turns.map(plain));
    const asked = new Set(sets);
    const ways = loaded.knowledge.phrasings.flatMap((one) => one.asked);
    expect(ways.length).toBeGreaterThan(3_000);
    expect(ways.filter((way) => asked.has(plain(way)))).toHaveLength(0);
  });
});

describe('the record', () => {
  const before = parseRecord('A right answer\nB wrong answer\nC right answer\nD unanswered refuse\n');

  it('says which questions moved, and which of them were lost', () => {
    const now = parseRecord('A unanswered suggest\nB right answer\nC right suggest\nE right answer\n');
    const moved = moves(before, now);
    expect(moved.map(({ id }) => id)).toEqual(['A', 'B', 'D', 'E']);
    expect(moved.filter(isLoss).map(({ id }) => id)).toEqual(['A']);
    expect(printMoves(moved)).toBe(
      '✗ A : juste → sans réponse\n· B : faux → juste\n· nouvelles questions : 1\n· questions retirées : 1',
    );
  });

  it('is read as it was written', () => {
    expect(parseRecord(printRecord(before))).toEqual(before);
  });

  it.each(['A', 'A right', 'A juste answer'])('is not « %s »', (line) => {
    expect(() => parseRecord(line)).toThrow(`« ${line} »`);
  });

  it('is what docs/evaluation.md shows (npm run evaluate -- --update)', () => {
    const page = readFileSync('docs/evaluation.md', 'utf8');
    expect(evaluationPage(page)).toBe(page);
  });
});
