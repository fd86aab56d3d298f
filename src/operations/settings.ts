/**
 * Every setting, once: the reading, the errors, `.env.example` and the table of docs/configuration.md are made from this list.
 */
import type { z } from 'zod';
import * as types from './setting-types.ts';

/** One environment variable. */
export interface Setting<T> {
  readonly name: string;
  readonly type: z.ZodType<T, string>;
  /** As it would be written in the environment. */
  readonly default: string | undefined;
  /** Never printed; can also be given as a file, by the same name with `_FILE`. */
  readonly secret: boolean;
  /** French, for the person who installs the bot. */
  readonly doc: string;
  readonly example: string | undefined;
}

interface Description {
  readonly doc: string;
  readonly example?: string;
  readonly secret?: true;
}

const complete = (description: Description) => ({
  doc: description.doc,
  example: description.example,
  secret: description.secret ?? false,
});

/** A setting that has a default. */
function setting<T>(
  name: string,
  type: z.ZodType<T, string>,
  fallback: string,
  description: Description,
): Setting<T> {
  return { name, type, default: fallback, ...complete(description) };
}

/** A setting that may be left out. */
function optional<T>(
  name: string,
  type: z.ZodType<T, string>,
  description: Description,
): Setting<T | undefined> {
  return { name, type, default: undefined, ...complete(description) };
}

