/** `note`: the decision record, in Markdown, to paste in the project's own. */
import { answerText } from '../../advice/picture.ts';
import type { Recommendation } from '../../advice/recommendation.ts';
import {
  type Block,
  bullets,
  type Inline,
  link,
  numbered,
  paragraph,
  strong,
} from '../../answering/answer.ts';
import { frenchDate } from '../../answering/phrasing.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Source } from '../../knowledge/schema.ts';
import { strengthWords } from '../../knowledge/tree-schema.ts';
import { renderMarkdown } from '../../rendering/markdown.ts';
import { dutyTexts } from './outcome.ts';

const heading = (level: number, text: string) => `${'#'.repeat(level)} ${text}`;
const block = (...blocks: Block[]) => renderMarkdown(blocks);
const list = (items: readonly string[]) => block(bullets(items.map((item) => [item])));

/**
 * The record of an advice. `date` is the day on which it was given, `YYYY-MM-DD`. What only the team knows is left to fill in,
 * between brackets.
 */
export function noteMarkdown(
  { parts, path, duties, nextSteps, sources }: Recommendation,
  knowledge: Pick<Knowledge, 'topics' | 'sources' | 'version'>,
  date: string,
): string {
  const of = (texts: readonly { readonly text: string }[]) => [...new Set(texts.map(({ text }) => text))];
  const ruledOut = of(parts.flatMap((part) => part.ruledOut));
  const cautions = of(parts.flatMap((part) => part.outcome.cautions));
  const last = parts.some(
    ({ outcome }) => outcome.strength === 'DERNIER_RECOURS' || outcome.duties.length > 0,
  );
  const cited = sources.flatMap((id) => knowledge.sources.get(id) ?? []);
  const sections: (string | readonly string[])[][] = [
    [heading(1, `Décision : ${parts.map(({ outcome }) => outcome.title).join(' ; ')}`)],
    [
      `Établie le ${frenchDate(date)} avec communs-bot, d'après le guide de la DNUM (connaissances ${knowledge.version}).`,
    ],
    [heading(2, 'Contexte'), '[Projet, équipe, besoin : à compléter.]'],
    [
      heading(2, 'Réponses'),
      block(numbered(path.map(({ node, chosen }) => [`${node.title} : ${answerText(node, chosen)}.`]))),
    ],
    [
      heading(2, 'Recommandation'),
      ...parts.map(({ outcome, reasons }) =>
        [
          block(paragraph(strong(outcome.title), ` — ${strengthWords[outcome.strength]}.`)),
          ...(outcome.wording === undefined ? [] : [`Le guide écrit : « ${outcome.wording} ».`]),
          ...(reasons.length === 0 ? [] : [list(of(reasons))]),
        ].join('\n\n'),
      ),
    ],
    ...(ruledOut.length === 0 ? [] : [[heading(2, 'Options écartées et pourquoi'), list(ruledOut)]]),
    ...(last
      ? [
          [
            heading(2, 'Justification'),
            '[Pourquoi les choix que le guide place avant ne conviennent pas : à compléter.]',
          ],
        ]
      : []),
    [heading(2, 'Règles du guide'), list(dutyTexts(duties, knowledge))],
    ...(cautions.length === 0 ? [] : [[heading(2, 'À savoir'), list(cautions)]]),
    ...(nextSteps.length === 0 ? [] : [[heading(2, 'Prochaines étapes'), list(nextSteps)]]),
    [heading(2, 'Sources'), block(bullets(sourceLines(cited)))],
  ];
  return `${sections.map((parts) => parts.join('\n\n')).join('\n\n')}\n`;
}

/** One line a document, with the sections that count. */
function sourceLines(cited: readonly Source[]): (Inline | string)[][] {
  return [...Map.groupBy(cited, ({ document }) => document).entries()].map(([document, sections]) => [
    document.url === undefined ? document.title : link(document.title, document.url),
    `, relu le ${frenchDate(document.checked_on)} : ${sections.map(({ section }) => `« ${section} »`).join(', ')}.`,
  ]);
}
