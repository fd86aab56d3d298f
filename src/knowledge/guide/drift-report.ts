/** `npm run knowledge:drift -- FILE…`: what an editor goes through when the guide has moved on. */
import { readFileSync } from 'node:fs';
import type { CheckResult } from '../check.ts';
import type { Knowledge } from '../knowledge.ts';
import { loadKnowledge } from '../load.ts';
import { words } from '../normalise.ts';
import { type PlaceOf, placesIn } from '../places.ts';
import type { LeftOut, OwnWords } from '../schema.ts';
import { errorLine } from '../yaml-file.ts';
import { type GuideUnit, readGuide } from './documents.ts';
import { type Difference, type Drift, type DriftSection, driftOf } from './drift.ts';

/** Compares the knowledge of a folder with exports of the guide; the status is 0 when nothing is left to go through. */
export function reportDrift(directory: string, files: readonly string[]): CheckResult {
  if (files.length === 0) {
    const text = 'Donnez au moins un export Markdown du guide : npm run knowledge:drift -- page.md';
    return { text, status: 1 };
  }
  const loaded = loadKnowledge(directory);
  if (!loaded.ok) return { text: loaded.errors.map(errorLine).join('\n'), status: 1 };
  const { knowledge } = loaded;
  const placeOf = placesIn(directory);
  const read = files.map((file) => ({ file, text: textOf(file) }));
  const unread = read.filter(({ text }) => text === undefined);
  if (unread.length > 0) {
    const lines = unread.map(({ file }) => `« ${file} » ne se lit pas : vérifiez le chemin de l’export.`);
    return { text: lines.join('\n'), status: 1 };
  }
  const drifts = read.map(({ file, text = '' }) => ({ file, drift: driftOf(knowledge, readGuide(text)) }));
  const reports = drifts.map(({ file, drift }) => pageReport(knowledge, placeOf, file, drift));
  const unused = unusedLines(
    knowledge,
    drifts.map(({ drift }) => drift),
  );
  const status = unused.length === 0 && drifts.every(({ drift }) => drift.sections.length === 0) ? 0 : 1;
  return { text: [...reports, ...(unused.length > 0 ? [unused.join('\n')] : [])].join('\n\n'), status };
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function pageReport(knowledge: Knowledge, placeOf: PlaceOf, file: string, drift: Drift): string {
  const { document, sections } = drift;
  const compared = document?.title ?? 'une page que sources.yaml ne connaît pas';
  return [
    `${file}, comparé à : ${compared}`,
    ...sections.map((section) => sectionReport(knowledge, placeOf, section)),
    summary(drift),
  ].join('\n\n');
}

function sectionReport(knowledge: Knowledge, placeOf: PlaceOf, section: DriftSection): string {
  const { title, source, differences } = section;
  const known = knowledge.sources.get(source ?? '');
  const renamed = known === undefined || known.section === title ? '' : ` (comparé à « ${known.section} »)`;
  return [`## ${title}${renamed}`, ...differences.flatMap((one) => differenceLines(placeOf, one))].join('\n');
}

const marks = { added: '+ ajouté', changed: '~ changé', removed: '- disparu' } as const;

function differenceLines(placeOf: PlaceOf, difference: Difference): string[] {
  const { kind, unit, said = '', words: different, rests, before } = difference;
  const head =
    unit === undefined
      ? `${marks[kind]} : « ${said} »`
      : `${marks[kind]}, ${placeIn(unit)} : « ${unit.text} »`;
  const only = (where: string, text: string) => {
    const found = words(text).flatMap(({ stem, original }) => (different.includes(stem) ? [original] : []));
    return found.length === 0 ? [] : [`    seulement dans ${where} : ${[...new Set(found)].join(', ')}`];
  };
  const others = different.filter((one) => one !== unit?.text && !/^[a-z0-9]+$/.test(one));
  return [
    head,
    ...(kind === 'changed' && said !== '' ? [`    les connaissances disent : « ${said} »`] : []),
    ...(kind === 'changed' ? [...only('la page', unit?.text ?? ''), ...only('les connaissances', said)] : []),
    ...(unit === undefined ? [] : others.map((one) => `    à vérifier : ${one}`)),
    ...rests.map((id) => `    repose dessus : ${at(placeOf, id)}`),
    ...before.map((id) => `    déjà noté comme ancien : ${at(placeOf, id)}`),
  ];
}

const at = (placeOf: PlaceOf, id: string) => `${id} (${placeOf(id) ?? 'knowledge'})`;

function placeIn({ line, kind, context: [row = '', column = ''], text }: GuideUnit): string {
  const titles = kind === 'cell' ? [row, column].filter((title) => title !== '' && title !== text) : [];
  return [`ligne ${line}`, ...titles].join(', ');
}

function summary({ sections, accepted }: Drift): string {
  const all = sections.flatMap(({ differences }) => differences);
  const count = (wanted: Difference['kind'], noun: string) => {
    const found = all.filter(({ kind }) => kind === wanted).length;
    return `${found} ${noun}${found > 1 ? 's' : ''}`;
  };
  const found =
    all.length === 0
      ? 'Aucune différence à regarder.'
      : `À regarder : ${count('added', 'ajout')}, ${count('changed', 'changement')}, ${count('removed', 'disparition')}.`;
  return `${found} Différences acceptées avec leur raison (left-out.yaml, own-words.yaml) : ${accepted.size}.`;
}

/** Accepted differences of the compared pages that no longer occur. */
function unusedLines(knowledge: Knowledge, drifts: readonly Drift[]): string[] {
  const used = new Set(drifts.flatMap(({ accepted }) => [...accepted]));
  const compared = new Set(drifts.map(({ document }) => document));
  const isCompared = ({ source }: LeftOut) => compared.has(knowledge.sources.get(source)?.document);
  const texts = knowledge.leftOut.filter((entry) => isCompared(entry) && !used.has(entry));
  // A word of ours may be needed on another page: they are judged when every current page is there.
  const isWhole = knowledge.documents.every((one) => one.generation !== 'current' || compared.has(one));
  const ours: readonly OwnWords[] = isWhole ? knowledge.ownWords.filter((entry) => !used.has(entry)) : [];
  const line = (file: string, what: string) =>
    `${file} : cette différence acceptée n’existe plus, enlevez-la : ${what}`;
  return [
    ...texts.map(({ source, text }) =>
      line('left-out.yaml', `${source}${text === undefined ? '' : `, « ${text} »`}`),
    ),
    ...ours.map((entry) => line('own-words.yaml', entry.words.join(', '))),
  ];
}
