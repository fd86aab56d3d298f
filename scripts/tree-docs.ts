/** `npm run tree:docs`: writes docs/arbre.md and docs/chemins.md from the decision tree; with `--check`, compares them. */
import { pathsPage, picturePage } from '../src/advice/tree-docs.ts';
import { loadKnowledge } from '../src/knowledge/load.ts';
import { errorLine } from '../src/knowledge/yaml-file.ts';
import { writeOrCompare } from './generated.ts';

const loaded = loadKnowledge('knowledge');
if (!loaded.ok) {
  console.error(loaded.errors.map(errorLine).join('\n'));
  process.exit(1);
}
const { tree } = loaded.knowledge;
const files = { 'docs/arbre.md': picturePage(tree), 'docs/chemins.md': pathsPage(tree) };
writeOrCompare(files, 'ne correspond plus à knowledge/tree.yaml : lancez « npm run tree:docs » et relisez.');
