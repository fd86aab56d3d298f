/** Tries again what a homeserver that is away could not answer. */
import type { Log } from '../../operations/logs.ts';
import { RequestError } from '../homeserver/homeserver.ts';

const longestWait = 30_000;

/** Runs the task until it succeeds, waiting longer each time; only a refusal that will not pass is thrown. */
export async function persist<T>(log: Log, task: () => Promise<T>): Promise<T> {
  for (let pause = 1_000; ; pause = Math.min(longestWait, pause * 2)) {
    try {
      return await task();
    } catch (error) {
      if (!(error instanceof RequestError && error.temporary)) throw error;
      log.warn({ err: error }, 'Le serveur Matrix ne répond pas, nouvel essai');
      await new Promise((resolve) => setTimeout(resolve, Math.max(pause, error.retryAfter ?? 0)));
    }
  }
}
