import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { type Context, contextOf } from '../../src/understanding/context.ts';
import { Understander } from '../../src/understanding/understand.ts';
import type { Understanding } from '../../src/understanding/understanding.ts';
import { small } from '../support/small-knowledge.ts';
import { said, understood } from '../support/understood.ts';

const understander = new Understander(small);
const next = ({ question }: Understanding): Context | undefined =>
  question === undefined ? undefined : contextOf(question, []);

/** A whole message. */
const message = (text: string, context?: Context) => understander.understand(text, context, next);
/** The questions of a message, as "kind subjects". */
const heard = (text: string, context?: Context) =>
  message(text, context).map(({ question }) =>
    question === undefined
      ? ''
      : `${question.kind} ${'subjects' in question ? question.subjects.join('+') : ''}`.trim(),
  );
const hds = { criterion: 'hds' };

describe('a reserve', () => {
  it.each([
    ['HDS GF', true],
    ['GF ou Orme ?', true],
    ['HDS de Guichet Facile chez zorglub', false],
    ["l'intranet pour Orme", true],
  ])('"%s" needs none: %s', (text, sure) => {
    expect(understood(text)).toMatchObject({ band: 'answer', sure });
  });

  it('is for readings that score alike, unless all words are explained', () => {
    expect(understood('attestation').sure).toBe(true);
  });
});

describe('a name in a sentence of its own', () => {
  it('answers nothing that the sentence beside it asks', () => {
    const [only] = message('Peut-on zorgler le krokmou des blurfs ? Guichet Facile');
    expect(only).not.toMatchObject({ band: 'answer' });
  });
});

describe('a bare word after a product that the guide does not know', () => {
  it('is asked of that product', () => {
    expect(message('- Airtable\n- attestation ?').map(({ question }) => question?.kind)).toEqual([
      'unknown-product',
    ]);
    expect(heard('Airtable ?\nQui est HDS ?')).toHaveLength(2);
  });
});

describe('the three bands', () => {
  it.each([
    ['GF ou Orme ?', 'answer'],
    ['HDS GF', 'answer'],
    ['fiche Orme', 'answer'],
    ["Guichet Facile, c'est beau ?", 'suggest'],
    ['code', 'suggest'],
    ['zorglub', 'refuse'],
    ['quel est le sens de la vie des zorglubs ?', 'refuse'],
    ['', 'refuse'],
  ])('"%s": %s', (text, band) => {
    expect(understood(text).band).toBe(band);
  });

  it('a subject with a criterion tolerates words that say nothing to us, a subject alone does not', () => {
    expect(understood('HDS de Guichet Facile chez zorglub').band).toBe('answer');
    expect(understood('Guichet Facile chez zorglub').band).not.toBe('answer');
  });

  it('a guess must explain more than a phrase that the knowledge lists', () => {
    expect(understood("l'intranet pour Orme chez zorglub zorglub").band).not.toBe('answer');
    expect(understood('hébergement pour Orme chez zorglub').band).toBe('answer');
  });

  it('a wish comes with a description of the project that nobody needs to know word for word', () => {
    expect(understood('je dois faire un téléservice pour les zorglubs').band).toBe('answer');
  });

  it('a profile, or "peut-on …", beside a subject asks nothing of it yet', () => {
    expect(understood("l'instructeur zorgle le zorglub de Guichet Facile").band).not.toBe('answer');
    expect(understood('que peut faire un instructeur zorglub dans Guichet Facile ?').band).toBe('answer');
    expect(understood('peut-on zorgler avec Guichet Facile ?').band).not.toBe('answer');
    expect(understood('est-il recommandé de zorgler avec Guichet Facile ?').band).toBe('answer');
  });

  it('a feature of no product must be most of what is said', () => {
    expect(understood('une attestation').band).toBe('answer');
    expect(understood('une attestation de zorglub').band).not.toBe('answer');
    expect(understood('une attestation de zorglub avec Guichet Facile').band).toBe('answer');
  });

  it('what is silent in the guide, or unknown to it, is understood whatever else is said', () => {
    expect(understood('le prix zorglub du zorglub de Guichet Facile ?')).toMatchObject({
      band: 'answer',
      question: { kind: 'unsaid' },
    });
    expect(understood('mon zorglub préféré est Airtable')).toMatchObject({
      band: 'answer',
      question: { kind: 'unknown-product' },
    });
  });
});

