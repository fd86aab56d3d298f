/**
 * `npm run ask`: questions on standard input, answers on standard output, for scripts and for scoring. One JSON object a
 * line (design, "Interfaces that stay"): `{"id", "turns": [text, …], "addressed": true}` →
 * `{"id", "answers": [{"text", "band", "subjects", "confidence"}, …]}`, an answer a turn. Each object is a conversation of its
 * own; other keys are ignored.
 */
import type { Writable } from 'node:stream';
import { z } from 'zod';
import type { Band } from '../answering/answer.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { Reply } from '../conversation/message.ts';
import { talkThrough } from '../conversation/talk.ts';
import { linesOf, writeLine } from './lines.ts';

const requestSchema = z.object({
  id: z.union([z.string(), z.number()], { error: '« id » doit être un texte ou un nombre' }),
  turns: z.array(z.string({ error: 'chaque élément de « turns » doit être un texte' }), {
    error: '« turns » doit être une liste de textes',
  }),
  addressed: z.boolean({ error: '« addressed » doit être true ou false' }).default(true),
});
type Request = z.infer<typeof requestSchema>;

/** What one turn gets. `text` is the plain body that a room would get, '' for silence. */
export interface TurnAnswer {
  readonly text: string;
  readonly band: Band | 'silent';
  readonly subjects: readonly string[];
  readonly confidence: number;
}

/** Answers every line; gives the exit status: 1 when a line could not be read. */
export async function runAsk(
  conversation: Conversation,
  input: AsyncIterable<Buffer | string>,
  output: Writable,
): Promise<number> {
  let status = 0;
  let number = 0;
  for await (const line of linesOf(input)) {
    number += 1;
    if (line.trim() === '') continue;
    const request = parseRequest(line);
    if (typeof request === 'string') status = 1;
    const answer =
      typeof request === 'string'
        ? { id: null, error: `ligne ${number} : ${request}` }
        : { id: request.id, answers: answerTurns(conversation, request) };
    if (!(await writeLine(output, JSON.stringify(answer)))) break;
  }
  return status;
}

/** The request of a line, or what is wrong with it. */
function parseRequest(line: string): Request | string {
  let value: unknown;
  try {
    value = JSON.parse(line.replace(/^\ufeff/, ''));
  } catch {
    return `ce n'est pas du JSON ; attendu : {"id": "…", "turns": ["…"]}`;
  }
  const parsed = requestSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ message, path }) =>
    path.length === 0 ? 'un objet JSON est attendu : {"id": "…", "turns": ["…"]}' : message,
  );
  return [...new Set(problems)].join(' ; ');
}

/** What each turn of one conversation gets. */
export function answerTurns(
  conversation: Conversation,
  { turns, addressed }: Pick<Request, 'turns' | 'addressed'>,
): TurnAnswer[] {
  return talkThrough(conversation, turns, addressed).map(turnAnswer);
}

function turnAnswer(replies: readonly Reply[]): TurnAnswer {
  const [first] = replies;
  if (first === undefined) return { text: '', band: 'silent', subjects: [], confidence: 0 };
  const { band, subjects, confidence } = first.answer;
  return { text: replies.map(({ message }) => message.plain).join('\n\n'), band, subjects, confidence };
}
