/** A recommendation as an answer: what to do first, how strong, the rules, why, what it rules out, what to know, what next. */
import { answerText, shortLabel } from '../../advice/picture.ts';
import type { Addition, Part, Recommendation, Supposition } from '../../advice/recommendation.ts';
import {
  type Answer,
  type Block,
  bullets,
  code,
  type Inline,
  paragraph,
  plain,
  strong,
} from '../../answering/answer.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Statement } from '../../knowledge/schema.ts';
import type { Outcome } from '../../knowledge/tree-schema.ts';
import { strengthWords } from '../../knowledge/tree-schema.ts';

type References = Pick<Knowledge, 'topics' | 'sources'>;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** How strongly the guide says it, in its own word; nothing to say where it recommends nothing. */
function strength({ strength: word, entities }: Outcome): string | undefined {
  if (word !== 'AUCUNE') return `Force dans le guide : ${strengthWords[word]}.`;
  return entities.length === 0 ? undefined : 'Force dans le guide : non précisée.';
}

/** The texts of statements, each once. */
const texts = (statements: readonly Statement[]) => [...new Set(statements.map(({ text }) => text))];

function section(title: string, items: readonly string[]): Block[] {
  return items.length === 0 ? [] : [paragraph(strong(`${title} :`)), bullets(items.map((item) => [item]))];
}

/** The rules of the guide that go with a recommendation, in its own words. */
export function dutyTexts(duties: readonly string[], { topics }: References): string[] {
  return duties.flatMap((id) => topics.get(id)?.statements[0]?.text ?? []);
}

/**
 * The recommendation as it is said in a room. Begins with "Recommandation"; no line of it is numbered.
 * @param remarks what the last message calls for besides: an answer that was dropped, what « je ne sais pas » led to
 */
export function outcomeAnswer(
  recommendation: Recommendation,
  references: References,
  remarks: readonly Block[] = [],
): Answer {
  const { parts, path, duties, nextSteps, commands, sources } = recommendation;
  const all = (of: (part: Part) => readonly Statement[]) => texts(parts.flatMap(of));
  const taken = path.map(({ node, chosen }) => shortLabel(answerText(node, chosen))).join(' › ');
  // What the guide does not cover is refused like anything else: with who may know.
  const covered = parts.some(({ outcome }) => outcome.strength !== 'AUCUNE' || outcome.entities.length > 0);
  return {
    band: covered ? 'answer' : 'refuse',
    confidence: 1,
    subjects: [...new Set(parts.flatMap(({ outcome }) => outcome.entities))],
    blocks: [
      ...heads(parts),
      ...remarks,
      ...section('Règles', dutyTexts(duties, references)),
      ...section('Pourquoi', [`Vos réponses : ${taken}.`, ...all(({ reasons }) => reasons)]),
      ...section(
        'Écarté',
        all(({ ruledOut }) => ruledOut),
      ),
      ...section(
        'À savoir',
        all(({ outcome }) => outcome.cautions),
      ),
      ...section('Ensuite', [...nextSteps, ...recommendation.additions.map(addition)]),
      ...(commands.length === 0 ? [] : [paragraph('Pour aller plus loin : ', ...separated(commands), '.')]),
    ],
    citations: sources.flatMap((id) => references.sources.get(id) ?? []),
    next: [
      plain(
        'Tapez « note » pour la note de décision, « et si … » pour essayer une autre réponse, « aide » pour la suite.',
      ),
    ],
  };
}

function separated(commands: readonly string[]): Inline[] {
  return commands.flatMap((command, index) => (index === 0 ? [code(command)] : [plain(', '), code(command)]));
}

function addition({ choice }: Addition): string {
  return `Pour ajouter l'autre volet du projet, écrivez « ${choice.label} ».`;
}

/** Each recommendation in a sentence, then its strength. Several are announced. */
function heads(parts: readonly Part[]): Block[] {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) {
    const { outcome } = only;
    const force = strength(outcome);
    const said = paragraph(strong(`Recommandation : ${outcome.recommendation.text}`));
    return force === undefined ? [said] : [said, paragraph(force)];
  }
  const count = parts.length === 2 ? 'deux' : parts.length;
  return [
    paragraph(strong(`Recommandation en ${count} parties, qui s'ajoutent :`)),
    bullets(
      parts.map(({ outcome }) => [
        strong(capital(outcome.recommendation.text)),
        ` ${strength(outcome) ?? ''}`.trimEnd(),
      ]),
    ),
  ];
}

/** What another answer would change, and only that. */
export function suppositionBlocks(
  supposition: Supposition,
  before: Recommendation | undefined,
  after: Recommendation | undefined,
  words: { readonly from: string; readonly to: string; readonly number: number },
  references: References,
): Block[] {
  const { at, added, removed, dropped } = supposition;
  const { from, to, number } = words;
  const change = paragraph('Pour suivre cette piste, tapez ', `« modifier ${number} »`, '.');
  const lost = dropped.map(({ node }) => node.title).join(', ');
  const ended = lost === '' ? [] : [paragraph(`Ne s'appliquerait plus : ${lost}.`)];
  if (at.question !== undefined) {
    return [
      paragraph(`Avec « ${to} » au lieu de « ${from} », il faudrait encore savoir : ${at.question.question}`),
      ...ended,
      change,
    ];
  }
  if (added.length === 0 && removed.length === 0) {
    return [paragraph(`Avec « ${to} » au lieu de « ${from} », la recommandation ne change pas.`)];
  }
  const duties = (after?.duties ?? []).filter((id) => before?.duties.includes(id) !== true);
  const reasons =
    after?.parts.filter(({ outcome }) => added.includes(outcome)).flatMap((part) => part.reasons) ?? [];
  return [
    paragraph(`Avec « ${to} » au lieu de « ${from} », la recommandation change.`),
    bullets([
      ...added.map((outcome) => [
        strong('Devient :'),
        ` ${[capital(outcome.recommendation.text), strength(outcome)].join(' ').trim()}`,
      ]),
      ...removed.map((outcome) => [strong("N'est plus recommandé :"), ` ${outcome.title}.`]),
      ...texts(reasons)
        .slice(0, 2)
        .map((reason) => [strong('Parce que :'), ` ${reason}`]),
      ...dutyTexts(duties, references).map((duty) => [strong("Règle qui s'ajoute :"), ` ${duty}`]),
    ]),
    ...ended,
    change,
  ];
}
