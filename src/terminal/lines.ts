/** Lines in and lines out, for scripts. */
import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** A longer line ends the program's patience with its input, not its memory. */
const longest = 16 * 1024 * 1024;

/**
 * The lines of a stream of UTF-8. Only line feeds end a line: `node:readline` also cuts at U+2028, which may stand inside a
 * JSON string.
 * @throws when a line is longer than 16 MiB
 */
export async function* linesOf(input: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of input) {
    const parts = (
      rest + (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))
    ).split('\n');
    rest = parts.pop() ?? '';
    if (rest.length > longest) throw new Error(`Une ligne dépasse ${longest} caractères : coupez-la.`);
    for (const line of parts) yield line.endsWith('\r') ? line.slice(0, -1) : line;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

/** Writes a line and waits while the reader is slow. Gives false once the reader has gone (`ask | head -1`). */
export async function writeLine(output: Writable, line: string): Promise<boolean> {
  if (output.destroyed || output.errored !== null) return false;
  if (!output.write(`${line}\n`))
    await Promise.race([once(output, 'drain'), once(output, 'close')]).catch(() => {});
  return output.errored === null;
}
