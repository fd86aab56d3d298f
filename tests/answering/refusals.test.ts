import { describe, expect, it } from 'vitest';
import { createEngine } from '../../src/answering/create.ts';
import {
  answerAboutBot,
  answerNotUnderstood,
  answerRude,
  answerUnknownProduct,
  answerUnsaid,
} from '../../src/answering/refusals.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { renderPlain } from '../../src/rendering/plain.ts';
import { deskFor, firstOf, sourcesOf, textOf } from '../support/answered.ts';
import { knowledgeOf, small } from '../support/small-knowledge.ts';

const nothing = { entities: [], outcomes: [] };

describe('what the guide never says', () => {
  const unsaid = (subjects: string[], criteria: string[] = []) =>
    answerUnsaid(deskFor(), {
      kind: 'unsaid',
      unsaid: 'price',
      subjects,
      asked: criteria.map((criterion) => ({ criterion })),
    });

  it('is said first, with what it does say of the subject', () => {
    const draft = unsaid(['guichet']);
    expect(draft).toMatchObject({ band: 'refuse', subjects: ['guichet'] });
    expect(firstOf(draft)).toBe('Le guide ne le dit pas : il ne donne pas le prix pour Guichet Facile.');
    expect(textOf(draft)).toContain('Guichet Facile est un outil de démarches en ligne.');
    expect(sourcesOf(draft)).toEqual(['page']);
  });

  it('leaves out the day of the last reading where a date is asked for', () => {
    const question = { kind: 'unsaid', unsaid: 'date', subjects: ['guichet'], asked: [] } as const;
    expect(answerUnsaid(deskFor(), question).undated).toBe(true);
    expect(unsaid(['guichet']).undated).toBeUndefined();
  });

  it('that a feature comes near to is told with it, without a yes', () => {
    const near = { id: 'receipt', label: "d'accusé de réception", aliases: [], near: 'guichet/attestation' };
    const knowledge = knowledgeOf({ lexicon: { ...small.lexicon, unsaid: [near] } });
    const told = (subjects: string[]) => {
      const question = {
        kind: 'unsaid',
        unsaid: 'receipt',
        subjects,
        asked: [{ criterion: 'hds' }],
      } as const;
      return answerUnsaid({ ...deskFor({ yesNo: true }), knowledge }, question);
    };
    expect(told(['guichet']).band).toBe('suggest');
    expect(textOf(told(['guichet']))).toBe(
      "Le guide ne le dit pas : il ne parle pas d'accusé de réception pour Guichet Facile.\n\nCe qu'il dit de plus proche :\n\nGuichet Facile : Délivrer une attestation PDF.",
    );
    expect(textOf(told([]))).toContain('Guichet Facile : Délivrer une attestation PDF.');
    expect(textOf(told(['orme']))).not.toContain('attestation');
  });

  it('names two subjects at most', () => {
    expect(firstOf(unsaid(['guichet', 'orme', 'vitrine']))).toMatch(/pour Guichet Facile et Orme\.$/);
    expect(firstOf(unsaid([]))).toMatch(/le prix\.$/);
  });

  it('about a criterion is followed by its fact', () => {
    expect(textOf(unsaid(['guichet'], ['hds']))).toMatch(/Ce qu'il dit :\s+Non, Guichet Facile n'est pas/);
    expect(textOf(unsaid(['orme'], ['hds']))).not.toContain("Ce qu'il dit :");
  });

  it('beside a fact is a suggestion: which of the two is asked is not certain', () => {
    expect(unsaid(['guichet'], ['hds']).band).toBe('suggest');
    expect(unsaid(['orme'], ['hds']).band).toBe('refuse');
  });
});

