/** An answer as a message: verdict and details, then what it offers, where it comes from, and the next step. */
import {
  type Answer,
  type Block,
  bullets,
  type Citation,
  type Inline,
  link,
  numbered,
  paragraph,
  plain,
} from '../answering/answer.ts';

/** A message before it is cut into pages. */
export interface Document {
  /** What may be cut. */
  readonly body: readonly Block[];
  /** What ends the first page: suggestions, sources, next step. */
  readonly tail: readonly Block[];
  /** Repeated under the pages that follow: each says where it comes from. */
  readonly sources: readonly Block[];
}

/** What a message around an answer may ask for. */
export interface ComposeOptions {
  /** Put after everything else: the question of a running dialogue. Numbers then belong to it, suggestions have none. */
  readonly question?: readonly Block[];
}

/** Lays an answer out in the order in which it is read. */
export function compose(answer: Answer, options: ComposeOptions = {}): Document {
  const { question = [] } = options;
  const sources = sourceLine(answer.citations);
  return {
    body: answer.blocks,
    tail: [
      ...suggestions(answer, question.length === 0),
      ...sources,
      ...(answer.next === undefined ? [] : [paragraph(...answer.next)]),
      ...question,
    ],
    sources,
  };
}

function suggestions({ suggestions: offered = [] }: Answer, withNumbers: boolean): Block[] {
  if (offered.length === 0) return [];
  const labels = offered.map(({ label }) => [label]);
  return withNumbers
    ? [paragraph('Vouliez-vous dire (répondez par un numéro) :'), numbered(labels)]
    : [paragraph('Vouliez-vous dire :'), bullets(labels)];
}

/** "Source : Guide DNUM, page …, section « … », relu le 22 novembre 2026." One mention a document. */
function sourceLine(citations: readonly Citation[]): Block[] {
  const byDocument = Map.groupBy(citations, ({ document }) => document.id);
  if (byDocument.size === 0) return [];
  const mentions = [...byDocument.values()].map(mention);
  const runs = mentions.flatMap((runs, index) => (index === 0 ? runs : [plain(' ; '), ...runs]));
  return [paragraph(mentions.length > 1 ? 'Sources : ' : 'Source : ', ...runs, '.')];
}

/** One section is named; of several, the document says enough on a phone. */
function mention(citations: readonly Citation[]): Inline[] {
  const [{ document, id, section, url = document.url }] = citations as [Citation];
  const single = citations.every((citation) => citation.id === id);
  const address = single ? url : document.url;
  const dated = document.date === undefined ? '' : ` (${frenchDate(document.date)})`;
  const part = single ? `, section « ${section} »` : '';
  return [
    address === undefined ? plain(document.title) : link(document.title, address),
    plain(`${dated}${part}, relu le ${frenchDate(document.checked_on)}`),
  ];
}

const months = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];

/** "2026-11-22" → "22 novembre 2026", "2025-04" → "avril 2025"; anything else stays as it is. */
export function frenchDate(date: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(date) ?? [];
  const name = months[Number(month) - 1];
  if (name === undefined) return date;
  if (day === undefined) return `${name} ${year}`;
  return `${day === '01' ? '1er' : Number(day)} ${name} ${year}`;
}
