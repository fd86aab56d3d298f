/**
 * The shape of the files as JSON Schemas, made from the zod schemas: an editor like VS Code reads them by the first line of each
 * file, completes keys and values, and shows what a key is for. What goes from file to file is left to `knowledge:check`.
 */
import { z } from 'zod';
import { descriptions } from './descriptions.ts';
import { entityLists, fileSchemas, folderSchemas } from './files.ts';

/** Where they are, seen from the folder of the knowledge. */
const folder = 'schemas';

/** The schemas, by their path seen from the folder of the knowledge. */
export function jsonSchemas(): Record<string, string> {
  const schemas = { ...fileSchemas, ...folderSchemas };
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      // As an editor writes it: what has a default may be left out.
      const json = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
      return [pathOf(name), `${JSON.stringify(described(json), undefined, 2)}\n`];
    }),
  );
}

/** The first line of a file, by which an editor finds its schema. @param name `topics.yaml`, `commons/grist.yaml` */
export function modeline(name: string): string {
  const [top = '', inner] = name.split('/');
  return `# yaml-language-server: $schema=${inner === undefined ? '' : '../'}${pathOf(top)}`;
}

/** The lists of cards share one schema. */
function pathOf(name: string): string {
  return `${folder}/${name in entityLists ? 'entities' : name.replace(/\.yaml$/, '')}.schema.json`;
}

/** A schema in which each key says what it is for. */
function described(schema: unknown, key?: string): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map((one) => described(one));
  const description = key === undefined ? undefined : descriptions[key];
  return {
    ...(description !== undefined && { description }),
    ...Object.fromEntries(
      Object.entries(schema).map(([name, value]) => [
        name,
        name === 'properties' ? describedKeys(value) : described(value),
      ]),
    ),
  };
}

function describedKeys(properties: object): object {
  return Object.fromEntries(Object.entries(properties).map(([key, schema]) => [key, described(schema, key)]));
}
