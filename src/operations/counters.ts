/**
 * Figures of what happened since the start: for `/metrics`, `!statut`, the log at the end and the measures. Names and kinds only, never
 * content, a person or a room.
 */

/** Everything that is counted, once: what `/metrics` says of it, in French, then the names of its labels. */
export const counted = {
  questions: ['Questions, par sorte et par issue (answer, suggest, refuse).', 'kind', 'band'],
  advice_steps: ['Ce qui arrive à chaque question de !conseil.', 'place', 'happening'],
  messages_sent: ['Messages envoyés.'],
  messages_dropped: ['Messages abandonnés : salon quitté, message trop vieux, refus définitif.'],
  send_retries: ['Envois remis à plus tard.'],
  requests: ['Requêtes au serveur Matrix, par issue (ok, limited pour 429, refused, failed).', 'outcome'],
  commits: ['Enregistrements dans la base.'],
  commit_seconds: ['Temps passé à enregistrer, en secondes.'],
  sync_failures: ['Synchronisations échouées.'],
  events_failed: ['Messages dont le traitement a échoué.'],
  events_given_up: ['Messages passés après avoir arrêté le programme deux fois.'],
  events_too_old: ['Messages trop vieux pour être répondus.'],
  events_unparsed: ['Événements illisibles, ignorés.'],
  events_replayed: ['Messages chiffrés rejoués, refusés.'],
  events_waiting_for_key: ['Messages arrivés avant leur clé.'],
  events_undecryptable: ['Messages chiffrés refusés.'],
  gaps_cut_short: ['Absences trop longues pour être relues en entier.'],
  invitations_accepted: ['Invitations acceptées.'],
  invitations_refused: ['Invitations refusées.'],
  rooms_deserted: ['Salons quittés parce que le bot y était seul.'],
  floods_unanswered: ['Questions laissées sans réponse au-delà de BOT_FLOOD_PER_MINUTE.'],
  loops_unanswered: ['Messages laissés sans réponse parce qu’ils tournent en rond.'],
  knowledge_reloads: ['Relectures des connaissances, par issue (taken, refused).', 'outcome'],
} as const satisfies Record<string, readonly [help: string, ...labels: string[]]>;
export type CounterName = keyof typeof counted;

/** What tells the kinds of a figure apart: codes of ours and ids of the knowledge. */
export type Labels = Readonly<Record<string, string>>;

/** The bounds of the buckets in which answering times fall, in seconds. */
export const answerBounds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300] as const;

/** How long answers took: from the question as it came to the homeserver, to the homeserver's taking the answer. */
export interface AnswerTimes {
  /** How many took at most so long, one for each of `answerBounds`. */
  readonly within: readonly number[];
  readonly count: number;
  /** In seconds, all together. */
  readonly sum: number;
}

/** The figures of one process. */
export interface Counters {
  /** Adds one, or as many as told. */
  add(name: CounterName, labels?: Labels, amount?: number): void;
  /** One more answer, after so many seconds. */
  answered(seconds: number): void;
  /** All figures, by name with its labels as Prometheus writes them: `questions{kind="card",band="answer"}`. */
  all(): ReadonlyMap<string, number>;
  times(): AnswerTimes;
}

/** Counters that start at zero. */
export function createCounters(): Counters {
  const figures = new Map<string, number>();
  const within = answerBounds.map(() => 0);
  let count = 0;
  let sum = 0;
  return {
    add(name, labels = {}, amount = 1) {
      const key = series(name, labels);
      figures.set(key, (figures.get(key) ?? 0) + amount);
    },
    answered(seconds) {
      count += 1;
      sum += seconds;
      for (const [index, bound] of answerBounds.entries())
        if (seconds <= bound) within[index] = (within[index] ?? 0) + 1;
    },
    all: () => figures,
    times: () => ({ within, count, sum }),
  };
}

/** `name{label="value"}`, as the text format of Prometheus writes it. */
export function series(name: string, labels: Labels): string {
  const inside = Object.entries(labels).map(([label, value]) => `${label}="${escapeLabel(value)}"`);
  return inside.length === 0 ? name : `${name}{${inside.join(',')}}`;
}

const escapeLabel = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
