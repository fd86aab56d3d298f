/** The bot as a process of its own, as an operator runs it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeKnowledge } from '../knowledge/fixture.ts';

const root = resolve(import.meta.dirname, '../..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
/** The engine's options of `npm start`. */
const engineOptions: readonly string[] = scripts.start.split(' ').slice(1, -1);

/** In the data folder, which is where it runs, and with which it goes. */
const smallKnowledge = 'connaissances';

/** How to run it. */
export interface BotSetup {
  readonly url: string;
  readonly token: string;
  /** More environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The program; `src/main.ts` unless told. */
  readonly program?: string;
  /** Knows two invented things instead of the guide, for where a bot is started many times: half of a start is the guide. */
  readonly smallKnowledge?: boolean;
}

/** What a process is held to. */
export interface ProcessLimits {
  /** No file may grow beyond it, in KiB: a full disk. */
  readonly fileSize?: number;
  /** Whose process it is: for the one that runs the tests, root perhaps, every folder can be written. */
  readonly user?: number | undefined;
}

/** A data folder, and processes of the bot on it, one after the other. */
export class TestBot {
  readonly data = mkdtempSync(join(tmpdir(), 'communs-bot-data-'));
  /** The log of the last process, parsed, and what it wrote to standard error. */
  lines: Readonly<Record<string, unknown>>[] = [];
  errors = '';
  private readonly setup: BotSetup;
  private child: ChildProcess | undefined;

  constructor(setup: BotSetup) {
    this.setup = setup;
    if (setup.smallKnowledge) writeKnowledge(join(this.data, smallKnowledge));
  }

  /** Starts a process; resolves when it listens to its rooms. */
  async start(more: Readonly<Record<string, string>> = {}): Promise<void> {
    this.spawn(more);
    await this.ready();
  }

  /** Resolves when the running process listens to its rooms. */
  ready(): Promise<void> {
    return this.says('Connecté');
  }

  /** Whether the last process has logged a line that begins so. */
  hasSaid(beginning: string): boolean {
    return this.lines.some(({ msg }) => String(msg).startsWith(beginning));
  }

  /** Resolves when the running process logs a line that begins so. */
  async says(beginning: string): Promise<void> {
    const { child } = this;
    if (child === undefined) throw new Error('the bot was not started');
    await new Promise<void>((done, failed) => {
      const look = () => {
        if (this.hasSaid(beginning)) done();
      };
      child.stdout?.on('data', look);
      child.once('close', (code) =>
        failed(new Error(`the bot has ended with ${code}: ${this.transcript()}`)),
      );
      look();
    });
  }

  /** Sends the running process a signal, and does not wait for what comes of it. */
  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** Starts a process without waiting for anything. */
  spawn(more: Readonly<Record<string, string>> = {}, { fileSize, user }: ProcessLimits = {}): ChildProcess {
    this.lines = [];
    this.errors = '';
    const program = join(root, this.setup.program ?? 'src/main.ts');
    const limit = `ulimit -f ${fileSize ?? 'unlimited'} && exec "$0" "$@"`;
    const child = spawn('bash', ['-c', limit, process.execPath, ...engineOptions, program], {
      cwd: this.data,
      env: {
        PATH: process.env.PATH,
        MATRIX_HOMESERVER_URL: this.setup.url,
        MATRIX_ACCESS_TOKEN: this.setup.token,
        MATRIX_MESSAGES_PER_SECOND: '0',
        BOT_DATA_DIR: this.data,
        BOT_KNOWLEDGE_DIR: this.setup.smallKnowledge ? smallKnowledge : join(root, 'knowledge'),
        ...this.setup.environment,
        ...more,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(user !== undefined && { uid: user, gid: user }),
    });
    this.child = child;
    let rest = '';
    child.stdout.on('data', (chunk) => {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.lines.push(JSON.parse(line));
    });
    child.stderr.on('data', (chunk) => {
      this.errors += String(chunk);
    });
    return child;
  }

  /** Ends the process, kindly unless told; resolves with its exit code or signal. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | string | null> {
    if (this.child?.exitCode === null && this.child.signalCode === null) this.child.kill(signal);
    return this.ended();
  }

  /** Resolves with the exit code or signal once the process has ended. */
  async ended(): Promise<number | string | null> {
    const { child } = this;
    if (child === undefined) return null;
    if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
    return child.exitCode ?? child.signalCode;
  }

  /** All that the last process wrote. */
  transcript(): string {
    return `${this.lines.map((line) => JSON.stringify(line)).join('\n')}\n${this.errors}`;
  }

  async remove(): Promise<void> {
    await this.stop('SIGKILL');
    rmSync(this.data, { recursive: true, force: true });
  }
}