describe('what is told of a message', () => {
  it('the words that nobody knows, as they were written', () => {
    expect(understood('Zorglub, tu connais ?').unknown).toContain('Zorglub');
  });

  it('what was corrected', () => {
    expect(understood('fiche Vitrnie').corrections).toEqual([{ from: 'Vitrnie', to: 'vitrine' }]);
  });

  it('the subjects that were recognised, even when the question was not', () => {
    expect(understood('zorglub zorglub zorglub Orme')).toMatchObject({ band: 'refuse', subjects: ['orme'] });
  });

  it('whether it starts with the name of a subject', () => {
    expect(understood('Orme, Vitrine : lequel ?').startsWithSubject).toBe(true);
    expect(understood('Paul, Orme ou Vitrine ?').startsWithSubject).toBe(false);
  });

  it('other readings, none of them the best', () => {
    const { question, others } = understood('hébergement de Guichet Facile');
    expect(question?.kind).toBe('criterion');
    expect(others.map(({ kind }) => kind)).toContain('card');
  });

  it.each(['bonjour', 'merci beaucoup !', 'Bonjour, merci', 'et le la les', '👍', '', 'Bonne journée'])(
    'nothing but courtesy or function words: "%s"',
    (text) => {
      expect(understood(text).empty).toBe(true);
    },
  );

  it.each(['bonjour, GF ?', 'zorglub', 'merci pour Orme'])('something else: "%s"', (text) => {
    expect(understood(text).empty).toBe(false);
  });
});

describe('a follow-up', () => {
  const asked = said({ kind: 'criterion', subjects: ['guichet'], asked: [hds] });

  it.each(['et Orme ?', 'et pour Orme ?', "quid d'Orme ?", 'Orme ?'])(
    '"%s" asks the same of another subject',
    (text) => {
      expect(understood(text, asked).question).toEqual({
        kind: 'criterion',
        subjects: ['orme'],
        asked: [hds],
      });
    },
  );

  it.each(["non, je parlais d'Orme", 'non, Orme', 'je voulais dire Orme'])(
    '"%s" corrects the subject',
    (text) => {
      expect(understood(text, asked).question).toEqual({
        kind: 'criterion',
        subjects: ['orme'],
        asked: [hds],
      });
    },
  );

  it('asks the same of several', () => {
    expect(understood('et Orme et Vitrine, Orme ?', asked).question).toMatchObject({
      kind: 'criterion',
      subjects: ['orme', 'vitrine'],
      asked: [hds],
    });
  });

  it('asks for another criterion of the same subject', () => {
    expect(understood('et ProConnect ?', asked).question).toMatchObject({
      subjects: ['guichet'],
      asked: [{ criterion: 'proconnect' }],
    });
  });

  it('asks for the same side of another subject', () => {
    const limits = said({ kind: 'aspect', aspect: 'limits', subjects: ['guichet'] });
    expect(understood('et Orme ?', limits).question).toMatchObject({
      kind: 'aspect',
      aspect: 'limits',
      subjects: ['orme'],
    });
  });

  it('after a comparison on a criterion asks for that criterion', () => {
    const compared = said({ kind: 'comparison', subjects: ['guichet', 'guichet-sante'], asked: [hds] });
    expect(understood('et Orme ?', compared).question).toMatchObject({
      kind: 'criterion',
      subjects: ['orme'],
    });
  });

  it.each([
    ["c'est quoi Orme ?", 'aspect', 'asks what it is'],
    ['fiche Orme', 'card', 'asks for the card'],
    ["limites d'Orme", 'aspect', 'asks for a side'],
    ['Orme ou Vitrine ?', 'comparison', 'compares'],
    ['Orme et Vitrine', 'comparison', 'compares'],
    ["hébergement d'Orme", 'criterion', 'names its own criterion'],
  ])('is none: "%s" %s', (text, kind) => {
    const { question } = understood(text, asked);
    expect(question?.kind).toBe(kind);
    expect(JSON.stringify(question)).not.toContain('hds');
  });

  it('is none after a question whose criteria are unknown: the card', () => {
    expect(understood('et Orme ?', said({ subjects: ['guichet'] })).question?.kind).toBe('card');
    expect(understood('et Orme ?').question?.kind).toBe('card');
  });

  it('asks of what was just spoken of whether it is obligatory', () => {
    const card = said({ kind: 'card', subjects: ['guichet'] });
    expect(understood("c'est obligatoire ?", card).question).toMatchObject({
      aspect: 'advice',
      subjects: ['guichet'],
    });
    expect(understood('obligatoire ?', card).question).not.toMatchObject({ aspect: 'advice' });
  });

  it('begins anew where it says so', () => {
    expect(understood('ProConnect ?', asked).question).toMatchObject({ subjects: ['guichet'] });
    expect(understood('rien à voir : ProConnect ?', asked).question).toMatchObject({ subjects: [] });
  });

  it.each([
    'il y a quoi dedans ?',
    'elle a quoi ?',
    'et elle donne quoi ?',
    'combien ?',
    'et chez qui ?',
    'le plus ?',
  ])('refers, says little and is not understood: what was said is suggested again (%s)', (text) => {
    expect(message(text, asked)).toMatchObject([
      { band: 'suggest', question: { kind: 'criterion', subjects: ['guichet'], asked: [hds] } },
    ]);
    expect(message(text)).toMatchObject([{ band: 'refuse' }]);
  });

  it.each(['quelle cantine choisir ?', 'il fait beau ?', 'elle ?', 'elle a mangé à la cantine du zoo ?'])(
    'that does not refer, or says more, gets nothing again (%s)',
    (text) => expect(message(text, asked)).toMatchObject([{ band: 'refuse' }]),
  );

  it('forgets what is gone from the knowledge since', () => {
    const old = said({
      kind: 'criterion',
      subjects: ['disparu'],
      topics: ['disparu'],
      asked: [{ criterion: 'disparu' }],
    });
    expect(understood('et Orme ?', old).question?.kind).toBe('card');
    expect(understood('et ses limites ?', old).question).toBeUndefined();
    expect(understood('et HDS ?', old).question).toMatchObject({ subjects: [] });
  });
});

