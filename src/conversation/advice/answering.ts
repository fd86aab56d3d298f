/** Answers to the questions of the tree: taken, asked back, corrected, or come too late. */
import { give, miss, offer, questionOf } from '../../advice/advice.ts';
import { answerText } from '../../advice/picture.ts';
import { additions } from '../../advice/recommendation.ts';
import type { Answered } from '../../advice/state.ts';
import { type Block, paragraph } from '../../answering/answer.ts';
import { UNKNOWN } from '../../knowledge/tree-graph.ts';
import type { TreeNode } from '../../knowledge/tree-schema.ts';
import type { DialogueStep } from '../dialogue.ts';
import { type Guide, remark, stand, stepCount, type Turn } from './guide.ts';
import type { Move, Reply } from './reading.ts';
import * as say from './texts.ts';
import { readWord } from './words.ts';

/** Takes answers: one, or several that the same words gave. `told` stands in the place of what was noted. */
export function take(
  guide: Guide,
  turn: Turn,
  replies: readonly Reply[],
  told?: readonly Block[],
): DialogueStep {
  let { advice } = turn.stored;
  const dropped: Answered[] = [];
  for (const reply of replies) {
    const moved = give(guide.graph, advice, { ...reply, cause: turn.message.id });
    advice = moved.advice;
    dropped.push(...moved.dropped);
  }
  const gone = say.droppedBlocks(dropped);
  return stand(guide, turn, advice, {
    lead: [...(told ?? [say.noted(guide.graph, replies)]), ...gone],
    // A recommendation says by itself what was answered.
    remarks: [...(told ?? []), ...gone],
    counts: replies.map(({ question }) => stepCount(question, 'answered')),
  });
}

/** « Je ne sais pas »: goes where the tree says, or explains and asks again. */
export function takeUnknown(guide: Guide, turn: Turn): DialogueStep {
  const node = turn.at.question;
  if (node === undefined) return remark(guide, turn, say.helpBlocks(true));
  const explained = [paragraph(node.unknown.text)];
  const counts = [stepCount(node.id, 'unknown')];
  if (node.unknown.goto === undefined) return remark(guide, turn, explained, { counts });
  const { advice, dropped } = give(guide.graph, turn.stored.advice, {
    question: node.id,
    chosen: [UNKNOWN],
    cause: turn.message.id,
  });
  return stand(guide, turn, advice, { lead: [...explained, ...say.droppedBlocks(dropped)], counts });
}

/** What a reading of the present question leads to; undefined when it says nothing. */
export function follow(guide: Guide, turn: Turn, move: Move): DialogueStep | undefined {
  const node = turn.at.question;
  if (node === undefined) return undefined;
  switch (move.type) {
    case 'answers':
      return take(guide, turn, move.replies);
    case 'unsure':
      return remark(guide, turn, say.whichBlocks(node, move.ids), {
        advice: offer(turn.stored.advice, move.ids),
        answer: { band: 'suggest', confidence: 0.5 },
      });
    case 'out-of-range':
      return remark(guide, turn, say.outOfRange(node), { answer: { band: 'suggest', confidence: 0.5 } });
    case 'none':
      return undefined;
  }
}

/** Nothing explains the message: examples, then a way out. */
export function misunderstood(guide: Guide, turn: Turn): DialogueStep | undefined {
  const node = turn.at.question;
  if (node === undefined) return undefined;
  const advice = miss(turn.stored.advice);
  const lost = advice.misses > 2;
  return remark(guide, turn, say.misunderstoodBlocks(node, advice.misses), {
    advice,
    answer: { band: lost ? 'refuse' : 'suggest', confidence: 0 },
    counts: [stepCount(node.id, 'misunderstood')],
  });
}

/** An edit of a message that answered a question changes that answer. */
export function correct(guide: Guide, turn: Turn): DialogueStep | undefined {
  const { message, stored, at } = turn;
  const question = questionOf(stored.advice, message.id);
  const node = question === undefined ? undefined : guide.graph.nodes.get(question);
  if (node === undefined) return undefined;
  const former = at.path.find((step) => step.node === node);
  if (former === undefined) return remark(guide, turn, [say.notAskedAnyMore]);
  const kept = answerText(node, former.chosen);
  const replies = corrected(guide, node, message.text);
  if (replies === undefined)
    return stand(guide, turn, stored.advice, { lead: [say.correctionNotUnderstood(kept)] });
  const now = answerText(node, replies[0]?.chosen ?? []);
  return take(guide, turn, replies, now === kept ? [] : [say.corrected(now, kept)]);
}

function corrected(guide: Guide, node: TreeNode, text: string): readonly Reply[] | undefined {
  const move = guide.reader.near(node, text);
  if (move.type === 'answers') return move.replies;
  const unknown = readWord(text)?.type === 'unknown' && node.unknown.goto !== undefined;
  return unknown ? [{ question: node.id, chosen: [UNKNOWN] }] : undefined;
}

/** An answer to a question that is not the present one: a reply to an older message of the bot. */
export function late(guide: Guide, turn: Turn): DialogueStep | undefined {
  const { message, stored, at } = turn;
  const put = stored.put.find(({ cause }) => message.repliesToAnswerOf?.(cause))?.question;
  if (put === undefined || put === at.question?.id) return undefined;
  const number = at.path.findIndex((step) => step.node.id === put) + 1;
  const answered = at.path[number - 1];
  if (answered === undefined) return remark(guide, turn, [say.notAskedAnyMore]);
  return remark(guide, turn, [say.alreadyAnswered(answerText(answered.node, answered.chosen), number)]);
}

/** Another part of the project, once the first one has its recommendation: "et le back-office ?". */
export function added(guide: Guide, turn: Turn): DialogueStep | undefined {
  const found = additions(guide.graph, turn.at).filter(({ question, choice }) => {
    const node = guide.graph.nodes.get(question);
    const move = node && guide.reader.exactly(node, turn.message.text);
    return move?.type === 'answers' && !move.byPlace && move.replies[0]?.chosen.join() === choice.id;
  });
  const [only] = found;
  return only === undefined || found.length > 1 ? undefined : take(guide, turn, [only]);
}
