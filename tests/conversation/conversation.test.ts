import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paragraph } from '../../src/answering/answer.ts';
import { aside, statement } from '../../src/conversation/command.ts';
import { portabilityErrors } from '../rendering/portable.ts';
import { advised } from '../support/advised.ts';
import { growth, superLinear } from '../support/growth.ts';
import { mention, minute, room, talk } from './support.ts';

const comparison = 'DN ou Démat Social ?';

describe('in a direct message, the bot', () => {
  it('answers everything', () => {
    const { say } = talk();
    expect(say(comparison)).toBe('DN, sauf contrainte HDS.');
    expect(say('xyz')).toBe('Je ne sais pas.');
  });

  it('greets back in a line', () => {
    const { say } = talk();
    expect(say('Bonjour')).toMatch(/^Bonjour\. Posez-moi une question/);
    expect(say('?')).toMatch(/^Bonjour\. Posez-moi/);
  });

  it('takes thanks in one word, and "ok", thumbs and hearts in silence', () => {
    const { say } = talk();
    expect(say('Merci')).toBe('Volontiers.');
    for (const text of ['ok', '👍', '❤️', '🙏🏽', ':)', '…']) expect(say(text)).toBe('');
  });

  it('says one line to an unknown command', () => {
    const { say } = talk();
    expect(say('!meteo')).toBe('Je ne connais pas la commande !meteo. La liste : !aide.');
    expect(say('!comprer DN')).toBe('Je ne connais pas la commande !comprer. Vouliez-vous dire !comparer ?');
  });

  it('takes "aide" and "suite" without their mark', () => {
    const { say } = talk();
    expect(say('Aide')).toMatch(/^Posez votre question/);
    expect(say('suite')).toBe("La dernière réponse n'a pas de suite.");
  });
});

describe('in a room, the bot', () => {
  it('answers a mention or a reply to it', () => {
    expect(talk().say("C'est quoi Grist ?", mention)).toBe('Grist est un tableur.');
  });

  it('answers its commands', () => {
    expect(talk().say('!fiche Grist', room)).toBe('card(Grist)');
    expect(talk().say('/FICHE Grist', room)).toBe('card(Grist)');
  });

  it('corrects a slip in a command, and leaves the commands of other bots alone', () => {
    expect(talk().say('!fihce Grist', room)).toContain('Vouliez-vous dire !fiche ?');
    expect(talk().say('!roll 2d6', room)).toBe('');
  });

  it('answers, unasked, what it is certain of', () => {
    expect(talk().say(comparison, room)).toBe('DN, sauf contrainte HDS.');
  });

  it.each([
    ["C'est quoi Grist ?", room],
    ['Paul, DN ou Démat Social ?', room],
    ['Salut Paul, DN ou Démat Social ?', room],
    [comparison, { ...room, mentionsOthers: true }],
    ['xyz', room],
    ['Grist a HDS ?', room],
    ['Bonjour', room],
    ['merci', room],
    ['merci', mention],
    ['aide', room],
    ['1', room],
    ['👍', mention],
    ['?', room],
  ])('leaves %j unanswered', (text, fields) => {
    const reaction = talk().respond(text, fields);
    expect(reaction).toEqual({ replies: [], sessions: [], counts: [] });
  });

  it('answers nothing unasked where that is switched off', () => {
    const { say } = talk({ unaskedAnswers: false });
    expect(say(comparison, room)).toBe('');
    expect(say(comparison, mention)).not.toBe('');
  });

  it('answers the colleague who names another and mentions it too', () => {
    expect(talk().say(comparison, { ...mention, mentionsOthers: true })).toBe('DN, sauf contrainte HDS.');
  });

  it('does not complete a question put to nobody with what was said before', () => {
    const { say } = talk();
    say("C'est quoi Grist ?", mention);
    expect(say('et ses limites ?', room)).toBe('');
    expect(say('et ses limites ?', mention)).toBe('Limites : grist.');
  });
});