describe('two questions in one message', () => {
  it('are one when the first only tells of something before a question on which the guide is silent', () => {
    expect(message('Bacvert est écarté. Airtable ou Notion ?').map(({ question }) => question?.kind)).toEqual(
      ['unknown-product'],
    );
    expect(message('Bacvert est écarté ? Airtable ou Notion ?')).toHaveLength(2);
  });

  it.each([
    ["HDS de Guichet Facile ? C'est quoi Orme ?", ['criterion guichet', 'aspect orme']],
    ["c'est quoi Orme et est-ce que Bacvert est écarté ?", ['aspect orme', 'aspect bacvert']],
    ['HDS de Guichet Facile ? Et Orme ?', ['criterion guichet', 'criterion orme']],
    ["Bonjour ! HDS de Guichet Facile ? C'est quoi Orme ? Merci.", ['criterion guichet', 'aspect orme']],
  ])('are both heard: %s', (text, expected) => {
    expect(heard(text)).toEqual(expected);
  });

  it('are one when they ask the same', () => {
    expect(heard('fiche Orme. fiche Orme.')).toHaveLength(1);
  });

  it('are one when the guide is silent on the same twice', () => {
    expect(heard('Quand sort Orme ? Il nous faut une date.')).toEqual(['unsaid orme']);
    expect(heard('Quand sort Orme ? Et son prix ?')).toHaveLength(2);
  });

  it('are one when only one of them is understood: the rest explains it', () => {
    expect(heard('Notre zorglub craque de partout. HDS de Guichet Facile ? Le zorglub zorgle.')).toEqual([
      'criterion guichet',
    ]);
  });

  it('are not looked for in a long text', () => {
    expect(heard("HDS de Guichet Facile ? C'est quoi Orme ? ".repeat(4))).toHaveLength(1);
  });

  it('do not hear what is quoted', () => {
    expect(heard("> HDS de Guichet Facile ?\n\nC'est quoi Orme ?")).toEqual(['aspect orme']);
  });
});

