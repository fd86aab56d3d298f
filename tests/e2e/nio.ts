/** A person at matrix-nio, in a Python process of its own (nio_person.py). */
import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Lookout } from '../support/lookout.ts';
import type { TestClient } from './client.ts';
import { python } from './synapse.ts';

/** What it sees in a room. */
export interface NioEvent {
  readonly type: 'message' | 'undecryptable';
  readonly room: string;
  readonly event: string;
  readonly sender: string;
  /** When the homeserver took it, in milliseconds since 1970. */
  readonly at: number;
  readonly body: string | null;
  readonly encrypted: boolean;
  readonly reply: string | null;
}

export class Nio {
  readonly user: string;
  readonly events: NioEvent[] = [];
  private readonly child: ChildProcess;
  private readonly done = new Map<number, (value: unknown) => void>();
  private readonly lookout = new Lookout();
  private last = 0;
  private ready = false;
  private errors = '';

  private constructor(url: string, user: string) {
    this.user = user;
    this.child = spawn(python, [resolve(import.meta.dirname, 'nio_person.py'), url, user, 'secret'], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.child.stderr?.on('data', (chunk) => {
      this.errors += String(chunk);
    });
    if (this.child.stdout === null) throw new Error('no output');
    createInterface({ input: this.child.stdout }).on('line', (line) => this.take(JSON.parse(line)));
  }

  /** Logs an account in (`register` makes one). */
  static async logIn(account: TestClient): Promise<Nio> {
    const nio = new Nio(account.url, account.user);
    await nio.until(() => nio.ready, 'the first sync');
    return nio;
  }

  private take(told: Record<string, unknown>): void {
    if (told.type === 'ready') this.ready = true;
    else if (told.type === 'done') {
      if (typeof told.problem === 'string' && told.value === null) this.errors += told.problem;
      this.done.get(Number(told.id))?.(told.value);
    } else this.events.push(told as unknown as NioEvent);
    this.lookout.wake();
  }

  private command(command: object): Promise<unknown> {
    this.last += 1;
    const id = this.last;
    return new Promise((resolve) => {
      this.done.set(id, resolve);
      this.child.stdin?.write(`${JSON.stringify({ id, ...command })}\n`);
    });
  }

  async createRoom(invite: readonly string[], direct = false): Promise<string> {
    return String(await this.command({ do: 'create', invite, direct }));
  }
  async join(room: string): Promise<void> {
    await this.command({ do: 'join', room });
  }
  async say(room: string, body: string): Promise<string> {
    return String(await this.command({ do: 'say', room, body }));
  }
  /** Waits until someone is in the room. */
  async joined(room: string, user: string): Promise<void> {
    const deadline = Date.now() + 20_000;
    while (!((await this.command({ do: 'members', room })) as string[]).includes(user)) {
      if (Date.now() > deadline) throw new Error(`${user} has not joined\n${this.errors}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  replies(event: string): readonly NioEvent[] {
    return this.events.filter(({ reply }) => reply === event);
  }
  reply(event: string, within?: number): Promise<NioEvent> {
    return this.until(() => this.replies(event)[0], `a reply to ${event}`, within);
  }

  until<T>(look: () => T | undefined | false, what: string, within = 30_000): Promise<T> {
    const failure = () => `nio has not seen: ${what}\n${this.errors.slice(-2_000)}`;
    return this.lookout.until(look, { within, failure });
  }

  close(): void {
    this.child.kill();
  }
}
