/** The pages of `docs/` that show the tree to those who keep it: made from the data, so that they never disagree. */
import { TreeGraph } from '../knowledge/tree-graph.ts';
import type { Tree } from '../knowledge/tree-schema.ts';
import { answerText, mermaid, pathLine } from './picture.ts';

const remade =
  'Cette page est produite par `npm run tree:docs` à partir de `knowledge/tree.yaml` ; ne la modifiez pas à la main.';

/** docs/arbre.md: the picture. */
export function picturePage(tree: Tree): string {
  return `# L'arbre de décision

${remade}

Un rectangle est une question, une forme arrondie une issue, un trait en pointillé ce que devient « je ne sais pas ».

\`\`\`mermaid
${mermaid(new TreeGraph(tree))}\`\`\`
`;
}

/** docs/chemins.md: every path, a line each, to be read by whoever answers for the tree. */
export function pathsPage(tree: Tree): string {
  const graph = new TreeGraph(tree);
  const start = graph.nodes.get(tree.start);
  const paths = [...graph.paths()];
  const parts = Map.groupBy(paths, ({ answers: [first] }) =>
    start && first ? answerText(start, first.chosen) : '',
  );
  const sections = [...parts].map(
    ([title, some]) => `## ${title}\n\n${some.map((path) => `- ${pathLine(graph, path)}`).join('\n')}\n`,
  );
  return `# Tous les chemins de l'arbre de décision

${remade}

${paths.length} chemins : les réponses, puis l'issue et la force que le guide lui donne.

${sections.join('\n')}`;
}
