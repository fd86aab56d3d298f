/**
 * A crowd that no homeserver of one machine could serve in minutes: a way to the homeserver that adds questions to a bot's syncs and
 * takes its answers. All else (account, keys, rooms) is the homeserver's.
 */
import { startWay, type Way } from './way.ts';

/** So many questions come in one sync, by so many people. */
const together = 50;
const people = 40;

/** A running crowd. */
export interface Crowd extends Pick<Way, 'url' | 'close'> {
  /** Asks in a room that the bot is in; resolves when all is answered. */
  ask(room: string, questions: readonly string[]): Promise<void>;
}

/** Starts one in front of a homeserver. */
export async function startCrowd(target: string): Promise<Crowd> {
  let room = '';
  let asked = 0;
  let answered = 0;
  let sent = 0;
  let waiting: object[] = [];
  let done: () => void = () => {};

  const event = (body: string): object => {
    asked += 1;
    return {
      event_id: `$asked${asked}`,
      type: 'm.room.message',
      sender: `@person${asked % people}:test.localhost`,
      origin_server_ts: Date.now(),
      content: { msgtype: 'm.text', body },
      unsigned: { age: 1 },
    };
  };
  const added = (body: string): string => {
    const events = waiting.splice(0, together);
    if (events.length === 0) return body;
    const join = { [room]: { timeline: { events, limited: false } } };
    return JSON.stringify({ ...JSON.parse(body), rooms: { join } });
  };

  const way = await startWay(target, {
    path: (path) => path.replace(/timeout=\d+/, waiting.length > 0 ? 'timeout=0' : 'timeout=100'),
    answer(method, path, body) {
      if (path.includes('/state/m.room.encryption'))
        return { status: 404, body: { errcode: 'M_NOT_FOUND', error: 'no such state' } };
      if (method !== 'PUT' || !path.includes('/send/m.room.message/')) return undefined;
      if (body.includes('"event_id":"$asked')) answered += 1;
      sent += 1;
      if (answered === asked) done();
      return { status: 200, body: { event_id: `$sent${sent}` } };
    },
    sync: added,
  });
  return {
    ...way,
    ask(where, questions) {
      room = where;
      return new Promise((resolve) => {
        done = resolve;
        waiting = questions.map(event);
      });
    },
  };
}
