/** Two processes of the bot on one account and one PostgreSQL, each with its own way to it and its own supervisor, and what may befall them. */
import { setTimeout as delay } from 'node:timers/promises';
import type { TestPostgres } from '../support/postgres.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { TestBot } from './bot.ts';

/** What ends the turn of the process that acts. */
export const faults = ['kill', 'terminate', 'cut', 'pause', 'freeze', 'isolate'] as const;
export type PairFault = (typeof faults)[number];

/** How long a process that has lost its turn may go on, in milliseconds. */
const longestAfterlife = 5_000;

/** One of the two. */
export interface Half {
  readonly bot: TestBot;
  /** Its way to PostgreSQL, and to the homeserver. */
  readonly way: TcpProxy;
  readonly network: TcpProxy;
}

/** How the pair is set. */
export interface PairSetup {
  readonly url: string;
  readonly token: string;
  readonly postgres: TestPostgres;
  /** The address of its database, whose port is put in the place of a proxy's. */
  readonly database: string;
  readonly leaseSeconds: number;
  /** How long a supervisor waits before it starts a process again, in milliseconds; not at all unless told. */
  readonly restartAfter?: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly smallKnowledge?: boolean;
}

/** The two processes. */
export class Pair {
  readonly halves: readonly Half[];
  /** How many processes did not end by themselves after a pause in which the other took over. */
  survivors = 0;
  private readonly setup: PairSetup;
  private supervising = true;

  private constructor(setup: PairSetup, halves: readonly Half[]) {
    this.setup = setup;
    this.halves = halves;
  }

  /** Starts both; resolves when one acts and the other stands by. */
  static async start(setup: PairSetup): Promise<Pair> {
    const half = async (): Promise<Half> => {
      const way = await startTcpProxy(setup.postgres.port);
      const network = await startTcpProxy(Number(new URL(setup.url).port));
      const environment = {
        BOT_DATABASE_URL: setup.database.replace(`:${setup.postgres.port}/`, `:${way.port}/`),
        BOT_LEASE_SECONDS: String(setup.leaseSeconds),
        BOT_FLOOD_PER_MINUTE: '0',
        ...setup.environment,
      };
      const url = `http://127.0.0.1:${network.port}`;
      const { token, smallKnowledge = false } = setup;
      return { way, network, bot: new TestBot({ url, token, environment, smallKnowledge }) };
    };
    const pair = new Pair(setup, [await half(), await half()]);
    for (const each of pair.halves) void pair.supervise(each);
    await pair.complete();
    return pair;
  }

  /** Starts a half again whenever it ends, as Kubernetes or systemd do. */
  private async supervise({ bot }: Half): Promise<void> {
    while (this.supervising) {
      bot.spawn();
      await bot.ended();
      await delay(this.setup.restartAfter ?? 0);
    }
  }

  /** Those that act, as far as they say. */
  private acting(): Half[] {
    return this.halves.filter(({ bot }) => bot.hasSaid('Connecté'));
  }

  /** Resolves with the half that acts and the one that stands by. */
  async complete(): Promise<{ readonly holder: Half; readonly standby: Half }> {
    for (const deadline = Date.now() + 60_000; Date.now() < deadline; await delay(10)) {
      const [holder, ...more] = this.acting();
      const standby = this.halves.find((half) => half !== holder && half.bot.hasSaid('En attente du relais'));
      if (holder !== undefined && more.length === 0 && standby !== undefined) return { holder, standby };
    }
    throw new Error(`the pair is not complete:\n${this.transcript()}`);
  }

  /**
   * Lets a fault befall the one that acts. The fault is lifted once the other acts; resolves when both are there again.
   * @returns milliseconds until the heir was ready
   */
  async fault(kind: PairFault): Promise<number> {
    const { holder, standby } = await this.complete();
    const begun = performance.now();
    await this.strike(kind, holder);
    await standby.bot.ready();
    const took = performance.now() - begun;
    await this.lift(kind, holder);
    await this.complete();
    return took;
  }

  async strike(kind: PairFault, { bot, way, network }: Half): Promise<void> {
    if (kind === 'kill') bot.signal('SIGKILL');
    else if (kind === 'pause') bot.signal('SIGSTOP');
    else if (kind === 'freeze') way.freeze();
    else if (kind === 'cut') way.cut();
    else if (kind === 'isolate') network.freeze();
    else {
      const schema = new URL(this.setup.database).searchParams.get('search_path') ?? 'public';
      await this.setup.postgres.sql.unsafe(
        `SELECT pg_terminate_backend(backend) FROM ${schema}.communs_bot_lease`,
      );
    }
  }

  async lift(kind: PairFault, { bot, way, network }: Half): Promise<void> {
    if (kind === 'pause') {
      bot.signal('SIGCONT');
      const ended = await Promise.race([bot.ended().then(() => true), delay(longestAfterlife, false)]);
      if (!ended) {
        this.survivors += 1;
        bot.signal('SIGKILL');
      }
    }
    if (kind === 'freeze') way.thaw();
    if (kind === 'isolate') network.thaw();
  }

  transcript(): string {
    return this.halves.map(({ bot }) => bot.transcript()).join('\n---\n');
  }

  async remove(): Promise<void> {
    this.supervising = false;
    for (const { bot, way, network } of this.halves) {
      await bot.remove();
      way.close();
      network.close();
    }
  }
}
