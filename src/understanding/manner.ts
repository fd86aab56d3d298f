/** How a question is put: whether it wants a yes or a no, the reason, a number, what something means, a bound. */
import type { Mention, Utterance } from './meaning.ts';
import type { Manner } from './question.ts';

type Place = Pick<Mention, 'from'>;

/** Interrogative words: with one of them the question wants more than a yes or a no. */
const interrogatives = new Set(
  'qui que quoi quel quelle quels quelles koi ki kel kelle comment combien pourquoi pq lequel laquelle lesquels lesquelles what which who where how why when'.split(
    ' ',
  ),
);

/** "On me dit que c'est open source ?": only where a sentence begins, or in "ce que", does "que" ask. */
function isConjunction({ tokens }: Utterance, at: number): boolean {
  if (at === 0 || !/^qu?e?$/.test(tokens[at]?.surface ?? '')) return false;
  return !/^(?:ce|et|mais|alors|donc|coup|or|bonjour|salut|hello)$/.test(tokens[at - 1]?.surface ?? '');
}

const inverted = /\p{L}-(?:t-)?(?:ils?|elles?|on)(?!\p{L})/iu;

/** "Un hôpital qui dépend de l'ARS peut-il publier ?": after a noun, "qui" asks nothing where a verb does. */
const isRelative = ({ text, tokens }: Utterance, at: number): boolean =>
  tokens[at]?.surface === 'qui' && (tokens[at - 1]?.weight ?? 0) > 0 && inverted.test(text);

/** "DN n'est accessible que depuis Internet ?", "seuls les ministères ?" */
const exceptive =
  /(?:^|\s)(?:seule?s?\s(?:les?|la|l['’])|n(?:e\s|['’])\p{L}+(?:\s(?!pas|plus|jamais|rien|personne|sais|pense)\p{L}+){0,2}\s(?:que\s|qu['’]))/iu;

/** "ProConnect est obligatoire chez nous, DN l'a ?": what comes before the last comma only tells. */
function isAskedOf({ from }: Place, { text, tokens }: Utterance): boolean {
  return text.slice(text.lastIndexOf(',') + 1).includes(tokens[from]?.original ?? '');
}

/** The manner of an utterance, from the cues and the entities that it holds. */
export function mannerOf(
  utterance: Utterance,
  cues: ReadonlyMap<string, readonly Place[]>,
  entities: readonly Place[],
): Manner {
  const asks =
    utterance.tokens.some(
      ({ surface }, at) =>
        interrogatives.has(surface) && !isConjunction(utterance, at) && !isRelative(utterance, at),
    ) || /(^|\s)où(?!\p{L})/iu.test(utterance.text);
  // "est-ce que" and "qu'est-ce que": the first wants a yes or a no, the second does not.
  const estCeQue =
    /(^|[^'’\w])est[- ]ce qu/iu.test(utterance.text) && !/qu['’]est[- ]ce/iu.test(utterance.text);
  const bounds = [
    ['beyond', 'beyond'],
    ['sole', 'sole'],
    ['obligatory', 'obligatory'],
    ['only', 'obligation'],
    ['only', 'only'],
  ] as const;
  const said = bounds.find(([, cue]) => (cues.get(cue) ?? []).some((slot) => isAskedOf(slot, utterance)));
  // "Seul Grist est open source ?"
  const isAlone = entities.some(({ from }) => /^seule?s?$/.test(utterance.tokens[from - 1]?.surface ?? ''));
  const bound = said?.[0] ?? (isAlone ? 'sole' : exceptive.test(utterance.text) ? 'exclusive' : undefined);
  const why = cues.has('why');
  const count = cues.has('count');
  return {
    yesNo: (!asks || estCeQue) && !why && !count && !cues.has('definition'),
    permission: cues.has('permission') || cues.has('obligation') || cues.has('verdict'),
    why,
    count,
    meaning: cues.has('definition'),
    ...(bound === undefined ? {} : { bound }),
    question: asks || estCeQue || utterance.text.includes('?') || cues.has('compare'),
  };
}
