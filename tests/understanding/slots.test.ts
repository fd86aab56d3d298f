import { describe, expect, it } from 'vitest';
import { topicSchema } from '../../src/knowledge/schema.ts';
import { Recogniser } from '../../src/understanding/recognise.ts';
import { askedOf, fillSlots, ids } from '../../src/understanding/slots.ts';
import { entityOf, small, withEntity } from '../support/small-knowledge.ts';
import { slotsOf } from '../support/understood.ts';

const subjects = (text: string) => ids(slotsOf(text).entities);

/** The slots of a text, where that word is the short name of a term too. */
function withTerm(id: string) {
  const statements = [{ text: 'Le guide ne développe pas ce nom.', source: 'page' }];
  const term = topicSchema.parse({ id, kind: 'term', name: `${id} (nom)`, weak_aliases: [id], statements });
  const knowledge = { ...small, topics: new Map([...small.topics, [id, term]]) };
  return (text: string) => fillSlots(new Recogniser(knowledge).recognise(text), knowledge, undefined);
}

describe('a value that one has not', () => {
  it.each(['sans Cegedim', "n'avons pas le Cegedim", 'pas de Cegedim'])(
    'asks for its criterion: %s',
    (words) => {
      const slots = slotsOf(`Orme, ${words} ?`);
      expect(slots.values).toEqual([]);
      expect(ids(slots.criteria)).toContain('hebergement');
    },
  );

  it('is another than one that is negated itself', () => {
    expect(ids(slotsOf('Orme n’est pas chez Cegedim ?').values)).toContain('hebergement/cegedim');
  });
});

describe('what the guide never says', () => {
  it('is what the longer of two phrases asks that share a word', () => {
    const unsaid = [
      { id: 'price', label: 'le prix', aliases: ["c'est combien"] },
      { id: 'volume', label: 'les volumes', aliases: ['combien de lignes'] },
    ];
    const knowledge = { ...small, lexicon: { ...small.lexicon, unsaid } };
    const read = (text: string) =>
      ids(fillSlots(new Recogniser(knowledge).recognise(text), knowledge, undefined).unsaid);
    expect(read("Orme, c'est combien de lignes ?")).toEqual(['volume']);
    expect(read("Orme, c'est combien ?")).toEqual(['price']);
  });
});

describe('what a product is', () => {
  const read = withTerm('outil');

  it('is not asked about before its name', () => {
    expect(ids(read("c'est quoi un outil ?").topics)).toEqual(['outil']);
    expect(ids(read("c'est quoi l'outil Orme ?").topics)).toEqual([]);
    expect(ids(read("Orme, c'est un outil ?").topics)).toEqual(['outil']);
  });
});

describe('a larger thing and its parts', () => {
  it('is not meant beside its part', () => {
    expect(subjects("l'instance nord d'Audience")).toEqual(['audience-nord']);
    expect(subjects('Audience Sud')).toEqual(['audience-sud']);
  });

  it('is meant when it is compared with one', () => {
    expect(subjects('Audience vs Audience Sud')).toEqual(['audience', 'audience-sud']);
  });

  it('is meant alone', () => {
    expect(subjects('Audience')).toEqual(['audience']);
  });
});

describe('a family of frameworks', () => {
  it('is a side of the product beside it', () => {
    expect(subjects('le workflow de Guichet Facile')).toEqual(['guichet']);
  });

  it('is a subject when it is compared, or alone', () => {
    expect(subjects('différence workflow et Guichet Facile')).toEqual(['workflow', 'guichet']);
    expect(subjects('Workflow')).toEqual(['workflow']);
  });

  it('but not what belongs to one', () => {
    expect(subjects('Audience sur Guichet Facile')).toEqual(['audience', 'guichet']);
  });
});

describe('the name of a kind', () => {
  it('asks for no list of it beside one of them', () => {
    const topic = topicSchema.parse({
      id: 'frameworks',
      kind: 'practice',
      name: 'Frameworks',
      statements: [{ text: 'Le guide en cite.', source: 'page' }],
    });
    const knowledge = { ...small, topics: new Map([...small.topics, ['frameworks', topic]]) };
    const read = (text: string) => fillSlots(new Recogniser(knowledge).recognise(text), knowledge, undefined);
    expect(ids(read('quels frameworks ?').topics)).toEqual(['frameworks']);
    expect(ids(read('frameworks de workflow ?').topics)).toEqual([]);
  });
});

