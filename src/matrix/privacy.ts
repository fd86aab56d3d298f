/**
 * What is kept of people, for how long and why, in the words of `!confidentialite`. docs/donnees-personnelles.md says the same at length:
 * whoever changes one changes the other.
 */
import { type Block, bullets, code, paragraph } from '../answering/answer.ts';

/** Seen events are remembered longer than anything that may be answered can come again: so many times `BOT_ANSWER_MAX_AGE`. */
export const seenFor = 4;

const hours = (milliseconds: number): string =>
  `${(milliseconds / 3_600_000).toLocaleString('fr-FR', { maximumFractionDigits: 1 })} h`;

/**
 * Ten lines.
 * @param answerMaxAge `BOT_ANSWER_MAX_AGE`, in milliseconds
 * @param handsOn whether there are maintainers to hand questions on to
 */
export function whatIsKept(answerMaxAge: number, handsOn: boolean): Block[] {
  return [
    paragraph('Je ne conserve pas vos messages. Voici ce que je conserve, combien de temps et pourquoi :'),
    bullets([
      ['Ma réponse : effacée dès qu’elle est envoyée, après 6 h au plus.'],
      ['Le sujet de votre dernière question : 10 minutes, pour comprendre « et pour Ondine ? ».'],
      [
        'La suite d’une longue réponse et les mots que je n’ai pas compris : 1 h, pour ',
        code('!suite'),
        ' et ',
        code('!pourquoi'),
        '.',
      ],
      [
        'Vos choix dans ',
        code('!conseil'),
        ' : 1 jour, 2 au plus si vous ne revenez pas, pour reprendre où vous en étiez.',
      ],
      [
        'Quel message de moi répond à quel message de vous, sans texte : 30 jours, pour suivre vos corrections.',
      ],
      [
        `L’empreinte des messages déjà lus : ${hours(seenFor * answerMaxAge)}, pour ne pas répondre deux fois.`,
      ],
      [`Un message chiffré dont la clé n’est pas arrivée : ${hours(answerMaxAge)}, tel quel.`],
      ['Le salon, ses réglages et ses clés de chiffrement : pour y répondre.'],
      [
        handsOn
          ? 'Rien d’autre, et rien ne sort d’ici sauf ce que vous confiez à l’équipe du guide. Pour effacer ce qui est à vous, empreintes et clés à part : '
          : 'Rien d’autre, et rien ne sort d’ici. Pour effacer ce qui est à vous, empreintes et clés à part : ',
        code('!oublier'),
        '.',
      ],
    ]),
  ];
}

/** To someone who wants to be forgotten. */
export const forgotten: readonly Block[] = [
  paragraph(
    'C’est effacé : vos questions, vos choix, et le lien entre vos messages et mes réponses, dans tous les salons. Mes messages déjà envoyés restent dans les salons, et ne suivront plus vos corrections.',
  ),
];
