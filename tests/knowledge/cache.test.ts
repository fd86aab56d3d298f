import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { keep, recall } from '../../src/knowledge/cache.ts';

/** A text that no other test keeps. */
let count = 0;
const fresh = (written: string) => {
  count += 1;
  return Buffer.from(`# ${process.pid} ${performance.timeOrigin} ${count}\n${written}`);
};

describe('kept values', () => {
  it('are kept as the parser gave them', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (content) => {
        const text = fresh(JSON.stringify(content));
        const value: unknown = parse(text.toString());
        expect(recall('yaml', text)).toBeUndefined();
        keep('yaml', text, value);
        expect(recall('yaml', text)).toEqual({ value });
      }),
      { numRuns: 20 },
    );
  });

  it('are parsed again when the text changes by a letter', () => {
    const text = fresh('');
    keep('yaml', Buffer.concat([text, Buffer.from('a: 1')]), { a: 1 });
    expect(recall('yaml', Buffer.concat([text, Buffer.from('a: 2')]))).toBeUndefined();
  });

  it('are not found under another kind of value', () => {
    const text = fresh('');
    keep('yaml', text, 1);
    expect(recall('knowledge', text)).toBeUndefined();
  });

  it('are lists of numbers as they are in memory', () => {
    const text = fresh('');
    const value = { features: Float64Array.of(0.1, Number.NaN), places: Uint32Array.of(1, 2), means: ['é'] };
    keep('examples', text, value);
    expect(recall('examples', text)).toEqual({ value });
  });

  it('are made again when what was kept is damaged, were it still JSON', () => {
    const mark = `${process.pid} ${performance.timeOrigin}`;
    const folder = join(import.meta.dirname, '../../.cache/knowledge');
    const damages: ((kept: string) => string)[] = [
      (kept) => kept.replace(mark, mark.replace(/\d/, 'x')),
      (kept) => kept.slice(0, -1),
      (kept) => kept.slice(64),
      () => '',
    ];
    for (const damage of damages) {
      const text = fresh('');
      keep('yaml', text, { mark });
      expect(recall('yaml', text)).toEqual({ value: { mark } });
      for (const name of readdirSync(folder).filter((one) => one.startsWith('yaml-'))) {
        const file = join(folder, name);
        const kept = existsSync(file) ? readFileSync(file, 'utf8') : '';
        if (kept.includes(mark)) writeFileSync(file, damage(kept));
      }
      expect(recall('yaml', text)).toBeUndefined();
    }
  });

  it('are not kept when JSON cannot hold them', () => {
    for (const written of ['.nan', '-.inf', '{a: .inf}']) {
      const text = fresh(written);
      keep('yaml', text, parse(written));
      expect(recall('yaml', text)).toBeUndefined();
    }
    const text = fresh('undefined');
    keep('yaml', text, undefined);
    expect(recall('yaml', text)).toBeUndefined();
  });
});
