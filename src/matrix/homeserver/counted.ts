/** Counts the requests to the homeserver by how they ended, and the commits by how long they took. */
import type { Counters } from '../../operations/counters.ts';
import type { Storage } from '../../storage/contract.ts';
import { type Homeserver, RequestError } from './homeserver.ts';

/** The same homeserver, counted. */
export function countRequests(homeserver: Homeserver, counters: Counters): Homeserver {
  return {
    async request(method, path, options) {
      try {
        const answer = await homeserver.request(method, path, options);
        counters.add('requests', { outcome: 'ok' });
        return answer;
      } catch (error) {
        counters.add('requests', { outcome: outcomeOf(error) });
        throw error;
      }
    },
  };
}

/** The same storage, counted. */
export function countCommits(storage: Storage, counters: Counters): Storage {
  return {
    ...storage,
    async apply(operations) {
      const begun = performance.now();
      await storage.apply(operations);
      counters.add('commits');
      counters.add('commit_seconds', {}, (performance.now() - begun) / 1_000);
    },
  };
}

function outcomeOf(error: unknown): 'limited' | 'refused' | 'failed' {
  if (!(error instanceof RequestError)) return 'failed';
  if (error.status === 429) return 'limited';
  return error.temporary ? 'failed' : 'refused';
}
