import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Previewed } from '../../src/preview/previewed.ts';
import { type PreviewServer, servePreview } from '../../src/preview/server.ts';
import { answerTurns } from '../../src/terminal/ask.ts';
import { right, smallPreview, wrong } from './previewed-small.ts';

const { previewed, files } = smallPreview(right('un'));
let server: PreviewServer;

beforeAll(async () => {
  await previewed.take();
  server = await servePreview(previewed, 0);
});
afterAll(() => server.close());

const at = (path: string) => new URL(path, server.url);

/** As any program on the machine may ask, whatever headers it likes. */
function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
) {
  return new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]>; body: string }>(
    (resolve, reject) => {
      const { method = 'GET', headers = {}, body } = options;
      const asked = request(at(path), { method, headers }, async (response) => {
        resolve({ status: response.statusCode, headers: response.headers, body: await text(response) });
      });
      asked.on('error', reject);
      asked.end(body);
    },
  );
}

const json = { 'content-type': 'application/json' };
const say = (turns: readonly unknown[], headers: Record<string, string> = json, direct = true) =>
  ask('/conversation', { method: 'POST', headers, body: JSON.stringify({ turns, direct }) });

describe('the page', () => {
  it.each([
    ['/', 'text/html'],
    ['/icon.svg', 'image/svg+xml'],
    ['/page.css', 'text/css'],
    ['/page.js', 'text/javascript'],
  ])('%s is served, and may load nothing from elsewhere nor run anything inline', async (path, type) => {
    const { status, headers, body } = await ask(path);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe(`${type}; charset=utf-8`);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(body.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:\/\//);
  });

  it('is only on the loopback, and holds nothing else of the disk', async () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    for (const path of ['/package.json', '/../server.ts', '/%2e%2e/server.ts', '/page.js?x', '/constructor'])
      expect((await ask(path)).status).toBe(404);
    expect((await ask('/', { method: 'POST' })).status).toBe(404);
  });
});

describe('who asks', () => {
  it('is a browser of this machine, under a name of the loopback (DNS rebinding)', async () => {
    const { port } = new URL(server.url);
    expect((await ask('/', { headers: { host: `localhost:${port}` } })).status).toBe(200);
    for (const host of ['pirate.example', `pirate.example:${port}`, '127.0.0.1', '127.0.0.1:1'])
      expect((await ask('/', { headers: { host } })).status).toBe(403);
  });

  it('is no page of another site', async () => {
    const origin = new URL(server.url).origin;
    expect((await say(['GF ?'], { ...json, origin })).status).toBe(200);
    for (const other of ['https://pirate.example', 'null', origin.replace('127.0.0.1', 'localhost')])
      expect((await say(['GF ?'], { ...json, origin: other })).status).toBe(403);
    expect((await say(['GF ?'], { 'content-type': 'text/plain' })).status).toBe(415);
  });
});

describe('a conversation', () => {
  const turns = ['GF ou Guichet Santé ?', 'et leur hébergement ?', 'merci', 'xyzzy', '!aide'];

  it.each([true, false])('is answered as « ask » answers it (addressed: %s)', async (direct) => {
    const conversation = previewed.conversation();
    if (conversation === undefined) throw new Error('nothing to compare with');
    const { status, body } = await say(turns, json, direct);
    expect(status).toBe(200);
    const answers: { text: string; band: string; html: string[] }[] = JSON.parse(body);
    expect(answers.map(({ text, band }) => ({ text, band }))).toEqual(
      answerTurns(conversation, { turns, addressed: direct }).map(({ text, band }) => ({ text, band })),
    );
    for (const { html, text } of answers) expect(html.length === 0).toBe(text === '');
  });

  it('is refused when it is no conversation, or a book', async () => {
    for (const body of ['', '{', '{}', '{"turns":[],"direct":true}', '{"turns":[1],"direct":true}'])
      expect((await ask('/conversation', { method: 'POST', headers: json, body })).status).toBe(400);
    expect((await say(['x'.repeat(300_000)])).status).toBe(400);
    expect((await say(Array(501).fill('x'))).status).toBe(400);
  });

  it('waits for knowledge that is right', async () => {
    const broken = smallPreview(wrong).previewed;
    await broken.take();
    const other = await servePreview(broken, 0);
    const response = await fetch(new URL('/conversation', other.url), {
      method: 'POST',
      headers: json,
      body: '{"turns":["GF ?"],"direct":true}',
    });
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('corrigez-les');
    other.close();
  });
});

describe('the events', () => {
  it('tell the state at once and at each change, and let go of who leaves', async () => {
    let followers = 0;
    const counted: Previewed = {
      ...previewed,
      onChange(told) {
        followers += 1;
        const stop = previewed.onChange(told);
        return () => {
          followers -= 1;
          stop();
        };
      },
    };
    const other = await servePreview(counted, 0);
    const leaving = new AbortController();
    const response = await fetch(new URL('/evenements', other.url), { signal: leaving.signal });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const next = async () => JSON.parse((await reader?.read())?.value?.replace(/^data: /, '') ?? 'null');
    expect(await next()).toMatchObject({ version: 'un', errors: [] });
    files.now = wrong;
    await previewed.take();
    expect(await next()).toMatchObject({ version: 'un', errors: [{ file: 'topics.yaml', line: 3 }] });
    files.now = right('un');
    await previewed.take();
    expect(await next()).toMatchObject({ errors: [] });
    expect(followers).toBe(1);
    leaving.abort();
    await expect.poll(() => followers).toBe(0);
    other.close();
  });
});
