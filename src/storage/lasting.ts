/**
 * What a backup holds: that which outlives the device. The crypto tables of a copy would use keys again that were used already
 * (docs/chiffrement.md); the sync token, what was to be sent and what waits for its key belong to the device too; sessions live a day and
 * hold what people said.
 */
import type { Table } from './contract.ts';

/** The rows of `meta` that are kept over a change of device, by what they are. */
export const lastingMeta = {
  /** The version of what the rows hold. */
  schema: 'schema',
  /** The key of the hashes under which events are remembered. */
  hashKey: 'hash-key',
  /** Answers are switched off, everywhere. */
  paused: 'paused',
  /** What the knowledge said last, and what changed in it. */
  news: 'news',
} as const;

/** The tables that are kept whole. */
export const lastingTables = ['rooms', 'seen', 'answers'] as const satisfies readonly Table[];
