import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeValue, parseRows, recordRow, schemaRow } from '../../../src/matrix/crypto/store-rows.ts';

const schema = { version: 3, stores: [{ name: 'core', indexes: [] }] };

const withoutMinusZero = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('values', () => {
  it('come back unchanged, lone surrogates and NUL included', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }).map(withoutMinusZero), (value) => {
        expect(JSON.parse(encodeValue(value))).toStrictEqual(value);
      }),
    );
  });

  it.each([
    ['undefined', undefined],
    ['a property that is undefined', { a: undefined }],
    ['bytes', new Uint8Array(2)],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['a big integer', 1n],
    ['NaN', Number.NaN],
    ['minus zero', -0],
    ['a hole in a list', new Array(2)],
  ])('are refused when JSON would change them: %s', (_, value) => {
    expect(() => encodeValue({ deep: [value] })).toThrow('JSON');
  });
});

describe('rows', () => {
  it('give back each database with its schema and records', () => {
    const rows = new Map([
      [recordRow('d', 'core', 'k'), '{"a":1}'],
      [schemaRow('d'), JSON.stringify(schema)],
    ]);
    expect(parseRows(rows)).toEqual(
      new Map([['d', { schema, records: new Map([['core', new Map([['k', { a: 1 }]])]]) }]]),
    );
  });

  it('of a store that the schema does not know are an error', () => {
    const rows = new Map([
      [schemaRow('d'), JSON.stringify(schema)],
      [recordRow('d', 'other', 'k'), '1'],
    ]);
    expect(() => parseRows(rows)).toThrow('d/other');
  });

  it('that are not what was written are an error', () => {
    expect(() => parseRows(new Map([['[1]', '{}']]))).toThrow();
    expect(() => parseRows(new Map([[schemaRow('d'), '{"version":0,"stores":[]}']]))).toThrow();
  });
});