describe('what is asked', () => {
  const asked = (text: string, about: string[] = []) =>
    askedOf(slotsOf(text), small, about).map(({ criterion, value }) =>
      value === undefined ? criterion : `${criterion}/${value}`,
    );

  it.each([
    ['hébergement', [], ['hebergement']],
    ['hébergé chez OVH', [], ['hebergement/ovh']],
    ['OVH', [], ['hebergement/ovh']],
    ['HDS et champ NIR', [], ['hds', 'champs/nir']],
    ['HDS, hds ou données de santé', [], ['hds']],
    ['hébergement et hébergeur', [], ['hebergement']],
  ])('"%s" asks once for each, a value before its criterion', (text, about, expected) => {
    expect(asked(text, about)).toEqual(expected);
  });

  it('a word of several criteria is that which is said elsewhere', () => {
    expect(asked('exploitant : Cegedim ?')).toEqual(['exploitation/cegedim']);
    expect(asked('hébergeur : Cegedim ?')).toEqual(['hebergement/cegedim']);
  });

  it('else that of which the subject has a fact', () => {
    const knowledge = withEntity(
      entityOf('common', 'saule', 'Saule', { facts: { exploitation: { value: 'Cegedim', source: 'page' } } }),
    );
    const slots = fillSlots(new Recogniser(knowledge).recognise('Saule Cegedim'), knowledge, undefined);
    expect(askedOf(slots, knowledge, ['saule'])).toEqual([{ criterion: 'exploitation', value: 'cegedim' }]);
  });

  it('else the first', () => {
    expect(asked('Cegedim ?')).toEqual(['hebergement/cegedim']);
  });

  it('a fact under an equivalent criterion counts as its own', () => {
    // "code" is short for open source: with an equivalent fact or not, the short word needs the subject to have it.
    expect(asked('homologué code', ['orme'])).toEqual(['homologation', 'open-source']);
    expect(asked('homologué code', ['audience-sud'])).toEqual(['homologation']);
  });

  it('a short word alone asks, but not of a subject without such a fact', () => {
    expect(asked('code')).toEqual(['open-source']);
    expect(asked('code', ['audience-sud'])).toEqual([]);
  });
});

describe('"the two"', () => {
  it.each([
    'les deux sites éditoriaux',
    'lequel des 2 sites éditoriaux',
    'lequel des deux pour un site éditorial',
  ])('names the two that the guide compares: %j', (text) => {
    expect(subjects(text)).toEqual(['orme', 'vitrine']);
  });

  it('names them too where a name of one of them tells what they are', () => {
    expect([...new Set(subjects('les deux démarches aisées'))]).toEqual(['guichet', 'guichet-sante']);
  });

  it('names no more than what is named after it', () => {
    expect(subjects('les deux, Orme et Guichet Facile')).toEqual(['orme', 'guichet']);
  });

  it('names nobody when something else is counted', () => {
    expect(subjects('les deux équipes du site éditorial')).toEqual([]);
    expect(subjects('deux choses sur Guichet Facile')).toEqual(['guichet']);
  });

  it('names nobody where the guide compares no such two', () => {
    expect(subjects('les deux circuits de validation')).toEqual([]);
    expect(subjects('un site éditorial')).toEqual([]);
  });
});

describe('a value', () => {
  const asked = (text: string) => {
    const { criteria, values } = slotsOf(text);
    return { criteria: ids(criteria), values: ids(values) };
  };

  it('of which it is not asked whether it holds asks for what holds', () => {
    const what = { criteria: ['hebergement'], values: [] };
    expect(asked('pas de OVH chez nous')).toEqual(what);
    expect(asked('nous ne sommes pas chez OVH')).toEqual(what);
    expect(asked('OVH ou Atlas pour Orme ?')).toEqual(what);
  });

  it('of which it is asked whether it holds stays', () => {
    const whether = { criteria: [], values: ['hebergement/ovh'] };
    expect(asked('OVH ?')).toEqual(whether);
    expect(asked("Orme n'est pas chez OVH ?")).toEqual(whether);
    expect(asked('OVH et Atlas').values).toEqual(['hebergement/ovh', 'hebergement/atlas']);
    expect(asked('champ NIR ou OVH').values).toEqual(['champs/nir', 'hebergement/ovh']);
  });
});

describe('"avant"', () => {
  it('asks for what was before where the verb does, whatever it stands before', () => {
    expect(slotsOf("avant Orme c'était où ?").cues.has('history')).toBe(true);
    expect(slotsOf('Avant, Orme avait quoi ?').cues.has('history')).toBe(true);
  });

  it.each(["c'était comment avant ?", 'et avant ?'])('may ask for what was before: %j', (text) => {
    expect(slotsOf(text).cues.has('history')).toBe(true);
  });

  it.each(['avant de lancer un marché', "avant l'autre", 'avant que le projet parte', 'avant Orme'])(
    'only says when, before what it governs: %j',
    (text) => {
      expect(slotsOf(text).cues.has('history')).toBe(false);
    },
  );
});

describe('a feature', () => {
  it('is not meant by a word that asks for a link', () => {
    const text = 'le site messagerie de Guichet Facile';
    const withLink = new Recogniser({
      ...small,
      lexicon: { ...small.lexicon, questions: { ...small.lexicon.questions, link: ['site messagerie'] } },
    }).recognise(text);
    expect(ids(slotsOf(text).items)).toEqual(['guichet/messagerie']);
    expect(ids(fillSlots(withLink, small, undefined).items)).toEqual([]);
  });
});

describe('"en commun"', () => {
  it('names no commons', () => {
    expect(ids(slotsOf('quels points communs entre Orme et Vitrine ?').topics)).toEqual([]);
  });
});
