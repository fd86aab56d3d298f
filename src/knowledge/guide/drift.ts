/**
 * What a page of the guide says and the knowledge does not, and the other way round: what an editor goes through when the
 * guide has moved on. Units of the page are looked up as the coverage test does (`coverage.ts`); then backwards, each word of
 * a statement must still stand on the page that it rests on (`backwards.ts`). Differences that were accepted stand with their
 * reason in `left-out.yaml` (the page says more) and `own-words.yaml` (our sentences do).
 */
import type { Knowledge } from '../knowledge.ts';
import type { LeftOut, OwnWords, SourceDocument } from '../schema.ts';
import { type Gone, statementsGone } from './backwards.ts';
import { type Cover, coverOf, sectionOf, type UnitCoverage } from './coverage.ts';
import type { GuideUnit } from './documents.ts';
import { historiesOf, readerOf } from './holders.ts';

/** One difference between a page and the knowledge. */
export interface Difference {
  /** The page says something new, says something else, or no longer says something. */
  readonly kind: 'added' | 'changed' | 'removed';
  /** What the page says; undefined for what is no longer there. */
  readonly unit: GuideUnit | undefined;
  /** The words, values or links that one of them has and the other has not. */
  readonly words: readonly string[];
  /** What the knowledge says, where it says something about it. */
  readonly said: string | undefined;
  /** What of the knowledge rests on it: `demat-social.hds`, `gitbook.summary`, … */
  readonly rests: readonly string[];
  /** What has it noted as said by an older generation. */
  readonly before: readonly string[];
}

/** The differences of one section. */
export interface DriftSection {
  /** As the page has it; for one that the page no longer has, as the knowledge has it. */
  readonly title: string;
  /** The section of the knowledge that it was compared with, by id. */
  readonly source: string | undefined;
  readonly differences: readonly Difference[];
}

/** How far a page and the knowledge have drifted apart. */
export interface Drift {
  /** The document of the knowledge that has the page's title. */
  readonly document: SourceDocument | undefined;
  /** Those that have differences, in the page's order. */
  readonly sections: readonly DriftSection[];
  /** What accepted a difference, with its reason. */
  readonly accepted: ReadonlySet<LeftOut | OwnWords>;
}

/** Compares a page with the knowledge. */
export function driftOf(knowledge: Knowledge, units: readonly GuideUnit[]): Drift {
  const document = documentOf(knowledge, units);
  const cover = coverOf(knowledge, units);
  const counterparts = counterpartsOf(knowledge, document, units, cover);
  const covered = units.map((unit) => {
    const source = counterparts.get(unit.section);
    const found = cover(source, unit);
    const isOwn = document !== undefined && sectionOf(document, unit.section) === source;
    // What was accepted of a section says nothing of one that only looks like it.
    return isOwn ? found : { ...found, leftOut: undefined };
  });
  const scope = new Set([...counterparts.values(), ...(document?.sections.map(({ id }) => id) ?? [])]);
  const { gone, ownWords } = statementsGone(knowledge, covered, counterparts, scope);
  const found = covered.flatMap(differencesOf(knowledge, gone));
  const removed = removedOf(gone, new Set(found.map(({ said }) => said)));

  const titles = new Map([...counterparts].map(([title, source]) => [source, title]));
  const titleOf = (source: string) => titles.get(source) ?? knowledge.sources.get(source)?.section ?? source;
  const order = [...units.map(({ section }) => section), ...removed.map(({ source }) => titleOf(source))];
  const sections = [...new Set(order)].map((title) => ({
    title,
    source: counterparts.get(title) ?? document?.sections.find((one) => one.title === title)?.id,
    differences: [
      ...found.filter(({ unit }) => unit?.section === title),
      ...removed.flatMap(({ source, difference }) => (titleOf(source) === title ? [difference] : [])),
    ],
  }));
  const leftOut = covered.flatMap((one) => (one.missing.length > 0 ? (one.leftOut ?? []) : []));
  return {
    document,
    sections: sections.filter(({ differences }) => differences.length > 0),
    accepted: new Set([...leftOut, ...ownWords]),
  };
}

