import { PassThrough, Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf, writeLine } from '../../src/terminal/lines.ts';

async function lines(chunks: readonly (string | Buffer)[]) {
  const all: string[] = [];
  for await (const line of linesOf(Readable.from(chunks))) all.push(line);
  return all;
}

describe('lines in', () => {
  it('end with a line feed, the last one also without', async () => {
    expect(await lines(['a\nb\r\n\nc'])).toEqual(['a', 'b', '', 'c']);
    expect(await lines([])).toEqual([]);
    expect(await lines(['a\n'])).toEqual(['a']);
  });

  it('may hold the separators of Unicode', async () => {
    expect(await lines(['a\u2028b\u2029c\u0085d\n'])).toEqual(['a\u2028b\u2029c\u0085d']);
  });

  it('are the same however the bytes are cut', async () => {
    const text = 'é👍\nà\n';
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(12), { maxLength: 4 }), async (cuts) => {
        const bytes = Buffer.from(text);
        const at = [0, ...cuts.sort((a, b) => a - b).map((cut) => Math.min(cut, bytes.length)), bytes.length];
        const chunks = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
        expect(await lines(chunks.filter((chunk) => chunk.length > 0))).toEqual(['é👍', 'à']);
      }),
    );
  });
});

describe('lines out', () => {
  it('wait for a slow reader', async () => {
    const output = new PassThrough({ highWaterMark: 1 });
    let written = false;
    const writing = writeLine(output, 'abc').then((ok) => {
      written = ok;
    });
    await new Promise(setImmediate);
    expect(written).toBe(false);
    expect(String(output.read())).toBe('abc\n');
    await writing;
    expect(written).toBe(true);
  });

  it('stop when the reader has gone', async () => {
    const output = new PassThrough();
    output.destroy();
    expect(await writeLine(output, 'abc')).toBe(false);
  });
});
