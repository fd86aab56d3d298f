/** The figures in words and tables: for the terminal, and for docs/evaluation.md, which is generated from the record. */
import { withSection } from '../../scripts/sections.ts';
import {
  type BaselineFigures,
  isLoss,
  type Move,
  readBaselineFigures,
  readRecord,
  type SetRecord,
} from './record.ts';
import { cAt1, type Figures, figures, total, type Verdict, wilson } from './score.ts';
import { type Question, readSet, type SetName, setNames } from './sets.ts';

/** How a set is named to a reader. */
export const setTitles: Readonly<Record<SetName, string>> = {
  shared: 'Jeu partagé',
  tuning: 'Jeu de réglage',
  natural: 'Jeu au naturel',
  'held-out': 'Jeu mis de côté',
  independent: 'Jeu indépendant',
  chatter: 'Bavardage',
};

const percent = (share: number): string => `${(100 * share).toFixed(1).replace('.', ',')} %`;

/** "96,2 % [89,5 % – 98,7 %]": the share of right answers and Wilson's 95 % interval. */
export function share({ right, ...others }: Figures): string {
  const n = total({ right, ...others });
  const [low, high] = wilson(right, n);
  return `${percent(right / n)} [${percent(low)} – ${percent(high)}]`;
}

/** Three decimals, as c@1 is usually given. */
export const decimal = (value: number): string => value.toFixed(3).replace('.', ',');

/** Figures by kind of question, sorted by kind. */
export function byKind(
  questions: readonly Question[],
  verdict: (id: string) => Verdict,
): [string, Figures][] {
  return [...Map.groupBy(questions, ({ kind }) => kind)]
    .map(([kind, group]): [string, Figures] => [kind, figures(group.map(({ id }) => verdict(id)))])
    .sort(([left], [right]) => left.localeCompare(right));
}

/** A table for the terminal: columns as wide as their widest cell, numbers to the right. */
export function textTable(rows: readonly (readonly (string | number)[])[]): string {
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell, column) => Math.max(all[column] ?? 0, String(cell).length)),
    [],
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return column === 0 ? String(cell).padEnd(width) : String(cell).padStart(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A table in Markdown; the first row is its head. */
export function markdownTable(rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), `|${head.map((_, column) => (column === 0 ? '---|' : '---:|')).join('')}`]
    .concat(body.map(line))
    .join('\n');
}

/** What moved, a line each, and how many questions are new or gone. Questions are named by their ids only. */
export function printMoves(all: readonly Move[]): string {
  const names: Readonly<Record<Verdict, string>> = {
    right: 'juste',
    wrong: 'faux',
    unanswered: 'sans réponse',
  };
  const lines = all.flatMap((move) =>
    move.before === undefined || move.now === undefined
      ? []
      : [`${isLoss(move) ? '✗' : '·'} ${move.id} : ${names[move.before]} → ${names[move.now]}`],
  );
  const added = all.filter(({ before }) => before === undefined).length;
  const gone = all.filter(({ now }) => now === undefined).length;
  if (added > 0) lines.push(`· nouvelles questions : ${added}`);
  if (gone > 0) lines.push(`· questions retirées : ${gone}`);
  return lines.join('\n');
}

/** A row of totals: name, questions, right, wrong, unanswered, share, c@1. */
export const totalsRow = (name: string, counts: Figures): (string | number)[] => [
  name,
  total(counts),
  counts.right,
  counts.wrong,
  counts.unanswered,
  share(counts),
  decimal(cAt1(counts)),
];

export const totalsHead = ['', 'Questions', 'Justes', 'Fausses', 'Sans réponse', 'Part juste (95 %)', 'c@1'];

/** The verdicts of a record, for its set. */
export const verdictIn =
  (record: SetRecord) =>
  (id: string): Verdict =>
    record.get(id)?.verdict ?? 'unanswered';

