/** A conversation over a small fake engine, and people who talk to it. */
import { type Answer, bullets, paragraph } from '../../src/answering/answer.ts';
import type { Engine, LookupName, Turn } from '../../src/answering/engine.ts';
import { type ConversationOptions, createConversation } from '../../src/conversation/conversation.ts';
import { learnExamples } from '../../src/knowledge/examples.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import { fold } from '../../src/knowledge/normalise.ts';
import { entitySchema, lexiconSchema } from '../../src/knowledge/schema.ts';
import type { Context } from '../../src/understanding/context.ts';
import { speaker } from '../support/speaker.ts';

export const minute = 60_000;

const entity = (id: string, name: string, aliases: string[]) => ({
  ...entitySchema.parse({ id, name, aliases, summary: { text: `${name}.`, source: 's' } }),
  kind: 'common' as const,
});

/** Two commons and a lexicon. */
export const knowledge: Knowledge = {
  version: 'abcdef012345',
  documents: [
    {
      id: 'guide',
      title: 'Guide',
      generation: 'current',
      reference: '000',
      checked_on: '2026-11-22',
      sections: [{ id: 's', title: 'Section' }],
    },
  ],
  sources: new Map(),
  entities: new Map([
    ['demarche-numerique', entity('demarche-numerique', 'Démarche Numérique', ['DN'])],
    ['demat-social', entity('demat-social', 'Démat Social', [])],
  ]),
  criteria: new Map(),
  personas: new Map(),
  comparisons: [],
  topics: new Map(),
  leftOut: [],
  phrasings: [],
  learnExamples: () => learnExamples([]),
  ownWords: [],
  tree: { start: '', duties: [], nodes: [], outcomes: [] },
  lexicon: lexiconSchema.parse({
    stop_words: ['vous', 'ou', 'a', 'et', 'pour', 'le', 'la', 'un', 'une'],
    greetings: ['bonjour', 'salut'],
    thanks: ['merci', 'ok'],
    questions: {},
  }),
};

const contextOf = (subject: string): Context => ({
  version: 1,
  kind: 'card',
  subjects: [subject],
  beside: [],
  topics: [],
  asked: [],
  items: [],
  outcomes: [],
});

export const answer = (text: string, fields: Partial<Answer> = {}): Answer => ({
  band: 'answer',
  confidence: 0.9,
  subjects: [],
  blocks: [paragraph(text)],
  citations: [],
  explanation: { kind: 'question', subjects: [text], criteria: [], corrections: [], unknown: [] },
  ...fields,
});

const turn = (answers: Answer[], fields: Partial<Turn> = {}): Turn => ({
  answers,
  context: undefined,
  unasked: false,
  social: 'none',
  ...fields,
});

/** What the fake engine knows, by folded text. A follow-up gets the subject of its context. */
function ask(text: string, context?: Context): Turn {
  switch (fold(text).trim()) {
    case 'dn ou demat social ?':
    case 'salut paul, dn ou demat social ?':
    case 'paul, dn ou demat social ?':
      return turn([answer('DN, sauf contrainte HDS.')], { unasked: true, context: contextOf('dn') });
    case 'grist':
    case "c'est quoi grist ?":
      return turn([answer('Grist est un tableur.')], { context: contextOf('grist') });
    case 'et ses limites ?':
      return turn([answer(`Limites : ${context?.subjects.join() ?? 'de quoi ?'}.`)], { context });
    case 'deux questions':
      return turn([
        answer('Un.', { subjects: ['a'] }),
        answer('Deux.', { band: 'refuse', subjects: ['a', 'b'] }),
      ]);
    case 'gris':
      return turn([
        answer('', {
          band: 'suggest',
          blocks: [],
          suggestions: [
            { label: 'Fiche de Grist', query: 'Grist' },
            { label: 'DN ou Démat Social', query: 'DN ou Démat Social ?' },
          ],
        }),
      ]);
    case 'tout':
      return turn([
        answer('Voici :', {
          blocks: [bullets(Array.from({ length: 90 }, (_, index) => [`Élément ${index + 1} de la liste.`]))],
        }),
      ]);
    case 'grist a hds ?':
      return turn([answer('Je ne sais pas.', { band: 'refuse' })], { unasked: true });
    case 'bonjour':
      return turn([], { social: 'greeting' });
    case 'merci':
    case 'merci beaucoup':
    case 'ok':
      return turn([], { social: 'thanks' });
    default:
      return turn([
        answer('Je ne sais pas.', {
          band: 'refuse',
          explanation: { kind: 'inconnue', subjects: [], criteria: [], corrections: [], unknown: ['xyz'] },
        }),
      ]);
  }
}

const names: LookupName[] = [
  'compare',
  'criterion',
  'card',
  'api',
  'matomo',
  'framework',
  'backend',
  'decisions',
  'definition',
  'limits',
  'sources',
  'history',
  'contact',
  'list',
];
const lookup = Object.fromEntries(
  names.map((name) => [
    name,
    (text: string) => turn([answer(`${name}(${text})`)], { context: contextOf(text) }),
  ]),
) as Record<LookupName, (text: string) => Turn>;

export const engine: Engine = { ask, lookup, *prepare() {} };

/** Someone in a place. */
export const talk = (options: ConversationOptions = {}) =>
  speaker(createConversation(engine, knowledge, options), { room: '!room', separator: '\n---\n' });

/** A message in a room of several, to nobody. */
export const room = { direct: false };
/** A message in a room that mentions the bot. */
export const mention = { direct: false, addressed: true };
