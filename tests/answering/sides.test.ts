import { describe, expect, it } from 'vitest';
import { answerAspect, answerHolders } from '../../src/answering/sides.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import type { Aspect } from '../../src/understanding/question.ts';
import { deskFor, firstOf, sourcesOf, textOf } from '../support/answered.ts';
import { entityOf, says, small, withEntity } from '../support/small-knowledge.ts';

const side = (aspect: Aspect, subject: string, knowledge: Knowledge = small, persona?: string) =>
  answerAspect(deskFor({}, knowledge), aspect, [subject], [], persona);

describe('limits', () => {
  it('are those of the subject', () => {
    expect(textOf(side('limits', 'guichet'))).toBe(
      "Limites de Guichet Facile, selon le guide :\n- Pas d'API REST.",
    );
  });

  it('of another that are as true of it are told once', () => {
    expect(textOf(side('limits', 'guichet-sante'))).toBe(
      "Limites de Guichet Santé, selon le guide :\n- Pas d'API REST.",
    );
  });

  it('that the guide does not give are refused', () => {
    expect(side('limits', 'orme').band).toBe('refuse');
    expect(firstOf(side('limits', 'orme'))).toBe(
      'Le guide ne le dit pas : il ne donne pas de limite pour Orme.',
    );
  });

  it('of what was decided against are the reasons why', () => {
    expect(side('limits', 'bacvert').band).toBe('answer');
    expect(textOf(side('limits', 'bacvert'))).toContain('Il est peu accessible.');
  });
});

describe('links', () => {
  it.each<[Aspect, string]>([
    ['documentation', 'Documentation de Guichet Facile'],
    ['news', 'Nouveautés de Guichet Facile'],
    ['room', 'Salon de Guichet Facile'],
  ])('are those of their role only: %s', (aspect, label) => {
    const text = textOf(side(aspect, 'guichet'));
    expect(text.match(/https/g)).toHaveLength(1);
    expect(text).toContain(label);
  });

  it('are those of its facts too, each once', () => {
    const releases = {
      label: 'Versions',
      url: 'https://exemple.fr/v',
      role: 'releases',
      source: 'page',
    } as const;
    const knowledge = withEntity(
      entityOf('common', 'saule', 'Saule', {
        links: [releases],
        facts: {
          hds: {
            value: 'yes',
            links: [releases, { ...releases, url: 'https://exemple.fr/w' }],
            source: 'page',
          },
        },
      }),
    );
    expect(textOf(side('releases', 'saule', knowledge)).match(/https:\S+\w/g)).toEqual([
      'https://exemple.fr/v',
      'https://exemple.fr/w',
    ]);
  });

  it('of no role are the site first', () => {
    expect(firstOf(side('link', 'guichet'))).toContain('Site de Guichet Facile');
  });

  it.each<[Aspect, string]>([
    ['documentation', 'pas de lien de ce genre'],
    ['room', 'pas de salon'],
  ])('that the guide does not give are refused: %s', (aspect, what) => {
    expect(side(aspect, 'orme').band).toBe('refuse');
    expect(textOf(side(aspect, 'orme'))).toContain(what);
  });
});

describe('a contact', () => {
  it('is told with its link, and the room', () => {
    const text = textOf(side('contact', 'guichet'));
    expect(text).toContain("L'équipe répond sur un forum. Forum (");
    expect(text).toContain('Salon de Guichet Facile');
  });

  it('may be the room alone', () => {
    expect(textOf(side('contact', 'guichet-sante'))).toMatch(/^Salon de Guichet Santé/);
  });

  it('that the guide does not give is refused, unless it names who carries the product', () => {
    expect(side('contact', 'orme')).toMatchObject({ band: 'refuse' });
    const knowledge = withEntity(
      entityOf('common', 'saule', 'Saule', {
        facts: { 'entite-porteuse': { value: 'la DNUM', source: 'page' } },
      }),
    );
    expect(side('contact', 'saule', knowledge).band).toBe('answer');
    expect(textOf(side('contact', 'saule', knowledge))).toMatch(
      /^Le guide ne le dit pas.* L'entité porteuse est la DNUM\.$/,
    );
  });
});

describe('sources', () => {
  it('are all sections that anything said of it rests on, with the day when they were read', () => {
    const draft = side('sources', 'bacvert');
    expect(textOf(draft)).toContain('« La page », relu le 22 novembre 2026 (https://guide.exemple.fr/)');
    expect(sourcesOf(draft)).toEqual(['page', 'regles']);
  });

  it('begin with what was read longest ago', () => {
    const sources = new Map([...small.sources].map(([id, source]) => [id, { ...source }]));
    const rules = sources.get('regles');
    if (rules === undefined) throw new Error('no rules');
    rules.document = { ...rules.document, checked_on: '2025-01-31' };
    const knowledge = { ...small, sources };
    expect(textOf(side('sources', 'bacvert', knowledge))).toMatch(/Les règles.*31 janvier 2025.*La page/s);
  });

  it('are not those of what was said before', () => {
    expect(textOf(side('sources', 'guichet'))).not.toContain('Avant');
  });
});

