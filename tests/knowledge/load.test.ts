import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recall } from '../../src/knowledge/cache.ts';
import { fingerprintIn } from '../../src/knowledge/files.ts';
import { type LoadResult, loadKnowledge, readKnowledge } from '../../src/knowledge/load.ts';
import { type Change, errorsWith, knowledgeWith, writeKnowledge } from './fixture.ts';

const small = (changes = {}) => {
  const result = loadKnowledge(knowledgeWith(changes));
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.knowledge;
};

describe('the knowledge of the repository', () => {
  it('is valid', () => {
    expect(loadKnowledge('knowledge')).toMatchObject({ ok: true });
  });
});

describe('loading', () => {
  it('indexes everything by id, in the order of the files', () => {
    const knowledge = small();
    expect([...knowledge.entities.keys()]).toEqual(['grist', 'ondine']);
    expect([...knowledge.criteria.keys()]).toEqual(['hebergement', 'libre']);
    expect(knowledge.entities.get('ondine')?.kind).toBe('common');
  });

  it('resolves a section to its document', () => {
    expect(small().sources.get('table')).toMatchObject({ section: 'Le tableau', document: { id: 'page' } });
  });

  it('leaves what is also true of another entity where it is written', () => {
    const { entities } = small();
    expect(entities.get('ondine')?.limits).toMatchObject([{ id: 'sans-rest', also: ['grist'] }]);
    expect(entities.get('grist')?.limits).toEqual([]);
  });

  it('freezes everything', () => {
    const ondine = small().entities.get('ondine');
    expect(() => Object.assign(ondine?.facts.libre ?? {}, { value: 'yes' })).toThrow(TypeError);
  });

  it('names a version by its content', () => {
    expect(small().version).toBe(small().version);
    expect(small().version).not.toBe(small({ 'commons/grist.yaml': ['tableur', 'autre tableur'] }).version);
  });
});

describe('mistakes in files', () => {
  it.each([['a folder that is not there', () => loadKnowledge('nowhere'), /nowhere.* ne se lisent pas/]])(
    '%s',
    (_, load, message) => {
      const result = load();
      expect(result.ok ? '' : result.errors.map((error) => error.message).join()).toMatch(message);
    },
  );

  it.each<[string, Record<string, Change>, string[]]>([
    ['a missing file', { 'apis.yaml': null }, ['apis.yaml:1: ce fichier manque']],
    [
      'an unknown file',
      { 'api.yaml': '[]' },
      [expect.stringMatching(/^api\.yaml:1: fichier inconnu ; vouliez-vous dire « apis\.yaml » \?/)],
    ],
    [
      'a tab',
      { 'commons/grist.yaml': 'id: grist\nsummary:\n\ttext: Un tableur.\n' },
      [expect.stringMatching(/^commons\/grist\.yaml:3: YAML illisible : une tabulation/), expect.anything()],
    ],
    [
      'a colon in a text without quotes',
      { 'commons/grist.yaml': ['text: Un tableur.', 'text: Un outil: un tableur.'] },
      [expect.stringContaining('YAML illisible')],
    ],
    [
      'a key given twice',
      { 'commons/grist.yaml': ['name: Grist', 'name: Grist\nname: Gris'] },
      ['commons/grist.yaml:4: YAML illisible : cette clé est donnée deux fois au même endroit'],
    ],
    [
      'a file beyond a megabyte',
      { 'apis.yaml': `[] # ${'x'.repeat(1_100_000)}` },
      ['apis.yaml:1: le fichier fait 1,1 Mo, la limite est de 1 Mo'],
    ],
    [
      'an explosion of YAML aliases',
      {
        'apis.yaml': `- &a [x, x, x, x, x, x, x, x, x, x]\n- &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n- [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\n`,
      },
      ['apis.yaml:1: trop de références YAML (« *nom ») : la limite est 100'],
    ],
    [
      'a list where keys are expected',
      { 'commons/grist.yaml': '- id: grist\n' },
      [expect.stringMatching(/^commons\/grist\.yaml:1: trouvé une liste, attendu des clés et des valeurs/)],
    ],
  ])('%s', (_, changes, errors) => {
    expect(errorsWith(changes)).toEqual(expect.arrayContaining(errors));
  });

  it('says all errors at once, by file and line', () => {
    const errors = errorsWith({
      'topics.yaml': ['kind: definition', 'kind: definitions'],
      'commons/ondine.yaml': ['source: table', 'source: tablo'],
      'criteria.yaml': ['aliases: [hébergeur]', 'aliases: []'],
    });
    expect(errors.map((error) => error.split(':')[0])).toEqual([
      'commons/ondine.yaml',
      'criteria.yaml',
      'topics.yaml',
    ]);
  });

  it('says one thing once: what refers to a wrong part is no second error', () => {
    expect(errorsWith({ 'commons/ondine.yaml': ['values: [ovh]', 'valeurs: [ovh]'] })).toHaveLength(1);
    expect(errorsWith({ 'sources.yaml': ['title: La page', 'titre: La page'] })).toHaveLength(2);
    expect(errorsWith({ 'criteria.yaml': null })).toEqual(['criteria.yaml:1: ce fichier manque']);
  });
});

