/**
 * Makes the changes of knowledge/README.md as it says, one after the other, on a copy from which a bot runs; asks what it says to
 * ask; makes each of its mistakes and reads the message.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { on } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { errorLine } from '../../src/knowledge/yaml-file.ts';
import { EditedKnowledge } from '../support/edited-knowledge.ts';

/** A code block: what is to be done with it, and in which file. */
interface Block {
  readonly verb: string;
  readonly file: string;
  readonly text: string;
}

const page = readFileSync('knowledge/README.md', 'utf8');
const changes = page
  .split(/^## (?=\d\. )/m)
  .slice(1)
  .map((section) => {
    const [title = ''] = section.split('\n');
    const blocks = [
      ...section
        .split(/^## /m, 1)
        .join('')
        .matchAll(/^```\w+ (\S+)(?: (\S+))?\n(.*?)^```$/gms),
    ].map(([, verb = '', file = '', text = '']): Block => ({ verb, file, text: text.replace(/\n$/, '') }));
    return { title, blocks };
  });

/** Blocks of one kind, each with the one that follows it. */
const pairs = (blocks: readonly Block[], verb: string) =>
  blocks.flatMap((block, index) => {
    const next = blocks[index + 1];
    return block.verb === verb && next !== undefined ? [[block, next] as const] : [];
  });

/** What is typed, and what the answer to the last of it holds. */
function questionOf({ text }: Block): { turns: string[]; expected: string } {
  const [typed = '', ...answer] = text.split('\n\n');
  return { turns: typed.split('\n').map((line) => line.replace(/^> /, '')), expected: answer.join('\n\n') };
}

describe('the page for editors', () => {
  let knowledge: EditedKnowledge;
  let bot: ChildProcessWithoutNullStreams;
  let answers: AsyncIterator<unknown>;
  let complaint = '';

  beforeAll(() => {
    knowledge = new EditedKnowledge();
    const { PATH = '' } = process.env;
    bot = spawn('node', [resolve('src/main.ts'), 'ask'], {
      cwd: knowledge.directory,
      env: { PATH, BOT_KNOWLEDGE_DIR: knowledge.directory },
    });
    bot.stderr.on('data', (said) => {
      complaint += said;
    });
    // A bot that has ended, its knowledge being refused, reads and answers no more.
    bot.stdin.on('error', () => {});
    answers = on(createInterface(bot.stdout), 'line', { close: ['close'] });
  });
  afterAll(() => {
    bot.stdin.end();
    knowledge.remove();
  });

  /** The last answer of the running bot to a conversation. */
  async function ask(turns: readonly string[]): Promise<string> {
    bot.stdin.write(`${JSON.stringify({ id: 1, turns })}\n`);
    const { done, value } = await answers.next();
    if (done) throw new Error(`the bot has ended: ${complaint}`);
    const [line] = value as [string];
    return JSON.parse(line).answers.at(-1).text;
  }

  it('shows six changes, each with a question and a mistake', () => {
    expect(changes).toHaveLength(6);
    for (const { title, blocks } of changes) {
      const verbs = blocks.map(({ verb }) => verb);
      expect(verbs, title).toEqual(expect.arrayContaining(['question', 'juste', 'faux', 'erreur']));
    }
  });

  it.each(changes)('tells what the bot then answers: $title', async ({ blocks }) => {
    const questions = blocks.filter(({ verb }) => verb === 'question').map(questionOf);
    for (const { turns, expected } of questions) expect(await ask(turns)).not.toContain(expected);
    for (const { verb, file, text } of blocks) {
      if (verb === 'nouveau') knowledge.write(file, `${text}\n`);
      if (verb === 'fin') knowledge.write(file, `${knowledge.read(file)}${text}\n`);
    }
    for (const [before, after] of pairs(blocks, 'avant'))
      knowledge.edit(before.file, before.text, after.text);
    const loaded = loadKnowledge(knowledge.directory);
    expect(loaded.ok ? [] : loaded.errors.map(errorLine)).toEqual([]);
    for (const { turns, expected } of questions)
      await expect.poll(() => ask(turns), { timeout: 30_000, interval: 50 }).toContain(expected);
  });

  it.each(changes)('tells what a mistake is told, and where: $title', ({ blocks }) => {
    for (const [right, wrong] of pairs(blocks, 'juste')) {
      const error = blocks[blocks.indexOf(wrong) + 1]?.text ?? '';
      const good = knowledge.read(right.file);
      knowledge.edit(right.file, right.text, wrong.text);
      const first = good.slice(0, good.indexOf(right.text)).split('\n').length;
      const loaded = loadKnowledge(knowledge.directory);
      knowledge.write(right.file, good);
      const errors = loaded.ok ? [] : loaded.errors;
      // The number of the line is that of the day when the page was written.
      const lineless = (line: string) => line.replaceAll(/:\d+(?=[:)])/g, ':…');
      expect(errors.map((one) => lineless(errorLine(one)))).toEqual([lineless(error)]);
      const places = errors.map(({ file, line }) => (file === right.file ? line - first : 0));
      for (const place of places) expect(wrong.text.split('\n')[place], `line ${place}`).toBeDefined();
    }
  });
});
