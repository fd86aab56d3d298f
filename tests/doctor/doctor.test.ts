import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diagnose } from '../../src/doctor/doctor.ts';
import { diagnosisText } from '../../src/doctor/finding.ts';
import { encodeRecoveryKey } from '../../src/matrix/crypto/recovery-key.ts';
import { describeKey } from '../../src/matrix/crypto/secret-storage.ts';
import { createSqliteStorage } from '../../src/storage/sqlite.ts';
import { openStore, type Store } from '../../src/storage/store.ts';

const user = '@bot:hs.fr';
const key = Buffer.alloc(32, 7);
const otherKey = encodeRecoveryKey(Buffer.alloc(32, 9));

/** The answers of a homeserver in order, by the end of the path: a body, or a status with one. */
const inOrder: Readonly<Record<string, unknown>> = {
  '/versions': { versions: ['r0.6.1', 'v1.2', 'v1.12'] },
  '/whoami': { user_id: user, device_id: 'D' },
  '/joined_rooms': { joined_rooms: ['!maintenance:hs.fr'] },
  '/keys/query': {
    device_keys: { [user]: { D: { signatures: { [user]: { 'ed25519:ssk': 'x' } } } } },
    self_signing_keys: { [user]: { keys: { 'ed25519:ssk': 'ssk' } } },
  },
  '/m.secret_storage.default_key': { key: 'id' },
  '/m.secret_storage.key.id': describeKey(key),
};
const refused = (status: number, errcode: string) => ({ status, body: { errcode, error: 'no' } });

let answers: Record<string, unknown>;
let headers: Record<string, string>;
let server: Server;
let url: string;
let folder: string;
let data: string;
let stores: Store[];

