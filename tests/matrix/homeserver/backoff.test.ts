import { describe, expect, it } from 'vitest';
import { Backoff } from '../../../src/matrix/homeserver/backoff.ts';

describe('Backoff', () => {
  it('doubles up to the longest wait, and begins again after a success', async () => {
    const backoff = new Backoff(1, 3);
    expect([backoff.next, backoff.fresh]).toEqual([1, true]);
    await backoff.wait(undefined);
    expect([backoff.next, backoff.fresh]).toEqual([2, false]);
    await backoff.wait(undefined);
    await backoff.wait(undefined);
    expect(backoff.next).toBe(3);
    backoff.reset();
    expect([backoff.next, backoff.fresh]).toEqual([1, true]);
  });

  it('waits as long as the homeserver asks instead of its own time', async () => {
    const backoff = new Backoff(3_600_000, 3_600_000);
    await expect(backoff.wait(1)).resolves.toBeUndefined();
  });

  it('ends early, without an error, when it is stopped', async () => {
    const stopping = new AbortController();
    const waiting = new Backoff(3_600_000, 3_600_000).wait(undefined, stopping.signal);
    stopping.abort();
    await expect(waiting).resolves.toBeUndefined();
  });
});
