import type { MatrixEvent } from 'matrix-js-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestBot } from './bot.ts';
import { register, type TestClient } from './client.ts';
import { Element } from './element.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { type Synapse, startSynapse, synapseAvailable } from './synapse.ts';

const question = 'DN ou Démat Social ?';

/** Colleagues among themselves: names of the guide fall, nobody asks anything that the bot is sure of and meant by. */
const chatter = [
  'Bonjour à tous, la réunion de 14 h est décalée à 15 h.',
  'Ok, merci pour l’info.',
  'Qui prend le compte rendu ?',
  'Je peux, mais je pars à 16 h 30.',
  'J’ai fini la recette de la démarche, tout est vert.',
  'Super ! On passe en production quand ?',
  'Demain si le RSSI valide.',
  'Paul, tu as eu le retour de la DINUM ?',
  'Pas encore, je relance cet après-midi.',
  'On avait dit DN pour ce projet, non ?',
  'Oui, c’est acté depuis le comité de mardi.',
  'Camille, DN ou Démat Social pour le dossier de la DGCS ?',
  'DN, on n’a pas de données de santé.',
  'Le wifi de la salle 204 est encore tombé…',
  'Quelqu’un a le lien de la visio ?',
  '/me cherche un café',
  'Le tableau Grist est à jour, vous pouvez regarder.',
  'J’ai un souci avec mon badge, je descends à l’accueil.',
  'Bon week-end à toutes et tous 🎉',
  'À lundi !',
];

/** Two people, the bot, and a room of all three. */
interface Scene {
  /** She made the rooms, so she moderates them. */
  readonly alice: Element;
  readonly bob: Element;
  /** The account of another program. */
  readonly echo: Element;
  readonly account: TestClient;
  readonly proxy: FaultProxy;
  /** The maintainers' room: alice is one. */
  readonly maintainers: string;
  readonly room: string;
  readonly encrypted: boolean;
  /** Another room of the three. */
  newRoom(): Promise<string>;
  /** Asks, and gives the answer, which must be a reply as every answer is, in clear only where the room is. */
  ask(asker: Element, room: string, text: string, more?: Record<string, unknown>): Promise<Answered>;
}
interface Answered {
  readonly asked: string;
  readonly answer: MatrixEvent;
  readonly text: string;
}
const idOf = (event: MatrixEvent): string => event.getId() ?? '';
const replyTo = (event: MatrixEvent | string) => ({
  'm.relates_to': { 'm.in_reply_to': { event_id: typeof event === 'string' ? event : idOf(event) } },
});

/** Each is told from the others in the room of the maintainers. */
let questionsToMaintainers = 0;

/**
 * What is done first, in several rooms side by side. Gives what is done then, perhaps after a restart, and what must come of it.
 */
type Manner = (scene: Scene) => Promise<() => Promise<void>>;

