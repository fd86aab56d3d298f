import { describe, expect, it } from 'vitest';
import { findAccount } from '../../src/operations/account.ts';
import { readConfig } from '../../src/operations/config.ts';

const config = (environment: Record<string, string>) => readConfig(environment, '/nonexistent').config;
const login = {
  homeserverUrl: 'https://hs.fr',
  user: '@bot:hs.fr',
  device: 'D',
  accessToken: 'from-login',
  refreshToken: 'refresh',
};

describe('findAccount', () => {
  it('finds none without any Matrix setting: the terminal', () => {
    expect(findAccount(config({ BOT_CONTACT: 'x' }), undefined)).toBeUndefined();
  });

  it('takes the environment, or what the login left', () => {
    const both = { MATRIX_HOMESERVER_URL: 'https://hs.fr', MATRIX_ACCESS_TOKEN: 'from-env' };
    expect(findAccount(config(both), undefined)?.accessToken).toBe('from-env');
    expect(findAccount(config({}), login)).toEqual({
      homeserverUrl: 'https://hs.fr',
      accessToken: 'from-login',
      refreshToken: 'refresh',
    });
  });

  it('lets the environment win, without the refresh token of another login', () => {
    expect(findAccount(config({ MATRIX_ACCESS_TOKEN: 'from-env' }), login)).toEqual({
      homeserverUrl: 'https://hs.fr',
      accessToken: 'from-env',
      refreshToken: undefined,
    });
  });

  it('never sends the token of one homeserver to another', () => {
    expect(() => findAccount(config({ MATRIX_HOMESERVER_URL: 'https://other.fr' }), login)).toThrow(
      /MATRIX_ACCESS_TOKEN manque/,
    );
  });

  it.each([
    [{ MATRIX_HOMESERVER_URL: 'https://hs.fr' }, /MATRIX_ACCESS_TOKEN manque.*npm run login/],
    [{ MATRIX_ACCESS_TOKEN: 'x' }, /MATRIX_HOMESERVER_URL manque/],
    [{ MATRIX_ALLOWED_SERVERS: 'hs.fr' }, /MATRIX_HOMESERVER_URL manque[\s\S]*MATRIX_ACCESS_TOKEN manque/],
  ])('names what is missing: %j', (environment, message) => {
    expect(() => findAccount(config(environment), undefined)).toThrow(message);
  });
});
