import { describe, expect, it } from 'vitest';
import { type Context, contextOf } from '../../../src/understanding/context.ts';
import { Understander } from '../../../src/understanding/understand.ts';
import type { Understanding } from '../../../src/understanding/understanding.ts';
import { knowledgeOf, small } from '../../support/small-knowledge.ts';
import { said } from '../../support/understood.ts';

const next = ({ question }: Understanding) => question && contextOf(question, []);
const without = new Understander(small);
const understand = (text: string, context?: Context) => without.understand(text, context, next)[0];

describe('a message that resembles an example', () => {
  const phrasings = [
    { means: 'Limites de Guichet Facile ?', asked: ['où est-ce que ça coince sur Guichet Facile'] },
    { means: 'HDS Guichet Facile ?', asked: ['le tampon HDS, Guichet Facile l’a-t-il depuis longtemps'] },
    { means: 'Auparavant, Bacvert ?', asked: ['Bacvert faisait quoi au temps des dinosaures'] },
    { asked: ['la voiture bleue reste garée dehors'] },
  ];
  const likening = new Understander(knowledgeOf({ phrasings }));
  const likened = (text: string) => likening.understand(text, undefined, next)[0];

  it('is suggested what the example means, about the subject that it names', () => {
    expect(likened('où est-ce que ça coince sur Orme')).toMatchObject({
      band: 'suggest',
      likened: true,
      question: { kind: 'aspect', aspect: 'limits', subjects: ['orme'] },
    });
    expect(likened('où est-ce que ça coince')?.question).toMatchObject({ subjects: ['guichet'] });
  });

  it('is refused where it resembles what the guide does not answer, or nothing', () => {
    expect(likened('la moto bleue reste garée ?')).toMatchObject({ band: 'refuse', likened: false });
    expect(likened('zorglub krokmou')).toMatchObject({ band: 'refuse', likened: false });
  });

  it('is told what comes nearest where it may be answered, and that it is no more', () => {
    expect(likened('où ça coince, zorglub')).toMatchObject({
      band: 'suggest',
      likened: true,
      remote: true,
      question: { aspect: 'limits' },
    });
    expect(likened('où est-ce que ça coince sur Orme')?.remote).toBe(false);
  });

  it('is told it rather where it names what that is about', () => {
    const silences = { asked: ['où ça dort', 'zorglub dort'] };
    const doubting = new Understander(knowledgeOf({ phrasings: [...phrasings, silences] }));
    const heard = (text: string) => doubting.understand(text, undefined, next)[0];
    expect(heard('où ça coince, zorglub')).toMatchObject({ band: 'refuse' });
    expect(heard('où ça coince, zorglub, Orme')).toMatchObject({
      band: 'suggest',
      remote: true,
      question: { aspect: 'limits', subjects: ['orme'] },
    });
  });

  it('names the words that may be why it is not sure, and none where it is', () => {
    expect(likened('où est-ce que ça coince sur Orme avec la moto')?.strange).toEqual(['moto']);
    expect(likened('limites Orme ?')?.strange).toEqual([]);
  });

  it('is an API all the same where what it serves is named', () => {
    const understander = new Understander(
      knowledgeOf({
        phrasings: [
          { asked: ['où va la rivière', 'où dort le chat'] },
          { means: 'HDS GF ?', asked: ['hds de gf'] },
        ],
      }),
    );
    const [served] = understander.understand('où dort de quoi vérifier une adresse', undefined, next);
    expect(served).toMatchObject({ unanswerable: false, question: { entities: ['api-adresses'] } });
    const [other] = understander.understand('où dort de quoi faire un site éditorial', undefined, next);
    expect(other).toMatchObject({ unanswerable: true, question: { kind: 'need' } });
  });

  it('may be an API that is called otherwise', () => {
    const named = new Understander(
      knowledgeOf({
        phrasings: [{ means: 'API Adresses', asked: ['api pour poser une punaise sur la carte'] }],
      }),
    );
    expect(understand('api pour poser une punaise')?.question).toMatchObject({ api: 'poser une punaise' });
    expect(named.understand('api pour poser une punaise', undefined, next)[0]).toMatchObject({
      band: 'suggest',
      likened: true,
      question: { kind: 'card', subjects: ['api-adresses'] },
    });
  });

  it('but nothing else answers who looks for an API', () => {
    const far = new Understander(
      knowledgeOf({
        phrasings: [
          { means: 'définition Commun numérique', asked: ['api pour poser une punaise sur la carte'] },
        ],
      }),
    );
    expect(far.understand('api pour poser une punaise', undefined, next)[0]).toMatchObject({
      likened: false,
      question: { api: 'poser une punaise' },
    });
  });

  it('is answered without a reserve where both agree', () => {
    const text = 'le tampon HDS, Guichet Facile l’a-t-il ?';
    expect(understand(text)).toMatchObject({ band: 'answer', sure: false });
    expect(likened(text)).toMatchObject({ band: 'answer', sure: true, likened: false });
  });

  it('is so understood however much of the examples was read before', () => {
    const asked = Array.from({ length: 1_000 }, (_, index) => `zorglub ${index}`);
    const understander = new Understander(knowledgeOf({ phrasings: [{ asked }, ...phrasings] }));
    const reading = understander.prepare();
    expect(reading.next().done).toBe(false);
    const [first] = understander.understand('où est-ce que ça coince sur Orme', undefined, next);
    expect(first).toMatchObject({ likened: true, question: { aspect: 'limits', subjects: ['orme'] } });
    // That message has read the rest.
    expect(reading.next().done).toBe(true);
  });

  it('is never told the past that it does not ask for', () => {
    expect(likened('Bacvert faisait quoi au temps des dinosaures')?.likened).toBe(false);
  });
});

