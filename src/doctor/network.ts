/** The checks of the way to the homeserver: whether it answers, what it speaks, and whether the clocks agree. */
import { z } from 'zod';
import type { Environment } from '../operations/config.ts';
import { about, type Finding } from './finding.ts';

/** How long it may take to answer, in milliseconds. */
const patience = 15_000;
/** Clocks that differ by more, in milliseconds, are told. */
const mostSkew = 60_000;
/** The first version of the client-server API with the paths that the bot asks. */
const oldestVersion = [1, 1] as const;

const versionsSchema = z.looseObject({ versions: z.array(z.string()) });

/** What came of asking. */
export interface NetworkChecked {
  readonly homeserver: Finding;
  readonly clock: Finding;
}

/** Asks the homeserver what it speaks, which needs no account. */
export async function checkNetwork(url: string, environment: Environment): Promise<NetworkChecked> {
  const homeserver = about('Serveur Matrix');
  const clock = about('Horloge');
  const noClock = clock.unknown('vérification impossible : le serveur n’a pas répondu.');
  const started = performance.now();
  let response: Response;
  let body: string;
  try {
    response = await fetch(`${url}/_matrix/client/versions`, { signal: AbortSignal.timeout(patience) });
    body = await response.text();
  } catch (error) {
    return { homeserver: homeserver.fault(`${url} : ${explain(error, environment)}`), clock: noClock };
  }
  const took = Math.round(performance.now() - started);
  const versions = spoken(body);
  const notMatrix =
    'ce n’est pas l’API d’un serveur Matrix qui répond. Vérifiez MATRIX_HOMESERVER_URL : sur Tchap, « https://matrix. » puis le nom du serveur.';
  if (!response.ok || versions === undefined)
    return {
      homeserver: homeserver.fault(`${url} répond ${response.status}, mais ${notMatrix}`),
      clock: noClock,
    };
  const latest = versions.toSorted(byVersion).at(-1);
  return {
    homeserver:
      latest === undefined || byVersion(latest, `v${oldestVersion.join('.')}`) < 0
        ? homeserver.fault(
            `${url} ne parle que ${versions.join(', ')} : il faut la version v${oldestVersion.join('.')} ou une plus récente de l’API client. Demandez sa mise à jour.`,
          )
        : homeserver.good(`${url} répond en ${took} ms, jusqu’à la version ${latest} de l’API.`),
    clock: checkClock(response.headers.get('date')),
  };
}

function checkClock(date: string | null): Finding {
  const clock = about('Horloge');
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return clock.good('le serveur ne dit pas l’heure : rien à comparer.');
  const skew = Date.now() - theirs;
  if (Math.abs(skew) < mostSkew) return clock.good('d’accord avec celle du serveur, à une minute près.');
  const side = skew > 0 ? 'avance' : 'retarde';
  return clock.fault(
    `cette machine ${side} de ${Math.round(Math.abs(skew) / 1_000)} s sur le serveur : les questions paraîtraient trop vieilles ou à venir. Réglez-la (NTP).`,
  );
}

function spoken(body: string): string[] | undefined {
  try {
    return versionsSchema.parse(JSON.parse(body)).versions;
  } catch {
    return undefined;
  }
}

/** `v1.12` after `v1.2`; those of before the numbering (`r0.6.1`) first. */
function byVersion(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => /^v(\d+)\.(\d+)/.exec(text));
  if (!left || !right) return Number(Boolean(left)) - Number(Boolean(right));
  return Number(left[1]) - Number(right[1]) || Number(left[2]) - Number(right[2]);
}

/** Why no answer came, and what to do. */
function explain(error: unknown, environment: Environment): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const text = cause instanceof Error ? `${code} ${cause.name} ${cause.message}` : String(error);
  const found = causes.find(([pattern]) => pattern.test(text));
  return `${found?.[1] ?? `pas de réponse (${text.trim()}).`}${proxyHint(environment)}`;
}

const causes: readonly (readonly [RegExp, string])[] = [
  [/ENOTFOUND|EAI_AGAIN/, 'ce nom est inconnu. Vérifiez MATRIX_HOMESERVER_URL et le DNS de cette machine.'],
  [
    /ECONNREFUSED/,
    'la connexion est refusée. Vérifiez le port de MATRIX_HOMESERVER_URL, et que le serveur est démarré.',
  ],
  [
    /SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|CERT_(SIGNATURE|CHAIN|UNTRUSTED)/,
    'son certificat vient d’une autorité que cette machine ne connaît pas. Donnez-la dans l’environnement : NODE_EXTRA_CA_CERTS=/chemin/autorite.pem.',
  ],
  [
    /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/,
    'son certificat n’est pas valable à cette date. Vérifiez l’horloge, ou demandez son renouvellement.',
  ],
  [/ALTNAME/, 'son certificat est celui d’un autre nom. Vérifiez MATRIX_HOMESERVER_URL.'],
  [/\b407\b|Proxy/i, 'le mandataire (proxy) refuse. Vérifiez HTTPS_PROXY, et le compte qu’il demande.'],
  [
    /Timeout|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/,
    'pas de réponse dans le délai. Vérifiez le pare-feu ; derrière un mandataire, donnez HTTPS_PROXY et NODE_USE_ENV_PROXY=1 dans l’environnement.',
  ],
  [
    /ECONNRESET|socket|EPROTO|SSL/,
    'la connexion est coupée. Vérifiez « https » ou « http » dans MATRIX_HOMESERVER_URL.',
  ],
];

/** The mistake that nothing else shows: Node does not look at the proxy unless told. */
function proxyHint(environment: Environment): string {
  const proxy =
    environment.HTTPS_PROXY ?? environment.https_proxy ?? environment.HTTP_PROXY ?? environment.http_proxy;
  if (!proxy || environment.NODE_USE_ENV_PROXY === '1') return '';
  return ' HTTPS_PROXY est donnée mais ne sert pas : ajoutez NODE_USE_ENV_PROXY=1 dans l’environnement.';
}
