/** What each word of the dialogue does. */

import { back, begin, change, offer } from '../../advice/advice.ts';
import { answerText } from '../../advice/picture.ts';
import { recommend, suppose } from '../../advice/recommendation.ts';
import { type Position, position } from '../../advice/state.ts';
import { type Block, bullets, paragraph } from '../../answering/answer.ts';
import { dayOf } from '../day.ts';
import type { DialogueStep } from '../dialogue.ts';
import { takeUnknown } from './answering.ts';
import { citations, type Guide, remark, said, stand, stepCount, type Turn } from './guide.ts';
import { noteMarkdown } from './note.ts';
import { suppositionBlocks } from './outcome.ts';
import * as say from './texts.ts';
import type { Word } from './words.ts';

/** Does what a word asks for. */
export function lead(guide: Guide, turn: Turn, word: Word): DialogueStep {
  const { at, stored } = turn;
  const arrived = at.question === undefined;
  switch (word.type) {
    case 'unknown':
      return takeUnknown(guide, turn);
    case 'back':
      return goBack(guide, turn);
    case 'change':
      return changeAnswer(guide, turn, word.what);
    case 'recap':
      return remark(guide, turn, say.recapBlocks(at));
    case 'why':
      return remark(guide, turn, reasons(at), {
        answer: { citations: citations(guide, sourcesOf(guide, at)) },
      });
    case 'help':
      return remark(guide, turn, say.helpBlocks(arrived));
    case 'repeat':
      return stand(guide, turn, offer(stored.advice, []));
    case 'restart':
      return stand(guide, turn, begin(guide.graph, guide.version), { lead: [paragraph('On recommence.')] });
    case 'note':
      return arrived
        ? note(guide, turn)
        : remark(guide, turn, [paragraph('La note viendra avec la recommandation.')]);
    case 'suppose':
      return imagine(guide, turn, word.what);
    case 'stop':
      return {
        answer: said(say.stopped),
        state: undefined,
        counts: at.question === undefined ? [] : [stepCount(at.question.id, 'given-up')],
      };
  }
}

function goBack(guide: Guide, turn: Turn): DialogueStep {
  const { stored, at } = turn;
  const before = back(stored.advice);
  if (before === undefined) return remark(guide, turn, [paragraph("C'est la première question.")]);
  const counts = at.question === undefined ? [] : [stepCount(at.question.id, 'back')];
  const asked = position(guide.graph, before).question;
  const answered = at.path.find((step) => step.node === asked);
  const former =
    answered === undefined || stored.advice.changing !== undefined
      ? []
      : [say.wentBack(answerText(answered.node, answered.chosen))];
  return stand(guide, turn, before, { lead: former, counts });
}

function changeAnswer(guide: Guide, turn: Turn, what: string): DialogueStep {
  const { stored, at } = turn;
  const only = at.path.length === 1 && what === '' ? at.path[0]?.node : undefined;
  const node = only ?? guide.reader.named(at, what);
  const changing = node === undefined ? undefined : change(guide.graph, stored.advice, node.id);
  return changing === undefined ? remark(guide, turn, say.whichToChange(at)) : stand(guide, turn, changing);
}

/** Why the question is asked; at the end, how the answers led there. */
export function reasons(at: Position): Block[] {
  if (at.question !== undefined) return [paragraph(`Pourquoi cette question : ${at.question.why.text}`)];
  const wordings = at.outcomes.flatMap(({ wording }) => (wording === undefined ? [] : [`« ${wording} »`]));
  return [
    paragraph('Voici comment vos réponses mènent à cette recommandation :'),
    bullets(
      at.path.map(({ node, chosen }) => [`${node.title} : ${answerText(node, chosen)}. ${node.why.text}`]),
    ),
    ...(wordings.length === 0 ? [] : [paragraph(`Le guide écrit : ${wordings.join(' ; ')}.`)]),
  ];
}

/** The sections that those reasons rest on. */
export function sourcesOf(guide: Guide, at: Position): string[] {
  if (at.question !== undefined) return [at.question.why.source];
  return [...at.path.map(({ node }) => node.why.source), ...recommend(guide.graph, at).sources];
}

function note(guide: Guide, turn: Turn): DialogueStep {
  const date = dayOf(turn.message.at);
  const text = noteMarkdown(recommend(guide.graph, turn.at), guide.knowledge, date);
  return remark(guide, turn, [
    paragraph('Note de décision, en Markdown, à coller et à compléter :'),
    { type: 'preformatted', text },
  ]);
}

/** "Et si …": the same advice with one answer changed. */
function imagine(guide: Guide, turn: Turn, what: string): DialogueStep {
  const { graph, reader, knowledge } = guide;
  const { stored, at } = turn;
  const found = reader.among(at, what);
  const [answer] = found;
  if (answer === undefined || found.length > 1) return remark(guide, turn, say.whatIfNotUnderstood(at));
  const number = at.path.findIndex(({ node }) => node.id === answer.question) + 1;
  const former = at.path[number - 1];
  if (former === undefined) return remark(guide, turn, say.whatIfNotUnderstood(at));
  const words = {
    from: answerText(former.node, former.chosen),
    to: answerText(former.node, answer.chosen),
    number,
  };
  if (words.from === words.to) {
    return remark(guide, turn, [paragraph(`« ${words.to} » est déjà votre réponse : rien ne change.`)]);
  }
  const supposed = suppose(graph, stored.advice, answer);
  const before = at.question === undefined ? recommend(graph, at) : undefined;
  const after = supposed.at.question === undefined ? recommend(graph, supposed.at) : undefined;
  const sources = after?.sources ?? [former.node.why.source];
  return remark(guide, turn, suppositionBlocks(supposed, before, after, words, knowledge), {
    answer: { citations: citations(guide, sources) },
  });
}
