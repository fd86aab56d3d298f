import { describe, expect, it } from 'vitest';
import { answerCriterion, answerCriterionEverywhere, answerOfOthers } from '../../src/answering/facts.ts';
import type { Asked, Manner } from '../../src/understanding/question.ts';
import { deskFor, firstOf, sourcesOf, textOf, yesNo } from '../support/answered.ts';
import { entityOf, knowledgeOf, small, withEntity } from '../support/small-knowledge.ts';

const of = (subject: string, criterion: string, value?: string, how: Partial<Manner> = yesNo) =>
  answerCriterion(deskFor(how), [subject], [value === undefined ? { criterion } : { criterion, value }]);
const said = (subject: string, criterion: string, value?: string, how?: Partial<Manner>) =>
  textOf(of(subject, criterion, value, how));

describe('a criterion that is of other profiles than the one named', () => {
  const ofUsager = (subjects: string[]) =>
    answerOfOthers(
      deskFor(yesNo),
      { subjects, asked: [{ criterion: 'hebergement', value: 'ovh' }] },
      'usager',
    );

  it('is not said of it: what is said follows, without a yes or a no', () => {
    const made = ofUsager(['guichet']);
    expect(made.band).toBe('suggest');
    expect(textOf(made)).toBe(
      "Le guide ne le dit pas pour l'usager. Ce qu'il dit :\n\nL'hébergement de Guichet Facile est chez OVH.",
    );
    expect(textOf(ofUsager([]))).toMatch(/^Le guide ne le dit pas pour l'usager\. Ce qu'il dit :/);
  });

  it('that nobody has is refused as ever', () => {
    expect(ofUsager(['bacvert'])).toMatchObject({ band: 'refuse' });
    expect(textOf(ofUsager(['bacvert']))).toMatch(/^Le guide ne le dit pas : il ne précise pas/);
  });
});

describe('one criterion of one subject', () => {
  it.each([
    ['a yes', 'guichet-sante', 'hds', 'Oui, Guichet Santé est sur un hébergement HDS.'],
    ['a no', 'guichet', 'hds', "Non, Guichet Facile n'est pas sur un hébergement HDS."],
    [
      'what is coming',
      'guichet-sante',
      'proconnect',
      'Non, pas encore : en cours. Guichet Santé ne propose pas ProConnect.',
    ],
    ['a text', 'guichet', 'hebergement', "L'hébergement de Guichet Facile est chez OVH."],
    ['a list', 'guichet-sante', 'champs', 'Guichet Santé a un champ NIR et un champ FINESS.'],
  ])('gets a sentence: %s', (_, subject, criterion, sentence) => {
    expect(said(subject, criterion)).toBe(sentence);
    expect(of(subject, criterion)).toMatchObject({ band: 'answer', subjects: [subject] });
    expect(sourcesOf(of(subject, criterion))).toEqual(['page']);
  });

  it.each([
    ['vitrine', 'conformite', 'Non communiqué : le guide note « n/c » pour « Conformité RGS » de Vitrine.'],
    [
      'guichet',
      'champs',
      'Sans objet : le guide note « n/a » pour « Champs spécifiques » de Guichet Facile.',
    ],
    ['orme', 'open-source', "Non tranché : le guide laisse la question ouverte pour « open source » d'Orme."],
  ])('says an absence first: %s, %s', (subject, criterion, sentence) => {
    expect(said(subject, criterion)).toBe(sentence);
    expect(of(subject, criterion).band).toBe('answer');
  });

  it('adds the detail as a sentence of its own', () => {
    expect(said('orme', 'conformite')).toBe("Oui, Orme est conforme au RGS. L'audit date de deux ans.");
  });

  it('takes the fact of an equivalent criterion, under its own name', () => {
    expect(said('orme', 'homologation')).toMatch(/^Oui, Orme est conforme au RGS\./);
  });

  it("prefers the sentence of the fact to the criterion's", () => {
    const knowledge = withEntity(
      entityOf('common', 'saule', 'Saule', {
        facts: {
          proconnect: { value: 'no', sentence: "ProConnect n'est pas natif dans Saule.", source: 'page' },
        },
      }),
    );
    const draft = answerCriterion(deskFor(yesNo, knowledge), ['saule'], [{ criterion: 'proconnect' }]);
    expect(textOf(draft)).toBe("Non, ProConnect n'est pas natif dans Saule.");
  });

  it('gives the links of the fact', () => {
    const link = {
      label: 'Déploiements',
      url: 'https://exemple.fr/d',
      role: 'releases' as const,
      source: 'page',
    };
    const knowledge = withEntity(
      entityOf('common', 'saule', 'Saule', {
        facts: { hds: { value: 'yes', links: [link], source: 'page' } },
      }),
    );
    expect(textOf(answerCriterion(deskFor(yesNo, knowledge), ['saule'], [{ criterion: 'hds' }]))).toContain(
      'Déploiements (https://exemple.fr/d)',
    );
  });

  it('that the guide does not give is refused, with what it does say', () => {
    const draft = of('orme', 'hds');
    expect(draft.band).toBe('refuse');
    expect(textOf(draft)).toMatch(/^Le guide ne le dit pas : il ne précise pas « HDS » pour Orme\./);
    expect(textOf(draft)).toContain('Orme est un produit.');
    expect(textOf(draft)).toContain('Hébergement');
  });

  it('that only the parts of a subject have is told of the parts', () => {
    expect(said('audience', 'hebergement')).toBe("L'hébergement d'Audience Nord est chez Cegedim.");
  });
});

