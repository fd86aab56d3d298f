/** Replies of a word or two to a list or to a question: a place in the list, yes, no. */
import { fold } from '../knowledge/normalise.ts';

const yesWords = new Set(
  [
    'oui,ouais,ouaip,oui oui,oui merci,yes,yep,ok,d accord,exact,exactement,c est ca,tout a fait,bien sur',
    'affirmatif,absolument',
  ].flatMap((line) => line.split(',')),
);
const noWords = new Set('non,nan,nope,no,non merci,non non,pas du tout,negatif,jamais'.split(','));

/** How the places of a list are said, from the first on. */
const places = [
  '1 un une premier premiere 1er 1ere 1re',
  '2 deux deuxieme second seconde 2e 2eme 2nd 2nde',
  '3 trois troisieme 3e 3eme',
  '4 quatre quatrieme 4e 4eme',
  '5 cinq cinquieme 5e 5eme',
  '6 six sixieme 6e 6eme',
  '7 sept septieme 7e 7eme',
].map((line) => line.split(' '));
const lastWords = new Set(['dernier', 'derniere']);
/** What may stand around a number without changing it. */
const around = new Set(
  [
    'le la l n no numero num choix option reponse proposition je prends choisis dirais pour moi plutot c est ce serait ca',
    'va donc alors svp stp merci et plus avec ou bonjour salut hello ok',
  ].flatMap((line) => line.split(' ')),
);

/** Letters and digits in lower case without accents. */
function tokens(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** "ouais", "c'est ça", "non merci"; undefined for anything else. */
export function yesOrNo(text: string): 'oui' | 'non' | undefined {
  const plain = tokens(text).join(' ');
  return yesWords.has(plain) ? 'oui' : noWords.has(plain) ? 'non' : undefined;
}

/** Whether a folded word names a place. */
export function isPlaceWord(word: string): boolean {
  return places.some((forms) => forms.includes(word));
}

/** Places of a list that a text names, and nothing else. */
export type Places =
  /** From 0, each once; `either`: one or the other, not all ("1 ou 2"). */
  | { readonly type: 'places'; readonly places: readonly number[]; readonly either: boolean }
  | { readonly type: 'out-of-range'; readonly number: number };

/** "2", "la deuxième", "1 et 3", "le dernier": which places of a list of `count`; undefined for any other text. */
export function readPlaces(text: string, count: number): Places | undefined {
  const numbers: number[] = [];
  const said = tokens(text);
  for (const token of said) {
    const place = places.findIndex((forms) => forms.includes(token));
    if (place >= 0) numbers.push(place + 1);
    else if (/^\d{1,3}$/.test(token)) numbers.push(Number(token));
    else if (lastWords.has(token)) numbers.push(count);
    else if (!around.has(token)) return undefined;
  }
  if (numbers.length === 0) return undefined;
  const wrong = numbers.find((number) => number < 1 || number > count);
  if (wrong !== undefined) return { type: 'out-of-range', number: wrong };
  return {
    type: 'places',
    places: [...new Set(numbers.map((number) => number - 1))],
    either: said.includes('ou') && numbers.length > 1,
  };
}
