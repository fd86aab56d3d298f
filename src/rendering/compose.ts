/** An answer as a message: verdict and details, then what it offers, where it comes from, and the next step. */
import {
  type Answer,
  type Block,
  bullets,
  type Citation,
  link,
  numbered,
  paragraph,
  plain,
} from '../answering/answer.ts';
import { frenchDate } from '../answering/phrasing.ts';

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
  /** A source last read before that day (`YYYY-MM-DD`) is said to be due for another look. */
  readonly staleBefore?: string;
}

/** Lays an answer out in the order in which it is read. */
export function compose(answer: Answer, options: ComposeOptions = {}): Document {
  const { question = [], staleBefore = '' } = options;
  const sources = sourceLine(answer, staleBefore);
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

/** "Source : Guide DNUM, page …, section « … », relu le 22 novembre 2026." One mention a document, one link an address. */
function sourceLine({ citations, undated }: Answer, staleBefore: string): Block[] {
  const byDocument = [...Map.groupBy(citations, ({ document }) => document.id).values()];
  if (byDocument.length === 0) return [];
  const linked = new Set<string>();
  const runs = byDocument.flatMap((cited, index) => {
    const { title, url } = mention(cited);
    const label = url === undefined || linked.has(url) ? plain(title) : link(title, url);
    if (url !== undefined) linked.add(url);
    return [
      plain(index === 0 ? '' : ' ; '),
      label,
      plain(details(cited, undated === true ? undefined : staleBefore)),
    ];
  });
  return [paragraph(byDocument.length > 1 ? 'Sources : ' : 'Source : ', ...runs, '.')];
}

/** The section that is cited, when it is one: of several, the document says enough on a phone. */
function onlySection(citations: readonly Citation[]): Citation | undefined {
  const [first] = citations;
  return citations.every(({ id }) => id === first?.id) ? first : undefined;
}

function mention(citations: readonly Citation[]): { title: string; url: string | undefined } {
  const [{ document }] = citations as [Citation];
  return { title: document.title, url: onlySection(citations)?.url ?? document.url };
}

/** @param staleBefore undefined where the day of the last reading is left out */
function details(citations: readonly Citation[], staleBefore: string | undefined): string {
  const [{ document }] = citations as [Citation];
  const section = onlySection(citations)?.section;
  const dated = document.date === undefined ? '' : ` (${frenchDate(document.date)})`;
  // A page's first section often has the page's own title.
  const part =
    section === undefined || document.title.includes(`« ${section} »`) ? '' : `, section « ${section} »`;
  if (staleBefore === undefined) return `${dated}${part}`;
  const due = document.checked_on < staleBefore ? ' (à revérifier)' : '';
  return `${dated}${part}, relu le ${frenchDate(document.checked_on)}${due}`;
}
