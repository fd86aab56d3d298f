import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { keep, recall } from '../../src/knowledge/yaml-cache.ts';

/** A text that no other test keeps. */
let count = 0;
const fresh = (written: string) => {
  count += 1;
  return Buffer.from(`# ${process.pid} ${performance.timeOrigin} ${count}\n${written}`);
};

describe('values of YAML texts', () => {
  it('are kept as the parser gave them', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (content) => {
        const text = fresh(JSON.stringify(content));
        const value: unknown = parse(text.toString());
        expect(recall(text)).toBeUndefined();
        keep(text, value);
        expect(recall(text)).toEqual({ value });
      }),
      { numRuns: 20 },
    );
  });

  it('are parsed again when the text changes by a letter', () => {
    const text = fresh('');
    keep(Buffer.concat([text, Buffer.from('a: 1')]), { a: 1 });
    expect(recall(Buffer.concat([text, Buffer.from('a: 2')]))).toBeUndefined();
  });

  it('are not kept when JSON cannot hold them', () => {
    for (const written of ['.nan', '-.inf', '{a: .inf}']) {
      const text = fresh(written);
      keep(text, parse(written));
      expect(recall(text)).toBeUndefined();
    }
    const text = fresh('undefined');
    keep(text, undefined);
    expect(recall(text)).toBeUndefined();
  });
});
