/** What makes a message hard to read on a phone or by ear (RGAA): the errors of its blocks. */
import type { Block, Inline } from '../../src/answering/answer.ts';
import { pageMaximum } from '../../src/rendering/pages.ts';
import { renderPlain } from '../../src/rendering/plain.ts';

export function readabilityErrors(blocks: readonly Block[]): string[] {
  const text = renderPlain(blocks);
  return [
    ...(text.length > pageMaximum ? [`${text.length} caractères`] : []),
    ...(/undefined|null|\[object|NaN/.test(text) ? ['une valeur qui n’en est pas une'] : []),
    ...(/ {2}|\.\.(?!\.)| ,| \.(?! )|\(\)|« *»/.test(text) ? ['une ponctuation malvenue'] : []),
    ...blocks.flatMap(blockErrors),
  ].map((error) => `${error} : ${text.slice(0, 200)}`);
}

function blockErrors(block: Block): string[] {
  switch (block.type) {
    case 'preformatted':
      return [];
    case 'paragraph':
      return runErrors(block.content);
    case 'list':
      if (block.items.length === 0) return ['une liste vide'];
      // Numbered items are choices: labels, not sentences.
      return block.items.flatMap((item) => (block.ordered ? linkErrors(item) : runErrors(item)));
  }
}

function runErrors(runs: readonly Inline[]): string[] {
  const text = runs.map((run) => run.text).join('');
  return [
    // A full stop makes a screen reader pause.
    ...(/[.?!:…][ »)]*$/.test(text) ? [] : [`sans ponctuation finale « ${text.slice(-60)} »`]),
    // A word to type, or a name, starts as it is written.
    ...(runs[0]?.type === 'code' || /^[\p{Lu}\p{N}«!"']|^[a-z-]+\.[a-z]/u.test(text)
      ? []
      : [`sans majuscule « ${text.slice(0, 60)} »`]),
    ...linkErrors(runs),
  ];
}

function linkErrors(runs: readonly Inline[]): string[] {
  return runs.flatMap((run) => {
    if (run.type === 'text' && /https?:\/\//.test(run.text))
      return [`une adresse sans étiquette « ${run.text} »`];
    const vague = run.type === 'link' && /^(ici|lien|cliquez|https?:|www\.)|^$/i.test(run.text.trim());
    return vague ? [`une étiquette de lien vague « ${run.text} »`] : [];
  });
}
