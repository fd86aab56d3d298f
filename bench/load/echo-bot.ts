/**
 * The least that a bot can do, for comparison: a sync loop and a send, over plain HTTP. It joins where it is invited and says each
 * text again, at once, in reply; it stores nothing, checks nothing, waits for nothing. Run as a process of its own.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';

const { MATRIX_HOMESERVER_URL: url = '', MATRIX_ACCESS_TOKEN: token = '' } = process.env;

const syncSchema = z.looseObject({
  next_batch: z.string(),
  rooms: z
    .looseObject({
      join: z
        .record(
          z.string(),
          z.looseObject({
            timeline: z.looseObject({
              events: z.array(
                z.looseObject({
                  event_id: z.string(),
                  sender: z.string(),
                  content: z.looseObject({ msgtype: z.string().optional(), body: z.unknown() }),
                }),
              ),
            }),
          }),
        )
        .default({}),
      invite: z.record(z.string(), z.unknown()).default({}),
    })
    .default({ join: {}, invite: {} }),
});

async function request(method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${url}/_matrix/client/v3${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  return response.json();
}

const { user_id: own } = z
  .looseObject({ user_id: z.string() })
  .parse(await request('GET', '/account/whoami'));
const nothing = { types: [] };
const filter = encodeURIComponent(
  JSON.stringify({
    presence: nothing,
    account_data: nothing,
    room: {
      account_data: nothing,
      ephemeral: nothing,
      state: { types: [], lazy_load_members: true },
      timeline: { types: ['m.room.message'], limit: 50, lazy_load_members: true },
    },
  }),
);

const sync = async (since: string): Promise<z.infer<typeof syncSchema>> =>
  syncSchema.parse(await request('GET', `/sync?filter=${filter}${since}`));

let { next_batch: since } = await sync('');
console.log(JSON.stringify({ msg: 'Connecté' }));
for (;;) {
  const { next_batch, rooms } = await sync(`&set_presence=offline&timeout=30000&since=${since}`);
  since = next_batch;
  for (const room of Object.keys(rooms.invite)) void request('POST', `/join/${encodeURIComponent(room)}`, {});
  for (const [room, { timeline }] of Object.entries(rooms.join))
    for (const { event_id, sender, content } of timeline.events) {
      if (sender === own || content.msgtype !== 'm.text') continue;
      void request('PUT', `/rooms/${encodeURIComponent(room)}/send/m.room.message/${randomUUID()}`, {
        msgtype: 'm.notice',
        body: content.body,
        'm.relates_to': { 'm.in_reply_to': { event_id } },
        'm.mentions': { user_ids: [sender] },
      });
    }
}
