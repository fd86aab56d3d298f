/**
 * What README.md and docs/exploitation.md tell the operator to type, read from there and typed, against a real homeserver: a year in the
 * life of a bot. Only what the pages write as examples (addresses, accounts) is replaced by what the test has.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentedCommands, documentedNames } from '../support/documented.ts';
import { freePort } from '../support/free-port.ts';
import { register, type TestClient } from './client.ts';
import { type Synapse, startSynapse, synapseAvailable } from './synapse.ts';

const root = resolve(import.meta.dirname, '../..');
const readme = join(root, 'README.md');
const operating = join(root, 'docs/exploitation.md');
/** What the machine has, without the Node that npm has put before it: an older one is enough for `npm run`. */
const machinePath = (process.env.PATH ?? '')
  .split(':')
  .filter((path) => !path.includes('node_modules'))
  .join(':');
const question = 'DN ou Démat Social ?';

describe.skipIf(!synapseAvailable())('the bot, operated as the documentation says', () => {
  const folder = mkdtempSync(join(tmpdir(), 'communs-bot-operating-'));
  const origin = join(folder, 'origin');
  const clone = join(folder, 'communs-bot');
  let synapse: Synapse;
  let alice: TestClient;
  let account: TestClient;
  let url: string;
  let room: string;
  let asked: string;
  let running: { readonly child: ChildProcess; readonly output: () => string } | undefined;

  const git = (cwd: string, ...args: string[]) => {
    const { status, stderr } = spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], {
      cwd,
      encoding: 'utf8',
    });
    expect(status, `git ${args[0]}: ${stderr}`).toBe(0);
  };

  /** The repository as it is here, committed, and a clone of it; its modules are those of this one. */
  function cloneRepository(): void {
    const { stdout } = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
    });
    for (const file of stdout
      .trim()
      .split('\n')
      .filter((one) => existsSync(join(root, one)))) {
      mkdirSync(dirname(join(origin, file)), { recursive: true });
      cpSync(join(root, file), join(origin, file));
    }
    git(origin, 'init', '--quiet', '--initial-branch=main');
    git(origin, 'add', '--all');
    git(origin, 'commit', '--quiet', '--message=one');
    git(folder, 'clone', '--quiet', origin, clone);
    symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
    // The installation takes a minute and is proved elsewhere (production-install.test.ts): here it is noted.
    const npm = spawnSync('which', ['npm'], { encoding: 'utf8' }).stdout.trim();
    mkdirSync(join(folder, 'bin'));
    writeFileSync(
      join(folder, 'bin/npm'),
      `#!/bin/sh\n[ "$1" = ci ] && { date > "${folder}/installed"; exit 0; }\nexec "${npm}" "$@"\n`,
    );
    chmodSync(join(folder, 'bin/npm'), 0o755);
  }

  /** Types a block; resolves when it has ended, or the bot that it starts is connected. */
  async function type(commands: string, environment: Readonly<Record<string, string>> = {}): Promise<string> {
    const typed = commands
      .replaceAll('https://matrix.agent.social.tchap.gouv.fr', synapse.url)
      .replaceAll('@communs-bot:agent.social.tchap.gouv.fr', account.user)
      .replaceAll('agent.social.tchap.gouv.fr', synapse.serverName);
    const child = spawn('bash', ['-ec', typed], {
      cwd: clone,
      // Its own group, so that all of it can be ended.
      detached: true,
      env: {
        HOME: folder,
        PATH: `${join(folder, 'bin')}:${machinePath}`,
        // Typed on the terminal otherwise.
        MATRIX_PASSWORD: 'secret',
        MATRIX_MESSAGES_PER_SECOND: '0',
        BOT_HTTP_PORT: new URL(url).port,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const connected = new Promise<'connected'>((done) => {
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk) => {
          output += String(chunk);
          if (output.includes('"msg":"Connecté')) done('connected');
        });
    });
    const outcome = await Promise.race([connected, once(child, 'close').then(([code]) => code)]);
    if (outcome === 'connected') running = { child, output: () => output };
    else expect(outcome, output).toBe(0);
    return output;
  }
  /** Tells the bot to stop, as a supervisor does: every process of the group is told. Gives all that it wrote. */
  async function stop(): Promise<string> {
    const { child, output } = running ?? {};
    running = undefined;
    if (child?.pid === undefined || output === undefined) return '';
    if (child.exitCode === null) {
      const closed = once(child, 'close');
      process.kill(-child.pid, 'SIGTERM');
      await closed;
    }
    return output();
  }
  const diagnosis = (output: string) => output.split('\n').filter((line) => /^[✓✗!–] /.test(line));
  const answer = async (event: string) => String((await alice.reply(room, event)).content.body);

  beforeAll(async () => {
    cloneRepository();
    synapse = await startSynapse();
    url = `http://127.0.0.1:${await freePort()}`;
    alice = await register(synapse, 'alice');
    account = await register(synapse, 'communs-bot', false);
  });
  afterAll(async () => {
    await stop();
    alice?.close();
    await synapse?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is connected by the commands of the README: every line of the diagnosis is a tick', async () => {
    await type(documentedCommands(readme, 'réglages'));
    const output = await type(documentedCommands(readme, 'connexion'));
    expect(diagnosis(output).filter((line) => !line.startsWith('✓'))).toEqual([]);
    expect(diagnosis(output)).toHaveLength(11);
    expect(output).not.toContain('secret');
    room = await alice.createRoom({ invite: [account.user], is_direct: true });
    await alice.joined(room, account.user);
    asked = await alice.say(room, question);
    expect(await answer(asked)).toContain('Sauf contrainte HDS');
  });

  it('has a second instance, of another account in another folder', async () => {
    const other = await register(synapse, 'repetition', false);
    const environment = { MATRIX_USER: other.user, BOT_DATA_DIR: join(folder, 'repetition') };
    const output = await type(documentedCommands(operating, 'appareil'), environment);
    expect(output).toContain(`Connecté : ${other.user}`);
    expect(diagnosis(output).filter((line) => !line.startsWith('✓'))).toEqual([]);
  });

  it('leaves its recovery key to be taken away', async () => {
    await type(documentedCommands(operating, 'clé'));
    expect(readFileSync(join(folder, 'cle-de-recuperation.txt'), 'utf8')).toMatch(/^(\w{4} ){11}\w{4}$/m);
  });

  it('says over HTTP how it is, and what it did, without a name', async () => {
    const health = await fetch(`${url}/sante`);
    expect(await health.json()).toMatchObject({ vivant: true, pret: true, appareil_signe: true });
    expect(health.status).toBe(200);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain('communs_bot_questions_total{kind="comparison",band="answer"} 1');
    expect(metrics).toMatch(/^communs_bot_answer_seconds_count 1$/m);
    expect(metrics).toMatch(/^communs_bot_ready 1$/m);
    expect(metrics).toMatch(/^communs_bot_rooms 1$/m);
    for (const name of ['alice', 'communs-bot:', room, synapse.serverName])
      expect(metrics).not.toContain(name);
  });

  it('is in order while it runs, too', async () => {
    const lines = diagnosis(await type(documentedCommands(operating, 'diagnostic')));
    expect(lines.filter((line) => !line.startsWith('✓'))).toEqual([]);
    expect(lines.join('\n')).toContain('utilisé en ce moment par le bot');
    expect(lines.join('\n')).toContain('signé par le compte');
  });

  it('is backed up while it runs, and updated to the next version', async () => {
    expect(await type(documentedCommands(operating, 'sauvegarde'))).toContain('Sauvegarde écrite');
    expect(await stop()).toContain('"msg":"Arrêté."');
    writeFileSync(join(origin, 'NEW'), '');
    git(origin, 'add', '--all');
    git(origin, 'commit', '--quiet', '--message=two');
    const output = await type(documentedCommands(operating, 'mise à jour'));
    expect(existsSync(join(clone, 'NEW'))).toBe(true);
    expect(existsSync(join(folder, 'installed'))).toBe(true);
    expect(diagnosis(output).filter((line) => !line.startsWith('✓'))).toEqual([]);
    expect(readdirSync(join(folder, 'sauvegardes'))).toHaveLength(2);
  });

  it('is restored after its data folder was lost, on a new device that its account has signed', async () => {
    rmSync(join(clone, 'data'), { recursive: true });
    const before = alice.messages(room).length;
    const output = await type(documentedCommands(operating, 'restauration'));
    expect(diagnosis(output).filter((line) => !line.startsWith('✓'))).toEqual([]);
    expect(await (await fetch(`${url}/sante`)).json()).toMatchObject({ pret: true, appareil_signe: true });
    expect(await answer(await alice.say(room, '!fiche Grist'))).toContain('Grist');
    // Neither greeted again nor answered again, and it still knows which answer belongs to which question.
    expect(alice.messages(room)).toHaveLength(before + 1);
    await alice.edit(room, asked, 'DN a HDS ?');
    await alice.until(
      () =>
        alice
          .events(room)
          .find(({ sender, content }) => sender === account.user && content['m.new_content'] !== undefined),
      'the edited answer',
    );
    await stop();
  });
});

it('every block that is said to be executed is executed here', () => {
  const here = readFileSync(import.meta.filename, 'utf8');
  const names = [...documentedNames(readme), ...documentedNames(operating)];
  expect(names.length).toBeGreaterThan(6);
  for (const name of names) expect(here).toContain(`'${name}')`);
});
