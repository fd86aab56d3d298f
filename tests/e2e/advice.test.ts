import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestBot } from './bot.ts';
import { register, type TestClient } from './client.ts';
import { type Synapse, startSynapse, synapseAvailable } from './synapse.ts';

describe.skipIf(!synapseAvailable())('an advice in a room', () => {
  let synapse: Synapse;
  let bot: TestBot;
  let anne: TestClient;
  let bruno: TestClient;
  let room: string;

  beforeAll(async () => {
    synapse = await startSynapse();
    const account = await register(synapse, 'advising-bot', false);
    bot = new TestBot({ url: synapse.url, token: account.token });
    [anne, bruno] = await Promise.all([register(synapse, 'anne'), register(synapse, 'bruno')]);
    await bot.start();
    room = await anne.createRoom({ invite: [account.user, bruno.user] });
    await bruno.join(room);
    await anne.joined(room, account.user);
  });
  afterAll(async () => {
    anne?.close();
    bruno?.close();
    await bot?.remove();
    await synapse?.remove();
  });

  /** Says something, and gives what the bot replies to it. */
  async function ask(person: TestClient, text: string, more: object = {}): Promise<string> {
    const answer = await person.reply(room, await person.say(room, text, more));
    return String(answer.content.body);
  }

  it('is led by two people interleaved, the process killed in the middle, and both arrive', async () => {
    expect(await ask(anne, '!conseil')).toContain('Quel produit préparez-vous ?');
    expect(await ask(bruno, '!conseil')).toContain('Quel produit préparez-vous ?');
    expect(await ask(anne, '2')).toContain('Noté : Démarche administrative en ligne.');
    expect(await ask(bruno, 'Référentiel de données')).toContain('Noté : Référentiel de données.');

    // Both answer as the process is killed: what it had not handled is handled by the next.
    const ended = bot.stop('SIGKILL');
    const [first, second] = await Promise.all([anne.say(room, '1'), bruno.say(room, '2')]);
    await ended;
    await bot.start();
    const [toAnne, toBruno] = await Promise.all([anne.reply(room, first), bruno.reply(room, second)]);
    expect(toAnne.content.body).toContain('Noté : Front usager.');
    expect(toBruno.content.body).toContain('Noté : Front spécifique sur un backend-as-a-service (BaaS).');

    expect(await ask(bruno, 'récap')).toContain('Réponse 2, Mise en œuvre du référentiel');
    expect(await ask(anne, '1')).toMatch(/^Recommandation : pour le front usager, utilisez Démat Social/);
    expect(await ask(bruno, '2')).toMatch(/^Recommandation : sinon, développez un front spécifique/);
    expect(anne.repliesTo(room, first)).toHaveLength(1);
    expect(bruno.repliesTo(room, second)).toHaveLength(1);
  });

  it('takes an edited answer for a change, and tells a late one, across a restart too', async () => {
    const begun = await bruno.say(room, '!conseil');
    const question = await bruno.reply(room, begun);
    const answer = await bruno.say(room, '1');
    const next = await bruno.reply(room, answer);
    expect(next.content.body).toContain('De quoi votre site a-t-il besoin ?');

    await bruno.edit(room, answer, '3');
    const edited = await bruno.until(
      () =>
        bruno.events(room).find(({ content }) => {
          const related = content['m.relates_to'] as { rel_type?: string; event_id?: string } | undefined;
          return related?.rel_type === 'm.replace' && related.event_id === next.event_id;
        }),
      'the edited answer',
    );
    const body = (edited.content['m.new_content'] as { body: string }).body;
    expect(body).toContain(
      'Réponse corrigée : Référentiel de données, au lieu de « Site éditorial public ».',
    );
    expect(body).toContain('Question 2 sur 2 à 3.');

    await bot.stop();
    await bot.start();
    const late = await ask(bruno, '2', {
      'm.relates_to': { 'm.in_reply_to': { event_id: question.event_id } },
    });
    expect(late).toContain('Cette question a déjà une réponse : « Référentiel de données ».');
    expect(await ask(bruno, '1')).toMatch(/^Recommandation : si possible, paramétrez/);
  });
});
