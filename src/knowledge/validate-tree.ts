/**
 * What a decision tree must satisfy beyond its schema (research/search-dialogue-ux.md, 2.3): every problem at once, each
 * with the place in the file, the value at fault and the remedy, in French, for the editor.
 */
import type { Knowledge } from './knowledge.ts';
import { keptKey } from './normalise.ts';
import type { Statement } from './schema.ts';
import { TreeGraph, UNKNOWN } from './tree-graph.ts';
import type { Outcome, Tree, TreeNode } from './tree-schema.ts';

/** A problem, and where it is: the path of keys and indexes in `tree.yaml`. */
export interface TreeProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What the tree refers to. */
export type TreeReferences = Pick<Knowledge, 'entities' | 'topics' | 'sources'>;

/** A question with its choices, as it is put, stays under 500 characters: the labels and the text must leave room. */
const MAX_QUESTION = 400;
/** Questions from the start to an outcome. */
const MAX_DEPTH = 7;
const MAX_PATHS = 10_000;

/** Every problem of a tree. */
export function treeProblems(tree: Tree, references: TreeReferences): TreeProblem[] {
  const shape = [...identifiers(tree), ...targets(tree)];
  // Walking a tree with a missing target or a cycle would say the same things less clearly.
  const graph = new TreeGraph(tree);
  const walked = shape.length > 0 ? [] : (cycle(graph) ?? walks(graph));
  return [
    ...shape,
    ...walked,
    ...wording(tree),
    ...tree.nodes.flatMap(answersOf),
    ...referred(tree, references),
  ];
}

const at = (...path: (string | number)[]) => path;

/** Ids are unique over nodes and outcomes together, and over the choices of a node. */
function identifiers(tree: Tree): TreeProblem[] {
  const problems: TreeProblem[] = [];
  const seen = new Set<string>();
  const check = (id: string, path: (string | number)[]) => {
    if (seen.has(id))
      problems.push({ path, message: `« ${id} » sert deux fois : donnez un autre identifiant` });
    seen.add(id);
  };
  for (const [index, node] of tree.nodes.entries()) {
    check(node.id, at('nodes', index, 'id'));
    const choices = new Set<string>();
    for (const [position, choice] of node.choices.entries()) {
      const path = at('nodes', index, 'choices', position, 'id');
      if (choice.id === UNKNOWN) {
        problems.push({
          path,
          message: `« ${UNKNOWN} » est réservé : décrivez cette réponse dans « unknown »`,
        });
      }
      if (choices.has(choice.id)) {
        problems.push({
          path,
          message: `« ${choice.id} » sert deux fois dans « ${node.id} » : donnez un autre identifiant`,
        });
      }
      choices.add(choice.id);
      if (choice.alone && node.multiple === undefined) {
        problems.push({
          path: at('nodes', index, 'choices', position, 'alone'),
          message: `« ${choice.id} » : « alone » n'a de sens que si la question a « multiple » ; retirez-le`,
        });
      }
    }
  }
  for (const [index, outcome] of tree.outcomes.entries()) check(outcome.id, at('outcomes', index, 'id'));
  return problems;
}

/** Every target exists. */
function targets(tree: Tree): TreeProblem[] {
  const places = new Set([...tree.nodes, ...tree.outcomes].map((place) => place.id));
  const nodes = new Set(tree.nodes.map((node) => node.id));
  const problems: TreeProblem[] = [];
  const check = (target: string | readonly string[] | undefined, path: (string | number)[]) => {
    for (const id of typeof target === 'string' ? [target] : (target ?? [])) {
      if (places.has(id)) continue;
      problems.push({
        path,
        message: `« ${id} » n'est ni une question ni une issue : corrigez la cible ou ajoutez-la`,
      });
    }
  };
  if (!nodes.has(tree.start)) {
    problems.push({
      path: at('start'),
      message: `« ${tree.start} » n'est pas une question : nommez la première question`,
    });
  }
  for (const [index, node] of tree.nodes.entries()) {
    for (const [position, choice] of node.choices.entries()) {
      check(choice.goto, at('nodes', index, 'choices', position, 'goto'));
    }
    check(node.multiple?.mixed, at('nodes', index, 'multiple', 'mixed'));
    check(node.unknown.goto, at('nodes', index, 'unknown', 'goto'));
  }
  return problems;
}

/** The first cycle, which makes everything else about paths meaningless. */
function cycle(graph: TreeGraph): TreeProblem[] | undefined {
  for (const [index, node] of graph.tree.nodes.entries()) {
    if (!graph.reachable(graph.next(node)).has(node.id)) continue;
    return [
      {
        path: at('nodes', index),
        message: `« ${node.id} » mène à elle-même : un conseil n'y finirait jamais`,
      },
    ];
  }
  return undefined;
}

/** Everything is reached from the start, and no advice is too long. */
function walks(graph: TreeGraph): TreeProblem[] {
  const { tree } = graph;
  const problems: TreeProblem[] = [];
  const reached = graph.reachable([tree.start]);
  const unreached = (places: readonly { id: string }[], key: string) => {
    for (const [index, { id }] of places.entries()) {
      if (reached.has(id)) continue;
      problems.push({
        path: at(key, index),
        message: `« ${id} » : aucun chemin n'y mène ; reliez-la ou retirez-la`,
      });
    }
  };
  unreached(tree.nodes, 'nodes');
  unreached(tree.outcomes, 'outcomes');
  const { max } = graph.span(tree.start);
  if (max > MAX_DEPTH) {
    problems.push({ path: at('start'), message: `un chemin compte ${max} questions : ${MAX_DEPTH} au plus` });
  }
  let paths = 0;
  for (const _ of graph.paths()) if (++paths > MAX_PATHS) break;
  if (paths > MAX_PATHS) {
    problems.push({
      path: at('start'),
      message: `plus de ${MAX_PATHS} chemins : personne ne les relira, réduisez l'arbre`,
    });
  }
  return problems;
}

