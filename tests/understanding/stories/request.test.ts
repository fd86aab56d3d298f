import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { around, requestsIn } from '../../../src/understanding/stories/request.ts';

/** The words that ask, of each request of a message. */
const asked = (message: string) => requestsIn(message).map(({ clause }) => clause);

describe('the words that ask', () => {
  it.each([
    ['a sentence with a question mark', 'On a un site. Il est chez nous. Qui le tient ?', 'Qui le tient ?'],
    [
      'a clause of it',
      'Notre démarche est en ligne, est-ce que tout le monde la voit ?',
      'est-ce que tout le monde la voit ?',
    ],
    ['a verb turned round', 'Le site grandit ; peut-on le couper en deux ?', 'peut-on le couper en deux ?'],
    [
      'after a preposition',
      'Ils nous le prêtent, chez quel fournisseur tourne-t-il ?',
      'chez quel fournisseur tourne-t-il ?',
    ],
    [
      'with the interrogative at the end',
      'Mon chef doute, rassurez-le, c’est hébergé où ?',
      'c’est hébergé où ?',
    ],
    ['in English', 'we are three people, is it open?', 'is it open?'],
    ['after an interjection', 'Il tourne partout. Sinon, combien coûte-t-il ?', 'combien coûte-t-il ?'],
  ])('are %s', (_, message, clause) => {
    expect(asked(message)).toEqual([clause]);
  });

  it.each([
    ['Ma cheffe me demande qui le porte.', 'qui le porte.'],
    ['Ma cheffe me demande, pour sa fiche de poste, quelle entité le porte.', 'quelle entité le porte.'],
    ['Je voudrais savoir si on peut y entrer.', 'si on peut y entrer.'],
    ['On me demande s’ils peuvent entrer.', 'ils peuvent entrer.'],
    ['Dites-moi simplement où il est.', 'où il est.'],
    ['Je reviens aux affaires et je me demande simplement si ça tient.', 'si ça tient.'],
  ])('are what is reported: "%s"', (message, clause) => {
    expect(asked(message)).toEqual([clause]);
  });

  it('are a wish where nothing else asks', () => {
    expect(asked('Le site ouvre. Nous avons besoin de son adresse.')).toEqual([
      'Nous avons besoin de son adresse.',
    ]);
    expect(asked('Nous avons besoin de calme. Où est-il ?')).toEqual(['Où est-il ?']);
  });

  it('do not hold the reason for asking', () => {
    expect(asked("Qui l'héberge, parce qu'il y aurait des noms ?")).toEqual(["Qui l'héberge,"]);
  });

  it('stand in several sentences, or in both halves of one', () => {
    expect(asked('Qui le porte ? Et où est-il ?')).toEqual(['Qui le porte ?', 'Et où est-il ?']);
    expect(asked('Peut-on le transférer, et au bout de combien de mois disparaît-il ?')).toEqual([
      'Peut-on le transférer,',
      'au bout de combien de mois disparaît-il ?',
    ]);
  });

  it.each(['', 'Le site ouvre demain.', '…'])('are nowhere in "%s"', (message) => {
    expect(asked(message)).toEqual([]);
  });
});

describe('what is said around them', () => {
  it('comes in parts, the nearest first', () => {
    const [request] = requestsIn(
      'On déménage. Le site est grand, le bureau petit. Comme il pleut, où va-t-on ?',
    );
    expect(request && around(request)).toEqual([
      'Comme il pleut,',
      'le bureau petit.',
      'Le site est grand,',
      'On déménage.',
    ]);
  });

  it('is what is near: eight parts', () => {
    const [request] = requestsIn(`${'Le site, grand, vieux. '.repeat(20)}Où est-il ?`);
    expect(request && around(request)).toHaveLength(8);
    expect(request?.before).toHaveLength(8);
  });

  it('holds the half of the sentence before', () => {
    expect(requestsIn('Qui le porte et combien pèse-t-il ?')[1]?.before).toEqual(['Qui le porte']);
  });
});

it('every request stands in its message, and nothing is lost of its sentence', () => {
  const word = fc.constantFrom(
    'qui',
    'où',
    'le',
    'site',
    'savoir',
    'si',
    'et',
    ',',
    '.',
    '?',
    '(',
    ')',
    '-t-il',
    'me demande',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), (words) => {
      const letters = (text: string) => text.replaceAll(/[^\p{L}]/gu, '');
      for (const { clause, sentence, aside } of requestsIn(words.join(' '))) {
        expect(letters(sentence)).toContain(letters(clause));
        expect(letters([clause, ...aside].join('')).length).toBe(letters(sentence).length);
      }
    }),
  );
});
