/**
 * One connection to PostgreSQL, and what may go wrong on it. The driver reconnects by itself, silently: that is told here, since a
 * new connection has lost the lease. A warning is as bad: a commit that waited for a replica and was interrupted comes back as a
 * success with a warning ("committed locally"), its rows on the primary alone.
 */
import postgres, { type Sql } from 'postgres';
import { StorageError } from './errors.ts';

/** The lease's one row; presence of its holder, and of standbys that could act, are advisory locks on this table's number. */
export const leaseTable = 'communs_bot_lease';
/** All rows of the contract's tables. */
export const rowsTable = 'communs_bot_rows';
/** The first part of the advisory locks; the second is the number of the lease's table. */
export const presence = 0x636f6d31;
export const readiness = 0x636f6d32;
const making = 0x636f6d33;
const oldestServer = 150_000;
/** How long one host may take to accept a connection, in milliseconds, before the next one is tried. */
const hostPatience = 2_000;

/** An open connection. */
export interface Session {
  readonly sql: Sql;
  /** Closes it, at once when the server does not answer. */
  close(): Promise<void>;
}

/**
 * Connects to the first of the hosts that answers and can be written to, and makes the tables where they are missing. The driver's own way
 * with several hosts stays with one that is silent.
 * @param url several hosts may be named, separated by commas
 * @param failed called when the connection is closed or the server warns, from the end of this call on
 * @throws whatever the driver throws for the last host; StorageError when the server is too old
 */
export async function openSession(url: string, failed: (error: Error) => void): Promise<Session> {
  const begin = url.indexOf('://') + 3;
  const authority = url.slice(begin).split(/[/?]/, 1)[0] ?? '';
  const hosts = authority.slice(authority.lastIndexOf('@') + 1);
  const at = begin + authority.length - hosts.length;
  let problem: unknown;
  for (const host of hosts.split(',')) {
    try {
      return await connect(url.slice(0, at) + host + url.slice(at + hosts.length), failed);
    } catch (error) {
      problem = error;
    }
  }
  throw problem;
}

async function connect(url: string, failed: (error: Error) => void): Promise<Session> {
  let open = false;
  const tell = (error: Error): void => {
    if (open) failed(error);
  };
  const sql = postgres(url, {
    max: 1,
    fetch_types: false,
    idle_timeout: 0,
    max_lifetime: 0,
    connect_timeout: hostPatience / 1_000,
    target_session_attrs: 'primary',
    onnotice: ({ code = '', message = '' }) => {
      if (code.startsWith('01')) tell(Object.assign(new Error(message), { code }));
    },
    onclose: () => tell(Object.assign(new Error('closed'), { code: 'CONNECTION_CLOSED' })),
    connection: {
      application_name: 'communs-bot',
      // An acknowledged commit must never be rolled back, whatever the role's own settings are.
      synchronous_commit: 'on',
      default_transaction_isolation: 'read committed',
      idle_in_transaction_session_timeout: 2_000,
      client_min_messages: 'warning',
    },
  });
  const close = async (): Promise<void> => {
    open = false;
    await sql.end({ timeout: 0 });
  };
  try {
    await within(2 * hostPatience, makeTables(sql));
  } catch (error) {
    await close();
    throw error;
  }
  open = true;
  return { sql, close };
}

async function makeTables(sql: Sql): Promise<void> {
  const [found] = await sql<{ version: number; made: boolean }[]>`
    SELECT current_setting('server_version_num')::int AS version, to_regclass(${rowsTable}) IS NOT NULL AS made`;
  if (found === undefined || found.version < oldestServer)
    throw new StorageError('PostgreSQL (BOT_DATABASE_URL) : version 15 au moins. Mettez le serveur à jour.');
  if (found.made) return;
  // One message, so one transaction; two processes that start together make them one after the other.
  await sql.unsafe(`
    SELECT pg_advisory_xact_lock(${making});
    CREATE TABLE IF NOT EXISTS ${leaseTable} (
      one boolean PRIMARY KEY DEFAULT true CHECK (one),
      epoch integer NOT NULL,
      backend integer,
      expires_at timestamptz NOT NULL
    );
    INSERT INTO ${leaseTable} (epoch, expires_at) VALUES (0, '-infinity') ON CONFLICT DO NOTHING;
    CREATE TABLE IF NOT EXISTS ${rowsTable} (
      place text COLLATE "C", key text COLLATE "C", value text NOT NULL, PRIMARY KEY (place, key)
    )`);
}

/** The task, or an error once it has taken too long: the connection is then of no use. */
export async function within<T>(milliseconds: number, task: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(Object.assign(new Error('PostgreSQL does not answer'), { code: 'CONNECT_TIMEOUT' })),
    milliseconds,
  );
  return Promise.race([task, late]).finally(() => clearTimeout(timer));
}

/** The driver's and the server's errors in the operator's words; the address is a secret, so it is not shown. */
export function explain(error: unknown): Error {
  if (error instanceof StorageError) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  const code = 'code' in cause ? String(cause.code) : '';
  const found = causes.find(([pattern]) => pattern.test(code));
  return new StorageError(`PostgreSQL (BOT_DATABASE_URL) : ${found?.[1] ?? 'l’échange a échoué.'}`, {
    cause,
  });
}

/** Whether trying again cannot help: somebody must mend the settings first. */
export function isHopeless(error: unknown): boolean {
  if (error instanceof StorageError) return true;
  return error instanceof Error && 'code' in error && /^(28|3D|42|3F|SASL)/.test(String(error.code));
}

const causes: readonly (readonly [RegExp, string])[] = [
  [/^01/, 'le serveur avertit qu’un enregistrement n’est peut-être pas répliqué.'],
  [/^28|^SASL/, 'le serveur refuse ce nom ou ce mot de passe. Vérifiez-les.'],
  [/^3D/, 'la base nommée n’existe pas. Créez-la, ou corrigez l’adresse.'],
  [
    /^42501|^3F/,
    'le compte ne peut pas créer ou écrire ses tables. Rendez-le propriétaire de la base, ou donnez-lui un schéma.',
  ],
  [/^25006/, 'ce serveur est une réplique, il ne peut pas être écrit. Donnez l’adresse du primaire.'],
  [/^53100/, 'le disque du serveur est plein. Libérez de la place.'],
  [/^53300/, 'le serveur a trop de connexions. Réservez-en trois à chaque processus.'],
  [/^57P0|^CONNECTION_CLOSED/, 'la connexion a été coupée.'],
  [/^E[A-Z]+$|^CONNECT|^57/, 'le serveur ne répond pas. Vérifiez l’adresse et le réseau.'],
];
