/**
 * Whether the knowledge holds what a document of the guide says, unit by unit. A table cell must be the value of a fact; an
 * item or a paragraph must have all its words in one statement of the same section, or on one subject's card; a link must
 * be in the knowledge as it is written. What is left out on purpose stands, with its reason, in `left-out.yaml`.
 */

import type { Knowledge } from '../knowledge.ts';
import { keptKey } from '../normalise.ts';
import type { Criterion, Entity, Fact, LeftOut, SourceDocument } from '../schema.ts';
import { anchorOf, type GuideUnit } from './documents.ts';
import {
  cardOf,
  factTexts,
  type Holder,
  holdersOf,
  type Reader,
  readerOf,
  shownTo,
  urlsOf,
} from './holders.ts';
import { renamedOn } from './renamed.ts';

/** What became of a unit. */
export interface UnitCoverage {
  readonly unit: GuideUnit;
  /** What holds it or comes nearest, by id: an entity, `entity.criterion`, a topic, a section. */
  readonly by: string | undefined;
  /** The text of what holds it or comes nearest. */
  readonly said: string | undefined;
  /** Words, values and links of the unit that nothing holds; empty when it is held. */
  readonly missing: readonly string[];
  /** The entry of `left-out.yaml` that accounts for what is missing. */
  readonly leftOut: LeftOut | undefined;
}

/** What holds a unit, or comes nearest. */
interface Held {
  readonly by: string | undefined;
  readonly said?: string | undefined;
  readonly missing: readonly string[];
}

/** What becomes of a unit that stands in a section of the knowledge; undefined for a section that it does not know. */
export type Cover = (source: string | undefined, unit: GuideUnit) => UnitCoverage;

/**
 * Prepares the looking up of units.
 * @param units the document that they stand in, whose sections its links may lead to
 */
