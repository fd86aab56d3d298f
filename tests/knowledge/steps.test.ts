import { describe, expect, it } from 'vitest';
import { finish } from '../../src/knowledge/steps.ts';

describe('work in steps', () => {
  it('is done when all its steps are', () => {
    const done: number[] = [];
    function* steps(): Generator<void, string> {
      for (const step of [1, 2, 3]) {
        done.push(step);
        yield;
      }
      return 'fin';
    }
    expect(finish(steps())).toBe('fin');
    expect(done).toEqual([1, 2, 3]);
  });
});
