import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { secretNames } from '../../../src/matrix/crypto/account-data.ts';
import { recoveryFile } from '../../../src/matrix/crypto/recovery-file.ts';
import { decodeRecoveryKey } from '../../../src/matrix/crypto/recovery-key.ts';
import {
  decryptSecret,
  describeKey,
  type EncryptedSecret,
  encryptSecret,
  keyFromPassphrase,
  storageAlgorithm,
} from '../../../src/matrix/crypto/secret-storage.ts';
import { createMemoryStorage } from '../../../src/storage/memory.ts';
import { FakeHomeserver, refusal } from './fake-homeserver.ts';
import { id, open } from './people.ts';

let homeserver: FakeHomeserver;
beforeEach(() => {
  homeserver = new FakeHomeserver();
});
const bot = id('bot');
const signers = (device: string) => Object.keys(homeserver.deviceKeys(bot, device)?.signatures?.[bot] ?? {});
const selfSigningKey = () =>
  Object.keys((homeserver.identity(bot)?.self_signing_key.keys ?? {}) as object)[0];
/** The owner makes a new identity and a new secret storage from another client. Returns the new recovery key. */
async function resetIdentity(): Promise<string> {
  homeserver.forgetIdentity(bot);
  homeserver.accountData.delete(`${bot} m.secret_storage.default_key`);
  return keyOf((await open(homeserver, 'bot', 'OTHER')).folder);
}
const keyOf = (folder: string) => readFileSync(join(folder, recoveryFile), 'utf8');

describe('a fresh account', () => {
  it('gets an identity that has signed its device, and a recovery key that only its file holds', async () => {
    const { encryption, folder, log } = await open(homeserver, 'bot', 'A');
    expect(encryption.status()).toMatchObject({ device: 'A', signed: true });
    expect(signers('A')).toContain(selfSigningKey());
    expect(readdirSync(folder)).toEqual([recoveryFile]);
    expect(statSync(join(folder, recoveryFile)).mode & 0o777).toBe(0o600);
    expect(log.lines.join()).not.toContain(keyOf(folder).trim().slice(0, 9));
  });

  it('has secret storage from which another device is signed, with the self-signing key alone', async () => {
    const { folder } = await open(homeserver, 'bot', 'A');
    const other = await open(homeserver, 'bot', 'B', { recoveryKey: keyOf(folder) });
    expect(other.encryption.status().signed).toBe(true);
    expect(signers('B')).toContain(selfSigningKey());
    expect(JSON.stringify(homeserver.requests.filter(({ path }) => path.includes('master')))).not.toContain(
      '"GET"',
    );
  });

  it('gives the password only to a server that asks for it', async () => {
    homeserver.password = 'mot de passe';
    await expect(open(homeserver, 'bot', 'A')).rejects.toThrow('Donnez MATRIX_PASSWORD');
    await expect(open(homeserver, 'bot', 'A2', { password: 'autre' })).rejects.toThrow(
      'refuse MATRIX_PASSWORD',
    );
    const { encryption } = await open(homeserver, 'bot', 'A3', { password: 'mot de passe' });
    expect(encryption.status().signed).toBe(true);
  });

  it('says which authentication it cannot do', async () => {
    homeserver.intercept = ({ path }) => {
      if (path.includes('device_signing'))
        throw refusal(401, undefined, { session: 's', flows: [{ stages: ['m.login.sso'] }] });
    };
    await expect(open(homeserver, 'bot', 'A')).rejects.toThrow('m.login.sso');
  });

  it('ends what an interrupted start has begun, with the same identity and the same recovery key', async () => {
    await open(homeserver, 'bot', 'A');
    const steps = homeserver.requests.filter(({ method }) => method !== 'GET').length;
    expect(steps).toBeGreaterThan(8);
    for (let step = 0; step < steps; step += 1) {
      homeserver = new FakeHomeserver();
      const storage = createMemoryStorage();
      const folder = mkdtempSync(join(tmpdir(), 'communs-bot-'));
      let left = step;
      homeserver.intercept = ({ method }) => {
        if (method === 'GET') return;
        if (left === 0) throw refusal(403, 'M_FORBIDDEN');
        left -= 1;
      };
      await expect(open(homeserver, 'bot', 'A', { storage, folder })).rejects.toThrow('M_FORBIDDEN');
      homeserver.intercept = () => {};
      const identity = homeserver.identity(bot)?.master_key.keys;
      const kept = readdirSync(folder).map(() => keyOf(folder));
      const again = await open(homeserver, 'bot', 'A', { storage, folder });
      expect(again.encryption.status().signed).toBe(true);
      if (identity !== undefined) expect(homeserver.identity(bot)?.master_key.keys).toEqual(identity);
      if (kept.length > 0) expect(keyOf(folder)).toBe(kept[0]);
      const next = await open(homeserver, 'bot', 'B', { recoveryKey: keyOf(folder) });
      expect(next.encryption.status().signed).toBe(true);
    }
  });

  it('keeps secret storage that someone else has made, and asks for its key', async () => {
    const { folder } = await open(homeserver, 'bot', 'A');
    homeserver.forgetIdentity(bot);
    await expect(open(homeserver, 'bot', 'B')).rejects.toThrow('ne remplace pas un coffre existant');
    const before = homeserver.accountData.get(`${bot} m.secret_storage.default_key`);
    const { encryption } = await open(homeserver, 'bot', 'C', { recoveryKey: keyOf(folder) });
    expect(encryption.status().signed).toBe(true);
    expect(homeserver.accountData.get(`${bot} m.secret_storage.default_key`)).toEqual(before);
    const next = await open(homeserver, 'bot', 'D', { recoveryKey: keyOf(folder) });
    expect(next.encryption.status().signed).toBe(true);
  });
});