/** Our figures beside those of plain search engines, a table a set. */
export function comparisonTables(
  records: ReadonlyMap<SetName, SetRecord>,
  measured: BaselineFigures,
): { title: string; rows: (string | number)[][] }[] {
  return [...records].map(([name, record]) => ({
    title: setTitles[name],
    rows: [
      totalsHead,
      totalsRow('communs-bot', totalOf(record)),
      ...Object.entries(measured).map(([engine, sets]) => totalsRow(engine, sets[name])),
    ],
  }));
}

/** What each set is made of. */
function compositionTable(): string {
  const head = [
    '',
    'Questions',
    'Hors du guide',
    'Fautes, SMS, sans accents',
    'Abrégées',
    'Suites',
    'En anglais',
  ];
  const rows = setNames
    .filter((name) => name !== 'chatter')
    .map((name) => {
      const questions = readSet(name);
      const count = (holds: (question: Question) => boolean) => questions.filter(holds).length;
      const typed = (styles: readonly string[]) =>
        count(({ style }) => style.some((one) => styles.includes(one)));
      return [
        setTitles[name],
        questions.length,
        count(({ expect }) => !expect.answerable && expect.reply === undefined),
        typed(['typo', 'sms', 'no_accents']),
        typed(['abbrev', 'telegraphic']),
        count(({ turns }) => turns.length > 1),
        typed(['english']),
      ];
    });
  return markdownTable([head, ...rows]);
}

/** docs/evaluation.md with the tables of the record in it. */
export function evaluationPage(page: string): string {
  const records = new Map(setNames.map((name) => [name, readRecord(name)]));
  const comparison = comparisonTables(records, readBaselineFigures()).map(
    ({ title, rows }) => `### ${title}\n\n${markdownTable(rows)}`,
  );
  const sections = {
    composition: compositionTable(),
    résultats: resultTables(records),
    comparaison: comparison.join('\n\n'),
  };
  return Object.entries(sections).reduce((made, [name, markdown]) => withSection(made, name, markdown), page);
}

/** The figures of a whole record. */
const totalOf = (record: SetRecord): Figures => figures([...record.values()].map(({ verdict }) => verdict));

/** Totals of every set, then the kinds of every set. */
function resultTables(records: ReadonlyMap<SetName, SetRecord>): string {
  // How many of the right ones were given with a reserve stands beside them.
  const withReserves = (row: readonly (string | number)[], reserves: string | number) =>
    row.toSpliced(3, 0, reserves);
  const totals = [...records].map(([name, record]) => {
    const reserved = [...record.values()].filter(
      ({ verdict, band }) => verdict === 'right' && band === 'suggest',
    );
    return withReserves(totalsRow(setTitles[name], totalOf(record)), reserved.length);
  });
  const kinds = [...records]
    .filter(([name]) => name !== 'chatter')
    .map(([name, record]) => {
      const rows = byKind(readSet(name), verdictIn(record)).map(([kind, { right, wrong, unanswered }]) => [
        kindNames[kind] ?? kind,
        right,
        wrong,
        unanswered,
      ]);
      return `### ${setTitles[name]}\n\n${markdownTable([['Genre', 'Justes', 'Fausses', 'Sans réponse'], ...rows])}`;
    });
  const head = withReserves(totalsHead, 'dont sous réserve');
  return [markdownTable([head, ...totals]), ...kinds].join('\n\n');
}

/** How each kind of the sets is named to a reader. */
export const kindNames: Readonly<Record<string, string>> = {
  allowed: 'permis ou non',
  api: 'API par besoin',
  card: 'fiche',
  chatter: 'bavardage',
  comparison: 'comparaison',
  constraint: 'contraintes',
  contact: 'contact',
  criterion: 'un critère',
  criterion_across: 'un critère, tous les produits',
  decision: 'décision et raison',
  definition: 'définition',
  followup: 'suite de conversation',
  framework: 'framework par besoin',
  history: 'historique',
  limit: 'limite',
  list: 'liste ou compte',
  lookup: 'recherche libre',
  matomo: 'Matomo par service',
  persona: 'par profil',
  source: 'source',
  out_of_scope: 'hors du guide',
  rule: 'règle générale',
  tree: 'arbre de décision',
};
