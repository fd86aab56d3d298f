/**
 * The bot as `npm start` runs it, but without the safeguards that WITHOUT names: their code is taken out of the sources as they are
 * loaded. The program itself has no such switch. Code that is not found ends the process: then this page is out of date.
 */
import { registerHooks } from 'node:module';

/** The safeguards by name: in which file, what stands there, and what stands there without it. */
const safeguards: Readonly<
  Record<string, readonly (readonly [file: string, code: string, without: string])[]>
> = {
  /** Nobody writes under an older epoch. */
  fence: [['storage/postgres.ts', 'AND backend = pg_backend_pid() FOR SHARE', 'OR true FOR SHARE']],
  /** A holder that could not renew stops by its own clock, and by what its connection tells. */
  clock: [
    [
      'storage/postgres.ts',
      'if (failure !== undefined) throw failure;\n    if (performance.now()',
      'if (performance.now()',
    ],
    ['storage/postgres.ts', 'if (performance.now() - renewedAt > lease) throw', 'if (false) throw'],
    ['storage/postgres.ts', '.catch(lose)', '.catch(() => {})'],
    ['storage/postgres-session.ts', 'onclose: () => tell(', 'onclose: () => void ('],
  ],
  /** No request leaves before what it depends on is durable. */
  gate: [['matrix/transport.ts', "if (method !== 'GET') await gate();", '']],
  /** /sync acknowledges to-device messages only once they and the token are durable. */
  sync: [
    [
      'matrix/sync.ts',
      "await store.write([{ op: 'put', table: 'meta', key: tokenKey",
      "void store.write([{ op: 'put', table: 'meta', key: tokenKey",
    ],
    ['matrix/crypto/open.ts', 'await store.committed();\n      pump.start();', 'pump.start();'],
  ],
  /** The same message always has the same transaction id. */
  ids: [
    [
      'matrix/outbox.ts',
      "homeserver.request('PUT', path, { body: row.ready.content })",
      "homeserver.request('PUT', path + crypto.randomUUID(), { body: row.ready.content })",
    ],
  ],
};

const removed = (process.env.WITHOUT ?? '').split(' ').flatMap((name) => {
  const found = safeguards[name];
  if (found === undefined) throw new Error(`no safeguard is called ${name}`);
  return found;
});
registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    const here = removed.filter(([file]) => url.endsWith(`/src/${file}`));
    if (here.length === 0) return loaded;
    let source = String(loaded.source);
    for (const [file, code, without] of here) {
      if (!source.includes(code)) throw new Error(`${file} has changed: the safeguard is not found`);
      source = source.replace(code, () => without);
    }
    return { ...loaded, source };
  },
});

const { runBot } = await import('../../src/matrix/run.ts');
const { findAccount } = await import('../../src/operations/account.ts');
const { readConfig } = await import('../../src/operations/config.ts');
const { prepareConversation } = await import('../../src/program.ts');

const { config } = readConfig(process.env);
const account = findAccount(config, undefined);
if (account === undefined) throw new Error('the test has not set the bot up');
await runBot(config, account, () => prepareConversation(config));
