/** Starts the program: `node src/main.ts [command]`. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Compiled code is kept beside the sources where they can be written: the next start takes half the time.
enableCompileCache(join(import.meta.dirname, '../.cache/compile'));

// A reader that has gone (`ask | head -1`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const { run } = await import('./program.ts');
process.exitCode = await run(process.argv[2]);
