/** Pages that are generated, the same way for each: written, or with `--check` compared with what is there. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes the pages; with `--check`, names on stderr those that differ and sets the exit status to 1.
 * @param pages their texts by path
 * @param differs what is said after the path of one that differs: what it no longer agrees with, and the remedy
 */
export function writeOrCompare(pages: Readonly<Record<string, string>>, differs: string): void {
  for (const [path, text] of Object.entries(pages)) {
    if (!process.argv.includes('--check')) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    } else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
      console.error(`${path} ${differs}`);
      process.exitCode = 1;
    }
  }
}
