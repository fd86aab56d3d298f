/** What the guided dialogue says: questions, and what is said around them. Short sentences; numbers belong to the choices. */
import { answerText, type OutlineSection, shortLabel as short } from '../../advice/picture.ts';
import type { Answered, Position } from '../../advice/state.ts';
import {
  type Block,
  bullets,
  code,
  type Inline,
  numbered,
  paragraph,
  strong,
} from '../../answering/answer.ts';
import type { Chosen, TreeGraph } from '../../knowledge/tree-graph.ts';
import type { TreeNode } from '../../knowledge/tree-schema.ts';

type Runs = (Inline | string)[];

const quote = (text: string) => `« ${text} »`;
/** "A, B ou C". */
const either = (texts: readonly string[]) =>
  texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} ou ${texts.at(-1)}`;

/** "Question 2 sur 3 à 5", or "sur 3" when that is certain. */
function progress({ number, total: { min, max } }: Position): string {
  return `Question ${number} sur ${min === max ? max : `${min} à ${max}`}`;
}

/** The question, its numbered choices, and how to answer. */
export function questionBlocks(at: Position): Block[] {
  const { question, former, number } = at;
  if (question === undefined) return [];
  return [
    paragraph(strong(`${progress(at)}.`), ` ${question.question}`),
    numbered(question.choices.map(({ label }) => [label])),
    ...(former === undefined ? [] : [paragraph(`Réponse actuelle : ${answerText(question, former)}.`)]),
    paragraph(howToAnswer(question, number === 1)),
  ];
}

function howToAnswer({ multiple }: TreeNode, first: boolean): string {
  const several = multiple === undefined ? '' : 'Plusieurs réponses sont possibles, par exemple « 1 et 2 ». ';
  return first
    ? `${several}Répondez par un numéro ou en quelques mots. Vous pouvez aussi taper ${either(words('stop'))}.`
    : `${several}Ou tapez ${either(words('retour'))}.`;
}

const words = (way: string) => ['je ne sais pas', 'pourquoi', way, 'aide'].map(quote);

/** "Noté : Site éditorial public, puis Un wiki." */
export function noted(graph: TreeGraph, replies: readonly { question: string; chosen: Chosen }[]): Block {
  const texts = replies.flatMap(({ question, chosen }) => {
    const node = graph.nodes.get(question);
    return node === undefined ? [] : [answerText(node, chosen)];
  });
  return paragraph(`Noté : ${texts.join(', puis ')}.`);
}

/** Earlier answers that fit no more, named. */
export function droppedBlocks(dropped: readonly Answered[]): Block[] {
  if (dropped.length === 0) return [];
  const names = dropped.map(({ node, chosen }) => `${node.title} (${short(answerText(node, chosen))})`);
  return [
    paragraph(
      dropped.length === 1
        ? `Votre réponse ne s'applique plus et je l'ai retirée : ${names.join('')}.`
        : `Ces réponses ne s'appliquent plus et je les ai retirées : ${names.join(', ')}.`,
    ),
  ];
}

/** The answers so far, each with the number that `modifier` takes. */
export function recapBlocks({ path }: Position): Block[] {
  if (path.length === 0) return [paragraph("Vous n'avez pas encore répondu.")];
  return [
    paragraph('Vos réponses :'),
    bullets(
      path.map(({ node, chosen }, index) => [
        `Réponse ${index + 1}, ${node.title} : ${answerText(node, chosen)}.`,
      ]),
    ),
    paragraph('Pour en changer une, tapez par exemple ', quote(`modifier ${path.length}`), '.'),
  ];
}

/** To `modifier` without a known number or title. */
export function whichToChange({ path }: Position): Block[] {
  if (path.length === 0) return [paragraph("Il n'y a pas encore de réponse à modifier.")];
  return [
    paragraph('Quelle réponse voulez-vous modifier ?'),
    bullets(
      path.map(({ node, chosen }, index) => [
        quote(`modifier ${index + 1}`),
        ` : ${node.title} (${short(answerText(node, chosen))}).`,
      ]),
    ),
  ];
}

/** Several choices may be meant, or one but not surely. */
export function whichBlocks(node: TreeNode, ids: readonly string[]): Block[] {
  const meant = node.choices.flatMap((choice, index) =>
    ids.includes(choice.id) ? [`${index + 1} (${short(choice.label)})`] : [],
  );
  if (meant.length === 1)
    return [paragraph(`Vouliez-vous dire ${meant.join('')} ? Répondez par oui, par non ou par un numéro.`)];
  const alone = node.choices.find((choice) => choice.alone && ids.includes(choice.id));
  if (node.multiple !== undefined && alone !== undefined) {
    return [
      paragraph(
        `${quote(alone.label)} ne se combine pas avec une autre réponse. Laquelle gardez-vous : ${either(meant)} ?`,
      ),
    ];
  }
  return [paragraph(`Laquelle choisissez-vous : ${either(meant)} ? Une seule réponse est possible ici.`)];
}

/** A number that is no choice. */
export function outOfRange(node: TreeNode): Block[] {
  return [
    paragraph(`Il y a ${node.choices.length} choix : répondez par un numéro de 1 à ${node.choices.length}.`),
  ];
}

