import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchReach } from '../../../src/matrix/homeserver/reach.ts';
import { fakeHomeserver, noLog, refusal } from '../support.ts';

describe('watchReach', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('knows whether the homeserver answers, and for how long it has not', async () => {
    let away = true;
    const homeserver = fakeHomeserver(() => {
      if (away) throw refusal(undefined);
      return { versions: [] };
    });
    const reach = watchReach(homeserver, noLog);
    expect(reach.isOpen()).toBe(false);
    away = false;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(reach.isOpen()).toBe(true);
    expect(reach.silence()).toBeLessThan(1);
    away = true;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(reach.isOpen()).toBe(false);
    expect(reach.silence()).toBeGreaterThanOrEqual(8_000);
    reach.stop();
    const before = homeserver.requests.length;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(homeserver.requests.length).toBe(before);
  });
});