export function coverOf(knowledge: Knowledge, units: readonly GuideUnit[]): Cover {
  const reader = readerOf(knowledge);
  const holders = holdersOf(knowledge, reader);
  const names = namesOf(knowledge);
  const urls = urlsOf(knowledge);
  const anchors = new Set(
    units.filter(({ kind }) => kind === 'heading').map(({ text }) => `#${anchorOf(text)}`),
  );
  // A page names its own sections with or without its own file name.
  const isKnown = (url: string) => urls.has(url) || anchors.has(url.replace(/^[\w-]+\.md(?=#)/, ''));
  const nameInstead = renamedOn(knowledge, units);
  return (source, unit) => {
    const held =
      headingHeld(knowledge, source, unit) ??
      cellHeld(knowledge, names, reader, source, unit) ??
      textHeld(reader, holders, source, unit);
    const links = unit.links.map(({ url }) => url).filter((url) => !isKnown(url));
    const missing = [...held.missing, ...nameInstead(unit), ...links];
    const leftOut = knowledge.leftOut.find((entry) => accountsFor(entry, source, unit, missing));
    return { unit, by: held.by, said: held.said, missing, leftOut };
  };
}

/**
 * The units of a document with what holds each of them.
 * @param reference the document's number in `sources.yaml`
 */
export function coverageOf(
  knowledge: Knowledge,
  reference: string,
  units: readonly GuideUnit[],
): UnitCoverage[] {
  const document = knowledge.documents.find((candidate) => candidate.reference === reference);
  if (document === undefined) throw new Error(`no document of sources.yaml has the reference ${reference}`);
  const cover = coverOf(knowledge, units);
  return units.map((unit) => cover(sectionOf(document, unit.section), unit));
}

/** Neither held nor left out with a reason. */
export function isOpen({ missing, leftOut }: UnitCoverage): boolean {
  return missing.length > 0 && leftOut === undefined;
}

/** The section of a document that has this title. */
export function sectionOf(document: SourceDocument, title: string): string | undefined {
  return document.sections.find((section) => keptKey(section.title) === keptKey(title))?.id;
}

/** An entry for a whole section, for one text, or for some words and links of one text. */
function accountsFor(
  entry: LeftOut,
  source: string | undefined,
  unit: GuideUnit,
  missing: readonly string[],
): boolean {
  if (entry.source !== source) return false;
  if (entry.text === undefined) return true;
  if (keptKey(entry.text) !== keptKey(unit.text)) return false;
  const only = new Set(entry.only.flatMap((word) => [word, keptKey(word)]));
  return only.size === 0 || missing.every((word) => only.has(word));
}

function headingHeld(knowledge: Knowledge, source: string | undefined, unit: GuideUnit): Held | undefined {
  if (unit.kind !== 'heading' || unit.text !== unit.section) return undefined;
  const title = knowledge.sources.get(source ?? '')?.section ?? '';
  return { by: source, missing: keptKey(title) === keptKey(unit.text) ? [] : [unit.text] };
}

/** A statement of the section holds all the words; for a feature, it is the feature of the profile that the heading names. */
function textHeld(
  reader: Reader,
  holders: readonly Holder[],
  source: string | undefined,
  unit: GuideUnit,
): Held {
  const wanted = reader.words(unit.text);
  const heading = unit.heading === undefined ? undefined : new Set(reader.words(unit.heading));
  let best: Held = { by: undefined, missing: wanted };
  for (const holder of holders) {
    if (holder.source !== source) continue;
    if (holder.persona !== undefined && heading !== undefined) {
      if (reader.words(holder.persona).some((word) => !heading.has(word))) continue;
    }
    const missing = wanted.filter((word) => !holder.words.has(word));
    const held = { by: holder.id, said: holder.text, missing };
    if (missing.length === 0) return held;
    if (missing.length < best.missing.length) best = held;
  }
  return best;
}

/** A cell of a table whose rows or columns are entities. */
function cellHeld(
  knowledge: Knowledge,
  names: Names,
  reader: Reader,
  source: string | undefined,
  unit: GuideUnit,
): Held | undefined {
  if (unit.kind !== 'cell') return undefined;
  const [row = '', column = ''] = unit.context;
  if (unit.text === row || row === '') {
    const titled = names.entity(unit.text) ?? names.criterion(unit.text);
    // What a row's title says beyond the criterion's name must be in a fact of that row.
    const facts = [...knowledge.entities.values()].flatMap(({ facts }) => facts[titled?.id ?? ''] ?? []);
    const known = new Set([cardOf(titled), ...facts.map(factTexts)].flatMap((text) => reader.words(text)));
    return { by: titled?.id, missing: reader.words(unit.text).filter((word) => !known.has(word)) };
  }
  const byColumn = { entity: names.entity(column), criterion: names.criterion(row) };
  const byRow = { entity: names.entity(row), criterion: names.criterion(column) };
  const { entity, criterion } = byColumn.entity === undefined ? byRow : byColumn;
  const fact = entity?.facts[criterion?.id ?? ''];
  if (entity === undefined || criterion === undefined || fact === undefined)
    return { by: undefined, missing: [unit.text] };
  const missing = fact.source === source ? missingOfFact(reader, fact, unit.text) : [unit.text];
  const said = `${fact.label ?? criterion.label} : ${shownTo(fact)}`;
  return { by: `${entity.id}.${criterion.id}`, said, missing };
}

const absences: Partial<Record<string, Fact['absent']>> = {
  'n/a': 'not-applicable',
  'n/c': 'not-communicated',
};

/** What a cell says and a fact does not: its yes or no, its absence, that it is in progress, its words. */
function missingOfFact(reader: Reader, fact: Fact, cell: string): string[] {
  const absent = absences[cell.toLowerCase()];
  if (absent !== undefined) return fact.absent === absent ? [] : [cell];
  const verdict = /^(?:(✅|oui\b)|(❌|non\b))/i.exec(cell);
  if (verdict !== null && fact.value !== (verdict[1] === undefined ? 'no' : 'yes')) return [cell];
  const rest = verdict === null ? cell : cell.slice(verdict[0].length);
  if (/en cours/.test(rest)) return fact.status === 'in-progress' ? [] : [cell];
  const known = new Set(reader.words(factTexts(fact)));
  return reader.words(rest).filter((word) => !known.has(word));
}

/** What the titles of tables name. */
interface Names {
  readonly entity: (title: string) => Entity | undefined;
  /** The criterion whose name is the title, or begins it ("Accompagnement, notamment au démarrage …"). */
  readonly criterion: (title: string) => Criterion | undefined;
}

function namesOf(knowledge: Knowledge): Names {
  const entities = new Map<string, Entity>();
  for (const entity of knowledge.entities.values()) {
    const names = [entity.name, ...entity.former_names, ...entity.aliases, ...entity.weak_aliases];
    for (const name of names) entities.set(keptKey(name), entities.get(keptKey(name)) ?? entity);
  }
  const criteria = new Map<string, Criterion>();
  for (const criterion of knowledge.criteria.values()) {
    for (const name of [criterion.label, ...criterion.aliases]) criteria.set(keptKey(name), criterion);
  }
  return {
    entity: (title) => entities.get(keptKey(title)),
    criterion: (title) => {
      const stems = keptKey(title).split(' ');
      const prefixes = stems.map((_, index) => stems.slice(0, stems.length - index).join(' '));
      return prefixes.map((prefix) => criteria.get(prefix)).find((criterion) => criterion !== undefined);
    },
  };
}
