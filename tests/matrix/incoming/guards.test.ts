import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IncomingMessage, Reaction, Reply } from '../../../src/conversation/message.ts';
import { createGuard } from '../../../src/matrix/incoming/guards.ts';

const reply = (plain: string): Reply => ({
  message: { plain, html: plain },
  blocks: [],
  answer: { band: 'answer', confidence: 1, subjects: [], blocks: [], citations: [] },
  purpose: 'answer',
});
const answer = (...texts: string[]): Reaction => ({ replies: texts.map(reply), sessions: [], counts: [] });
const minute = 60_000;
const hour = 60 * minute;
const from = (sender: string, text: string, room = '!r:hs.fr'): Omit<IncomingMessage, 'at'> => ({
  ...{ id: '$e', room, sender, text, thread: undefined, replyTo: undefined },
  ...{ direct: false, addressed: true, mentionsOthers: false },
});
const long =
  'Grist : un tableur collaboratif qui sert aussi de base de données, libre et hébergé par la DINUM.';

/** Guards on a clock that the test moves. */
function guards(perMinute = 3) {
  let now = 100 * hour;
  const guard = createGuard({ perMinute, answerMaxAge: 6 * hour, flooded: reply('trop') }, () => now);
  /** @param age how long ago it was sent */
  const said = (message: Omit<IncomingMessage, 'at'>, reaction: Reaction, age = 0) =>
    guard({ ...message, at: now - age }, reaction).replies.map(({ message: { plain } }) => plain);
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
    wait(minute);
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

describe('the flood cap, for what comes at once after an outage,', () => {
  const asker = '@a:b.fr';

  it('counts the minutes in which it was asked, and says at most one line of what was too much', () => {
    const { said } = guards();
    const slowly = Array.from({ length: 200 }, (_, n) => 200 - n).flatMap((ago) =>
      said(from(asker, `question ${ago}`), answer(`réponse ${ago}`), ago * 20_000),
    );
    expect(slowly).toHaveLength(200);
    expect(slowly).not.toContain('trop');
    const hastily = Array.from({ length: 10 }, (_, n) => n).flatMap((n) =>
      said(from('@b:b.fr', `question ${n}`), answer('r'), (n < 5 ? 300 : 200) * minute),
    );
    expect(hastily).toEqual(['r', 'r', 'r', 'trop', 'r', 'r', 'r']);
  });

  /** When each of some questions was sent, in milliseconds ago, in the order in which they come: late keys come in any. */
  const ages = fc.array(fc.integer({ min: 0, max: 5 * minute }), { maxLength: 60 });
  /** The most of them in any one minute. */
  const densest = (all: readonly number[]) =>
    Math.max(0, ...all.map((end) => all.filter((age) => age >= end && age - end < minute).length));

  it('answers no more than allowed in any minute, and all where nobody asked more', () => {
    fc.assert(
      fc.property(ages, fc.integer({ min: 1, max: 8 }), (all, most) => {
        const { said } = guards(most);
        const answered = all.filter((age, n) => said(from(asker, `q${n}`), answer('r'), age)[0] === 'r');
        expect(densest(answered)).toBeLessThanOrEqual(most);
        if (densest(all) <= most) expect(answered).toEqual(all);
      }),
    );
  });

  it('counts no minute twice, however often a server dates messages back to it', () => {
    const { said, wait } = guards();
    const dated = Array.from({ length: 30 }, (_, n) => {
      wait(10 * minute);
      return said(from(asker, `q${n}`), answer('r'), n * 10 * minute).includes('r');
    });
    expect(dated.filter(Boolean)).toHaveLength(3);
  });

  it('goes on when the clock is set back', () => {
    const { said } = guards();
    for (const n of [1, 2, 3]) said(from(asker, `q${n}`), answer('r'));
    expect(said(from(asker, 'q4'), answer('r'), hour)).toEqual(['r']);
  });
});

describe('the loop guard', () => {
  it('leaves an account unanswered for ten minutes that sends the bot’s own words back', () => {
    const { said, wait } = guards();
    expect(said(from('@a:b.fr', 'Grist ?'), answer(long))).toEqual([long]);
    expect(said(from('@bot:b.fr', `${long} Merci.`), answer('r'))).toEqual([]);
    expect(said(from('@bot:b.fr', 'DN ?'), answer('r'))).toEqual([]);
    expect(said(from('@c:b.fr', 'DN ?'), answer('r'))).toEqual(['r']);
    wait(10 * minute);
    expect(said(from('@bot:b.fr', 'DN ?'), answer('r'))).toEqual(['r']);
  });

  it('and one that says the same five times in a minute, to the same answer', () => {
    const { said } = guards(100);
    const all = [1, 2, 3, 4, 5, 6].map(() => said(from('@bot:b.fr', 'DN ?'), answer('r')).length);
    expect(all).toEqual([1, 1, 1, 1, 0, 0]);
  });

  it('also with nearly a thousand other exchanges between them, and with no more: it remembers no more than that', () => {
    const loop = (between: number) => {
      const { said } = guards(0);
      for (let n = 0; n < 4; n += 1) said(from('@bot:b.fr', 'DN ?'), answer('r'));
      for (let n = 0; n < between; n += 1) said(from(`@p${n}:b.fr`, `question ${n}`), answer('r'));
      return said(from('@bot:b.fr', 'DN ?'), answer('r'));
    };
    expect([loop(999), loop(1_000)]).toEqual([[], ['r']]);
  });

  it('but not a person who answers a dialogue with the same word', () => {
    const { said } = guards(100);
    const all = [1, 2, 3, 4, 5, 6].map((n) => said(from('@a:b.fr', 'oui'), answer(`question ${n}`)).length);
    expect(all).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('nor one who says it more slowly, also when all of it comes at once', () => {
    const { said, wait } = guards(100);
    for (let n = 0; n < 8; n += 1) {
      expect(said(from('@a:b.fr', 'DN ?'), answer('r'))).toEqual(['r']);
      wait(15_000);
    }
    const late = [7, 6, 5, 4, 3, 2, 1, 0].flatMap((ago) =>
      said(from('@b:b.fr', 'DN ?'), answer('r'), ago * 15_000),
    );
    expect(late).toHaveLength(8);
  });

  it('leaves a loop during an outage unanswered from where it began, and what came before or long after not', () => {
    const { said } = guards(100);
    const looped = [100, 100, 100, 100, 100, 95].map((ago) =>
      said(from('@bot:b.fr', 'DN ?'), answer('r'), ago * minute),
    );
    expect(looped.flat()).toHaveLength(4);
    expect(said(from('@bot:b.fr', 'Grist ?'), answer('r'), 101 * minute)).toEqual(['r']);
    expect(said(from('@bot:b.fr', 'Grist ?'), answer('r'), 90 * minute)).toEqual(['r']);
  });
});
