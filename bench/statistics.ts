/** Medians of what was measured in pairs, and how sure they are. */

/** A copy in rising order. */
export const sorted = (values: Iterable<number>): number[] => [...values].sort((left, right) => left - right);

/** The middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const all = sorted(values);
  const upper = all[all.length >> 1] ?? Number.NaN;
  const lower = all[(all.length - 1) >> 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/**
 * The 95 % confidence interval of a median by order statistics (the sign test turned round): it supposes nothing of how the values
 * are distributed, so that a few slow ones do not widen it.
 */
export function medianInterval(values: readonly number[]): readonly [low: number, high: number] {
  const all = sorted(values);
  const count = all.length;
  // The greatest rank k such that fewer than k values lie below the median with a probability of at most 2.5 %.
  let rank = 0;
  let below = 0.5 ** count;
  for (let term = below; below <= 0.025 && rank < count; rank += 1) {
    term *= (count - rank) / (rank + 1);
    below += term;
  }
  const at = Math.max(0, rank - 1);
  return [all[at] ?? Number.NaN, all[count - 1 - at] ?? Number.NaN];
}
