/** Figures of what happened since the start: for the log at the end, `!statut` and the measures. Names only, never content. */
export interface Counters {
  /** Adds one, or as many as told. */
  add(name: string, amount?: number): void;
  /** All figures, by name. */
  all(): ReadonlyMap<string, number>;
}

/** Counters that start at zero. */
export function createCounters(): Counters {
  const figures = new Map<string, number>();
  return {
    add: (name, amount = 1) => figures.set(name, (figures.get(name) ?? 0) + amount),
    all: () => figures,
  };
}
