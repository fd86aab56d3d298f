/**
 * How the bot is: what `/sante` says, and the heartbeat that it leaves in its data folder for the container's health check
 * (`npm run health`). Figures and states only, never a person or a room.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Lease } from '../storage/contract.ts';

/** The state of a running bot. What is not known yet, at the start, is undefined. */
export interface Health {
  /** Whether it does its work: syncing, its device signed, its messages leaving. */
  readonly healthy: boolean;
  /** False when it is stuck and only a restart can help. */
  readonly live: boolean;
  /** French lines: how things are, or what is wrong and what to do. */
  readonly lines: readonly string[];
  /** Seconds since the last sync that succeeded. */
  readonly syncAge: number | undefined;
  /** Messages to be sent, and for how many seconds the oldest has been waiting. */
  readonly outbox: { readonly waiting: number; readonly oldest: number } | undefined;
  /** Events that wait for their key. */
  readonly undecrypted: number | undefined;
  /** Whether the device is signed by its account. */
  readonly signed: boolean | undefined;
  /** Rooms that the bot is in. */
  readonly rooms: number | undefined;
  readonly knowledge: KnowledgeState | undefined;
  /** Days until `MATRIX_ACCOUNT_RENEW_BY`, where it is set. */
  readonly accountDaysLeft: number | undefined;
  /** Which of two processes acts; undefined where there is one only. */
  readonly lease: Lease | undefined;
}

/** The knowledge that answers come from. */
export interface KnowledgeState {
  readonly version: string;
  /** That of the folder is wrong, and the one before it is kept. */
  readonly refused: boolean;
}

/** What the bot says of itself every few seconds. */
const heartbeatSchema = z.strictObject({
  /** When it was written, in milliseconds since 1970. */
  at: z.number(),
  healthy: z.boolean(),
  lines: z.array(z.string()).readonly(),
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

/** What `npm run health` prints, and whether it exits with 0. @param now in milliseconds since 1970 */
export function checkHealth(folder: string, now = Date.now()): Pick<Health, 'healthy' | 'lines'> {
  let heartbeat: Heartbeat;
  try {
    heartbeat = heartbeatSchema.parse(JSON.parse(readFileSync(fileOf(folder), 'utf8')));
  } catch {
    return { healthy: false, lines: [`Aucun signe de vie dans « ${folder} » : le bot a-t-il démarré ?`] };
  }
  const age = now - heartbeat.at;
  // One from the future is old too: the clock was set back since.
  if (Math.abs(age) > tooOld) {
    const when = age > 0 ? `il y a ${Math.round(age / 1000)} s` : 'avant un recul de l’horloge';
    const line = `Dernier signe de vie ${when} : le bot est arrêté ou bloqué.`;
    return { healthy: false, lines: [line, ...heartbeat.lines] };
  }
  return { healthy: heartbeat.healthy, lines: heartbeat.lines };
}
