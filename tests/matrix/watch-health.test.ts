import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchHealth } from '../../src/matrix/watch-health.ts';
import { createCounters } from '../../src/operations/counters.ts';
import { checkHealth } from '../../src/operations/health.ts';
import { fakeEncryption, noLog, refusal } from './support.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'communs-bot-health-'));
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});
const status = (signed: boolean) => ({
  device: 'D',
  fingerprint: 'F',
  signed,
  line: signed ? 'Signé.' : 'Pas signé.',
});

describe('watchHealth', () => {
  it('is healthy while the sync succeeds, and for two minutes without', () => {
    const watch = watchHealth(
      folder,
      createCounters(),
      fakeEncryption({ status: () => status(true) }),
      noLog,
    );
    expect(checkHealth(folder).lines[0]).toContain('Première synchronisation');
    watch.synced(undefined);
    vi.advanceTimersByTime(10_000);
    expect(checkHealth(folder)).toMatchObject({
      healthy: true,
      lines: ['Synchronisé avec le serveur Matrix.', 'Signé.', expect.anything()],
    });
    watch.synced(refusal(502));
    vi.advanceTimersByTime(60_000);
    expect(checkHealth(folder)).toMatchObject({
      healthy: true,
      lines: [expect.stringContaining('Sans réponse'), expect.anything(), expect.anything()],
    });
    vi.advanceTimersByTime(90_000);
    expect(checkHealth(folder).healthy).toBe(false);
    watch.synced(undefined);
    vi.advanceTimersByTime(10_000);
    expect(checkHealth(folder).healthy).toBe(true);
    watch.stop();
  });

  it('is unhealthy at once when the account has expired, or the device is not signed', () => {
    const watch = watchHealth(
      folder,
      createCounters(),
      fakeEncryption({ status: () => status(true) }),
      noLog,
    );
    watch.synced(refusal(403, 'ORG_MATRIX_EXPIRED_ACCOUNT'));
    vi.advanceTimersByTime(10_000);
    expect(checkHealth(folder)).toMatchObject({
      healthy: false,
      lines: [expect.stringContaining('a expiré'), expect.anything(), expect.anything()],
    });
    watch.stop();
    watchHealth(folder, createCounters(), fakeEncryption({ status: () => status(false) }), noLog).stop();
    expect(checkHealth(folder).healthy).toBe(false);
  });
});
