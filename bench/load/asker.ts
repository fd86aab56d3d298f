/** A person who asks in many rooms, and notes when each answer came: a client that costs as little as one can. */
import { register, type TestClient } from '../../tests/e2e/client.ts';
import type { Synapse } from '../../tests/e2e/synapse.ts';
import { Lookout } from '../../tests/support/lookout.ts';

/** The answer that a question waits for, in milliseconds. */
const patience = 300_000;
/** Only what is said, and who comes and goes. */
const filter = encodeURIComponent(
  JSON.stringify({
    presence: { types: [] },
    account_data: { types: [] },
    room: {
      account_data: { types: [] },
      ephemeral: { types: [] },
      state: { types: [], lazy_load_members: true },
      timeline: { types: ['m.room.message', 'm.room.member'], limit: 200, lazy_load_members: true },
    },
  }),
);

interface SyncAnswer {
  readonly next_batch: string;
  readonly rooms?: {
    readonly join?: Record<
      string,
      {
        timeline: {
          events: {
            type: string;
            sender: string;
            state_key?: string;
            content: { membership?: string; 'm.relates_to'?: { 'm.in_reply_to'?: { event_id: string } } };
          }[];
        };
      }
    >;
  };
}

/** A person. */
export class Asker {
  readonly client: TestClient;
  /** When the reply to an event came, by the event. */
  private readonly replied = new Map<string, number>();
  private readonly joined = new Set<string>();
  private readonly lookout = new Lookout();
  private running = true;

  private constructor(client: TestClient) {
    this.client = client;
  }

  /** Makes an account and follows its rooms until closed. */
  static async register(synapse: Synapse, name: string): Promise<Asker> {
    const asker = new Asker(await register(synapse, name, false));
    void asker.follow();
    return asker;
  }

  private async follow(): Promise<void> {
    const path = `/sync?filter=${filter}&set_presence=offline`;
    let { next_batch: since } = await this.sync(path);
    while (this.running) {
      const answer = await this.sync(`${path}&timeout=5000&since=${since}`).catch((error: unknown) => {
        if (this.running) throw error;
        return { next_batch: since };
      });
      since = answer.next_batch;
      this.note(answer);
    }
  }

  private async sync(path: string): Promise<SyncAnswer> {
    return (await this.client.request('GET', path)) as unknown as SyncAnswer;
  }

  private note({ rooms }: SyncAnswer): void {
    const now = performance.now();
    for (const [room, { timeline }] of Object.entries(rooms?.join ?? {}))
      for (const { type, sender, state_key, content } of timeline.events) {
        if (type === 'm.room.member' && content.membership === 'join')
          this.joined.add(`${room} ${state_key}`);
        const event = content['m.relates_to']?.['m.in_reply_to']?.event_id;
        if (event !== undefined && sender !== this.client.user) this.replied.set(event, now);
      }
    this.lookout.wake();
  }

  private async until(look: () => boolean, what: string): Promise<void> {
    const failure = () => `not seen within ${patience} ms: ${what}`;
    await this.lookout.until(look, { within: patience, failure });
  }

  /** Makes a room with a bot in it. */
  async roomWith(bot: string): Promise<string> {
    const room = await this.client.createRoom({ invite: [bot], is_direct: true });
    await this.until(() => this.joined.has(`${room} ${bot}`), `${bot} in the new room`);
    return room;
  }

  async roomsWith(bot: string, count: number): Promise<string[]> {
    const rooms: string[] = [];
    while (rooms.length < count) rooms.push(await this.roomWith(bot));
    return rooms;
  }

  /** Resolves when the reply to an event has come, with the moment at which it did. */
  async reply(event: string): Promise<number> {
    await this.until(() => this.replied.has(event), 'a reply');
    return this.replied.get(event) ?? Number.NaN;
  }

  /** Asks, and gives how long the answer took, in milliseconds. */
  async ask(room: string, question: string): Promise<number> {
    const begun = performance.now();
    return (await this.reply(await this.client.say(room, question))) - begun;
  }

  close(): void {
    this.running = false;
  }
}
