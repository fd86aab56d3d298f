import { HistoryVisibility, initAsync } from '@matrix-org/matrix-sdk-crypto-wasm';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { encryptionSettings, rotation } from '../../../src/matrix/crypto/room-settings.ts';

const day = 86_400_000;

describe('a room’s settings', () => {
  beforeAll(() => initAsync());

  it('are those that the room says, the specification’s where it says nothing', () => {
    expect(rotation({ rotation_period_ms: day, rotation_period_msgs: 7 })).toEqual({
      periodMs: day,
      messages: 7,
    });
    expect(rotation({})).toEqual({ periodMs: 7 * day, messages: 100 });
  });

  it('can never make a session that expires before its first message, whatever the room says', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (period, messages) => {
        const read = rotation({ rotation_period_ms: period, rotation_period_msgs: messages });
        expect(read.messages).toBeGreaterThanOrEqual(1);
        expect(read.periodMs).toBeGreaterThanOrEqual(3_600_000);
        expect(Number.isSafeInteger(read.messages) && Number.isSafeInteger(read.periodMs)).toBe(true);
      }),
    );
  });

  it.each(['constructor', '__proto__', 'inconnue'])(
    'know no visibility called %s: it counts as shared',
    (name) => {
      const room = { id: '!r:h', settings: {}, historyVisibility: name, members: [] };
      expect(encryptionSettings(room, false).historyVisibility).toBe(HistoryVisibility.Shared);
    },
  );

  it('are handed over in microseconds', () => {
    const room = {
      id: '!r:h',
      settings: { rotation_period_ms: day },
      historyVisibility: 'joined',
      members: [],
    };
    expect(encryptionSettings(room, false).rotationPeriod).toBe(BigInt(day) * 1000n);
  });
});
