import { describe, expect, it } from 'vitest';
import type { Draft } from '../../src/answering/draft.ts';
import { choice, instead, nearestTo, withReserve } from '../../src/answering/reserve.ts';
import type { Question } from '../../src/understanding/question.ts';
import { textOf } from '../support/answered.ts';
import { small } from '../support/small-knowledge.ts';
import { understood } from '../support/understood.ts';

const card = (subject: string): Question => ({ kind: 'card', subjects: [subject] });
const draft: Draft = {
  band: 'answer',
  blocks: [{ type: 'paragraph', content: [{ type: 'text', text: 'La réponse.' }] }],
  citations: [],
  subjects: ['orme'],
};

describe('an answer with a reserve', () => {
  const reserved = (
    band: 'answer' | 'suggest',
    others: Question[],
    { of = card('orme'), strange = [] }: { of?: Question; strange?: string[] } = {},
  ) => withReserve(small, { band, others, strange }, of, draft);

  it('names what was understood before the answer', () => {
    const made = reserved('answer', []);
    expect(textOf(made)).toBe('J’ai compris, sans certitude : « Fiche : Orme ».\n\nLa réponse.');
    expect(made).toMatchObject({ band: 'suggest', subjects: ['orme'], suggestions: [] });
  });

  it('says which words it did not understand: three at most, each once', () => {
    const strange = ['heatmaps', 'heatmaps', 'x'.repeat(50), 'zorglub', 'krokmou'];
    expect(textOf(reserved('answer', [], { strange }))).toBe(
      `J’ai compris, sans certitude : « Fiche : Orme » ; je n’ai pas compris « heatmaps », « ${'x'.repeat(40)}… » ni « zorglub ».\n\nLa réponse.`,
    );
  });

  it('does not offer criteria of the same subjects in other words', () => {
    const [subjects, asked] = [['orme', 'vitrine'], [{ criterion: 'hds' }]];
    const of: Question = { kind: 'comparison', subjects, asked, common: false };
    const others: Question[] = [
      { kind: 'criterion', subjects: subjects.toReversed(), asked },
      { kind: 'criterion', subjects: ['orme'], asked },
    ];
    expect(reserved('suggest', others, { of }).suggestions?.map(({ label }) => label)).toEqual([
      'HDS : Orme',
    ]);
  });

  it('offers what else may be meant: less where more was understood, never the same again', () => {
    const others = [card('orme'), card('vitrine'), card('guichet'), card('vitrine')];
    expect(reserved('answer', others).suggestions?.map(({ label }) => label)).toEqual(['Fiche : Vitrine']);
    expect(reserved('suggest', others).suggestions?.map(({ label }) => label)).toEqual([
      'Fiche : Vitrine',
      'Fiche : Guichet Facile',
    ]);
  });
});

describe('what the guide says instead', () => {
  it('follows the line that says on what it is silent', () => {
    const line = (text: string): Draft['blocks'][number] => ({
      type: 'paragraph',
      content: [{ type: 'text', text }],
    });
    const silence: Draft = { ...draft, band: 'refuse', blocks: [line('Silence.'), line('Une fiche.')] };
    const made = instead(small, card('vitrine'), silence, card('orme'), draft);
    expect(textOf(made)).toBe("Silence.\n\nCe qu'il dit pour « Fiche : Orme » :\n\nLa réponse.");
    expect(made.band).toBe('suggest');
    const criteria = [{ criterion: 'hds' }, { criterion: 'proconnect' }];
    const several: Question = { kind: 'criterion', subjects: ['orme'], asked: criteria };
    expect(textOf(instead(small, several, silence, card('orme'), draft))).toMatch(
      /^Le guide ne le dit pas pour « HDS et ProConnect : Orme »\./,
    );
  });
});

describe('what comes nearest', () => {
  it('is told as no more than that', () => {
    expect(textOf(nearestTo(draft))).toBe(
      "Je ne trouve pas cela tel quel dans le guide. Ce qui s'en approche :\n\nLa réponse.",
    );
    expect(nearestTo(draft).band).toBe('suggest');
  });

  it('says no yes and no no, which were not asked for', () => {
    const saying = (text: string): Draft => ({
      ...draft,
      blocks: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
    });
    const told = (text: string) => textOf(nearestTo(saying(text))).split('\n\n')[1];
    expect(told('Oui, l’API de Vitrine répond.')).toBe('L’API de Vitrine répond.');
    expect(told('Non : GitBook est gratuit.')).toBe('GitBook est gratuit.');
    expect(told('Non communiqué : le guide note « n/c ».')).toBe('Non communiqué : le guide note « n/c ».');
  });
});

describe('a choice between readings', () => {
  const offered = (question: Question | undefined, others: Question[]) =>
    choice(small, { ...understood('zorglub'), question, others });

  it('says that it is not known, and offers three at most, each with a text that asks it', () => {
    const made = offered(card('orme'), [card('vitrine'), card('guichet'), card('bacvert')]);
    expect(textOf(made)).toBe('Je ne sais pas : je ne trouve rien sur « zorglub » dans le guide.');
    expect(made.band).toBe('suggest');
    expect(made.suggestions).toEqual([
      { label: 'Fiche : Orme', query: 'fiche Orme' },
      { label: 'Fiche : Vitrine', query: 'fiche Vitrine' },
      { label: 'Fiche : Guichet Facile', query: 'fiche Guichet Facile' },
    ]);
  });

  it('is a refusal where there is nothing to offer', () => {
    expect(offered(undefined, [])).toMatchObject({ band: 'refuse' });
    expect(offered({ kind: 'about-bot' }, [])).toMatchObject({ band: 'refuse' });
  });
});
