import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortLabel } from '../../../src/advice/picture.ts';
import type { Knowledge } from '../../../src/knowledge/knowledge.ts';
import { TreeGraph, UNKNOWN } from '../../../src/knowledge/tree-graph.ts';
import type { Tree } from '../../../src/knowledge/tree-schema.ts';
import { strengthWords } from '../../../src/knowledge/tree-schema.ts';
import { advised, hour, theKnowledge } from '../../support/advised.ts';

const graph = new TreeGraph(theKnowledge.tree);
const paths = [...graph.paths()];

/** What one would type to give these choices. */
function numbers(question: string, chosen: readonly string[]): string {
  if (chosen[0] === UNKNOWN) return 'je ne sais pas';
  const choices = graph.nodes.get(question)?.choices ?? [];
  return chosen.map((wanted) => choices.findIndex(({ id }) => id === wanted) + 1).join(' et ');
}

describe('every path of the tree', () => {
  it('arrives at its outcomes, with the guide’s own strength word and nothing that looks like a choice', () => {
    for (const { answers, outcomes } of paths) {
      const { say } = advised();
      say('!conseil');
      const said = answers.map(({ question, chosen }) => say(numbers(question, chosen)));
      const [before, answer] = [said.slice(0, -1), said.at(-1) ?? ''];
      for (const text of before) expect(text).toMatch(/^\d+\. /m);
      expect(answer).toMatch(/^Recommandation/);
      expect(answer).not.toMatch(/^\d+\. /m);
      expect(answer.length).toBeLessThanOrEqual(1_800);
      for (const id of outcomes) {
        const outcome = graph.outcomes.get(id);
        expect(answer).toContain(outcome?.recommendation.text.slice(1));
        if (outcome?.strength !== 'AUCUNE')
          expect(answer).toContain(strengthWords[outcome?.strength ?? 'AUCUNE']);
      }
    }
  });

  it('takes five messages or fewer, `!conseil` included', () => {
    expect(Math.max(...paths.map(({ answers }) => answers.length + 1))).toBeLessThanOrEqual(5);
  });

  it('has a note that a message can hold', () => {
    for (const { answers } of paths) {
      const { say } = advised();
      say('!conseil');
      for (const { question, chosen } of answers) say(numbers(question, chosen));
      const note = say('note');
      expect(note).toContain('## Sources');
      expect(note.length).toBeLessThanOrEqual(3_500);
    }
  });
});

describe('every question', () => {
  it('is put in under 500 characters, what was noted included', () => {
    for (const { answers } of paths) {
      const { say } = advised();
      const put = [
        say('!conseil'),
        ...answers.slice(0, -1).map(({ question, chosen }) => say(numbers(question, chosen))),
      ];
      for (const [index, text] of put.entries()) {
        // What « je ne sais pas » calls for is said besides.
        const explained = answers[index - 1]?.chosen[0] === UNKNOWN;
        const question = explained ? text.slice(text.indexOf('Question ')) : text;
        expect(question.length, text).toBeLessThan(500);
      }
    }
  });

  it('takes each of its choices by number, by label and by every synonym', () => {
    for (const node of theKnowledge.tree.nodes) {
      for (const [index, choice] of node.choices.entries()) {
        for (const text of [String(index + 1), choice.label, ...choice.synonyms]) {
          const { say } = advised();
          say(`!conseil ${node.title}`);
          say(text);
          const recap = say('récap');
          expect(recap, `${node.id} : ${text}`).toContain(`Réponse 1, ${node.title} : ${choice.label}.`);
        }
      }
    }
  });

  it('is named by its title and its aliases after !conseil', () => {
    for (const { title, aliases, question } of theKnowledge.tree.nodes) {
      for (const name of [title, ...aliases]) expect(advised().say(`!conseil ${name}`)).toContain(question);
    }
  });
});

/** The knowledge with another tree. */
function withTree(change: (tree: Tree) => void): Knowledge {
  const tree = structuredClone(theKnowledge.tree);
  change(tree);
  return { ...theKnowledge, tree };
}

describe('when the tree changes under an advice', () => {
  it('goes on without a word when every answer still fits', () => {
    const { say, sessions } = advised();
    say('!conseil');
    say('2');
    const changed = withTree((tree) => {
      for (const node of tree.nodes) node.question = `Dites : ${node.question}`;
    });
    const answer = advised(changed, sessions, 9).say('1');
    expect(answer).toMatch(/^Noté : Front usager\.\n\nQuestion 3 sur 3\. Dites : /);
  });

  it('resumes at the first answer that no longer fits, says so, and does not take the message for an answer to it', () => {
    const { say, sessions } = advised();
    say('!conseil');
    say('2');
    say('1');
    const changed = withTree((tree) => {
      const perimetre = tree.nodes.find(({ id }) => id === 'perimetre');
      perimetre?.choices.splice(0, 1);
    });
    const later = advised(changed, sessions, 9);
    const answer = later.say('1');
    expect(answer).toMatch(
      /^L'arbre de décision a changé depuis votre dernier message : une de vos réponses ne convient plus/,
    );
    expect(answer).toContain('Question 2 sur 3 à 4.');
    expect(later.say('back-office agent')).toContain('Question 3 sur 3.');
  });

  it('starts again when the question it started at is gone', () => {
    const { say, sessions } = advised();
    say('!conseil hds');
    const changed = withTree((tree) => {
      for (const node of tree.nodes) if (node.id === 'front') node.id = 'nouveau';
      for (const node of tree.nodes) {
        for (const choice of node.choices) {
          if (choice.goto === 'front') choice.goto = 'nouveau';
        }
      }
    });
    expect(advised(changed, sessions, 9).say('1')).toMatch(
      /^L'arbre de décision a changé[^\n]*Reprenons au début\.\n\nQuestion 1/,
    );
  });
});

