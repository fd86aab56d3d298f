/** The commands that rule the bot in rooms: for moderators, for everyone, for those who run it. By account, never by display name. */
import { bullets, code, paragraph } from '../answering/answer.ts';
import { aside, type Command, type CommandRequest, statement } from '../conversation/command.ts';
import type { IncomingMessage } from '../conversation/message.ts';
import { fold } from '../knowledge/normalise.ts';
import type { HandOn } from './outgoing/hand-on.ts';
import { forgotten, whatIsKept } from './privacy.ts';
import type { Rooms } from './rooms/rooms.ts';

/** What the commands may do. */
export interface RoomPowers {
  readonly rooms: Rooms;
  readonly admins: readonly string[];
  /** Whether unasked answers are on at all (`BOT_UNASKED_ANSWERS`). */
  readonly unaskedAnswers: boolean;
  /** Undefined without a room of the maintainers. */
  readonly handOn: HandOn | undefined;
  /** What the entry of the knowledge is called that a text names, when it names one. */
  readonly entryNamed: (text: string) => string | undefined;
  /** `BOT_ANSWER_MAX_AGE`, in milliseconds. */
  readonly answerMaxAge: number;
  /** Stops or resumes answering, everywhere, over restarts. */
  readonly setPaused: (paused: boolean) => void;
  /** Reads the knowledge again. Gives what is said of it, a sentence each; the last good one stays when the new one is wrong. */
  readonly reload: () => readonly string[];
}

const unreachable = 'Je ne peux pas joindre l’équipe du guide pour l’instant.';

/** All of them. */
export function roomCommands(powers: RoomPowers): Command[] {
  const { handOn, entryNamed, answerMaxAge } = powers;
  return [
    settings(powers),
    ...(handOn === undefined ? [] : [transmission(handOn), report(handOn, entryNamed)]),
    privacy(answerMaxAge, handOn !== undefined),
    oblivion,
    ...administration(powers).map((command) => ({
      ...command,
      mayUse: ({ sender }: IncomingMessage) => powers.admins.includes(sender),
    })),
  ];
}

/** `!reglages`: shows the room's settings; moderators change them. */
function settings({ rooms, unaskedAnswers }: RoomPowers): Command {
  const current = (room: string) => {
    const on = rooms.get(room)?.unasked ?? true;
    return paragraph(
      on
        ? 'Dans ce salon, je réponds de moi-même aux comparaisons claires. Pour que je ne réponde plus qu’appelé : '
        : 'Dans ce salon, je ne réponds qu’appelé. Pour que je réponde aussi de moi-même aux comparaisons claires : ',
      code(`!reglages spontané ${on ? 'non' : 'oui'}`),
      ' (réservé aux modérateurs et modératrices).',
    );
  };
  return {
    names: ['reglages', 'reglage', 'parametres'],
    argument: 'spontané oui ou non',
    description: 'Montre ou change mes réglages dans ce salon.',
    example: '!reglages spontané non',
    run({ text, message: { room, sender, direct } }) {
      if (direct) return aside(paragraph('En message direct, je réponds à tout : il n’y a rien à régler.'));
      if (!unaskedAnswers)
        return aside(paragraph('Je ne réponds qu’appelé, dans tous les salons : il n’y a rien à régler.'));
      const wanted = yesOrNo(text);
      if (wanted === undefined) return aside(current(room));
      if (!rooms.isModerator(room, sender))
        return aside(paragraph('Seules les personnes qui modèrent ce salon peuvent changer mes réglages.'));
      rooms.update(room, { unasked: wanted });
      return aside(paragraph('C’est noté.'), current(room));
    },
  };
}

function yesOrNo(text: string): boolean | undefined {
  const folded = fold(text);
  if (/\b(oui|on|active[rz]?)\b/.test(folded)) return true;
  return /\b(non|off|coupe[rz]?|desactive[rz]?|silence)\b/.test(folded) ? false : undefined;
}