/** To a message that was not understood, for the first, second and third time. */
export function misunderstoodBlocks(node: TreeNode, misses: number): Block[] {
  if (misses === 1) return [paragraph("Je n'ai pas compris cette réponse.")];
  const [second = node.choices[0]] = node.choices.slice(1);
  const examples = [
    '2',
    'la deuxième',
    short(second?.label ?? ''),
    ...(second?.synonyms.slice(0, 1) ?? []),
  ].map(quote);
  if (misses === 2) {
    return [
      paragraph(`Je n'ai toujours pas compris. Pour le choix 2, vous pouvez écrire ${either(examples)}.`),
    ];
  }
  return [
    paragraph(
      'Je ne vous comprends pas sur cette question. Tapez « je ne sais pas » pour passer, « retour » pour revenir, « stop » pour arrêter, ou ',
      code('!arbre'),
      " pour lire tout l'arbre.",
    ),
  ];
}

/** The words of the dialogue. */
export function helpBlocks(arrived: boolean): Block[] {
  const lines: Runs[] = [
    ...(arrived
      ? [
          ['« note » : la note de décision à coller dans votre dossier.'],
          [
            "« et si … » : ce qui changerait avec une autre réponse, par exemple « et si j'avais une contrainte HDS ? ».",
          ],
        ]
      : [
          ['« je ne sais pas » : passer, ou en savoir plus.'],
          ['« pourquoi » : la raison de cette question.'],
        ]),
    ['« retour » : revenir sur la dernière réponse.'],
    ['« récap » et « modifier 1 » : relire vos réponses, en changer une.'],
    ['« recommencer » et « stop » : tout reprendre, arrêter.'],
    [code('!aide'), ' : toutes mes commandes.'],
  ];
  return [paragraph('Dans ce conseil, vous pouvez taper :'), bullets(lines)];
}

/** After `!conseil` about something that the tree does not name. */
export function unknownSubject(): Block {
  return paragraph("Je n'ai pas de question sur ce sujet précis. Voici le début.");
}

/** After `!conseil` while an advice is under way. */
export function alreadyRunning(answers: number): Block {
  return paragraph(
    `Votre conseil est en cours (${answers === 1 ? '1 réponse' : `${answers} réponses`}). Pour repartir de zéro, tapez « recommencer ».`,
  );
}

/** When the tree has changed under a stored advice. */
export function treeChanged(lost: number): Block {
  return paragraph(
    lost === 1
      ? "L'arbre de décision a changé depuis votre dernier message : une de vos réponses ne convient plus, reprenons là."
      : `L'arbre de décision a changé depuis votre dernier message : ${lost} de vos réponses ne conviennent plus, reprenons à la première.`,
  );
}

/** When nothing of a stored advice can be kept. */
export const treeGone: Block = paragraph(
  "L'arbre de décision a changé depuis votre dernier message, et vos réponses ne conviennent plus. Reprenons au début.",
);

/** At the next contact after a day without any. */
export const expiredBlocks: readonly Block[] = [
  paragraph(
    'Votre conseil est resté plus de 24 heures sans réponse : il est terminé. Pour en commencer un autre, tapez ',
    code('!conseil'),
    '.',
  ),
];

/** After `stop`. */
export const stopped: readonly Block[] = [
  paragraph("C'est arrêté. Pour commencer un autre conseil, tapez ", code('!conseil'), '.'),
];

/** To "et si …" when no answer of the path is meant, or several are. */
export function whatIfNotUnderstood({ path }: Position): Block[] {
  if (path.length === 0)
    return [paragraph("Répondez d'abord à une question : « et si … » change ensuite une réponse.")];
  const examples = path.flatMap(({ node, chosen }) => {
    const other = node.choices.find((choice) => !chosen.includes(choice.id));
    return other === undefined ? [] : [quote(`et si ${short(other.label).toLowerCase()}`)];
  });
  return [
    paragraph("Je n'ai pas reconnu la réponse à changer. Vous pouvez taper par exemple :"),
    bullets(examples.map((example) => [example])),
  ];
}

/** After "non" to "Vouliez-vous dire … ?". */
export const thenWhich: Block = paragraph("D'accord, choisissez dans la liste.");

/** Before the question that is put again after something else was answered. */
export const resumed: Block = paragraph('On reprend.');

/** The whole tree, for `!arbre`. */
export function outlineBlocks(sections: readonly OutlineSection[]): Block[] {
  return [
    paragraph(
      "L'arbre de décision du guide. Pour le suivre question par question, tapez ",
      code('!conseil'),
      '.',
    ),
    ...sections.flatMap(({ title, lines }) => [
      paragraph(strong(`${title} :`)),
      bullets(lines.map((line) => [`${line}.`])),
    ]),
  ];
}

/** To an answer to a question that the answers do not lead to any more. */
export const notAskedAnyMore: Block = paragraph('Cette question ne se pose plus.');

/** To an answer that comes after another to the same question. */
export function alreadyAnswered(answer: string, number: number): Block {
  return paragraph(
    `Cette question a déjà une réponse : « ${answer} ». Pour la changer, tapez « modifier ${number} ».`,
  );
}

/** To an edited answer. */
export function corrected(answer: string, former: string): Block {
  return paragraph(`Réponse corrigée : ${answer}, au lieu de « ${former} ».`);
}

/** To an edited answer that says nothing any more. */
export function correctionNotUnderstood(former: string): Block {
  return paragraph(`Je n'ai pas compris votre correction : votre réponse reste « ${former} ».`);
}

/** After `retour`. */
export function wentBack(former: string): Block {
  return paragraph(`Retour en arrière. Réponse précédente : ${former}.`);
}
