import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Operation } from '../../src/storage/contract.ts';
import { StorageError } from '../../src/storage/errors.ts';
import {
  createPostgresStorage,
  type PostgresSettings,
  type PostgresStorage,
} from '../../src/storage/postgres.ts';
import { readPostgres } from '../../src/storage/postgres-read.ts';
import { postgresAvailable, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { storageContract } from './contract.ts';

describe.skipIf(!postgresAvailable())('on a real PostgreSQL', () => {
  let server: TestPostgres;
  let made = 0;

  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.remove());

  storageContract('postgres', async () => {
    made += 1;
    const url = await server.schema(`contract_${made}`);
    const opened: { close(): Promise<void> }[] = [];
    return {
      open: () => {
        const storage = createPostgresStorage({ url, lease: 4_000 });
        opened.push(storage);
        return storage;
      },
      arguments: ['postgres', url],
      remove: async () => {
        for (const storage of opened) await storage.close();
      },
    };
  });

  describe('the lease', () => {
    const lease = 800;
    const put = (key: string, value = '1'): Operation => ({ op: 'put', table: 'meta', key, value });
    const opened: PostgresStorage[] = [];
    const open = (url: string, more: Partial<PostgresSettings> = {}): PostgresStorage => {
      const storage = createPostgresStorage({ url, lease, ...more });
      opened.push(storage);
      return storage;
    };
    const schema = (): Promise<string> => {
      made += 1;
      return server.schema(`lease_${made}`);
    };
    /** What the schema of an address holds, as anyone sees it. */
    const written = async (url: string): Promise<string[]> => {
      const name = new URL(url).searchParams.get('search_path') ?? '';
      const rows = await server.sql.unsafe(`SELECT key FROM ${name}.communs_bot_rows ORDER BY key`);
      return rows.map(({ key }) => String(key));
    };
    const ofLease = (url: string, change: string) =>
      server.sql.unsafe(
        change.replace('LEASE', `${new URL(url).searchParams.get('search_path')}.communs_bot_lease`),
      );
    const endBackend = (url: string) => ofLease(url, 'SELECT pg_terminate_backend(backend) FROM LEASE');
    const until = async (look: () => boolean): Promise<void> => {
      while (!look()) await new Promise((resolve) => setTimeout(resolve, 10));
    };
    afterEach(async () => {
      for (const storage of opened.splice(0)) await storage.close();
    });

    it('is taken at once when the connection of its holder is gone, and loads what the holder wrote', async () => {
      const url = await schema();
      const [first, heir] = [open(url), open(url, { lease: 60_000 })];
      expect(await first.acquire()).toBe(1);
      await first.apply([put('a')]);
      const taking = heir.acquire();
      await until(() => first.lease().standbyReady);
      await endBackend(url);
      await expect(first.lost).rejects.toThrow(/la connexion a été coupée|a échoué/);
      expect(await taking).toBe(2);
      expect((await heir.load()).meta).toEqual(new Map([['a', '1']]));
    });

    it('is not had again by a driver that reconnects silently', async () => {
      const url = await schema();
      const storage = open(url);
      await storage.acquire();
      await endBackend(url);
      await expect(storage.lost).rejects.toThrow(StorageError);
      await expect(storage.apply([put('late')])).rejects.toThrow(StorageError);
      expect(() => storage.assertHeld()).toThrow(StorageError);
      expect(await written(url)).toEqual([]);
    });

    it('refuses every change once the epoch is another’s, whatever the holder believes', async () => {
      const url = await schema();
      const storage = open(url, { lease: 60_000 });
      await storage.acquire();
      await ofLease(url, 'UPDATE LEASE SET epoch = epoch + 1');
      expect(() => storage.assertHeld()).not.toThrow();
      await expect(storage.apply([put('late'), { op: 'delete', table: 'meta', key: 'a' }])).rejects.toThrow(
        /pris le relais/,
      );
      await expect(storage.lost).rejects.toThrow(/pris le relais/);
      expect(await written(url)).toEqual([]);
    });

    it('is taken only after the commits of the former holder that are under way', async () => {
      const url = await schema();
      const [first, heir] = [open(url), open(url)];
      await first.acquire();
      const taking = heir.acquire();
      await until(() => first.lease().standbyReady);
      const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
      const underWay = server.sql.begin(async (sql) => {
        await sql.unsafe(
          `SELECT FROM ${new URL(url).searchParams.get('search_path')}.communs_bot_lease FOR SHARE`,
        );
        await endBackend(url);
        await finished;
      });
      let taken = false;
      taking.then(() => {
        taken = true;
      });
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(taken).toBe(false);
      finish();
      await underWay;
      expect(await taking).toBe(2);
    });

    it('runs out for a holder whose path is frozen: it stops by its own clock, the heir takes, what comes late is refused', async () => {
      const url = await schema();
      const proxy = await startTcpProxy(server.port);
      try {
        const first = open(url.replace(String(server.port), String(proxy.port)));
        const heir = open(url);
        await first.acquire();
        const taking = heir.acquire();
        await until(() => first.lease().standbyReady);
        proxy.freeze();
        const late = first.apply([put('late')]);
        late.catch(() => {});
        const begun = performance.now();
        await expect(first.lost).rejects.toThrow(/bail/);
        expect(() => first.assertHeld()).toThrow(/bail/);
        expect(await taking).toBe(2);
        expect(performance.now() - begun).toBeLessThan(3 * lease);
        proxy.thaw();
        await expect(late).rejects.toThrow(StorageError);
        expect(await written(url)).toEqual([]);
      } finally {
        proxy.close();
      }
    });

    it('is overdue for a process that was paused, before it sends anything', async () => {
      const storage = open(await schema());
      await storage.acquire();
      const resumed = performance.now() + lease + 50;
      while (performance.now() < resumed);
      expect(() => storage.assertHeld()).toThrow(/bail/);
    });

    it('is lost by a commit that only the primary has (“committed locally”)', async () => {
      const url = await schema();
      const storage = open(url, { lease: 60_000 });
      await storage.acquire();
      const setReplica = async (name: string): Promise<void> => {
        await server.sql.unsafe(`ALTER SYSTEM SET synchronous_standby_names = '${name}'`);
        await server.sql`SELECT pg_reload_conf()`;
      };
      await setReplica('nobody');
      try {
        await expect
          .poll(async () => (await server.sql`SHOW synchronous_standby_names`)[0]?.synchronous_standby_names)
          .toBe('nobody');
        // A session may see the setting before the server's commits begin to wait: until one does, they succeed.
        let commit: Promise<void>;
        let isDone: boolean;
        do {
          isDone = false;
          commit = storage.apply([put('alone')]);
          const done = () => {
            isDone = true;
          };
          commit.then(done, done);
          let waiting = 0;
          while (!isDone && waiting === 0) {
            waiting = (await server.sql`SELECT FROM pg_stat_activity WHERE wait_event = 'SyncRep'`).length;
          }
        } while (isDone);
        await ofLease(url, 'SELECT pg_cancel_backend(backend) FROM LEASE');
        await expect(commit).rejects.toThrow(StorageError);
        await expect(storage.lost).rejects.toThrow(StorageError);
        expect(await written(url)).toEqual(['alone']);
      } finally {
        await setReplica('');
      }
    });

    it('is not taken by a standby that could not act, and its holder knows of one that could', async () => {
      const url = await schema();
      let reached = false;
      // Long enough that a machine with other work to do does not lose it between two renewals.
      const calm = { lease: 4_000 };
      const [first, heir] = [open(url, calm), open(url, { ...calm, ready: () => reached })];
      await first.acquire();
      const taking = heir.acquire();
      expect(first.lease().standbyReady).toBe(false);
      reached = true;
      await until(() => first.lease().standbyReady);
      reached = false;
      await until(() => !first.lease().standbyReady);
      await first.close();
      let taken = false;
      taking.then(() => {
        taken = true;
      });
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(taken).toBe(false);
      reached = true;
      expect(await taking).toBe(2);
    });

    it('is one for each schema', async () => {
      const storages = [open(await schema()), open(await schema())];
      expect(await Promise.all(storages.map((storage) => storage.acquire()))).toEqual([1, 1]);
    });

    it('is not waited for by a command that must have it now', async () => {
      const url = await schema();
      await open(url).acquire();
      await expect(open(url, { patience: 0 }).acquire()).rejects.toThrow(/un autre processus.*Arrêtez-le/);
    });

    it('is waited for while the server is away, and had when it answers', async () => {
      const proxy = await startTcpProxy(server.port);
      try {
        const url = (await schema()).replace(String(server.port), String(proxy.port));
        proxy.freeze();
        const troubles: Error[] = [];
        const taking = open(url, { troubled: (error) => troubles.push(error) }).acquire();
        await until(() => troubles.length > 0);
        expect(troubles[0]?.message).toMatch(/ne répond pas/);
        proxy.cut();
        proxy.thaw();
        expect(await taking).toBe(1);
      } finally {
        proxy.close();
      }
    });

    it('does not keep a diagnosis or a backup from reading', async () => {
      const url = await schema();
      const holder = open(url);
      await holder.acquire();
      await holder.apply([{ op: 'put', table: 'rooms', key: 'r', value: 'a\0b' }]);
      expect((await readPostgres(url)).rooms).toEqual(new Map([['r', 'a\0b']]));
      await holder.apply([put('schema', '99')]);
      await expect(readPostgres(url)).rejects.toThrow(/version plus récente/);
      holder.assertHeld();
    });

    it('reads past a table that only a newer program knows, as SQLite does', async () => {
      const url = await schema();
      const storage = open(url);
      await storage.acquire();
      await storage.apply([put('a')]);
      const name = new URL(url).searchParams.get('search_path');
      await server.sql.unsafe(`INSERT INTO ${name}.communs_bot_rows VALUES ('newer', 'k', '1')`);
      expect((await storage.load()).meta).toEqual(new Map([['a', '1']]));
    });

    it('is taken on the second of two hosts while the first is silent', async () => {
      const silent = await startTcpProxy(server.port);
      silent.freeze();
      try {
        const url = await schema();
        const hosts = `127.0.0.1:${silent.port},127.0.0.1:${server.port}`;
        expect(await open(url.replace(`127.0.0.1:${server.port}`, hosts)).acquire()).toBe(1);
      } finally {
        silent.close();
      }
    });

    it('tells an operator what is wrong, and never the address', async () => {
      const wrong = server
        .url()
        .replace('/postgres?', '/absente?')
        .replace(/\/postgres$/, '/absente');
      await expect(open(wrong).acquire()).rejects.toThrow(/BOT_DATABASE_URL.*n’existe pas/);
      const gone = open('postgres://u:secret@127.0.0.1:1/x', { patience: 0 }).acquire();
      await expect(gone).rejects.toThrow(/ne répond pas/);
      await expect(gone).rejects.not.toThrow(/secret/);
    });
  });
});
