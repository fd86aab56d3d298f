/** The pace of messages: a token bucket, first come first served. Nothing but messages is paced. */

/** Gives leave to send one message. */
export interface Pace {
  /** Resolves when a message may go. */
  turn(): Promise<void>;
  /** Nothing goes for that long, in milliseconds: the homeserver asked for it. */
  pause(duration: number): void;
}

const burst = 5;

/**
 * @param perSecond 0 for no pacing (a pause still holds)
 * @param clock milliseconds that never go back
 */
export function createPace(perSecond: number, clock: () => number = () => performance.now()): Pace {
  let tokens = burst;
  let filledAt = clock();
  let pausedUntil = 0;
  let queue: Promise<void> = Promise.resolve();

  /** Milliseconds until the next message may go; 0 takes its token. */
  const take = (): number => {
    const now = clock();
    if (now < pausedUntil) return pausedUntil - now;
    if (perSecond === 0) return 0;
    tokens = Math.min(burst, tokens + ((now - filledAt) / 1_000) * perSecond);
    filledAt = now;
    if (tokens < 1) return ((1 - tokens) / perSecond) * 1_000;
    tokens -= 1;
    return 0;
  };

  const wait = async (): Promise<void> => {
    for (let delay = take(); delay > 0; delay = take())
      await new Promise((resolve) => setTimeout(resolve, Math.ceil(delay)));
  };

  return {
    turn() {
      queue = queue.then(wait);
      return queue;
    },
    pause(duration) {
      pausedUntil = Math.max(pausedUntil, clock() + duration);
    },
  };
}
