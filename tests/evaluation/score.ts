/**
 * The port of the reference scorer of the question sets (score.py): the same answers get the same verdicts, and a test
 * compares the two where the reference is at hand.
 *
 * An answer passes when
 * - every group of `must_include` has one of its alternatives in it (in the first characters for a yes or no to a criterion
 *   question); an alternative that says "the guide does not say" stands for all ways of saying it;
 * - nothing of `must_not_include` is asserted in it (after a negation, a condition or "auparavant" it is not);
 * - an answerable question is not refused, and one that is not answerable is not answered, unless the question allows it;
 * - chatter gets silence;
 * - a question about one criterion is answered briefly: a dump of the table is no answer.
 * Comparison ignores case, accents and light Markdown.
 */
import type { Question } from './sets.ts';

/** What was answered, as `npm run ask` prints it. `band` is `silent` for silence. */
export interface Given {
  readonly text: string;
  readonly band: string;
}

/** `unanswered` is an honest failure: silence, a refusal, or suggestions without the answer. */
export const verdicts = ['right', 'wrong', 'unanswered'] as const;
export type Verdict = (typeof verdicts)[number];

/** The longest answer to a question about one criterion, in characters. */
const criterionMax = 700;
/** A yes or a no stands within so many characters. */
const lead = 160;
/** How far before a phrase its negation may stand, in characters. */
const reach = 45;

/** Case, accents, light Markdown and spaces do not count. */
export function normalise(text: string): string {
  return text
    .replaceAll('’', "'")
    .replace(/[\u00a0\u202f]/g, ' ')
    .replaceAll('\ufe0f', '')
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[*`]|(?<![\p{L}\p{N}_])_|_(?![\p{L}\p{N}_])/gu, '')
    .replace(/\s+/g, ' ');
}

/** Where an alternative stands in a normalised answer. Short words need word boundaries: "non" is in "annonce". */
function positions(answer: string, alternative: string): number[] {
  const wanted = normalise(alternative).trim();
  if (/^[a-z0-9]{1,4}$/.test(wanted))
    return [...answer.matchAll(new RegExp(`(?<![a-z0-9])${wanted}(?![a-z0-9])`, 'g'))].map(
      ({ index }) => index,
    );
  const found: number[] = [];
  for (let at = answer.indexOf(wanted); at >= 0; at = answer.indexOf(wanted, at + wanted.length))
    found.push(at);
  return found;
}

/** The edge of a word; JavaScript's own knows ASCII only. */
const edge = '(?:(?<![\\p{L}\\p{N}_])(?=[\\p{L}\\p{N}_])|(?<=[\\p{L}\\p{N}_])(?![\\p{L}\\p{N}_]))';

/** The ways of saying that the guide does not say. */
const unsaid = new RegExp(
  [
    `${edge}(?:ne |n')(?:l'|le |la |les |en |me |s')?(?:dit|precise|donne|mentionne|recense|cite|indique|tranche|connait|connais|sais|sait|traite|couvre|parle|trouve|contient|figure|communique|definit|fixe|compare|prevoit|retient|liste|peux|suis pas|est pas (?:dans|cite|mentionne|precise))`,
    "pas (?:compris|dans le guide|au guide|trouve|cite|mentionne|precise|renseigne|couvert|communique|d'information|de reponse|de date|en mesure)",
    'aucune? (?:information|api|date|prix|reponse|mention|indication)',
    'non (?:communique|renseigne|precise|tranche)',
    "rien (?:sur|dit|trouve|n'indique)",
    'hors (?:du |de )?(?:perimetre|sujet|guide|mon)',
    `${edge}n/c${edge}`,
    'inconnu',
  ].join('|'),
  'u',
);

/** Before a phrase: it is not asserted. */
const negated = new RegExp(
  `${edge}(?:si|ne|pas|rien|sauf|auparavant|autrefois|avant|ancien[\\p{L}\\p{N}_]*|contrainte|plutot que|precedemment|jusqu)${edge}|n'[a-z]* ?$`,
  'u',
);

const saysUnsaid = new Set(['ne dit pas', 'ne sais pas', 'n/c', 'tranch']);

function includes(answer: string, group: readonly string[], within?: number): boolean {
  const head = within === undefined ? answer : [...answer].slice(0, within).join('');
  if (group.some((alternative) => positions(head, alternative).length > 0)) return true;
  return group.some((alternative) => saysUnsaid.has(normalise(alternative))) && unsaid.test(answer);
}

function asserts(answer: string, alternative: string): boolean {
  return positions(answer, alternative).some(
    (at) => !negated.test([...answer.slice(0, at)].slice(-reach).join('')),
  );
}

/** What is wrong with an answer, in English, a reason each; nothing when it is right. */
export function judge({ kind, expect }: Question, { text, band }: Given): string[] {
  const answer = normalise(text).trim();
  if (expect.reply === 'none') return answer === '' ? [] : ['answered chatter'];
  if (answer === '') return ['no answer'];
  const why: string[] = [];
  for (const group of expect.must_include) {
    const yesOrNo =
      (kind === 'criterion' || kind === 'followup') && group.includes('non') !== group.includes('oui');
    if (!includes(answer, group, yesOrNo ? lead : undefined))
      why.push(`missing one of ${JSON.stringify(group.slice(0, 4))}`);
  }
  for (const phrase of expect.must_not_include) if (asserts(answer, phrase)) why.push(`asserts ${phrase}`);
  const refused = band === 'refuse' || answer.startsWith('je ne sais pas');
  if (expect.answerable && expect.allow_unknown !== true && refused)
    why.push('refused an answerable question');
  if (!expect.answerable && expect.allow_answer !== true && band === 'answer')
    why.push('answered a question that has no answer');
  const length = [...text].length;
  if (kind === 'criterion' && length > criterionMax) why.push(`${length} characters for one criterion`);
  return why;
}

/** The verdict on an answer whose faults are known. */
export function verdictOn({ expect }: Question, { text, band }: Given, why: readonly string[]): Verdict {
  if (why.length === 0) return 'right';
  const honest = text === '' || band === 'suggest' || band === 'refuse';
  return honest && expect.reply !== 'none' ? 'unanswered' : 'wrong';
}

/** How many answers got each verdict. */
export type Figures = Readonly<Record<Verdict, number>>;

/** Counts verdicts. */
export function figures(all: Iterable<Verdict>): Figures {
  const counts = { right: 0, wrong: 0, unanswered: 0 };
  for (const verdict of all) counts[verdict] += 1;
  return counts;
}

/** How many answers were judged. */
export const total = ({ right, wrong, unanswered }: Figures): number => right + wrong + unanswered;

/** c@1 (Peñas and Rodrigo, ACL 2011): the share of right answers, where silence costs less than an error. */
export function cAt1(counts: Figures): number {
  const n = total(counts);
  return (counts.right + (counts.unanswered * counts.right) / n) / n;
}

/** Wilson's 95 % interval of a share of `right` in `n`. */
export function wilson(right: number, n: number): readonly [low: number, high: number] {
  const z = 1.96;
  const share = right / n;
  const scale = 1 + (z * z) / n;
  const centre = share + (z * z) / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return [(centre - half) / scale, (centre + half) / scale];
}
