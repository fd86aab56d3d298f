import { describe, expect, it } from 'vitest';
import { type Notebook, openNews, takenLines } from '../../src/conversation/news.ts';
import type { Entity } from '../../src/knowledge/schema.ts';
import { renderMessage } from '../../src/rendering/message.ts';
import { entityOf, small, withEntity } from '../support/small-knowledge.ts';

const at = Date.UTC(2026, 10, 22, 9);
const day = 86_400_000;
const guichet = small.entities.get('guichet') as Entity;
const hosted = (value: string) =>
  withEntity({ ...guichet, facts: { ...guichet.facts, hebergement: { ...base, value } } });
const base = guichet.facts.hebergement as Entity['facts'][string];

function notebook(text?: string): Notebook & { text: string | undefined } {
  return {
    text,
    read() {
      return this.text;
    },
    write(written) {
      this.text = written;
    },
  };
}
const shown = (news: ReturnType<typeof openNews>) => renderMessage(news.blocks()).plain;

describe('the news', () => {
  it('are none at first', () => {
    const news = openNews(notebook());
    expect(news.take(small, at)).toEqual([]);
    expect(shown(news)).toBe('Mes connaissances n’ont pas changé depuis que je suis en service.');
  });

  it('tell what changed, the newest first, by day', () => {
    const news = openNews(notebook());
    news.take(small, at);
    expect(news.take(hosted('Scaleway'), at)).toEqual(['GF : Hébergement, OVH → Scaleway.']);
    news.take(hosted('Outscale'), at + 9 * day);
    expect(shown(news)).toBe(
      [
        'Ce qui a changé le 1er décembre 2026 :',
        '- GF : Hébergement, Scaleway → Outscale.',
        '',
        'Ce qui a changé le 22 novembre 2026 :',
        '- GF : Hébergement, OVH → Scaleway.',
      ].join('\n'),
    );
  });

  it('are kept over a restart, which also tells what changed meanwhile', () => {
    const kept = notebook();
    openNews(kept).take(small, at);
    const restarted = openNews(kept);
    expect(restarted.take(hosted('Scaleway'), at)).toEqual(['GF : Hébergement, OVH → Scaleway.']);
    expect(shown(openNews(kept))).toContain('OVH → Scaleway');
  });

  it('begin anew with a notebook that cannot be read', () => {
    for (const text of ['oups', '{"version":2}']) {
      const news = openNews(notebook(text));
      expect(news.take(small, at)).toEqual([]);
      expect(shown(news)).toContain('n’ont pas changé');
    }
  });

  it('count what is too much to tell, and forget the oldest', () => {
    const news = openNews(notebook());
    news.take(small, at);
    const many = Array.from({ length: 40 }, (_, index) => entityOf('api', `api-${index}`, `API ${index}`));
    const entities = new Map([...small.entities, ...many.map((one) => [one.id, one] as const)]);
    expect(news.take({ ...small, entities }, at)).toHaveLength(40);
    expect(shown(news)).toContain('Et 29 autres changements.');
    for (let index = 0; index < 40; index += 1) news.take(hosted(`Hébergeur ${index}`), at + day);
    expect(shown(news).match(/^- /gm)).toHaveLength(30);
    expect(shown(news)).not.toContain('Et 29 autres');
  });
});

describe('what is said of new knowledge', () => {
  it('is what changed, or that only words did', () => {
    expect(takenLines({ changes: ['A.'] })).toEqual(['Connaissances relues. Ce qui a changé :', 'A.']);
    expect(takenLines({ changes: [] })).toEqual([
      'Connaissances relues : seuls changent des mots reconnus ou des tournures.',
    ]);
  });
});
