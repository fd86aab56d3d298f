import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createLog, readable } from '../../src/operations/logs.ts';

/** Runs with a log and gives its lines. */
function lines(level: string, tty: boolean, write: (log: ReturnType<typeof createLog>) => void): string[] {
  const output = new PassThrough();
  write(createLog(level, Object.assign(output, { isTTY: tty }) as unknown as NodeJS.WriteStream));
  return String(output.read() ?? '')
    .split('\n')
    .slice(0, -1);
}

describe('log', () => {
  it('is one JSON object a line, with the level asked for', () => {
    const [line, ...more] = lines('warn', false, (log) => {
      log.info({}, 'non');
      log.warn({ attempts: 2 }, 'Le serveur ne répond pas.');
    });
    expect(more).toEqual([]);
    expect(JSON.parse(line ?? '')).toMatchObject({
      level: 40,
      attempts: 2,
      msg: 'Le serveur ne répond pas.',
    });
  });

  it('keeps secrets and texts out, also those that hang on an error', () => {
    const error = Object.assign(new Error('refused'), { body: { text: 'ma question' } });
    const all = lines('info', false, (log) =>
      log.error({ err: error, token: 'syt_secret', text: 'ma question' }, 'Échec.'),
    ).join();
    expect(all).toContain('refused');
    expect(all).not.toMatch(/syt_secret|ma question/);
  });

  it.each([
    ['JSON that cannot be read', () => JSON.parse('{"body": "ma question')],
    ['JSON followed by something', () => JSON.parse('ma question')],
    ['a row that is not what was written', () => z.strictObject({}).parse({ 'ma question': 1 })],
    ['a text with a wrong escape', () => decodeURIComponent('%ma question')],
    ['what is no error', () => Promise.reject('ma question')],
  ])('does not say what an error quotes: %s', async (_, fail) => {
    let thrown: unknown;
    try {
      await fail();
    } catch (error) {
      thrown = new Error('the sync could not be read', { cause: error });
    }
    const all = lines('debug', false, (log) => log.warn({ err: thrown }, 'Échec.')).join();
    expect(all).toContain('the sync could not be read');
    expect(all).toMatch(/\(contenu tu\)|"message":"string"/);
    expect(all).not.toMatch(/ma q/);
  });

  it('is readable on a terminal', () => {
    expect(lines('info', true, (log) => log.info({ rooms: 3 }, 'Prêt.'))[0]).toMatch(
      /^\d\d:\d\d:\d\d info {6}Prêt\. rooms=3$/,
    );
    expect(
      readable('{"level":50,"time":"2026-11-22T10:00:00Z","msg":"Non.","err":{"stack":"Error: x"}}'),
    ).toMatch(/erreur {4}Non\. \nError: x$/);
    expect(
      readable(
        '{"level":40,"time":"2026-11-22T10:00:00Z","wait":1000,"msg":"Sans réponse.","err":{"message":"GET /sync: 502","stack":"Error: x"}}',
      ),
    ).toMatch(/attention Sans réponse\. wait=1000 \(GET \/sync: 502\)$/);
  });
});
