/** The guide's newest documents, held unit by unit. */
import { describe, expect, it } from 'vitest';
import { coverageOf, isOpen, type UnitCoverage } from '../../../src/knowledge/guide/coverage.ts';
import type { Knowledge } from '../../../src/knowledge/knowledge.ts';
import { loadKnowledge } from '../../../src/knowledge/load.ts';
import type { Fact } from '../../../src/knowledge/schema.ts';
import { guideFolder, guideUnits, warnWithoutGuide } from './guide.ts';

warnWithoutGuide('la couverture du guide n’est pas vérifiée');

const current = ['003', '000'];

function loaded(): Knowledge {
  const result = loadKnowledge('knowledge');
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.knowledge;
}

/** `12: text → what is missing`, to be read in a failure. */
const described = ({ unit, missing }: UnitCoverage) => `${unit.line}: ${unit.text} → ${missing.join(', ')}`;

describe.skipIf(guideFolder === undefined)('the guide', () => {
  it.each(current)(
    '%s: every row, item, paragraph and link is held, or left out with a reason',
    (reference) => {
      const units = guideUnits(reference);
      expect(units.length).toBeGreaterThan(50);
      expect(coverageOf(loaded(), reference, units).filter(isOpen).map(described)).toEqual([]);
    },
  );

  it('has every entry of left-out.yaml: none is older than the documents', () => {
    const knowledge = loaded();
    const used = new Set(
      current.flatMap((reference) =>
        coverageOf(knowledge, reference, guideUnits(reference)).map(({ missing, leftOut }) =>
          missing.length > 0 ? leftOut : undefined,
        ),
      ),
    );
    expect(knowledge.leftOut.filter((entry) => !used.has(entry))).toEqual([]);
  });

  it.each([
    ['003', 'dn-choisir', ['demarche-numerique', 'demat-social']],
    ['000', 'communs-choisir-cms', ['ondine', 'sites-faciles']],
  ])('%s: a fact of its comparison that goes, or changes, is missed', (reference, source, subjects) => {
    const knowledge = loaded();
    const title = knowledge.sources.get(source)?.section;
    const cells = guideUnits(reference).filter(
      ({ kind, section }) => kind === 'cell' && section.endsWith(title ?? '-'),
    );
    const rows = new Set(cells.map(({ context }) => context[0]).filter((row) => row !== ''));
    const isMissed = (id: string, criterion: string, fact: Fact | undefined) => {
      const entity = knowledge.entities.get(id);
      if (entity === undefined) throw new Error(`no entity ${id}`);
      const { [criterion]: _, ...others } = entity.facts;
      const facts = fact === undefined ? others : { ...others, [criterion]: fact };
      const entities = new Map(knowledge.entities).set(id, { ...entity, facts });
      return coverageOf({ ...knowledge, entities }, reference, cells).some(isOpen);
    };
    const missed = subjects.flatMap((id) =>
      Object.entries(knowledge.entities.get(id)?.facts ?? {}).filter(
        ([criterion, fact]) =>
          isMissed(id, criterion, undefined) && isMissed(id, criterion, { ...fact, ...changed(fact) }),
      ),
    );
    // One fact for each row and subject ("Homologation RGS" stands twice in 003).
    expect(missed).toHaveLength(subjects.length * rows.size);
  });
});

/** A value that the guide does not give. */
function changed({ value }: Fact): Partial<Fact> {
  if (value === 'yes' || value === 'no') return { value: value === 'yes' ? 'no' : 'yes' };
  return {
    value: 'autre chose',
    absent: undefined,
    label: undefined,
    sentence: undefined,
    links: [],
    detail: undefined,
  };
}
