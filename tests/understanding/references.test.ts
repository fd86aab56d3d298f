import { describe, expect, it } from 'vitest';
import { otherThan, referredTo } from '../../src/understanding/references.ts';
import { small } from '../support/small-knowledge.ts';
import { said, understood } from '../support/understood.ts';

const spokenOf = (subjects: string[]) => said({ kind: 'card', subjects });
const refers = (cue: string, subjects: string[]) =>
  referredTo(new Map([[cue, [{ from: 1, to: 2 }]]]), spokenOf(subjects), small)?.id;

describe('after one of two', () => {
  it.each(['other', 'second'])('that the guide compares, "%s" is the other', (cue) => {
    expect(refers(cue, ['orme'])).toBe('vitrine');
    expect(refers(cue, ['vitrine'])).toBe('orme');
  });

  it('"another" is not the other', () => {
    const cues = new Map([
      ['other', [{ from: 1, to: 2 }]],
      ['another', [{ from: 0, to: 2 }]],
    ]);
    expect(referredTo(cues, spokenOf(['orme']), small)).toBe(undefined);
  });

  it('"the first" says nothing', () => expect(refers('first', ['orme'])).toBe(undefined));

  it('and nothing is the other of what has none', () =>
    expect(refers('other', ['workflow'])).toBe(undefined));
});

describe('after several', () => {
  it('the first and the second are those of the answer', () => {
    expect(refers('first', ['guichet', 'orme'])).toBe('guichet');
    expect(refers('second', ['guichet', 'orme'])).toBe('orme');
  });

  it('so is the third, where there are three', () => {
    expect(refers('third', ['guichet', 'orme', 'vitrine'])).toBe('vitrine');
    expect(refers('third', ['guichet', 'orme'])).toBe(undefined);
  });

  it('so is the last, however many there are, unless a last resort is meant', () => {
    expect(refers('last', ['guichet', 'orme', 'vitrine'])).toBe('vitrine');
    expect(refers('last', ['guichet', 'orme'])).toBe('orme');
    const place = [{ from: 1, to: 2 }];
    const cues = new Map([
      ['last', place],
      ['last-resort', place],
    ]);
    expect(referredTo(cues, spokenOf(['guichet', 'orme']), small)).toBe(undefined);
  });

  it('"the other" may be either', () => expect(refers('other', ['guichet', 'orme'])).toBe(undefined));
});

it('nothing was spoken of before: nothing is referred to', () => {
  expect(referredTo(new Map([['other', [{ from: 0, to: 1 }]]]), undefined, small)).toBe(undefined);
});

describe('a question about it', () => {
  it('is understood as about any subject', () => {
    expect(understood("l'autre est HDS ?", spokenOf(['orme'])).question).toMatchObject({
      kind: 'criterion',
      subjects: ['vitrine'],
    });
  });

  it('is about what it names, where it names a subject', () => {
    expect(understood("et l'autre, Bacvert ?", spokenOf(['orme'])).question).toMatchObject({
      subjects: ['bacvert'],
    });
  });
});

describe('"Orme est HDS, et l\'autre ?"', () => {
  const place = { from: 3, to: 4 };
  const other = (ids: string[], at = place, another: (typeof place)[] = []) =>
    otherThan(
      ids.map((id, from) => ({ id, from, to: from + 1 })),
      new Map([
        ['other', [at]],
        ['another', another],
      ]),
      small,
    );

  it('speaks of the one that the guide compares with the one that is named', () => {
    expect(other(['orme'])).toEqual({ id: 'vitrine', ...place });
    expect(other(['orme', 'orme'])?.id).toBe('vitrine');
  });

  it('of none where two are named, or nothing is compared with it, or another one is meant, or it is said before', () => {
    expect(other(['orme', 'guichet'])).toBe(undefined);
    expect(other(['workflow'])).toBe(undefined);
    expect(other(['orme'], place, [place])).toBe(undefined);
    expect(other(['orme'], { from: 0, to: 1 })).toBe(undefined);
    expect(otherThan([{ id: 'orme', from: 0, to: 1 }], new Map(), small)).toBe(undefined);
  });

  it('asks the same of both', () => {
    expect(understood("Orme est open source, et l'autre ?").question).toMatchObject({
      subjects: ['orme', 'vitrine'],
      asked: [{ criterion: 'open-source' }],
    });
  });
});
