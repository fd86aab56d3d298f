/** What the decision tree gives after something that is not enough: "et si Grist ne suffit pas ?", "un BaaS non plus". */
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { fold } from '../../knowledge/normalise.ts';
import { TreeGraph, UNKNOWN } from '../../knowledge/tree-graph.ts';
import { type Outcome, strengths, type TreeNode } from '../../knowledge/tree-schema.ts';
import type { Context } from '../context.ts';
import type { Question } from '../question.ts';
import { ids, type Slot } from '../slots.ts';
import { cued, type Material, manners, type Reading, reading } from './reading.ts';

/** One of the answers to a question of the tree. */
interface Option {
  /** The places that it leads to, near and far. */
  readonly places: ReadonlySet<string>;
  /** Where it leads at once; of another question, to what is given without its answer. */
  readonly outcomes: readonly Outcome[];
  /** How far down the guide puts it: the strength of its words, development without anything to reuse last. */
  readonly rank: number;
}

/** "L'instruction de DN ne nous suffit pas", "et un BaaS non plus ?": the leaf of the tree that the guide places next. */
export function nextOptions(material: Material): Reading[] {
  const { slots, context } = material;
  // "Non plus" goes on from an option that was not enough.
  const goesOn = (context?.outcomes.length ?? 0) > 0;
  const last = cued(material, 'last-resort');
  if (last.length > 0 && slots.entities.length === 0 && (goesOn || (context?.topics.length ?? 0) > 0))
    return lastOption(material, last);
  const lacking = cued(material, 'insufficient', ...(goesOn ? ['neither', 'afterwards'] : []));
  if (lacking.length === 0 || slots.manner.why) return [];
  const inLine = afterInLine(material, lacking);
  const outcomes = [...new Set((inLine ?? afterAny(material)).map(({ id }) => id))];
  if (outcomes.length === 0) return [];
  const { entities, needs, topics, outcomes: leaves, personas, items } = slots;
  const used = [...lacking, ...entities, ...needs, ...topics, ...leaves, ...personas, ...items];
  const cues = cued(material, 'limits', 'features', 'also', 'neither', 'kind-backend', 'instead', ...manners);
  const made = reading(material, { kind: 'need', entities: [], outcomes }, [...used, ...cues]);
  // Of what was only spoken of, it may be any branch of the tree.
  const doubtful = inLine === undefined && entities.length + topics.length === 0;
  return [{ ...made, doubtful, score: made.score + (inLine === undefined ? 0.1 : 0.3) }];
}

/** "Et en tout dernier ?": the leaf that the guide places last among those that were spoken of. */
function lastOption(material: Material, cues: readonly Slot[]): Reading[] {
  const graph = new TreeGraph(material.knowledge.tree);
  const outcomes = (linesOf(material, graph) ?? []).flatMap(
    (node) =>
      optionsOf(graph, node).reduce((last, option) => (option.rank > last.rank ? option : last)).outcomes,
  );
  if (outcomes.length === 0) return [];
  const question: Question = {
    kind: 'need',
    entities: [],
    outcomes: [...new Set(outcomes.map(({ id }) => id))],
  };
  const used = [...cues, ...material.slots.topics, ...cued(material, ...manners)];
  const made = reading(material, question, used);
  return [{ ...made, score: made.score + 0.3 }];
}

/**
 * What comes after the products and practices that are named, or else were just spoken of, wherever in the tree: after most of them first.
 * "Et si Grist ne suffit pas non plus ?": what comes last.
 */
function afterAny({ slots, context, knowledge }: Material): readonly Outcome[] {
  const own = ids([...slots.entities, ...slots.topics]);
  const named = own.length > 0 ? own : [...(context?.subjects ?? []), ...(context?.topics ?? [])];
  const nearest = slots.cues.has('also') ? -1 : 1;
  const passed = ({ after }: Outcome) => named.filter((id) => after.includes(id)).length;
  return knowledge.tree.outcomes
    .filter((outcome) => passed(outcome) > 0)
    .sort((left, right) => passed(right) - passed(left) || nearest * (left.after.length - right.after.length))
    .slice(0, 1);
}

