import { describe, expect, it } from 'vitest';
import { paragraph } from '../../src/answering/answer.ts';
import { statement } from '../../src/conversation/command.ts';
import type { Dialogue } from '../../src/conversation/dialogue.ts';
import { mention, minute, room, talk } from './support.ts';

/** Two questions, answered by "oui" or "non"; its state is the number of answers and the time of the last. */
const dialogue: Dialogue = {
  start: (text, { at }) => step(0, at, text),
  reply({ text, at }, state) {
    if (text === 'stop') return { answer: statement([paragraph('Fini.')]), state: undefined, counts: [] };
    const [count = 0] = JSON.parse(state) as number[];
    return /^(oui|non)$/.test(text) ? step(count + 1, at) : undefined;
  },
  answer: () => undefined,
  perhaps: () => undefined,
  misunderstood: ({ at }, state) => step((JSON.parse(state) as [number])[0], at, 'Répondez par oui ou non. '),
  expects: (text) => /^(oui|non|stop)$/.test(text),
  question: (state) => [paragraph(`Question ${state[1]} ?`)],
  why: () => statement([paragraph('Parce que.')]),
  outline: () => statement([paragraph('Arbre.')]),
  expired: (state, at) =>
    at - (JSON.parse(state) as [number, number])[1] > 24 * 60 * minute
      ? [paragraph('Votre conseil a expiré.')]
      : undefined,
};

function step(count: number, at: number, prefix = '') {
  if (count === 2)
    return { answer: statement([paragraph('Recommandation : DN.')]), state: undefined, counts: [] };
  return {
    answer: statement([paragraph(`${prefix}Question ${count} ?`)]),
    state: JSON.stringify([count, at]),
    counts: [],
  };
}

const advised = () => talk({ dialogue });

describe('a guided dialogue', () => {
  it('is walked in a direct message', () => {
    const { say, sessions } = advised();
    expect([say('!conseil'), say('oui'), say('non')]).toEqual([
      'Question 0 ?',
      'Question 1 ?',
      'Recommandation : DN.',
    ]);
    expect(sessions.size).toBe(0);
  });

  it('starts where it is told, and with its name alone when the bot is spoken to', () => {
    expect(advised().say('!conseil cms ')).toBe('cmsQuestion 0 ?');
    expect(advised().say('conseil', mention)).toBe('Question 0 ?');
    expect(advised().say('conseil', room)).toBe('');
    expect(advised().say('!aide')).toContain('!conseil <sujet>');
    expect(advised().conversation.greeting().message.plain).toContain('tapez !conseil');
  });

  it('answers a look-up in the middle, and puts its question again', () => {
    const { say } = advised();
    say('!conseil');
    expect(say("C'est quoi Grist ?")).toBe('Grist est un tableur.\n\nQuestion 0 ?');
    expect(say('!fiche Ondine')).toBe('card(Ondine)\n\nQuestion 0 ?');
    expect(say('oui')).toBe('Question 1 ?');
  });

  it('leaves numbers to the dialogue', () => {
    const { say } = advised();
    say('!conseil');
    expect(say('gris')).toBe('Vouliez-vous dire :\n- Fiche de Grist\n- DN ou Démat Social\n\nQuestion 0 ?');
    expect(say('1')).toBe('Répondez par oui ou non. Question 0 ?');
  });

  it('says so when nothing explains a reply, and takes thanks in silence', () => {
    const { say } = advised();
    say('!conseil');
    expect(say('xyz')).toBe('Répondez par oui ou non. Question 0 ?');
    expect(say('merci')).toBe('');
  });

  it('is explained by !pourquoi, unless a question was asked since', () => {
    const { say } = advised();
    say("C'est quoi Grist ?");
    say('!conseil');
    expect(say('!pourquoi')).toBe('Parce que.');
    say("C'est quoi Grist ?");
    expect(say('!pourquoi')).toMatch(/^Voici comment/);
  });

  it('in a room, hears its owner say exactly a reply, mention the bot, or speak in its thread', () => {
    const { say } = advised();
    say('!conseil', room);
    expect(say('oui, je crois', room)).toBe('');
    expect(say('oui', { ...room, sender: '@paul:a.fr' })).toBe('');
    expect(say('oui', room)).toBe('Question 1 ?');
    expect(say('xyz', mention)).toBe('Répondez par oui ou non. Question 1 ?');

    say('!conseil', { ...room, thread: '$fil' });
    expect(say('xyz', { ...room, thread: '$fil' })).toBe('Répondez par oui ou non. Question 0 ?');
    expect(say('xyz', { ...room, thread: '$fil', mentionsOthers: true })).toBe('');
    expect(say('non', { ...room, thread: '$fil' })).toBe('Question 1 ?');
  });

  it('says at the next contact that it has expired', () => {
    const { say, wait } = advised();
    say('!conseil');
    wait(25 * 60 * minute);
    expect(say('non', room)).toBe('');
    expect(say("C'est quoi Grist ?")).toBe('Votre conseil a expiré.\n\nGrist est un tableur.');
    expect(say('oui')).toBe('Je ne sais pas.');
  });
});
