/** The account as `npm run login` leaves it in the data folder, so that a restart never makes a new device. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigError } from './config.ts';

const credentialsSchema = z.strictObject({
  homeserverUrl: z.string(),
  user: z.string(),
  device: z.string(),
  accessToken: z.string(),
  refreshToken: z.string().optional(),
});
/** A logged-in device. */
export type Credentials = z.infer<typeof credentialsSchema>;

/** The file, in the data folder; mode 0600. */
export const credentialsFile = 'login.json';

/**
 * What the last login left; undefined when there was none.
 * @throws ConfigError when the file is there and cannot be used
 */
export function readCredentials(folder: string): Credentials | undefined {
  const path = join(folder, credentialsFile);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^(ENOENT|ENOTDIR)$/.test(String(error.code)))
      return undefined;
    throw new ConfigError([`« ${path} » ne peut pas être lu : vérifiez ses droits.`]);
  }
  try {
    return credentialsSchema.parse(JSON.parse(text));
  } catch {
    throw new ConfigError([`« ${path} » est abîmé : supprimez-le et relancez \`npm run login\`.`]);
  }
}

/** Replaces the file in one step. */
export function writeCredentials(folder: string, credentials: Credentials): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, credentialsFile);
  writeFileSync(`${path}.new`, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
