import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answering/answer.ts';
import { createEngine } from '../../src/answering/create.ts';
import type { Turn } from '../../src/answering/engine.ts';
import { renderPlain } from '../../src/rendering/plain.ts';
import type { Context } from '../../src/understanding/context.ts';
import { knowledgeOf, small } from '../support/small-knowledge.ts';
import { said } from '../support/understood.ts';

const engine = createEngine(small);
const ask = (text: string, context?: Context): Turn => engine.ask(text, context);
const textOf = ({ blocks }: Answer) => renderPlain(blocks);
const answerTo = (text: string, context?: Context): Answer => {
  const [answer, ...more] = ask(text, context).answers;
  if (answer === undefined || more.length > 0) throw new Error(`${more.length} more answers`);
  return answer;
};

describe('a question', () => {
  it('gets an answer, its sources, how sure it is, and how it was understood', () => {
    const answer = answerTo('Vitrnie est-il open source ?');
    expect(textOf(answer)).toBe('Oui, Vitrine est open source.');
    expect(answer).toMatchObject({
      band: 'answer',
      subjects: ['vitrine'],
      explanation: {
        kind: 'Open source : Vitrine',
        subjects: ['Vitrine'],
        criteria: ['Open source'],
        corrections: [{ from: 'Vitrnie', to: 'vitrine' }],
      },
    });
    expect(answer.confidence).toBeGreaterThan(0.5);
    expect(answer.citations.map(({ id }) => id)).toEqual(['page']);
  });

  it('that is two gets two answers', () => {
    expect(ask("HDS de Guichet Facile ? C'est quoi Orme ?").answers).toHaveLength(2);
  });

  it('that is not understood is refused with the words that were not', () => {
    const answer = answerTo('Zorglub ?');
    expect(answer).toMatchObject({
      band: 'refuse',
      citations: [],
      explanation: { kind: 'question non comprise' },
    });
    expect(textOf(answer)).toContain('« Zorglub »');
  });
});

describe('what is left for the next question', () => {
  it('is what the answer was about', () => {
    const { context } = ask('qui a ProConnect ?');
    expect(context?.subjects).toEqual(['guichet']);
    expect(textOf(answerTo('et son hébergement ?', context))).toContain('OVH');
  });

  it('is the one of several that has what was asked', () => {
    const before = engine.ask('Guichet Facile ou Guichet Santé ?').context;
    const { context } = engine.ask('lequel est HDS ?', before);
    expect(context).toMatchObject({ kind: 'criterion', subjects: ['guichet-sante'] });
    expect(engine.ask('et HDS ?', before).context).toMatchObject({ subjects: ['guichet', 'guichet-sante'] });
  });

  it('is also of what the same was asked before, when one of them is looked for', () => {
    const first = engine.ask('Guichet Facile est HDS ?').context;
    const second = engine.ask('et Guichet Santé ?', first).context;
    const text = textOf(answerTo('lequel a ProConnect ?', second));
    expect(text).toContain('Guichet Facile : oui');
    expect(text).toContain('Guichet Santé : non');
    expect(text).not.toContain('Orme');
  });

  it('of two questions is the last', () => {
    expect(ask("C'est quoi Orme ? HDS de Guichet Facile ?").context).toMatchObject({ subjects: ['guichet'] });
  });

  it('is what there was before, after a refusal or a courtesy', () => {
    const before = said({ kind: 'criterion', subjects: ['guichet'], asked: [{ criterion: 'hds' }] });
    expect(ask('Zorglub ?', before).context).toEqual(before);
    expect(ask('merci', before).context).toEqual(before);
  });

  it('is what is named, where nothing else was understood', () => {
    expect(ask('Le zorglub maboul de Guichet Facile, il vrombit ?').context).toMatchObject({
      kind: 'card',
      subjects: ['guichet'],
    });
  });
});

describe('a courtesy', () => {
  it.each([
    ['Bonjour', 'greeting'],
    ['merci beaucoup', 'thanks'],
    ['Bonjour, merci', 'thanks'],
    ['👍', 'thanks'],
    ['et le', 'none'],
  ])('%s: %s, and no answer', (text, social) => {
    expect(ask(text)).toMatchObject({ answers: [], social, unasked: false });
  });

  it('around a question is none', () => {
    expect(ask('Bonjour, HDS de Guichet Facile ? Merci')).toMatchObject({ social: 'none' });
    expect(answerTo('Bonjour, HDS de Guichet Facile ? Merci').band).toBe('answer');
  });
});