describe('what is counted', () => {
  it('is what happens at which question: names only', () => {
    const { respond } = advised();
    const counts = (text: string) =>
      respond(text).counts.map((count) =>
        [count.name, ...Object.values('labels' in count ? count.labels : {})].join('_'),
      );
    expect(counts('!conseil')).toEqual(['advice_steps_projet_reached']);
    expect(counts('zorglub')).toEqual(['advice_steps_projet_misunderstood']);
    expect(counts('site')).toEqual(['advice_steps_projet_answered', 'advice_steps_type-de-site_reached']);
    expect(counts('retour')).toEqual(['advice_steps_type-de-site_back', 'advice_steps_projet_reached']);
    expect(counts('référentiel')).toEqual([
      'advice_steps_projet_answered',
      'advice_steps_mise-en-oeuvre_reached',
    ]);
    expect(counts('je ne sais pas')).toEqual([
      'advice_steps_mise-en-oeuvre_unknown',
      'advice_steps_ref-grist_reached',
    ]);
    expect(counts('récap')).toEqual([]);
    expect(counts('recommencer')).toEqual(['advice_steps_projet_reached']);
    expect(counts('stop')).toEqual(['advice_steps_projet_given-up']);
  });

  it('is, of other questions, their kind and how sure the answer is', () => {
    const { respond } = advised();
    expect(respond('DN ou Démat Social ?').counts).toEqual([
      { name: 'questions', labels: { kind: 'comparison', band: 'answer' } },
    ]);
    expect(respond('Combien coûte Notion ?').counts).toMatchObject([
      { name: 'questions', labels: { band: 'refuse' } },
    ]);
    expect(respond('merci').counts).toEqual([]);
  });
});

const labels = theKnowledge.tree.nodes.flatMap((node) =>
  node.choices.flatMap(({ label, synonyms }) => [label, shortLabel(label), ...synonyms]),
);
const someText = fc.oneof(
  fc.constantFrom(
    'retour',
    'récap',
    'pourquoi',
    'je ne sais pas',
    'recommencer',
    'aide',
    'note',
    'modifier',
    'modifier 1',
    'modifier 2',
    'modifier 9',
    'modifier périmètre',
    'et si',
    'et si contrainte HDS',
    'et si un wiki',
    'et si aussi multi-sites',
    'question',
    'oui',
    'non',
    '1',
    '2',
    '3',
    '4',
    '7',
    '0',
    '1 et 2',
    '3, 5',
    '1 ou 2',
    '!conseil',
    '!conseil hds',
    '!conseil wiki',
    '!retour',
    'C’est quoi Grist ?',
    'DN ou Démat Social ?',
    'merci',
    '!suite',
    '!arbre',
    '!pourquoi',
  ),
  fc.constantFrom(...labels),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);

describe('whatever is typed', () => {
  it('never throws, and always leaves the person with a question, an outcome or the end', () => {
    fc.assert(
      fc.property(fc.array(someText, { maxLength: 25 }), (texts) => {
        const { say } = advised();
        say('!conseil');
        for (const text of texts) say(text);
        const where = say('question');
        expect(where).toMatch(/^Question \d|^Recommandation|^L'arbre/);
        expect(say('stop')).toBe("C'est arrêté. Pour commencer un autre conseil, tapez !conseil.");
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('goes on identically after a restart at any point', () => {
    fc.assert(
      fc.property(
        fc.array(someText, { maxLength: 10 }),
        fc.array(someText, { minLength: 1, maxLength: 4 }),
        (before, after) => {
          const one = advised();
          one.say('!conseil');
          for (const text of before) one.say(text);
          const other = advised(theKnowledge, new Map(one.sessions), before.length + 1);
          for (const text of after) expect(other.say(text)).toBe(one.say(text));
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);
});

describe('time', () => {
  it('a recommendation ends after a day without a word', () => {
    const { say, wait } = advised();
    say('!conseil');
    say('4');
    wait(25 * hour);
    expect(say('note')).not.toMatch(/24 heures|# Décision/);
  });
});

describe('the commands that a recommendation offers', () => {
  const commands = [...new Set(theKnowledge.tree.outcomes.flatMap((outcome) => outcome.commands))];

  it.each(commands)('%s is answered', (command) => {
    const [reply] = advised().respond(command).replies;
    expect(reply?.answer.band, reply?.message.plain).toBe('answer');
  });
});
