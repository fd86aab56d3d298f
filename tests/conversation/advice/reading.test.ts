import { describe, expect, it } from 'vitest';
import { begin, give } from '../../../src/advice/advice.ts';
import { position } from '../../../src/advice/state.ts';
import { AnswerReader, isQuestion } from '../../../src/conversation/advice/reading.ts';
import { TreeGraph } from '../../../src/knowledge/tree-graph.ts';
import { theKnowledge } from '../../support/advised.ts';

const graph = new TreeGraph(theKnowledge.tree);
const reader = new AnswerReader(graph, theKnowledge);
const node = (id: string) => {
  const found = graph.nodes.get(id);
  if (found === undefined) throw new Error(`no node ${id}`);
  return found;
};
const near = (id: string, text: string) => {
  const move = reader.near(node(id), text);
  return move.type === 'answers'
    ? move.replies.map(({ question, chosen }) => `${question}=${chosen.join('+')}`).join(' ')
    : move.type;
};

describe('an answer', () => {
  it('may answer the next questions too, with the same words', () => {
    expect(near('projet', 'un site vitrine')).toBe('projet=site type-de-site=cms');
    expect(near('projet', 'un wiki')).toBe('projet=site type-de-site=wiki');
  });

  it('answers one question when it is a number, a yes or a no', () => {
    expect(near('projet', '1')).toBe('projet=site');
    expect(near('projet', 'non')).toBe('none');
    expect(near('mise-en-oeuvre', '2')).toBe('mise-en-oeuvre=front-specifique');
  });

  it('never infers what the guide places last', () => {
    expect(near('projet', 'développer un back-office')).toBe('projet=demarche perimetre=back');
    expect(near('back', 'développer un back-office')).toBe('back=dernier-recours');
  });

  it('is sure when little else is said', () => {
    expect(reader.near(node('mise-en-oeuvre'), 'plutôt Grist')).toMatchObject({ sure: true });
    expect(reader.near(node('mise-en-oeuvre'), 'limites de Grist')).toMatchObject({ sure: false });
  });
});

describe('a message put as a question', () => {
  it.each([
    'DN est-elle HDS ?',
    'comment héberger Ondine',
    "c'est quoi Grist",
    'Quelle API pour les adresses',
    'est-ce que DN suffit',
  ])('%s', (text) => {
    expect(isQuestion(text)).toBe(true);
  });

  it.each(['un wiki', 'ouvert au public', 'quiétude', 'Grist'])('not « %s »', (text) => {
    expect(isQuestion(text)).toBe(false);
  });
});

describe('an answer of the path', () => {
  const answers = [
    { question: 'projet', chosen: ['demarche'] },
    { question: 'perimetre', chosen: ['les-deux'] },
    { question: 'front', chosen: ['sans-hds'] },
    { question: 'back', chosen: ['complement'] },
  ];
  const advice = answers.reduce((state, answer) => give(graph, state, answer).advice, begin(graph, 'v'));
  const at = position(graph, advice);

  it('is named by its place or its title', () => {
    expect(reader.named(at, '3')?.id).toBe('front');
    expect(reader.named(at, 'périmètre')?.id).toBe('perimetre');
    expect(reader.named(at, 'hds')?.id).toBe('front');
    expect(reader.named(at, '9')).toBeUndefined();
    expect(reader.named(at, 'la couleur')).toBeUndefined();
  });

  it('is found by the other choice that is named', () => {
    expect(reader.among(at, 'j avais une contrainte hds')).toEqual([{ question: 'front', chosen: ['hds'] }]);
    expect(reader.among(at, 'il n y avait que le front usager')).toEqual([
      { question: 'perimetre', chosen: ['front'] },
    ]);
    expect(reader.among(at, 'la marmotte')).toEqual([]);
  });

  it('is completed where several are possible', () => {
    const cms = ['site', 'cms', 'proconnect'].reduce(
      (state, choice) =>
        give(graph, state, { question: position(graph, state).question?.id ?? '', chosen: [choice] }).advice,
      begin(graph, 'v'),
    );
    expect(reader.among(position(graph, cms), 'aussi le multi-sites')).toEqual([
      { question: 'criteres-cms', chosen: ['proconnect', 'multi-sites'] },
    ]);
  });
});
