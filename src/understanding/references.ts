/** What "l'autre", "le premier" and "le second" refer to: one of what was just spoken of, or what the guide compares it with. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Context } from './context.ts';

/** Something and the tokens that stand for it. */
interface Place {
  readonly from: number;
  readonly to: number;
}

/** The cues that refer. */
export const references = ['first', 'second', 'third', 'other'] as const;

/**
 * The subject that is referred to rather than named, where that is clear: after one of a pair the other one of it, after several
 * subjects the first, the second or the third of them in the order of the answer.
 * @returns its id, and where it is referred to; undefined when nothing is referred to, or it may be more than one
 */
export function referredTo(
  cues: ReadonlyMap<string, readonly Place[]>,
  context: Context | undefined,
  knowledge: Knowledge,
): (Place & { readonly id: string }) | undefined {
  const subjects = context?.subjects ?? [];
  const [subject, next, afterNext] = subjects;
  const [first, second, third, other] = references.map((cue) =>
    cues.get(cue)?.find((place) => !overlaps(place, cues.get('another') ?? [])),
  );
  if (subject === undefined) return undefined;
  if (next !== undefined) {
    if (first !== undefined) return { ...first, id: subject };
    if (third !== undefined && afterNext !== undefined) return { ...third, id: afterNext };
    // "En tout dernier" is a last resort.
    const last = cues.has('last-resort') ? undefined : cues.get('last')?.[0];
    if (last !== undefined) return { ...last, id: subjects.at(-1) ?? next };
    return second && { ...second, id: next };
  }
  const cue = other ?? second;
  const id = counterpartOf(subject, knowledge);
  return cue === undefined || id === undefined ? undefined : { ...cue, id };
}

/**
 * "Démat Social est HDS, et l'autre ?": beside the one that is named, the one that the guide compares it with.
 * @param named what is named, in the order of the text
 */
export function otherThan(
  named: readonly (Place & { readonly id: string })[],
  cues: ReadonlyMap<string, readonly Place[]>,
  knowledge: Knowledge,
): (Place & { readonly id: string }) | undefined {
  const [subject, ...more] = named;
  const other = cues.get('other')?.find((place) => !overlaps(place, cues.get('another') ?? []));
  if (subject === undefined || more.some(({ id }) => id !== subject.id)) return undefined;
  const id = counterpartOf(subject.id, knowledge);
  return other === undefined || other.from < subject.to || id === undefined ? undefined : { ...other, id };
}

/** "Un autre outil", "les autres": articles do not tell phrases apart, the longer phrase does. */
const overlaps = (place: Place, phrases: readonly Place[]): boolean =>
  phrases.some(({ from, to }) => place.from < to && from < place.to);

/** The other of the two that the guide compares, or of the only two of their kind within something larger (Directus, Manifest.build). */
export function counterpartOf(subject: string, knowledge: Knowledge): string | undefined {
  const compared = knowledge.comparisons.find(
    ({ subjects }) => subjects.length === 2 && subjects.includes(subject),
  );
  const { kind, part_of: whole } = knowledge.entities.get(subject) ?? {};
  const siblings = [...knowledge.entities.values()].filter(
    (one) => whole !== undefined && one.part_of === whole && one.kind === kind,
  );
  const two = compared?.subjects ?? siblings.map(({ id }) => id);
  return two.length === 2 ? two.find((id) => id !== subject) : undefined;
}
