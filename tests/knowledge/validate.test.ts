import { describe, expect, it } from 'vitest';
import { type Change, errorsWith } from './fixture.ts';

describe('validation', () => {
  it.each<[string, Record<string, Change>, RegExp]>([
    [
      'an id given twice',
      { 'commons/grist.yaml': ['id: grist', 'id: ondine'] },
      /^commons\/ondine\.yaml:2: l'identifiant « ondine » est déjà pris \(commons\/grist\.yaml:2\)/,
    ],
    [
      'a topic with the id of an entity',
      { 'topics.yaml': ['id: commun', 'id: grist'] },
      /^topics\.yaml:2: l'identifiant « grist » est déjà pris/,
    ],
    [
      'a way of asking given twice',
      { 'phrasings/exemples.yaml': '- means: A ?\n  asked: |\n    Où est-il\n- asked: |\n    ou EST-IL\n' },
      /^phrasings\/exemples\.yaml:4: « ou EST-IL » est déjà une façon de demander \(phrasings\/exemples\.yaml:1\)/,
    ],
    [
      'ways of asking that have lost their lines',
      { 'phrasings/exemples.yaml': `- means: A ?\n  asked:\n${'    encore un mot de trop\n'.repeat(12)}` },
      /^phrasings\/exemples\.yaml:2: « encore un mot de trop encore u… » fait 263 signes .* par ligne, après « asked: \| »/,
    ],
    [
      'a plain question given twice',
      { 'phrasings/exemples.yaml': '- means: A ?\n  asked: un\n- means: A ?\n  asked: deux\n' },
      /^phrasings\/exemples\.yaml:3: « A \? » est déjà une question \(phrasings\/exemples\.yaml:1\)/,
    ],
    [
      'nothing that comes near',
      {
        'lexicon.yaml': [
          'questions: {}',
          'questions: {}\nunsaid:\n  - { id: a, label: a, near: grist/rien }',
        ],
      },
      /^lexicon\.yaml:\d+: « grist\/rien » n'est pas une fonctionnalité ni une limite, écrite « fiche\/fonctionnalité »/,
    ],
    [
      'a source that does not exist',
      { 'commons/grist.yaml': ['source: table', 'source: tables'] },
      /^commons\/grist\.yaml:4: « tables » n'est pas une section de sources\.yaml ; vouliez-vous dire « table » \?/,
    ],
    [
      'a fact of an unknown criterion',
      { 'commons/ondine.yaml': ['  hebergement:', '  hebergment:'] },
      /^commons\/ondine\.yaml:7: « hebergment » n'est pas un critère .* « hebergement » \?/,
    ],
    [
      'a value that the criterion does not know',
      { 'commons/ondine.yaml': ['values: [ovh]', 'values: [ovhh]'] },
      /^commons\/ondine\.yaml:7: « ovhh » n'est pas une valeur du critère « hebergement » ; vouliez-vous dire « ovh » \?/,
    ],
    [
      'a text for a yes-no criterion',
      { 'commons/ondine.yaml': ["value: 'no'", 'value: jamais'] },
      /^commons\/ondine\.yaml:8: le critère « libre » attend « 'yes' » ou « 'no' »/,
    ],
    [
      'yes for a text criterion',
      { 'commons/ondine.yaml': ['value: OVH', "value: 'yes'"] },
      /^commons\/ondine\.yaml:7: le critère « hebergement » attend un texte/,
    ],
    [
      'an item for an unknown persona',
      { 'commons/ondine.yaml': ['also: [grist]', 'persona: usagers'] },
      /« usagers » n'est pas un profil de personas\.yaml ; vouliez-vous dire « usager » \?/,
    ],
    [
      'an item that is also of an unknown entity',
      { 'commons/ondine.yaml': ['also: [grist]', 'also: [gris]'] },
      /^commons\/ondine\.yaml:10: « gris » n'est pas une entité/,
    ],
    [
      'an item in whose place an unknown one serves',
      { 'commons/ondine.yaml': ['also: [grist]', 'instead: [sans-rets]'] },
      /« sans-rets » n'est pas une fonctionnalité ou une limite ; vouliez-vous dire « sans-rest » \?/,
    ],
    [
      'a comparison of an unknown subject',
      { 'comparisons.yaml': ['[ondine, grist]', '[ondine, grit]'] },
      /^comparisons\.yaml:2: « grit » n'est pas une entité/,
    ],
    [
      'a comparison on a criterion without facts',
      { 'comparisons.yaml': ['ondine, grist], criteria: [hebergement]', 'grist, grist], criteria: [libre]'] },
      /^comparisons\.yaml:2: aucun des sujets comparés n'a de fait « libre »/,
    ],
    [
      'a comparison that leads to no question',
      {
        'comparisons.yaml': ['[hebergement]', '[hebergement], deciding: { question: Quoi ?, node: projets }'],
      },
      /« projets » n'est pas une question de tree\.yaml ; vouliez-vous dire « projet » \?/,
    ],
    [
      'a criterion without alias',
      { 'criteria.yaml': ['aliases: [hébergeur]', 'aliases: []'] },
      /^criteria\.yaml:2: le critère « Hébergement » n'a pas d'alias/,
    ],
    [
      'a criterion without the sentence of its type',
      { 'criteria.yaml': ["yes: '{subject} est libre.', ", ''] },
      /^criteria\.yaml:12: il manque la phrase « yes »/,
    ],
    [
      'a placeholder that does not exist',
      { 'criteria.yaml': ['{of_subject}', '{of_sujet}'] },
      /^criteria\.yaml:6: \{of_sujet\} n'existe pas ; vouliez-vous dire « of_subject » \?/,
    ],
    [
      'a sentence without a full stop',
      { 'topics.yaml': ['Une ressource.', 'Une ressource'] },
      /^topics\.yaml:5: « Une ressource » : une phrase finit par un point/,
    ],
    [
      'a question of the tree that nothing reaches',
      { 'tree.yaml': ['goto: tableur', 'goto: cms'] },
      /^tree\.yaml:\d+: .*tableur/,
    ],
    [
      'two choices that cannot be told apart',
      { 'tree.yaml': ['label: Un tableau', 'label: UN SITE'] },
      /^tree\.yaml:\d+: .*UN SITE/,
    ],
  ])('refuses %s', (_, changes, message) => {
    expect(errorsWith(changes)).toContainEqual(expect.stringMatching(message));
  });
});
