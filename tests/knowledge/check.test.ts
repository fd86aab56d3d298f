import { describe, expect, it } from 'vitest';
import { checkKnowledge } from '../../src/knowledge/check.ts';
import { knowledgeWith } from './fixture.ts';

describe('knowledge:check', () => {
  it('sums up what is there when all is right', () => {
    const { text, status } = checkKnowledge(knowledgeWith());
    expect(status).toBe(0);
    expect(text).toContain('2 entités, 2 critères, 2 faits, 1 fonctionnalités et limites');
  });

  it('lists every error and fails', () => {
    const directory = knowledgeWith({
      'topics.yaml': ['kind: definition', 'kind: x'],
      'commons/grist.yaml': ['source: table', 'source: x'],
    });
    const { text, status } = checkKnowledge(directory);
    expect(status).toBe(1);
    expect(text).toContain('topics.yaml:3: trouvé « x »');
    expect(text).toContain('commons/grist.yaml:4: « x »');
    expect(text).toContain('2 erreurs dans les connaissances.');
  });
});
