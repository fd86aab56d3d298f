import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { prepareCurrentConversation } from '../../src/conversation/current.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import type { LoadResult } from '../../src/knowledge/load.ts';
import type { Entity } from '../../src/knowledge/schema.ts';
import { knowledgeOf, small } from '../support/small-knowledge.ts';
import { speaker } from '../support/speaker.ts';

const at = Date.UTC(2026, 10, 22, 9);
const wrong: LoadResult = { ok: false, errors: [{ file: 'topics.yaml', line: 3, message: 'oups' }] };

/** The small knowledge in another version, in which every fact and text that "GF ou Guichet Santé ?" shows has a mark. */
function marked(mark: string): Knowledge {
  const entities = new Map([...small.entities].map(([id, entity]) => [id, withMark(entity, mark)]));
  const comparisons = small.comparisons.map(({ verdict, ...one }) =>
    verdict === undefined ? one : { ...one, verdict: { ...verdict, text: `Préférez GF ${mark}.` } },
  );
  return knowledgeOf({ version: mark, entities, comparisons });
}

function withMark(entity: Entity, mark: string): Entity {
  const facts = Object.entries(entity.facts).map(
    ([id, fact]) => [id, fact.value === 'OVH' ? { ...fact, value: `OVH ${mark}` } : fact] as const,
  );
  return { ...entity, facts: Object.fromEntries(facts) };
}

const question = 'GF ou Guichet Santé ?';

/** A conversation over files that a test replaces. */
function running(knowledge: Knowledge = marked('un')) {
  const files: { now: LoadResult } = { now: { ok: true, knowledge } };
  const conversation = prepareCurrentConversation(knowledge, {
    version: () => (files.now.ok ? files.now.knowledge.version : undefined),
    load: () => files.now,
  })(at);
  const put = (next: Knowledge) => {
    files.now = { ok: true, knowledge: next };
  };
  return { ...speaker(conversation, { room: '!room', separator: '\n---\n' }), conversation, files, put };
}

describe('the current conversation', () => {
  it('answers from new knowledge once it is taken, and says what changed', () => {
    const { conversation, put, say } = running();
    expect(say(question)).toContain('OVH un');
    put(marked('deux'));
    expect(say(question)).toContain('OVH un');
    expect(conversation.reload(at)).toEqual({
      kind: 'taken',
      version: 'deux',
      changes: expect.arrayContaining(['GF : Hébergement, OVH un → OVH deux.']),
    });
    expect(say(question)).toContain('OVH deux');
    expect(say('!nouveautes')).toContain('GF : Hébergement, OVH un → OVH deux.');
  });

  it('is there before the examples are read, which is done between what else is to be done', async () => {
    let read = 0;
    const counted = {
      get asked() {
        read += 1;
        return ['où est garée la voiture bleue'];
      },
    };
    const { say } = running(knowledgeOf({ phrasings: [counted] }));
    expect(say(question)).toContain('OVH');
    expect(read).toBe(0);
    await nextTurn();
    await nextTurn();
    expect(read).toBeGreaterThan(0);
  });

  it('does nothing for files that are as they were', async () => {
    const { conversation } = running();
    expect(conversation.reload(at)).toEqual({ kind: 'same' });
    expect(await conversation.refresh(at)).toEqual({ kind: 'same' });
  });

  it('keeps the last good knowledge when the new one is wrong', async () => {
    const { conversation, files, say } = running();
    files.now = wrong;
    expect(conversation.reload(at)).toEqual({ kind: 'refused', errors: wrong.errors });
    expect(await conversation.refresh(at)).toEqual({ kind: 'refused', errors: wrong.errors });
    expect(say(question)).toContain('OVH un');
  });

  it('takes nothing that was saved again while it was read: two versions may be mixed in it', () => {
    const versions = ['deux', 'trois', 'trois', 'trois'];
    const loads = [marked('deux'), marked('trois')];
    const conversation = prepareCurrentConversation(marked('un'), {
      version: () => versions.shift(),
      load: () => ({ ok: true, knowledge: loads.shift() ?? marked('trois') }),
    })(at);
    expect(conversation.reload(at)).toEqual({ kind: 'same' });
    expect(conversation.version).toBe('un');
    expect(conversation.reload(at)).toMatchObject({ kind: 'taken', version: 'trois' });
  });

  it('answers 200 questions during reloads, each from one version', async () => {
    const { conversation, put, say } = running();
    const seen = new Set<string>();
    let asked = 0;
    for (let version = 0; asked < 200; version += 1) {
      put(marked(version % 2 === 0 ? 'deux' : 'un'));
      let taken = false;
      const reloading = conversation.refresh(at).then(() => {
        taken = true;
      });
      while (!taken) {
        asked += 1;
        const text = say(question);
        const marks = new Set(text.match(/\b(un|deux)(?=\.)/g));
        expect([...marks], text).toHaveLength(1);
        expect(text).toMatch(/Préférez GF (un|deux)\..*OVH \1/s);
        seen.add([...marks].join());
        await nextTurn();
      }
      await reloading;
    }
    expect([...seen].sort()).toEqual(['deux', 'un']);
  });

  it('lets others have their turn while it reads, and what is reloaded at once meanwhile stand', async () => {
    const { conversation, put, say } = running();
    put(marked('deux'));
    const refreshing = conversation.refresh(at);
    expect(say(question)).toContain('OVH un');
    put(marked('trois'));
    expect(conversation.reload(at)).toMatchObject({ kind: 'taken', version: 'trois' });
    expect(await refreshing).toEqual({ kind: 'same' });
    expect(say(question)).toContain('OVH trois');
  });

  it('says that a source was read too long ago', () => {
    const year = 365 * 86_400_000;
    const converse = prepareCurrentConversation(small, { version: () => undefined, load: () => wrong });
    const { say, wait } = speaker(converse(at, { sourceMaxAge: year }), { room: '!room', separator: '' });
    expect(say(question)).toContain('relu le 22 novembre 2026.');
    wait(year + 86_400_000);
    expect(say(question)).toContain('relu le 22 novembre 2026 (à revérifier).');
    const { say: ageless } = speaker(converse(at + 2 * year), { room: '!room', separator: '' });
    expect(ageless(question)).not.toContain('revérifier');
  });

  it('goes on with a dialogue, and with a question about what is no longer there', () => {
    const { conversation, put, say } = running();
    expect(say('!conseil')).toContain('Quel projet ?');
    expect(say('1')).toContain('Avez-vous une contrainte HDS ?');
    const { entities } = marked('deux');
    const fewer = new Map([...entities].filter(([id]) => id !== 'orme'));
    const comparisons = small.comparisons.filter(({ subjects }) => !subjects.includes('orme'));
    say('Orme ?');
    put({ ...marked('deux'), entities: fewer, comparisons });
    conversation.reload(at);
    expect(say('et pour Orme ?')).not.toContain('Intranet');
    expect(say('non')).toContain('prenez Guichet Facile.');
  });

  it('says that the tree has changed under a running dialogue', () => {
    const { conversation, put, say } = running();
    say('!conseil');
    say('1');
    const [first, second] = small.tree.nodes;
    if (first === undefined || second === undefined) throw new Error('no questions');
    const choices = first.choices.filter(({ id }) => id !== 'demarche');
    const nodes = [
      { ...first, choices: [...choices, { ...choices[0], id: 'autre', label: 'Autre' }] },
      second,
    ];
    put(knowledgeOf({ version: 'arbre', tree: { ...small.tree, nodes } as Knowledge['tree'] }));
    conversation.reload(at);
    expect(say('oui')).toContain('a changé');
  });
});