/** `!transmettre`: on the asker's word only. */
function transmission(handOn: HandOn): Command {
  return {
    names: ['transmettre', 'transmets', 'transmettez'],
    argument: 'question',
    description: 'Pose votre dernière question, ou celle que vous écrivez, à l’équipe du guide.',
    example: '!transmettre Qui valide le choix d’un CMS ?',
    bare: true,
    run({ text, message, session }: CommandRequest) {
      const question = text.trim() === '' ? session.asked?.id : message.id;
      if (question === undefined)
        return aside(
          paragraph(
            'Je n’ai pas de question récente à transmettre. Tapez ',
            code('!transmettre'),
            ' suivi de la vôtre.',
          ),
        );
      return aside(
        paragraph(
          handOn(message, question)
            ? 'Votre question est transmise à l’équipe du guide, sans votre nom. Sa réponse vous parviendra ici.'
            : unreachable,
        ),
      );
    },
  };
}

/** `!signaler`: an entry and a comment, on the word of whoever writes it only. */
function report(handOn: HandOn, entryNamed: RoomPowers['entryNamed']): Command {
  const example = '!signaler Grist : le lien vers la documentation ne répond plus';
  return {
    names: ['signaler', 'signale', 'signalement'],
    argument: 'fiche : remarque',
    description: 'Signale une erreur dans une fiche à l’équipe du guide.',
    example,
    run({ text, message }) {
      const [, named = '', comment = ''] = /^([^:\n]*)[:\n](.*)$/s.exec(text) ?? [];
      const entry = named.trim() === '' ? undefined : entryNamed(named);
      if (entry === undefined || comment.trim() === '')
        return aside(
          paragraph(
            comment.trim() === ''
              ? 'Écrivez le nom d’une fiche, deux-points, puis votre remarque. Exemple : '
              : `Je ne connais pas de fiche « ${named.trim().slice(0, 60)} ». Pour les trouver : !liste. Exemple : `,
            code(example),
            '.',
          ),
        );
      return aside(
        paragraph(
          handOn(message, message.id, entry)
            ? `Votre remarque sur « ${entry} » est transmise à l’équipe du guide, sans votre nom. Si elle répond, sa réponse vous parviendra ici.`
            : unreachable,
        ),
      );
    },
  };
}

/** `!oublier`: leaves nothing of the person who asks. */
const oblivion: Command = {
  names: ['oublier', 'oublie', 'oubliez'],
  description: 'Efface ce que je conserve de vous, dans tous les salons.',
  run: () => ({ kind: 'forgotten', answer: statement(forgotten) }),
};

/** `!confidentialite`: what is kept, for how long and why. */
const privacy = (answerMaxAge: number, handsOn: boolean): Command => ({
  names: ['confidentialite', 'donnees', 'rgpd'],
  description: 'Dit ce que je conserve, combien de temps et pourquoi.',
  run: () => aside(...whatIsKept(answerMaxAge, handsOn)),
});

function administration({ rooms, setPaused, reload }: RoomPowers): Command[] {
  return [
    {
      names: ['recharger', 'reload'],
      description: 'Relit les connaissances (équipe du bot).',
      run: () => aside(bullets(reload().map((line) => [line]))),
    },
    {
      names: ['pause'],
      description: 'Fait taire le bot partout, sauf pour l’équipe du bot.',
      run: () => {
        setPaused(true);
        return aside(
          paragraph(
            'Je me tais dans tous les salons, sauf pour vous. Pour reprendre : ',
            code('!relancer'),
            '.',
          ),
        );
      },
    },
    {
      names: ['relancer', 'reprendre'],
      description: 'Rend la parole au bot (équipe du bot).',
      run: () => {
        setPaused(false);
        return aside(paragraph('Je réponds de nouveau dans tous les salons.'));
      },
    },
    {
      names: ['salons', 'rooms'],
      description: 'Compte les salons du bot (équipe du bot).',
      run: () => aside(paragraph(countRooms(rooms))),
    },
  ];
}

/** Figures only: which rooms, and whose, is nobody's business. */
function countRooms(rooms: Rooms): string {
  const joined = [...rooms.all()].filter(([, { membership }]) => membership === 'joined');
  const direct = joined.filter(([id]) => rooms.isDirect(id)).length;
  const encrypted = joined.filter(([, { encryption }]) => encryption !== undefined).length;
  const quiet = joined.filter(([, { unasked }]) => unasked === false).length;
  return `Salons : ${joined.length}, dont ${direct} en message direct, ${encrypted} chiffrés, ${quiet} sans réponses spontanées.`;
}
