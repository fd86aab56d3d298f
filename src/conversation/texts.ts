/** What the bot says on its own account. Short, plain, gender-neutral; each sentence ends with a full stop. */
import { type Block, bullets, code, type Inline, link, paragraph } from '../answering/answer.ts';
import { safeUrl } from '../rendering/style.ts';

/** The first message of a conversation between two. */
export function greeting(hasAdvice: boolean): Block[] {
  return [
    paragraph(
      "Bonjour. Je conseille sur les communs numériques des ministères sociaux, d'après le guide de la DNUM, et je cite mes sources.",
    ),
    paragraph('Posez votre question en une phrase, par exemple :'),
    bullets([
      ['DN ou Démat Social ?'],
      ['Quelle API pour vérifier un SIRET ?'],
      ['Quelles sont les limites de Grist ?'],
    ]),
    hasAdvice
      ? paragraph(
          'Pour un conseil pas à pas, tapez ',
          code('!conseil'),
          '. Pour les commandes, tapez ',
          code('!aide'),
          '.',
        )
      : paragraph('Pour les commandes, tapez ', code('!aide'), '.'),
  ];
}

/** On arrival in a room: how to call the bot, what it does unasked, and the commands that rule it, where there are any. */
export function arrival({ unasked, commands }: { unasked: boolean; commands: ReadonlySet<string> }): Block[] {
  const settings: (Inline | string)[] = commands.has('reglages')
    ? [' Réglages : ', code('!reglages'), '.']
    : [];
  const privacy: (Inline | string)[] = commands.has('confidentialite')
    ? [' Ce que je conserve : ', code('!confidentialite'), '.']
    : [];
  return [
    paragraph(
      "Bonjour. Je réponds aux questions sur les communs numériques : mentionnez-moi, répondez à l'un de mes messages ou tapez ",
      code('!aide'),
      '.',
      ...(unasked
        ? [
            ' Je réponds aussi de moi-même à une question qui compare deux solutions du guide, comme « DN ou Démat Social ? ».',
          ]
        : []),
      ...settings,
      ...privacy,
    ),
  ];
}

const invitation = (opening: string) =>
  paragraph(`${opening}, par exemple « DN ou Démat Social ? », ou tapez `, code('!aide'), '.');

/** To "bonjour", or a mention without a question. */
export const hello: readonly Block[] = [invitation('Bonjour. Posez-moi une question')];

/** To words that ask nothing. */
export const invite: readonly Block[] = [invitation('Posez-moi une question en une phrase')];

/** To "merci", between two. */
export const welcome: readonly Block[] = [paragraph('Volontiers.')];

/** To an unknown command. */
export function unknownCommand(typed: string, meant: string | undefined): Block[] {
  return [
    meant === undefined
      ? paragraph('Je ne connais pas la commande ', code(`!${typed}`), '. La liste : ', code('!aide'), '.')
      : paragraph(
          'Je ne connais pas la commande ',
          code(`!${typed}`),
          '. Vouliez-vous dire ',
          code(`!${meant}`),
          ' ?',
        ),
  ];
}

/** Under a refusal: who may know. `contact` is an address, a link or a plain text (`BOT_CONTACT`). */
export function contactLine(contact: string): Block {
  const url = safeUrl(contact);
  if (url !== undefined)
    return paragraph('Pour une autre question : ', link("contacter l'équipe du guide", url), '.');
  const isMail = /^[^\s@<>]+@[^\s@<>]+$/.test(contact);
  return paragraph(
    'Pour une autre question, contactez ',
    isMail ? link(contact, `mailto:${contact}`) : contact,
    '.',
  );
}

/** Under a refusal, where a question can be handed on to the maintainers. */
export const transmitLine: Block = paragraph(
  'Je peux aussi poser votre question à l’équipe du guide : répondez ',
  code('transmettre'),
  '.',
);

/** To a command that is for someone else. */
export const reserved: readonly Block[] = [
  paragraph("Cette commande est réservée à l'équipe qui m'exploite."),
];
