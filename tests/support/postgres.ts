/**
 * A real PostgreSQL for the tests: Debian's package, in a cluster of its own that lives as long as the test file, on a free port of the
 * loopback. Where it is not installed the tests are skipped aloud; in CI that is a failure.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { freePort } from './free-port.ts';

/** Debian's place for the newest server there is; undefined without one. */
const programs = globSync('/usr/lib/postgresql/*/bin').sort().at(-1);

/** Whether the tests against PostgreSQL can run. Without it they cannot, which CI does not accept. */
export function postgresAvailable(): boolean {
  if (programs !== undefined && existsSync(join(programs, 'initdb'))) return true;
  const message =
    'PostgreSQL est absent (apt-get install postgresql) : les tests contre un vrai serveur ne peuvent pas tourner.';
  if (process.env.CI) throw new Error(message);
  console.warn(`${message} Ils sont PASSÉS.`);
  return false;
}

/** A running server. */
export interface TestPostgres {
  readonly port: number;
  /** The address of its database. @param schema a schema of its own; @param port a proxy's */
  url(schema?: string, port?: number): string;
  /** The superuser's connection. */
  readonly sql: Sql;
  /** Makes a schema, empty. */
  schema(name: string): Promise<string>;
  /** Makes a copy that follows it, as a server of its own. @param settings as for `startPostgres` */
  replica(settings?: Readonly<Record<string, string>>): Promise<TestPostgres>;
  /** Stops at once, as a crash would; the data stays. */
  stop(): Promise<void>;
  remove(): Promise<void>;
}

/** Starts one. @param settings more of `postgresql.conf`; the disk is not waited for unless `fsync` is `on` */
export async function startPostgres(settings: Readonly<Record<string, string>> = {}): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'communs-bot-postgres-'));
  giveToServer(folder);
  runServerProgram('initdb', ['-D', folder, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync']);
  return startCluster(folder, settings);
}

/** Starts a server on a folder that is a cluster already. */
async function startCluster(
  folder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<TestPostgres> {
  const port = await freePort();
  const all = {
    ...{ listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off', port: String(port) },
    ...settings,
  };
  const [command, args] = asServer('postgres', [
    '-D',
    folder,
    ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  const child = spawn(command, args, { cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk) => {
      errors += String(chunk);
      if (/ready to accept (read-only )?connections/.test(errors)) resolve();
    });
    child.once('close', () => reject(new Error(`PostgreSQL has ended: ${errors}`)));
  });
  const url = (schema?: string, through = port): string =>
    `postgres://postgres@127.0.0.1:${through}/postgres${schema === undefined ? '' : `?search_path=${schema}`}`;
  const sql = postgres(url(), { max: 2, onnotice: () => {} });
  const stop = async (): Promise<void> => {
    await sql.end({ timeout: 0 });
    if (child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, 'close');
    // SIGQUIT: what PostgreSQL calls an immediate shutdown.
    child.kill('SIGQUIT');
    await closed;
  };
  return {
    ...{ port, url, sql, stop },
    async schema(name) {
      await sql.unsafe(`CREATE SCHEMA ${name}`);
      return url(name);
    },
    async replica(own) {
      const copy = mkdtempSync(join(tmpdir(), 'communs-bot-postgres-'));
      giveToServer(copy);
      const from = ['-h', '127.0.0.1', '-p', String(port), '-U', 'postgres'];
      runServerProgram('pg_basebackup', ['-D', copy, ...from, '-R', '-X', 'stream', '-c', 'fast']);
      return startCluster(copy, own);
    },
    async remove() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root: there it runs as its own user. */
const isRoot = process.getuid?.() === 0;
function asServer(program: string, args: readonly string[]): [string, string[]] {
  const path = join(programs ?? '', program);
  const demoted = ['--reuid=postgres', '--regid=postgres', '--clear-groups', path];
  return isRoot ? ['setpriv', [...demoted, ...args]] : [path, [...args]];
}

/** Runs one of the server's programs to its end. */
function runServerProgram(program: string, args: readonly string[]): void {
  const [command, all] = asServer(program, args);
  const { status, stderr } = spawnSync(command, all, { encoding: 'utf8', cwd: '/' });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
}

/** Gives a folder to the user that the server runs as. */
function giveToServer(folder: string): void {
  chmodSync(folder, 0o700);
  if (isRoot) spawnSync('chown', ['postgres:postgres', folder]);
}
