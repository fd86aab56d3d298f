/** Questions enough to ask the bot for hours: shared by the tests, the endurance and the benchmarks. */
import { resolve } from 'node:path';
import { loadKnowledge } from '../../src/knowledge/load.ts';

const loaded = loadKnowledge(resolve(import.meta.dirname, '../../knowledge'));
/** One about each thing that the guide knows. */
export const manyQuestions: readonly string[] = loaded.ok
  ? [...loaded.knowledge.entities.values()].map(({ name }) => `!fiche ${name}`)
  : [];

let asked = 0;
/** Another question each time: the same one over and over is a loop to the bot, which then is silent. */
export function nextQuestion(): string {
  asked += 1;
  return `${manyQuestions[asked % manyQuestions.length]} (${asked})`;
}
