/** `npm start` without Matrix settings: the same conversation on a terminal, or over a pipe. */
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import type { Conversation } from '../conversation/conversation.ts';
import type { Reply } from '../conversation/message.ts';
import { startTalk } from '../conversation/talk.ts';
import { renderAnsi } from '../rendering/ansi.ts';
import { renderPlain } from '../rendering/plain.ts';
import { linesOf, writeLine } from './lines.ts';

/** Standard input and output, or what stands for them in a test. */
export interface Console {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean; hasColors?(): boolean };
}

/** Talks until the input ends (Ctrl+D): with a prompt and a history on a terminal, plainly over a pipe. */
export async function runTerminal(conversation: Conversation, { input, output }: Console): Promise<void> {
  const interactive = input.isTTY === true && output.isTTY === true;
  const render = interactive && output.hasColors?.() ? renderAnsi : renderPlain;
  const show = async (replies: readonly Reply[]) => {
    for (const { blocks } of replies) if (!(await writeLine(output, `${render(blocks)}\n`))) return false;
    return true;
  };
  const say = startTalk(conversation);
  if (!interactive) {
    for await (const line of linesOf(input)) if (!(await show(say(line, Date.now())))) return;
    return;
  }
  await show([conversation.greeting()]);
  await writeLine(output, 'Pour quitter : Ctrl+D.\n');
  const prompt = createInterface({ input, output, completer: completer(conversation), prompt: '> ' });
  let open = true;
  prompt.on('SIGINT', () => prompt.close());
  prompt.on('close', () => {
    open = false;
  });
  prompt.prompt();
  for await (const line of prompt) {
    await show(say(line, Date.now()));
    if (open) prompt.prompt();
  }
}

/** The Tab key completes the names of commands. */
function completer({ commands }: Conversation) {
  const names = commands.map(({ names: [name] }) => `!${name} `);
  return (line: string): [string[], string] => [names.filter((name) => name.startsWith(line)), line];
}
