import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Health } from '../../src/operations/health.ts';
import { type HttpEndpoints, serveHttp } from '../../src/operations/http.ts';
import { aHealth } from './health-support.ts';

let endpoints: HttpEndpoints | undefined;
afterEach(() => endpoints?.close());

/** Listens on any port of the loopback; gives how it answers. */
async function serve(more: Partial<Health> = {}) {
  const options = { host: '127.0.0.1', health: () => ({ ...aHealth, ...more }), metrics: () => 'a 1\n' };
  endpoints = await serveHttp({ ...options, port: 0 });
  const { url } = endpoints;
  return (path: string, method = 'GET') => fetch(url + path, { method });
}

describe('the HTTP endpoints', () => {
  it('say in /sante whether the bot does its work, and why', async () => {
    const ask = await serve();
    const response = await ask('/sante');
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({
      vivant: true,
      pret: true,
      relais: 'pris',
      relais_numero: 3,
      raisons: ['Synchronisé.'],
      synchronisation_age_s: 12,
      envois_en_attente: 1,
      envoi_le_plus_ancien_s: 3,
      appareil_signe: true,
      connaissances: 'abc123',
    });
  });

  it('answer 503 when it does not, and tell that apart from being dead', async () => {
    const waiting = await serve({ healthy: false, syncAge: undefined });
    expect((await waiting('/sante')).status).toBe(503);
    expect(await (await waiting('/sante')).json()).toMatchObject({
      pret: false,
      synchronisation_age_s: null,
    });
    expect((await waiting('/sante/vivant')).status).toBe(200);
    endpoints?.close();
    const dead = await serve({ healthy: false, live: false });
    expect((await dead('/sante/vivant')).status).toBe(503);
  });

  it('give the metrics as Prometheus wants them', async () => {
    const response = await (await serve())('/metrics?x=1');
    expect(response.headers.get('content-type')).toContain('version=0.0.4');
    expect(await response.text()).toBe('a 1\n');
  });

  it('only answer questions, and name their paths to who is lost', async () => {
    const ask = await serve();
    expect((await ask('/sante', 'POST')).status).toBe(405);
    expect(await (await ask('/sante', 'HEAD')).text()).toBe('');
    const lost = await ask('/health');
    expect(lost.status).toBe(404);
    expect(await lost.text()).toContain('/sante/vivant');
  });

  it('say what to do when the address cannot be had', async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const options = { health: () => aHealth, metrics: () => '' };
    await expect(serveHttp({ ...options, host: '127.0.0.1', port })).rejects.toThrow(
      `Le port ${port} de 127.0.0.1 est déjà pris`,
    );
    await expect(serveHttp({ ...options, host: '192.0.2.1', port: 0 })).rejects.toThrow(
      /BOT_HTTP_HOST = « 192\.0\.2\.1 » n’est pas une adresse de cette machine/,
    );
    other.close();
  });
});
