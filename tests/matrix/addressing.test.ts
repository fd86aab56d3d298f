import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAddressing, selfOf } from '../../src/matrix/addressing.ts';
import type { Written } from '../../src/matrix/events.ts';

const self = selfOf('@communs-bot:hs.fr', 'Communs numériques [DNUM]');
const written = (text: string, more: Partial<Written> = {}): Written => ({
  text,
  html: undefined,
  thread: undefined,
  replyTo: undefined,
  mentions: undefined,
  ...more,
});

describe('readAddressing', () => {
  it.each([
    'communs-bot: aide',
    'communs-bot, aide',
    'Communs-Bot aide',
    '@communs-bot aide',
    '  @communs-bot : aide',
    '@communs-bot:hs.fr aide',
    'Communs numériques [DNUM] : aide',
    'communs numériques, aide',
  ])('hears its name at the start, and takes it off: %s', (text) => {
    expect(readAddressing(written(text), self)).toEqual({
      mentionsBot: true,
      mentionsOthers: false,
      text: 'aide',
    });
  });

  it.each(['communs-bottin : aide', 'le communs-bot est lent', 'communs-bot-2 : aide', 'bonjour'])(
    'does not hear it in: %s',
    (text) => {
      expect(readAddressing(written(text), self)).toMatchObject({ mentionsBot: false, text });
    },
  );

  it('hears m.mentions, and takes its name off wherever it is', () => {
    const message = written('DN ou Démat Social @communs-bot ?', { mentions: ['@communs-bot:hs.fr'] });
    expect(readAddressing(message, self)).toEqual({
      mentionsBot: true,
      mentionsOthers: false,
      text: 'DN ou Démat Social ?',
    });
  });

  it.each([
    '<a href="https://matrix.to/#/@communs-bot:hs.fr">le bot</a> aide',
    '<a href="https://matrix.to/#/%40communs-bot%3Ahs.fr">le bot</a> aide',
    "<a href='matrix:u/communs-bot:hs.fr'>le bot</a> aide",
  ])('hears a pill: %s', (html) => {
    expect(readAddressing(written('le bot aide', { html }), self).mentionsBot).toBe(true);
  });

  it('knows when others are mentioned, by m.mentions or a pill; a room is nobody', () => {
    const others = (more: Partial<Written>) => readAddressing(written('texte', more), self).mentionsOthers;
    expect(others({ mentions: ['@paul:hs.fr'] })).toBe(true);
    expect(others({ mentions: ['@communs-bot:hs.fr', '@paul:hs.fr'] })).toBe(true);
    expect(others({ html: '<a href="https://matrix.to/#/@paul:hs.fr">Paul</a>' })).toBe(true);
    expect(others({ mentions: ['@communs-bot:hs.fr'] })).toBe(false);
    expect(others({ html: '<a href="https://matrix.to/#/!salon:hs.fr">Salon</a>' })).toBe(false);
    expect(others({ mentions: [] })).toBe(false);
  });

  it('takes any text, in time that grows with its length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, html) => {
        readAddressing(written(text, { html }), self);
      }),
    );
    const started = performance.now();
    for (const piece of [' ', 'a', 'href=', '@communs-bot ', ', '])
      readAddressing(
        written(piece.repeat(60_000), { html: piece.repeat(60_000), mentions: [self.user] }),
        self,
      );
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