describe('of two readings', () => {
  const phrasings = [
    {
      means: 'Hébergement Guichet Facile ?',
      asked: ['où dort une attestation de Guichet Facile, hébergée ici ou là'],
    },
    { means: 'Guichet Facile', asked: ['messagerie hébergée, Guichet Facile en somme'] },
    { means: "Guichet Facile : Pas d'API REST", asked: ['plafond api pour signer, Guichet Facile'] },
    { means: 'Guichet Facile : Messagerie', asked: ['plafond api de la messagerie, Guichet Facile'] },
  ];
  const choosing = new Understander(knowledgeOf({ phrasings }));
  const chosen = (text: string, context?: Context) => choosing.understand(text, context, next)[0];

  it('the one that the examples mean is meant, not sure, and the other may be', () => {
    const text = 'où dort une attestation hébergée par Guichet Facile ?';
    expect(understand(text)?.question).toMatchObject({ kind: 'item' });
    expect(chosen(text)).toMatchObject({
      question: { kind: 'criterion' },
      sure: false,
      others: expect.arrayContaining([expect.objectContaining({ kind: 'item' })]),
    });
  });

  it('the one that the examples mean is meant where the words only guess, though these do not allow it', () => {
    const guessing = new Understander(
      knowledgeOf({
        phrasings: [
          { means: 'Guichet Facile : Messagerie', asked: ['délivrer vite une réponse sur Guichet Facile'] },
          { means: 'définition commun numérique', asked: ['délivrer lentement un tampon'] },
          { asked: ['une pizza avec Guichet Facile', 'Guichet Facile : la pizza froide', 'la pizza froide'] },
        ],
      }),
    );
    const guessed = (text: string) => guessing.understand(text, undefined, next)[0];
    const text = 'délivrer vite une réponse avec Guichet Facile';
    expect(understand(text)).toMatchObject({ guessed: true, question: { items: ['guichet/attestation'] } });
    expect(guessed(text)).toMatchObject({ sure: false, question: { items: ['guichet/messagerie'] } });
    expect(guessed(`${text} : la pizza froide`)?.question).not.toMatchObject({
      items: ['guichet/messagerie'],
    });
    // Nor is it where that is of what was just spoken of.
    const before = said({ kind: 'card', subjects: ['guichet'] });
    expect(guessing.understand(text, before, next)[0]?.question).toMatchObject({
      items: ['guichet/attestation'],
    });
    // What is named is not passed over.
    expect(guessed('délivrer lentement un tampon avec Guichet Facile')?.question).not.toMatchObject({
      kind: 'topic',
    });
  });

  it('that of the words is meant where the examples mean it nearly as much', () => {
    const text = 'délivrer vite une réponse avec Guichet Facile';
    const phrasings = [
      { means: 'Guichet Facile : Messagerie', asked: [text] },
      { means: 'Guichet Facile : Délivrer une attestation PDF', asked: [`${text} à`] },
    ];
    const even = new Understander(knowledgeOf({ phrasings }));
    expect(even.understand(text, undefined, next)[0]?.question).toMatchObject({
      items: ['guichet/attestation'],
    });
  });

  it('a limit that the examples mean is meant where limits are asked for, whatever else its words are like', () => {
    const phrasings = [
      { means: "Guichet Facile : Pas d'API REST", asked: ['limite de pizzas de Guichet Facile'] },
      { asked: ['combien de pizzas', 'des pizzas', 'pizzas'] },
    ];
    const limiting = new Understander(knowledgeOf({ phrasings }));
    const text = 'limites de pizzas de Guichet Facile';
    expect(understand(text)?.question).toMatchObject({ aspect: 'limits' });
    expect(limiting.understand(text, undefined, next)[0]?.question).toMatchObject({
      items: ['guichet/api-rest'],
    });
  });

  it('unless that is but a name', () => {
    const text = 'messagerie hébergée de Guichet Facile ?';
    expect(chosen(text)?.question).toEqual(understand(text)?.question);
  });

  it('what the guide never says is given up for a limit alone', () => {
    const unsaid = [{ id: 'quota', label: 'les quotas', aliases: ['plafond api'] }];
    const counted = new Understander(knowledgeOf({ phrasings, lexicon: { ...small.lexicon, unsaid } }));
    const asked = (text: string, by = counted) => by.understand(text, undefined, next)[0]?.question;
    const uncounted = new Understander(knowledgeOf({ lexicon: { ...small.lexicon, unsaid } }));
    expect(asked('plafond api signer Guichet Facile ?', uncounted)).toMatchObject({ kind: 'unsaid' });
    expect(asked('plafond api signer Guichet Facile ?')).toMatchObject({ items: ['guichet/api-rest'] });
    expect(asked('plafond api messagerie Guichet Facile ?')).toMatchObject({ kind: 'unsaid' });
  });
});

