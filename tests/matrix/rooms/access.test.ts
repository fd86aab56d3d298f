import { describe, expect, it } from 'vitest';
import { mayInvite } from '../../../src/matrix/rooms/access.ts';

const own = '@bot:agent.social.tchap.gouv.fr';
const settings = { allowedServers: undefined, allowedUsers: [] };

describe('mayInvite', () => {
  it.each([
    ['its own server, unless told', '@a:agent.social.tchap.gouv.fr', settings, true],
    ['no other', '@a:agent.dinum.tchap.gouv.fr', settings, false],
    ['an exact server', '@a:b.fr', { ...settings, allowedServers: ['b.fr'] }, true],
    ['then not its own', own, { ...settings, allowedServers: ['b.fr'] }, false],
    ['any case', '@a:B.fr', { ...settings, allowedServers: ['b.FR'] }, true],
    ['what is under a domain', '@a:agent.x.fr', { ...settings, allowedServers: ['*.x.fr'] }, true],
    ['not the domain itself', '@a:x.fr', { ...settings, allowedServers: ['*.x.fr'] }, false],
    ['not a name that only ends like it', '@a:evilx.fr', { ...settings, allowedServers: ['*.x.fr'] }, false],
    [
      'not a server with that one in its path',
      '@a:b.fr.evil.org',
      { ...settings, allowedServers: ['b.fr'] },
      false,
    ],
    ['an account, whatever its server', '@a:z.org', { ...settings, allowedUsers: ['@a:z.org'] }, true],
    ['not its homonym elsewhere', '@a:y.org', { ...settings, allowedUsers: ['@a:z.org'] }, false],
    ['nobody', '', { ...settings, allowedServers: ['*.fr'] }, false],
  ])('%s: %s', (_, user, given, expected) => {
    expect(mayInvite(user, own, given)).toBe(expected);
  });
});
