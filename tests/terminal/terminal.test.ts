import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { createConversation } from '../../src/conversation/conversation.ts';
import { runTerminal } from '../../src/terminal/terminal.ts';
import { engine, knowledge } from '../conversation/support.ts';

const conversation = createConversation(engine, knowledge);

/** What a terminal shows to what is typed. */
async function session(typed: string[], terminal: boolean) {
  const input = Object.assign(Readable.from(typed), { isTTY: terminal });
  const output = Object.assign(new PassThrough(), {
    isTTY: terminal,
    hasColors: () => terminal,
    columns: 200,
  });
  const [, shown] = await Promise.all([
    runTerminal(conversation, { input, output }).finally(() => output.end()),
    text(output),
  ]);
  return shown;
}

describe('over a pipe', () => {
  it('answers each line plainly, without prompt or greeting', async () => {
    expect(await session(["C'est quoi Grist ?\n", 'ok\n', 'et ses limites ?'], false)).toBe(
      'Grist est un tableur.\n\nLimites : grist.\n\n',
    );
  });
});

describe('on a terminal', () => {
  it('greets, prompts and answers in colours', async () => {
    const shown = await session(['!aide fiche\n'], true);
    expect(shown).toContain('Posez votre question en une phrase, par exemple :');
    expect(shown).toContain('Pour quitter : Ctrl+D.');
    expect(shown).toContain('> ');
    expect(shown).toContain('\u001b[36m!fiche <solution>\u001b[39m : Présente une solution.');
  });

  it('completes commands with the Tab key', async () => {
    expect(await session(['!fic\t', 'Grist\n'], true)).toContain('card(Grist)');
  });
});
