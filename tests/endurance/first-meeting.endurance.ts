import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { record } from '../../bench/record.ts';
import { elementIn } from '../e2e/askers.ts';
import { TestBot } from '../e2e/bot.ts';
import { register } from '../e2e/client.ts';
import { Element } from '../e2e/element.ts';
import { allWell, Questioner } from '../e2e/exactly-once.ts';
import { type Synapse, startSynapse } from '../e2e/synapse.ts';

/** More commits than a first meeting takes would be a loop. */
const most = 150;
/** How long an answer may take, in milliseconds: less than until a notice that a message cannot be read. */
const patience = 20_000;

describe('a first meeting', () => {
  let synapse: Synapse;
  beforeAll(async () => {
    synapse = await startSynapse();
  });
  afterAll(async () => {
    await synapse?.remove();
  });

  /**
   * A device that is set up, invited by someone it has never met, and asked three things in an encrypted room, with a new room key
   * for the third; its process is killed right after a commit. Gives whether it was, and whether all was said once and can be read.
   */
  async function meeting(commits: number): Promise<{ readonly killed: boolean; readonly well: boolean }> {
    const account = await register(synapse, `bot-${commits}`, false);
    const bot = new TestBot({
      url: synapse.url,
      token: account.token,
      program: 'tests/e2e/faulty-bot.ts',
      environment: { BOT_FLOOD_PER_MINUTE: '0' },
    });
    const alice = await Element.register(synapse, `alice-${commits}`, { signedDevicesOnly: true });
    let killed = false;
    let over = false;
    try {
      bot.spawn({ CRASH_AFTER_COMMITS: String(commits) });
      const restarted = bot.ended().then(async () => {
        if (over) return;
        killed = true;
        await bot.start();
      });
      await Promise.race([bot.ready().catch(() => restarted), restarted]);
      const room = await alice.createRoom([account.user], {
        direct: true,
        settings: { rotation_period_msgs: 2 },
      });
      await alice.joined(room, account.user);
      const questioner = new Questioner(elementIn(alice, room));
      const first = await questioner.ask();
      await questioner.answered(first, patience).catch(() => {});
      await questioner.ask();
      const outcome = await questioner.outcome(patience);
      const greetings = alice.messages(room).filter(({ replyEventId }) => replyEventId === undefined);
      over = true;
      await Promise.race([restarted, bot.ready()]);
      return {
        killed,
        well: greetings.length === 1 && JSON.stringify(outcome) === JSON.stringify({ asked: 2, ...allWell }),
      };
    } finally {
      over = true;
      alice.close();
      await bot.remove();
    }
  }

  it('comes out right after whichever of its commits the process is killed', async () => {
    const wrong: number[] = [];
    let commits = 1;
    for (; commits <= most; commits += 1) {
      const { killed, well } = await meeting(commits);
      if (!well) wrong.push(commits);
      if (!killed) break;
    }
    record('Chiffrement : tué après chaque écriture d’une première rencontre', [
      'Un appareil neuf, une invitation, trois questions chiffrées d’une personne inconnue ; `kill -9` juste après la première',
      'écriture durable, puis après la deuxième, et ainsi de suite jusqu’à la dernière.',
      '',
      '| Écritures | Rencontres où quelque chose est perdu, doublé ou illisible |',
      '|---|---|',
      `| ${commits - 1} | ${wrong.length} |`,
    ]);
    expect(wrong).toEqual([]);
    expect(commits).toBeLessThan(most);
  });
});
