/** Where an advice begins: at the start, at the question of a subject, or as far as the words already answer. */
import { begin, give } from '../../advice/advice.ts';
import { position } from '../../advice/state.ts';
import { phraseKey } from '../../knowledge/normalise.ts';
import type { TreeNode } from '../../knowledge/tree-schema.ts';
import type { DialogueStep } from '../dialogue.ts';
import type { IncomingMessage } from '../message.ts';
import { type Guide, stand, type Turn } from './guide.ts';
import * as say from './texts.ts';

/** `!conseil`, or `!conseil <sujet>`. A subject is no answer: there is always at least one question. */
export function open(guide: Guide, subject: string, message: IncomingMessage): DialogueStep {
  const { graph, version, reader } = guide;
  const start = graph.nodes.get(graph.tree.start);
  const named = subject === '' ? undefined : subjectNode(guide, subject);
  let advice = begin(graph, version, named?.id);
  const turn: Turn = { message, stored: { advice, put: [] }, at: nowhere };
  if (subject === '' || named !== undefined || start === undefined) return stand(guide, turn, advice);
  const move = reader.near(start, subject);
  if (move.type !== 'answers') return stand(guide, turn, advice, { lead: [say.unknownSubject()] });
  const taken = [];
  for (const reply of move.replies) {
    const next = give(graph, advice, { ...reply, cause: message.id }).advice;
    if (position(graph, next).question === undefined) break;
    advice = next;
    taken.push(reply);
  }
  return stand(guide, turn, advice, { lead: taken.length === 0 ? [] : [say.noted(graph, taken)] });
}

/** The question that a subject names: by its title or alias, or the nearest one from which a product is reached. */
function subjectNode({ graph, knowledge }: Guide, subject: string): TreeNode | undefined {
  const { nodes } = graph.tree;
  const said = phraseKey(subject);
  const isNamed = (names: readonly string[]) => names.some((name) => phraseKey(name) === said);
  const named = nodes.find(({ title, aliases }) => isNamed([title, ...aliases]));
  if (named !== undefined) return named;
  const entity = [...knowledge.entities.values()].find(({ name, short_name = name, aliases, former_names }) =>
    isNamed([name, short_name, ...aliases, ...former_names]),
  );
  const leading = nodes.filter((node) =>
    graph
      .next(node)
      .some((place) => entity !== undefined && graph.outcomes.get(place)?.entities.includes(entity.id)),
  );
  if (leading.length === 0) return undefined;
  const reaching = nodes
    .map((node) => ({ node, reached: graph.reachable([node.id]) }))
    .filter(({ reached }) => leading.every(({ id }) => reached.has(id)));
  return reaching.sort((left, right) => left.reached.size - right.reached.size)[0]?.node;
}

/** Before any question was put. */
const nowhere: Turn['at'] = {
  path: [],
  question: undefined,
  former: undefined,
  number: 0,
  total: { min: 0, max: 0 },
  outcomes: [],
};
