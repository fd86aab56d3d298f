import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { commonWords } from '../../src/understanding/common-words.ts';
import { Recogniser } from '../../src/understanding/recognise.ts';
import { entityOf, knowledgeOf, small, withEntity } from '../support/small-knowledge.ts';
import { recogniser } from '../support/understood.ts';

/** "type:id" of everything that a text names, in its order; weak and need are told. */
const named = (text: string, by = recogniser) =>
  by
    .recognise(text)
    .mentions.flatMap(({ meanings }) => meanings)
    .filter(({ type }) => type !== 'cue')
    .map(({ type, id, strength }) => `${type}:${id}${strength === 'name' ? '' : ` (${strength})`}`);

describe('a name is recognised', () => {
  it.each([
    ['Guichet Facile', 'by its name'],
    ['GUICHET FACILE', 'in capitals'],
    ['gf', 'by its short name'],
    ['Démarches Aisées', 'by a former name'],
    ['demarche aisee', 'without its accents and its plural'],
    ['le guichet facile', 'with an article'],
    ["l'outil guichet-facile", 'with a hyphen'],
    ['guichetfacile', 'in one word'],
    ['gichet facil', 'by a usual misspelling'],
    ['guichet facille', 'mistyped'],
    ['guichetfacille', 'mistyped in one word'],
  ])('%s: %s', (text) => {
    expect(named(text)).toContain('entity:guichet');
  });

  it('of several words without its articles and prepositions', () => {
    expect(named('peut-on écrire à un déposant ?')).toContain('item:guichet/messagerie');
    expect(named('délivrer le certificat')).toContain('item:guichet/attestation');
  });

  it('of function words only with the prepositions that tell them apart', () => {
    const lexicon = { ...small.lexicon, stop_words: ['fait quoi'], link_words: ['avec'] };
    const aliases = ['fait avec quoi', 'bâti avec quoi'];
    const orme = entityOf('common', 'orme', 'Orme', { aliases });
    const by = new Recogniser({ ...withEntity(orme), lexicon });
    expect(named('bâti quoi ?', by)).toContain('entity:orme');
    expect(named('fait avec quoi ?', by)).toContain('entity:orme');
    expect(named('on fait quoi ?', by)).toEqual([]);
  });

  it('by a criterion, a value or a profile', () => {
    expect(named('hébergeur')).toEqual(['criterion:hebergement']);
    expect(named('pro conect')).toEqual(['criterion:proconnect']);
    expect(named('OVH')).toEqual(['value:hebergement/ovh']);
    expect(named('les instructeurs')).toEqual(['persona:instructeur']);
  });

  it('with its strength: a short name is weak, what it serves is a need', () => {
    expect(named('nord')).toEqual(['entity:audience-nord (weak)']);
    expect(named('téléservice')).toEqual(['entity:guichet (need)']);
  });

  it('not by a part of it', () => {
    expect(named('facile')).toEqual([]);
  });

  it('through the synonym of a word', () => {
    const knowledge = withEntity(entityOf('framework', 'courriels', 'Envoi de courriel'));
    expect(named('envoi de mail', new Recogniser(knowledge))).toEqual(['entity:courriels']);
  });

  it('the usual misspellings of criteria, values and profiles too', () => {
    const example = small.criteria.get('hebergement');
    if (example === undefined) throw new Error('no criterion');
    const knowledge = knowledgeOf({
      criteria: new Map([
        [
          example.id,
          {
            ...example,
            misspellings: ['ébergement'],
            values: example.values.map((value) => ({
              ...value,
              misspellings: value.id === 'cegedim' ? ['segedim'] : [],
            })),
          },
        ],
      ]),
      personas: new Map(
        [...small.personas].map(([id, persona]) => [
          id,
          {
            ...persona,
            misspellings: id === 'usager' ? ['uzager'] : [],
            weak_aliases: id === 'usager' ? ['particulier'] : [],
          },
        ]),
      ),
    });
    const by = new Recogniser(knowledge);
    expect(named('ébergement', by)).toEqual(['criterion:hebergement']);
    expect(named('segedim', by)).toEqual(['value:hebergement/cegedim']);
    expect(named('uzager', by)).toEqual(['persona:usager']);
    expect(named('particulier', by)).toEqual(['persona:usager (weak)']);
  });
});

describe('cues are heard by exact words', () => {
  const cues = (text: string) =>
    recogniser
      .recognise(text)
      .mentions.flatMap(({ meanings }) => meanings)
      .filter(({ type }) => type === 'cue')
      .map(({ id }) => id);

  it('"qui utilise" asks for examples, "qui utiliser" does not', () => {
    expect(cues('qui utilise GF ?')).toContain('examples');
    expect(cues('qui utiliser ?')).not.toContain('examples');
  });
});

describe('an everyday phrase', () => {
  it('is recognised, but its words stay strange to every other question', () => {
    expect(named('prévenir la personne')).toEqual(['item:guichet/messagerie (weak)']);
    const [told] = recogniser.recognise('prévenir tout le monde').tokens;
    expect(told).toMatchObject({ surface: 'prevenir', known: false });
  });

  it('is no word that another is corrected to', () => {
    expect(recogniser.recognise('previenir').corrections).toEqual([]);
  });
});