describe('what may be answered although nobody asked the bot', () => {
  it.each([
    'Guichet Facile ou Guichet Santé ?',
    'Différence entre Orme et Vitrine ?',
    'Guichet Facile est-il HDS ?',
    'qui héberge Guichet Facile ?',
    'Orme, Vitrine : lequel est mieux ?',
  ])('a comparison, or a criterion of a subject: %s', (text) => {
    expect(ask(text).unasked).toBe(true);
  });

  it.each([
    ['fiche Orme ?', 'a card'],
    ["c'est quoi Orme ?", 'a definition'],
    ['limites de Guichet Facile ?', 'a side'],
    ['qui a ProConnect ?', 'no subject'],
    ['Guichet Facile est HDS', 'no question'],
    ['Guichet Facile ou Guichet Santé', 'no question'],
    ['Guichet Facile ou Jira ?', 'a product that the guide does not know'],
    ['prix de Guichet Facile ?', 'what the guide never says'],
    ['tu préfères Guichet Facile ou Guichet Santé ?', 'someone is asked'],
    ['vous êtes sur Guichet Facile ou Guichet Santé ?', 'someone is asked'],
    ['je prends Guichet Facile ou Guichet Santé ?', 'someone speaks of himself'],
    ['Guichet Facile ou Guichet Santé pour notre zorglub ?', 'someone speaks of himself'],
    ['Paul, Guichet Facile ou Guichet Santé ?', 'someone is called'],
    ['@sophie Guichet Facile ou Guichet Santé ?', 'someone is called'],
    ['Guichet Facile est-il HDS depuis le zorglub ?', 'not all is understood'],
    ["HDS de Guichet Facile ? C'est quoi Orme ?", 'two questions'],
  ])('nothing else: %s (%s)', (text) => {
    expect(ask(text).unasked).toBe(false);
  });
});

describe('where the guide is silent', () => {
  it('what it says of something else is not the news of another product', () => {
    const answer = answerTo('HDS Orme gazette ?');
    expect(textOf(answer)).toMatch(/^Le guide ne le dit pas/);
    expect(textOf(answer)).not.toContain('La lettre des communs');
  });
});

