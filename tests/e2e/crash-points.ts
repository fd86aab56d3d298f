/** A crash at each step of the bot's work, and what tells that everything came out right all the same. */
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Step } from '../../src/matrix/steps.ts';
import { clientIn, elementIn } from './askers.ts';
import { TestBot } from './bot.ts';
import { register, type TestClient } from './client.ts';
import { Element } from './element.ts';
import { type Outcome, outcomeOf, Questioner } from './exactly-once.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { nextQuestion } from './questions.ts';
import type { Synapse } from './synapse.ts';
import { startWiretap, type Wiretap } from './wiretap.ts';

/** Something done while the bot is away. Gives what resolves once it has come out right. */
type Cause = (world: CrashWorld) => Promise<() => Promise<unknown>>;

const question: Cause = async ({ encrypted }) => {
  const event = await encrypted.ask();
  return () => encrypted.answered(event);
};
const edit: Cause = async (world) => {
  const { alice, room } = world;
  const { asked, answer } = await world.answeredBefore();
  await alice.edit(room, asked, '!fiche Ondine');
  world.checks.push(() => expect(alice.edits(room, answer)).toHaveLength(1));
  return () => alice.until(() => alice.edits(room, answer).length > 0, 'the edited answer', patience);
};
const redaction: Cause = async (world) => {
  const { alice, room, account } = world;
  const { asked, answer } = await world.answeredBefore();
  await alice.client.redactEvent(room, asked);
  const redactions = () => alice.redactions(room, account.user).filter((target) => target === answer);
  world.checks.push(() => expect(redactions()).toHaveLength(1));
  return () => alice.until(() => redactions().length > 0, 'the redacted answer', patience);
};
const invitation: Cause = async (world) => {
  const { alice, account } = world;
  const room = await alice.createRoom([account.user]);
  const said = () => alice.messages(room).filter((event) => event.getSender() === account.user);
  world.checks.push(() => expect(said()).toHaveLength(1));
  return () => alice.until(() => said().length > 0, 'the arrival', patience);
};
const absence: Cause = async ({ bob, plainRoom, plain }) => {
  await plain.ask();
  for (let count = 0; count < 60; count += 1) await bob.say(plainRoom, `bavardage ${count}`);
  await plain.ask();
  return () => plain.allAnswered();
};
const lateKey: Cause = async ({ alice, encrypted, wire }) => {
  wire.delayKeys(alice.client.getAccessToken() ?? '');
  const event = await encrypted.ask();
  return async () => {
    await wire.release();
    await encrypted.answered(event);
  };
};
const lostToken: Cause = async ({ plain, proxy }) => {
  const event = await plain.ask();
  const body = '{"errcode":"M_UNKNOWN_POS","error":"unknown token"}';
  let left = 1;
  proxy.choose((_, path) => {
    if (left === 0 || !path.includes('since=')) return undefined;
    left -= 1;
    return { kind: 'answer', status: 400, body };
  });
  return () => plain.answered(event);
};
const transmission: Cause = async ({ bob, plainRoom, maintainers, account, checks }) => {
  const handed = () => bob.messages(maintainers).filter(({ sender }) => sender === account.user);
  const before = handed().length;
  await bob.say(plainRoom, `!transmettre Qui valide le choix d’un CMS, pour la fois ${before} ?`);
  checks.push(() => {
    const texts = handed().map(({ content }) => content.body);
    expect(texts).toEqual([...new Set(texts)]);
  });
  return () => bob.until(() => handed().length > before, 'the question', patience);
};

/** What brings the bot to each step. */
const causes: Readonly<Record<Step, Cause>> = {
  'sync-received': question,
  'keys-received': question,
  invited: invitation,
  joined: invitation,
  arrived: invitation,
  'gap-read': absence,
  'attempt-stored': question,
  decrypted: question,
  'event-kept': lateKey,
  reacted: question,
  'event-stored': question,
  'events-done': question,
  'token-stored': question,
  'token-forgotten': lostToken,
  'message-begun': question,
  'key-shared': question,
  encrypted: question,
  'message-ready': question,
  'message-sent': question,
  'edit-sent': edit,
  'redaction-sent': redaction,
  'transmission-sent': transmission,
  'message-settled': question,
};

