import { describe, expect, it, onTestFinished } from 'vitest';
import type { Reloaded } from '../../src/conversation/current.ts';
import { followUpdates } from '../../src/matrix/knowledge-updates.ts';
import { createCounters } from '../../src/operations/counters.ts';
import { knowledgeWith } from '../knowledge/fixture.ts';
import { noLog } from './support.ts';

const refused = (count: number): Reloaded => ({
  kind: 'refused',
  errors: Array.from({ length: count }, (_, index) => ({
    file: 'topics.yaml',
    line: index + 1,
    message: 'il manque « source »',
  })),
});

/** Updates of a conversation whose reloads give these results in turn; what the admins' room is told. */
function updates(results: Reloaded[]) {
  const alerts: string[] = [];
  const next = () => results.shift() ?? { kind: 'same' as const };
  const { reload, stop } = followUpdates({
    conversation: { reload: next, refresh: async () => ({ kind: 'same' }) },
    alerts: {
      raise: (occasion, line, details = []) => alerts.push([occasion, line, ...details].join('\n')),
      clear: (occasion) => alerts.push(`${occasion} is over`),
    },
    counters: createCounters(),
    log: noLog,
    directory: knowledgeWith(),
  });
  onTestFinished(stop);
  return { reload, alerts };
}

const refusal = 'Les nouvelles connaissances ne conviennent pas : je continue avec les précédentes.';

describe('!recharger', () => {
  it('says what changed, and that all is right again', () => {
    const { reload, alerts } = updates([{ kind: 'taken', version: 'a', changes: ['DN : HDS, non → oui.'] }]);
    expect(reload()).toEqual(['Connaissances relues. Ce qui a changé :', 'DN : HDS, non → oui.']);
    expect(alerts).toEqual(['knowledge is over']);
  });

  it('says that nothing changed', () => {
    expect(updates([{ kind: 'same' }]).reload()).toEqual(['Connaissances relues : rien n’a changé.']);
  });

  it('names the mistakes with file and line, to the admin and in the admins’ room', () => {
    const { reload, alerts } = updates([refused(2)]);
    const lines = [refusal, 'topics.yaml:1: il manque « source »', 'topics.yaml:2: il manque « source »'];
    expect(reload()).toEqual(lines);
    expect(alerts).toEqual([['knowledge', ...lines].join('\n')]);
  });

  it('counts mistakes that are too many to name', () => {
    const lines = updates([refused(8)]).reload();
    expect(lines).toHaveLength(7);
    expect(lines.at(-1)).toBe('Et 3 de plus : lancez « npm run knowledge:check ».');
  });
});
