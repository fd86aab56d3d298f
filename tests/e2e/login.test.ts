import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { postgresAvailable, startPostgres } from '../support/postgres.ts';
import { TestBot } from './bot.ts';
import { register, type TestClient } from './client.ts';
import { type Synapse, startSynapse, synapseAvailable } from './synapse.ts';

const question = 'DN ou Démat Social ?';
const main = resolve(import.meta.dirname, '../../src/main.ts');

describe.skipIf(!synapseAvailable())('npm run login', () => {
  let synapse: Synapse;
  let alice: TestClient;
  let account: TestClient;
  let bot: TestBot;

  beforeAll(async () => {
    // Tokens that can be renewed live for five seconds here, and for minutes to hours on real servers.
    synapse = await startSynapse({ config: { refreshable_access_token_lifetime: '5s' } });
    alice = await register(synapse, 'alice');
    account = await register(synapse, 'communs-bot', false);
    bot = new TestBot({ url: synapse.url, token: '' });
  });
  afterAll(async () => {
    alice?.close();
    await bot?.remove();
    await synapse?.remove();
  });

  const environment = (more: Record<string, string>) => ({
    PATH: process.env.PATH,
    MATRIX_HOMESERVER_URL: synapse.url,
    BOT_DATA_DIR: bot.data,
    ...more,
  });
  async function login(more: Record<string, string>): Promise<{ code: unknown; output: string }> {
    const child = spawn(process.execPath, [main, 'login'], {
      cwd: bot.data,
      env: environment(more),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += String(chunk);
      });
    const [code] = await once(child, 'close');
    return { code, output };
  }
  const kept = () => JSON.parse(readFileSync(join(bot.data, 'login.json'), 'utf8')) as Record<string, string>;
  const devices = async () => (await account.request('GET', '/devices')).devices as unknown[];

  it('says what is wrong, and leaves nothing', async () => {
    expect(await login({ MATRIX_USER: account.user })).toMatchObject({
      code: 1,
      output: expect.stringContaining('MATRIX_PASSWORD'),
    });
    const wrong = await login({ MATRIX_USER: account.user, MATRIX_PASSWORD: 'faux' });
    expect(wrong).toMatchObject({ code: 1, output: expect.stringContaining('mot de passe') });
    expect(wrong.output).not.toContain('faux');
    expect(await devices()).toHaveLength(1);
  });

  it('asks for the password on the terminal without showing it', () => {
    const script = `
import os, pty, sys, time
pid, fd = pty.fork()
if pid == 0: os.execvpe(sys.argv[1], sys.argv[1:], os.environ)
seen = b''
while b'Mot de passe' not in seen: seen += os.read(fd, 1024)
time.sleep(0.2)
os.write(fd, b'secret\\n')
try:
    while True:
        chunk = os.read(fd, 1024)
        if not chunk: break
        seen += chunk
except OSError: pass
sys.stdout.buffer.write(seen)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;
    const { status, stdout } = spawnSync('python3', ['-c', script, process.execPath, main, 'login'], {
      cwd: bot.data,
      env: environment({ MATRIX_USER: account.user, TERM: 'xterm' }),
      encoding: 'utf8',
    });
    expect(stdout).toContain('Connecté');
    expect(status).toBe(0);
    expect(stdout).not.toContain('secret');
  });

  it('leaves the token in a file that only its user reads', () => {
    const path = join(bot.data, 'login.json');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(kept()).toMatchObject({ user: account.user, refreshToken: expect.any(String) });
  });

  it('makes one device only: the bot starts with it, renews its token, and keeps it across restarts', async () => {
    await bot.start();
    const room = await alice.createRoom({ invite: [account.user], is_direct: true });
    await alice.joined(room, account.user);
    await alice.reply(room, await alice.say(room, question));
    const before = kept();
    const headers = { authorization: `Bearer ${before.accessToken}` };
    const expired = async () =>
      (await fetch(`${synapse.url}/_matrix/client/v3/account/whoami`, { headers })).status === 401;
    await vi.waitUntil(expired, { timeout: 20_000, interval: 200 });
    await alice.reply(room, await alice.say(room, '!fiche DN'));
    expect(kept().accessToken).not.toBe(before.accessToken);
    await bot.stop();
    const again = await login({ MATRIX_USER: account.user, MATRIX_PASSWORD: 'secret' });
    expect(again).toMatchObject({ code: 1, output: expect.stringContaining('a déjà un appareil') });
    await bot.start();
    await alice.reply(room, await alice.say(room, '!fiche Démat Social'));
    expect(await devices()).toHaveLength(2);
  });

  it.skipIf(!postgresAvailable())('gives the same device a token that lasts, for two processes', async () => {
    const postgres = await startPostgres();
    try {
      const { device } = kept();
      const before = (await devices()).length;
      const environment = {
        ...{ MATRIX_USER: account.user, MATRIX_PASSWORD: 'secret', BOT_DATABASE_URL: postgres.url() },
      };
      expect(await login(environment)).toMatchObject({ code: 0 });
      expect(kept()).toMatchObject({ device });
      expect(kept().refreshToken).toBeUndefined();
      expect(await devices()).toHaveLength(before);
      expect(await login(environment)).toMatchObject({ code: 1, output: expect.stringContaining('suffit') });
    } finally {
      await postgres.remove();
    }
  });
});
