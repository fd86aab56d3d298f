/** Access tokens that expire are renewed with the refresh token that `npm run login` left (Client-Server API, "Refreshing access tokens"). */
import { z } from 'zod';
import type { Account } from '../../operations/account.ts';
import { readCredentials, writeCredentials } from '../../operations/credentials.ts';
import { connect } from './transport.ts';

const renewed = z.looseObject({ access_token: z.string(), refresh_token: z.string().optional() });

/**
 * Makes the renewal of an account's token; none when it does not come from `npm run login`. The new tokens are in the file before they
 * are used: until then the old refresh token stays good, so a crash in between loses nothing.
 */
export function renewalOf(
  { homeserverUrl, refreshToken }: Account,
  folder: string,
): (() => Promise<string>) | undefined {
  if (refreshToken === undefined) return undefined;
  const anonymous = connect(homeserverUrl, '', async () => {});
  return async () => {
    const kept = readCredentials(folder);
    const body = { refresh_token: kept?.refreshToken ?? refreshToken };
    const answer = renewed.parse(await anonymous.request('POST', '/_matrix/client/v3/refresh', { body }));
    const next = answer.refresh_token ?? body.refresh_token;
    if (kept !== undefined)
      writeCredentials(folder, { ...kept, accessToken: answer.access_token, refreshToken: next });
    return answer.access_token;
  };
}
