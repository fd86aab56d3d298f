/** People in rooms with the bot: a strict client and matrix-nio in encrypted rooms whose keys change often, and one in clear. */
import { clientIn, elementIn, nioIn } from '../e2e/askers.ts';
import { register } from '../e2e/client.ts';
import { Element } from '../e2e/element.ts';
import { Questioner } from '../e2e/exactly-once.ts';
import { Nio } from '../e2e/nio.ts';
import type { Synapse } from '../e2e/synapse.ts';

/** Those who ask. */
export interface Company {
  readonly all: readonly Questioner[];
  /** The one who asks in clear. */
  readonly inClear: Questioner;
  /** One more question, of each in turn. */
  ask(): Promise<void>;
  /** Resolves when all questions are answered, or it has taken too long. */
  settled(within?: number): Promise<void>;
  close(): void;
}

/** Brings new people together with a bot that is there. */
export async function gather(synapse: Synapse, bot: string): Promise<Company> {
  const name = (who: string) => `${who}-${bot.slice(1).split(':')[0]}`;
  const alice = await Element.register(synapse, name('alice'), { signedDevicesOnly: true });
  const bob = await Nio.logIn(await register(synapse, name('bob'), false));
  const carol = await register(synapse, name('carol'));
  const strict = await alice.createRoom([bot], { direct: true, settings: { rotation_period_msgs: 2 } });
  const direct = await bob.createRoom([bot], true);
  const plain = await carol.createRoom({ invite: [bot] });
  await alice.joined(strict, bot);
  await bob.joined(direct, bot);
  await carol.joined(plain, bot);
  const inClear = new Questioner(clientIn(carol, plain));
  const all = [new Questioner(elementIn(alice, strict)), new Questioner(nioIn(bob, direct)), inClear];
  let asked = 0;
  return {
    ...{ all, inClear },
    async ask() {
      asked += 1;
      await all[asked % all.length]?.ask();
    },
    async settled(within) {
      await Promise.all(all.map((each) => each.allAnswered(within).catch(() => {})));
    },
    close() {
      alice.close();
      bob.close();
      carol.close();
    },
  };
}