describe('a correction', () => {
  it('is told, with the word as it was written', () => {
    const { corrections, tokens } = recogniser.recognise('Vitrnie est libre ?');
    expect(corrections).toEqual([{ from: 'Vitrnie', to: 'vitrine' }]);
    expect(tokens[0]).toMatchObject({
      original: 'Vitrnie',
      surface: 'vitrine',
      corrected: 'vitrine',
      known: true,
    });
  });

  it('never goes to a misspelling', () => {
    const knowledge = withEntity(entityOf('product', 'zebre', 'Zèbre', { misspellings: ['zabrelle'] }));
    expect(new Recogniser(knowledge).recognise('zabrele').corrections).toEqual([]);
  });

  it('to a function word makes it weigh nothing, and is not told', () => {
    const knowledge = knowledgeOf({ lexicon: { ...small.lexicon, stop_words: ['notamment'] } });
    const { tokens, corrections } = new Recogniser(knowledge).recognise('notament');
    expect(tokens[0]?.weight).toBe(0);
    expect(corrections).toEqual([]);
  });

  it('is never made of an everyday word, whatever it looks like', () => {
    const loaded = loadKnowledge('knowledge');
    if (!loaded.ok) throw new Error('the knowledge does not load');
    const real = new Recogniser(loaded.knowledge);
    const wrong: unknown[] = [];
    for (let from = 0; from < commonWords.length; from += 300) {
      wrong.push(...real.recognise(commonWords.slice(from, from + 300).join(' ')).corrections);
    }
    expect(wrong).toEqual([]);
  });
});

describe('a word weighs', () => {
  const weight = (text: string, at = 0) => recogniser.recognise(text).tokens[at]?.weight ?? Number.NaN;

  it('nothing as a function word', () => {
    expect(weight('pour')).toBe(0);
  });

  it('nothing in a greeting or thanks, whatever it weighs elsewhere', () => {
    const { tokens } = recogniser.recognise('Bonjour, GF est libre ? Bonne journée');
    const weights = new Map(tokens.map(({ surface, weight: weighs }) => [surface, weighs]));
    expect([weights.get('bonjour'), weights.get('bonne'), weights.get('journee')]).toEqual([0, 0, 0]);
    expect(weights.get('gf')).toBeGreaterThan(0);
    expect(weight('journée')).toBeGreaterThan(0);
  });

  it('most when nobody knows it, little when it is an everyday word', () => {
    expect(weight('zorglub')).toBeGreaterThan(weight('maison'));
    expect(weight('maison')).toBeGreaterThan(0);
  });

  it('little when it is a number that nobody knows: how many there are says nothing of what is asked', () => {
    expect(weight('4512')).toBe(weight('maison'));
  });

  it('more when few entries have it', () => {
    expect(weight('attestation')).toBeGreaterThan(weight('open'));
  });
});

describe('the cost is bounded', () => {
  const long = 100_000;
  const fill = (text: string) => text.repeat(Math.ceil(long / text.length)).slice(0, long);

  it.each([
    ['one word without end', fill('a')],
    ['one name again and again', fill('guichet facile ')],
    ['the beginning of a name again and again', fill('guichet ')],
    [
      'unknown words, all different',
      Array.from({ length: 15_000 }, (_, index) => `zq${index.toString(26).replaceAll(/\d/g, 'x')}w`).join(
        ' ',
      ),
    ],
    [
      'mistyped words, all different',
      Array.from({ length: 15_000 }, (_, index) => `guiche${String.fromCharCode(97 + (index % 26))}`).join(
        ' ',
      ),
    ],
    ['apostrophes', fill("l'")],
    ['signs that join letters', fill('e\u0301')],
    ['ligatures that grow when they are folded', fill('ﷺ')],
    ['ampersands', fill('&')],
    ['line ends', fill('\n')],
    ['zero-width signs', fill('\u200b')],
  ])('for 100 kB of %s', (_, text) => {
    const { tokens, mentions, corrections } = recogniser.recognise(text);
    expect(tokens.length).toBeLessThanOrEqual(400);
    expect(corrections.length).toBeLessThanOrEqual(24);
    // At most so many phrases start at one place.
    expect(mentions.length).toBeLessThanOrEqual(tokens.length * 8);
  });

  it('only so many unknown words are corrected', () => {
    const unknown = Array.from(
      { length: 30 },
      (_, index) => `zz${'abcdefghijklmnopqrstuvwxyzabcd'[index]}zz`,
    );
    expect(recogniser.recognise(`${unknown.slice(0, 23).join(' ')} vitrnie`).corrections).toHaveLength(1);
    expect(recogniser.recognise(`${unknown.join(' ')} vitrnie`).corrections).toHaveLength(0);
  });
});

it('any text gives tokens in order, weights from 0 to 1, and mentions within it', () => {
  const words = fc.constantFrom(
    'guichet',
    'facile',
    'gf',
    'HDS',
    'ovh',
    'est',
    'vitrin',
    'zorglub',
    '?',
    'et',
    '\n',
  );
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(words).map((all) => all.join(' ')),
  );
  fc.assert(
    fc.property(text, (said) => {
      const { tokens, mentions } = recogniser.recognise(said);
      for (const token of tokens) {
        expect(token.weight).toBeGreaterThanOrEqual(0);
        expect(token.weight).toBeLessThanOrEqual(1);
        expect(said.startsWith(token.original, token.start)).toBe(true);
      }
      for (const { from, to } of mentions) {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeGreaterThan(from);
        expect(to).toBeLessThanOrEqual(tokens.length);
      }
      expect(mentions.map(({ from }) => from)).toEqual(
        mentions.map(({ from }) => from).sort((a, b) => a - b),
      );
    }),
  );
});
