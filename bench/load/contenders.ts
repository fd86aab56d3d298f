/** The homeserver and the bots that a benchmark of load compares. */
import { type BotSetup, TestBot } from '../../tests/e2e/bot.ts';
import { register, type TestClient } from '../../tests/e2e/client.ts';
import { type Synapse, startSynapse } from '../../tests/e2e/synapse.ts';
import { Asker } from './asker.ts';

/** Pacing and caps are off: what is measured is the work. */
export const unlimited = { BOT_FLOOD_PER_MINUTE: '0', MATRIX_MESSAGES_PER_SECOND: '0' };

/** Which bot. */
export type Who = 'ours' | 'echo';

/** A bot that runs. */
export interface RunningBot {
  readonly user: string;
  readonly process: TestBot;
  readonly pid: number;
}

/** What a benchmark is given. */
export interface Field {
  readonly synapse: Synapse;
  readonly asker: Asker;
  /** Makes an account. */
  register(name: string): Promise<TestClient>;
  /**
   * Starts communs-bot under an account, or a new one of that name.
   * @param url the base of the homeserver's API, where it is not the homeserver itself
   */
  ours(
    account: string | TestClient,
    environment?: Readonly<Record<string, string>>,
    url?: string,
  ): Promise<RunningBot>;
  /** Starts the bot that only says the same again. */
  echo(name: string): Promise<RunningBot>;
}

/** Runs something against a fresh homeserver; ends all that was started. */
export async function onField<T>(body: (field: Field) => Promise<T>): Promise<T> {
  const synapse = await startSynapse();
  const started: { remove(): Promise<void> }[] = [synapse];
  const account = (name: string): Promise<TestClient> => register(synapse, name, false);
  const start = async (who: string | TestClient, setup: Partial<BotSetup>): Promise<RunningBot> => {
    const { user, token } = typeof who === 'string' ? await account(who) : who;
    const process = new TestBot({ url: synapse.url, token, ...setup });
    started.unshift(process);
    const { pid } = process.spawn();
    await process.ready();
    if (pid === undefined) throw new Error(`${user} has no process`);
    return { user, process, pid };
  };
  const asker = await Asker.register(synapse, 'asker');
  try {
    return await body({
      ...{ synapse, asker },
      register: account,
      ours: (who, environment = {}, url = synapse.url) =>
        start(who, { url, environment: { ...unlimited, ...environment } }),
      echo: (name) => start(name, { program: 'bench/load/echo-bot.ts' }),
    });
  } finally {
    asker.close();
    for (const each of started) await each.remove();
  }
}
