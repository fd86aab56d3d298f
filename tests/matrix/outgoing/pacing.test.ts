import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPace } from '../../../src/matrix/outgoing/pacing.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** When each of so many messages may go, in milliseconds from now. */
async function times(pace: ReturnType<typeof createPace>, count: number): Promise<number[]> {
  const start = performance.now();
  const went: number[] = [];
  const all = Promise.all(
    Array.from({ length: count }, () => pace.turn().then(() => went.push(performance.now() - start))),
  );
  await vi.runAllTimersAsync();
  await all;
  return went;
}

describe('pace', () => {
  it('lets five go at once, then one a second', async () => {
    expect(await times(createPace(1), 7)).toEqual([0, 0, 0, 0, 0, 1_000, 2_000]);
  });

  it('fills up again while nothing is sent, to five at most', async () => {
    const pace = createPace(2);
    await times(pace, 5);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await times(pace, 6)).toEqual([0, 0, 0, 0, 0, 500]);
  });

  it('knows no limit at 0, but for a pause', async () => {
    const pace = createPace(0);
    expect(await times(pace, 50)).toEqual(Array(50).fill(0));
    pace.pause(3_000);
    expect(await times(pace, 2)).toEqual([3_000, 3_000]);
  });

  it('holds everyone back during a pause that the homeserver asked for', async () => {
    const pace = createPace(1);
    pace.pause(10_000);
    expect(await times(pace, 2)).toEqual([10_000, 10_000]);
  });
});
