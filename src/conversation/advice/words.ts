/** The words that lead a dialogue, whatever the question: going back, changing, asking why. With or without "!". */
import { nearest } from '../../knowledge/nearest.ts';
import { fold } from '../../knowledge/normalise.ts';

/** What a word of the dialogue asks for. */
export type Word =
  | { readonly type: 'back' | 'recap' | 'why' | 'unknown' | 'restart' | 'stop' | 'help' | 'note' | 'repeat' }
  /** `what` is a number or a title, or nothing yet. */
  | { readonly type: 'change'; readonly what: string }
  /** "et si j'avais une contrainte HDS ?" */
  | { readonly type: 'suppose'; readonly what: string };

type Simple = Exclude<Word['type'], 'change' | 'suppose'>;

/** Folded phrases; the first of each is the one that the help shows. */
const phrases: Readonly<Record<Simple, readonly string[]>> = {
  back: [
    'retour',
    'revenir',
    'precedent',
    'precedente',
    'question precedente',
    'en arriere',
    'revenir en arriere',
    'annuler',
  ],
  recap: ['recap', 'recapitulatif', 'recapituler', 'resume', 'ou en suis je', 'ou en est on', 'mes reponses'],
  why: ['pourquoi', 'pourquoi cette question', 'pour quoi', 'pourquoi ca'],
  unknown: [
    'je ne sais pas',
    'aucune idee',
    'pas d idee',
    'jsp',
    'nsp',
    'chais pas',
    'pas sur',
    'pas sure',
    'ca depend',
    'passer',
  ],
  restart: [
    'recommencer',
    'tout recommencer',
    'on recommence',
    'repartir de zero',
    'depuis le debut',
    'reset',
    'restart',
  ],
  stop: [
    'stop',
    'arreter',
    'arrete',
    'quitter',
    'abandonner',
    'terminer',
    'sortir',
    'fin',
    'j arrete',
    'on arrete',
    'exit',
    'quit',
  ],
  help: ['aide', 'help', 'exemple', 'exemples', 'que repondre', 'comment repondre'],
  note: ['note', 'la note', 'fiche de decision', 'note de decision', 'markdown'],
  repeat: ['question', 'repeter', 'la question', 'continuer', 'reprendre', 'on continue'],
};

const byPhrase = new Map<string, Simple>(
  (Object.keys(phrases) as Simple[]).flatMap((type) =>
    phrases[type].map((phrase) => [phrase, type] as const),
  ),
);
/** Long enough for a typing error to be told from another word. */
const correctable = [...byPhrase.keys()].filter((phrase) => phrase.length >= 5);

/** "je sais pas trop", "on ne sait pas encore", "sais pas". */
const unsure =
  /^(?:(?:je|j|on|nous) )?(?:ne |n )?(?:sais|sait|savons) (?:pas|plus)(?: (?:trop|encore|vraiment|bien|du tout))?$/;
const changing =
  /^(?:modifier|modifie|changer|change|corriger|rectifier)(?: (?:la |ma )?(?:reponse|question)(?: a)?)?(?: (.*))?$/;
const supposing = /^(?:et )?si (.+)$/;

/** Letters and digits in lower case, single spaces between. */
function plain(text: string): string {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .join(' ');
}

/** Exactly a word of the dialogue. */
export function readWord(text: string): Word | undefined {
  const said = plain(text);
  const simple = byPhrase.get(said);
  if (simple !== undefined) return { type: simple };
  if (unsure.test(said)) return { type: 'unknown' };
  const change = changing.exec(said);
  if (change !== null) return { type: 'change', what: change[1] ?? '' };
  const supposed = said.startsWith('et si ') ? supposing.exec(said) : null;
  return supposed === null ? undefined : { type: 'suppose', what: supposed[1] ?? '' };
}

/**
 * Exactly a word as the help shows it: what may be said in a room to nobody. "ça dépend" and "pas sûr" are answers too, but
 * colleagues say them to each other all day.
 */
export function isShownWord(text: string): boolean {
  const word = readWord(text);
  if (word === undefined || word.type === 'suppose') return false;
  return word.type === 'change' ? /^\d+$/.test(word.what) : plain(text) === phrases[word.type][0];
}

/** The same with a typing error: "retuor", "recomencer", "modfier 2". */
export function guessWord(text: string): Word | undefined {
  const said = plain(text);
  const [first = '', ...rest] = said.split(' ');
  if (first.length >= 6 && nearest(first, ['modifier'], 2) !== undefined)
    return { type: 'change', what: rest.join(' ') };
  const near = correctable.filter((phrase) => phrase[0] === said[0]);
  const meant = said.length < 5 ? undefined : nearest(said, near, said.length < 8 ? 1 : 2);
  const type = meant === undefined ? undefined : byPhrase.get(meant);
  return type === undefined ? undefined : { type };
}
