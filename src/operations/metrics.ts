/** The text of `/metrics`, in the format of Prometheus (exposition format 0.0.4). What it says of each figure is French. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { answerBounds, type Counters, counted, series } from './counters.ts';
import type { Health } from './health.ts';

const prefix = 'communs_bot_';

/** The figures that go up and down, from the state of health; a figure that is not known yet is left out. */
export const gauges = {
  ready: ['1 si le bot fait son travail, 0 sinon.', ({ healthy }) => Number(healthy)],
  sync_age_seconds: ['Âge de la dernière synchronisation réussie.', ({ syncAge }) => syncAge],
  outbox_messages: ['Messages à envoyer.', ({ outbox }) => outbox?.waiting],
  outbox_oldest_seconds: ['Âge du plus ancien message à envoyer.', ({ outbox }) => outbox?.oldest],
  undecrypted_events: ['Messages gardés en attendant leur clé.', ({ undecrypted }) => undecrypted],
  device_signed: [
    '1 si l’appareil est signé par son compte, 0 sinon.',
    ({ signed }) => (signed === undefined ? undefined : Number(signed)),
  ],
  rooms: ['Salons où se trouve le bot.', ({ rooms }) => rooms],
  knowledge_refused: [
    '1 si les connaissances du dossier ne conviennent pas et que les précédentes servent, 0 sinon.',
    ({ knowledge }) => (knowledge === undefined ? undefined : Number(knowledge.refused)),
  ],
  lease_held: [
    'À deux processus : 1 pour celui qui agit, 0 pour celui qui attend.',
    ({ lease }) => (lease === undefined ? undefined : Number(lease.epoch !== undefined)),
  ],
  lease_epoch: [
    'Nombre de relais pris depuis la création de la base, vu de celui qui agit.',
    ({ lease }) => lease?.epoch,
  ],
  standby_ready: [
    '1 si un second processus est prêt à prendre le relais, 0 sinon, vu de celui qui agit.',
    ({ lease }) => (lease?.epoch === undefined ? undefined : Number(lease.standbyReady)),
  ],
  account_days_left: ['Jours avant MATRIX_ACCOUNT_RENEW_BY.', ({ accountDaysLeft }) => accountDaysLeft],
} satisfies Record<string, readonly [help: string, read: (health: Health) => number | undefined]>;

const packageSchema = z.looseObject({ version: z.string() });
const { version } = packageSchema.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')),
);

/** All metrics, as text. */
export function metricsText(counters: Counters, health: Health): string {
  return [
    ...family('info', 'gauge', 'Versions du programme et des connaissances.', [
      [series('info', { version, knowledge: health.knowledge?.version ?? '' }), 1],
    ]),
    ...Object.entries(gauges).flatMap(([name, [help, read]]) => {
      const value = read(health);
      return value === undefined ? [] : family(name, 'gauge', help, [[name, value]]);
    }),
    ...countersText(counters),
    ...answerTimesText(counters),
    ...processText(),
    '',
  ].join('\n');
}

type Sample = readonly [series: string, value: number];

function family(name: string, type: string, help: string, samples: readonly Sample[]): string[] {
  if (samples.length === 0) return [];
  return [
    `# HELP ${prefix}${name} ${help}`,
    `# TYPE ${prefix}${name} ${type}`,
    ...samples.map(([one, value]) => `${prefix}${one} ${value}`),
  ];
}

/** What has not happened yet is there with 0 where it has no labels: a rate can then be had from the start. */
function countersText(counters: Counters): string[] {
  const figures = [...counters.all()];
  return Object.entries(counted).flatMap(([name, [help, ...labels]]) => {
    const own = figures.filter(([key]) => key === name || key.startsWith(`${name}{`));
    const samples = own.length === 0 && labels.length === 0 ? [[name, 0] as const] : own;
    const total = samples.map(([key, value]) => [key.replace(name, `${name}_total`), value] as const);
    return family(`${name}_total`, 'counter', help, total);
  });
}

function answerTimesText(counters: Counters): string[] {
  const { within, count, sum } = counters.times();
  const buckets = answerBounds.map(
    (bound, index) => [series('answer_seconds_bucket', { le: String(bound) }), within[index] ?? 0] as const,
  );
  return family(
    'answer_seconds',
    'histogram',
    'Temps entre une question et l’envoi de sa réponse, en secondes.',
    [
      ...buckets,
      [series('answer_seconds_bucket', { le: '+Inf' }), count],
      ['answer_seconds_sum', sum],
      ['answer_seconds_count', count],
    ],
  );
}

/** Under the names that every Prometheus client uses. */
function processText(): string[] {
  const { user, system } = process.cpuUsage();
  return [
    '# TYPE process_start_time_seconds gauge',
    `process_start_time_seconds ${(Date.now() / 1_000 - process.uptime()).toFixed(3)}`,
    '# TYPE process_resident_memory_bytes gauge',
    `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
    '# TYPE process_cpu_seconds_total counter',
    `process_cpu_seconds_total ${(user + system) / 1_000_000}`,
  ];
}