/** All steps. */
export const steps = Object.keys(causes) as Step[];

/** How long an outcome may take, in milliseconds. */
const patience = 90_000;

/** The bot, someone with an encrypting client and someone without, and what stands between them and the homeserver. */
export interface CrashWorld {
  readonly account: TestClient;
  readonly bot: TestBot;
  readonly alice: Element;
  /** Between alice and the homeserver. */
  readonly wire: Wiretap;
  readonly bob: TestClient;
  /** Between the bot and the homeserver. */
  readonly proxy: FaultProxy;
  /** Alice's, encrypted: every message has a key of its own. */
  readonly room: string;
  readonly encrypted: Questioner;
  /** Bob's, in clear. */
  readonly plainRoom: string;
  readonly plain: Questioner;
  /** Bob's too. */
  readonly maintainers: string;
  /** A question in the encrypted room, answered before anything broke; another one each time. */
  answeredBefore(): { readonly asked: string; readonly answer: string };
  /** What must hold when all is over. */
  readonly checks: (() => void)[];
  close(): Promise<void>;
}

/** Opens the world, its bot running. @param rounds how many times each step will be crashed at */
export async function openCrashWorld(synapse: Synapse, rounds: number): Promise<CrashWorld> {
  const account = await register(synapse, 'step-bot', false);
  const bob = await register(synapse, 'bob');
  const proxy = await startFaultProxy(synapse.url);
  const wire = await startWiretap(synapse.url);
  const alice = await Element.register(synapse, 'alice', { url: wire.url });
  const maintainers = await bob.createRoom({ invite: [account.user] });
  const bot = new TestBot({
    url: proxy.url,
    token: account.token,
    program: 'tests/e2e/faulty-bot.ts',
    smallKnowledge: true,
    environment: { BOT_FLOOD_PER_MINUTE: '0', MATRIX_ADMIN_ROOM: maintainers },
  });
  await bot.start();
  const room = await alice.createRoom([account.user], { settings: { rotation_period_msgs: 1 } });
  await alice.joined(room, account.user);
  const plainRoom = await bob.createRoom({ invite: [account.user] });
  for (const each of [maintainers, plainRoom]) await bob.joined(each, account.user);
  const answered: { asked: string; answer: string }[] = [];
  for (let count = 0; count < rounds * 2; count += 1) {
    const asked = await alice.say(room, nextQuestion());
    answered.push({ asked, answer: (await alice.reply(room, asked, patience)).getId() ?? '' });
  }
  return {
    ...{ account, bot, alice, wire, bob, proxy, room, plainRoom, maintainers },
    encrypted: new Questioner(elementIn(alice, room)),
    plain: new Questioner(clientIn(bob, plainRoom)),
    answeredBefore() {
      const next = answered.pop();
      if (next === undefined) throw new Error('no answered question is left');
      return next;
    },
    checks: [],
    async close() {
      alice.close();
      bob.close();
      await bot.remove();
      await wire.close();
      proxy.close();
    },
  };
}

/**
 * Kills the bot at each step of what was caused while it was away, and lets the next process finish it: a message that ended two
 * processes would be passed over. Leaves the bot running.
 */
export async function crashAtEachStep(world: CrashWorld): Promise<void> {
  const { bot } = world;
  for (const step of steps) {
    await bot.stop();
    const isRight = await causes[step](world);
    bot.spawn({ CRASH_AT: step });
    const ended = await Promise.race([bot.ended(), delay(patience, 'still running', { ref: false })]);
    expect(ended, `${step}: ${bot.transcript()}`).toBe('SIGKILL');
    await bot.start();
    await isRight();
  }
}

/** What has become of all that was asked; fails where anything else came out wrong. */
export async function settleCrashes({ encrypted, plain, checks }: CrashWorld): Promise<Outcome> {
  const outcome = await outcomeOf([encrypted, plain]);
  for (const check of checks) check();
  return outcome;
}