/** Statements that are nowhere on the page, each text once, but those that a changed unit stands for. */
function removedOf(gone: readonly Gone[], told: ReadonlySet<string | undefined>) {
  const nowhere = gone.filter(({ unit, said }) => unit === undefined && !told.has(said));
  return [...Map.groupBy(nowhere, ({ source, said }) => `${source}\0${said}`).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const rests = [...new Set(same.map(({ id }) => id))];
    const { source, said, words } = first;
    const difference = { kind: 'removed', unit: undefined, words, said, rests, before: [] } as const;
    return [{ source, difference }];
  });
}

/** The current page that has a section with the title of this one. */
function documentOf(knowledge: Knowledge, units: readonly GuideUnit[]): SourceDocument | undefined {
  const title = units.find(({ kind }) => kind === 'heading')?.text ?? '';
  return knowledge.documents.find(
    (document) => document.generation === 'current' && sectionOf(document, title) !== undefined,
  );
}

/** A section without a counterpart of its title is compared with the one that holds at least this share of it. */
const alike = 1 / 2;

/** The section of the knowledge that each section of a page is compared with, by title; of the same title, else the likest. */
function counterpartsOf(
  knowledge: Knowledge,
  document: SourceDocument | undefined,
  units: readonly GuideUnit[],
  cover: Cover,
): Map<string, string | undefined> {
  const current = [...knowledge.sources.values()].filter(
    (source) => source.document.generation === 'current',
  );
  const reader = readerOf(knowledge);
  const shareHeld = ({ unit, missing }: UnitCoverage) => {
    if (unit.kind === 'cell') return missing.length === 0 ? 1 : 0;
    const own = reader.words(unit.text);
    return own.filter((word) => !missing.includes(word)).length / Math.max(1, own.length);
  };
  const likest = (title: string) => {
    const texts = units.filter((unit) => unit.section === title && saysSomething(unit));
    const scores = current.map(({ id }) => {
      const shares = texts.map((unit) => shareHeld(cover(id, unit)));
      return { id, held: shares.reduce((sum, share) => sum + share, 0) / shares.length };
    });
    const best = scores.reduce((left, right) => (right.held > left.held ? right : left), { id: '', held: 0 });
    return best.held >= alike ? best.id : undefined;
  };
  const titles = new Set(units.map(({ section }) => section));
  return new Map(
    [...titles].map((title) => [
      title,
      (document === undefined ? undefined : sectionOf(document, title)) ?? likest(title),
    ]),
  );
}

/** Not a title: the titles of rows and columns are the same in every comparison. */
function saysSomething({ kind, text, context: [row] }: GuideUnit): boolean {
  return kind !== 'heading' && (kind !== 'cell' || (row !== '' && row !== text));
}

/** A unit that shares at least this with what comes nearest says that otherwise; below it, it says something else. */
const same = 1 / 2;

function differencesOf(knowledge: Knowledge, gone: readonly Gone[]): (covered: UnitCoverage) => Difference[] {
  const reader = readerOf(knowledge);
  const histories = historiesOf(knowledge, reader);
  return ({ unit, by, said, missing, leftOut }) => {
    // A whole section may be left out: then nothing of it counts.
    if (leftOut !== undefined && leftOut.text === undefined) return [];
    const beyond = gone.filter((one) => one.unit === unit).flatMap(({ words }) => words);
    const words = [...new Set([...(leftOut === undefined ? missing : []), ...beyond])];
    if (words.length === 0) return [];
    const own = reader.words(unit.text);
    const isSame =
      unit.kind === 'cell' || missing.filter((word) => own.includes(word)).length <= own.length * same;
    const before = histories.filter((one) => own.length > 1 && own.every((word) => one.words.has(word)));
    const older = [...new Set(before.map(({ id }) => id))];
    if (!isSame || by === undefined)
      return [{ kind: 'added', unit, words, said: undefined, rests: [], before: older }];
    return [{ kind: 'changed', unit, words, said, rests: [by], before: older }];
  };
}