describe('the context', () => {
  it('holds ten minutes', () => {
    const { say, wait } = talk();
    say("C'est quoi Grist ?");
    wait(9 * minute);
    expect(say('et ses limites ?')).toBe('Limites : grist.');
    wait(11 * minute);
    expect(say('et ses limites ?')).toBe('Limites : de quoi ?.');
  });

  it('is one for each person, and for each room or thread', () => {
    const { say } = talk();
    say("C'est quoi Grist ?");
    for (const fields of [{ sender: '@paul:a.fr' }, { room: '!autre' }, { thread: '$fil' }]) {
      expect(say('et ses limites ?', fields)).toBe('Limites : de quoi ?.');
    }
    expect(say('et ses limites ?')).toBe('Limites : grist.');
  });

  it('comes from commands too', () => {
    const { say } = talk();
    say('!fiche Ondine');
    expect(say('et ses limites ?')).toBe('Limites : Ondine.');
  });

  it('of an edited question is that of the question it replaces', () => {
    const { say } = talk();
    say("C'est quoi Grist ?", { id: '$a' });
    say('!fiche Ondine', { id: '$b' });
    expect(say('et ses limites ?', { id: '$b' })).toBe('Limites : grist.');
  });
});

describe('suggestions', () => {
  it('are taken by their number', () => {
    const { say } = talk();
    expect(say('gris')).toBe(
      'Vouliez-vous dire (répondez par un numéro) :\n1. Fiche de Grist\n2. DN ou Démat Social',
    );
    expect(say('2')).toBe('DN, sauf contrainte HDS.');
    expect(say('1')).toBe('Je ne sais pas.');
  });

  it('are taken in a room by the person to whom they were made, and by nobody else', () => {
    const { say } = talk();
    say('gris', mention);
    expect(say('1', { ...room, sender: '@paul:a.fr' })).toBe('');
    expect(say('1', room)).toBe('Grist est un tableur.');
  });

  it('hold ten minutes', () => {
    const { say, wait } = talk();
    say('gris', mention);
    wait(11 * minute);
    expect(say('1', room)).toBe('');
  });
});

describe('two questions in one message', () => {
  it('get one reply with both answers', () => {
    const { replies } = talk().respond('deux questions');
    expect(replies).toHaveLength(1);
    expect(replies[0]?.message.plain).toBe('Un.\n\nDeux.');
    expect(replies[0]?.answer).toMatchObject({ band: 'answer', subjects: ['a', 'b'] });
  });
});

describe('a long answer', () => {
  it('is read page by page', () => {
    const { say } = talk();
    const first = say('tout');
    expect(first).toMatch(/Tapez !suite pour lire la suite \(page 1 sur 2\)\.$/);
    expect(say('!pourquoi')).toContain('compris');
    const second = say('!suite');
    expect(second).toContain('Élément 90');
    for (let index = 1; index <= 90; index += 1) expect(first + second).toContain(`Élément ${index} `);
    expect(say('!suite')).toBe("La dernière réponse n'a pas de suite.");
  });

  it('can be read on for an hour', () => {
    const { say, wait } = talk();
    say('tout');
    wait(59 * minute);
    expect(say('suite')).toContain('Élément 90');
    say('tout');
    wait(61 * minute);
    expect(say('suite')).toContain("n'a pas de suite");
  });
});

describe('!pourquoi', () => {
  it('shows how the last question was understood', () => {
    const { say } = talk();
    say('xyz');
    expect(say('!pourquoi')).toBe(
      "Voici comment j'ai compris votre question :\n- Lecture : inconnue.\n- Mot inconnu : « xyz ».\n\nConfiance : 90 %.",
    );
  });

  it('has nothing to explain at first', () => {
    expect(talk().say('!pourquoi')).toBe("Je n'ai pas de réponse récente à expliquer.");
  });
});

describe('!aide', () => {
  it('lists every command on one page', () => {
    const { say, conversation } = talk();
    const help = say('!aide');
    for (const { names } of conversation.commands) expect(help).toContain(`- !${names[0]}`);
    expect(help).not.toContain('!suite pour lire');
  });

  it('describes one', () => {
    expect(talk().say('!aide !Critère')).toBe(
      '!critere <critère> : Dit ce que vaut un critère pour une solution, ou pour toutes.\n\nExemple : !critere FranceConnect Démat Social.\n\nAutres noms : !criteres.',
    );
  });

  it('has no name twice', () => {
    const names = talk().conversation.commands.flatMap((command) => command.names);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9]+$/);
  });

  it('knows the commands of the platform', () => {
    const commands = [
      { names: ['salons'] as const, description: 'Liste les salons.', run: () => aside(paragraph('Deux.')) },
    ];
    const { say } = talk({ commands });
    expect(say('!aide')).toContain('- !salons : Liste les salons.');
    expect(say('!salons')).toBe('Deux.');
  });
});

describe('!statut', () => {
  it('names the knowledge, and what the platform adds', () => {
    expect(talk({ status: () => ['Salons : 3.'] }).say('!statut')).toBe(
      '- Connaissances : version abcdef012345.\n- Contenu : 2 fiches, 0 critères, 0 définitions et règles.\n- Documents du guide : 1, relus depuis le 22 novembre 2026.\n- Salons : 3.',
    );
  });
});

