import { describe, expect, it } from 'vitest';
import type { CommandRequest } from '../../src/conversation/command.ts';
import type { IncomingMessage } from '../../src/conversation/message.ts';
import { type RoomPowers, roomCommands } from '../../src/matrix/room-commands.ts';
import { renderPlain } from '../../src/rendering/plain.ts';
import { alice, openParts, room } from './support.ts';

const admin = '@admin:hs.fr';
const from = (sender: string, more: Partial<IncomingMessage> = {}): IncomingMessage => ({
  ...{ id: '$e', room, sender, text: '', thread: undefined, replyTo: undefined, at: 0 },
  ...{ direct: false, addressed: true, mentionsOthers: false },
  ...more,
});

/** The commands, and a way to run one: what it says. */
async function open(more: Partial<RoomPowers> = {}) {
  const { rooms } = await openParts();
  const done: string[] = [];
  const commands = roomCommands({
    ...{ rooms, admins: [admin], unaskedAnswers: true },
    handOn: ({ id }, event, entry) => {
      done.push(`${id} hands on ${event}${entry === undefined ? '' : ` about ${entry}`}`);
      return true;
    },
    entryNamed: (text) => (text.includes('Grist') ? 'Grist' : undefined),
    answerMaxAge: 6 * 3_600_000,
    setPaused: (paused) => done.push(paused ? 'paused' : 'resumed'),
    reload: () => ['Relues.'],
    ...more,
  });
  const find = (name: string) => commands.find(({ names }) => names.includes(name));
  const run = (
    name: string,
    text: string,
    message: IncomingMessage,
    session: CommandRequest['session'] = { version: 1 },
  ) => {
    const outcome = find(name)?.run({ text, message, session });
    return outcome?.kind === 'aside' ? renderPlain(outcome.answer.blocks) : undefined;
  };
  return { rooms, done, find, run };
}

describe('!reglages', () => {
  it.each([
    ['spontané non', false],
    ['off', false],
    ['désactiver', false],
    ['spontané oui', true],
    ['ON', true],
    ['activer', true],
  ])('by a moderator: %s', async (text, expected) => {
    const { rooms, run } = await open();
    rooms.update(room, { moderators: [alice], unasked: !expected });
    expect(run('reglages', text, from(alice))).toMatch(/^C’est noté/);
    expect(rooms.get(room)?.unasked).toBe(expected);
  });

  it('by anyone shows how things are, and changes nothing', async () => {
    const { rooms, run } = await open();
    expect(run('reglages', '', from(alice))).toContain('!reglages spontané non');
    expect(run('reglages', 'non', from(alice))).toContain('qui modèrent');
    expect(rooms.get(room)?.unasked).toBeUndefined();
  });

  it('has nothing to set in a direct message, nor where unasked answers are off at all', async () => {
    const { run } = await open();
    expect(run('reglages', 'non', from(alice, { direct: true }))).toContain('rien à régler');
    const off = await open({ unaskedAnswers: false });
    expect(off.run('reglages', 'non', from(alice))).toContain('rien à régler');
  });
});

describe('!transmettre', () => {
  const asked = { version: 1, asked: { at: 0, id: '$q', offered: [] } } as const;

  it('hands on the last question, or the one that follows it', async () => {
    const { run, done } = await open();
    expect(
      run('transmettre', ' ', from(alice), { ...asked, asked: { ...asked.asked, offered: [] } }),
    ).toContain('transmise');
    run('transmettre', 'Qui décide ?', from(alice));
    expect(done).toEqual(['$e hands on $q', '$e hands on $e']);
  });

  it('says so when there is no question, when it cannot, and is not there without a room', async () => {
    const { run, done } = await open({ handOn: () => false });
    expect(run('transmettre', '', from(alice))).toContain('pas de question récente');
    expect(run('transmettre', 'Qui décide ?', from(alice))).toContain('ne peux pas joindre');
    expect(done).toEqual([]);
    expect((await open({ handOn: undefined })).find('transmettre')).toBeUndefined();
  });
});

describe('!signaler', () => {
  it('hands a comment on an entry on, and nothing without both', async () => {
    const { run, done } = await open();
    expect(run('signaler', 'Grist : le lien est mort', from(alice))).toContain('« Grist »');
    expect(done).toEqual(['$e hands on $e about Grist']);
    expect(run('signaler', 'Grist', from(alice))).toContain('deux-points');
    expect(run('signaler', 'Grist :  ', from(alice))).toContain('deux-points');
    expect(run('signaler', '', from(alice))).toContain('deux-points');
    expect(run('signaler', 'Zorglub : inconnu', from(alice))).toContain('« Zorglub »');
    expect(done).toHaveLength(1);
  });

  it('says so when it cannot, and is not there without a room', async () => {
    const { run } = await open({ handOn: () => false });
    expect(run('signaler', 'Grist : le lien est mort', from(alice))).toContain('ne peux pas joindre');
    expect((await open({ handOn: undefined })).find('signaler')).toBeUndefined();
  });
});

describe('!confidentialite', () => {
  it('says in ten lines what is kept, for how long and why', async () => {
    const { run } = await open();
    const said = run('confidentialite', '', from(alice)) ?? '';
    expect(said.split('\n')).toHaveLength(10);
    for (const time of ['10 minutes', '1 h', '1 jour', '30 jours', '24 h', '6 h'])
      expect(said).toContain(time);
    expect(said).toContain('!oublier');
  });

  it('follows the settings', async () => {
    const { run } = await open({ answerMaxAge: 90 * 60_000, handOn: undefined });
    const said = run('confidentialite', '', from(alice));
    expect(said).toContain('messages déjà lus : 6 h');
    expect(said).toContain('n’est pas arrivée : 1,5 h');
    expect(said).not.toContain('sauf ce que vous confiez');
  });
});

describe('!oublier', () => {
  it('forgets', async () => {
    const { find } = await open();
    const request = { text: '', message: from(alice), session: { version: 1 } } as const;
    expect(find('oublier')?.run(request)).toMatchObject({ kind: 'forgotten' });
  });
});

describe('the commands of those who run it', () => {
  it('are for their accounts only', async () => {
    const { find } = await open();
    for (const name of ['recharger', 'pause', 'relancer', 'salons']) {
      expect(find(name)?.mayUse?.(from(admin))).toBe(true);
      expect(find(name)?.mayUse?.(from(alice))).toBe(false);
    }
    expect(find('reglages')?.mayUse).toBeUndefined();
  });

  it('pause and resume, read again, and count without naming', async () => {
    const { run, done, rooms } = await open();
    rooms.update('!deux:hs.fr', { joined: 2, invited: 0, encryption: { algorithm: 'x' } });
    rooms.update('!ancien:hs.fr', { membership: 'left' });
    run('pause', '', from(admin));
    run('relancer', '', from(admin));
    expect(done).toEqual(['paused', 'resumed']);
    expect(run('recharger', '', from(admin))).toContain('Relues.');
    expect(run('salons', '', from(admin))).toBe(
      'Salons : 2, dont 1 en message direct, 1 chiffrés, 0 sans réponses spontanées.',
    );
  });
});
