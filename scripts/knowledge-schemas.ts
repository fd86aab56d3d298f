/**
 * `npm run knowledge:schemas`: writes knowledge/schemas/ from the zod schemas, and puts in front of each file of the knowledge the
 * line by which an editor finds its schema; with `--check`, compares them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folders, isRead } from '../src/knowledge/files.ts';
import { jsonSchemas, modeline } from '../src/knowledge/json-schemas.ts';
import { writeOrCompare } from './generated.ts';

const names = folders.flatMap((folder) =>
  readdirSync(join('knowledge', folder))
    .filter(isRead)
    .map((name) => join(folder, name)),
);
const withModelines = names.map((name) => {
  const text = readFileSync(join('knowledge', name), 'utf8');
  return [name, `${modeline(name)}\n${text.replace(/^# yaml-language-server:.*\n/, '')}`] as const;
});
const pages = Object.entries({ ...jsonSchemas(), ...Object.fromEntries(withModelines) });
writeOrCompare(
  Object.fromEntries(pages.map(([name, text]) => [`knowledge/${name}`, text])),
  'ne correspond plus aux schémas de src/knowledge/ : lancez « npm run knowledge:schemas ».',
);
