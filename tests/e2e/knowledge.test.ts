import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EditedKnowledge } from '../support/edited-knowledge.ts';
import { TestBot } from './bot.ts';
import { askMany, publishInTurn } from './changing-knowledge.ts';
import { register, type TestClient } from './client.ts';
import { type Synapse, startSynapse, synapseAvailable } from './synapse.ts';

const demat = 'commons/demat-social.yaml';

describe.skipIf(!synapseAvailable())('the knowledge of a running bot', () => {
  let knowledge: EditedKnowledge;
  let synapse: Synapse;
  let alice: TestClient;
  let admin: TestClient;
  let account: TestClient;
  let bot: TestBot;
  let room: string;
  let maintainers: string;

  beforeAll(async () => {
    knowledge = new EditedKnowledge();
    synapse = await startSynapse();
    alice = await register(synapse, 'alice');
    admin = await register(synapse, 'admin');
    account = await register(synapse, 'communs-bot', false);
    maintainers = await admin.createRoom({ invite: [account.user] });
    bot = new TestBot({
      url: synapse.url,
      token: account.token,
      environment: {
        MATRIX_ADMIN_ROOM: maintainers,
        BOT_KNOWLEDGE_DIR: knowledge.directory,
        BOT_FLOOD_PER_MINUTE: '0',
      },
    });
    await bot.start();
    room = await alice.createRoom({ is_direct: true, invite: [account.user] });
    await alice.joined(room, account.user);
    await admin.joined(maintainers, account.user);
  });
  afterAll(async () => {
    for (const client of [alice, admin]) client?.close();
    await bot?.remove();
    await synapse?.remove();
    knowledge?.remove();
  });

  const answerTo = async (text: string) =>
    String((await alice.reply(room, await alice.say(room, text))).content.body);
  let asked = 0;
  /** Asks until the answer holds a text; the number makes each question another one. */
  const until = (question: string, text: string) =>
    expect
      .poll(
        () => {
          asked += 1;
          return answerTo(`${question} (${asked})`);
        },
        { timeout: 30_000, interval: 100 },
      )
      .toContain(text);

  it('is taken when files change, and `!nouveautes` says what changed, over a restart too', async () => {
    expect(await answerTo('Démat Social a ProConnect ?')).toMatch(/^Non, pas encore/);
    expect(await answerTo('!nouveautes')).toContain('n’ont pas changé');
    knowledge.edit(demat, "value: 'no'\n    status: in-progress", "value: 'yes'");
    // An advice rests on that fact: until it is read again too, the version is refused.
    knowledge.edit('tree.yaml', 'demat-social.proconnect = no', 'demat-social.proconnect = yes');
    await until('Démat Social a ProConnect ?', 'Oui');
    const change = 'Démat Social : Connexion ProConnect, non (en cours) → oui.';
    expect(await answerTo('!nouveautes')).toContain(change);
    await bot.stop();
    knowledge.edit(demat, "secnumcloud: { value: 'no'", "secnumcloud: { value: 'yes'");
    await bot.start();
    const news = await answerTo('!nouveautes');
    expect(news).toContain(change);
    // What changed while it was stopped.
    expect(news).toContain('Démat Social : SecNumCloud, non → oui.');
  });

  it('stays as it was when a new version is wrong, which the admins are told once, with file and line', async () => {
    const good = knowledge.read(demat);
    const before = admin.messages(maintainers).length;
    const alerts = () => admin.messages(maintainers).slice(before);
    const refusals = () => bot.lines.filter(({ msg }) => String(msg).includes('refusées'));
    const line = good.split('\n').findIndex((text) => text.startsWith('  exploitation:')) + 1;
    knowledge.edit(demat, '{ value: Cegedim, values: [cegedim], source: dn-choisir }', '{ value: Autre }');
    const alert = await admin.until(() => alerts()[0], 'the alert');
    expect(alert.content).toMatchObject({ msgtype: 'm.text' });
    expect(alert.content.body).toContain('je continue avec les précédentes');
    expect(alert.content.body).toContain(`${demat}:${line}: il manque « source »`);
    expect(await answerTo('Qui exploite Démat Social ?')).toContain('Cegedim');
    // Another wrong version is no other alert; being right again ends it without a word.
    knowledge.edit(demat, '{ value: Autre }', '{ value: Encore }');
    await expect.poll(() => refusals().length, { timeout: 30_000 }).toBe(2);
    knowledge.write(demat, good.replace('exploitation: { value: Cegedim,', 'exploitation: { value: Tiers,'));
    await until('Qui exploite Démat Social ?', 'Tiers');
    expect(alerts()).toHaveLength(1);
    knowledge.write(demat, good);
    await until('Qui exploite Démat Social ?', 'Cegedim');
  });

  it('changes under many questions, of which none is lost and none answered from two versions', async () => {
    const end = publishInTurn(knowledge);
    try {
      await until('DN ou Démat Social ?', 'marque');
      expect(await askMany(alice, room, 40)).toEqual({
        lost: 0,
        doubled: 0,
        shown: expect.toSatisfy((shown: string[]) => shown.every((one) => /^4 marque [AB]$/.test(one))),
      });
    } finally {
      end();
    }
  });
});