describe('mistakes against a schema', () => {
  it.each<[string, Record<string, Change>, RegExp]>([
    [
      'an unknown key, with the valid one that is near',
      { 'commons/grist.yaml': ['summary:', 'sumary:'] },
      /^commons\/grist\.yaml:4: clé inconnue « sumary » ; vouliez-vous dire « summary » \?/,
    ],
    [
      'an unknown key deep inside',
      { 'commons/ondine.yaml': ['values: [ovh]', 'valeurs: [ovh]'] },
      /^commons\/ondine\.yaml:7: clé inconnue « valeurs » ; vouliez-vous dire « values » \?/,
    ],
    [
      'a value out of a closed list',
      { 'topics.yaml': ['kind: definition', 'kind: définition'] },
      /^topics\.yaml:3: trouvé « définition », attendu « definition » ou .* ; vouliez-vous dire « definition » \?/,
    ],
    [
      'a fact without a source',
      { 'commons/ondine.yaml': ["{ value: 'no', source: table }", "{ value: 'no' }"] },
      /^commons\/ondine\.yaml:8: il manque « source » : la section du guide/,
    ],
    [
      'a fact with neither value nor absence',
      { 'commons/ondine.yaml': ["{ value: 'no', source: table }", '{ source: table }'] },
      /^commons\/ondine\.yaml:8: un fait a soit « value », soit « absent »/,
    ],
    [
      'a number where a text is expected',
      { 'commons/ondine.yaml': ['{ value: OVH,', '{ value: 12,'] },
      /^commons\/ondine\.yaml:7: trouvé « 12 », attendu .*un texte ou une liste/,
    ],
    [
      'an id with capitals',
      { 'commons/grist.yaml': ['id: grist', 'id: Grist'] },
      /^commons\/grist\.yaml:2: trouvé « Grist », attendu un identifiant : minuscules/,
    ],
    [
      'a date that is none',
      { 'sources.yaml': ['2026-11-22', '22/11/2026'] },
      /^sources\.yaml:6: trouvé « 22\/11\/2026 », attendu une date AAAA-MM-JJ/,
    ],
    [
      'a missing name',
      { 'commons/grist.yaml': ['name: Grist\n', ''] },
      /^commons\/grist\.yaml:2: il manque « name » : un texte/,
    ],
  ])('%s', (_, changes, message) => {
    expect(errorsWith(changes)).toContainEqual(expect.stringMatching(message));
  });

  it('does not hide the errors of the next element of a list', () => {
    const errors = errorsWith({
      'criteria.yaml': [
        "  type: text\n  sentences: { text: 'hébergement {of_subject} : {value}.' }",
        '  typo: text\n  sentences: { txt: x }',
      ],
    });
    expect(errors.filter((error) => error.startsWith('criteria.yaml')).length).toBeGreaterThanOrEqual(2);
  });
});

describe('loading what was found right before', () => {
  /** What was loaded but for what learns, which is another function each time. */
  const toldOf = (result: LoadResult) => result.ok && { ...result.knowledge, learnExamples: undefined };

  it('gives the same knowledge, frozen too', () => {
    const directory = knowledgeWith();
    const first = loadKnowledge(directory);
    expect(recall('knowledge', fingerprintIn(directory) ?? '')).toBeDefined();
    const again = loadKnowledge(directory);
    expect(toldOf(again)).toEqual(toldOf(first));
    const ondine = again.ok ? again.knowledge.entities.get('ondine') : undefined;
    expect(() => Object.assign(ondine?.facts.libre ?? {}, { value: 'yes' })).toThrow(TypeError);
  });

  it('is not asked of a running bot, which reads what has changed and keeps nothing', () => {
    const name = `id: grist # ${process.pid} ${performance.timeOrigin}`;
    const directory = knowledgeWith({ 'commons/grist.yaml': ['id: grist', name] });
    const read = readKnowledge(directory);
    expect(recall('knowledge', fingerprintIn(directory) ?? '')).toBeUndefined();
    expect(toldOf(loadKnowledge(directory))).toEqual(toldOf(read));
  });

  it('learns its examples in steps the first time, at once from then on, and the same', () => {
    const asked = Array.from(
      { length: 1_000 },
      (_, index) => `    zorglub ${index} ${performance.timeOrigin}\n`,
    );
    const examples = `- means: Ondine ?\n  asked: |\n${asked.join('')}`;
    const directory = knowledgeWith({ 'phrasings/exemples.yaml': examples });
    const learn = () => {
      const loaded = loadKnowledge(directory);
      if (!loaded.ok) throw new Error('the knowledge is wrong');
      const steps = loaded.knowledge.learnExamples();
      for (let count = 0; ; count += 1) {
        const { done, value } = steps.next();
        if (done === true) return { count, value };
      }
    };
    const first = learn();
    expect(first.count).toBeGreaterThan(3);
    expect(learn()).toEqual({ count: 0, value: first.value });
  });

  it('still sees a changed file, an unknown one and a missing one', () => {
    const directory = knowledgeWith();
    expect(loadKnowledge(directory).ok).toBe(true);
    writeKnowledge(directory, { 'commons/grist.yaml': ['id: grist', 'id: Grist'] });
    expect(loadKnowledge(directory).ok).toBe(false);
    writeKnowledge(directory);
    expect(loadKnowledge(directory).ok).toBe(true);
    writeFileSync(join(directory, 'notes.yaml'), 'a: 1');
    expect(loadKnowledge(directory)).toMatchObject({ ok: false, errors: [{ file: 'notes.yaml' }] });
    rmSync(join(directory, 'notes.yaml'));
    rmSync(join(directory, 'products.yaml'));
    expect(loadKnowledge(directory)).toMatchObject({ ok: false, errors: [{ file: 'products.yaml' }] });
  });
});
