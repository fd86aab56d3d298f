/** What the knowledge says and the page that it rests on does not say, word by word. */
import type { Knowledge } from '../knowledge.ts';
import { fold, words } from '../normalise.ts';
import type { Criterion, Fact, OwnWords } from '../schema.ts';
import type { UnitCoverage } from './coverage.ts';
import type { GuideUnit } from './documents.ts';
import { type Reader, readerOf, shownTo, statementsOf, wordingOf } from './holders.ts';

/** A statement that its page does not say, or not all of it. */
export interface Gone {
  readonly id: string;
  readonly source: string;
  /** The words, the link or the name of the row that the page does not have. */
  readonly words: readonly string[];
  /** The statement itself. */
  readonly said: string;
  /** Where the page says something else about it: a cell. */
  readonly unit: GuideUnit | undefined;
}

/**
 * Every such statement of some sections.
 * @param covered the units of the page, with what holds them
 * @param counterparts the section of the knowledge that each section of the page is compared with, by title
 * @param sections by id
 * @returns with the entries of `own-words.yaml` that accounted for a word
 */
export function statementsGone(
  knowledge: Knowledge,
  covered: readonly UnitCoverage[],
  counterparts: ReadonlyMap<string, string | undefined>,
  sections: ReadonlySet<string | undefined>,
): { gone: Gone[]; ownWords: Set<OwnWords> } {
  const reader = readerOf(knowledge);
  const page = pageOf(reader, covered, counterparts);
  const ownWords = new Set<OwnWords>();
  const isOurs = ownWordsOf(knowledge, ownWords);
  /** The words of a text that are neither known nor ours. */
  const beyond = (text: string, known: ReadonlySet<string>) =>
    reader.words(text).filter((word) => !known.has(word) && !isOurs(text, word));

  /** What a cell leaves out of the fact that it gives: the name of its row, its value, that it is in progress. */
  const beyondCell = (criterion: Criterion, fact: Fact, unit: GuideUnit) => {
    const known = new Set([unit.text, ...unit.context].flatMap(reader.words));
    const { detail = '', ...value } = fact;
    const pending = fact.status === 'in-progress' && !/en cours/i.test(unit.text) ? ['en cours'] : [];
    // A detail may say what the row's title, or the text beside the table, says.
    const around = new Set([...page.words, ...known]);
    const stated = `${fact.label ?? criterion.label} ${wordingOf(value)}`;
    return [...beyond(stated, known), ...beyond(detail, around), ...pending];
  };
  /** A fact that no cell gives is one that a text says: by the name of its criterion, or by its value. */
  const beyondText = (criterion: Criterion, fact: Fact) => {
    const names = [criterion.label, ...criterion.aliases, ...criterion.weak_aliases];
    const value = reader.words(wordingOf({ value: fact.value }));
    const ways = [...names.map(reader.words), ...(value.length > 0 ? [value] : [])];
    const isSaid = ways.some((way) => page.hasTogether(fact.source, way));
    return isSaid ? beyond(wordingOf(fact), page.words) : [criterion.label];
  };

  const gone: Gone[] = [];
  for (const { id, source, value } of statementsOf(knowledge)) {
    if (!sections.has(source)) continue;
    const [subject = '', row = ''] = id.split('.');
    const criterion = isFact(value) ? knowledge.criteria.get(row) : undefined;
    const name = criterion && `${knowledge.entities.get(subject)?.name}, ${criterion.label} : `;
    const said = `${name ?? ''}${shownTo(value)}`;
    const add = (missing: readonly string[], unit?: GuideUnit) => {
      if (missing.length > 0) gone.push({ id, source, said, words: [...new Set(missing)], unit });
    };
    const cells = page.cells.get(id) ?? [];
    if ('url' in value) add(page.urls.has(String(value.url)) ? [] : [String(value.url)]);
    else if (!isFact(value) || criterion === undefined) add(beyond(wordingOf(value), page.wordsOf(source)));
    else if (cells.length === 0) add(beyondText(criterion, value));
    else for (const unit of cells) add(beyondCell(criterion, value, unit), unit);
  }
  return { gone, ownWords };
}

/** What a page has, to look words and links up in. */
interface Page {
  readonly words: ReadonlySet<string>;
  /** The words of the sections that are compared with one of the knowledge; of all, where there are none. */
  readonly wordsOf: (source: string) => ReadonlySet<string>;
  readonly urls: ReadonlySet<string>;
  /** The cells that give each fact, by the fact's id. */
  readonly cells: ReadonlyMap<string, readonly GuideUnit[]>;
  /** Whether one text has all these words; in the sections compared with this one, where there are any. */
  readonly hasTogether: (source: string, words: readonly string[]) => boolean;
}

function pageOf(
  reader: Reader,
  covered: readonly UnitCoverage[],
  counterparts: ReadonlyMap<string, string | undefined>,
): Page {
  const texts = covered.map(({ unit, missing }) => ({
    source: counterparts.get(unit.section),
    words: new Set(
      [unit.text, unit.heading ?? '', ...unit.links.map(({ url }) => url)].flatMap(reader.words),
    ),
    // A cell that says something else says nothing for another fact.
    isOpen: unit.kind === 'cell' && missing.length > 0,
  }));
  const near = (source: string) => {
    const found = texts.filter((text) => text.source === source);
    return found.length > 0 ? found : texts;
  };
  const cells = covered.flatMap(({ unit, by }) =>
    unit.kind === 'cell' && by?.includes('.') ? [{ unit, by }] : [],
  );
  return {
    words: new Set(texts.flatMap((text) => [...text.words])),
    wordsOf: (source) => new Set(near(source).flatMap((text) => [...text.words])),
    urls: new Set(covered.flatMap(({ unit }) => unit.links.map(({ url }) => url))),
    cells: new Map(
      [...Map.groupBy(cells, ({ by }) => by)].map(([by, same]) => [by, same.map(({ unit }) => unit)]),
    ),
    hasTogether: (source, wanted) =>
      near(source).some((text) => !text.isOpen && wanted.every((word) => text.words.has(word))),
  };
}

function isFact(value: object): value is Fact {
  return 'value' in value || 'absent' in value;
}

/** Whether a stem of a text is a word of ours, as `own-words.yaml` says; notes which entry said so. */
function ownWordsOf({ ownWords }: Knowledge, used: Set<OwnWords>): (text: string, stem: string) => boolean {
  const entries = ownWords.map((entry) => ({ entry, forms: new Set(entry.words.map(fold)) }));
  return (text, stem) => {
    const forms = words(text).filter((word) => word.stem === stem);
    const accepted = forms.map(
      ({ surface }) =>
        entries.find(
          ({ entry, forms: ours }) =>
            ours.has(surface) && (entry.text === undefined || text.includes(entry.text)),
        )?.entry,
    );
    if (accepted.length === 0 || accepted.includes(undefined)) return false;
    for (const entry of accepted) if (entry !== undefined) used.add(entry);
    return true;
  };
}
