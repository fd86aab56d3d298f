import { expect, it } from 'vitest';
import { countCommits, countRequests } from '../../../src/matrix/homeserver/counted.ts';
import { createCounters } from '../../../src/operations/counters.ts';
import { createMemoryStorage } from '../../../src/storage/memory.ts';
import { fakeHomeserver, refusal } from '../support.ts';

it('counts requests by how they ended, and passes on what came of them', async () => {
  const answers = [{}, refusal(429, 'M_LIMIT_EXCEEDED'), refusal(403), refusal(502), refusal(undefined)];
  const counters = createCounters();
  const homeserver = countRequests(
    fakeHomeserver(() => {
      const answer = answers.shift() ?? {};
      if (answer instanceof Error) throw answer;
      return answer;
    }),
    counters,
  );
  expect(await homeserver.request('GET', '/x')).toEqual({});
  for (const status of [429, 403, 502, undefined])
    await expect(homeserver.request('GET', '/x')).rejects.toMatchObject({ status });
  expect(Object.fromEntries(counters.all())).toEqual({
    'requests{outcome="ok"}': 1,
    'requests{outcome="limited"}': 1,
    'requests{outcome="refused"}': 1,
    'requests{outcome="failed"}': 2,
  });
});

it('counts commits and the time they take, and passes on what they change', async () => {
  const counters = createCounters();
  const storage = countCommits(createMemoryStorage(), counters);
  await storage.apply([{ op: 'put', table: 'meta', key: 'k', value: '1' }]);
  expect((await storage.load()).meta.get('k')).toBe('1');
  expect(counters.all().get('commits')).toBe(1);
  expect(counters.all().get('commit_seconds')).toBeGreaterThanOrEqual(0);
});
