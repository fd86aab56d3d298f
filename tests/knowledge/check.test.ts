import { describe, expect, it } from 'vitest';
import { checkKnowledge } from '../../src/knowledge/check.ts';
import { type Change, knowledgeWith } from './fixture.ts';

const lost = {
  entity: 'ondine',
  criterion: 'libre',
  question: 'Open source Ondine ?',
  understood: 'Fiche de Grist',
};

/** What an editor is told of the small knowledge with changes. */
const check = (
  changes: Record<string, Change> = {},
  { readSince = '2026-01-01', lostFacts = [] as (typeof lost)[], unclear = [] as string[] } = {},
) =>
  checkKnowledge(knowledgeWith(changes), {
    readSince,
    retrieveItself: () => ({ lostFacts, unclearPhrasings: unclear }),
  });

describe('knowledge:check', () => {
  it('sums up what is there when all is right', () => {
    const { text, status } = check();
    expect(status).toBe(0);
    expect(text).toMatch(/^Connaissances valides/);
    expect(text).toContain('2 entités, 2 critères, 2 faits, 1 fonctionnalités et limites');
  });

  it('lists every error and fails', () => {
    const { text, status } = check({
      'topics.yaml': ['kind: definition', 'kind: x'],
      'commons/grist.yaml': ['source: table', 'source: x'],
    });
    expect(status).toBe(1);
    expect(text).toContain('topics.yaml:3: trouvé « x »');
    expect(text).toContain('commons/grist.yaml:4: « x »');
    expect(text).toContain('2 erreurs dans les connaissances.');
  });

  it('names the plain questions of the phrasings that are not surely understood', () => {
    const phrasings = '- means: "L\'orme ?"\n  asked: |\n    un arbre\n';
    const { text, status } = check({ 'phrasings/exemples.yaml': phrasings }, { unclear: ["L'orme ?"] });
    expect(status).toBe(0);
    expect(text).toContain(
      "phrasings/exemples.yaml:1: la question « L'orme ? » n'est pas comprise sans hésitation",
    );
  });

  it('lists what to look at in the order of the files, and does not fail for it', () => {
    const { text, status } = check(
      { 'topics.yaml': ['Une ressource.', `${'Une ressource et '.repeat(17)}voilà.`] },
      { readSince: '2026-12-01', lostFacts: [lost] },
    );
    expect(status).toBe(0);
    expect(text.split('\n').slice(0, 5)).toEqual([
      'commons/ondine.yaml:8: la question « Open source Ondine ? » ne trouve pas ce fait (comprise comme : Fiche de Grist) : un nom ou un alias mène ailleurs',
      'sources.yaml:6: La page : pas relu depuis le 2026-11-22. Relisez-le, puis changez cette date',
      'topics.yaml:5: une phrase de 295 signes est longue pour un téléphone (au plus 280) : coupez-la en deux',
      '',
      '3 remarques dans les connaissances.',
    ]);
    expect(text).toContain('Connaissances valides');
  });
});
