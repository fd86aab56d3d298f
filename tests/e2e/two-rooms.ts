/** Two people with the bot: a strict client in an encrypted room whose keys change often, and one in clear. */
import { clientIn, elementIn } from './askers.ts';
import { register } from './client.ts';
import { Element } from './element.ts';
import { Questioner } from './exactly-once.ts';
import type { Synapse } from './synapse.ts';

/** Those who ask. */
export interface TwoRooms {
  /** One more question in each room. */
  ask(): Promise<void>;
  /** Resolves when all questions are answered. */
  answered(): Promise<void>;
  /** Waits for the answers: one each, that can be read. */
  expectOneAnswerEach(): Promise<void>;
  close(): void;
}

/** Brings them together with a bot that is there. */
export async function openTwoRooms(synapse: Synapse, bot: string): Promise<TwoRooms> {
  const [alice, bob] = await Promise.all([
    Element.register(synapse, 'alice', { signedDevicesOnly: true }),
    register(synapse, 'bob'),
  ]);
  const encrypted = await alice.createRoom([bot], { direct: true, settings: { rotation_period_msgs: 2 } });
  const plain = await bob.createRoom({ invite: [bot] });
  await alice.joined(encrypted, bot);
  await bob.joined(plain, bot);
  const both = [new Questioner(elementIn(alice, encrypted)), new Questioner(clientIn(bob, plain))];
  return {
    async ask() {
      await Promise.all(both.map((questioner) => questioner.ask()));
    },
    async answered() {
      await Promise.all(both.map((questioner) => questioner.allAnswered()));
    },
    async expectOneAnswerEach() {
      for (const questioner of both) await questioner.expectOneAnswerEach();
    },
    close() {
      alice.close();
      bob.close();
    },
  };
}
