import { describe, expect, it } from 'vitest';
import { createAlerts, renewalLine } from '../../src/matrix/alerts.ts';
import { createMemoryStorage } from '../../src/storage/memory.ts';
import { openParts, room } from './support.ts';

describe('alerts', () => {
  it('are said once for each occasion, also after a restart, and again after it was over', async () => {
    const storage = createMemoryStorage();
    const first = await openParts({ storage });
    const alerts = createAlerts(first.store, first.outbox, first.rooms, room);
    alerts.raise('unsigned', 'L’appareil n’est plus signé.');
    alerts.raise('unsigned', 'L’appareil n’est plus signé.');
    await first.store.committed();
    const second = await openParts({ storage });
    const again = createAlerts(second.store, second.outbox, second.rooms, room);
    again.raise('unsigned', 'L’appareil n’est plus signé.');
    expect(second.outbox.waiting()).toHaveLength(1);
    expect(second.outbox.waiting()).toMatchObject([
      { room, action: { content: { msgtype: 'm.text', body: 'L’appareil n’est plus signé.' } } },
    ]);
    again.clear('unsigned');
    again.clear('unsigned');
    again.raise('unsigned', 'L’appareil n’est plus signé.');
    expect(second.outbox.waiting()).toHaveLength(2);
    const ids = second.outbox.waiting().map(({ transaction }) => transaction);
    expect(new Set(ids).size).toBe(2);
  });

  it('wait until the bot is in the room, and go nowhere without one', async () => {
    const { store, outbox, rooms } = await openParts();
    createAlerts(store, outbox, rooms, undefined).raise('a', 'x');
    const alerts = createAlerts(store, outbox, rooms, '!admin:hs.fr');
    alerts.raise('b', 'x');
    expect(outbox.waiting()).toEqual([]);
    rooms.update('!admin:hs.fr', { membership: 'joined' });
    alerts.raise('b', 'x');
    expect(outbox.waiting()).toHaveLength(1);
  });
});

describe('renewalLine', () => {
  const at = (date: string) => renewalLine('2027-06-30', Date.parse(date));
  it('warns from a month before, and still after', () => {
    expect(at('2027-05-30')).toBeUndefined();
    expect(at('2027-05-31')).toContain('jours restants : 30');
    expect(at('2027-06-29T12:00:00Z')).toContain('jours restants : 1)');
    expect(at('2027-07-02')).toContain('devait être renouvelé');
  });
});
