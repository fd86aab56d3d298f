import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createConversation } from '../../src/conversation/conversation.ts';
import { runAsk } from '../../src/terminal/ask.ts';
import { engine, knowledge } from '../conversation/support.ts';

const conversation = createConversation(engine, knowledge);

async function answered(...inputs: string[]) {
  const output = new PassThrough();
  const [status, printed] = await Promise.all([
    runAsk(conversation, Readable.from(inputs), output).finally(() => output.end()),
    text(output),
  ]);
  const objects = printed
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
  return { status, objects };
}

const one = (request: unknown) => answered(`${JSON.stringify(request)}\n`);

describe('ask', () => {
  it('prints an answer a turn', async () => {
    expect(await one({ id: 'a', turns: ["C'est quoi Grist ?", 'et ses limites ?'] })).toEqual({
      status: 0,
      objects: [
        {
          id: 'a',
          answers: [
            { text: 'Grist est un tableur.', band: 'answer', subjects: [], confidence: 0.9 },
            { text: 'Limites : grist.', band: 'answer', subjects: [], confidence: 0.9 },
          ],
        },
      ],
    });
  });

  it('tells answers, suggestions, refusals and silence apart', async () => {
    const { objects } = await one({
      id: 1,
      turns: ['Grist', 'gris', 'xyz', 'ok', '!fiche Grist', '!meteo', '👍'],
    });
    expect(objects).toMatchObject([
      {
        id: 1,
        answers: ['answer', 'suggest', 'refuse', 'silent', 'answer', 'refuse', 'silent'].map((band) => ({
          band,
        })),
      },
    ]);
    expect(objects).toMatchObject([
      { answers: [{}, {}, {}, { text: '', subjects: [], confidence: 0 }, {}, {}, {}] },
    ]);
  });

  it('joins the answers of one turn', async () => {
    const { objects } = await one({ id: 'a', turns: ['deux questions'] });
    expect(objects).toMatchObject([{ answers: [{ text: 'Un.\n\nDeux.', subjects: ['a', 'b'] }] }]);
  });

  it('gives in a room, to nobody, what is certain, and else silence', async () => {
    const { objects } = await one({
      id: 'a',
      addressed: false,
      turns: ['xyz', 'DN ou Démat Social ?', 'Bonjour'],
    });
    expect(objects).toMatchObject([
      { answers: [{ text: '' }, { text: 'DN, sauf contrainte HDS.' }, { text: '' }] },
    ]);
  });

  it('keeps conversations apart', async () => {
    const { objects } = await answered(
      '{"id":"a","turns":["Grist"]}\n{"id":"b","turns":["et ses limites ?"]}\n',
    );
    expect(objects).toMatchObject([{}, { answers: [{ text: 'Limites : de quoi ?.' }] }]);
  });

  it('ignores other keys, blank lines, a byte order mark', async () => {
    const { status, objects } = await answered(
      '\ufeff{"id":"a","turns":["Grist"],"kind":"card","expect":{}}\n\n \n',
    );
    expect(status).toBe(0);
    expect(objects).toHaveLength(1);
  });

  it.each([
    ['pas du JSON', 'ligne 1 : ce n\'est pas du JSON ; attendu : {"id": "…", "turns": ["…"]}'],
    ['[]', 'ligne 1 : un objet JSON est attendu : {"id": "…", "turns": ["…"]}'],
    ['null', 'ligne 1 : un objet JSON est attendu : {"id": "…", "turns": ["…"]}'],
    ['{"id":"a"}', 'ligne 1 : « turns » doit être une liste de textes'],
    ['{"turns":["x"]}', 'ligne 1 : « id » doit être un texte ou un nombre'],
    ['{"id":"a","turns":[1,2]}', 'ligne 1 : chaque élément de « turns » doit être un texte'],
    [
      '{"id":null,"turns":"x","addressed":"non"}',
      'ligne 1 : « id » doit être un texte ou un nombre ; « turns » doit être une liste de textes ; « addressed » doit être true ou false',
    ],
  ])('says what is wrong with %s, goes on, and exits with 1', async (line, error) => {
    const { status, objects } = await answered(`${line}\n{"id":"b","turns":["Grist"]}\n`);
    expect(status).toBe(1);
    expect(objects).toMatchObject([{ id: null, error }, { id: 'b' }]);
  });

  it('prints one object a line whatever it reads', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary' }).map((line) => line.replaceAll('\n', ' '))),
        async (all) => {
          const { objects } = await answered(all.join('\n'));
          expect(objects).toHaveLength(all.filter((line) => line.trim() !== '').length);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('stops when nobody reads any more', async () => {
    const output = new PassThrough();
    output.destroy();
    expect(await runAsk(conversation, Readable.from(['{"id":"a","turns":["Grist"]}\n']), output)).toBe(0);
  });
});
