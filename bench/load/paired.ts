/** What two contenders asked the same questions in turns are compared by. */
import { median, medianInterval } from '../statistics.ts';
import { decimal, duration } from '../timing.ts';

/**
 * One sentence, in French.
 * @param times, others what each question took the one and the other, in milliseconds
 */
export function pairedDifference(times: readonly number[], others: readonly number[]): string {
  const differences = times.map((time, at) => time - (others[at] ?? Number.NaN));
  const [low, high] = medianInterval(differences);
  return `Différence par paire, médiane : ${duration(median(differences))} (intervalle à 95 % : ${duration(low)} à ${duration(high)}) ; rapport des médianes : ${decimal(median(times) / median(others))}.`;
}
