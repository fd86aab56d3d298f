/** Where tests wait for what a client sees: at each thing that comes, everybody who waits looks again. */

/** How long to wait. */
export interface Patience {
  /** In milliseconds. */
  readonly within: number;
  /** Looks again after so many milliseconds even when nothing came; only then unless told. */
  readonly lookEvery?: number;
  /** What the error says when it has taken too long. */
  readonly failure: () => string;
}

/** The place where one client's readers wait. */
export class Lookout {
  readonly #waiting = new Set<() => void>();

  /** Something has come. */
  wake(): void {
    for (const wake of this.#waiting) wake();
  }

  /** Waits until a look gives something. @throws Error when it has taken too long */
  async until<T>(
    look: () => T | undefined | false | null,
    { within, lookEvery = Number.POSITIVE_INFINITY, failure }: Patience,
  ): Promise<T> {
    const deadline = performance.now() + within;
    for (;;) {
      const found = look();
      if (found !== undefined && found !== false && found !== null) return found;
      const left = deadline - performance.now();
      if (left <= 0) throw new Error(failure());
      await new Promise<void>((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          this.#waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, Math.min(left, lookEvery));
        this.#waiting.add(wake);
      });
    }
  }
}
