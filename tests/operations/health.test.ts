import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkHealth, writeHeartbeat } from '../../src/operations/health.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'communs-bot-health-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('health', () => {
  it('is what the bot last said, while that is fresh', () => {
    writeHeartbeat(folder, { at: 1_000, healthy: true, lines: ['Synchronisé.'] });
    expect(checkHealth(folder, 2_000)).toEqual({ healthy: true, lines: ['Synchronisé.'] });
    writeHeartbeat(folder, { at: 1_000, healthy: false, lines: ['Le compte a expiré.'] });
    expect(checkHealth(folder, 2_000)).toEqual({ healthy: false, lines: ['Le compte a expiré.'] });
    expect(statSync(join(folder, 'heartbeat.json')).mode & 0o777).toBe(0o600);
  });

  it('is bad when the heartbeat is old, torn or missing', () => {
    writeHeartbeat(folder, { at: 0, healthy: true, lines: ['Synchronisé.'] });
    expect(checkHealth(folder, 90_000)).toEqual({
      healthy: false,
      lines: ['Dernier signe de vie il y a 90 s : le bot est arrêté ou bloqué.', 'Synchronisé.'],
    });
    writeHeartbeat(folder, { at: 90_000, healthy: true, lines: ['Synchronisé.'] });
    expect(checkHealth(folder, 0)).toMatchObject({
      healthy: false,
      lines: [
        'Dernier signe de vie avant un recul de l’horloge : le bot est arrêté ou bloqué.',
        'Synchronisé.',
      ],
    });
    writeFileSync(join(folder, 'heartbeat.json'), '{');
    expect(checkHealth(folder).healthy).toBe(false);
    expect(checkHealth(join(folder, 'none')).lines[0]).toMatch(/Aucun signe de vie/);
  });
});
