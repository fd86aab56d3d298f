/** An ordinary client over the client-server API: what a person does in a room, and what they see. */
import { randomUUID } from 'node:crypto';
import { Lookout } from '../support/lookout.ts';
import type { Synapse } from './synapse.ts';

/** An event as a client sees it. */
export interface SeenEvent {
  readonly event_id: string;
  readonly type: string;
  readonly sender: string;
  readonly origin_server_ts: number;
  readonly state_key?: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly unsigned?: Readonly<Record<string, unknown>>;
  readonly redacts?: string;
}
interface Login {
  readonly user_id: string;
  readonly access_token: string;
  readonly device_id: string;
}

/** A person. */
export class TestClient {
  readonly url: string;
  readonly user: string;
  readonly token: string;
  readonly device: string;
  /** What came in each room, in order. */
  private readonly seen = new Map<string, SeenEvent[]>();
  private readonly lookout = new Lookout();
  private running = true;

  constructor(url: string, login: Login) {
    this.url = url;
    this.user = login.user_id;
    this.token = login.access_token;
    this.device = login.device_id;
  }

  async request(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.url}/_matrix/client/v3${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Follows its rooms until closed. */
  async follow(): Promise<void> {
    let since = '';
    // Nothing of a burst may be left out.
    const filter = encodeURIComponent(JSON.stringify({ room: { timeline: { limit: 1_000 } } }));
    while (this.running) {
      try {
        const answer = await this.request(
          'GET',
          `/sync?timeout=5000&filter=${filter}${since === '' ? '' : `&since=${since}`}`,
        );
        since = String(answer.next_batch);
        const rooms = answer.rooms as
          | { join?: Record<string, { timeline: { events: SeenEvent[] } }> }
          | undefined;
        for (const [room, { timeline }] of Object.entries(rooms?.join ?? {}))
          this.seen.set(room, [...this.events(room), ...timeline.events]);
        this.lookout.wake();
      } catch {
        if (this.running) await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  close(): void {
    this.running = false;
  }

  events(room: string): readonly SeenEvent[] {
    return this.seen.get(room) ?? [];
  }

  /** Messages of others in a room, in order, without edits. */
  messages(room: string): readonly SeenEvent[] {
    return this.events(room).filter(
      ({ type, sender, content }) =>
        type === 'm.room.message' && sender !== this.user && content['m.new_content'] === undefined,
    );
  }

  /** The messages that reply to an event. */
  repliesTo(room: string, event: string): readonly SeenEvent[] {
    return this.messages(room).filter(({ content }) => {
      const related = content['m.relates_to'] as { 'm.in_reply_to'?: { event_id: string } } | undefined;
      return related?.['m.in_reply_to']?.event_id === event;
    });
  }

  /** Waits until a look at what was seen gives something. */
  until<T>(look: () => T | undefined | false, what: string, within = 90_000): Promise<T> {
    return this.lookout.until(look, { within, failure: () => `not seen within ${within} ms: ${what}` });
  }

  /** The first reply to an event. */
  reply(room: string, event: string): Promise<SeenEvent> {
    return this.until(() => this.repliesTo(room, event)[0], `a reply to ${event}`);
  }

  async createRoom(options: object = {}): Promise<string> {
    return String(
      (await this.request('POST', '/createRoom', { preset: 'private_chat', ...options })).room_id,
    );
  }

  invite(room: string, user: string): Promise<unknown> {
    return this.request('POST', `/rooms/${encodeURIComponent(room)}/invite`, { user_id: user });
  }

  join(room: string): Promise<unknown> {
    return this.request('POST', `/rooms/${encodeURIComponent(room)}/join`, {});
  }

  leave(room: string): Promise<unknown> {
    return this.request('POST', `/rooms/${encodeURIComponent(room)}/leave`, {});
  }

  async send(room: string, content: object, type = 'm.room.message'): Promise<string> {
    const path = `/rooms/${encodeURIComponent(room)}/send/${type}/${randomUUID()}`;
    return String((await this.request('PUT', path, content)).event_id);
  }

  say(room: string, body: string, more: object = {}): Promise<string> {
    return this.send(room, { msgtype: 'm.text', body, ...more });
  }

  edit(room: string, event: string, body: string): Promise<string> {
    return this.say(room, `* ${body}`, {
      'm.new_content': { msgtype: 'm.text', body },
      'm.relates_to': { rel_type: 'm.replace', event_id: event },
    });
  }

  async redact(room: string, event: string): Promise<string> {
    const path = `/rooms/${encodeURIComponent(room)}/redact/${encodeURIComponent(event)}/${randomUUID()}`;
    return String((await this.request('PUT', path, {})).event_id);
  }

  setState(room: string, type: string, content: object): Promise<unknown> {
    return this.request('PUT', `/rooms/${encodeURIComponent(room)}/state/${type}/`, content);
  }

  /** Waits until an account has that membership. */
  joined(room: string, user: string, membership = 'join'): Promise<SeenEvent> {
    return this.until(
      () =>
        this.events(room).findLast(
          ({ type, state_key, content }) =>
            type === 'm.room.member' && state_key === user && content.membership === membership,
        ),
      `${user} to ${membership}`,
    );
  }
}

/** Makes an account. A client that follows its rooms must be closed. */
export async function register(synapse: Synapse, name: string, follow = true): Promise<TestClient> {
  const response = await fetch(`${synapse.url}/_matrix/client/v3/register`, {
    method: 'POST',
    body: JSON.stringify({ username: name, password: 'secret', auth: { type: 'm.login.dummy' } }),
  });
  const login = await response.json();
  if (!response.ok) throw new Error(`register ${name}: ${JSON.stringify(login)}`);
  const client = new TestClient(synapse.url, login as Login);
  if (follow) void client.follow();
  return client;
}

/** Logs an account in on another device. */
export async function logIn(synapse: Synapse, user: string): Promise<TestClient> {
  const response = await fetch(`${synapse.url}/_matrix/client/v3/login`, {
    method: 'POST',
    body: JSON.stringify({
      type: 'm.login.password',
      identifier: { type: 'm.id.user', user },
      password: 'secret',
    }),
  });
  const login = await response.json();
  if (!response.ok) throw new Error(`login ${user}: ${JSON.stringify(login)}`);
  return new TestClient(synapse.url, login as Login);
}
