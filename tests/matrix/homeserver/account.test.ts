import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bindStore, displayNameOf, refusedToken, whoAmI } from '../../../src/matrix/homeserver/account.ts';
import { fakeHomeserver, noLog, openParts, own, refusal } from '../support.ts';

const identity = { user: own, device: 'D' };

describe('whoAmI', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('waits for a homeserver that does not answer', async () => {
    let failures = 3;
    const homeserver = fakeHomeserver(() => {
      failures -= 1;
      if (failures >= 0) throw refusal(failures === 0 ? 502 : undefined);
      return { user_id: own, device_id: 'D' };
    });
    const asked = whoAmI(homeserver, noLog);
    await vi.runAllTimersAsync();
    expect(await asked).toEqual(identity);
  });

  it.each([
    [401, /refuse le jeton/],
    [404, /MATRIX_HOMESERVER_URL ne mène pas/],
  ])('ends at a %i with what to do', async (status, message) => {
    const homeserver = fakeHomeserver(() => {
      throw refusal(status);
    });
    await expect(whoAmI(homeserver, noLog)).rejects.toThrow(message);
  });
});

describe('bindStore', () => {
  it('binds an empty store, and knows it again', async () => {
    const { store } = await openParts();
    bindStore(store, identity, undefined);
    bindStore(store, identity, own);
    expect(store.get('meta', 'account')).toBe(JSON.stringify(identity));
  });

  it('refuses another account, another device, and a token that is not of MATRIX_USER', async () => {
    const { store } = await openParts();
    bindStore(store, identity, undefined);
    expect(() => bindStore(store, { ...identity, device: 'E' }, undefined)).toThrow(
      /appareil D.*appareil E.*BOT_DATA_DIR/,
    );
    expect(() => bindStore(store, { ...identity, user: '@x:hs.fr' }, undefined)).toThrow(
      /appartient à « @bot:hs.fr »/,
    );
    expect(() => bindStore(store, identity, '@y:hs.fr')).toThrow(/MATRIX_USER est « @y:hs.fr »/);
  });
});

describe('displayNameOf', () => {
  it('is what the profile says, or nothing', async () => {
    expect(
      await displayNameOf(
        fakeHomeserver(() => ({ displayname: 'Bot [DNUM]' })),
        own,
      ),
    ).toBe('Bot [DNUM]');
    expect(
      await displayNameOf(
        fakeHomeserver(() => ({})),
        own,
      ),
    ).toBeUndefined();
    const none = fakeHomeserver(() => {
      throw refusal(404, 'M_NOT_FOUND');
    });
    expect(await displayNameOf(none, own)).toBeUndefined();
  });
});

describe('refusedToken', () => {
  it('keeps the cause for the log', () => {
    const cause = refusal(401, 'M_UNKNOWN_TOKEN');
    expect(refusedToken(cause).cause).toBe(cause);
  });
});
