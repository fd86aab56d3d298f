import { describe, expect, it } from 'vitest';
import { createNews } from '../../../src/matrix/crypto/news.ts';
import type { EncryptionChanges } from '../../../src/matrix/encryption.ts';

/** A sync without business for the machine; `more` replaces any part. */
const sync = (more: Partial<EncryptionChanges> = {}): EncryptionChanges => ({
  toDevice: [],
  changedDevices: [],
  leftDevices: [],
  oneTimeKeys: { signed_curve25519: 50 },
  unusedFallbackKeys: ['signed_curve25519'],
  ...more,
});

describe('news for the crypto machine', () => {
  it('is the first sync, and not the next that says the same', () => {
    const isNews = createNews();
    expect([isNews(sync()), isNews(sync()), isNews(sync())]).toEqual([true, false, false]);
  });

  it.each<[string, Partial<EncryptionChanges>]>([
    ['a message to the device', { toDevice: [{ type: 'm.room.encrypted' }] }],
    ['a changed device', { changedDevices: ['@alice:hs.fr'] }],
    ['a person no longer met', { leftDevices: ['@alice:hs.fr'] }],
    ['a one-time key used', { oneTimeKeys: { signed_curve25519: 49 } }],
    ['counts that are no longer told', { oneTimeKeys: undefined }],
    ['the fallback key used', { unusedFallbackKeys: [] }],
  ])('is %s', (_, more) => {
    const isNews = createNews();
    isNews(sync());
    expect(isNews(sync(more))).toBe(true);
  });

  it('is what came before, once the counts are back', () => {
    const isNews = createNews();
    isNews(sync());
    isNews(sync({ oneTimeKeys: { signed_curve25519: 49 } }));
    expect(isNews(sync())).toBe(true);
  });

  it('is the same as ever after an hour', () => {
    let now = 0;
    const isNews = createNews(() => now);
    isNews(sync());
    now = 3_599_999;
    expect(isNews(sync())).toBe(false);
    now = 3_600_000;
    expect(isNews(sync())).toBe(true);
    expect(isNews(sync())).toBe(false);
  });
});