const manners: Readonly<Record<string, Manner>> = {
  'an edited question edits its answer, which says so when none is called for any more': async (scene) => {
    const { alice, bob, room, ask } = scene;
    const { asked, answer } = await ask(alice, room, '!fiche Grist');
    const edits = () => alice.edits(room, idOf(answer));
    return async () => {
      await alice.edit(room, asked, '!fiche Metabase');
      const first = await alice.until(() => edits()[0], 'an edited answer');
      expect(first.isEncrypted()).toBe(scene.encrypted);
      expect(first.getContent()).toMatchObject({
        msgtype: 'm.notice',
        'm.mentions': {},
        'm.new_content': {
          body: expect.stringContaining('Metabase'),
          'm.mentions': { user_ids: [alice.user] },
        },
      });
      // Anyone may send an edit of anything: only the author's counts.
      await bob.edit(room, asked, '!fiche Ondine');
      await alice.edit(room, asked, 'rien du tout, en fait');
      const second = await alice.until(() => edits()[1], 'a second edit');
      expect(second.getContent()['m.new_content'].body).toContain('modifié');
      expect([edits().length, alice.repliesTo(room, asked).length]).toEqual([2, 1]);
    };
  },

  'a redacted question redacts its answer': async ({ alice, account, room, ask }) => {
    const { asked, answer } = await ask(alice, room, '!fiche Metabase');
    return async () => {
      await alice.client.redactEvent(room, asked);
      await alice.until(() => answer.isRedacted(), 'the answer redacted');
      expect(alice.redactions(room, account.user).filter((target) => target === idOf(answer))).toHaveLength(
        1,
      );
    };
  },

  'a question in a thread is answered there, also one that became one by an edit': async (scene) => {
    const { alice, bob, room, ask } = scene;
    const root = await bob.say(room, 'Point de la semaine');
    const inThread = { 'm.relates_to': { rel_type: 'm.thread', event_id: root } };
    const relationOf = (answer: MatrixEvent) => answer.getWireContent()['m.relates_to'];
    const first = await ask(alice, room, '!fiche Ondine', {
      'm.relates_to': {
        ...inThread['m.relates_to'],
        is_falling_back: true,
        'm.in_reply_to': { event_id: root },
      },
    });
    expect(relationOf(first.answer)).toEqual({
      rel_type: 'm.thread',
      event_id: root,
      is_falling_back: false,
      'm.in_reply_to': { event_id: first.asked },
    });
    const unasked = await alice.say(room, 'DN ou', inThread);
    return async () => {
      await alice.edit(room, unasked, question);
      expect(relationOf(await alice.reply(room, unasked))).toMatchObject(inThread['m.relates_to']);
      expect(relationOf((await ask(bob, room, '!fiche DN', inThread)).answer)).toMatchObject(
        inThread['m.relates_to'],
      );
    };
  },

  'a chain of replies to the bot goes on, and a reply to a colleague is left to them': async (scene) => {
    const { alice, bob, room, ask } = scene;
    const { asked, answer } = await ask(alice, room, '!fiche RDV-Insertion');
    return async () => {
      const next = await ask(bob, room, 'c’est quoi Grist ?', replyTo(answer));
      const last = await ask(alice, room, 'c’est quoi Ondine ?', replyTo(next.answer));
      expect([next.text, last.text]).toEqual([
        expect.stringContaining('Grist'),
        expect.stringContaining('Ondine'),
      ]);
      const toAlice = await bob.say(room, question, replyTo(asked));
      await ask(bob, room, '!fiche DN');
      expect(bob.repliesTo(room, toAlice)).toEqual([]);
    };
  },

  'a mention of the bot is answered, and a mention of someone else is left to them': async (scene) => {
    const { alice, bob, account, room, ask } = scene;
    return async () => {
      const toBob = await alice.say(room, question, { 'm.mentions': { user_ids: [bob.user] } });
      await ask(bob, room, 'c’est quoi Grist ?', { 'm.mentions': { user_ids: [account.user] } });
      const pill = `<a href="https://matrix.to/#/${account.user}">communs-bot</a> : c’est quoi Ondine ?`;
      const html = { format: 'org.matrix.custom.html', formatted_body: pill };
      await ask(bob, room, 'communs-bot : c’est quoi Ondine ?', html);
      expect(bob.repliesTo(room, toBob)).toEqual([]);
    };
  },

  'an answer that comes more than a minute late notifies': async ({ alice, room, proxy }) => {
    const older = (body: string) =>
      body.replaceAll(/"age":\s*(\d+)/g, (_, age) => `"age":${Number(age) + 90_000}`);
    return async () => {
      proxy.choose((_, path) => (path.includes('/sync') ? { kind: 'rewrite', change: older } : undefined));
      try {
        // The sync that was under way is over with this one.
        await alice.reply(room, await alice.say(room, '!liste'));
        const answer = await alice.reply(room, await alice.say(room, '!fiche Démat Social'));
        expect(answer.getContent().msgtype).toBe('m.text');
      } finally {
        proxy.choose(() => undefined);
      }
    };
  },

  'moderators, and nobody else, switch the unasked answers off and on': async ({
    alice,
    bob,
    newRoom,
    ask,
  }) => {
    const room = await newRoom();
    expect((await ask(bob, room, '!reglages spontané non')).text).toContain('qui modèrent');
    expect((await ask(alice, room, '!reglages')).text).toContain('je réponds de moi-même');
    expect((await ask(alice, room, '!reglages spontané non')).text).toContain('C’est noté');
    return async () => {
      const unanswered = await alice.say(room, question);
      await ask(alice, room, `communs-bot: ${question}`);
      expect(alice.repliesTo(room, unanswered)).toEqual([]);
      await ask(alice, room, '!reglages spontané oui');
      await ask(alice, room, question);
    };
  },

  'a room that is upgraded is followed, with its settings and without a new introduction': async (scene) => {
    const { alice, bob, account, newRoom, ask } = scene;
    const room = await newRoom();
    await ask(alice, room, '!reglages spontané non');
    return async () => {
      const { replacement_room: next } = await alice.client.upgradeRoom(room, '11');
      for (const user of [bob.user, account.user]) await alice.client.invite(next, user);
      await bob.join(next);
      for (const user of [bob.user, account.user]) await alice.joined(next, user);
      const unanswered = await alice.say(next, question);
      await ask(alice, next, '!aide');
      expect(alice.repliesTo(next, unanswered)).toEqual([]);
      expect(alice.messages(next)).toHaveLength(1);
    };
  },

  'a question goes to the maintainers on the asker’s word, and their reply comes back': async (scene) => {
    const { alice, bob, account, room, maintainers, ask } = scene;
    questionsToMaintainers += 1;
    const text = `quel est le prix d’un abonnement à Airtable (${questionsToMaintainers}) ?`;
    const refused = await ask(bob, room, `communs-bot: ${text}`);
    expect(refused.text).toContain('transmettre');
    await bob.say(room, 'transmettre', replyTo(refused.answer));
    const isIt = (event: MatrixEvent) => String(event.getContent().body).includes(text);
    const handed = await alice.until(() => alice.messages(maintainers).find(isIt), 'the question');
    expect(handed.isEncrypted()).toBe(true);
    expect(JSON.stringify(handed.getContent())).not.toMatch(/bob/i);
    return async () => {
      const reply = 'Il n’y en a pas : ce produit n’est pas au catalogue.';
      await alice.say(maintainers, reply, replyTo(handed));
      const carried = await bob.until(
        () =>
          bob
            .repliesTo(room, refused.asked)
            .find((event) => String(event.getContent().body).includes('pas au catalogue')),
        'the reply of the maintainers',
      );
      expect(carried.isEncrypted()).toBe(scene.encrypted);
      expect(carried.getSender()).toBe(account.user);
      expect(carried.getContent()).toMatchObject({
        msgtype: 'm.text',
        'm.mentions': { user_ids: [bob.user] },
      });
    };
  },

  'twenty lines of a busy room are met with silence': async ({ alice, bob, newRoom, ask }) => {
    const room = await newRoom();
    const say = async (lines: readonly string[]) => {
      for (const [index, line] of lines.entries()) await (index % 2 === 0 ? alice : bob).say(room, line);
    };
    await say(chatter.slice(0, 10));
    return async () => {
      await say(chatter.slice(10));
      await ask(alice, room, '!aide');
      const others = alice.messages(room).filter((event) => event.getSender() !== bob.user);
      // Its introduction and the help.
      expect(others).toHaveLength(2);
    };
  },

  'a notice is not answered, nor a program that sends the bot’s own words back': async (scene) => {
    const { alice, account, echo, room, encrypted, ask } = scene;
    const theirs = await echo.createRoom([account.user], { encrypted });
    await echo.joined(theirs, account.user);
    return async () => {
      const notice = await alice.say(room, question, { msgtype: 'm.notice' });
      const { text } = await ask(echo, theirs, question);
      const returned = await echo.say(theirs, text);
      const next = await echo.say(theirs, '!fiche Grist');
      await ask(alice, room, '!fiche Matomo DINUM');
      // Two answers one after the other elsewhere: the sync that held the last of what it said has been dealt with.
      await ask(alice, room, '!fiche Matomo DICOM');
      expect(alice.repliesTo(room, notice)).toEqual([]);
      expect([echo.repliesTo(theirs, returned), echo.repliesTo(theirs, next)]).toEqual([[], []]);
    };
  },

  'an unknown command gets one line with the nearest one, and another bot’s gets silence': async (scene) => {
    const { alice, room, ask } = scene;
    return async () => {
      const others = await alice.say(room, '!meteo Paris');
      const { text } = await ask(alice, room, '!fihce Grist');
      expect(text).toContain('!fiche');
      expect(text.split('\n')).toHaveLength(1);
      expect(alice.repliesTo(room, others)).toEqual([]);
    };
  },

  'being sent away is normal: invited again, it comes back': async ({ alice, account, newRoom, ask }) => {
    const room = await newRoom();
    await ask(alice, room, '!fiche DN');
    await alice.client.kick(room, account.user);
    await alice.joined(room, account.user, 'leave');
    return async () => {
      await alice.client.invite(room, account.user);
      await alice.joined(room, account.user);
      await ask(alice, room, '!fiche Démat Social');
    };
  },
};

