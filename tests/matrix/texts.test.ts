import { describe, expect, it } from 'vitest';
import { keyMissing } from '../../src/matrix/texts.ts';

describe('why a message cannot be read', () => {
  it('is told by the code that its sender gave', () => {
    expect(keyMissing('m.blacklisted').plain).toContain('bloqué');
    expect(keyMissing(undefined).plain).toContain('Si elle arrive, je répondrai');
  });

  it.each(['constructor', '__proto__', 'toString', 'm.inconnu'])(
    'is general for a code that nobody knows: %s',
    (code) => {
      expect(keyMissing(code).plain).toBe(
        'Je ne peux pas lire ce message chiffré : sa clé de déchiffrement ne m’est pas parvenue.',
      );
    },
  );
});
