/** A bot in good health. */
import type { Health } from '../../src/operations/health.ts';

export const aHealth: Health = {
  healthy: true,
  live: true,
  lines: ['Synchronisé.'],
  syncAge: 12,
  outbox: { waiting: 1, oldest: 3 },
  undecrypted: 0,
  signed: true,
  rooms: 4,
  knowledge: { version: 'abc123', refused: false },
  accountDaysLeft: 200,
  lease: { epoch: 3, ready: true, standbyReady: true },
};