describe('over the real knowledge', () => {
  let real: Understander;
  beforeAll(() => {
    const loaded = loadKnowledge('knowledge');
    if (!loaded.ok) throw new Error('the knowledge does not load');
    real = new Understander(loaded.knowledge);
  });

  it('a story tells which fact is asked of a subject, rather than what serves the words of the request', () => {
    const story = "Nos agents n'ont pas le réseau de l'État en télétravail.";
    const [understood] = real.understand(
      `${story} Pourront-ils traiter les dossiers sur DN ?`,
      undefined,
      () => undefined,
    );
    expect(understood?.question).toMatchObject({
      kind: 'criterion',
      subjects: ['demarche-numerique'],
      asked: [{ criterion: 'acces', value: 'internet' }],
    });
  });

  it('a remark that would be a guess gets no refusal of its own beside what is asked', () => {
    const remark = 'Je ne vous cache pas que le changement de nom nous a coûté cher en flyers.';
    const asks = "Démarche Numérique, c'est à quelle adresse maintenant ?";
    const heard = real.understand(`${remark} ${asks}`, undefined, () => undefined);
    expect(heard.map(({ unanswerable, utterance }) => [unanswerable, utterance.text])).toEqual([
      [false, asks],
    ]);
  });

  it('what is looked for in the documentation is its address, whatever is advised', () => {
    const [understood] = real.understand(
      "Je cherche la documentation complète de DN, auriez-vous l'adresse ?",
      undefined,
      () => undefined,
    );
    expect(understood?.question).not.toMatchObject({ aspect: 'advice' });
  });

  it('a thing named in full beside a product that the guide speaks of with it is what is asked about', () => {
    const asks = (text: string) => real.one(text, undefined).question;
    expect(asks('le wiki de Mon Suivi Social est sur l’instance GitBook commune ?')).toMatchObject({
      kind: 'topic',
      topics: ['mon-suivi-social'],
    });
    expect(asks('et si ni Grist ni un backend-as-a-service ne suffisent ?')).toMatchObject({ kind: 'need' });
  });

  it('an address that the guide gives is no name or number that it does not', () => {
    const asks = (text: string) => real.one(text, undefined).question?.kind;
    expect(asks('adresse mail de la Ressourcerie')).toBe('topic');
    expect(asks('adresse mail du support de Démat Social')).toBe('unsaid');
    expect(asks('numéro de téléphone de la Ressourcerie')).toBe('unsaid');
  });

  it('examples of what a product serves are its examples', () => {
    expect(
      real.one('je cherche des exemples de bases de connaissance sur GitBook', undefined).question,
    ).toMatchObject({ aspect: 'examples', subjects: ['gitbook'] });
  });

  it('a family of frameworks that names a limit of what was just spoken of means that limit', () => {
    const limits = said({ kind: 'aspect', aspect: 'limits', subjects: ['demat-social'] });
    const asks = 'pourquoi pas de workflow perso ?';
    expect(real.one(asks, limits).question).toMatchObject({ items: ['demarche-numerique/limite-workflow'] });
    expect(real.one(asks, undefined).question).toMatchObject({ subjects: ['workflow'] });
  });

  it('on what the guide is silent is asked only in the sentence that asks', () => {
    const asks = (text: string) =>
      real.understand(text, undefined, () => undefined).map(({ question }) => question?.kind);
    expect(asks('DPO ici. Combien de temps sont gardés les dossiers ?')).toEqual(['criterion']);
  });

  it('any text is understood in the same way twice, with a confidence from 0 to 1', () => {
    const words =
      'dn,démat,social,ondine,hds,proconnect,grist,et,ou,pourquoi,?,\n,prix,airtable,limites,non,api,zorglub,.'.split(
        ',',
      );
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((all) => all.join(' ')),
    );
    const context = fc.option(
      fc.record({
        version: fc.constant(1 as const),
        kind: fc.constantFrom('card', 'criterion', 'comparison', 'aspect', 'item', 'need', 'zorglub'),
        subjects: fc.array(fc.constantFrom('ondine', 'matomo', 'disparu'), { maxLength: 3 }),
        beside: fc.array(fc.constantFrom('grist', 'disparu'), { maxLength: 2 }),
        topics: fc.array(fc.constantFrom('disparu', 'matomo'), { maxLength: 2 }),
        asked: fc.array(fc.constantFrom(hds, { criterion: 'disparu' }), { maxLength: 2 }),
        items: fc.array(fc.constantFrom('demarche-numerique/limite-conservation', 'disparu/chose'), {
          maxLength: 2,
        }),
        outcomes: fc.array(fc.constantFrom('ref-grist', 'disparu'), { maxLength: 2 }),
      }),
      { nil: undefined },
    );
    fc.assert(
      fc.property(text, context, (asked, before) => {
        const once = real.understand(asked, before, () => undefined);
        expect(real.understand(asked, before, () => undefined)).toEqual(once);
        expect(once.length).toBeGreaterThan(0);
        for (const { confidence, others } of once) {
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(1);
          expect(others.length).toBeLessThanOrEqual(3);
        }
      }),
      { numRuns: 150 },
    );
  });
});
