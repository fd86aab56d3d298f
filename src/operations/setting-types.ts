/** How the text of an environment variable is read: one zod schema a type, whose message says in French what is expected. */
import { z } from 'zod';

const units: Readonly<Record<string, number>> = {
  s: 1_000,
  min: 60_000,
  h: 3_600_000,
  j: 86_400_000,
};

/** `6 h`, `90min`, `365 j` → milliseconds. */
export const duration = z.string().transform((text, context) => {
  const [, count, unit] = /^(\d+(?:[.,]\d+)?)\s*(s|min|h|j)$/i.exec(text) ?? [];
  const factor = units[unit?.toLowerCase() ?? ''];
  if (count !== undefined && factor !== undefined) return Number(count.replace(',', '.')) * factor;
  context.addIssue('une durée attendue : un nombre et une unité (s, min, h ou j), par exemple « 6 h »');
  return z.NEVER;
});

/** `oui`/`non`, and what other programs are used to. */
export const flag = z.string().transform((text, context) => {
  if (/^(oui|on|true|1|yes)$/i.test(text)) return true;
  if (/^(non|off|false|0|no)$/i.test(text)) return false;
  context.addIssue('« oui » ou « non » attendu');
  return z.NEVER;
});

/** A number that is not negative. */
export const count = z
  .string()
  .regex(/^\d+([.,]\d+)?$/, 'un nombre positif ou nul attendu')
  .transform((text) => Number(text.replace(',', '.')));

/** A time in seconds, at least one. */
export const seconds = count.refine((value) => value >= 1, 'un nombre de secondes attendu, 1 au moins');

/** A TCP port. */
export const port = z
  .string()
  .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, 'un port attendu, de 0 à 65535')
  .transform(Number);

/** The base address of a web service, without the slash at the end. */
export const webAddress = z
  .string()
  .refine((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ''), {
    error: 'une adresse web attendue, par exemple « https://matrix.agent.social.tchap.gouv.fr »',
  })
  .transform((text) => /^[^/]*(?:\/+[^/]+)*/.exec(text)?.[0] ?? text);

/** A PostgreSQL address. */
export const databaseAddress = z.string().regex(/^postgres(ql)?:\/\/./, {
  error: 'une adresse PostgreSQL attendue, « postgres://… »',
});

/** Any text. */
export const text = z.string();

/** A day, `2026-11-22`. */
export const day = z.iso.date('une date attendue, par exemple « 2027-06-30 »');

const accountPattern = /^@[^:\s]+:[^:\s]+(:\d+)?$/;

/** A Matrix account. */
export const account = z
  .string()
  .regex(accountPattern, 'un compte Matrix attendu, par exemple « @prenom.nom:agent.social.tchap.gouv.fr »');

/** A Matrix room, by its id. */
export const room = z.string().regex(/^![^\s]+$/, 'l’identifiant interne d’un salon attendu, « !… »');

const list = (item: RegExp, expected: string) =>
  z.string().transform((value, context) => {
    const items = value.split(/[\s,;]+/).filter((part) => part !== '');
    for (const wrong of items.filter((part) => !item.test(part)))
      context.addIssue(`« ${wrong} » : ${expected}`);
    return items;
  });

/** Matrix accounts, separated by spaces or commas. */
export const accounts = list(accountPattern, 'un compte Matrix attendu, de la forme « @nom:serveur »');

/** Server names, exact or `*.domain`. */
export const servers = list(
  /^(\*\.)?[a-z0-9.-]+(:\d+)?$/i,
  'un nom de serveur attendu, exact ou de la forme « *.domaine »',
);

/** The levels of the log. */
export const logLevel = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
  error: 'un niveau attendu : fatal, error, warn, info, debug ou silent',
});
