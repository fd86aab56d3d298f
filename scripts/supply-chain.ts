/**
 * `npm run supply-chain`: writes sbom.cdx.json and docs/licences.md from the lockfile, and says what is wrong with it; with `--check`,
 * compares them.
 */
import { readFileSync } from 'node:fs';
import { writeOrCompare } from './generated.ts';
import { inventory, licencePage, parseLockfile, parsePackage, problems } from './lockfile.ts';

const own = parsePackage(readFileSync('package.json', 'utf8'));
const lockfile = parseLockfile(readFileSync('package-lock.json', 'utf8'));
const found = problems(own, lockfile, readFileSync('docs/dependances.md', 'utf8'));
for (const problem of found) console.error(problem);
if (found.length > 0) process.exitCode = 1;
writeOrCompare(
  { 'sbom.cdx.json': inventory(own, lockfile), 'docs/licences.md': licencePage(own, lockfile) },
  'ne correspond plus à package-lock.json : lancez « npm run supply-chain » et relisez.',
);
