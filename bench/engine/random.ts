/** Pseudo-random numbers and words from a seed, so that each run measures the same. */

/** Numbers from 0 to 1 (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const heads = 'b c d f g l m n p r s t v br ch cl cr dr fl gr pl pr tr'.split(' ');
const hearts = 'a e i o u ai au eu oi ou an en on in'.split(' ');

/** A word that could be French: two to four syllables. */
export function randomWord(random: () => number): string {
  const one = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? '';
  const syllables = 2 + Math.floor(random() * 3);
  return Array.from({ length: syllables }, () => one(heads) + one(hearts)).join('');
}
