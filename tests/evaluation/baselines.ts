/**
 * What a plain search engine makes of the same questions: the best entry of the knowledge is the answer. Each engine as it
 * comes, and with the best settings that were found for it (words folded and stemmed, stop words out, aliases in).
 */
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import { shortFact } from '../../src/answering/phrasing.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import { words } from '../../src/knowledge/normalise.ts';
import { cAt1, type Figures, figures, type Given, judge, verdictOn } from './score.ts';
import type { Question } from './sets.ts';

/** Something to find: what it is called, what it says, and every other name of it. */
export interface BaselineEntry {
  readonly title: string;
  readonly text: string;
  readonly aliases: string;
}

/** The best entry for a question. The higher the score, the better; scores of two engines cannot be compared. */
interface Found {
  readonly entry: BaselineEntry;
  readonly score: number;
}

/** An engine over some entries. */
export type SearchBest = (question: string) => Found | undefined;

/** An engine, and whether a score under which it refuses is fitted for it. */
export interface Baseline {
  readonly name: string;
  readonly fitted: boolean;
  build(entries: readonly BaselineEntry[], stopWords: ReadonlySet<string>): SearchBest;
}

export const baselines: readonly Baseline[] = [
  {
    name: 'Fuse.js, sans réglage',
    fitted: false,
    build: (entries) => {
      const fuse = new Fuse(entries, { keys: ['title', 'text', 'aliases'], includeScore: true });
      return (question) => bestOfFuse(fuse.search(question, { limit: 1 }));
    },
  },
  {
    name: 'Fuse.js, meilleurs réglages',
    fitted: true,
    build: (entries, stopWords) => {
      const prepared = entries.map((entry) => ({ entry, stems: stemsOf(joined(entry), stopWords) }));
      const fuse = new Fuse(prepared, {
        keys: ['stems'],
        includeScore: true,
        useTokenSearch: true,
        threshold: 0.3,
        ignoreFieldNorm: true,
      });
      return (question) => {
        const [best] = fuse.search(stemsOf(question, stopWords), { limit: 1 });
        return best && { entry: best.item.entry, score: 1 - (best.score ?? 1) };
      };
    },
  },
  {
    name: 'MiniSearch, sans réglage',
    fitted: false,
    build: (entries) => miniSearch(entries, new MiniSearch({ fields: ['title', 'text', 'aliases'] })),
  },
  {
    name: 'MiniSearch, meilleurs réglages',
    fitted: true,
    build: (entries, stopWords) =>
      miniSearch(
        entries,
        new MiniSearch({
          fields: ['title', 'text', 'aliases'],
          tokenize: (text) => stemsOf(text, stopWords).split(' '),
          searchOptions: {
            fuzzy: (term) => (term.length < 4 ? 0 : term.length < 8 ? 1 : 2),
            prefix: (term) => term.length > 3,
            boost: { title: 2 },
          },
        }),
      ),
  },
];

function bestOfFuse(results: readonly { item: BaselineEntry; score?: number }[]): Found | undefined {
  const [best] = results;
  return best && { entry: best.item, score: 1 - (best.score ?? 1) };
}

function miniSearch(entries: readonly BaselineEntry[], index: MiniSearch): SearchBest {
  index.addAll(entries.map((entry, id) => ({ id, ...entry })));
  return (question) => {
    const [best] = index.search(question);
    const entry = best && entries[Number(best.id)];
    return entry && { entry, score: best.score };
  };
}

const joined = ({ title, text, aliases }: BaselineEntry): string => `${title} ${text} ${aliases}`;

function stemsOf(text: string, stopWords: ReadonlySet<string>): string {
  return words(text)
    .filter(({ surface }) => !stopWords.has(surface))
    .map((word) => word.stem)
    .join(' ');
}

/** The stop words of the lexicon, folded. */
export function stopWordsOf({ lexicon }: Knowledge): Set<string> {
  return new Set(lexicon.stop_words.flatMap((line) => words(line).map(({ surface }) => surface)));
}