describe('a decision', () => {
  const decide = (status: 'discarded' | 'not-favoured' | 'reserved' | 'undecided' | 'chosen') =>
    withEntity(
      entityOf('product', 'saule', 'Saule', {
        decision: { status, text: 'Voici pourquoi.', reasons: [], source: 'regles' },
      }),
    );

  it.each([
    ['discarded', 'Écarté.'],
    ['not-favoured', 'Non privilégié.'],
    ['reserved', 'Possible, avec réserve.'],
    ['undecided', 'Non tranché.'],
    ['chosen', 'Retenu.'],
  ] as const)('begins with its word: %s', (status, word) => {
    expect(firstOf(side('decision', 'saule', decide(status)))).toBe(`${word} Voici pourquoi.`);
  });

  it('is dated where the guide dates it, with its reasons', () => {
    const text = textOf(side('decision', 'bacvert'));
    expect(text).toMatch(/^Écarté en 04\/2025/);
    expect(text).toContain('- Il est peu accessible.');
    expect(sourcesOf(side('decision', 'bacvert'))).toEqual(['regles']);
  });

  it('names the subject, which the question may only have referred to', () => {
    const text = 'Saule a été écarté.';
    const decision = {
      status: 'discarded' as const,
      text,
      reasons: ['Il est lourd.'],
      source: 'regles',
    };
    const knowledge = withEntity(entityOf('product', 'saule', 'Saule', { decision }));
    expect(firstOf(side('decision', 'saule', knowledge))).toBe('Écarté : Saule.');
  });

  it('that there is not is the card', () => {
    expect(textOf(side('decision', 'orme'))).toContain('Orme est un produit.');
  });
});

describe('features', () => {
  it('are those for a profile', () => {
    expect(textOf(side('features', 'guichet', small, 'instructeur'))).toBe(
      "Guichet Facile, l'agent instructeur :\n- Échanger par message avec l'usager.",
    );
  });

  it('or all, each with its profile', () => {
    expect(textOf(side('features', 'guichet'))).toContain("Délivrer une attestation PDF (l'administrateur).");
  });

  it('that the guide does not list are refused', () => {
    expect(side('features', 'orme').band).toBe('refuse');
    expect(side('features', 'guichet', small, 'usager').band).toBe('refuse');
  });
});

describe('examples', () => {
  it('are told with their links', () => {
    expect(textOf(side('examples', 'guichet'))).toContain(
      'Une préfecture utilise Guichet Facile. La préfecture (',
    );
  });

  it('that the guide does not give are refused', () => {
    expect(side('examples', 'orme').band).toBe('refuse');
  });
});

describe('advice', () => {
  it("begins with the guide's words", () => {
    expect(firstOf(side('advice', 'guichet'))).toBe(
      "Sauf contrainte HDS, il est préférable d'utiliser Guichet Facile.",
    );
  });

  it('in several parts is a list under the name', () => {
    const knowledge = withEntity(
      entityOf('common', 'saule', 'Saule', { advice: [says('Utilisez-le.'), says('Sinon, non.')] }),
    );
    expect(textOf(side('advice', 'saule', knowledge))).toMatch(
      /^Saule, selon le guide :\n- Utilisez-le\.\n- Sinon, non\./,
    );
  });
});

describe('a side of several subjects', () => {
  it('is told of each; it is refused only when nobody has it', () => {
    const both = answerAspect(deskFor(), 'limits', ['guichet', 'orme'], [], undefined);
    expect(both.band).toBe('answer');
    expect(textOf(both)).toContain('il ne donne pas de limite pour Orme');
    expect(answerAspect(deskFor(), 'limits', ['vitrine', 'orme'], [], undefined).band).toBe('refuse');
  });
});

describe('a side without a subject', () => {
  it.each([
    ['limits', 'Guichet Facile et Guichet Santé', '!limites Guichet Facile'],
    ['history', 'Guichet Facile et Bacvert', '!historique Guichet Facile'],
    ['contact', 'Guichet Facile', '!contact Guichet Facile'],
  ] as const)('%s: names who has it, and how to ask', (aspect, names, command) => {
    const text = textOf(answerHolders(deskFor(), aspect));
    expect(text).toContain(`: ${names}.`);
    expect(text).toContain(command);
  });
});
