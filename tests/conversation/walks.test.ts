/**
 * The sixteen situations of tests/evaluation/walks.jsonl arrive where the guide says, each answered in three ways: by
 * numbers, by labels, and in the words that people type.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fold } from '../../src/knowledge/normalise.ts';
import { TreeGraph } from '../../src/knowledge/tree-graph.ts';
import { strengths, strengthWords } from '../../src/knowledge/tree-schema.ts';
import { advised, theKnowledge } from '../support/advised.ts';

const walkSchema = z.object({
  id: z.string(),
  profile: z.string(),
  expect: z.object({
    must_include: z.array(z.array(z.string())),
    must_not_include: z.array(z.string()),
    strength: z.enum(strengths),
    duties: z.array(z.string()),
  }),
});
const walks = readFileSync('tests/evaluation/walks.jsonl', 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => walkSchema.parse(JSON.parse(line)));

/** For each walk: what its person chooses in this tree, as choice ids, and how they might type it. */
const answers: Record<string, { choices: string[]; words: string[]; outcomes: string[] }> = {
  W01: {
    choices: ['site', 'cms', 'sans-contrainte'],
    words: ['un site vitirne', 'aucune contrainte'],
    outcomes: ['cms'],
  },
  W04: {
    choices: ['site', 'cms', 'proconnect'],
    words: ['site editorial', 'plutot un cms', 'pro conect'],
    outcomes: ['cms-sites-faciles'],
  },
  W06: {
    choices: ['site', 'cms', 'cloud'],
    words: ['un petit site', 'le cms', 'hebergé sur le claud'],
    outcomes: ['cms-sites-faciles'],
  },
  W07: { choices: ['site', 'wiki'], words: ['une base de connaisance'], outcomes: ['wiki'] },
  W09: {
    choices: ['demarche', 'front', 'sans-hds'],
    words: ['un formulaire en lignes', 'le front usagé', 'pas de donnée de santé'],
    outcomes: ['front-dn'],
  },
  W12: {
    choices: ['demarche', 'front', 'hds'],
    words: ['demarche en ligne', 'coté usager', 'oui, des donées de santé'],
    outcomes: ['front-demat-social'],
  },
  W14: {
    choices: ['demarche', 'front', 'champs'],
    words: ['téléservice', 'front', 'on a besoin du champ finess'],
    outcomes: ['front-champs'],
  },
  W15: {
    choices: ['demarche', 'front', 'dernier-recours'],
    words: ['une demarche', 'usagers', 'ni DN ni demat social'],
    outcomes: ['front-dev'],
  },
  W17: {
    choices: ['demarche', 'back', 'suffisent'],
    words: ['dematerialiser une démarche', 'les instructeurs', 'ça sufit'],
    outcomes: ['back-dn'],
  },
  W19: {
    choices: ['demarche', 'back', 'complement'],
    words: ['démarche', 'back ofice', 'non ça ne suffit pas'],
    outcomes: ['back-grist'],
  },
  W22: {
    choices: ['demarche', 'back', 'dernier-recours'],
    words: ['démarche', 'agents', 'developpement complet'],
    outcomes: ['back-dev'],
  },
  W23: {
    choices: ['referentiel', 'grist'],
    words: ['un referenciel', 'gestion interne'],
    outcomes: ['ref-grist'],
  },
  W25: {
    choices: ['referentiel', 'front-specifique', 'simples'],
    words: ['base de donnée', 'une interface dediée', 'non'],
    outcomes: ['ref-baas-grist'],
  },
  W27: {
    choices: ['referentiel', 'complet'],
    words: ['registre', 'dévelopement spécifique complet'],
    outcomes: ['ref-dev'],
  },
  W29: {
    choices: ['demarche', 'les-deux', 'sans-hds', 'complement'],
    words: ['démarche', 'front et back', 'sans hds', 'insufisant'],
    outcomes: ['front-dn', 'back-grist'],
  },
  W30: { choices: ['autre'], words: ['aucun des trois'], outcomes: ['non-couvert'] },
};

const graph = new TreeGraph(theKnowledge.tree);

/** The choices as their places or their labels. */
function typed(choices: readonly string[], how: 'number' | 'label'): string[] {
  let waiting = [graph.tree.start];
  return choices.map((wanted) => {
    const [place = '', ...rest] = waiting.filter((target) => graph.nodes.has(target));
    const node = graph.nodes.get(place);
    const index = node?.choices.findIndex(({ id }) => id === wanted) ?? -1;
    const choice = node?.choices[index];
    if (node === undefined || choice === undefined) throw new Error(`no choice ${wanted}`);
    waiting = [...graph.targets(node, [wanted]), ...rest];
    return how === 'number' ? String(index + 1) : choice.label;
  });
}

/** The last answer to a conversation, and all its pages. */
function last(turns: readonly string[]): { first: string; whole: string; subjects: readonly string[] } {
  const { respond, say } = advised();
  const reactions = turns.map((text) => respond(text));
  const reply = reactions.at(-1)?.replies[0];
  const first = reply?.message.plain ?? '';
  const whole = [first];
  while (whole.at(-1)?.includes('!suite')) whole.push(say('!suite'));
  return { first, whole: whole.join('\n'), subjects: reply?.answer.subjects ?? [] };
}

const has = (text: string, part: string) => fold(text).includes(fold(part));

describe.each(walks)('$id: $profile', ({ id, expect: wanted }) => {
  const { choices, words, outcomes } = answers[id] ?? { choices: [], words: [], outcomes: [] };

  it.each([
    ['numbers', typed(choices, 'number')],
    ['labels', typed(choices, 'label')],
    ['words', words],
  ])('arrives by %s', (_, turns) => {
    const { first, whole, subjects } = last(['!conseil', ...turns]);
    expect(first).toMatch(/^Recommandation/);
    expect(first).not.toMatch(/^\d+\. /m);
    for (const alternatives of wanted.must_include) {
      expect(
        alternatives.some((part) => has(first, part)),
        `${alternatives.join(' | ')} in:\n${first}`,
      ).toBe(true);
    }
    for (const part of wanted.must_not_include) expect(has(whole, part)).toBe(false);
    if (wanted.strength !== 'AUCUNE')
      expect(first).toContain(`Force dans le guide : ${strengthWords[wanted.strength]}.`);
    if (wanted.duties.length > 0) expect(first).toContain('DOIT réutiliser au maximum');
    const reached = outcomes.flatMap((outcome) => graph.outcomes.get(outcome) ?? []);
    expect(reached.length).toBe(outcomes.length);
    for (const { recommendation } of reached) expect(first).toContain(recommendation.text.slice(1));
    expect(subjects).toEqual([...new Set(reached.flatMap(({ entities }) => entities))]);
  });

  it('takes five messages or fewer', () => {
    expect(choices.length).toBeLessThanOrEqual(4);
  });
});

describe('all of them', () => {
  it('are mapped', () => {
    expect(walks.map(({ id }) => id).sort()).toEqual(Object.keys(answers).sort());
  });
});
