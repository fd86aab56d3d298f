/** What is said for an outcome, and what is remembered of it. */
import type { Answer, Block } from '../answering/answer.ts';
import { type ComposeOptions, compose } from '../rendering/compose.ts';
import { paginate } from '../rendering/pages.ts';
import type { Context } from '../understanding/context.ts';
import { type Outcome, statement } from './command.ts';
import { dayOf } from './day.ts';
import type { Dialogue } from './dialogue.ts';
import { merge } from './merge.ts';
import type { IncomingMessage } from './message.ts';
import type { Session } from './session.ts';
import { contactLine, transmitLine } from './texts.ts';

/** What an outcome needs to be carried out. */
interface Setting {
  readonly dialogue: Dialogue | undefined;
  readonly contact: string | undefined;
  /** Whether there is a `!transmettre`. */
  readonly transmits: boolean;
  /** In milliseconds: a source read longer ago is said to be due for another look; none where undefined. */
  readonly sourceMaxAge: number | undefined;
}

/** The first page of what is said, the model behind it, and the session afterwards. */
interface Said {
  readonly blocks: readonly Block[];
  readonly answer: Answer;
  readonly session: Session;
}

/** The context in which a message is understood: for an edited message, what held before it was first asked. */
export function contextBefore({ id }: IncomingMessage, { asked }: Session): Context | undefined {
  return asked?.id === id ? asked.before : asked?.context;
}

/** Lays out what is said and notes what later messages refer to. */
export function carryOut(
  outcome: Exclude<Outcome, { kind: 'silence' | 'forgotten' }>,
  message: IncomingMessage,
  session: Session,
  { dialogue, sourceMaxAge, ...wayOut }: Setting,
): Said {
  const { at } = message;
  const age = sourceMaxAge === undefined ? {} : { staleBefore: dayOf(at - sourceMaxAge) };
  switch (outcome.kind) {
    case 'page': {
      const { page, rest } = outcome;
      const said = session.said && { ...session.said, at, pages: rest };
      return { blocks: page, answer: statement(page), session: said ? { ...session, said } : session };
    }
    case 'aside': {
      const { answer } = outcome;
      const { first, said } = lay(answer, at, age);
      return { blocks: first, answer, session: said.pages.length > 0 ? { ...session, said } : session };
    }
    case 'step': {
      const { state, question } = outcome.step;
      const answer = withWayOut(outcome.step.answer, wayOut);
      const { first, said } = lay(answer, at, { ...age, ...(question && { question }) });
      const { asked } = session;
      return {
        blocks: first,
        answer,
        session: {
          version: 1,
          // Numbers now belong to the dialogue.
          ...(asked !== undefined && { asked: withoutOffers(asked) }),
          ...(said.pages.length > 0 && { said }),
          ...(state !== undefined && { dialogue: { at, state } }),
        },
      };
    }
    case 'turn': {
      const { answers, context } = outcome.turn;
      const answer = withWayOut(merge(answers), wayOut);
      const running = session.dialogue && dialogue?.question(session.dialogue.state);
      const { first, said } = lay(answer, at, { ...age, ...(running && { question: running }) });
      const before = contextBefore(message, session);
      const suggestions = running === undefined ? (answer.suggestions ?? []) : [];
      return {
        blocks: first,
        answer,
        session: {
          ...session,
          asked: {
            at,
            id: message.id,
            ...(context !== undefined && { context }),
            ...(before !== undefined && { before }),
            offered: suggestions.map(({ query }) => query),
            ...(running === undefined && answer.node !== undefined && { node: answer.node }),
          },
          said: { ...said, explanations: answers.flatMap(({ explanation = [] }) => explanation) },
        },
      };
    }
  }
}

function withoutOffers({ node: _, ...asked }: NonNullable<Session['asked']>): NonNullable<Session['asked']> {
  return { ...asked, offered: [] };
}

/** The first page, and what is remembered of the answer: its other pages, how sure it was. */
function lay(answer: Answer, at: number, options: ComposeOptions) {
  const [first = [], ...pages] = paginate(compose(answer, options));
  return { first, said: { at, pages, confidence: answer.confidence, explanations: [] } };
}

/** A refusal is no dead end: it names who may know, and offers to hand the question on. */
function withWayOut(answer: Answer, { contact, transmits }: Pick<Setting, 'contact' | 'transmits'>): Answer {
  if (answer.band !== 'refuse') return answer;
  const ways = [
    ...(contact === undefined ? [] : [contactLine(contact)]),
    ...(transmits ? [transmitLine] : []),
  ];
  return ways.length === 0 ? answer : { ...answer, blocks: [...answer.blocks, ...ways] };
}
