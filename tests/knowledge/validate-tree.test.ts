import { describe, expect, it } from 'vitest';
import type { Entity, Source, Topic } from '../../src/knowledge/schema.ts';
import { entitySchema, topicSchema } from '../../src/knowledge/schema.ts';
import type { Tree } from '../../src/knowledge/tree-schema.ts';
import { type TreeReferences, treeProblems } from '../../src/knowledge/validate-tree.ts';
import { treeOf } from '../support/tree.ts';

const statement = { text: 'Un texte.', source: 'section' };

function source(id: string, generation: 'current' | 'previous'): [string, Source] {
  const document = {
    id: 'page',
    title: 'Page',
    generation,
    reference: '000',
    checked_on: '2026-11-22',
    sections: [{ id, title: id }],
  };
  return [id, { id, section: id, document, url: undefined }];
}

const entity: Entity = {
  ...entitySchema.parse({
    id: 'dn',
    name: 'DN',
    summary: statement,
    facts: { hds: { value: 'no', source: 'section' } },
  }),
  kind: 'common',
};
const rule: Topic = topicSchema.parse({ id: 'regle', kind: 'rule', name: 'Règle', statements: [statement] });
const term: Topic = topicSchema.parse({ id: 'terme', kind: 'term', name: 'Terme', statements: [statement] });
const references: TreeReferences = {
  entities: new Map([[entity.id, entity]]),
  topics: new Map([
    [rule.id, rule],
    [term.id, term],
  ]),
  sources: new Map([source('section', 'current'), source('ancienne', 'previous')]),
};

const sound = () => treeOf({ a: { yes: 'x', no: 'b' }, b: { yes: 'x', no: 'y' } }, ['x', 'y']);
const messages = (tree: Tree) =>
  treeProblems(tree, references).map(({ path, message }) => `${path.join('.')} : ${message}`);

/** The sound tree with something broken in it. */
function broken(damage: (tree: Tree) => void): string[] {
  const tree = sound();
  damage(tree);
  return messages(tree);
}

const first = <T>(list: readonly T[]): T => {
  const [item] = list;
  if (item === undefined) throw new Error('empty');
  return item;
};

describe('a tree', () => {
  it('passes when it is sound', () => {
    expect(messages(sound())).toEqual([]);
  });

  it('has unique ids over questions and outcomes', () => {
    expect(broken((tree) => tree.outcomes.push({ ...first(tree.outcomes), id: 'a' }))).toEqual([
      'outcomes.2.id : « a » sert deux fois : donnez un autre identifiant',
    ]);
  });

  it('has targets that exist, all told at once', () => {
    const found = broken((tree) => {
      tree.start = 'zero';
      first(first(tree.nodes).choices).goto = ['nulle-part', 'x'];
      first(tree.nodes).unknown.goto = 'ailleurs';
    });
    expect(found).toEqual([
      "start : « zero » n'est pas une question : nommez la première question",
      "nodes.0.choices.0.goto : « nulle-part » n'est ni une question ni une issue : corrigez la cible ou ajoutez-la",
      "nodes.0.unknown.goto : « ailleurs » n'est ni une question ni une issue : corrigez la cible ou ajoutez-la",
    ]);
  });

  it('has no cycle', () => {
    expect(messages(treeOf({ a: { yes: 'b', no: 'x' }, b: { yes: 'a', no: 'x' } }, ['x']))).toEqual([
      "nodes.0 : « a » mène à elle-même : un conseil n'y finirait jamais",
    ]);
  });

  it('reaches every question and outcome', () => {
    expect(messages(treeOf({ a: { yes: 'x', no: 'x' }, b: { yes: 'y', no: 'x' } }, ['x', 'y']))).toEqual([
      "nodes.1 : « b » : aucun chemin n'y mène ; reliez-la ou retirez-la",
      "outcomes.1 : « y » : aucun chemin n'y mène ; reliez-la ou retirez-la",
    ]);
  });

  it('is at most seven questions deep', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 8 }, (_, index) => [
        `q${index}`,
        { yes: index === 7 ? 'x' : `q${index + 1}`, no: 'x' },
      ]),
    );
    expect(messages(treeOf(chain, ['x']))).toEqual(['start : un chemin compte 8 questions : 7 au plus']);
  });

  it('has choices that can be told apart, synonyms included, whatever their accents and endings', () => {
    const found = broken((tree) => {
      first(first(tree.nodes).choices).synonyms = ['données'];
      first(first(tree.nodes).choices.slice(1)).synonyms = ['la Donnee'.slice(3)];
    });
    expect(found).toEqual([
      'nodes.0.choices.1 : « a » : « Donnee » désigne deux choix, « yes » et « no » ; gardez-le dans un seul',
    ]);
  });

  it('has aliases that name one question', () => {
    const found = broken((tree) => {
      for (const node of tree.nodes) node.aliases = ['hds'];
    });
    expect(found).toEqual(['nodes.1.aliases.0 : « hds » nomme déjà « a » : gardez-le à un seul endroit']);
  });

  it('has questions that are short enough for a room', () => {
    const [message] = broken((tree) => {
      first(tree.nodes).question = 'x'.repeat(500);
    });
    expect(message).toContain('caractères ; 400 au plus');
  });

  it('keeps « je ne sais pas » and « alone » for what they are', () => {
    const found = broken((tree) => {
      const choice = first(first(tree.nodes).choices);
      choice.id = 'je-ne-sais-pas';
      choice.alone = true;
    });
    expect(found).toEqual([
      'nodes.0.choices.0.id : « je-ne-sais-pas » est réservé : décrivez cette réponse dans « unknown »',
      "nodes.0.choices.0.alone : « je-ne-sais-pas » : « alone » n'a de sens que si la question a « multiple » ; retirez-le",
    ]);
  });

  it('cites sections of the current generation', () => {
    const found = broken((tree) => {
      first(tree.nodes).why = { text: 'x', source: 'absente' };
      first(tree.outcomes).reasons = [{ text: 'x', source: 'ancienne' }];
    });
    expect(found).toEqual([
      "nodes.0.why.source : la source « absente » n'existe pas : voyez les sections de sources.yaml",
      "outcomes.0.reasons.0.source : la source « ancienne » n'est pas de la génération actuelle : un conseil n'en vient jamais",
    ]);
  });

  it('names entities and rules that exist', () => {
    const found = broken((tree) => {
      first(tree.outcomes).entities = ['dn', 'glpi'];
      first(tree.outcomes).after = ['glpi', 'dn'];
      first(tree.outcomes).duties = ['regle', 'terme'];
    });
    expect(found).toEqual([
      "outcomes.0.duties.1 : « terme » n'est pas une règle (« kind: rule ») des sujets",
      "outcomes.0.entities.1 : « glpi » n'est dans aucun fichier des communs",
      "outcomes.0.after.0 : « glpi » n'est dans aucun fichier des communs, ni parmi les sujets",
    ]);
  });

  it('is read again when a fact that it rests on goes or changes', () => {
    const found = broken((tree) => {
      first(tree.outcomes).facts = ['dn.hds = no', 'dn.hds', 'dn.hds = yes', 'dn.rgs'];
    });
    expect(found).toEqual([
      'outcomes.0.facts.2 : ce conseil repose sur « dn.hds = yes », mais le fait vaut « no » : relisez-le',
      "outcomes.0.facts.3 : le fait « dn.rgs » n'existe pas : corrigez son nom, ou relisez ce conseil",
    ]);
  });
});
