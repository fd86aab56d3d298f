import { EventType } from 'matrix-js-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestBot } from './bot.ts';
import { register, type TestClient } from './client.ts';
import { Element } from './element.ts';
import { type Synapse, startSynapse, synapseAvailable } from './synapse.ts';
import { startWiretap, type Wiretap } from './wiretap.ts';

// Not the example that the bot itself gives in clear rooms: the wiretap looks for it.
const question = 'Démat Social ou DN, lequel choisir ?';
const verdict = /Sauf contrainte HDS/;

describe.skipIf(!synapseAvailable())('the bot in encrypted rooms, seen by matrix-js-sdk', () => {
  let synapse: Synapse;
  let wire: Wiretap;
  let alice: Element;
  let account: TestClient;
  let bot: TestBot;

  beforeAll(async () => {
    synapse = await startSynapse();
    wire = await startWiretap(synapse.url);
    account = await register(synapse, 'communs-bot', false);
    bot = new TestBot({ url: wire.url, token: account.token });
    [alice] = await Promise.all([person('alice'), bot.start()]);
  });
  afterAll(async () => {
    for (const each of people) each.close();
    await bot?.remove();
    await wire?.close();
    await synapse?.remove();
  });

  const people: Element[] = [];
  /** Someone whose client excludes devices that their owner has not signed. */
  async function person(name: string): Promise<Element> {
    const element = await Element.register(synapse, name, { signedDevicesOnly: true, url: wire.url });
    people.push(element);
    return element;
  }
  /** An encrypted room of alice, the bot and others. */
  async function sharedRoom(
    others: readonly Element[] = [],
    more: Parameters<Element['createRoom']>[1] = {},
  ): Promise<string> {
    const room = await alice.createRoom([account.user, ...others.map(({ user }) => user)], more);
    for (const other of others) await other.join(room);
    await alice.joined(room, account.user);
    return room;
  }
  const said: string[] = [];
  /** Asks, and gives the answer's text; `undefined` when the asker cannot decrypt it. */
  async function ask(asker: Element, room: string, text: string): Promise<string | undefined> {
    const asked = await asker.say(room, text);
    const answer = await asker.reply(room, asked);
    expect(answer.isEncrypted()).toBe(true);
    const body = answer.isDecryptionFailure() ? undefined : String(answer.getContent().body);
    said.push(text, ...(body?.split('\n') ?? []));
    return body;
  }

  it('answers in a room, encrypted, and its device is signed by its owner as they compute it', async () => {
    const room = await sharedRoom();
    expect(await ask(alice, room, question)).toMatch(verdict);
    const status = await alice.crypto().getDeviceVerificationStatus(account.user, account.device);
    expect(status?.signedByOwner).toBe(true);
  });

  it('answers in a direct message, threads and replies included, and changes its answer with an edited question', async () => {
    const room = await sharedRoom([], { direct: true });
    expect(await ask(alice, room, 'DN est-elle HDS ?')).toContain('HDS');
    const root = await alice.say(room, 'un fil');
    const inThread = await alice.say(room, '!fiche DN', {
      'm.relates_to': { rel_type: 'm.thread', event_id: root },
    });
    const answer = await alice.reply(room, inThread);
    expect(answer.getWireContent()['m.relates_to']).toMatchObject({ rel_type: 'm.thread', event_id: root });
    expect(answer.getContent().body).toContain('Démarche Numérique');
    const asked = await alice.say(room, '!fiche DN');
    const first = await alice.reply(room, asked);
    await alice.edit(room, asked, '!fiche Démat Social');
    const edited = await alice.until(() => first.replacingEvent() ?? undefined, 'the edited answer');
    await alice.until(() => edited.getClearContent() !== null, 'the edit decrypted');
    expect(String(first.getContent().body)).toContain('Démat Social');
    await alice.client.redactEvent(room, asked);
    await alice.until(() => first.isRedacted(), 'the answer redacted');
  });

  it('is read by someone who joins from the next answer on, and not by someone who has left', async () => {
    const carol = await person('carol');
    const room = await sharedRoom();
    await ask(alice, room, question);
    await alice.client.invite(room, carol.user);
    await carol.join(room);
    const second = await alice.say(room, '!fiche DN');
    const seen = await carol.reply(room, second);
    expect(seen.isDecryptionFailure()).toBe(false);
    await carol.client.leave(room);
    await alice.joined(room, carol.user, 'leave');
    const third = await alice.say(room, question);
    const answer = await alice.reply(room, third);
    const keys = await carol.crypto().exportRoomKeys();
    const sessions = keys.map(({ session_id }) => session_id);
    expect(sessions).toContain(seen.getWireContent().session_id);
    expect(sessions).not.toContain(answer.getWireContent().session_id);
  });

  it('answers a message whose key comes later', async () => {
    const bob = await person('bob');
    const other = await bob.createRoom([account.user]);
    const room = await sharedRoom();
    await ask(alice, room, '!aide');
    await alice.crypto().forceDiscardSession(room);
    wire.delayKeys(alice.client.getAccessToken() ?? '');
    const asked = await alice.say(room, 'DN est-elle hébergée HDS ?');
    // Events are handled in their order: once this one is answered, the other was looked at.
    await ask(bob, other, question);
    expect(alice.repliesTo(room, asked)).toHaveLength(0);
    await wire.release();
    expect((await alice.reply(room, asked)).getContent().body).toContain('HDS');
  });

  it('encrypts from the moment a known room is encrypted', async () => {
    const { room_id: room } = await alice.client.createRoom({
      invite: [account.user],
      preset: 'private_chat' as never,
    });
    await alice.joined(room, account.user);
    // What the clear answers say must not be what the wiretap looks for.
    const clear = await alice.reply(room, await alice.say(room, '!statut'));
    expect(clear.isEncrypted()).toBe(false);
    expect(clear.getContent().body).toContain('signé par son compte');
    await alice.client.sendStateEvent(room, EventType.RoomEncryption, { algorithm: 'm.megolm.v1.aes-sha2' });
    await alice.until(() => alice.client.getRoom(room)?.hasEncryptionStateEvent(), 'the encryption');
    expect(await ask(alice, room, 'DN est-elle HDS ?')).toContain('HDS');
  });

  it('joins a burst of rooms and answers in each', async () => {
    const rooms = await Promise.all(Array.from({ length: 12 }, () => alice.createRoom([account.user])));
    const answers = await Promise.all(
      rooms.map(async (room) => {
        await alice.joined(room, account.user);
        return ask(alice, room, question);
      }),
    );
    expect(answers.filter((answer) => answer !== undefined && verdict.test(answer))).toHaveLength(12);
  });

  it('declines a verification between devices, and one in a room, and says why', async () => {
    const request = await alice.crypto().requestDeviceVerification(account.user, account.device);
    await alice.until(() => request.cancellationCode !== null, 'the cancellation');
    expect(request.cancellationCode).toBe('m.user');
    const room = await sharedRoom([], { direct: true });
    const inRoom = await alice.crypto().requestVerificationDM(account.user, room);
    const reply = await alice.reply(room, inRoom.transactionId ?? '');
    expect(reply.getContent().body).toContain('robot');
  });

  it('writes nothing of all this on the wire', () => {
    const passed = wire.passed.join('\n');
    expect(passed).toContain('m.room.encrypted');
    const fragments = said
      .flatMap((line) => [line, JSON.stringify(line).slice(1, -1)])
      .filter((line) => line.length > 12);
    expect(fragments.length).toBeGreaterThan(20);
    expect([...new Set(fragments.filter((line) => passed.includes(line)))]).toEqual([]);
  });
});
