import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, medianInterval } from '../../bench/statistics.ts';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('a median', () => {
  it('is the one in the middle, or between the two there, in whatever order they come', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it.each([
    // The ranks of the tables for the sign test at 95 %.
    [10, 2, 9],
    [20, 6, 15],
    [60, 22, 39],
    [100, 40, 61],
  ])('of %i values lies between the %i-th and the %i-th', (count, low, high) => {
    expect(medianInterval(upTo(count))).toEqual([low, high]);
  });

  it('of few values lies anywhere between them', () => {
    expect(medianInterval([2, 1, 3])).toEqual([1, 3]);
  });

  it('lies within its interval', () =>
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 }), (values) => {
        const [low, high] = medianInterval(values);
        expect(low).toBeLessThanOrEqual(median(values));
        expect(high).toBeGreaterThanOrEqual(median(values));
      }),
    ));
});