describe('a value that is named', () => {
  it.each([
    ['guichet', 'ovh', 'Oui : '],
    ['guichet', 'cegedim', 'Non : '],
    ['orme', 'atlas', 'Sous condition : '],
    ['orme', 's3', 'Non tranché : '],
  ])('gets its verdict first: %s, %s', (subject, value, verdict) => {
    expect(said(subject, 'hebergement', value).startsWith(verdict)).toBe(true);
  });

  it('gets none where the guide gives no value: its absence', () => {
    expect(said('guichet', 'champs', 'nir')).toMatch(/^Sans objet/);
    const asked = [{ criterion: 'champs', value: 'nir' }];
    expect(textOf(answerCriterion(deskFor(yesNo), ['guichet', 'guichet-sante'], asked))).toContain(
      '- Guichet Facile : sans objet.',
    );
    expect(textOf(answerCriterionEverywhere(deskFor(), asked))).toContain('- Sans objet : Guichet Facile.');
  });

  it('is not the only one where the guide gives several', () => {
    const several = { value: 'OVH et Cegedim', values: ['ovh', 'cegedim'], source: 'page' };
    const knowledge = withEntity(entityOf('common', 'saule', 'Saule', { facts: { hebergement: several } }));
    const asked = [{ criterion: 'hebergement', value: 'ovh' }];
    const only = (subject: string) =>
      textOf(answerCriterion(deskFor({ ...yesNo, bound: 'only' }, knowledge), [subject], asked));
    expect(only('saule')).toMatch(/^Non : /);
    expect(only('guichet')).toMatch(/^Oui : /);
    const also = { value: 'OVH, ou Atlas', values: ['ovh'], conditional_values: ['atlas'], source: 'page' };
    const under = withEntity(entityOf('common', 'saule', 'Saule', { facts: { hebergement: also } }));
    const draft = answerCriterion(deskFor({ ...yesNo, bound: 'only' }, under), ['saule'], asked);
    expect(textOf(draft)).toMatch(/^Non : /);
  });

  it('gets none where what lies beyond it is asked for, which the sentence says', () => {
    expect(said('guichet', 'hebergement', 'ovh', { ...yesNo, bound: 'beyond' })).toMatch(/^L'hébergement/);
  });

  it('gets none where no yes or no is wanted', () => {
    expect(said('guichet', 'hebergement', 'cegedim', {})).toBe(
      "L'hébergement de Guichet Facile est chez OVH.",
    );
  });
});

describe('whether it is an obligation', () => {
  const obligatory = { yesNo: true, permission: true, bound: 'obligatory' } as const;

  it('is not told by who has it: the guide does not say', () => {
    const draft = of('guichet', 'proconnect', undefined, obligatory);
    expect(textOf(draft)).toBe(
      "Le guide ne le dit pas : il ne parle pas d'obligation. Il dit seulement ceci.\n\nGuichet Facile propose ProConnect.",
    );
    expect(draft.band).toBe('suggest');
    const everywhere = answerCriterionEverywhere(deskFor(obligatory), [{ criterion: 'hds' }]);
    expect(textOf(everywhere)).toMatch(/^Le guide ne le dit pas/);
    expect(everywhere.band).toBe('suggest');
  });

  it('is no rule either that some have it', () => {
    const advised = answerCriterionEverywhere(deskFor({ yesNo: true, permission: true }), [
      { criterion: 'hebergement', value: 'ovh' },
    ]);
    expect(textOf(advised)).toMatch(
      /^Le guide ne le dit pas : il ne donne pas de règle\. .*\n+OVH, selon le guide :/,
    );
    expect(advised.band).toBe('suggest');
  });

  it('is no, of what has it not, and yes of the only value', () => {
    expect(said('guichet', 'hds', undefined, obligatory)).toMatch(/^Non, /);
    expect(said('guichet', 'hebergement', 'ovh', obligatory)).toMatch(/^Oui : /);
  });
});

describe('whether that is all there is', () => {
  const exclusive = { yesNo: true, bound: 'exclusive' } as const;

  it('the guide does not say of what it has, nor is that a yes', () => {
    const draft = of('guichet', 'proconnect', undefined, exclusive);
    expect(textOf(draft)).toBe(
      'Le guide ne le dit pas : il ne dit pas que c’est tout. Il dit seulement ceci.\n\nGuichet Facile propose ProConnect.',
    );
    expect(draft.band).toBe('suggest');
  });

  it('is no, of what it has not', () => {
    expect(said('guichet', 'hds', undefined, exclusive)).toMatch(/^Non, /);
  });
});

describe('whether nobody else has it', () => {
  const sole = { yesNo: true, bound: 'sole' } as const;

  it('is no where others have it, who are named', () => {
    expect(said('guichet', 'open-source', undefined, sole)).toBe(
      'Non : Guichet Santé et Vitrine aussi.\n\nGuichet Facile est open source.',
    );
  });

  it('is yes where the guide says it of nobody else, and is not told of what has it not', () => {
    expect(said('guichet', 'proconnect', undefined, sole)).toBe(
      "Oui : le guide ne le dit d'aucun autre produit.\n\nGuichet Facile propose ProConnect.",
    );
    expect(said('guichet', 'hds', undefined, sole)).toMatch(/^Non, Guichet Facile/);
    expect(said('guichet', 'hebergement', 'ovh', sole)).toMatch(/^Oui : /);
  });
});

describe('why', () => {
  it('is refused first where the guide gives no reason, then the fact', () => {
    const draft = of('guichet', 'hds', undefined, { why: true });
    expect(draft.band).toBe('refuse');
    expect(firstOf(draft)).toMatch(/^Le guide ne dit pas pourquoi/);
    expect(textOf(draft)).toContain("n'est pas sur un hébergement HDS");
  });

  it('of what is not said is not said either', () => {
    expect(said('orme', 'hds', undefined, { why: true })).toMatch(/^Le guide ne le dit pas/);
  });
});

describe('several subjects or criteria', () => {
  it('are told once where one criterion stands for the other', () => {
    const draft = answerCriterion(
      deskFor(),
      ['orme'],
      [{ criterion: 'conformite' }, { criterion: 'homologation' }],
    );
    expect(textOf(draft)).toBe(said('orme', 'conformite'));
  });

  it('get a line each, under the criterion', () => {
    const draft = answerCriterion(deskFor(), ['guichet', 'guichet-sante', 'orme'], [{ criterion: 'hds' }]);
    expect(draft.band).toBe('answer');
    expect(textOf(draft)).toBe(
      'HDS :\n- Guichet Facile : non.\n- Guichet Santé : oui.\n- Orme : le guide ne le dit pas.',
    );
  });

  it('of one subject stand under its name', () => {
    const asked = [{ criterion: 'hds' }, { criterion: 'hebergement', value: 's3' }];
    expect(textOf(answerCriterion(deskFor(yesNo), ['guichet'], asked))).toBe(
      'Guichet Facile :\n- HDS : non.\n- S3 : non, OVH.',
    );
  });

  it('with the verdict on the value', () => {
    const asked = [{ criterion: 'hebergement', value: 'ovh' }];
    expect(textOf(answerCriterion(deskFor(yesNo), ['guichet', 'guichet-sante'], asked))).toBe(
      'OVH :\n- Guichet Facile : oui, OVH.\n- Guichet Santé : non, Cegedim.',
    );
  });

  it('of one subject are refused when one of them is missing, though the other is told', () => {
    const draft = answerCriterion(deskFor(), ['orme'], [{ criterion: 'conformite' }, { criterion: 'hds' }]);
    expect(draft.band).toBe('refuse');
    expect(textOf(draft)).toContain("oui (l'audit date de deux ans)");
  });
});

describe('a criterion without a subject', () => {
  const everywhere = (...asked: Asked[]) => answerCriterionEverywhere(deskFor(), asked);

  it('groups those of whom the same is said, what has it first', () => {
    const draft = everywhere({ criterion: 'open-source' });
    expect(textOf(draft)).toBe(
      'Open source, selon le guide :\n- Oui : Guichet Facile, Guichet Santé et Vitrine.\n- Non tranché : Orme.',
    );
    expect(draft).toMatchObject({
      band: 'answer',
      subjects: ['guichet', 'guichet-sante', 'orme', 'vitrine'],
    });
  });

  it('denies no value of a criterion that names but some', () => {
    const criterion = small.criteria.get('hebergement');
    if (criterion === undefined) throw new Error('no criterion');
    const knowledge = knowledgeOf({
      criteria: new Map([...small.criteria, ['hebergement', { ...criterion, partial: true }]]),
    });
    const draft = answerCriterionEverywhere(deskFor({}, knowledge), [
      { criterion: 'hebergement', value: 'ovh' },
    ]);
    expect(textOf(draft)).toBe('OVH, selon le guide :\n- Oui : Guichet Facile.');
    expect(draft.subjects).toEqual(['guichet']);
  });

  it('counts those of whom the guide says it under another name', () => {
    expect(textOf(everywhere({ criterion: 'conformite' }))).toContain('- Oui : Guichet Facile');
    expect(textOf(everywhere({ criterion: 'conformite' }))).toContain('- Non communiqué : Vitrine');
  });

  it('says who has a value, and who has it under a condition', () => {
    expect(textOf(everywhere({ criterion: 'hebergement', value: 'atlas' }))).toBe(
      'Atlas, selon le guide :\n- Intranet, ou Atlas sur demande : Orme.\n- Non : Guichet Facile, Guichet Santé et Audience Nord.',
    );
  });

  it('begins with what the guide rules about it, unless a value is named', () => {
    const [, rule] = [...small.topics.values()];
    if (rule === undefined) throw new Error('no rule');
    const ruled = { ...rule, about: ['hebergement'] };
    const desk = () => deskFor({}, knowledgeOf({ topics: new Map([[ruled.id, ruled]]) }));
    const [first, second] = textOf(answerCriterionEverywhere(desk(), [{ criterion: 'hebergement' }])).split(
      /\n+/,
    );
    expect(first).toBe("Tout projet DEVRAIT réutiliser une instance d'Audience.");
    expect(second).toBe('Hébergement, selon le guide :');
    const named = answerCriterionEverywhere(desk(), [{ criterion: 'hebergement', value: 'ovh' }]);
    expect(textOf(named)).not.toContain('DEVRAIT');
  });

  it('that nobody has is refused', () => {
    const knowledge = withEntity(entityOf('common', 'orme', 'Orme'));
    const desk = deskFor(
      {},
      { ...knowledge, entities: new Map([...knowledge.entities].filter(([id]) => id === 'orme')) },
    );
    const draft = answerCriterionEverywhere(desk, [{ criterion: 'hds' }]);
    expect(draft).toMatchObject({ band: 'refuse', citations: [], subjects: [] });
    expect(textOf(draft)).toContain('« HDS »');
  });
});