describe.skipIf(!synapseAvailable())('two people and the bot', () => {
  let synapse: Synapse;
  let proxy: FaultProxy;
  let account: TestClient;
  let bot: TestBot;
  let maintainers: string;
  const people: Record<'alice' | 'bob' | 'clearEcho' | 'encryptedEcho', Element> = {} as never;

  beforeAll(async () => {
    synapse = await startSynapse();
    proxy = await startFaultProxy(synapse.url);
    account = await register(synapse, 'communs-bot', false);
    for (const name of ['alice', 'bob', 'clearEcho', 'encryptedEcho'] as const)
      people[name] = await Element.register(synapse, name.toLowerCase());
    maintainers = await people.alice.createRoom([account.user]);
    bot = new TestBot({
      url: proxy.url,
      token: account.token,
      environment: { MATRIX_ADMIN_ROOM: maintainers, BOT_FLOOD_PER_MINUTE: '0' },
    });
    await bot.start();
    await people.alice.joined(maintainers, account.user);
  });
  afterAll(async () => {
    for (const each of Object.values(people)) each.close();
    await bot?.remove();
    proxy?.close();
    await synapse?.remove();
  });

  async function openScene(encrypted: boolean): Promise<Scene> {
    const { alice, bob } = people;
    const newRoom = async () => {
      const room = await alice.createRoom([bob.user, account.user], { encrypted });
      await bob.join(room);
      for (const user of [bob.user, account.user]) await alice.joined(room, user);
      return room;
    };
    return {
      ...{ alice, bob, account, proxy, maintainers, encrypted, newRoom },
      echo: encrypted ? people.encryptedEcho : people.clearEcho,
      room: await newRoom(),
      async ask(asker, room, text, more) {
        const asked = await asker.say(room, text, more);
        const answer = await asker.reply(room, asked);
        expect([answer.isEncrypted(), answer.isDecryptionFailure()]).toEqual([encrypted, false]);
        expect(answer.getContent()).toMatchObject({
          msgtype: 'm.notice',
          'm.mentions': { user_ids: [asker.user] },
        });
        return { asked, answer, text: String(answer.getContent().body) };
      },
    };
  }

  const kinds = [
    ['in clear', false],
    ['encrypted', true],
  ] as const;

  describe.each(kinds)('in rooms that are %s', (_, encrypted) => {
    let scene: Scene;
    beforeAll(async () => {
      scene = await openScene(encrypted);
    });
    it.each(Object.entries(manners))('%s', async (_, manner) => (await manner(scene))());
  });

  describe('with a restart in between', () => {
    const rest = new Map<string, () => Promise<void>>();
    const nameOf = (kind: string, name: string) => `${kind}: ${name}`;
    beforeAll(async () => {
      const begin = async ([kind, encrypted]: (typeof kinds)[number]): Promise<void> => {
        const scene = await openScene(encrypted);
        for (const [name, manner] of Object.entries(manners))
          rest.set(nameOf(kind, name), await manner(scene));
      };
      await Promise.all(kinds.map(begin));
      await bot.stop();
      await bot.start();
    });
    it.each(kinds.flatMap(([kind]) => Object.keys(manners).map((name) => nameOf(kind, name))))(
      '%s',
      async (name) => {
        await rest.get(name)?.();
      },
    );
  });
});
