/**
 * A real homeserver for the tests: Synapse in a virtual environment that is made once (`.cache/`, not tracked), started on a free
 * port of the loopback with its own database. Where Python is missing the tests are skipped aloud; in CI that is a failure.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../support/free-port.ts';

const version = '1.163.2';
/** Beside it in the environment: an encrypting client that shares no code with ours (tests/e2e/nio.ts). */
const nioVersion = '0.26.0';
const cache = resolve(import.meta.dirname, '../../.cache');
const environment = join(cache, `synapse-${version}-nio-${nioVersion}`);
/** The environment's Python. */
export const python = join(environment, 'bin', 'python');
/** Written last: an environment without it was left half made. */
const complete = join(environment, 'ready');

/** Whether the tests against a homeserver can run. Without Python they cannot, which CI does not accept. */
export function synapseAvailable(): boolean {
  if (existsSync(complete) || spawnSync('python3', ['-c', 'import venv, ensurepip']).status === 0)
    return true;
  const message =
    'Python 3 (avec venv) est absent : les tests contre un vrai serveur Matrix ne peuvent pas tourner.';
  if (process.env.CI) throw new Error(message);
  console.warn(`${message} Ils sont PASSÉS.`);
  return false;
}

/** Makes the virtual environment; of the test files that want it at the same time, one makes it. */
async function install(): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const lock = join(cache, 'synapse.lock');
  while (!existsSync(complete)) {
    try {
      mkdirSync(lock);
    } catch {
      await delay(200);
      continue;
    }
    try {
      rmSync(environment, { recursive: true, force: true });
      run('python3', ['-m', 'venv', environment]);
      const packages = [`matrix-synapse==${version}`, `matrix-nio[e2e]==${nioVersion}`];
      // Compiled when it is loaded, and then only what is: all of it takes longer than a run saves.
      run(python, ['-m', 'pip', 'install', '--quiet', '--no-compile', ...packages]);
      writeFileSync(complete, '');
    } finally {
      rmSync(lock, { recursive: true });
    }
  }
}

function run(command: string, args: string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
}

/** A homeserver. */
export interface Synapse {
  readonly url: string;
  readonly serverName: string;
  /** Stops it, its data kept; `start` runs it again on the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops it for good. */
  remove(): Promise<void>;
}

/** Starts one. `limits`: rate limits out of the way, or Synapse's own; `config`: more of homeserver.yaml. */
export async function startSynapse(
  options: { readonly limits?: 'none' | 'default'; readonly config?: object } = {},
): Promise<Synapse> {
  await install();
  const folder = mkdtempSync(join(tmpdir(), 'communs-bot-synapse-'));
  const port = await freePort();
  const serverName = 'test.localhost';
  const url = `http://127.0.0.1:${port}`;
  const seed = randomBytes(32).toString('base64').replace('=', '');
  writeFileSync(join(folder, 'signing.key'), `ed25519 a_test ${seed}\n`);
  // JSON is YAML.
  writeFileSync(join(folder, 'log.yaml'), JSON.stringify(logging(folder)));
  const configuration = {
    server_name: serverName,
    public_baseurl: `${url}/`,
    pid_file: join(folder, 'pid'),
    signing_key_path: join(folder, 'signing.key'),
    log_config: join(folder, 'log.yaml'),
    media_store_path: join(folder, 'media'),
    macaroon_secret_key: 'test',
    registration_shared_secret: 'test',
    form_secret: 'test',
    listeners: [
      { port, type: 'http', tls: false, bind_addresses: ['127.0.0.1'], resources: [{ names: ['client'] }] },
    ],
    database: { name: 'sqlite3', args: { database: join(folder, 'homeserver.db') } },
    enable_registration: true,
    enable_registration_without_verification: true,
    bcrypt_rounds: 4,
    report_stats: false,
    trusted_key_servers: [],
    suppress_key_server_warning: true,
    presence: { enabled: false },
    filter_timeline_limit: 1_000,
    ...(options.limits === 'default' ? {} : noLimits),
    ...options.config,
  };
  writeFileSync(join(folder, 'homeserver.yaml'), JSON.stringify(configuration));

  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const args = ['-m', 'synapse.app.homeserver', '-c', join(folder, 'homeserver.yaml')];
    const started = spawn(python, args, { stdio: 'ignore', cwd: folder });
    child = started;
    while (!(await isUp(url))) {
      if (started.exitCode !== null) throw new Error(`Synapse has ended:\n${readLog(folder)}`);
      await delay(50);
    }
  };
  const stop = async (): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
  };
  await start();
  return {
    ...{ url, serverName, start, stop },
    async remove() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const plenty = { per_second: 10_000, burst_count: 10_000 };
const noLimits = {
  rc_message: plenty,
  rc_registration: plenty,
  rc_login: { address: plenty, account: plenty, failed_attempts: plenty },
  rc_joins: { local: plenty, remote: plenty },
  rc_joins_per_room: plenty,
  rc_invites: { per_room: plenty, per_user: plenty, per_issuer: plenty },
  rc_room_creation: plenty,
};

const logging = (folder: string) => ({
  version: 1,
  formatters: { plain: { format: '%(asctime)s %(name)s %(levelname)s %(message)s' } },
  handlers: { file: { class: 'logging.FileHandler', filename: join(folder, 'log'), formatter: 'plain' } },
  root: { level: 'WARNING', handlers: ['file'] },
});

function readLog(folder: string): string {
  const path = join(folder, 'log');
  return existsSync(path) ? readFileSync(path, 'utf8').slice(-4_000) : '(no log)';
}

async function isUp(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/_matrix/client/versions`)).ok;
  } catch {
    return false;
  }
}
