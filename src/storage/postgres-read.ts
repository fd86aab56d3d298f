/** The rows of a store on PostgreSQL as they are now, read without the lease: for the diagnosis and the backup. */
import type { Snapshot } from './contract.ts';
import { createPostgresStorage } from './postgres.ts';
import { explain } from './postgres-session.ts';
import { refuseNewer } from './store.ts';

/** How long the server may take to answer, in milliseconds. */
const patience = 10_000;

/**
 * All rows, in one statement and so of one moment. The processes that share them are not held up.
 * @throws StorageError when the server cannot be asked, or a newer program has written them
 */
export async function readPostgres(url: string): Promise<Snapshot> {
  const storage = createPostgresStorage({ url, lease: patience });
  try {
    const rows = await storage.load();
    refuseNewer(rows.meta);
    return rows;
  } catch (error) {
    throw explain(error);
  } finally {
    await storage.close();
  }
}