beforeEach(async () => {
  answers = { ...inOrder };
  headers = {};
  stores = [];
  server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    const [, found] = Object.entries(answers).find(([end]) => path.endsWith(end)) ?? [];
    const { status = 200, body = found } = (found ?? refused(404, 'M_UNRECOGNIZED')) as {
      status?: number;
      body?: unknown;
    };
    response.writeHead(status, headers);
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  folder = mkdtempSync(join(tmpdir(), 'communs-bot-doctor-'));
  data = join(folder, 'data');
  await bind('D');
});
afterEach(async () => {
  for (const store of stores) await store.close();
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

/** A store that belongs to a device; held until closed. */
async function bind(device: string, more: Record<string, string> = {}, held = false): Promise<void> {
  const store = await openStore(createSqliteStorage(data), (error) => {
    throw error;
  });
  const rows = { account: JSON.stringify({ user, device }), ...more };
  await store.write(
    Object.entries(rows).map(([at, value]) => ({ op: 'put', table: 'meta', key: at, value })),
  );
  if (held) stores.push(store);
  else await store.close();
}
/** The diagnosis of these settings: what is wrong, and the whole text. */
async function examine(environment: Record<string, string> = {}, { dotEnv = '', node = '24.21.0' } = {}) {
  const path = join(folder, '.env');
  writeFileSync(path, dotEnv);
  const settings = { MATRIX_HOMESERVER_URL: url, MATRIX_ACCESS_TOKEN: 'secret', BOT_DATA_DIR: data };
  const findings = await diagnose({ environment: { ...settings, ...environment }, dotEnv: path, node });
  const text = diagnosisText(findings);
  expect(text).not.toContain('secret');
  return {
    text,
    findings,
    faults: findings.filter(({ kind }) => kind === 'fault').map(({ title, line }) => `${title} : ${line}`),
  };
}

describe('npm run doctor', () => {
  it('ticks every line of a set-up in order, in the order of the issue', async () => {
    const { text } = await examine({
      MATRIX_ADMIN_ROOM: '!maintenance:hs.fr',
      MATRIX_ACCOUNT_RENEW_BY: '2099-06-30',
    });
    const lines = text.split('\n');
    expect(lines.slice(0, -2).map((line) => /^✓ (.+?) : \S/.exec(line)?.[1])).toEqual([
      'Node.js',
      'Dossier de données',
      'Réglages',
      'Connaissances',
      'Serveur Matrix',
      'Jeton',
      'Expiration du compte',
      'Signature de l’appareil',
      'Lien du dossier de données',
      'Salons',
      'Horloge',
    ]);
    expect(lines.at(-1)).toBe('Tout est en ordre.');
    expect(text).toContain('jusqu’à la version v1.12 de l’API');
  });

  it('looks at the folder of a running bot too', async () => {
    await bind('D', {}, true);
    expect((await examine()).text).toContain(
      `✓ Dossier de données : « ${data} », utilisé en ce moment par le bot.`,
    );
  });

  it('tells a first start from a fault', async () => {
    answers['/keys/query'] = {};
    const { faults, text } = await examine({ BOT_DATA_DIR: join(folder, 'new') });
    expect(faults).toEqual([]);
    expect(text).toContain('sera créé au premier démarrage');
    expect(text).toContain('dossier neuf');
  });

  it('says how many lines are to be mended, and where to begin', async () => {
    answers['/whoami'] = refused(401, 'M_UNKNOWN_TOKEN');
    const { text } = await examine();
    expect(text).toMatch(/À corriger : 1\. Commencez par la première ligne marquée ✗\.$/);
    expect(text).toMatch(/^– Salons : vérification impossible/m);
  });
});

/** One thing is broken: what does it, and the one line that must name it with its remedy. */
const broken: readonly (readonly [string, () => Promise<{ faults: string[] }>, RegExp])[] = [
  [
    'a Node that is too old',
    () => examine({}, { node: '22.9.0' }),
    /^Node\.js : version 22\.9\.0, il faut la 24 .*npm run/,
  ],
  [
    'a data folder that is a file',
    () => {
      writeFileSync(join(folder, 'file'), '');
      return examine({ BOT_DATA_DIR: join(folder, 'file') });
    },
    /^Dossier de données : .* n’est pas un dossier\. .*BOT_DATA_DIR/,
  ],
  [
    'a data folder that others can read',
    () => {
      chmodSync(data, 0o755);
      return examine();
    },
    /^Dossier de données : .* peut être lu par d’autres comptes .* `chmod 700 /,
  ],
  [
    'a store that a newer program has written',
    async () => {
      await bind('D', { schema: '99' });
      return examine();
    },
    /^Dossier de données : .*version plus récente du programme \(format 99.*Relancez avec la version récente/,
  ],
  [
    'a store that is damaged',
    () => {
      writeFileSync(
        join(data, 'communs-bot.sqlite'),
        'nothing that SQLite knows, and long enough to be looked at',
      );
      return examine();
    },
    /^Dossier de données : .* est abîmé\. Restaurez une sauvegarde/,
  ],
  [
    'a mistyped name in .env',
    () => examine({}, { dotEnv: 'MATRIX_HOMESERVR_URL=x\n' }),
    /^Réglages : .*variable inconnue « MATRIX_HOMESERVR_URL » \(vouliez-vous dire MATRIX_HOMESERVER_URL \?\)/,
  ],
  [
    'no token',
    () => examine({ MATRIX_ACCESS_TOKEN: '' }),
    /^Réglages : MATRIX_ACCESS_TOKEN manque .*npm run login/,
  ],
  [
    'knowledge that is not there',
    () => examine({ BOT_KNOWLEDGE_DIR: join(folder, 'nowhere') }),
    /^Connaissances : .* a des erreurs .*`npm run knowledge:check`/,
  ],
  [
    'a homeserver that is off',
    () => {
      server.close();
      return examine();
    },
    /^Serveur Matrix : .* la connexion est refusée\. Vérifiez le port/,
  ],
  [
    'the address of something else',
    () => {
      answers['/versions'] = '<html>Bienvenue</html>';
      return examine();
    },
    /^Serveur Matrix : .* répond 200, mais ce n’est pas l’API d’un serveur Matrix .*MATRIX_HOMESERVER_URL/,
  ],
  [
    'a homeserver of another age',
    () => {
      answers['/versions'] = { versions: ['r0.5.0', 'r0.6.1'] };
      return examine();
    },
    /^Serveur Matrix : .* ne parle que r0\.5\.0, r0\.6\.1 .*Demandez sa mise à jour/,
  ],
  [
    'a token that was revoked',
    () => {
      answers['/whoami'] = refused(401, 'M_UNKNOWN_TOKEN');
      return examine();
    },
    /^Jeton : .* refuse le jeton .*npm run login/,
  ],
  [
    'a token of no device',
    () => {
      answers['/whoami'] = { user_id: user };
      return examine();
    },
    /^Jeton : ce jeton n’est celui d’aucun appareil\. Donnez celui que `npm run login` obtient/,
  ],
  [
    'a homeserver that is half up',
    () => {
      answers['/whoami'] = refused(502, 'M_UNKNOWN');
      return examine();
    },
    /^Jeton : le serveur refuse ou ne répond pas \(.*502.*\)\. Réessayez/,
  ],
  [
    'the token of somebody else',
    () => examine({ MATRIX_USER: '@autre:hs.fr' }),
    /^Jeton : MATRIX_USER est « @autre:hs\.fr », .* Corrigez/,
  ],
  [
    'an account that has expired',
    () => {
      answers['/joined_rooms'] = refused(403, 'ORG_MATRIX_EXPIRED_ACCOUNT');
      answers['/whoami'] = answers['/joined_rooms'];
      return examine();
    },
    /^Expiration du compte : le compte Tchap a expiré\. Renouvelez-le/,
  ],
  [
    'a device that is not signed, without the recovery key',
    () => {
      answers['/keys/query'] = { self_signing_keys: { [user]: { keys: { 'ed25519:ssk': 'ssk' } } } };
      return examine();
    },
    /^Signature de l’appareil : .* n’est pas signé .*Donnez MATRIX_RECOVERY_KEY/,
  ],
  [
    'a device that is not signed, with the recovery key of something else',
    () => {
      answers['/keys/query'] = { self_signing_keys: { [user]: { keys: { 'ed25519:ssk': 'ssk' } } } };
      return examine({ MATRIX_RECOVERY_KEY: otherKey });
    },
    /^Signature de l’appareil : MATRIX_RECOVERY_KEY n’ouvre pas le coffre de ce compte\. Vérifiez/,
  ],
  [
    'a data folder that was lost',
    () => examine({ BOT_DATA_DIR: join(folder, 'new') }),
    /^Signature de l’appareil : L’appareil D existe sur le serveur avec d’autres clés.*npm run login/,
  ],
  [
    'the data folder of another device',
    () => {
      answers['/whoami'] = { user_id: user, device_id: 'E' };
      answers['/keys/query'] = {};
      return examine();
    },
    /^Lien du dossier de données : Le dossier de données appartient à .* \(appareil D\).*Remettez/,
  ],
  [
    'a maintainers’ room that the bot is not in',
    () => examine({ MATRIX_ADMIN_ROOM: '!ailleurs:hs.fr' }),
    /^Salons : le bot n’est pas dans MATRIX_ADMIN_ROOM .*Invitez-le/,
  ],
  [
    'a clock that is wrong',
    () => {
      headers.date = new Date(Date.now() - 3_600_000).toUTCString();
      return examine();
    },
    /^Horloge : cette machine avance de 360\d s .*NTP/,
  ],
];

describe('a broken set-up: npm run doctor names the fault and its remedy, once', () => {
  it.each(broken)('%s', async (_, setUp, expected) => {
    const { faults } = await setUp();
    expect(faults).toEqual([expect.stringMatching(expected)]);
  });

  it('lists every wrong setting', async () => {
    const { faults } = await examine({ BOT_LOG_LEVEL: 'fort', BOT_HTTP_PORT: 'x' });
    expect(faults).toHaveLength(2);
  });

  it('notices what will have to be done, and what has no effect', async () => {
    const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    const { faults, text } = await examine({ MATRIX_ACCOUNT_RENEW_BY: soon, BOT_CONTACTS: 'x' });
    expect(faults).toEqual([]);
    expect(text).toMatch(/^! Expiration du compte : .*expire le/m);
    expect(text).toMatch(/^! Réglages : .*« BOT_CONTACTS » \(vouliez-vous dire BOT_CONTACT \?\)/m);
    expect(text).toMatch(/À prévoir : 2/);
  });

  it('says when a proxy is given and not used', async () => {
    server.close();
    const { faults } = await examine({ HTTPS_PROXY: 'http://proxy:3128' });
    expect(faults[0]).toContain('NODE_USE_ENV_PROXY=1');
  });
});