describe('an account that has an identity', () => {
  /** What the operator reads when the device cannot be signed. */
  const fault = async (recoveryKey: string | undefined) => {
    const identity = homeserver.identity(bot);
    const line = await open(homeserver, 'bot', `B${Math.random()}`, { recoveryKey }).then(
      () => 'signed',
      (error: Error) => `${error.name} ${error.message}`,
    );
    expect(homeserver.identity(bot), 'the identity is never replaced').toBe(identity);
    return line;
  };
  let key: string;
  beforeEach(async () => {
    key = keyOf((await open(homeserver, 'bot', 'A')).folder);
  });

  it('asks for its recovery key', async () => {
    expect(await fault(undefined)).toMatch(/^EncryptionError .*Donnez MATRIX_RECOVERY_KEY/);
  });

  it('says what is wrong with a key that is not one, or another account’s', async () => {
    const stranger = keyOf((await open(homeserver, 'stranger', 'S')).folder);
    expect(await fault(key.slice(0, 20))).toContain('incomplète');
    expect(await fault(stranger)).toContain('n’ouvre pas le coffre de ce compte');
    expect(await fault(key)).toBe('signed');
  });

  it('says what is missing on the server', async () => {
    const named = `${bot} m.cross_signing.self_signing`;
    const secret = homeserver.accountData.get(named);
    homeserver.accountData.set(named, {});
    expect(await fault(key)).toContain('ne contient pas la clé de signature');
    homeserver.accountData.set(named, secret);
    homeserver.accountData.delete(`${bot} m.secret_storage.default_key`);
    expect(await fault(key)).toContain('pas de coffre de clés');
  });

  it('says that the secret storage is of another identity', async () => {
    const storage = new Map(homeserver.accountData);
    await resetIdentity();
    for (const [type, content] of storage) homeserver.accountData.set(type, content);
    expect(await fault(key)).toContain('n’est pas celle de l’identité publiée');
  });

  it('opens with the passphrase that its key was made from', async () => {
    const description = `${bot} m.secret_storage.key.phrase`;
    const passphrase = { algorithm: 'm.pbkdf2' as const, iterations: 1000, salt: 'sel' };
    const made =
      keyFromPassphrase('une phrase secrète', { algorithm: storageAlgorithm, passphrase }) ??
      new Uint8Array();
    const decoded = decodeRecoveryKey(key);
    if (decoded.outcome !== 'key') throw new Error(decoded.line);
    const named = `${bot} ${secretNames.selfSigning}`;
    const { encrypted } = homeserver.accountData.get(named) as { encrypted: Record<string, EncryptedSecret> };
    const [stored] = Object.values(encrypted);
    if (stored === undefined) throw new Error('no secret');
    const secret = decryptSecret(stored, secretNames.selfSigning, decoded.key) ?? '';
    homeserver.accountData.set(description, { ...describeKey(made), passphrase });
    homeserver.accountData.set(named, {
      encrypted: { phrase: encryptSecret(secret, secretNames.selfSigning, made) },
    });
    homeserver.accountData.set(`${bot} m.secret_storage.default_key`, { key: 'phrase' });
    expect(await fault('une autre phrase')).toContain('n’ouvre pas le coffre');
    expect(await fault('une phrase secrète')).toBe('signed');
  });

  it('needs the recovery key once a device: a restart does without', async () => {
    const first = await open(homeserver, 'bot', 'B', { recoveryKey: key });
    await first.encryption.close();
    const again = await open(homeserver, 'bot', 'B', { storage: first.storage });
    expect(again.encryption.status()).toMatchObject({ signed: true });
  });

  it('that is reset later leaves the bot working, and says so until it is given the new key', async () => {
    const { encryption, storage, sync, log } = await open(homeserver, 'bot', 'B', { recoveryKey: key });
    const newKey = await resetIdentity();
    await sync();
    await vi.waitFor(() => expect(encryption.status().signed).toBe(false));
    expect(encryption.status().line).toContain('réinitialisée');
    expect(log.lines.join()).toContain('réinitialisée');
    await encryption.close();
    const again = await open(homeserver, 'bot', 'B', { storage });
    expect(again.encryption.status()).toMatchObject({
      signed: false,
      line: expect.stringContaining('MATRIX_RECOVERY_KEY'),
    });
    await again.encryption.close();
    const mended = await open(homeserver, 'bot', 'B', { storage, recoveryKey: newKey });
    expect(mended.encryption.status().signed).toBe(true);
  });
});

