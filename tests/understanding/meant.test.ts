import { describe, expect, it } from 'vitest';
import { criterionSchema, topicSchema } from '../../src/knowledge/schema.ts';
import type { Context } from '../../src/understanding/context.ts';
import { isCued, meantIn } from '../../src/understanding/meant.ts';
import { Recogniser } from '../../src/understanding/recognise.ts';
import { fillSlots, ids } from '../../src/understanding/slots.ts';
import { small } from '../support/small-knowledge.ts';
import { recogniser, said, slotsOf } from '../support/understood.ts';

const subjects = (text: string, context?: Context) => ids(slotsOf(text, context).entities);

/** The slots of a text, where that word is the short name of a term too. */
function withTerm(id: string) {
  const statements = [{ text: 'Le guide ne développe pas ce nom.', source: 'page' }];
  const term = topicSchema.parse({ id, kind: 'term', name: `${id} (nom)`, weak_aliases: [id], statements });
  const knowledge = { ...small, topics: new Map([...small.topics, [id, term]]) };
  return (text: string) => fillSlots(new Recogniser(knowledge).recognise(text), knowledge, undefined);
}

describe('a direction', () => {
  const porteuse = criterionSchema.parse({
    id: 'porteuse',
    label: 'Entité porteuse',
    aliases: ['porté par'],
    type: 'text',
    sentences: { text: "l'entité porteuse {of_subject} est {value}." },
    values: [{ id: 'dnum', label: 'DNUM', weak_aliases: ['dnum'] }],
  });
  const knowledge = { ...small, criteria: new Map([...small.criteria, ['porteuse', porteuse]]) };
  const values = (text: string) =>
    ids(fillSlots(new Recogniser(knowledge).recognise(text), knowledge, undefined).values);

  it('is a value where its criterion is asked', () => {
    expect(values('Orme est porté par la DNUM ?')).toEqual(['porteuse/dnum']);
  });

  it('is but named otherwise, though the value is called by that name alone', () => {
    expect(values('la DNUM me parle de Orme')).toEqual([]);
    expect(values('DNUM')).toEqual([]);
  });
});

describe('a short name', () => {
  it('counts where nothing else explains the word', () => {
    expect(subjects('nord')).toEqual(['audience-nord']);
  });

  it('does not count where a full name explains it', () => {
    expect(subjects('chez cegedim ?')).toEqual([]);
    expect(ids(slotsOf('chez cegedim ?').values)).toContain('hebergement/cegedim');
  });

  it('counts before everything else in its group', () => {
    expect(subjects('audience chez cegedim')).toEqual(['audience-nord']);
    expect(slotsOf('audience chez cegedim').values).toEqual([]);
  });

  it('counts before everything else when its group was just spoken of', () => {
    expect(subjects('et cegedim ?', said({ subjects: ['audience'] }))).toEqual(['audience-nord']);
    expect(subjects('et cegedim ?', said({ subjects: ['audience-sud'] }))).toEqual(['audience-nord']);
    expect(subjects('et cegedim ?', said({ subjects: ['guichet'] }))).toEqual([]);
  });

  it('counts so beside a criterion where one of the group is told from the others: "celle de Sud est HDS ?"', () => {
    const context = said({ kind: 'need', subjects: ['audience'] });
    expect(subjects('celle de cegedim est hébergée où ?', context)).toEqual(['audience-nord']);
    expect(subjects('cegedim est hébergé où ?', context)).toEqual([]);
  });

  it('that is also a function word counts at an end of the message only, where no subject is named', () => {
    expect(subjects('hds ds ?')).toEqual(['guichet', 'guichet-sante']);
    expect(subjects('ds ou vitrnie')).not.toContain('guichet');
    expect(subjects('le champ NIR ds un formulaire')).toEqual([]);
    expect(subjects('Orme ds')).toEqual(['orme']);
  });

  it('is a place beside another part that is named in full', () => {
    expect(subjects('Audience Sud est chez Cegedim ?')).toEqual(['audience-sud']);
    expect(ids(slotsOf('Audience Sud est chez Cegedim ?').values)).toContain('hebergement/cegedim');
    expect(subjects('Audience Sud et Cegedim ?')).toEqual(['audience-sud', 'audience-nord']);
  });

  it('stands for the other of two where one of them is named beside an "ou"', () => {
    for (const text of [
      'ds ou Guichet Facile pour le NIR ?',
      'Guichet Facile ou ds ?',
      'entre Guichet Facile et ds',
    ])
      expect(subjects(text).toSorted()).toEqual(['guichet', 'guichet-sante']);
    expect(subjects('Orme ou ds ?')).toEqual(['orme']);
    expect(subjects('Guichet Facile ds ?')).toEqual(['guichet']);
  });

  it('of a criterion counts with its full name, but not in its place beside another full name', () => {
    expect(ids(slotsOf("le code d'Orme est-il open source ?").criteria)).toEqual(['open-source']);
    expect(ids(slotsOf("le code d'Orme").criteria)).toEqual(['open-source']);
  });
});

describe('a short name that is a term too', () => {
  const read = withTerm('nord');

  it('is the term where its meaning is asked, else the thing', () => {
    expect(ids(read("nord, c'est quoi ?").topics)).toEqual(['nord']);
    expect(read("nord, c'est quoi ?").entities).toEqual([]);
    expect(ids(read('nord').entities)).toEqual(['audience-nord']);
  });
});

describe('the meanings that count', () => {
  it('come in the order of the text, with the words that carry them', () => {
    expect(meantIn(recogniser.recognise('HDS de Guichet Facile'), small, undefined)).toMatchObject([
      { type: 'criterion', id: 'hds', from: 0, to: 1 },
      { type: 'entity', id: 'guichet', from: 2, to: 4 },
    ]);
  });

  it('of function words alone ask for no criterion before one that is named', () => {
    const criterion = small.criteria.get('hebergement');
    if (criterion === undefined) throw new Error('no criterion');
    const owned = { ...criterion, weak_aliases: ['qui est'] };
    const knowledge = { ...small, criteria: new Map([...small.criteria, ['hebergement', owned]]) };
    const read = (text: string) => fillSlots(new Recogniser(knowledge).recognise(text), knowledge, undefined);
    expect(ids(read('qui est HDS ?').criteria)).toEqual(['hds']);
    expect(ids(read('qui est le HDS ?').criteria)).toEqual(['hds']);
    expect(ids(read('qui est derrière ?').criteria)).toEqual(['hebergement']);
  });

  it('may be asked for by name, whatever the rest makes of it', () => {
    expect(isCued(recogniser.recognise('et HDS ?'), 'follow-up')).toBe(true);
    expect(isCued(recogniser.recognise('HDS ?'), 'follow-up')).toBe(false);
  });
});
