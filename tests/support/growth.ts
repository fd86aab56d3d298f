/** How the cost of some work grows with the size of what it is given, whatever the machine and whoever else uses it. */

const sizes = [2_000, 16_000] as const;

/** The processor time of this process for one piece of work, in microseconds. */
function cost(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** The cheapest of a few runs, since whatever else happens can only make a run dearer; of more where they are cheap. */
function least(work: () => unknown): number {
  const costs: number[] = [];
  let spent = 0;
  while (costs.length < 3 || (costs.length < 20 && spent < 20_000)) {
    const one = cost(work);
    costs.push(one);
    spent += one;
  }
  return Math.min(...costs);
}

/** From here on the growth counts as more than linear. Linear work lies near 1, quadratic work near 2. */
export const superLinear = 1.4;

/**
 * The exponent of growth: about 1 where twice the input costs twice the time, 2 where it costs four times. What seems to grow
 * too fast is measured again, three times at most: work that does grows each time, a pause of the machine comes once.
 * @param work is given a size: the length of the input that it makes
 */
export function growth(work: (size: number) => unknown): number {
  const measured: number[] = [];
  do {
    const [small, large] = sizes.map((size) => least(() => work(size))) as [number, number];
    // Too little to be measured at the larger size: it has not grown.
    if (large < 500) return 0;
    measured.push(Math.log(large / Math.max(small, 1)) / Math.log(sizes[1] / sizes[0]));
  } while (measured.length < 3 && Math.min(...measured) >= superLinear);
  return Math.min(...measured);
}
