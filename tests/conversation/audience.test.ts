import { describe, expect, it } from 'vitest';
import { namesSomeone } from '../../src/conversation/audience.ts';
import { growth, superLinear } from '../support/growth.ts';
import { knowledge } from './support.ts';

const isForSomeone = namesSomeone(knowledge);

describe('a message in a room', () => {
  it.each([
    'Paul, DN ou Démat Social ?',
    'paul : DN ou Démat Social ?',
    'Marie Claire, DN ou Démat Social ?',
    'Salut Paul, DN ou Démat Social ?',
    'DN ou Démat Social, Paul ?',
    '@Sophie DN ou Démat Social ?',
    'DN ou Démat Social @sophie ?',
    'Tu préfères DN ou Démat Social ?',
    'Jean-Michel DN ou Démat Social ?',
    'DN ou Démat Social Jean-Michel ?',
    'Marie DN ou Démat Social ?',
    'DN ou Démat Social pour vendredi ?',
    'DN ou Démat Social à 14h30 ?',
    'DN ou Démat Social demain ?',
    "T'as choisi DN ou Démat Social ?",
    'Tu\u2019as pris DN ?',
  ])('%s is for someone', (text) => {
    expect(isForSomeone(text)).toBe(true);
  });

  it.each([
    'DN ou Démat Social ?',
    'Bonjour, DN ou Démat Social ?',
    'Bonjour à tous, DN ou Démat Social ?',
    'Petite question : DN ou Démat Social ?',
    'Démat Social : HDS ou pas ?',
    'DN, Démat Social : que choisir ?',
    'DN ou Démat Social, svp ?',
    'Quelqu’un sait si DN a FranceConnect ?',
    'Savez-vous si DN a FranceConnect ?',
    'Quelle différence entre DN et Démat Social ?',
    'Vous savez si DN a FranceConnect ?',
    'Quel est le statut de DN ?',
  ])('%s is for everyone', (text) => {
    expect(isForSomeone(text)).toBe(false);
  });

  it.each(['a, ', 'é', ' ', ',', 'A', '@', '?'])(
    'is judged at the cost of the length of the text: %j, repeated',
    (piece) => {
      expect(growth((size) => isForSomeone(`${piece.repeat(size)},`))).toBeLessThan(superLinear);
    },
  );
});
