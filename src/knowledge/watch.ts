/**
 * Watches the files of a knowledge base by looking at them: events of the file system are missing on network shares and on
 * volumes mounted into containers, and editors that write by renaming end them. Twenty files looked at five times a second cost
 * less than a thousandth of a processor.
 */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { folders, isRead } from './files.ts';

/** How often the files are looked at, in milliseconds: two looks and the building of an index fit in a second. */
const every = 200;

/**
 * Calls `changed` once at the start, and each time that files have changed and then stayed as they are from one look to the
 * next: several files saved at once are one change, and a file is not read while it is written. The next look waits for it.
 * @param directory need not be there always: a folder that is replaced goes away for a moment
 * @returns what ends it. It keeps no process alive.
 */
export function watchFiles(directory: string, changed: () => Promise<void>): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  const watch = async (): Promise<void> => {
    let before: string | undefined;
    let taken: string | undefined;
    while (!signal.aborted) {
      const now = await lookAt(directory);
      if (now === before && now !== taken && !signal.aborted) {
        taken = now;
        await changed();
      }
      before = now;
      await delay(every, undefined, { ref: false, signal }).catch(() => {});
    }
  };
  void watch();
  return () => ending.abort();
}

/** Name, size, times and identity of every file; what cannot be looked at is part of it. */
async function lookAt(directory: string): Promise<string> {
  const looks = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(join(directory, folder)).catch(() => []);
      return Promise.all(
        names
          .filter(isRead)
          .sort()
          .map((name) => lookAtFile(join(directory, folder, name))),
      );
    }),
  );
  return looks.flat().join('\n');
}

async function lookAtFile(path: string): Promise<string> {
  try {
    const { size, mtimeMs, ctimeMs, ino } = await stat(path);
    return [path, size, mtimeMs, ctimeMs, ino].join(' ');
  } catch {
    return `${path} ?`;
  }
}
