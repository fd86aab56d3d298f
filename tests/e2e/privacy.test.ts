/**
 * The canary test: words that occur nowhere else stand in messages, names, accounts and rooms, and are looked for in all that the bot
 * writes: every line of its log at its finest, its measures, its answers to probes, every file that it leaves.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeFile } from '../../src/storage/sqlite.ts';
import { TestBot } from './bot.ts';
import { register, type TestClient } from './client.ts';
import { Element } from './element.ts';
import { type Synapse, startSynapse, synapseAvailable } from './synapse.ts';

/** Which canaries are found, however the text is written. */
const found = (canaries: Iterable<string>, texts: Iterable<string>): string[] => {
  const all = [...texts].join('\n').toLowerCase();
  return [...canaries].filter((canary) => all.includes(canary.toLowerCase()));
};

describe.skipIf(!synapseAvailable())('what the bot writes', () => {
  let synapse: Synapse;
  let bot: TestBot;
  let account: TestClient;
  let alice: TestClient;
  let admin: TestClient;
  let stranger: TestClient;
  let carol: Element;
  let maintainers: string;
  /** What the bot's processes have logged and told to probes. */
  const written: string[] = [];
  /** In messages, display names and names of rooms: these may stand nowhere. */
  const words: string[] = [];
  /** Accounts and rooms: the store knows them, and nothing else does. */
  const names: string[] = [];

  const canary = (): string => {
    const word = `canari${words.length}x${crypto.randomUUID().slice(0, 8)}`;
    words.push(word);
    return word;
  };
  const person = async (name: string): Promise<TestClient> => {
    const client = await register(synapse, name);
    names.push(name);
    await client.request('PUT', `/profile/${encodeURIComponent(client.user)}/displayname`, {
      displayname: canary(),
    });
    return client;
  };
  const room = async (owner: TestClient): Promise<string> => {
    const id = await owner.createRoom({ name: canary(), topic: canary(), invite: [account.user] });
    names.push(id);
    return id;
  };
  const ask = async (client: TestClient, place: string, text: string, more: object = {}): Promise<string> => {
    const asked = await client.say(place, text, more);
    return String((await client.reply(place, asked)).content.body);
  };
  const files = (): Record<string, string> =>
    Object.fromEntries(
      globSync('**/*', { cwd: bot.data, withFileTypes: true })
        // A file that is about to take the place of another is gone when it is read.
        .filter((entry) => entry.isFile() && !entry.name.endsWith('.new'))
        .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'latin1')]),
    );
  const endProcess = async (signal?: NodeJS.Signals): Promise<void> => {
    await bot.stop(signal);
    written.push(bot.transcript());
  };

  beforeAll(async () => {
    synapse = await startSynapse();
    account = await register(synapse, 'communs-bot', false);
    [alice, admin, stranger] = [await person('merle'), await person('huppe'), await person('corneille')];
    carol = await Element.register(synapse, 'bergeronnette');
    names.push('bergeronnette');
    maintainers = await room(admin);
    bot = new TestBot({
      url: synapse.url,
      token: account.token,
      program: 'tests/e2e/faulty-bot.ts',
      environment: {
        MATRIX_ADMINS: admin.user,
        MATRIX_ADMIN_ROOM: maintainers,
        MATRIX_ALLOWED_SERVERS: 'ailleurs.localhost',
        MATRIX_ALLOWED_USERS: [alice, admin, carol].map(({ user }) => user).join(' '),
        BOT_LOG_LEVEL: 'debug',
        BOT_HTTP_PORT: '0',
      },
    });
    await bot.start();
    await admin.until(() => admin.messages(maintainers).length > 0, 'the greeting');
  });
  afterAll(async () => {
    for (const client of [alice, admin, stranger, carol]) client?.close();
    await bot?.remove();
    await synapse?.remove();
  });

  it('names nobody and quotes nothing, whatever happens', async () => {
    const salon = await room(alice);
    await alice.joined(salon, account.user);

    // Questions, refusals, explanations, edits, redactions, threads, chatter.
    const word = canary();
    expect(await ask(alice, salon, `communs-bot: que dit le guide de ${word} ?`)).toContain(word);
    expect(await ask(alice, salon, '!pourquoi')).toContain(word);
    expect(found([word], Object.values(files()))).toEqual([word]);
    const first = await alice.say(salon, `communs-bot: Grist, et ${canary()} ?`);
    await alice.reply(salon, first);
    await alice.edit(salon, first, `communs-bot: Ondine, et ${canary()} ?`);
    await ask(alice, salon, `communs-bot: !${canary()}`);
    await alice.say(salon, `${canary()} : la réunion est à 15 h.`);
    await ask(alice, salon, `!fiche ${canary()}`, {
      'm.relates_to': { rel_type: 'm.thread', event_id: first },
    });
    await alice.redact(salon, first);

    // On the asker's word only, to the maintainers and back.
    const toMaintainers = () => admin.messages(maintainers).length;
    const before = toMaintainers();
    const handed = canary();
    await ask(alice, salon, `!transmettre Où trouver ${handed} ?`);
    const seen = await admin.until(
      () => admin.messages(maintainers).find(({ content }) => String(content.body).includes(handed)),
      'the question',
    );
    expect(found(names, [JSON.stringify(seen.content)])).toEqual([]);
    const back = canary();
    await admin.say(maintainers, `Dans ${back}.`, {
      'm.relates_to': { 'm.in_reply_to': { event_id: seen.event_id } },
    });
    await alice.until(
      () => alice.messages(salon).some(({ content }) => String(content.body).includes(back)),
      'the reply of the maintainers',
    );
    const reported = canary();
    expect(await ask(alice, salon, `!signaler Grist : ${reported}`)).toContain('transmise');
    await admin.until(
      () => admin.messages(maintainers).some(({ content }) => String(content.body).includes(reported)),
      'the report',
    );
    // The question, the word that the reply is carried, the report: nothing but what was handed on has gone there.
    expect(toMaintainers()).toBe(before + 3);

    // Commands of the team; an invitation that is refused.
    for (const command of ['!statut', '!salons', '!recharger', '!pause', '!relancer', `!pause ${canary()}`])
      await ask(admin, maintainers, command);
    await ask(admin, maintainers, '!relancer');
    const nest = await room(stranger);
    await stranger.joined(nest, account.user, 'leave');

    // An encrypted room.
    const secret = await carol.createRoom([account.user]);
    await carol.client.setRoomName(secret, canary());
    names.push(secret);
    await carol.joined(secret, account.user);
    for (const text of [`que dit le guide de ${canary()} ?`, '!pourquoi', `!transmettre ${canary()} ?`])
      await carol.reply(secret, await carol.say(secret, `communs-bot: ${text}`));

    // Measures and probes, then a homeserver that is away.
    const { url } = bot.lines.find((line) => 'url' in line) ?? {};
    for (const path of ['/metrics', '/sante'])
      written.push(await (await fetch(`${String(url)}${path}`)).text());
    expect(written.join('\n')).toMatch(/communs_bot_questions_total\{kind="[a-z-]+",band="refuse"\} \d/);
    await synapse.stop();
    await bot.says('La synchronisation a échoué');
    await synapse.start();
    await ask(alice, salon, `communs-bot: et ${canary()} ?`);

    // Defects: in the middle of a message, and while one is sent.
    for (const step of ['attempt-stored', 'message-begun']) {
      await endProcess();
      const quoted = canary();
      const question = await alice.say(salon, `communs-bot: DN ou ${quoted} ?`);
      const child = bot.spawn({ FAIL_AT: step, FAIL_WITH: quoted });
      if (step === 'attempt-stored') await new Promise((resolve) => child.once('close', resolve));
      else await bot.says('Envoi impossible');
      await endProcess('SIGKILL');
      await bot.start();
      await alice.reply(salon, question);
    }

    // Forgotten by those who ask for it, at once and for good.
    await ask(alice, salon, '!oublier');
    await ask(admin, maintainers, '!oublier');
    await carol.reply(secret, await carol.say(secret, '!oublier'));
    await expect.poll(() => found(words, Object.values(files())), { timeout: 60_000 }).toEqual([]);
    await endProcess();
    const { [storeFile]: store = '', ...others } = files();
    expect(found(words, [store])).toEqual([]);
    expect(found([...words, ...names], [...written, ...Object.values(others)])).toEqual([]);

    // And the search finds what is there.
    expect(found(names, [store])).toEqual(expect.arrayContaining([salon, secret]));
    expect(found(words, [...written, JSON.stringify({ msg: `Question : ${word}` })])).toEqual([word]);
  });
});
