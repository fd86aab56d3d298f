import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCertificate, opensslAvailable } from '../support/certificate.ts';

/** A name that only the proxy knows, as behind the firewall of a ministry. */
const name = 'matrix.interne.test';

describe.skipIf(!opensslAvailable())('behind a proxy, with a certificate of an authority of our own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'communs-bot-proxy-'));
  const through: string[] = [];
  let authority: string;
  let homeserver: HttpsServer;
  let proxy: HttpServer;
  const portOf = (server: HttpServer | HttpsServer) => (server.address() as AddressInfo).port;

  beforeAll(async () => {
    const certificate = makeCertificate(folder, name);
    authority = certificate.authority;
    homeserver = createHttpsServer(certificate, (request, response) => {
      const path = request.url ?? '';
      response.statusCode = path.endsWith('/versions') ? 200 : 401;
      response.end(
        path.endsWith('/versions')
          ? '{"versions":["v1.12"]}'
          : '{"errcode":"M_UNKNOWN_TOKEN","error":"asked with a token"}',
      );
    }).listen(0, '127.0.0.1');
    proxy = createHttpServer().listen(0, '127.0.0.1');
    proxy.on('connect', (request, socket) => {
      through.push(request.url ?? '');
      const onward = connect(portOf(homeserver), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        onward.pipe(socket).pipe(onward);
      });
      for (const end of [onward, socket]) end.on('error', () => end.destroy());
    });
    await Promise.all([once(homeserver, 'listening'), once(proxy, 'listening')]);
  });
  afterAll(() => {
    homeserver.close();
    proxy.close();
    rmSync(folder, { recursive: true });
  });

  /** What the program says with these variables of Node, which are read when it starts. */
  async function doctor(environment: Record<string, string>): Promise<string> {
    const child = spawn(process.execPath, [resolve('src/main.ts'), 'doctor'], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        BOT_KNOWLEDGE_DIR: resolve('knowledge'),
        MATRIX_HOMESERVER_URL: `https://${name}`,
        MATRIX_ACCESS_TOKEN: 'syt_secret',
        ...environment,
      },
    });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += String(chunk);
    });
    await once(child, 'close');
    return text;
  }
  const proxied = () => ({ HTTPS_PROXY: `http://127.0.0.1:${portOf(proxy)}`, NODE_USE_ENV_PROXY: '1' });

  it('the homeserver answers, and every request goes through the proxy', async () => {
    const text = await doctor({ ...proxied(), NODE_EXTRA_CA_CERTS: authority });
    expect(text).toMatch(/^✓ Serveur Matrix : .* répond/m);
    // The second request is the Matrix client's own: it takes the same way.
    expect(text).toMatch(/^✗ Jeton : .*refuse le jeton/m);
    expect(through.length).toBeGreaterThan(0);
    expect(new Set(through)).toEqual(new Set([`${name}:443`]));
  });

  it('without the authority, the certificate is named, and the variable that takes it', async () => {
    expect(await doctor(proxied())).toMatch(/^✗ Serveur Matrix : .*certificat.*NODE_EXTRA_CA_CERTS=/m);
  });

  it('NO_PROXY is heeded: nobody else knows the name', async () => {
    const before = through.length;
    const text = await doctor({ ...proxied(), NODE_EXTRA_CA_CERTS: authority, NO_PROXY: '.interne.test' });
    expect(text).toMatch(/^✗ Serveur Matrix : .*ce nom est inconnu/m);
    expect(through).toHaveLength(before);
  });
});
