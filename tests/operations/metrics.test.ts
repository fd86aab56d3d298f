import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { createCounters } from '../../src/operations/counters.ts';
import { metricsText } from '../../src/operations/metrics.ts';
import { aHealth } from './health-support.ts';

/** The figures of a text, by series; every other line must be a comment of the format. */
function parsed(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  for (const line of text.trimEnd().split('\n')) {
    if (/^# (HELP|TYPE) [a-z_]+ \S/.test(line)) continue;
    const [, series, value] = /^([a-z_]+(?:\{(?:[a-z_]+="[^"\\]*",?)+\})?) (\S+)$/.exec(line) ?? [];
    if (series === undefined || samples.has(series)) throw new Error(`no sample, or twice: ${line}`);
    samples.set(series, Number(value));
  }
  return samples;
}

/** Everything has happened once. */
function busy() {
  const counters = createCounters();
  counters.add('questions', { kind: 'card', band: 'answer' });
  counters.add('requests', { outcome: 'limited' });
  counters.add('knowledge_reloads', { outcome: 'refused' });
  counters.add('advice_steps', { place: 'projet', happening: 'reached' });
  counters.add('messages_sent');
  counters.answered(0.2);
  return counters;
}

describe('metricsText', () => {
  it('tells the figures, each explained, with those that are still 0', () => {
    const samples = parsed(metricsText(busy(), aHealth));
    expect(Object.fromEntries(samples)).toMatchObject({
      'communs_bot_questions_total{kind="card",band="answer"}': 1,
      communs_bot_messages_sent_total: 1,
      communs_bot_events_failed_total: 0,
      communs_bot_ready: 1,
      communs_bot_sync_age_seconds: 12,
      communs_bot_outbox_oldest_seconds: 3,
      communs_bot_device_signed: 1,
      communs_bot_rooms: 4,
      communs_bot_account_days_left: 200,
      'communs_bot_answer_seconds_bucket{le="0.1"}': 0,
      'communs_bot_answer_seconds_bucket{le="0.25"}': 1,
      'communs_bot_answer_seconds_bucket{le="+Inf"}': 1,
      communs_bot_answer_seconds_count: 1,
      communs_bot_answer_seconds_sum: 0.2,
    });
    expect(samples.get('process_resident_memory_bytes')).toBeGreaterThan(1e7);
    expect(
      [...samples.keys()].some((series) => /^communs_bot_info\{version="\d.*knowledge="abc123"/.test(series)),
    ).toBe(true);
  });

  it('leaves out what is not known', () => {
    const text = metricsText(createCounters(), {
      ...aHealth,
      syncAge: undefined,
      accountDaysLeft: undefined,
    });
    expect(text).not.toMatch(/sync_age_seconds|account_days_left/);
  });
});

const rulesSchema = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^CommunsBot/),
          expr: z.string(),
          for: z.string().regex(/^\d+[mh]$/),
          labels: z.strictObject({ severity: z.enum(['critical', 'warning']) }),
          annotations: z.strictObject({ summary: z.string(), description: z.string() }),
        }),
      ),
    }),
  ),
});

describe('the alert rules', () => {
  const { groups } = rulesSchema.parse(parse(readFileSync('deploy/alertes.yaml', 'utf8')));
  const rules = groups.flatMap((group) => group.rules);
  const samples = [...parsed(metricsText(busy(), aHealth)).keys()];

  it.each(rules)('$alert rests on figures that exist', ({ expr }) => {
    const asked = [...expr.matchAll(/\b(communs_bot_\w+|process_\w+)(?:\{([^}]*)\})?/g)];
    for (const [whole, name = '', labels = ''] of asked) {
      const wanted = labels === '' ? [] : labels.split(',');
      const found = samples.some(
        (sample) =>
          sample.split('{')[0] === name &&
          wanted.every((one) => sample.includes(one.includes('!=') ? `${one.split('!=')[0]}="` : one)),
      );
      expect(found, whole).toBe(true);
    }
    // `up` is the scrape's own.
    expect(asked.length > 0 || /\bup\{/.test(expr)).toBe(true);
  });

  it('cover what must wake somebody', () => {
    const all = rules.map(({ expr }) => expr).join('\n');
    for (const figure of [
      'up{',
      'ready',
      'device_signed',
      'outbox_oldest',
      'account_days_left',
      'knowledge_refused',
      'limited',
      'answer_seconds',
      'events_failed',
      'lease_held',
      'standby_ready',
      'commit_seconds',
    ])
      expect(all).toContain(figure);
  });
});

it('docs/exploitation.md names metrics that exist', () => {
  const types = metricsText(busy(), aHealth).matchAll(/^# TYPE (\S+)/gm);
  const known = new Set([...types].map(([, name]) => name));
  const named = readFileSync('docs/exploitation.md', 'utf8').matchAll(/`(communs_bot_\w+)/g);
  const unknown = [...named].map(([, name]) => name).filter((name) => !known.has(name));
  expect(unknown).toEqual([]);
});
