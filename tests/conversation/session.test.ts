import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  forgetOld,
  readSession,
  type Session,
  sessionChange,
  sessionKey,
} from '../../src/conversation/session.ts';
import { minute } from './support.ts';

const session: Session = {
  version: 1,
  asked: { at: 0, id: '$1', offered: ['grist'] },
  said: { at: 0, pages: [], confidence: 1, explanations: [] },
  dialogue: { at: 0, state: 'x' },
};
const stored = JSON.stringify(session);

describe('a session', () => {
  it('is kept by person, room and thread', () => {
    const keys = [
      { sender: '@a', room: '!r', thread: undefined },
      { sender: '@b', room: '!r', thread: undefined },
      { sender: '@a', room: '!s', thread: undefined },
      { sender: '@a', room: '!r', thread: '$t' },
    ].map(sessionKey);
    expect(new Set(keys).size).toBe(4);
  });

  it('is read back as it was written', () => {
    expect(readSession(stored, 0)).toEqual(session);
  });

  it('forgets the question after ten minutes, the answer after an hour, the dialogue after two days', () => {
    expect(readSession(stored, 10 * minute + 1)).not.toHaveProperty('asked');
    expect(readSession(stored, 10 * minute + 1)).toHaveProperty('said');
    expect(readSession(stored, 60 * minute + 1)).toEqual({ version: 1, dialogue: session.dialogue });
    expect(readSession(stored, 49 * 60 * minute)).toEqual({ version: 1 });
  });

  it('counts as nothing when it cannot be read', () => {
    const nothing = { version: 1 };
    for (const value of [undefined, '', '{', 'null', '[]', '{"version":2}', '{"version":1,"other":1}']) {
      expect(readSession(value, 0)).toEqual(nothing);
    }
    fc.assert(
      fc.property(fc.json(), (value) => {
        expect(readSession(value, 0)).toHaveProperty('version', 1);
      }),
    );
    expect(readSession('{"version":1,"__proto__":{"polluted":true}}', 0)).not.toHaveProperty('polluted');
  });

  it('is written only when it changes, and deleted when nothing is left', () => {
    expect(sessionChange('k', stored, session)).toEqual([]);
    expect(sessionChange('k', undefined, { version: 1 })).toEqual([]);
    expect(sessionChange('k', undefined, session)).toEqual([{ key: 'k', value: stored }]);
    expect(sessionChange('k', stored, { version: 1 })).toEqual([{ key: 'k', value: null }]);
  });

  it('is forgotten with time', () => {
    const sessions = new Map([['k', stored]]);
    expect(forgetOld(sessions, minute)).toEqual([]);
    expect(forgetOld(sessions, 49 * 60 * minute)).toEqual([{ key: 'k', value: null }]);
  });
});
