import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credentialsFile, readCredentials, writeCredentials } from '../../src/operations/credentials.ts';

let folder: string;
beforeAll(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'communs-bot-login-')), 'data');
});
afterAll(() => rmSync(join(folder, '..'), { recursive: true }));

describe('credentials', () => {
  it('are read back as they were written, by their owner only', () => {
    expect(readCredentials(folder)).toBeUndefined();
    const login = { homeserverUrl: 'https://hs.fr', user: '@b:hs.fr', device: 'D', accessToken: 't' };
    writeCredentials(folder, login);
    expect(readCredentials(folder)).toEqual(login);
    expect(statSync(join(folder, credentialsFile)).mode & 0o777).toBe(0o600);
  });

  it('that are damaged say what to do, and show nothing of themselves', () => {
    writeFileSync(join(folder, credentialsFile), '{"accessToken": "syt_secret"');
    expect(() => readCredentials(folder)).toThrow(/abîmé.*npm run login/);
    expect(() => readCredentials(folder)).not.toThrow(/syt_secret/);
  });
});
