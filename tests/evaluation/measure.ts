/** Answers a question set the way `npm run ask` does, in this process, and judges the answers. */
import type { Conversation } from '../../src/conversation/conversation.ts';
import { readConfig } from '../../src/operations/config.ts';
import { prepareConversation } from '../../src/program.ts';
import { answerTurns } from '../../src/terminal/ask.ts';
import { type Given, judge, type Verdict, verdictOn } from './score.ts';
import type { Question } from './sets.ts';

/** What came of one question. */
export interface Result {
  readonly question: Question;
  readonly given: Given;
  readonly verdict: Verdict;
  /** What is wrong with the answer; empty when it is right. */
  readonly why: readonly string[];
}

/** The bot as it is without any setting, whatever the environment says. */
export function ownConversation(): Conversation {
  return prepareConversation(readConfig({}, '').config)();
}

/** The last answer of the bot to each question. */
export function answerWith(bot: Conversation): (question: Question) => Given {
  return (question) => answerTurns(bot, question).at(-1) ?? { text: '', band: 'silent' };
}

/** Answers and judges a set. */
export function measure(questions: readonly Question[], answer: (question: Question) => Given): Result[] {
  return questions.map((question) => {
    const given = answer(question);
    const why = judge(question, given);
    return { question, given, verdict: verdictOn(question, given, why), why };
  });
}
