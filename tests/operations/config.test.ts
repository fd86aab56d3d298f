import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError, type Environment, readConfig } from '../../src/operations/config.ts';
import { growth, superLinear } from '../support/growth.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'communs-bot-config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Reads with a `.env` of that text. */
function read(environment: Environment, dotEnv = '') {
  const path = join(folder, '.env');
  writeFileSync(path, dotEnv);
  return readConfig(environment, path);
}
function problems(environment: Environment, dotEnv = ''): readonly string[] {
  try {
    read(environment, dotEnv);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map((line) => line.replace(folder, '…'));
    throw error;
  }
  return [];
}

describe('readConfig', () => {
  it('has a value for everything that has a default', () => {
    expect(read({}).config).toMatchObject({
      homeserverUrl: undefined,
      allowedServers: undefined,
      allowedUsers: [],
      messagesPerSecond: 1,
      dataDir: 'data',
      knowledgeDir: 'knowledge',
      answerMaxAge: 6 * 3_600_000,
      unaskedAnswers: true,
      logLevel: 'info',
    });
  });

  it('is read or refused line by line, whatever is written there', () => {
    const names = ['MATRIX_HOMESERVER_URL', 'MATRIX_ADMINS', 'MATRIX_ALLOWED_SERVERS', 'MATRIX_ADMIN_ROOM'];
    const others = [
      'BOT_ANSWER_MAX_AGE',
      'BOT_FLOOD_PER_MINUTE',
      'BOT_LOG_LEVEL',
      'BOT_X',
      '__proto__',
      'PATH',
    ];
    const name = fc.constantFrom(...names, ...others);
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('6 h', 'oui', '"', "'x", '$A', '#', '@a:b'),
    );
    const line = fc.oneof(
      fc.tuple(name, value).map((pair) => pair.join('=')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.dictionary(name, value), fc.array(line, { maxLength: 6 }), (environment, lines) => {
        expect(problems(environment, lines.join('\n'))).toBeInstanceOf(Array);
      }),
    );
  });

  it.each(['MATRIX_HOMESERVER_URL', 'MATRIX_ADMINS', 'MATRIX_ALLOWED_SERVERS', 'BOT_ANSWER_MAX_AGE'])(
    'costs no more than the length of %s',
    (setting) => {
      for (const piece of ['1', 'a', '/', '@a:b ', ' ', '.'])
        expect(growth((size) => problems({ [setting]: `https://${piece.repeat(size)}` }))).toBeLessThan(
          superLinear,
        );
    },
  );

  it('does without a .env file', () => {
    expect(readConfig({}, join(folder, 'none')).warnings).toEqual([]);
  });

  it('reads every type', () => {
    const { config } = read({
      MATRIX_HOMESERVER_URL: 'https://matrix.example.fr/',
      MATRIX_ALLOWED_SERVERS: 'agent.social.tchap.gouv.fr, *.dinum.fr',
      MATRIX_ALLOWED_USERS: '@a:b.fr @c:d.fr',
      MATRIX_MESSAGES_PER_SECOND: '0,5',
      BOT_ANSWER_MAX_AGE: '90 min',
      BOT_UNASKED_ANSWERS: 'non',
    });
    expect(config).toMatchObject({
      homeserverUrl: 'https://matrix.example.fr',
      allowedServers: ['agent.social.tchap.gouv.fr', '*.dinum.fr'],
      allowedUsers: ['@a:b.fr', '@c:d.fr'],
      messagesPerSecond: 0.5,
      answerMaxAge: 5_400_000,
      unaskedAnswers: false,
    });
  });

  it('lets the environment win over .env, and an empty variable count as not set', () => {
    const dotEnv = 'BOT_CONTACT=fichier\nBOT_DATA_DIR=ici\n';
    expect(read({ BOT_CONTACT: 'environnement', BOT_DATA_DIR: ' ' }, dotEnv).config).toMatchObject({
      contact: 'environnement',
      dataDir: 'ici',
    });
  });

  it('tells all errors at once, each with the value found and what was expected', () => {
    expect(
      problems({
        MATRIX_HOMESERVER_URL: 'tchap',
        MATRIX_ADMINS: '@a:b.fr prenom.nom',
        BOT_ANSWER_MAX_AGE: 'six heures',
        BOT_LOG_LEVEL: 'verbeux',
      }),
    ).toEqual([
      'MATRIX_HOMESERVER_URL = « tchap » : une adresse web attendue, par exemple « https://matrix.agent.social.tchap.gouv.fr »',
      'MATRIX_ADMINS = « @a:b.fr prenom.nom » : « prenom.nom » : un compte Matrix attendu, de la forme « @nom:serveur »',
      'BOT_ANSWER_MAX_AGE = « six heures » : une durée attendue : un nombre et une unité (s, min, h ou j), par exemple « 6 h »',
      'BOT_LOG_LEVEL = « verbeux » : un niveau attendu : fatal, error, warn, info, debug ou silent',
    ]);
  });

  it('refuses an unknown name of ours in .env, with the nearest; other names are none of its business', () => {
    expect(problems({}, 'MATRIX_HOMESERVER=x\nBOT_ZZZZZZZZ=1\nPATH=/bin\n')).toEqual([
      '…/.env : variable inconnue « BOT_ZZZZZZZZ »',
      '…/.env : variable inconnue « MATRIX_HOMESERVER » (vouliez-vous dire MATRIX_HOMESERVER_URL ?)',
    ]);
  });

  it('sees a slip in the prefix too, in .env', () => {
    expect(problems({}, 'MATRX_USER=x\nCOMPOSE_PROJECT_NAME=x\n')).toEqual([
      '…/.env : variable inconnue « MATRX_USER » (vouliez-vous dire MATRIX_USER ?)',
    ]);
    expect(read({ MATRX_USER: 'x' }).warnings).toEqual([]);
  });

  it('refuses in .env what Node reads before it', () => {
    expect(problems({}, 'HTTPS_PROXY=http://p:1\nno_proxy=x\nNODE_EXTRA_CA_CERTS=/ca.pem\n')).toEqual(
      ['HTTPS_PROXY', 'NODE_EXTRA_CA_CERTS', 'no_proxy'].map(
        (name) =>
          `…/.env : ${name} n’y a pas d’effet, Node la lit avant ce fichier. Donnez-la dans l’environnement.`,
      ),
    );
    expect(problems({ HTTPS_PROXY: 'http://p:1' })).toEqual([]);
  });

  it('only warns of an unknown name in the process environment', () => {
    expect(read({ BOT_CONTACTS: 'x' }).warnings).toEqual([
      'environnement : variable inconnue « BOT_CONTACTS » (vouliez-vous dire BOT_CONTACT ?)',
    ]);
  });

  it('reads a secret from a file, and refuses it twice', () => {
    const path = join(folder, 'token');
    writeFileSync(path, 'syt_secret\n');
    expect(read({ MATRIX_ACCESS_TOKEN_FILE: path }).config.accessToken).toBe('syt_secret');
    expect(problems({ MATRIX_ACCESS_TOKEN_FILE: path, MATRIX_ACCESS_TOKEN: 'syt_other' })).toEqual([
      'MATRIX_ACCESS_TOKEN et MATRIX_ACCESS_TOKEN_FILE sont donnés tous les deux : n’en gardez qu’un.',
    ]);
    expect(problems({ MATRIX_ACCESS_TOKEN_FILE: join(folder, 'nothing') })).toEqual([
      `MATRIX_ACCESS_TOKEN_FILE : le fichier « …/nothing » ne peut pas être lu.`,
    ]);
  });
});
