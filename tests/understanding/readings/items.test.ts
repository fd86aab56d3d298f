import { describe, expect, it } from 'vitest';
import type { Context } from '../../../src/understanding/context.ts';
import { items, productApis } from '../../../src/understanding/readings/items.ts';
import { materialOf, said } from '../../support/understood.ts';

const item = (text: string, context?: Context) => items(materialOf(text, context));

describe('a feature or a limit', () => {
  it('is found by its keywords', () => {
    expect(item('attestation')[0]).toMatchObject({
      question: { kind: 'item', items: ['guichet/attestation'], subjects: [] },
      guessed: false,
    });
  });

  it('is found by an everyday phrase only where its product is named or was just spoken of', () => {
    const messaging = { kind: 'item', items: ['guichet/messagerie'] };
    expect(item('prévenir la personne')).toEqual([]);
    expect(item('prévenir la personne', said({ subjects: ['orme'] }))).toEqual([]);
    expect(item('prévenir la personne dans Guichet Facile')[0]?.question).toMatchObject(messaging);
    expect(item('prévenir la personne', said({ subjects: ['guichet'] }))[0]?.question).toMatchObject(
      messaging,
    );
  });

  it('of an API is rather meant where it is asked by API', () => {
    const score = (text: string) => item(text)[0]?.score ?? 0;
    const gain = (text: string) => score(`api ${text}`) - score(text);
    expect(gain('signer api rest')).toBeGreaterThan(gain('attestation'));
  });

  it('of one product is asked of another too, of which it is as true', () => {
    expect(item('Guichet Santé api rest')[0]?.question).toMatchObject({
      items: ['guichet/api-rest'],
      subjects: ['guichet-sante'],
    });
  });

  it('of another product than the one named is a worse guess', () => {
    const [own] = item('Guichet Facile attestation');
    const [foreign] = item('Orme attestation');
    expect(foreign?.score).toBeLessThan(own?.score ?? 0);
  });

  it('of what was just spoken of comes first', () => {
    const [plain] = item('attestation');
    const [familiar] = item('attestation', said({ subjects: ['guichet'] }));
    expect(familiar?.score).toBeGreaterThan(plain?.score ?? 0);
  });

  it('is guessed by two telling words of its text, not by one', () => {
    expect(item('un message pour échanger')[0]).toMatchObject({
      question: { items: ['guichet/messagerie'] },
      guessed: true,
    });
    expect(item('un message')).toEqual([]);
    expect(item('échanger')).toEqual([]);
    const [phrase] = item('messagerie');
    const [guess] = item('message, échanger');
    expect([phrase?.coverage, guess?.coverage]).toEqual([1, 1]);
    expect(guess?.score).toBeLessThan(phrase?.score ?? 0);
  });

  it('is not guessed of a product that is named and has it not', () => {
    expect(item('Orme : un message pour échanger')).toEqual([]);
  });

  it('counts less where an API is wished for: "signer par API"', () => {
    expect(item('une api rest')[0]?.score).toBeLessThan(item('rest')[0]?.score ?? Number.POSITIVE_INFINITY);
  });
});

describe('the API of a product', () => {
  const api = (text: string) => productApis(materialOf(text))[0]?.question;

  it('is what the guide says of one', () => {
    expect(api('API Guichet Facile')).toEqual({
      kind: 'item',
      items: ['guichet/api-rest'],
      subjects: ['guichet'],
    });
    expect(api('API Guichet Santé ?')).toMatchObject({
      items: ['guichet/api-rest'],
      subjects: ['guichet-sante'],
    });
  });

  it('is nothing where it says nothing, of several products, or of an API', () => {
    expect(api('API Orme')).toBeUndefined();
    expect(api('API Guichet Facile ou Orme')).toBeUndefined();
    expect(api('API Adresses')).toBeUndefined();
  });
});
