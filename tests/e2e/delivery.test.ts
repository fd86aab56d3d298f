import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { checkHealth } from '../../src/operations/health.ts';
import { storeFile } from '../../src/storage/sqlite.ts';
import { clientIn, elementIn } from './askers.ts';
import { TestBot } from './bot.ts';
import { register, type TestClient } from './client.ts';
import { Element } from './element.ts';
import { badNetwork, Questioner } from './exactly-once.ts';
import { type Fault, type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { type Synapse, startSynapse, synapseAvailable } from './synapse.ts';

const isSend = (method: string, path: string) => method === 'PUT' && path.includes('/send/');
const isKey = (method: string, path: string) =>
  method !== 'GET' && (path.includes('/sendToDevice/') || path.includes('/keys/'));
const isSync = (_: string, path: string) => path.includes('/sync');
const limit: Fault = {
  kind: 'answer',
  status: 429,
  body: '{"errcode":"M_LIMIT_EXCEEDED","error":"x","retry_after_ms":200}',
};
/** Keys are on their way with every message. */
const everyMessageItsKey = { rotation_period_msgs: 1 };
/** An account without rights, on every Unix. */
const nobody = 65_534;

describe.skipIf(!synapseAvailable())('delivery', () => {
  let synapse: Synapse;
  let proxy: FaultProxy;
  let alice: TestClient;
  let bob: Element;
  let account: TestClient;
  let bot: TestBot;
  let room: string;
  let encrypted: string;

  beforeAll(async () => {
    synapse = await startSynapse();
    proxy = await startFaultProxy(synapse.url);
    alice = await register(synapse, 'alice');
    bob = await Element.register(synapse, 'bob');
    account = await register(synapse, 'communs-bot', false);
    bot = new TestBot({
      url: proxy.url,
      token: account.token,
      environment: { BOT_FLOOD_PER_MINUTE: '0' },
    });
    await bot.start();
    room = await alice.createRoom({ invite: [account.user] });
    await alice.joined(room, account.user);
    encrypted = await bob.createRoom([account.user], { settings: everyMessageItsKey });
    await bob.joined(encrypted, account.user);
  });
  afterEach(() => proxy.choose(() => undefined));
  afterAll(async () => {
    alice?.close();
    bob?.close();
    await bot?.remove();
    proxy?.close();
    await synapse?.remove();
  });

  /** One who asks in clear, one who asks in an encrypted room. */
  const questioners = () => [
    new Questioner(clientIn(alice, room)),
    new Questioner(elementIn(bob, encrypted)),
  ];
  const askAll = (askers: readonly Questioner[]) => Promise.all(askers.map((asker) => asker.ask()));
  async function expectOneAnswerEach(askers: readonly Questioner[]): Promise<void> {
    await Promise.all(askers.map((asker) => asker.expectOneAnswerEach()));
  }
  /** The first two requests of a kind meet a fault, in each room. */
  function firstTwo(of: (method: string, path: string) => boolean, fault: Fault): void {
    const met = new Map<string, number>();
    proxy.choose((method, path) => {
      const where = /\/rooms\/([^/]+)/.exec(path)?.[1] ?? '';
      const before = met.get(where) ?? 0;
      if (before === 2 || !of(method, path)) return undefined;
      met.set(where, before + 1);
      return fault;
    });
  }

  it.each<[string, (method: string, path: string) => boolean, Fault]>([
    ['a message that never arrives', isSend, { kind: 'drop' }],
    ['a response to a message that is lost', isSend, { kind: 'lose' }],
    ['a response to a message that is cut short', isSend, { kind: 'cut' }],
    ['a response to keys that is lost', isKey, { kind: 'lose' }],
    ['keys that are refused for now', isKey, limit],
    ['a sync whose response is lost', isSync, { kind: 'lose' }],
    ['a sync that is cut short', isSync, { kind: 'cut' }],
    [
      'a proxy without its server',
      () => true,
      { kind: 'answer', status: 502, body: '<html>Bad gateway</html>' },
    ],
    ['a slow homeserver', () => true, { kind: 'delay', ms: 300 }],
    ['a limit with its delay', isSend, limit],
    [
      'a limit without a delay',
      isSend,
      { kind: 'answer', status: 429, body: '{"errcode":"M_LIMIT_EXCEEDED"}' },
    ],
  ])('survives %s', async (_, of, fault) => {
    firstTwo(of, fault);
    const askers = questioners();
    await askAll(askers);
    await askAll(askers);
    await expectOneAnswerEach(askers);
  });

  it('survives a homeserver that goes and comes back', async () => {
    const askers = questioners();
    await askAll(askers);
    await synapse.stop();
    await synapse.start();
    await askAll(askers);
    await expectOneAnswerEach(askers);
  });

  it('loses and doubles nothing of forty questions over a bad network', async () => {
    // Each room waits for its own failures, longer after each: in several rooms side by side.
    const askers = questioners();
    for (let more = 0; more < 3; more += 1) {
      const plain = await alice.createRoom({ invite: [account.user] });
      const secret = await bob.createRoom([account.user], { settings: everyMessageItsKey });
      await alice.joined(plain, account.user);
      await bob.joined(secret, account.user);
      askers.push(new Questioner(clientIn(alice, plain)), new Questioner(elementIn(bob, secret)));
    }
    proxy.choose(badNetwork);
    for (let count = 0; count < 5; count += 1) await askAll(askers);
    for (const asker of askers) await asker.allAnswered();
    proxy.choose(() => undefined);
    await expectOneAnswerEach(askers);
  });

  it('answers what was asked during an absence that the sync cuts short', async () => {
    await bot.stop();
    const askers = questioners();
    await askAll(askers);
    // Alone with the bot all is said to it, but for notices: a hundred answers would show nothing more.
    const aside = { msgtype: 'm.notice' };
    const chatter = Array.from({ length: 60 }, (_, count) => `bavardage ${count}`);
    await Promise.all(
      chatter.flatMap((line) => [alice.say(room, line, aside), bob.say(encrypted, line, aside)]),
    );
    await askAll(askers);
    const reread = new Set<string>();
    proxy.choose((_, path) => {
      const [, where] = /\/rooms\/([^/]+)\/messages/.exec(path) ?? [];
      if (where !== undefined) reread.add(decodeURIComponent(where));
      return undefined;
    });
    await bot.start();
    await expectOneAnswerEach(askers);
    expect(reread).toEqual(new Set([room, encrypted]));
  });

  it('says that the account has expired, and goes on once it is renewed', async () => {
    proxy.choose(() => ({
      kind: 'answer',
      status: 403,
      body: '{"errcode":"ORG_MATRIX_EXPIRED_ACCOUNT","error":"expired"}',
    }));
    const askers = questioners();
    await askAll(askers);
    await expect
      .poll(() => checkHealth(bot.data), { timeout: 30_000 })
      .toMatchObject({
        healthy: false,
        lines: [expect.stringContaining('Le compte Tchap a expiré'), expect.anything(), expect.anything()],
      });
    proxy.choose(() => undefined);
    await expectOneAnswerEach(askers);
  });

  it('refuses a second process on its data folder, which changes nothing for the first', async () => {
    const second = spawn(process.execPath, ['src/main.ts'], {
      env: {
        PATH: process.env.PATH,
        MATRIX_HOMESERVER_URL: proxy.url,
        MATRIX_ACCESS_TOKEN: account.token,
        BOT_DATA_DIR: bot.data,
      },
    });
    let errors = '';
    second.stderr.on('data', (chunk) => {
      errors += String(chunk);
    });
    const [code] = await once(second, 'close');
    expect(code).toBe(1);
    expect(errors).toMatch(/^Dossier de données « .* » : un autre processus/);
    const askers = questioners();
    await askAll(askers);
    await expectOneAnswerEach(askers);
  });

  it('says so and stops when the disk is full, rather than answering twice', async () => {
    const askers = questioners();
    await askAll(askers);
    await bot.stop();
    const size = Math.ceil(statSync(join(bot.data, storeFile)).size / 1024);
    bot.spawn({}, { fileSize: size + 24 });
    const ended = bot.ended();
    let running = true;
    void ended.then(() => {
      running = false;
    });
    // What is asked while it starts would only have to be answered later.
    await Promise.race([bot.ready().catch(() => {}), ended]);
    while (running) {
      await askAll(askers);
      await Promise.race([Promise.all(askers.map((asker) => asker.allAnswered())).catch(() => {}), ended]);
    }
    expect(await ended).toBe(1);
    expect(bot.lines.at(-1)?.msg).toMatch(/le disque est plein/);
    await bot.start();
    await expectOneAnswerEach(askers);
  });

  it('says so and stops when its data folder is read-only, rather than answering twice', async () => {
    await bot.stop();
    const askers = questioners();
    await askAll(askers);
    chmodSync(bot.data, 0o555);
    try {
      const isRoot = process.getuid?.() === 0;
      bot.spawn({}, { user: isRoot ? nobody : undefined });
      expect(await bot.ended()).toBe(1);
      expect(bot.errors).toMatch(
        /^Dossier de données « .* » : il ne peut pas être écrit\. Vérifiez.*BOT_DATA_DIR/,
      );
    } finally {
      chmodSync(bot.data, 0o700);
    }
    await bot.start();
    await expectOneAnswerEach(askers);
  });

  it('answers what it is asked after a clock that was a day ahead at its first start is set back', async () => {
    const other = await register(synapse, 'early-bot', false);
    const early = new TestBot({
      url: synapse.url,
      token: other.token,
      program: 'tests/e2e/faulty-bot.ts',
      environment: { BOT_FLOOD_PER_MINUTE: '0' },
    });
    try {
      const known = await alice.createRoom({ invite: [other.user] });
      await other.join(known);
      const before = await alice.say(known, '!fiche Grist');
      await early.start({ CLOCK_AHEAD: String(86_400_000) });
      // It comes when it is invited: by then its first sync, which is about what was before, is over.
      await alice.joined(await alice.createRoom({ invite: [other.user] }), other.user);
      const asker = new Questioner(clientIn(alice, known));
      await asker.ask();
      await asker.expectOneAnswerEach();
      await early.stop();
      await asker.ask();
      await early.start();
      await asker.expectOneAnswerEach();
      expect(alice.repliesTo(known, before)).toEqual([]);
      expect(checkHealth(early.data)).toMatchObject({ healthy: true });
    } finally {
      await early.remove();
    }
  });

  it('ends with a clear line when its token is revoked', async () => {
    await account.request('POST', '/logout', {});
    expect(await bot.ended()).toBe(1);
    expect(bot.errors).toMatch(/refuse le jeton d’accès.*npm run login/);
  });
});