describe('in a conversation', () => {
  const phrasings = [
    {
      means: 'Limites de Guichet Facile ?',
      asked: ['où ça coince sur Guichet Facile', 'ses limites, à Guichet Facile'],
    },
    { means: 'HDS Guichet Facile ?', asked: ['Guichet Facile a-t-il HDS'] },
    { asked: ['la voiture bleue reste garée dehors'] },
  ];
  const opinion = new Understander(knowledgeOf({ phrasings }));
  const carried = (text: string) => {
    const context = said({ kind: 'card', subjects: ['guichet'] });
    return opinion.understand(text, context, next)[0];
  };

  it('what rests on what was said before is sure where the examples agree, with the name that it goes without', () => {
    expect(carried('et ses limites ?')).toMatchObject({ question: { aspect: 'limits' }, sure: true });
    expect(carried('et HDS ?')).toMatchObject({ question: { kind: 'criterion' }, sure: true });
  });

  it('and is not where they do not', () => {
    expect(carried('et son historique ?')).toMatchObject({ question: { aspect: 'history' }, sure: false });
    expect(carried('et exploitation ?')).toMatchObject({ question: { kind: 'criterion' }, sure: false });
  });

  it('and is not either where it passes over what was just spoken of, whatever the examples mean', () => {
    const elsewhere = { means: 'vérifier une adresse', asked: ['et vérifier une adresse'] };
    const passing = new Understander(knowledgeOf({ phrasings: [...phrasings, elsewhere] }));
    const before = said({ kind: 'card', subjects: ['guichet'] });
    const need = { kind: 'need', entities: ['api-adresses'] };
    expect(passing.understand('et vérifier une adresse ?', before, next)[0]).toMatchObject({
      question: need,
      sure: false,
    });
    expect(passing.understand('vérifier une adresse ?', undefined, next)[0]).toMatchObject({
      question: need,
      sure: true,
    });
  });

  it('but a criterion alone, of which the guide has a fact, needs no example', () => {
    expect(carried('et ProConnect ?')).toMatchObject({ question: { kind: 'criterion' }, sure: true });
  });

  it('what says something by its words beside the names of what was just spoken of is so understood', () => {
    expect(opinion.one('et exploitation zorglub ?', said({ kind: 'card', subjects: ['guichet'] })).band).toBe(
      'refuse',
    );
    expect(carried('et exploitation zorglub ?')).toMatchObject({
      band: 'suggest',
      remote: false,
      question: { kind: 'criterion', subjects: ['guichet'], asked: [{ criterion: 'exploitation' }] },
    });
  });

  it('what is short and not understood is reminded of what was just said, and told that it is no more', () => {
    expect(carried('zorglub krokmou ?')).toMatchObject({
      band: 'suggest',
      remote: true,
      question: { kind: 'card', subjects: ['guichet'] },
    });
    expect(carried('et ça, zorglub krokmou blurf frazou glinche ?')?.remote).toBe(true);
    const long = 'zorglub krokmou blurf frazou glinche pignouf trucmuche bidule';
    expect(carried(long)).toMatchObject({ band: 'refuse', remote: false });
    expect(carried('la voiture bleue ?')).toMatchObject({ band: 'refuse', remote: false });
    expect(opinion.understand('zorglub krokmou ?', undefined, next)[0]?.band).toBe('refuse');
  });

  it('what names its own subject and what is asked of it needs no confirmation', () => {
    expect(carried('et Orme, ProConnect ?')).toMatchObject({ question: { subjects: ['orme'] }, sure: true });
  });
});

