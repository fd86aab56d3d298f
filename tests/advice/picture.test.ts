import { describe, expect, it } from 'vitest';
import { answerText, mermaid, outline, pathLine, treeVersion } from '../../src/advice/picture.ts';
import { TreeGraph, UNKNOWN } from '../../src/knowledge/tree-graph.ts';
import { theGraph, theTree, treeOf } from '../support/tree.ts';

const small = new TreeGraph(
  treeOf(
    { a: { oui: 'b', non: 'x', 'les-deux': ['b', 'c'] }, b: { p: 'x', q: 'y' }, c: { r: 'y', s: 'x' } },
    ['x', 'y'],
  ),
);

describe('the picture of a tree', () => {
  it('has every question, choice and outcome', () => {
    expect(mermaid(small)).toBe(`flowchart LR
  a["Question a ?"]
  a -->|"oui"| b
  a -->|"non"| x
  a -->|"les-deux"| b
  a -->|"les-deux"| c
  b["Question b ?"]
  b -->|"p"| x
  b -->|"q"| y
  c["Question c ?"]
  c -->|"r"| y
  c -->|"s"| x
  x("x")
  y("y")
`);
  });

  it('never breaks a label with a quotation mark', () => {
    const tree = structuredClone(theTree);
    for (const node of tree.nodes) node.question = 'Dit "CMS" ?';
    expect(mermaid(new TreeGraph(tree))).toContain(`projet["Dit 'CMS' ?"]`);
  });
});

describe('the outline of a tree', () => {
  it('goes down each first choice, and spells a question out once', () => {
    expect(outline(small)).toEqual([
      { title: 'oui', lines: ['p → x', 'q → y'] },
      { title: 'non', lines: ['x'] },
      { title: 'les-deux', lines: ['b', 'r → y', 's → x'] },
    ]);
  });

  it('names every outcome that a choice alone leads to', () => {
    const text = outline(theGraph)
      .flatMap(({ lines }) => lines)
      .join('\n');
    const led = theTree.nodes.flatMap(({ choices }) => choices.flatMap(({ goto }) => goto));
    const reached = theTree.outcomes.filter(({ id }) => led.includes(id));
    expect(reached.filter(({ title }) => !text.includes(title))).toEqual([]);
  });
});

describe('a path in a line', () => {
  it('has the answers, the outcomes, and the strength that the guide gives', () => {
    const path = {
      answers: [
        { question: 'projet', chosen: ['demarche'] },
        { question: 'perimetre', chosen: [UNKNOWN] },
        { question: 'front', chosen: ['sans-hds'] },
        { question: 'back', chosen: ['complement'] },
      ],
      outcomes: ['front-dn', 'back-grist'],
    };
    expect(pathLine(theGraph, path)).toBe(
      'Démarche administrative en ligne › Je ne sais pas › Pas de contrainte HDS › Non, cela ne suffit pas : un back-office complémentaire → Démarche Numérique pour le front usager (préférable) et Grist en complément pour le back-office (envisager)',
    );
  });

  it('says several answers in the order of the choices', () => {
    const node = theGraph.nodes.get('criteres-cms');
    expect(node && answerText(node, ['cloud', 'open-source'])).toBe('Open source + Hébergement sur un cloud');
  });
});

describe('the version of a tree', () => {
  it('changes with anything in it', () => {
    const changed = structuredClone(theTree);
    changed.outcomes[0]?.next_steps.push('Encore une étape.');
    expect(treeVersion(changed)).not.toBe(treeVersion(theTree));
    expect(treeVersion(structuredClone(theTree))).toBe(treeVersion(theTree));
  });
});
