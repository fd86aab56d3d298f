/** Who may invite the bot. By server name and by exact account: a Tchap localpart does not tell the domain (matrix.md, Tchap). */
import { serverOf } from '../identifiers.ts';

/** The settings that decide. */
export interface AccessSettings {
  /** Exact names and `*.` patterns; undefined: the bot's own server only. */
  readonly allowedServers: readonly string[] | undefined;
  readonly allowedUsers: readonly string[];
}

/** Whether an account may invite the bot. */
export function mayInvite(user: string, own: string, settings: AccessSettings): boolean {
  if (settings.allowedUsers.includes(user)) return true;
  const server = serverOf(user).toLowerCase();
  if (server === '') return false;
  return (settings.allowedServers ?? [serverOf(own)]).some((pattern) => {
    const wanted = pattern.toLowerCase();
    return wanted.startsWith('*.') ? server.endsWith(wanted.slice(1)) : server === wanted;
  });
}