describe('a doubt', () => {
  /** The question with as many unknown words as make it doubtful. */
  const doubtful = (question: string): Answer => {
    const words = 'zorglub blurf krokmou frazou glinche'.split(' ');
    const asked = words.map((_, count) => answerTo(`${question} ${words.slice(0, count + 1).join(' ')}`));
    const found = asked.find(({ band }) => band === 'suggest');
    if (found === undefined) throw new Error('never in doubt');
    return found;
  };

  it('says how the question was understood, and gives that answer', () => {
    const answer = doubtful('limites de Guichet Facile');
    expect(textOf(answer)).toMatch(
      /^J’ai compris, sans certitude : « Limites de Guichet Facile » ; je n’ai pas compris « zorglub ».*\.\n\nLimites de Guichet Facile/,
    );
    expect(textOf(answer)).toContain("Pas d'API REST.");
    expect(answer.citations.map(({ id }) => id)).toEqual(['page']);
    for (const { query, label } of answer.suggestions ?? []) {
      expect(engine.ask(query, undefined, true).answers.map(({ band }) => band)).toEqual(['answer']);
      expect(label).not.toBe('');
    }
  });

  it('is none for what a command or a suggestion asks', () => {
    const asked = 'limites de Guichet Facile zorglub';
    expect(answerTo(asked).band).toBe('suggest');
    expect(engine.ask(asked, undefined, true).answers.map(({ band }) => band)).toEqual(['answer']);
  });

  it('is a refusal, not for a command, where the message is more like what the guide does not answer', () => {
    const phrasings = [
      { means: 'HDS Guichet Facile ?', asked: ['le tampon HDS, Guichet Facile l’a-t-il depuis longtemps'] },
      { asked: ['qui a volé ma voiture'] },
    ];
    const doubting = createEngine(knowledgeOf({ phrasings }));
    const asked = 'attestation de ma voiture';
    expect(answerTo(asked).band).toBe('suggest');
    const turn = doubting.ask(asked);
    expect(turn.answers.map(({ band }) => band)).toEqual(['refuse']);
    expect(turn.answers[0]?.explanation?.kind).toContain('écartée : ressemble à ce que le guide ne dit pas');
    expect(turn.context).toBeUndefined();
    expect(doubting.ask(asked, undefined, true).answers.map(({ band }) => band)).not.toEqual(['refuse']);
  });

  it('about what the guide does not say of a subject names both', () => {
    const phrasings = [
      { means: 'HDS Guichet Facile ?', asked: ['le tampon des hôpitaux, Guichet Facile l’a-t-il'] },
    ];
    const [answer] = createEngine(knowledgeOf({ phrasings })).ask('le tampon des hôpitaux sur Orme').answers;
    expect(answer?.band).toBe('refuse');
    expect(answer && textOf(answer)).toMatch(
      /^Le guide ne le dit pas : il ne précise pas « HDS » pour Orme\./,
    );
  });

  it('where the guide is silent on what was best understood, gives what comes next', () => {
    const answer = answerTo("ProConnect pour Bacvert, c'est écarté ?");
    expect(answer.band).toBe('suggest');
    expect(textOf(answer)).toMatch(
      /^Le guide ne le dit pas : il ne précise pas « ProConnect » pour Bacvert\.\n\nCe qu'il dit pour « Décision de Bacvert » :\n\nÉcarté en 04\/2025\./,
    );
  });
});

it('of a feature that the guide does not say of a product, tells whose it is rather than all of that product', () => {
  expect(textOf(answerTo("attestation pour Bacvert, c'est recommandé ?"))).toBe(
    'Le guide ne le dit pas pour Bacvert.\n\n- Il le dit de Guichet Facile : Délivrer une attestation PDF.',
  );
});

describe('a command', () => {
  const first = (turn: Turn) => (turn.answers[0] === undefined ? '' : textOf(turn.answers[0]));

  it.each([
    ['compare', 'Orme et Vitrine', 'Le guide ne désigne pas de gagnant'],
    ['criterion', 'hds Guichet Facile', 'Non, Guichet Facile'],
    ['card', 'Orme', 'Orme est un produit.'],
    ['api', 'vérifier une adresse', 'API Adresses'],
    ['decisions', 'Bacvert', 'Écarté en 04/2025'],
    ['definition', 'commun numérique', 'Commun numérique : Une ressource'],
    ['limits', 'Guichet Facile', 'Limites de Guichet Facile'],
    ['sources', 'Orme', "Ce que je sais d'Orme"],
    ['history', 'Bacvert', 'Auparavant'],
    ['contact', 'Guichet Facile', "L'équipe répond"],
    ['list', 'api', '2 API'],
  ] as const)('!%s %s', (name, text, beginning) => {
    expect(first(engine.lookup[name](text))).toContain(beginning);
  });

  it.each([
    ['compare', '4 communs numériques'],
    ['criterion', '8 critères'],
    ['card', '4 communs numériques'],
    ['api', '2 API'],
    ['framework', '2 familles'],
    ['backend', '2 backends'],
    ['decisions', "3 décisions d'architecture"],
    ['definition', 'Commun numérique : Une ressource'],
    ['limits', 'Le guide donne des limites pour'],
    ['sources', '2 documents'],
    ['history', 'Le guide a changé sur'],
    ['contact', 'Le guide donne un contact pour'],
    ['list', '4 communs numériques'],
  ] as const)('!%s alone gives the overview', (name, beginning) => {
    const turn = engine.lookup[name]('  ');
    expect(turn.answers.map(({ band }) => band)).toEqual(['answer']);
    expect(first(turn)).toContain(beginning);
  });

  it('leaves a context like a question does', () => {
    const { context } = engine.lookup.card('Guichet Facile');
    expect(textOf(answerTo('et ses limites ?', context))).toContain('Limites de Guichet Facile');
  });
});
