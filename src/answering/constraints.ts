/** What has all that is wanted of a product ("une solution HDS avec champ FINESS"), and what fails on which. */
import type { Fact } from '../knowledge/schema.ts';
import type { Asked } from '../understanding/question.ts';
import { bullets, paragraph, strong } from './answer.ts';
import type { Desk, Draft } from './draft.ts';
import { findFact, labelOf, valueVerdict } from './facts.ts';
import { capital, enumerate, shortFact } from './phrasing.ts';

/** Whether a fact satisfies a constraint: a yes, or the value that was named. */
export function satisfies(fact: Fact | undefined, asked: Asked): 'yes' | 'no' | 'unknown' {
  if (fact === undefined || fact.absent === 'not-communicated' || fact.absent === 'undecided')
    return 'unknown';
  if (fact.absent === 'not-applicable') return 'no';
  if (asked.value !== undefined && fact.undecided_values.includes(asked.value)) return 'unknown';
  if (asked.value !== undefined)
    return fact.values.includes(asked.value) || fact.conditional_values.includes(asked.value) ? 'yes' : 'no';
  return fact.value === 'no' ? 'no' : 'yes';
}

/** Several constraints: what satisfies all of them, what fails on which, in that order. */
export function answerConstraints(desk: Desk, asked: readonly Asked[]): Draft {
  const judged = [...desk.knowledge.entities.values()].flatMap((entity) => {
    const verdicts = asked.map((one) => ({
      one,
      found: findFact(desk, entity, one),
      verdict: satisfies(findFact(desk, entity, one)?.fact, one),
    }));
    return verdicts.some(({ verdict }) => verdict === 'yes') ? [{ entity, verdicts }] : [];
  });
  const fitting = judged.filter(({ verdicts }) => verdicts.every(({ verdict }) => verdict === 'yes'));
  const failing = judged.filter((one) => !fitting.includes(one));
  const wanted = enumerate(asked.map((one) => `« ${labelOf(desk, one)} »`));
  for (const { verdicts } of judged)
    for (const { found } of verdicts) if (found !== undefined) desk.citations.cite(found.fact);
  if (judged.length === 0) {
    return {
      band: 'refuse',
      blocks: [paragraph(`Je ne sais pas : le guide ne cite aucun produit avec ${wanted}.`)],
      citations: [],
      subjects: [],
    };
  }
  const names = fitting.map(({ entity }) => entity.name);
  const [only, ...more] = asked;
  const isOne = only !== undefined && more.length === 0;
  const lead =
    names.length === 0
      ? paragraph(strong('Aucun produit du guide'), ` ne réunit ${wanted}.`)
      : isOne
        ? paragraph(strong(capital(labelOf(desk, only))), ', selon le guide :')
        : paragraph(strong(enumerate(names)), `, selon le guide, pour ${wanted}.`);
  const items = [...fitting, ...failing].slice(0, 5).map(({ entity, verdicts }) => {
    const told = verdicts.map(({ one, found }) => {
      const word = found === undefined ? 'le guide ne le dit pas' : verdictWord(found.fact, one);
      return isOne ? word : `${labelOf(desk, one)}, ${word}`;
    });
    return [strong(entity.name), ` : ${told.join(' ; ')}.`];
  });
  return {
    band: 'answer',
    blocks: [lead, bullets(items)],
    citations: desk.citations.list,
    subjects: (fitting.length > 0 ? fitting : failing).map(({ entity }) => entity.id),
  };
}

function verdictWord(fact: Fact, asked: Asked): string {
  const verdict = valueVerdict(fact, asked, { yesNo: true });
  if (verdict === undefined) return shortFact(fact);
  return verdict === 'Oui' ? 'oui' : `${verdict.toLocaleLowerCase('fr')} (${shortFact(fact)})`;
}
