import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessWord, isShownWord, readWord } from '../../../src/conversation/advice/words.ts';

describe('a word of the dialogue', () => {
  it.each([
    ['retour', 'back'],
    ['!retour', 'back'],
    ['Précédent.', 'back'],
    ['récap', 'recap'],
    ['où en suis-je ?', 'recap'],
    ['Pourquoi ?', 'why'],
    ['je ne sais pas', 'unknown'],
    ['je sais pas trop', 'unknown'],
    ['on ne sait pas encore', 'unknown'],
    ['JSP', 'unknown'],
    ['recommencer', 'restart'],
    ['stop !', 'stop'],
    ['aide', 'help'],
    ['note', 'note'],
    ['question', 'repeat'],
  ])('« %s » is %s', (text, type) => {
    expect(readWord(text)).toEqual({ type });
  });

  it.each([
    ['modifier', ''],
    ['modifier 2', '2'],
    ['Modifier la réponse 2', '2'],
    ['changer ma réponse à 3', '3'],
    ['modifier hébergement', 'hebergement'],
  ])('« %s » changes « %s »', (text, what) => {
    expect(readWord(text)).toEqual({ type: 'change', what });
  });

  it('« et si … » supposes', () => {
    expect(readWord("Et si j'avais une contrainte HDS ?")).toEqual({
      type: 'suppose',
      what: 'j avais une contrainte hds',
    });
    expect(readWord('et si')).toBeUndefined();
  });

  it.each(['', 'un wiki', 'pas de retour', 'stop ou encore', 'notes', '2'])('« %s » is none', (text) => {
    expect(readWord(text)).toBeUndefined();
  });
});

describe('a mistyped word', () => {
  it.each([
    ['retuor', { type: 'back' }],
    ['recomencer', { type: 'restart' }],
    ['poruquoi', { type: 'why' }],
    ['modfier 2', { type: 'change', what: '2' }],
  ])('« %s »', (text, word) => {
    expect(guessWord(text)).toEqual(word);
  });

  it.each(['stip', 'nite', 'un wiki', 'détour'])('« %s » is not guessed', (text) => {
    expect(guessWord(text)).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (text) => guessWord(text) !== null && readWord(text) !== null,
      ),
    );
  });
});

describe('a word that may be said in a room to nobody', () => {
  it.each(['retour', '!retour', 'Récap', 'je ne sais pas', 'modifier 2', 'stop'])('« %s »', (text) => {
    expect(isShownWord(text)).toBe(true);
  });

  it.each([
    'ça dépend',
    'aucune idée',
    'fin',
    'modifier',
    'modifier la réunion',
    'et si on mangeait',
    'bonjour',
  ])('not « %s »', (text) => {
    expect(isShownWord(text)).toBe(false);
  });
});