describe('the store', () => {
  it('belongs to one user and device', async () => {
    const { storage, encryption } = await open(homeserver, 'bot', 'A');
    await encryption.close();
    await expect(open(homeserver, 'bot', 'B', { storage })).rejects.toThrow("doesn't match the account");
    await expect(open(homeserver, 'other', 'A', { storage })).rejects.toThrow("doesn't match the account");
  });

  it('that is lost while the device lives is noticed before any key is uploaded', async () => {
    const { encryption } = await open(homeserver, 'bot', 'A');
    await encryption.close();
    const keys = JSON.stringify(homeserver.deviceKeys(bot, 'A'));
    const before = homeserver.requests.length;
    await expect(open(homeserver, 'bot', 'A')).rejects.toThrow('npm run login');
    expect(homeserver.requests.slice(before).map(({ path }) => path)).toEqual([
      '/_matrix/client/v3/keys/query',
    ]);
    expect(JSON.stringify(homeserver.deviceKeys(bot, 'A'))).toBe(keys);
  });

  it('that has a passphrase opens with it only, and one that has none takes none', async () => {
    const { storage, encryption } = await open(homeserver, 'bot', 'A', { storePassphrase: 'secret' });
    await encryption.close();
    await expect(open(homeserver, 'bot', 'A', { storage })).rejects.toThrow('Donnez BOT_STORE_PASSPHRASE');
    await expect(open(homeserver, 'bot', 'A', { storage, storePassphrase: 'autre' })).rejects.toThrow(
      'Remettez la phrase',
    );
    await open(homeserver, 'bot', 'A', { storage, storePassphrase: 'secret' });
    const plain = await open(homeserver, 'other', 'O');
    await plain.encryption.close();
    await expect(
      open(homeserver, 'other', 'O', { storage: plain.storage, storePassphrase: 'x' }),
    ).rejects.toThrow('Retirez-la');
  });
});

describe('a homeserver in trouble', () => {
  it('that limits key uploads is asked again after the time that it gave', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      let refused = 0;
      homeserver.intercept = ({ path }) => {
        if (!path.endsWith('/keys/upload') || refused === 2) return;
        refused += 1;
        throw refusal(429, 'M_LIMIT_EXCEEDED', undefined, 5_000);
      };
      const opening = open(homeserver, 'bot', 'A');
      while (homeserver.identity(bot) === undefined) {
        await vi.advanceTimersByTimeAsync(1_000);
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect((await opening).encryption.status().signed).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });

  it('that refuses the keys of a running device gets no second upload, and the status says what to do', async () => {
    const { encryption, sync } = await open(homeserver, 'bot', 'A');
    homeserver.intercept = ({ path }) => {
      if (path.endsWith('/keys/upload')) throw refusal(400, 'M_UNKNOWN');
    };
    homeserver.useUpOneTimeKeys(bot, 'A');
    await sync();
    await vi.waitFor(() => expect(encryption.status().line).toContain('divergé'));
    const uploads = () => homeserver.requests.filter(({ path }) => path.endsWith('/keys/upload')).length;
    const before = uploads();
    await sync();
    await encryption.close();
    expect(uploads()).toBe(before);
  });
});
