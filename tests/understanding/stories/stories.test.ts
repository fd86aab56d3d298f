import { describe, expect, it } from 'vitest';
import { contextOf } from '../../../src/understanding/context.ts';
import { Understander } from '../../../src/understanding/understand.ts';
import { small } from '../../support/small-knowledge.ts';

const understander = new Understander(small);
const message = (text: string) =>
  understander.understand(text, undefined, ({ question }) => question && contextOf(question, []));
/** The questions of a message, as "kind subjects". */
const heard = (text: string) =>
  message(text).map(({ question }) =>
    question !== undefined && 'subjects' in question
      ? `${question.kind} ${question.subjects.join('+')}`.trim()
      : question?.kind,
  );

describe('a request in its story', () => {
  const story = 'On a un zorglub monté sur Guichet Facile, un zinzin de la zone, très zébré.';

  it('is about what the story names, when it names nothing itself', () => {
    expect(heard(`${story} La zouave me demande, pour son zeste, si c’est open source.`)).toEqual([
      'criterion guichet',
    ]);
  });

  it('is about what was named last', () => {
    expect(
      heard('Nous zorglions Orme au zinzin, enfin non, pardon, Guichet Facile. Open source ou pas ?'),
    ).toEqual(['criterion guichet']);
  });

  it('is not turned into a comparison by subjects that only the story names', () => {
    expect(
      heard('Orme et Vitrine nous zorglent depuis des zinzins. Quelle API pour vérifier un SIRET ?'),
    ).toEqual(['need']);
  });

  it('names its own subject, whatever the story names', () => {
    expect(
      heard('Orme nous occupe depuis des semaines et des semaines. Guichet Facile a-t-il HDS ?'),
    ).toEqual(['criterion guichet']);
  });

  it('asks only for the criterion that it names itself, not for those that the story tells of', () => {
    const [only] = message(
      'Chez nous tout est HDS, et ProConnect partout. Guichet Facile est-il open source ?',
    );
    expect(only?.question).toMatchObject({ kind: 'criterion', asked: [{ criterion: 'open-source' }] });
  });

  it('that says little refers to the nearest part that makes sense of it', () => {
    expect(
      heard('Les zorglubs zorglent au zinzin. On veut vérifier un SIRET sans zeste. Quelle API prendre ?'),
    ).toEqual(['need']);
  });

  it('is not answered by what the story alone is about', () => {
    const [only] = message(
      'Nous hésitons encore entre Orme et Vitrine. Qui rédige les zorglubs légaux du zinzin étatique ?',
    );
    expect(only?.band).not.toBe('answer');
  });

  it('may be two, each about what the story names', () => {
    expect(heard(`${story} Est-ce hébergé chez OVH, et est-ce open source ?`)).toEqual([
      'criterion guichet',
      'criterion guichet',
    ]);
  });

  it('is never certain enough to be answered unasked', () => {
    expect(message(`${story} Est-ce open source ?`)[0]).toMatchObject({ band: 'answer', guessed: true });
  });

  it('is no sure answer, when it means a feature that leaves a good part of it unexplained', () => {
    const asks = (words: string) => message(`${story} Peut-on délivrer ${words} ?`)[0];
    expect(asks('un certificat')).toMatchObject({ band: 'answer', question: { kind: 'item' } });
    expect(asks('un certificat zingué')).toMatchObject({ band: 'suggest', question: { kind: 'item' } });
  });

  it('is not looked for in a page', () => {
    expect(message(`${story.repeat(30)} Est-ce open source ?`)[0]?.guessed).toBe(false);
  });
});