describe('a product that the guide does not know', () => {
  const unknown = (
    products: string[],
    fields: object = {},
    recommended: Parameters<typeof answerUnknownProduct>[2] = nothing,
  ) =>
    answerUnknownProduct(
      deskFor(),
      { kind: 'unknown-product', products, subjects: [], topics: [], asked: [], ...nothing, ...fields },
      recommended,
    );

  it('is refused by name', () => {
    expect(textOf(unknown(['Jira']))).toBe('Je ne sais pas : le guide ne cite pas « Jira ».');
    expect(textOf(unknown(['Jira', 'Airtable']))).toBe(
      'Je ne sais pas : le guide ne cite ni « Jira » ni « Airtable ».',
    );
    expect(unknown(['Jira'])).toMatchObject({ band: 'refuse', citations: [] });
  });

  it('an API for something else is refused in the words that it was asked in', () => {
    expect(textOf(unknown([], { api: 'météo' }))).toBe(
      "Je ne sais pas : le guide ne cite pas d'API pour « météo ».\n\nLes API qu'il cite : !api.",
    );
  });

  it('is followed by what the guide recommends for that need', () => {
    const text = textOf(unknown(['Airtable'], {}, { entities: ['guichet'], outcomes: [] }));
    expect(text).toContain('Pour ce besoin, le guide dit :\n- Guichet Facile est un outil');
  });

  it('by a leaf of the tree too', () => {
    const draft = unknown(['Notion'], {}, { entities: [], outcomes: ['wiki'] });
    expect(textOf(draft)).toContain('Pour ce besoin, le guide dit :\n\nPrenez le wiki partagé.');
    expect(sourcesOf(draft)).toEqual(['page']);
  });

  it('by a practice, when that is what is asked beside it', () => {
    const text = textOf(unknown(['Notion'], { topics: ['commun'] }));
    expect(text).toMatch(/^Le guide ne cite pas « Notion »\./);
    expect(text).toContain('Une ressource numérique partagée.');
  });

  it('beside a need that is named is a suggestion: what serves it may be asked', () => {
    expect(unknown(['Notion'], { topics: ['commun'] }).band).toBe('suggest');
    expect(unknown(['Notion'], { entities: ['guichet'] }).band).toBe('suggest');
    expect(unknown(['Notion'], {}, { entities: ['guichet'], outcomes: [] }).band).toBe('refuse');
  });

  it('beside a subject is followed by what the guide says of that one', () => {
    const text = textOf(unknown(['Notion'], { subjects: ['bacvert'] }, { entities: [], outcomes: ['wiki'] }));
    expect(text).toContain('Ce que le guide dit :\n- Bacvert est un produit. Bacvert a été écarté.');
    expect(text).not.toContain('wiki partagé');
  });

  it('beside a fact that is asked for is followed by it, as a suggestion', () => {
    const draft = unknown(['Notion'], { subjects: ['guichet'], asked: [{ criterion: 'hds' }] });
    expect(textOf(draft)).toMatch(/^Le guide ne cite pas « Notion »\.\n\nCe qu'il dit :\n\nNon, /);
    expect(draft.band).toBe('suggest');
    const none = unknown(['Notion'], { subjects: ['orme'], asked: [{ criterion: 'hds' }] });
    expect(none.band).toBe('refuse');
  });
});

describe('what was not understood', () => {
  const refusal = (words: string[], subjects: string[] = []) =>
    textOf(answerNotUnderstood(deskFor(), words, subjects));

  it('is told by its words, each once, four at most', () => {
    expect(refusal(['zorglub', 'zorglub', 'b', 'c', 'd', 'e'])).toContain(
      '« zorglub », « b », « c » ni « d » dans le guide',
    );
  });

  it('about a subject is followed by what is known of it', () => {
    const text = refusal(['logo'], ['guichet']);
    expect(text).toContain("le guide ne le dit pas pour Guichet Facile, ou je n'ai pas compris « logo »");
    expect(text).toContain('outil de démarches en ligne');
  });

  it('without a strange word is just not found', () => {
    expect(refusal([])).toMatch(/^Je ne sais pas : je ne trouve pas cela dans le guide\./);
  });

  it('quotes no more of a word than anyone writes', () => {
    expect(refusal(['a'.repeat(5_000)]).length).toBeLessThan(300);
  });

  it('is never a dead end', () => {
    expect(refusal([])).toContain('!aide');
  });
});

it('the bot says what it is for, and is polite to the rude', () => {
  expect(answerAboutBot()).toMatchObject({ band: 'answer', citations: [] });
  expect(answerRude()).toMatchObject({ band: 'refuse' });
  expect(textOf(answerRude())).toContain('!aide');
});

describe('over the real knowledge', () => {
  const loaded = loadKnowledge('knowledge');
  if (!loaded.ok) throw new Error('the knowledge does not load');
  const engine = createEngine(loaded.knowledge);
  const products = loaded.knowledge.lexicon.unknown_products;

  it.each(products.map(({ name, need }) => [name, need] as const))(
    '%s is refused by its name',
    (name, need) => {
      const { answers } = engine.ask(`${name} ?`);
      expect(answers.map(({ band }) => band)).toEqual(['refuse']);
      const text = renderPlain(answers[0]?.blocks ?? []);
      expect(text).toContain(`le guide ne cite pas « ${name} »`);
      // A need that is given is one for which the guide says something.
      expect(text.includes('Pour ce besoin, le guide dit :')).toBe(need !== undefined);
    },
  );
});
