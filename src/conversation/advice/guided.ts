/**
 * The guided dialogue: the tree's questions in a room. The conversation decides when it is spoken to, answers digressions and
 * stores its state; here messages are read, the advice moves, and it is said where it stands.
 */
import { begin, offer, resume } from '../../advice/advice.ts';
import { outline, treeVersion } from '../../advice/picture.ts';
import { position } from '../../advice/state.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { TreeGraph } from '../../knowledge/tree-graph.ts';
import { yesOrNo } from '../../understanding/short-replies.ts';
import type { Dialogue, DialogueState, DialogueStep } from '../dialogue.ts';
import type { IncomingMessage } from '../message.ts';
import { added, correct, follow, late, misunderstood, take } from './answering.ts';
import { citations, type Guide, remark, said, stand, type Turn, turnOf } from './guide.ts';
import { lead, reasons, sourcesOf } from './leading.ts';
import { open } from './opening.ts';
import { AnswerReader, isQuestion } from './reading.ts';
import { readStored } from './stored.ts';
import * as say from './texts.ts';
import { guessWord, isShownWord, readWord } from './words.ts';

/** A dialogue without any contact for that long is over, in milliseconds. */
const lifetime = 24 * 60 * 60_000;
/** Words that mean the dialogue even after it has arrived, without addressing the bot. */
const afterwards = new Set(['note', 'recap', 'restart', 'change']);

/** Yes, no, or a few words that do not add to what was asked before: "et HDS" asks for one more criterion. */
function isAnswer(text: string): boolean {
  return yesOrNo(text) !== undefined || (/\s/.test(text.trim()) && !/^\s*et\s/i.test(text));
}

/** Makes the dialogue over the tree of a knowledge base. */
export function createGuidedDialogue(knowledge: Knowledge): Dialogue {
  const graph = new TreeGraph(knowledge.tree);
  const guide: Guide = {
    knowledge,
    graph,
    version: treeVersion(knowledge.tree),
    reader: new AnswerReader(graph, knowledge),
  };

  /** The advice as it stands in the present tree, or the step that says that it does not stand any more. */
  function revive(message: IncomingMessage, state: DialogueState): { turn: Turn } | { step: DialogueStep } {
    const stored = readStored(state);
    const resumed = stored && resume(graph, guide.version, stored.advice);
    if (stored === undefined || resumed === undefined) {
      const turn = turnOf(guide, message, { advice: begin(graph, guide.version), put: [] });
      return { step: stand(guide, turn, turn.stored.advice, { lead: [say.treeGone] }) };
    }
    const { advice, lost } = resumed;
    const turn = turnOf(guide, message, { advice, put: stored.put });
    // The message answered a question of the former tree: it is not taken for an answer to this one.
    return lost > 0 ? { step: stand(guide, turn, advice, { lead: [say.treeChanged(lost)] }) } : { turn };
  }

  /** "oui" or "non" to "Vouliez-vous dire … ?". */
  function confirmed(turn: Turn): DialogueStep | undefined {
    const { offered = [] } = turn.stored.advice;
    const answer = yesOrNo(turn.message.text);
    const [only] = offered;
    const question = turn.at.question;
    if (answer === undefined || only === undefined || offered.length > 1 || question === undefined)
      return undefined;
    if (answer === 'non') return stand(guide, turn, offer(turn.stored.advice, []), { lead: [say.thenWhich] });
    return take(guide, turn, [{ question: question.id, chosen: [only] }]);
  }

  function reply(turn: Turn): DialogueStep | undefined {
    const { text } = turn.message;
    const done = correct(guide, turn);
    if (done !== undefined) return done;
    const word = readWord(text);
    const node = turn.at.question;
    // Once arrived, something else may have been said since: `!pourquoi` knows.
    if (word?.type === 'why' && node === undefined) return undefined;
    if (word !== undefined) return lead(guide, turn, word);
    const answered = late(guide, turn) ?? confirmed(turn);
    if (answered !== undefined || node === undefined) return answered ?? added(guide, turn) ?? guessed(turn);
    const exactly = follow(guide, turn, guide.reader.exactly(node, text));
    if (exactly !== undefined || isQuestion(text)) return exactly;
    const near = guide.reader.near(node, text);
    return near.type === 'answers' && near.sure ? follow(guide, turn, near) : guessed(turn);
  }

  function nearly(turn: Turn): DialogueStep | undefined {
    const node = turn.at.question;
    return node && follow(guide, turn, guide.reader.near(node, turn.message.text));
  }

  function guessed(turn: Turn): DialogueStep | undefined {
    const word = guessWord(turn.message.text);
    return word === undefined ? undefined : lead(guide, turn, word);
  }

  return {
    start(text, message, state) {
      const running = state === undefined ? undefined : revive(message, state);
      if (text.trim() === '' && running !== undefined && 'turn' in running) {
        const { turn } = running;
        const answers = turn.at.path.length;
        if (turn.at.question !== undefined && answers > 0) {
          return remark(guide, turn, [say.alreadyRunning(answers)]);
        }
      }
      return open(guide, text.trim(), message);
    },

    answer(id, message) {
      const node = graph.nodes.get(id);
      if (node === undefined || !/\p{L}/u.test(message.text)) return undefined;
      if (isQuestion(message.text) || !isAnswer(message.text)) return undefined;
      const move = guide.reader.exactly(node, message.text);
      if (move.type !== 'answers') return undefined;
      const advice = begin(graph, guide.version, node.id);
      return follow(guide, turnOf(guide, message, { advice, put: [] }), move);
    },

    reply(message, state) {
      const revived = revive(message, state);
      return 'step' in revived ? revived.step : reply(revived.turn);
    },

    perhaps(message, state) {
      const revived = revive(message, state);
      if ('step' in revived) return revived.step;
      return isQuestion(message.text) ? undefined : nearly(revived.turn);
    },

    misunderstood(message, state) {
      const revived = revive(message, state);
      return 'step' in revived ? revived.step : (nearly(revived.turn) ?? misunderstood(guide, revived.turn));
    },

    expects(text, state, spokenTo = false) {
      const stored = readStored(state);
      if (stored === undefined) return false;
      const { question } = position(graph, stored.advice);
      const word = readWord(text)?.type;
      const led = word !== undefined && (spokenTo || isShownWord(text));
      if (question === undefined) return led && (spokenTo || afterwards.has(word));
      return led || guide.reader.isExact(question, text);
    },

    question(state) {
      const stored = readStored(state);
      const at = stored && position(graph, stored.advice);
      return at?.question === undefined ? undefined : [say.resumed, ...say.questionBlocks(at)];
    },

    why(state) {
      const stored = readStored(state);
      if (stored === undefined) return said([say.treeGone]);
      const at = position(graph, stored.advice);
      return said(reasons(at), { citations: citations(guide, sourcesOf(guide, at)) });
    },

    outline() {
      const sources = graph.tree.nodes
        .filter(({ id }) => id === graph.tree.start)
        .map(({ why }) => why.source);
      return said(say.outlineBlocks(outline(graph)), { citations: citations(guide, sources) });
    },

    expired(state, at) {
      const stored = readStored(state);
      if (stored === undefined) return say.expiredBlocks;
      if (at - stored.at < lifetime) return undefined;
      // Nobody waits for an advice that has arrived: it ends without a word.
      return position(graph, stored.advice).question === undefined ? [] : say.expiredBlocks;
    },
  };
}
