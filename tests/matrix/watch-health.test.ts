import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OutboxRow } from '../../src/matrix/outgoing/outbox-row.ts';
import { type HealthWatch, type Watched, watchHealth } from '../../src/matrix/watch-health.ts';
import { checkHealth } from '../../src/operations/health.ts';
import { noLog, refusal } from './support.ts';

let folder: string;
let watch: HealthWatch;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'communs-bot-health-'));
  vi.useFakeTimers();
});
afterEach(() => {
  watch.stop();
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

const signed = { device: 'D', fingerprint: 'F', signed: true, line: 'Appareil D.' };
/** A message that has been waiting for so long. */
const waitingFor = (milliseconds: number): OutboxRow => ({
  room: '!salon:hs.fr',
  name: { cause: '$e', purpose: 'answer', position: 0 },
  transaction: 't',
  at: Date.now() - milliseconds,
  action: { kind: 'message', content: {} },
});
/** A watch over parts in order, but for what is given. */
function start(more: Partial<Watched> = {}, renewBy?: string): HealthWatch {
  watch = watchHealth({ folder, renewBy, log: noLog });
  watch.watch({ ...parts(), ...more });
  return watch;
}
const parts = (): Watched => ({
  encryption: { status: () => signed },
  outbox: { waiting: () => [] },
  rooms: { all: () => new Map() },
  pending: { all: () => [] },
  knowledge: () => ({ version: 'abc', refused: false }),
});
const firstLine = () => checkHealth(folder).lines[0];

describe('watchHealth', () => {
  it('is alive and unhealthy while it waits for the homeserver to start', () => {
    watch = watchHealth({ folder, renewBy: undefined, log: noLog });
    expect(checkHealth(folder)).toEqual({
      healthy: false,
      lines: ['Démarrage en cours : connexion au serveur Matrix.'],
    });
    vi.advanceTimersByTime(3_600_000);
    expect(watch.health()).toMatchObject({ healthy: false, live: true, syncAge: undefined });
  });

  it('is healthy as a standby that could act, and says so', () => {
    let ready = true;
    const lease = () => ({ epoch: undefined, ready, standbyReady: false });
    watch = watchHealth({ folder, renewBy: undefined, log: noLog, lease });
    expect(checkHealth(folder)).toEqual({
      healthy: true,
      lines: ['En attente : un autre processus agit, celui-ci prend le relais s’il s’arrête.'],
    });
    ready = false;
    expect(watch.health()).toMatchObject({ healthy: false, live: true });
    expect(watch.health().lines[0]).toContain('ne peut pas prendre le relais');
  });

  it('says of the process that acts whether another could take over', () => {
    let standbyReady = true;
    watch = watchHealth({
      ...{ folder, renewBy: undefined, log: noLog },
      lease: () => ({ epoch: 7, ready: true, standbyReady }),
    });
    watch.watch(parts());
    expect(watch.health().lines).toContain('Un second processus est prêt à prendre le relais.');
    standbyReady = false;
    expect(watch.health().lines).toContain('Aucun second processus n’est prêt à prendre le relais.');
  });

  it('is healthy while the sync succeeds, and for two minutes without', () => {
    start();
    expect(firstLine()).toContain('Première synchronisation');
    watch.synced(undefined);
    vi.advanceTimersByTime(10_000);
    expect(checkHealth(folder)).toEqual({
      healthy: true,
      lines: [
        'Synchronisé avec le serveur Matrix.',
        'Appareil signé par son compte.',
        'Messages à envoyer : 0.',
      ],
    });
    expect(watch.health()).toMatchObject({ syncAge: 10, outbox: { waiting: 0, oldest: 0 }, signed: true });
    watch.synced(refusal(502));
    vi.advanceTimersByTime(60_000);
    expect(checkHealth(folder).healthy).toBe(true);
    expect(firstLine()).toContain('Sans réponse du serveur Matrix depuis 70 s');
    vi.advanceTimersByTime(90_000);
    expect(checkHealth(folder).healthy).toBe(false);
    watch.synced(undefined);
    vi.advanceTimersByTime(10_000);
    expect(checkHealth(folder).healthy).toBe(true);
  });

  it('is measured by a clock that cannot be set back', () => {
    start();
    watch.synced(undefined);
    watch.synced(refusal(502));
    vi.setSystemTime(Date.now() - 86_400_000);
    vi.advanceTimersByTime(150_000);
    expect(watch.health()).toMatchObject({ healthy: false, syncAge: 150 });
  });

  it('is unhealthy at once when the account has expired', () => {
    start();
    watch.synced(refusal(403, 'ORG_MATRIX_EXPIRED_ACCOUNT'));
    expect(watch.health().healthy).toBe(false);
    expect(watch.health().lines[0]).toContain('a expiré');
  });

  it('is unhealthy when the device is not signed, and says what to do', () => {
    const line = 'Donnez MATRIX_RECOVERY_KEY.';
    start({ encryption: { status: () => ({ ...signed, signed: false, line }) } }).synced(undefined);
    expect(watch.health()).toMatchObject({ healthy: false, signed: false });
    expect(watch.health().lines).toContain(line);
  });

  it('is unhealthy when a message has been waiting for ten minutes', () => {
    start({ outbox: { waiting: () => [waitingFor(60_000)] } }).synced(undefined);
    expect(watch.health()).toMatchObject({ healthy: true, outbox: { waiting: 1, oldest: 60 } });
    watch.stop();
    start({ outbox: { waiting: () => [waitingFor(700_000), waitingFor(0)] } }).synced(undefined);
    expect(watch.health()).toMatchObject({ healthy: false, outbox: { waiting: 2, oldest: 700 } });
    expect(watch.health().lines[2]).toBe(
      'Messages à envoyer : 2, dont un attend depuis 700 s. Le journal dit pourquoi.',
    );
  });

  it('works on with knowledge that was refused, and says so', () => {
    start({ knowledge: () => ({ version: 'abc', refused: true }) }).synced(undefined);
    expect(watch.health()).toMatchObject({ healthy: true, knowledge: { version: 'abc' } });
    expect(watch.health().lines[3]).toContain('knowledge:check');
  });

  it('is dead when no sync ends any more, whatever became of it', () => {
    start();
    vi.advanceTimersByTime(800_000);
    expect(watch.health().live).toBe(true);
    watch.synced(refusal(502));
    vi.advanceTimersByTime(800_000);
    expect(watch.health().live).toBe(true);
    vi.advanceTimersByTime(200_000);
    expect(watch.health().live).toBe(false);
  });

  it('counts the days until the account must be renewed', () => {
    vi.setSystemTime('2027-06-01T12:00:00Z');
    expect(start({}, '2027-06-30').health().accountDaysLeft).toBe(29);
  });
});
