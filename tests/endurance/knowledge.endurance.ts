import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { record } from '../../bench/record.ts';
import { TestBot } from '../e2e/bot.ts';
import { askMany, publishInTurn } from '../e2e/changing-knowledge.ts';
import { register, type TestClient } from '../e2e/client.ts';
import { type Synapse, startSynapse } from '../e2e/synapse.ts';
import { EditedKnowledge } from '../support/edited-knowledge.ts';

const questions = 200;
const changes = 20;

describe('knowledge that changes under load', () => {
  let knowledge: EditedKnowledge;
  let synapse: Synapse;
  let alice: TestClient;
  let bot: TestBot;
  let room: string;

  beforeAll(async () => {
    knowledge = new EditedKnowledge();
    synapse = await startSynapse();
    alice = await register(synapse, 'alice');
    const account = await register(synapse, 'communs-bot', false);
    bot = new TestBot({
      url: synapse.url,
      token: account.token,
      environment: { BOT_KNOWLEDGE_DIR: knowledge.directory, BOT_FLOOD_PER_MINUTE: '0' },
    });
    await bot.start();
    room = await alice.createRoom({ is_direct: true, invite: [account.user] });
    await alice.joined(room, account.user);
  });
  afterAll(async () => {
    alice?.close();
    await bot?.remove();
    await synapse?.remove();
    knowledge?.remove();
  });

  const taken = () => bot.lines.filter(({ msg }) => String(msg).includes('connaissances prises')).length;
  const takenMore = async (before: number): Promise<void> => {
    while (taken() === before) await delay(5);
  };

  it(`answers ${questions} questions, each once and from one version`, async () => {
    // The time from the saved file to the version that answers, on a bot that has nothing else to do.
    const took: number[] = [];
    for (let change = 0; change < changes; change += 1) {
      const before = taken();
      const begun = performance.now();
      knowledge.write('personas.yaml', `${knowledge.read('personas.yaml')}# ${change}\n`);
      await takenMore(before);
      took.push(performance.now() - begun);
    }
    const before = taken();
    const end = publishInTurn(knowledge);
    await takenMore(before);
    const result = await askMany(alice, room, questions);
    end();
    const reloads = taken() - before;
    expect(result).toEqual({ lost: 0, doubled: 0, shown: ['4 marque A', '4 marque B'] });
    took.sort((left, right) => left - right);
    const [median, longest] = [took[changes >> 1], took.at(-1)].map((each) => Math.round(each ?? 0));
    record('Connaissances modifiées pendant que le bot répond', [
      `- Du fichier enregistré à la version qui répond : ${median} ms, au plus ${longest} ms (${changes} changements).`,
      `- ${questions} questions pendant ${reloads} rechargements : aucune perdue, aucune doublée, aucune réponse de deux versions.`,
    ]);
  });
});
