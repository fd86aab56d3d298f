/**
 * `npm run evaluate`: answers the question sets like `npm run ask`, scores them, says which questions moved since the record
 * was written, and fails when one that was right no longer is. `-- --update` writes the record and the tables of
 * docs/evaluation.md; `-- --baselines` measures plain search engines on the same questions.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadKnowledge } from '../src/knowledge/load.ts';
import {
  answerWithBaseline,
  baselineEntries,
  baselines,
  fitCutOff,
  stopWordsOf,
} from '../tests/evaluation/baselines.ts';
import { answerWith, measure, ownConversation, type Result } from '../tests/evaluation/measure.ts';
import {
  type BaselineFigures,
  isLoss,
  moves,
  readRecord,
  recordOf,
  type SetRecord,
  writeBaselineFigures,
  writeRecord,
} from '../tests/evaluation/record.ts';
import {
  byKind,
  comparisonTables,
  evaluationPage,
  kindNames,
  printMoves,
  setTitles,
  textTable,
  totalsHead,
  totalsRow,
  verdictIn,
} from '../tests/evaluation/report.ts';
import { type Figures, figures } from '../tests/evaluation/score.ts';
import { readSet, type SetName, setNames, unseen } from '../tests/evaluation/sets.ts';

const page = 'docs/evaluation.md';
const { update, baselines: withBaselines } = parseArgs({
  options: { update: { type: 'boolean', default: false }, baselines: { type: 'boolean', default: false } },
}).values;

const answer = answerWith(ownConversation());
const records = new Map<SetName, SetRecord>();
let losses = 0;
for (const name of setNames) {
  const results = measure(readSet(name), answer);
  const record = recordOf(results);
  records.set(name, record);
  const moved = moves(readRecord(name), record);
  losses += moved.filter(isLoss).length;
  print(name, results, record);
  if (moved.length > 0) console.log(`Depuis la dernière mesure :\n${printMoves(moved)}\n`);
  if (update) writeRecord(name, record);
}
if (withBaselines) {
  const measured = measureBaselines();
  if (update) writeBaselineFigures(measured);
  for (const { title, rows } of comparisonTables(records, measured))
    console.log(`— ${title}\n${textTable(rows)}\n`);
}
if (update) writeFileSync(page, evaluationPage(readFileSync(page, 'utf8')));
if (losses > 0 && !update) {
  console.log(
    `${losses} question(s) étaient justes et ne le sont plus (✗ ci-dessus). Si c'est voulu : npm run evaluate -- --update`,
  );
  process.exitCode = 1;
}

/** Failures with their reasons (not of the sets that nobody looks at), then figures by kind. */
function print(name: SetName, results: readonly Result[], record: SetRecord): void {
  console.log(`— ${setTitles[name]}`);
  for (const { question, verdict, why } of results) {
    if (verdict === 'right' || unseen.has(name)) continue;
    console.log(`${question.id} ${question.kind} | ${question.turns.at(-1)} | ${why.join('; ')}`);
  }
  const questions = results.map(({ question }) => question);
  const rows = byKind(questions, verdictIn(record)).map(([kind, counts]) =>
    totalsRow(kindNames[kind] ?? kind, counts),
  );
  const all = totalsRow('total', countsOf(results));
  console.log(`${textTable([totalsHead, ...rows, all])}\n`);
}

/** Plain search engines, on all sets; the score under which one refuses is fitted on the tuning set. */
function measureBaselines(): BaselineFigures {
  const loaded = loadKnowledge('knowledge');
  if (!loaded.ok) throw new Error('Les connaissances ne conviennent pas : npm run knowledge:check');
  const entries = baselineEntries(loaded.knowledge);
  const stopWords = stopWordsOf(loaded.knowledge);
  const measured: BaselineFigures = {};
  for (const { name, fitted, build } of baselines) {
    const search = build(entries, stopWords);
    const cutOff = fitted ? fitCutOff(search, readSet('tuning')) : 0;
    const of = (set: SetName) => countsOf(measure(readSet(set), answerWithBaseline(search, cutOff)));
    measured[name] = {
      shared: of('shared'),
      tuning: of('tuning'),
      natural: of('natural'),
      'held-out': of('held-out'),
      independent: of('independent'),
      chatter: of('chatter'),
    };
  }
  return measured;
}

/** The verdicts of some results, counted. */
function countsOf(results: readonly Result[]): Figures {
  return figures(results.map(({ verdict }) => verdict));
}
