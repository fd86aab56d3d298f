import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

/** Another folder than the repository's, whose `.env` may hold a real account. */
const folder = mkdtempSync(join(tmpdir(), 'communs-bot-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the program as a person would, without any Matrix setting. */
function program(args: string[], input: string, environment: Record<string, string> = {}) {
  const { PATH = '' } = process.env;
  const { status, stdout, stderr } = spawnSync('node', [resolve('src/main.ts'), ...args], {
    input,
    encoding: 'utf8',
    cwd: folder,
    env: { PATH, BOT_KNOWLEDGE_DIR: resolve('knowledge'), ...environment },
  });
  return { status, stdout, stderr };
}

describe('npm start, without Matrix settings', () => {
  it('answers on the terminal', () => {
    const { status, stdout, stderr } = program([], 'DN ou Démat Social ?\n');
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^Sauf contrainte HDS, .*Démarche Numérique.*\n\nSource : .*relu le /s);
    expect(status).toBe(0);
  });

  it('does not take incomplete Matrix settings for none', () => {
    const { status, stdout, stderr } = program([], 'DN ?\n', { MATRIX_ACCESS_TOKEN: 'secret-token' });
    expect(stderr).toContain('MATRIX_HOMESERVER_URL');
    expect(stderr).not.toContain('secret-token');
    expect(stdout).toBe('');
    expect(status).toBe(1);
  });
});

describe('npm start, with Matrix settings', () => {
  it('can be told to stop while it waits for a homeserver that does not answer', async () => {
    const child = spawn('node', [resolve('src/main.ts')], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        BOT_KNOWLEDGE_DIR: resolve('knowledge'),
        MATRIX_HOMESERVER_URL: 'http://127.0.0.1:9',
        MATRIX_ACCESS_TOKEN: 'secret-token',
      },
    });
    let output = '';
    for await (const chunk of child.stdout) {
      output += String(chunk);
      if (!child.killed && output.includes('ne répond pas')) child.kill();
    }
    expect(child.exitCode ?? (await once(child, 'close'))[0]).toBe(0);
    expect(output).toContain('Arrêt demandé.');
    expect(output).not.toContain('secret-token');
  });
});

describe('npm run ask', () => {
  it('answers a line, names a bad one, and exits with 1', () => {
    const { status, stdout } = program(['ask'], '{"id":"a","turns":["HDS ?"]}\noups\n');
    const [answer, error] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answer).toMatchObject({ id: 'a', answers: [{ band: 'answer' }] });
    expect(answer.answers[0].text).toContain('Démat Social');
    expect(error).toMatchObject({ id: null });
    expect(status).toBe(1);
  });
});

describe('npm run ask -- "…"', () => {
  it('tells that the question is read from standard input, and how', () => {
    const { status, stdout, stderr } = program(['ask', 'DN ou Démat Social ?'], '');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('"turns": ["DN ou Démat Social ?"]');
  });
});

describe('npm run knowledge:drift', () => {
  it('compares the exports that it is given', () => {
    const page = join(folder, 'page.md');
    writeFileSync(page, '# Page inconnue\n\nDu neuf.\n');
    const { status, stdout, stderr } = program(['knowledge:drift', page], '');
    expect(stderr).toBe('');
    expect(stdout).toContain('+ ajouté, ligne 3 : « Du neuf. »');
    expect(status).toBe(1);
  });
});

describe('the program', () => {
  it('names its commands to someone who mistypes one', () => {
    for (const name of ['aks', 'toString']) {
      const { status, stderr } = program([name], '');
      expect(stderr).toContain(`Commande inconnue « ${name} ». Commandes : start, ask,`);
      expect(status).toBe(1);
    }
  });

  it('does not start on knowledge that it cannot read', () => {
    const { status, stderr } = program(['ask'], '', { BOT_KNOWLEDGE_DIR: '/nowhere' });
    expect(stderr).toMatch(/^Les connaissances de « \/nowhere » ne conviennent pas :\n.+/);
    expect(status).toBe(1);
  });
});
