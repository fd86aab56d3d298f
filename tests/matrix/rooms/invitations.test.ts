import { describe, expect, it } from 'vitest';
import { createInvitations } from '../../../src/matrix/rooms/invitations.ts';
import { fakeHomeserver, openParts, own, type Respond, refusal, until } from '../support.ts';

const invited = '!nouveau:hs.fr';
const inviteState = (sender: string) => [
  { type: 'm.room.join_rules', sender, state_key: '', content: {} },
  { type: 'm.room.member', sender, state_key: own, content: { membership: 'invite' } },
];

async function open(respond: Respond) {
  const homeserver = fakeHomeserver(respond);
  const parts = await openParts({ homeserver });
  const invitations = createInvitations({
    ...parts,
    own,
    settings: { allowedServers: ['hs.fr'], allowedUsers: [] },
  });
  const paths = () => homeserver.requests.map(({ path }) => path);
  return { ...parts, invitations, paths, homeserver };
}

describe('invitations', () => {
  it('are accepted from an allowed server', async () => {
    const { invitations, paths, counters } = await open(() => ({}));
    invitations.receive(invited, inviteState('@a:hs.fr'));
    invitations.answer();
    await until(() => counters.all().get('invitations_accepted') === 1);
    expect(paths()).toEqual([`/join/${invited}`]);
  });

  it.each([
    ['another server', inviteState('@a:elsewhere.fr')],
    ['nobody that is known', []],
    ['someone who invites someone else', [{ ...inviteState('@a:hs.fr')[1], state_key: '@c:hs.fr' }]],
  ])('are refused from %s, by leaving with a reason', async (_, state) => {
    const { invitations, paths, homeserver, rooms } = await open(() => ({}));
    invitations.receive(invited, state);
    invitations.answer();
    // Nothing is left of it, not even who invited.
    await until(() => rooms.get(invited) === undefined);
    expect(paths()).toEqual([`/rooms/${invited}/leave`]);
    expect(homeserver.requests[0]?.options.body).toMatchObject({
      reason: expect.stringContaining('invitations'),
    });
  });

  it('that are stored and not answered are answered at the next start', async () => {
    const { invitations, storage, store } = await open(() => ({}));
    invitations.receive(invited, inviteState('@a:hs.fr'));
    await store.committed();
    const later = await openParts({ storage, homeserver: fakeHomeserver(() => ({})) });
    const again = createInvitations({
      ...later,
      own,
      settings: { allowedServers: ['hs.fr'], allowedUsers: [] },
    });
    again.answer();
    await until(() => later.homeserver.requests.length === 1);
    expect(later.homeserver.requests[0]?.path).toBe(`/join/${invited}`);
  });

  it('are tried again when joining fails at first, once at a time', async () => {
    let tries = 0;
    const { invitations, counters } = await open(() => {
      tries += 1;
      if (tries === 1) throw refusal(403, 'M_FORBIDDEN');
      return {};
    });
    invitations.receive(invited, inviteState('@a:hs.fr'));
    invitations.answer();
    invitations.answer();
    await until(() => counters.all().get('invitations_accepted') === 1);
    expect(tries).toBe(2);
  });
});
