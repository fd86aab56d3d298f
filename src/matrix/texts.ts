/** What the bot says in a room on account of the room itself: short and French, like the conversation's own lines. */
import { type Block, paragraph } from '../answering/answer.ts';
import { statement } from '../conversation/command.ts';
import type { Reply } from '../conversation/message.ts';
import { type RenderedMessage, renderMessage } from '../rendering/message.ts';

const line = (...blocks: Block[]): RenderedMessage => renderMessage(blocks);

/** To the person whose message crashed the bot. */
export const handlingFailed = line(
  paragraph(
    'Je n’ai pas pu traiter ce message : c’est un défaut de ma part, noté pour l’équipe. Essayez de poser la question autrement.',
  ),
);

/** In the place of an answer whose question was edited into something that calls for none. */
export const noLongerAnswered = line(
  paragraph('Le message a été modifié : il n’appelle plus de réponse de ma part.'),
);

/** To someone who asks to verify the bot: its device needs no person for that. */
export const verificationDeclined = line(
  paragraph(
    'Je suis un robot : je ne peux pas comparer d’émojis avec vous. Mon appareil est signé par mon compte, c’est ce que votre application vérifie ; vous pouvez annuler la demande.',
  ),
);

/** Why an encrypted message could not be read, by the code that its sender gave for not sharing the key: a map, since anyone can write one. */
const withheldReasons: ReadonlyMap<string, string> = new Map([
  [
    'm.unverified',
    'votre application n’envoie pas ses clés à mon appareil, qu’elle juge non vérifié. L’équipe qui m’exploite doit le faire signer.',
  ],
  [
    'm.blacklisted',
    'mon appareil est bloqué dans votre application. Débloquez-le, puis renvoyez votre message.',
  ],
  ['m.unauthorised', 'votre application ne m’a pas jugé autorisé à lire ce message. Renvoyez-le.'],
  [
    'unsigned-sender',
    'votre appareil n’est pas vérifié, et je ne lis que les messages d’appareils vérifiés. Vérifiez-le depuis une autre de vos sessions ou avec votre code de récupération, puis renvoyez votre message.',
  ],
  [
    'm.no_olm',
    'votre application n’a pas pu établir de liaison chiffrée avec mon appareil. Renvoyez-le dans un instant.',
  ],
]);

/** After a minute without the key of a message. */
export function keyMissing(withheld: string | undefined): RenderedMessage {
  const reason = withheldReasons.get(withheld ?? '') ?? 'sa clé de déchiffrement ne m’est pas parvenue.';
  const hope = withheld === undefined ? ' Si elle arrive, je répondrai ; sinon, renvoyez votre message.' : '';
  return line(paragraph(`Je ne peux pas lire ce message chiffré : ${reason}${hope}`));
}

/** In the place of an answer, when there were too many questions. */
export function flooded(perMinute: number): Reply {
  const blocks = [
    paragraph(
      `Il y a beaucoup de questions d’un coup : je réponds à ${perMinute} par minute et par personne. Je reprends dans une minute.`,
    ),
  ];
  return { message: line(...blocks), blocks, answer: statement(blocks), purpose: 'answer' };
}

/** To the maintainers, when their reply is on its way. */
export const replyCarried = line(
  paragraph('Votre réponse est transmise à la personne qui a posé la question.'),
);

/** The reason given when an invitation is refused. Plain text: it is no message. */
export const invitationRefused =
  'Ce bot n’accepte les invitations que de certains serveurs ou comptes. Voyez avec l’équipe qui l’exploite.';