describe('a refusal', () => {
  it('names who may know', () => {
    const contact = (text: string) => talk({ contact: text }).respond('xyz').replies[0]?.message;
    expect(contact('communs@sante.gouv.fr')?.plain).toBe(
      'Je ne sais pas.\n\nPour une autre question, contactez communs@sante.gouv.fr.',
    );
    expect(contact('communs@sante.gouv.fr')?.html).toContain('<a href="mailto:communs@sante.gouv.fr">');
    expect(contact('https://matrix.to/#/%23communs:a.fr')?.html).toContain(
      '<a href="https://matrix.to/#/%23communs:a.fr">contacter l&#39;équipe du guide</a>',
    );
    expect(contact('le bureau 12')?.plain).toContain('contactez le bureau 12.');
  });
});

describe('on arrival, the bot', () => {
  it('greets one person with examples', () => {
    const { purpose, message } = talk().conversation.greeting();
    expect(purpose).toBe('greeting');
    expect(message.plain).toMatch(/^Bonjour\. Je conseille .*\n- DN ou Démat Social \?/s);
    expect(message.plain).not.toContain('!conseil');
  });

  it('says one line in a room', () => {
    const { purpose, message } = talk().conversation.arrival();
    expect(purpose).toBe('arrival');
    expect(message.plain).toMatch(/mentionnez-moi.*!aide.*de moi-même.*« DN ou Démat Social \? »\.$/);
    expect(talk({ unaskedAnswers: false }).conversation.arrival().message.plain).not.toContain('de moi-même');
  });
});

describe('someone who asks to be forgotten', () => {
  it('is: the session here at once, the rest by the platform', () => {
    const commands = [
      {
        names: ['oublier'] as const,
        description: 'Efface.',
        run: () => ({ kind: 'forgotten', answer: statement([paragraph('Effacé.')]) }) as const,
      },
    ];
    const { respond, say, sessions } = talk({ commands });
    say("C'est quoi Grist ?");
    expect(sessions.size).toBe(1);
    expect(respond('!oublier')).toMatchObject({ forgets: true, replies: [{ purpose: 'forgotten' }] });
    expect(sessions.size).toBe(0);
    expect(respond('!oublier')).toMatchObject({ forgets: true, sessions: [] });
  });
});

describe('an entry of the knowledge', () => {
  it('is known by what people call it', () => {
    const { conversation } = advised();
    expect(conversation.entryNamed('DN')).toBe('Démarche Numérique');
    expect(conversation.entryNamed(' grist ')).toBe('Grist');
    expect(conversation.entryNamed('zorglub')).toBeUndefined();
    expect(conversation.entryNamed('')).toBeUndefined();
  });
});

describe('what is remembered', () => {
  it('is forgotten once it is of no use', () => {
    const { say, sessions, conversation } = talk();
    say("C'est quoi Grist ?");
    const [stored = ''] = sessions.values();
    const { said } = JSON.parse(stored) as { said: { at: number } };
    expect(conversation.forget(sessions, said.at + 5 * minute)).toEqual([]);
    const [kept] = conversation.forget(sessions, said.at + 11 * minute);
    expect(kept?.value).not.toContain('asked');
    expect(conversation.forget(sessions, said.at + 61 * minute)).toMatchObject([{ value: null }]);
  });
});

describe('hostile messages', () => {
  it('get a portable reply or none, and never an exception', () => {
    const pieces = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '!',
        '/',
        '!aide ',
        '!suite',
        '\u202e',
        '\u200b',
        '\u0000',
        '<b>',
        '1',
        'DN ou Démat Social ?',
        '@a',
        ',',
      ),
    );
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 6 }),
        fc.boolean(),
        fc.boolean(),
        (texts, direct, addressed) => {
          const { replies } = talk().respond(texts.join(''), { direct, addressed });
          for (const { message } of replies) expect(portabilityErrors(message.html)).toEqual([]);
        },
      ),
    );
  });

  it.each(['a', '!', 'é ', '\u200b', 'Paul, ', '> ', '@', '1', '\0', '\u202e'])(
    'cost no more than their length: %j, repeated',
    (part) => {
      const { respond } = talk();
      const cost = growth((size) => {
        const text = part.repeat(size / part.length);
        return [respond(text), respond(text, room)];
      });
      expect(cost).toBeLessThan(superLinear);
    },
  );
});
