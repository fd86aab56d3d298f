/** The environment and `.env` → one validated Config, or all errors at once, in French, without a secret in them. */
import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { nearest } from '../knowledge/nearest.ts';
import { OperatorError } from './errors.ts';
import { type Config, type Setting, settings } from './settings.ts';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The configuration cannot be used; the message has one line a problem. */
export class ConfigError extends OperatorError {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `La configuration ne convient pas (voir docs/configuration.md) :\n${problems.map((line) => `- ${line}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

/** A Config, and what is worth telling although it is no error. */
export interface ConfigResult {
  readonly config: Config;
  readonly warnings: readonly string[];
}

const entries: readonly (readonly [string, Setting<unknown>])[] = Object.entries(settings);
const fileSuffix = '_FILE';
const knownNames = new Set(
  entries.flatMap(([, { name, secret }]) => (secret ? [name, `${name}${fileSuffix}`] : [name])),
);
const ours = /^(MATRIX|BOT)_/;
/** Node reads these before the program can: in `.env` they would be without effect, and nothing would tell. */
const nodesOwn = /^(NODE_.+|(https?|no|all)_proxy)$/i;

/**
 * Reads the configuration. The process environment wins over `.env`; an empty variable counts as not set. Unknown names of
 * ours are errors in `.env`, and warnings in the process environment, where a platform may put its own.
 * @param dotEnv path of the `.env` file, which need not exist
 * @throws ConfigError
 */
export function readConfig(environment: Environment, dotEnv = '.env'): ConfigResult {
  const problems: string[] = [];
  const file = readDotEnv(dotEnv, problems);
  const unknown = (from: Environment, place: string, isOurs: (name: string) => boolean): string[] =>
    Object.keys(from)
      .sort()
      .filter((name) => isOurs(name) && !knownNames.has(name))
      .map((name) => {
        const meant = nearest(name, knownNames);
        return `${place} : variable inconnue « ${name} »${meant === undefined ? '' : ` (vouliez-vous dire ${meant} ?)`}`;
      });
  // There, a slip in the prefix itself is a slip; the environment has names of others that may look like ours.
  const looksLikeOurs = (name: string) => ours.test(name) || nearest(name, knownNames) !== undefined;
  problems.push(...unknown(file, dotEnv, looksLikeOurs));
  for (const name of Object.keys(file)
    .filter((one) => nodesOwn.test(one))
    .sort())
    problems.push(
      `${dotEnv} : ${name} n’y a pas d’effet, Node la lit avant ce fichier. Donnez-la dans l’environnement.`,
    );

  const given: Environment = { ...withoutEmpty(file), ...withoutEmpty(environment) };
  const values = entries.map(([key, setting]) => [key, readSetting(setting, given, problems)] as const);
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    // Each value came out of the schema of its own setting.
    config: Object.fromEntries(values) as Config,
    warnings: unknown(environment, 'environnement', (name) => ours.test(name)),
  };
}

function readDotEnv(path: string, problems: string[]): Environment {
  if (!existsSync(path)) return {};
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (error) {
    problems.push(`${path} : ${error instanceof Error ? error.message : 'illisible'}`);
    return {};
  }
}

/** Of a value that is wrong, so many characters are shown. */
const shownLength = 100;

const withoutEmpty = (environment: Environment): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));

function readSetting(setting: Setting<unknown>, given: Environment, problems: string[]): unknown {
  const { name, type } = setting;
  const value = readValue(setting, given, problems);
  if (value === undefined) return undefined;
  const parsed = type.safeParse(value.trim());
  if (parsed.success) return parsed.data;
  const start = value.length > shownLength ? `${value.slice(0, shownLength)}…` : value;
  const shown = setting.secret ? '(secret)' : `« ${start} »`;
  for (const { message } of parsed.error.issues) problems.push(`${name} = ${shown} : ${message}`);
  return undefined;
}

function readValue(
  { name, secret, default: fallback }: Setting<unknown>,
  given: Environment,
  problems: string[],
): string | undefined {
  const path = secret ? given[`${name}${fileSuffix}`] : undefined;
  if (path === undefined) return given[name] ?? fallback;
  if (given[name] !== undefined) {
    problems.push(`${name} et ${name}${fileSuffix} sont donnés tous les deux : n’en gardez qu’un.`);
    return fallback;
  }
  try {
    return readFileSync(path.trim(), 'utf8').trim() || fallback;
  } catch {
    problems.push(`${name}${fileSuffix} : le fichier « ${path} » ne peut pas être lu.`);
    return fallback;
  }
}
