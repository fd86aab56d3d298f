/** The wait between attempts at one thing: doubled after each, up to a limit, unless the homeserver says how long. */
import { setTimeout as delay } from 'node:timers/promises';

/** Waits that double. */
export class Backoff {
  readonly #first: number;
  readonly #longest: number;
  #next: number;

  /** Both in milliseconds. */
  constructor(first: number, longest: number) {
    this.#first = first;
    this.#longest = longest;
    this.#next = first;
  }

  /** How long the next wait is when nobody says otherwise, in milliseconds. */
  get next(): number {
    return this.#next;
  }

  /** Whether nothing has been waited for since the start or the last success. */
  get fresh(): boolean {
    return this.#next === this.#first;
  }

  /** After a success: the next wait is the first one again. */
  reset(): void {
    this.#next = this.#first;
  }

  /**
   * Waits, and doubles the next wait.
   * @param asked how long the homeserver asks to wait, in milliseconds
   * @param signal ends the wait early, without an error
   */
  async wait(asked: number | undefined, signal?: AbortSignal): Promise<void> {
    await delay(asked ?? this.#next, undefined, { signal }).catch(() => {});
    this.#next = Math.min(this.#next * 2, this.#longest);
  }
}