/** What comes next in the branches of the tree that are spoken of; undefined where none is. */
function afterInLine(material: Material, lacking: readonly Slot[]): readonly Outcome[] | undefined {
  const graph = new TreeGraph(material.knowledge.tree);
  const lines = linesOf(material, graph);
  // "Grist ne suffit pas" is another name of what comes after it.
  const leaves = material.slots.outcomes.filter(
    (leaf) => !lacking.some((cue) => leaf.from < cue.to && cue.from < leaf.to),
  );
  return lines?.flatMap((node) => afterNamed(material, ids(leaves), optionsOf(graph, node)));
}

/** The questions whose options are meant: those that the message names, else those that were spoken of. */
function linesOf({ slots, context, knowledge }: Material, graph: TreeGraph): TreeNode[] | undefined {
  const ranked = [...graph.nodes.values()].filter((node) => {
    const ranks = optionsOf(graph, node).map(({ rank }) => rank);
    return ranks.some((rank, at) => at > 0 && rank > Math.min(...ranks));
  });
  const named = (topics: readonly string[]) => ranked.filter((node) => isNamedBy(node, topics, knowledge));
  const holding = ranked.filter((node) => optionsOf(graph, node).some(holds(context?.outcomes ?? [])));
  return [named(ids(slots.topics)), holding, named(context?.topics ?? [])].find((some) => some.length > 0);
}

/** The products that are said not to be enough: those that are named, else the one that was just spoken of. */
const subjectsOf = (named: readonly Slot[], context: Context | undefined): readonly string[] =>
  named.length > 0 ? ids(named) : (context?.subjects ?? []).slice(0, 1);

const holds =
  (outcomes: readonly string[]) =>
  ({ places }: Option): boolean =>
    outcomes.some((id) => places.has(id));

/** The first better ranked option after the last of those that are named, or were given before, as not enough. */
function afterNamed(
  { slots, context, knowledge }: Material,
  leaves: readonly string[],
  options: readonly Option[],
): readonly Outcome[] {
  const given = options.findIndex(holds(context?.outcomes ?? []));
  const of = (id: string) => {
    const has = ({ outcomes }: Option) => outcomes.some(({ entities }) => entities.includes(id));
    const before = options[given];
    return before !== undefined && has(before) ? given : options.findIndex(has);
  };
  const reached = leaves.map((id) => options.findIndex(holds([id])));
  const nodes = ids(slots.topics).map((topic) =>
    options.findIndex(({ places }) =>
      knowledge.tree.nodes.some((node) => places.has(node.id) && isNamedBy(node, [topic], knowledge)),
    ),
  );
  const subjects = subjectsOf([...slots.entities, ...slots.needs], context);
  const named = Math.max(...subjects.map(of), ...reached, ...nodes, -1);
  // A product that this question does not know is not the one that is not enough.
  if (named < 0 && given < 0 && subjects.length > 0) return [];
  const last = named >= 0 ? named : Math.max(given, 0);
  const rank = options[last]?.rank ?? 0;
  return options.slice(last + 1).find((option) => option.rank > rank)?.outcomes ?? [];
}

function optionsOf(graph: TreeGraph, node: TreeNode): Option[] {
  return node.choices.map((choice) => {
    const targets = graph.targets(node, [choice.id]);
    const at = targets.flatMap((id) => {
      const question = graph.nodes.get(id);
      return question === undefined ? [id] : graph.targets(question, [UNKNOWN]);
    });
    const outcomes = at.flatMap((id) => graph.outcomes.get(id) ?? []);
    return { places: graph.reachable(targets), outcomes, rank: Math.max(0, ...outcomes.map(rankOf)) };
  });
}

/** From which strength on the guide has others be tried first. */
const first = strengths.indexOf('SI_POSSIBLE');

function rankOf({ strength, entities }: Outcome): number {
  if (strength === 'AUCUNE') return 0;
  const weaker = Math.max(0, strengths.indexOf(strength) - first);
  return weaker === 0 ? 0 : 2 * weaker + (entities.length === 0 ? 1 : 0);
}

/** Whether a question of the tree is about one of some topics. */
function isNamedBy(node: TreeNode, topics: readonly string[], knowledge: Knowledge): boolean {
  const names = new Set(node.aliases.map(fold));
  return topics.some((id) => {
    const topic = knowledge.topics.get(id);
    return topic !== undefined && [topic.name, ...topic.aliases].some((name) => names.has(fold(name)));
  });
}
