import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { descriptions } from '../../src/knowledge/descriptions.ts';
import { folders, isRead } from '../../src/knowledge/files.ts';
import { jsonSchemas, modeline } from '../../src/knowledge/json-schemas.ts';

const names = folders.flatMap((folder) =>
  readdirSync(join('knowledge', folder))
    .filter(isRead)
    .map((name) => join(folder, name)),
);
const schemas = jsonSchemas();

/** What an editor says of a text, by the schema that its first line names. */
function problems(name: string, text: string): string[] {
  const [, path = ''] = /^# yaml-language-server: \$schema=(.*)$/m.exec(text) ?? [];
  const schema = schemas[join(name, '..', path)];
  if (schema === undefined) throw new Error(`${name} names no schema: ${path}`);
  const result = z.fromJSONSchema(JSON.parse(schema)).safeParse(parse(text));
  return result.success ? [] : result.error.issues.map(({ path: place }) => place.join('.'));
}

/** Every key that a schema knows, with its schema. */
function* keysOf(schema: unknown): Generator<[string, { description?: string }]> {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [name, value] of Object.entries(schema)) {
    if (name === 'properties') yield* Object.entries<{ description?: string }>(value);
    yield* keysOf(value);
  }
}

describe('the schema of each file', () => {
  it.each(names)('accepts it as it is: %s', (name) => {
    expect(problems(name, readFileSync(join('knowledge', name), 'utf8'))).toEqual([]);
  });

  it.each([
    ['commons/grist.yaml', 'summary:', 'sumary:'],
    ['commons/ondine.yaml', "value: 'no'", 'value: 12'],
    ['criteria.yaml', 'type: yes-no', 'type: oui-non'],
    ['tree.yaml', 'strength: PREFERABLE', 'strength: PREFERE'],
  ])('refuses a mistake: %s, « %s » → « %s »', (name, from, to) => {
    const text = readFileSync(join('knowledge', name), 'utf8');
    expect(text).toContain(from);
    expect(problems(name, text.replace(from, to))).not.toEqual([]);
  });

  it('is found by the first line, from the folder of the file', () => {
    expect(modeline('topics.yaml')).toBe('# yaml-language-server: $schema=schemas/topics.schema.json');
    expect(modeline('apis.yaml')).toBe('# yaml-language-server: $schema=schemas/entities.schema.json');
    expect(modeline('commons/grist.yaml')).toBe(
      '# yaml-language-server: $schema=../schemas/commons.schema.json',
    );
  });
});

describe('what each key is for', () => {
  const keys = Object.values(schemas).flatMap((text) => [...keysOf(JSON.parse(text))]);

  it('is said beside it', () => {
    const silent = keys.filter(([, { description }]) => description === undefined).map(([key]) => key);
    expect([...new Set(silent)]).toEqual([]);
  });

  it('is said of no key that there is not', () => {
    const known = new Set(keys.map(([key]) => key));
    expect(Object.keys(descriptions).filter((key) => !known.has(key))).toEqual([]);
  });
});