/** The knowledge as a plain search engine sees it: an entry a card, fact, feature, limit, topic, comparison. */
export function baselineEntries(knowledge: Knowledge): BaselineEntry[] {
  const { entities, criteria, topics, comparisons } = knowledge;
  const entries: BaselineEntry[] = [];
  const add = (title: string, text: string, aliases: readonly string[]) =>
    entries.push({ title, text: `${title} : ${text}`, aliases: aliases.join(' ') });
  const nameOf = (id: string) => entities.get(id)?.name ?? id;
  for (const entity of entities.values()) {
    const { name, summary, advice, decision, facts, features, limits } = entity;
    const names = [...entity.aliases, ...entity.weak_aliases, ...entity.former_names, ...entity.misspellings];
    const said = [summary, ...advice, ...(decision === undefined ? [] : [decision])].map(({ text }) => text);
    add(name, said.join(' '), [...names, ...entity.needs]);
    for (const [id, fact] of Object.entries(facts)) {
      const criterion = criteria.get(id);
      const text = [shortFact(fact), fact.detail].join(' ');
      add(`${name}, ${criterion?.label ?? id}`, text, [...names, ...(criterion?.aliases ?? [])]);
    }
    for (const item of [...features, ...limits]) add(name, item.text, [...names, ...item.keywords]);
  }
  for (const { name, statements, aliases, needs } of topics.values())
    add(name, statements.map(({ text }) => text).join(' '), [...aliases, ...needs]);
  for (const { subjects, criteria: rows, verdict, synthesis } of comparisons) {
    const said = [verdict, ...synthesis].map((statement) => statement?.text ?? '');
    const lines = rows.map((id) => {
      const cells = subjects.map((subject) => {
        const fact = entities.get(subject)?.facts[id];
        return `${nameOf(subject)} : ${fact === undefined ? '—' : shortFact(fact)}`;
      });
      return `${criteria.get(id)?.label ?? id} : ${cells.join(' ; ')}`;
    });
    const names = subjects.flatMap((id) => [nameOf(id), ...(entities.get(id)?.aliases ?? [])]);
    add(subjects.map(nameOf).join(' ou '), [...said, ...lines].join('\n'), ['comparaison', ...names]);
  }
  return entries;
}

/** What is searched: the last message, cut where it would block Fuse.js for seconds. */
const searched = ({ turns }: Question): string => (turns.at(-1) ?? '').slice(0, 300);

/** A refusal to who asked; silence in a room where nobody did. */
const unknown = ({ addressed }: Question): Given =>
  addressed ? { text: 'Je ne sais pas.', band: 'refuse' } : { text: '', band: 'silent' };

const saying = ({ entry }: Found): Given => ({ text: entry.text, band: 'answer' });

/** How an engine answers: its best entry, unless it finds none or the score is under the cut-off. */
export function answerWithBaseline(search: SearchBest, cutOff: number): (question: Question) => Given {
  return (question) => {
    const found = search(searched(question));
    return found === undefined || found.score < cutOff ? unknown(question) : saying(found);
  };
}

/** The score under which refusing serves an engine best (by c@1) on these questions. */
export function fitCutOff(search: SearchBest, questions: readonly Question[]): number {
  const verdict = (question: Question, given: Given) => verdictOn(question, given, judge(question, given));
  const tried = questions.map((question) => {
    const found = search(searched(question));
    return {
      score: found?.score ?? Number.NEGATIVE_INFINITY,
      answered: verdict(question, found === undefined ? unknown(question) : saying(found)),
      refused: verdict(question, unknown(question)),
    };
  });
  const at = (cutOff: number): Figures =>
    figures(tried.map((one) => (one.score < cutOff ? one.refused : one.answered)));
  const scores = [0, ...tried.map((one) => one.score).filter(Number.isFinite)];
  return scores.reduce((best, score) => (cAt1(at(score)) > cAt1(at(best)) ? score : best), 0);
}