describe('a message that is more like what the guide does not answer', () => {
  const phrasings = [
    { means: 'HDS Guichet Facile ?', asked: ['le tampon HDS, Guichet Facile l’a-t-il depuis longtemps'] },
    { asked: ['ma voiture de fonction a un code, je le demande à qui', 'qui a volé ma voiture'] },
  ];
  const doubting = new Understander(knowledgeOf({ phrasings }));
  const doubted = (text: string) => doubting.understand(text, undefined, next)[0];

  it('is not to be answered by one everyday word of it', () => {
    expect(doubted('attestation de ma voiture')).toMatchObject({ band: 'suggest', unanswerable: true });
    expect(understand('attestation de ma voiture')).toMatchObject({ band: 'suggest', unanswerable: false });
    // However much of it that word is.
    expect(doubted('code')).toMatchObject({ confidence: 1, unanswerable: true });
    expect(understand('code')).toMatchObject({ confidence: 1, unanswerable: false });
  });

  it('is, where an example confirms how it is understood', () => {
    const example = {
      means: 'Guichet Facile : Délivrer une attestation PDF',
      asked: ['attestation de ma voiture'],
    };
    const confirming = new Understander(knowledgeOf({ phrasings: [...phrasings, example] }));
    const [confirmed] = confirming.understand('attestation de ma voiture', undefined, next);
    // Of no product that is named it is not sure all the same.
    expect(confirmed).toMatchObject({ question: { kind: 'item' }, sure: false, unanswerable: false });
  });

  it('is, where the message names an API and what it is for', () => {
    expect(doubted('qui a une API pour vérifier une adresse de fonction ?')).toMatchObject({
      question: { kind: 'need', entities: ['api-adresses'] },
      unanswerable: false,
    });
  });

  it('is, where the message names a subject and what is asked of it, or where all is explained', () => {
    expect(doubted('qui a volé HDS de Guichet Facile, ma voiture ?')).toMatchObject({ unanswerable: false });
    expect(doubted('HDS GF')).toMatchObject({ sure: true, unanswerable: false });
  });
});

describe('what goes on from what was said', () => {
  const phrasings = [{ asked: ['et les APIs', 'et le temps qu’il fait', 'et ta voiture'] }];
  const doubting = new Understander(knowledgeOf({ phrasings }));

  it('is no guess where all of it is understood, however short it is', () => {
    const context = said({ kind: 'criterion', subjects: ['orme'], asked: [{ criterion: 'hds' }] });
    expect(doubting.understand('et les API ?', context, next)[0]).toMatchObject({
      question: { kind: 'list' },
      unanswerable: false,
      sure: false,
    });
  });

  it('compares nothing that was only spoken of together', () => {
    const both = { means: 'Orme ou Vitrine ?', asked: ['le jardin ou la cour chez Orme et Vitrine'] };
    const comparing = new Understander(knowledgeOf({ phrasings: [both] }));
    const context = said({ kind: 'item', subjects: ['orme', 'vitrine'] });
    expect(comparing.understand('et le jardin de la cour', undefined, next)[0]).toMatchObject({
      question: { kind: 'comparison' },
    });
    expect(comparing.understand('et le jardin de la cour', context, next)[0]?.question?.kind).not.toBe(
      'comparison',
    );
  });
});
