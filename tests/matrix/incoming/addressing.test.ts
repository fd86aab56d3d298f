import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Written } from '../../../src/matrix/events.ts';
import { readAddressing, selfOf } from '../../../src/matrix/incoming/addressing.ts';
import { growth, superLinear } from '../../support/growth.ts';

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

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, html) => {
        readAddressing(written(text, { html }), self);
      }),
    );
  });

  it.each([' ', 'a', 'href=', '<a href="https://matrix.to/#/', '@communs-bot ', ', ', '@', '['])(
    'costs no more than the length of the text: %j, repeated',
    (piece) => {
      const cost = growth((size) => {
        const text = piece.repeat(size / piece.length);
        readAddressing(written(text, { html: text, mentions: [self.user] }), self);
        selfOf(self.user, text);
      });
      expect(cost).toBeLessThan(superLinear);
    },
  );
});
