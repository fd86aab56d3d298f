/** The heartbeat that the bot leaves in its data folder, and the container's health check that reads it. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What the bot says of itself every few seconds. */
const heartbeatSchema = z.strictObject({
  /** When it was written, in milliseconds since 1970. */
  at: z.number(),
  /** Whether it does its work: syncing with the homeserver. */
  healthy: z.boolean(),
  /** French lines: what is wrong and what to do, or how things are. */
  lines: z.array(z.string()),
});
export type Heartbeat = z.infer<typeof heartbeatSchema>;

/** How often the bot writes its heartbeat, in milliseconds. */
export const heartbeatEvery = 10_000;
/** From this age on, in milliseconds, the process counts as stuck or gone. */
const tooOld = 60_000;
const fileOf = (folder: string) => join(folder, 'heartbeat.json');

/** Replaces the heartbeat in one step: a reader never sees half of it. */
export function writeHeartbeat(folder: string, heartbeat: Heartbeat): void {
  const path = fileOf(folder);
  writeFileSync(`${path}.new`, JSON.stringify(heartbeat), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** What `npm run health` prints, and whether it exits with 0. */
export type Health = Pick<Heartbeat, 'healthy' | 'lines'>;

/** Reads the heartbeat. @param now in milliseconds since 1970 */
export function checkHealth(folder: string, now = Date.now()): Health {
  let heartbeat: Heartbeat;
  try {
    heartbeat = heartbeatSchema.parse(JSON.parse(readFileSync(fileOf(folder), 'utf8')));
  } catch {
    return { healthy: false, lines: [`Aucun signe de vie dans « ${folder} » : le bot a-t-il démarré ?`] };
  }
  const age = now - heartbeat.at;
  if (age > tooOld) {
    const line = `Dernier signe de vie il y a ${Math.round(age / 1000)} s : le bot est arrêté ou bloqué.`;
    return { healthy: false, lines: [line, ...heartbeat.lines] };
  }
  return { healthy: heartbeat.healthy, lines: heartbeat.lines };
}
