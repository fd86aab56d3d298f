import { describe, expect, it } from 'vitest';
import type { IncomingMessage, Reaction, Reply } from '../../src/conversation/message.ts';
import { createGuard } from '../../src/matrix/guards.ts';

const reply = (plain: string): Reply => ({
  message: { plain, html: plain },
  blocks: [],
  answer: { band: 'answer', confidence: 1, subjects: [], blocks: [], citations: [] },
  purpose: 'answer',
});
const answer = (...texts: string[]): Reaction => ({ replies: texts.map(reply), sessions: [], counts: [] });
const from = (sender: string, text: string, room = '!r:hs.fr'): IncomingMessage => ({
  ...{ id: '$e', room, sender, text, thread: undefined, replyTo: undefined, at: 0 },
  ...{ direct: false, addressed: true, mentionsOthers: false },
});
const long =
  'Grist : un tableur collaboratif qui sert aussi de base de données, libre et hébergé par la DINUM.';

/** Guards on a clock that the test moves. */
function guards(perMinute = 3) {
  let now = 1_000_000;
  const guard = createGuard({ perMinute, flooded: reply('trop') }, () => now);
  const said = (message: IncomingMessage, reaction: Reaction) =>
    guard(message, reaction).replies.map(({ message: { plain } }) => plain);
  return { said, wait: (ms: number) => (now += ms) };
}

describe('the flood cap', () => {
  it('answers so many questions a minute, says so once, then is silent until the minute is over', () => {
    const { said, wait } = guards();
    const ask = (n: number) => said(from('@a:b.fr', `question ${n}`), answer(`réponse ${n}`));
    expect([ask(1), ask(2), ask(3), ask(4), ask(5)]).toEqual([
      ['réponse 1'],
      ['réponse 2'],
      ['réponse 3'],
      ['trop'],
      [],
    ]);
    wait(61_000);
    expect(ask(6)).toEqual(['réponse 6']);
  });

  it('is twice as high for a room, and separate for each', () => {
    const { said } = guards();
    const all = [1, 2, 3, 4, 5, 6, 7].map((n) => said(from(`@p${n}:b.fr`, `q${n}`), answer(`r${n}`)));
    expect(all.flat()).toEqual(['r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'trop']);
    expect(said(from('@p8:b.fr', 'q8', '!autre:hs.fr'), answer('r8'))).toEqual(['r8']);
  });

  it('counts nothing that is not answered, and nothing at all at 0', () => {
    const { said } = guards();
    for (let n = 0; n < 50; n += 1) said(from('@a:b.fr', `bavardage ${n}`), answer());
    expect(said(from('@a:b.fr', 'question'), answer('réponse'))).toEqual(['réponse']);
    const free = guards(0);
    for (let n = 0; n < 50; n += 1)
      expect(free.said(from('@a:b.fr', `q${n}`), answer(`r${n}`))).toEqual([`r${n}`]);
  });
});

describe('the loop guard', () => {
  it('leaves an account unanswered for ten minutes that sends the bot’s own words back', () => {
    const { said, wait } = guards();
    expect(said(from('@a:b.fr', 'Grist ?'), answer(long))).toEqual([long]);
    expect(said(from('@bot:b.fr', `${long} Merci.`), answer('r'))).toEqual([]);
    expect(said(from('@bot:b.fr', 'DN ?'), answer('r'))).toEqual([]);
    expect(said(from('@c:b.fr', 'DN ?'), answer('r'))).toEqual(['r']);
    wait(10 * 60_000);
    expect(said(from('@bot:b.fr', 'DN ?'), answer('r'))).toEqual(['r']);
  });

  it('and one that says the same five times in a minute, to the same answer', () => {
    const { said } = guards(100);
    const all = [1, 2, 3, 4, 5, 6].map(() => said(from('@bot:b.fr', 'DN ?'), answer('r')).length);
    expect(all).toEqual([1, 1, 1, 1, 0, 0]);
  });

  it('but not a person who answers a dialogue with the same word', () => {
    const { said } = guards(100);
    const all = [1, 2, 3, 4, 5, 6].map((n) => said(from('@a:b.fr', 'oui'), answer(`question ${n}`)).length);
    expect(all).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('nor one who says it more slowly', () => {
    const { said, wait } = guards(100);
    for (let n = 0; n < 8; n += 1) {
      expect(said(from('@a:b.fr', 'DN ?'), answer('r'))).toEqual(['r']);
      wait(15_000);
    }
  });
});
