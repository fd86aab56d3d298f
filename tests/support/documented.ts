/** The commands of the documentation, as they stand there. */
import { readFileSync } from 'node:fs';

/** The block of a page under `<!-- exécuté : name -->`, which may stand in a list. @throws when there is none, or more than one */
export function documentedCommands(page: string, name: string): string {
  const pattern = new RegExp(`^( *)<!-- exécuté : ${name} -->\\n\\1\`\`\`sh\\n(.*?)^\\1\`\`\`$`, 'gms');
  const [block, ...others] = readFileSync(page, 'utf8').matchAll(pattern);
  if (block === undefined || others.length > 0) throw new Error(`${page} has no single block « ${name} »`);
  const [, indentation = '', commands = ''] = block;
  return commands.replaceAll(new RegExp(`^${indentation}`, 'gm'), '');
}

/** The names of all such blocks of a page, in order. */
export function documentedNames(page: string): string[] {
  return [...readFileSync(page, 'utf8').matchAll(/^ *<!-- exécuté : (.+) -->$/gm)].map(
    ([, name = '']) => name,
  );
}
