/**
 * Times what runs in this thread, in milliseconds. Other programs of the machine slow single trials down, so each input is
 * tried several times and its fastest trial counts; all trials are kept too.
 */
import { sorted } from './statistics.ts';

/** How long something takes, once. */
export function time(run: () => unknown): number {
  const before = performance.now();
  run();
  return performance.now() - before;
}

/** Trials of some inputs, sorted. */
export interface Trials {
  /** The fastest trial of each input. */
  readonly best: readonly number[];
  /** Every trial. */
  readonly all: readonly number[];
}

/** Tries each input once a pass, with what `prepare` makes for that pass, until the passes are done or the budget is spent. */
export function trials<Input>(
  inputs: readonly Input[],
  prepare: () => (input: Input) => unknown,
  { passes, budget = Number.POSITIVE_INFINITY }: { passes: number; budget?: number },
): Trials {
  const best = new Map<Input, number>();
  const all: number[] = [];
  let total = 0;
  for (let pass = 0; pass < passes && total < budget; pass += 1) {
    const run = prepare();
    for (const input of inputs) {
      if (total > budget) break;
      const taken = time(() => run(input));
      total += taken;
      all.push(taken);
      best.set(input, Math.min(taken, best.get(input) ?? taken));
    }
  }
  return { best: sorted(best.values()), all: sorted(all) };
}

/** The value under which a share of sorted samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  return samples[Math.min(samples.length - 1, Math.floor(share * samples.length))] ?? Number.NaN;
}

/** "0,42 ms", "12 ms", "3,2 s": two or three digits that mean something. */
export function duration(milliseconds: number): string {
  const [value, unit] = Math.abs(milliseconds) < 1_000 ? [milliseconds, 'ms'] : [milliseconds / 1_000, 's'];
  const digits = Math.abs(value) < 1 ? 2 : Math.abs(value) < 10 ? 1 : 0;
  return `${value.toFixed(digits).replace('.', ',')} ${unit}`;
}

/** "1,04": with two digits after the comma. */
export function decimal(value: number): string {
  return value.toFixed(2).replace('.', ',');
}
