import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { checkHealth } from '../../src/operations/health.ts';
import { TestBot } from './bot.ts';
import { logIn, type TestClient } from './client.ts';
import { Element } from './element.ts';
import { type Synapse, startSynapse, synapseAvailable } from './synapse.ts';

const question = '!fiche Grist';
const verdict = /Un tableur/;

describe.skipIf(!synapseAvailable())(
  'the bot’s device, on an account whose identity matrix-js-sdk has made',
  () => {
    let synapse: Synapse;
    /** The account in its owner's own client. */
    let owner: Element;
    let recoveryKey: string;
    /** The same account on the bot's device. */
    let account: TestClient;
    let bot: TestBot;
    /** Someone whose client excludes devices that are not signed, and someone whose client takes all. */
    let strict: Element;
    let lenient: Element;

    beforeAll(async () => {
      synapse = await startSynapse();
      owner = await Element.register(synapse, 'communs-bot');
      recoveryKey = await owner.makeSecretStorage();
      account = await logIn(synapse, owner.user);
      bot = new TestBot({ url: synapse.url, token: account.token, smallKnowledge: true });
      strict = await Element.register(synapse, 'strict', { signedDevicesOnly: true });
      lenient = await Element.register(synapse, 'lenient');
    });
    afterAll(async () => {
      for (const each of [owner, strict, lenient]) each?.close();
      await bot?.remove();
      await synapse?.remove();
    });

    async function refusedStart(environment: Record<string, string>): Promise<string> {
      bot.spawn(environment);
      expect(await bot.ended()).toBe(1);
      return bot.errors;
    }
    async function talk(person: Element, room: string): Promise<string> {
      const answer = await person.reply(room, await person.say(room, question));
      return String(answer.getContent().body);
    }
    const room = async (person: Element) => {
      const id = await person.createRoom([account.user], { direct: true });
      await person.joined(id, account.user);
      return id;
    };

    it('is not started unsigned: without the recovery key, or with a wrong one, a line says what to do', async () => {
      expect(await refusedStart({})).toMatch(/^Le compte a déjà une identité.*MATRIX_RECOVERY_KEY/);
      expect(await refusedStart({ MATRIX_RECOVERY_KEY: recoveryKey.slice(3) })).toContain('Recopiez-la');
      const stranger = await strict.makeSecretStorage();
      const line = await refusedStart({ MATRIX_RECOVERY_KEY: stranger });
      expect(line).toContain('n’ouvre pas le coffre');
      expect(line).not.toContain(stranger);
      expect((await owner.judge(account.user, account.device))?.signedByOwner).toBe(false);
    });

    it('is signed with the recovery key; the owner’s identity stays as it was, and the conversation works', async () => {
      const identity = await owner.crypto().getCrossSigningKeyId();
      await bot.start({ MATRIX_RECOVERY_KEY: recoveryKey });
      expect(await owner.crypto().getCrossSigningKeyId()).toBe(identity);
      await vi.waitUntil(
        async () => (await owner.judge(account.user, account.device))?.crossSigningVerified,
        {
          timeout: 10_000,
        },
      );
      expect(await talk(strict, await room(strict))).toMatch(verdict);
      expect(checkHealth(bot.data)).toMatchObject({ healthy: true });
      await bot.stop();
    });

    it('needs no recovery key at the next start', async () => {
      await bot.start();
      expect(await talk(strict, await room(strict))).toMatch(verdict);
    });

    it('without its owner’s signature is deaf and mute for such clients, works for others, and says so', async () => {
      const [strictRoom, lenientRoom] = [await room(strict), await room(lenient)];
      await owner.makeIdentity(true);
      await vi.waitUntil(() => bot.lines.some(({ msg }) => String(msg).includes('réinitialisée')), {
        timeout: 20_000,
      });
      await vi.waitUntil(
        async () => (await strict.judge(account.user, account.device))?.signedByOwner === false,
        {
          timeout: 10_000,
        },
      );
      const unread = await strict.say(strictRoom, question);
      expect(await talk(lenient, lenientRoom)).toMatch(verdict);
      expect(strict.repliesTo(strictRoom, unread)).toHaveLength(0);
      await lenient.client.invite(lenientRoom, strict.user);
      await strict.join(lenientRoom);
      const unreadable = await strict.reply(lenientRoom, await lenient.say(lenientRoom, question));
      expect(unreadable.isDecryptionFailure()).toBe(true);
      await vi.waitUntil(() => !checkHealth(bot.data).healthy, { timeout: 15_000, interval: 500 });
      expect(checkHealth(bot.data).lines.join()).toContain('MATRIX_RECOVERY_KEY');
    });

    it('is signed again with the key of the storage that holds the new identity', async () => {
      await bot.stop();
      await bot.start({ MATRIX_RECOVERY_KEY: recoveryKey });
      await vi.waitUntil(async () => (await strict.judge(account.user, account.device))?.signedByOwner, {
        timeout: 10_000,
      });
      expect(await talk(strict, await room(strict))).toMatch(verdict);
      await bot.stop();
    });

    it('is signed with a passphrase, on an account whose recovery key was made from one', async () => {
      const passphrase = 'une phrase secrète assez longue';
      const other = await Element.register(synapse, 'other-bot');
      await other.makeSecretStorage(passphrase);
      const device = await logIn(synapse, other.user);
      const second = new TestBot({ url: synapse.url, token: device.token, smallKnowledge: true });
      try {
        await second.start({ MATRIX_RECOVERY_KEY: passphrase });
        await vi.waitUntil(async () => (await other.judge(other.user, device.device))?.crossSigningVerified, {
          timeout: 10_000,
        });
      } finally {
        other.close();
        await second.remove();
      }
    });

    it('whose data folder was lost is not started, and its keys on the server stay as they were', async () => {
      const empty = new TestBot({ url: synapse.url, token: account.token, smallKnowledge: true });
      try {
        const before = (await strict.crypto().getUserDeviceInfo([account.user], true))
          .get(account.user)
          ?.get(account.device);
        empty.spawn({ MATRIX_RECOVERY_KEY: recoveryKey });
        expect(await empty.ended()).toBe(1);
        expect(empty.errors).toContain('npm run login');
        const after = (await lenient.crypto().getUserDeviceInfo([account.user], true))
          .get(account.user)
          ?.get(account.device);
        expect(after?.getIdentityKey()).toBe(before?.getIdentityKey());
      } finally {
        await empty.remove();
      }
    });
  },
);