/** The settings, by the name that the program uses. */
export const settings = {
  homeserverUrl: optional('MATRIX_HOMESERVER_URL', types.webAddress, {
    doc: 'Adresse du serveur Matrix (API client). Sur Tchap : « https://matrix. » suivi du nom du serveur.',
    example: 'https://matrix.agent.social.tchap.gouv.fr',
  }),
  accessToken: optional('MATRIX_ACCESS_TOKEN', types.text, {
    doc: 'Jeton d’accès du compte du bot. Inutile après `npm run login`, qui en garde un dans le dossier de données ; s’il est donné ici, il l’emporte.',
    secret: true,
  }),
  user: optional('MATRIX_USER', types.account, {
    doc: 'Compte du bot. Sert à `npm run login` ; au démarrage, il est comparé au compte du jeton.',
    example: '@communs-bot:agent.social.tchap.gouv.fr',
  }),
  password: optional('MATRIX_PASSWORD', types.text, {
    doc: 'Mot de passe du compte : seulement pour `npm run login` et le premier dépôt des clés de signature.',
    secret: true,
  }),
  recoveryKey: optional('MATRIX_RECOVERY_KEY', types.text, {
    doc: 'Clé de récupération (ou phrase secrète) d’un compte qui a déjà une identité de signature. Utile une seule fois par appareil.',
    secret: true,
  }),
  allowedServers: optional('MATRIX_ALLOWED_SERVERS', types.servers, {
    doc: 'Serveurs dont les comptes peuvent inviter le bot : noms exacts ou « *.domaine », séparés par des espaces. Vide : son propre serveur seulement.',
    example: 'agent.social.tchap.gouv.fr agent.dinum.tchap.gouv.fr',
  }),
  allowedUsers: setting('MATRIX_ALLOWED_USERS', types.accounts, '', {
    doc: 'Comptes qui peuvent inviter le bot, en plus des serveurs.',
    example: '@prenom.nom:agent.externe.tchap.gouv.fr',
  }),
  admins: setting('MATRIX_ADMINS', types.accounts, '', {
    doc: 'Comptes qui ont droit aux commandes d’administration.',
  }),
  adminRoom: optional('MATRIX_ADMIN_ROOM', types.room, {
    doc: 'Salon où le bot prévient de ce que l’exploitation doit savoir, et où vont les questions transmises.',
    example: '!abcdef:agent.social.tchap.gouv.fr',
  }),
  ignoredUsers: setting('MATRIX_IGNORED_USERS', types.accounts, '', {
    doc: 'Comptes auxquels le bot ne répond jamais (d’autres bots).',
  }),
  accountRenewBy: optional('MATRIX_ACCOUNT_RENEW_BY', types.day, {
    doc: 'Jour où le compte expire (Tchap : 13 mois) : le bot prévient un mois avant.',
    example: '2027-06-30',
  }),
  messagesPerSecond: setting('MATRIX_MESSAGES_PER_SECOND', types.count, '1', {
    doc: 'Rythme des messages envoyés, avec des salves de 5. 0 : sans limite.',
  }),
  signedDevicesOnly: setting('MATRIX_SIGNED_DEVICES_ONLY', types.flag, 'non', {
    doc: 'Ne chiffrer que pour les appareils signés par leur propriétaire.',
  }),
  dataDir: setting('BOT_DATA_DIR', types.text, 'data', {
    doc: 'Dossier des données (base SQLite, clés). À garder d’un démarrage à l’autre, un seul processus à la fois.',
  }),
  databaseUrl: optional('BOT_DATABASE_URL', types.databaseAddress, {
    doc: 'PostgreSQL (15 ou plus) à la place du fichier SQLite : deux processus peuvent alors se relayer. Connexion directe, sans PgBouncer ; plusieurs hôtes possibles, séparés par des virgules.',
    example: 'postgres://communs_bot:motdepasse@base.exemple.fr:5432/communs_bot?sslmode=verify-full',
    secret: true,
  }),
  leaseSeconds: setting('BOT_LEASE_SECONDS', types.seconds, '4', {
    doc: 'Avec PostgreSQL : temps au bout duquel le second processus prend le relais d’un processus figé ou isolé, en secondes. Le même pour les deux.',
  }),
  handoverSeconds: setting('BOT_HANDOVER_SECONDS', types.seconds, '30', {
    doc: 'Avec PostgreSQL : temps sans réponse du serveur Matrix au bout duquel un processus cède le relais à un second qui, lui, le joint, en secondes.',
  }),
  knowledgeDir: setting('BOT_KNOWLEDGE_DIR', types.text, 'knowledge', {
    doc: 'Dossier des connaissances (YAML).',
  }),
  storePassphrase: optional('BOT_STORE_PASSPHRASE', types.text, {
    doc: 'Phrase secrète qui chiffre les clés de chiffrement au repos. Ne se change pas après le premier démarrage.',
    secret: true,
  }),
  answerMaxAge: setting('BOT_ANSWER_MAX_AGE', types.duration, '6 h', {
    doc: 'Âge au-delà duquel une question n’est plus répondue (après une panne). Au plus 6 h utiles : les réponses plus vieilles ne sont pas envoyées.',
  }),
  sourceMaxAge: setting('BOT_SOURCE_MAX_AGE', types.duration, '365 j', {
    doc: 'Temps au bout duquel un document du guide est à relire : les réponses qui en viennent disent « à revérifier ».',
  }),
  unaskedAnswers: setting('BOT_UNASKED_ANSWERS', types.flag, 'oui', {
    doc: 'Répondre dans les salons, sans y être appelé, à une comparaison claire. Chaque salon peut le couper.',
  }),
  floodPerMinute: setting('BOT_FLOOD_PER_MINUTE', types.count, '30', {
    doc: 'Questions par minute et par personne (le double par salon) au-delà desquelles le bot se tait. 0 : sans limite.',
  }),
  contact: optional('BOT_CONTACT', types.text, {
    doc: 'Vers qui renvoyer quand le bot ne sait pas : une adresse, un salon, une équipe.',
    example: 'dnum-communs@exemple.gouv.fr',
  }),
  logLevel: setting('BOT_LOG_LEVEL', types.logLevel, 'info', {
    doc: 'Détail du journal : fatal, error, warn, info, debug ou silent.',
  }),
  httpHost: setting('BOT_HTTP_HOST', types.text, '127.0.0.1', {
    doc: 'Adresse où `/sante` et `/metrics` sont à l’écoute ; 0.0.0.0 pour toutes celles de la machine.',
  }),
  httpPort: optional('BOT_HTTP_PORT', types.port, {
    doc: 'Port de `/sante` et `/metrics` ; sans lui, rien n’écoute.',
    example: '9464',
  }),
} satisfies Record<string, Setting<unknown>>;

/** The settings as the program reads them. */
export type Config = {
  readonly [Key in keyof typeof settings]: (typeof settings)[Key] extends Setting<infer T> ? T : never;
};