/** No two nodes, and no two outcomes, answer to the same alias. */
function wording(tree: Tree): TreeProblem[] {
  const problems: TreeProblem[] = [];
  const places: [string, readonly (TreeNode | Outcome)[]][] = [
    ['nodes', tree.nodes],
    ['outcomes', tree.outcomes],
  ];
  for (const [key, list] of places) {
    const owners = new Map<string, string>();
    for (const [index, { id, aliases }] of list.entries()) {
      for (const [position, alias] of aliases.entries()) {
        const path = at(key, index, 'aliases', position);
        const name = keptKey(alias);
        const owner = owners.get(name);
        if (owner !== undefined && owner !== id) {
          problems.push({
            path,
            message: `« ${alias} » nomme déjà « ${owner} » : gardez-le à un seul endroit`,
          });
        }
        owners.set(name, id);
      }
    }
  }
  return problems;
}

/** The choices of a question can be told apart, and the question is short enough to be read in a room. */
function answersOf(node: TreeNode, index: number): TreeProblem[] {
  const problems: TreeProblem[] = [];
  const owners = new Map<string, string>();
  for (const [position, choice] of node.choices.entries()) {
    for (const text of [choice.label, ...choice.synonyms]) {
      const key = keptKey(text);
      const owner = owners.get(key);
      if (owner !== undefined && owner !== choice.id) {
        problems.push({
          path: at('nodes', index, 'choices', position),
          message: `« ${node.id} » : « ${text} » désigne deux choix, « ${owner} » et « ${choice.id} » ; gardez-le dans un seul`,
        });
      }
      owners.set(key, choice.id);
    }
  }
  const length = node.question.length + node.choices.reduce((sum, { label }) => sum + label.length + 4, 0);
  if (length > MAX_QUESTION) {
    problems.push({
      path: at('nodes', index, 'question'),
      message: `« ${node.id} » : la question et ses choix font ${length} caractères ; ${MAX_QUESTION} au plus`,
    });
  }
  return problems;
}

/** Sources, entities, rules and facts exist; sources are current; the facts are still what the tree says. */
function referred(tree: Tree, { entities, topics, sources }: TreeReferences): TreeProblem[] {
  const problems: TreeProblem[] = [];
  const cite = ({ source }: Statement, ...path: (string | number)[]) => {
    const generation = sources.get(source)?.document.generation;
    if (generation === 'current') return;
    const message =
      generation === undefined
        ? `la source « ${source} » n'existe pas : voyez les sections de sources.yaml`
        : `la source « ${source} » n'est pas de la génération actuelle : un conseil n'en vient jamais`;
    problems.push({ path: [...path, 'source'], message });
  };
  const citeAll = (statements: readonly Statement[], ...path: (string | number)[]) => {
    for (const [position, statement] of statements.entries()) cite(statement, ...path, position);
  };
  const facts = (refs: readonly string[], ...path: (string | number)[]) => {
    for (const [position, ref] of refs.entries()) {
      const message = factProblem(ref, entities);
      if (message !== undefined) problems.push({ path: [...path, position], message });
    }
  };
  const rules = (ids: readonly string[], ...path: (string | number)[]) => {
    for (const [position, id] of ids.entries()) {
      if (topics.get(id)?.kind === 'rule') continue;
      problems.push({
        path: [...path, position],
        message: `« ${id} » n'est pas une règle (« kind: rule ») des sujets`,
      });
    }
  };
  rules(tree.duties, 'duties');
  for (const [index, node] of tree.nodes.entries()) {
    cite(node.why, 'nodes', index, 'why');
    for (const [position, choice] of node.choices.entries()) {
      const path = at('nodes', index, 'choices', position);
      citeAll(choice.reasons, ...path, 'reasons');
      citeAll(choice.ruled_out, ...path, 'ruled_out');
      facts(choice.facts, ...path, 'facts');
    }
  }
  for (const [index, outcome] of tree.outcomes.entries()) {
    const path = at('outcomes', index);
    cite(outcome.recommendation, ...path, 'recommendation');
    citeAll(outcome.reasons, ...path, 'reasons');
    citeAll(outcome.ruled_out, ...path, 'ruled_out');
    citeAll(outcome.cautions, ...path, 'cautions');
    facts(outcome.facts, ...path, 'facts');
    rules(outcome.duties, ...path, 'duties');
    for (const [position, entity] of outcome.entities.entries()) {
      if (entities.has(entity)) continue;
      problems.push({
        path: [...path, 'entities', position],
        message: `« ${entity} » n'est dans aucun fichier des communs`,
      });
    }
    for (const [position, passed] of outcome.after.entries()) {
      if (entities.has(passed) || topics.has(passed)) continue;
      problems.push({
        path: [...path, 'after', position],
        message: `« ${passed} » n'est dans aucun fichier des communs, ni parmi les sujets`,
      });
    }
  }
  return problems;
}

/** What is wrong with a fact that the tree rests on. */
function factProblem(ref: string, entities: Knowledge['entities']): string | undefined {
  const [name = '', expected] = ref.split(' = ');
  const [entity = '', criterion = ''] = name.split('.');
  const fact = entities.get(entity)?.facts[criterion];
  if (fact === undefined) return `le fait « ${name} » n'existe pas : corrigez son nom, ou relisez ce conseil`;
  if (expected === undefined || fact.value === expected) return undefined;
  return `ce conseil repose sur « ${ref} », mais le fait vaut « ${fact.value ?? fact.absent} » : relisez-le`;
}
