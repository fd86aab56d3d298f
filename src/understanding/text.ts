/** Takes a message apart before any word is looked at: quoted replies off, sentences apart. Linear in its length. */

/** Takes off what a client quotes of the message replied to ("> …" lines at the start). */
export function withoutQuotes(text: string): string {
  const lines = text.split('\n');
  let first = 0;
  while (first < lines.length && (lines[first] ?? '').startsWith('>')) first += 1;
  return first === 0 ? text : lines.slice(first).join('\n').trim();
}

/** "DSFR = ?" asks what it means; "n°" is "numéro"; "G L P I" and "H.D.S." are words. */
export function spelledOut(text: string): string {
  return text
    .replaceAll(/(?<![\p{L}\p{N}.])\p{Lu}(?:[ .]\p{Lu}){1,9}(?![\p{L}\p{N}])/gu, (letters) =>
      letters.replaceAll(/[ .]/gu, ''),
    )
    .replaceAll(/=\s*(\?|$)/gu, ' signifie $1')
    .replaceAll(/(?<=\p{L}{3})\+(?![\p{L}\p{N}+])/gu, ' plus')
    .replaceAll(/(?<!\p{L})n[°º]\s*/giu, 'numéro ');
}

/**
 * The sentences of a message: at its question marks, full stops, exclamation marks, semicolons and line ends. What goes on in
 * lower case after a full stop was an abbreviation ("Démat Soc. est hébergé où ?").
 */
export function sentences(text: string): string[] {
  return text
    .split(/(?<=[?!;])|(?<=\.)\s+(?!\p{Ll})|\n/u)
    .map((part) => part.trim())
    .filter((part) => /[\p{L}\p{N}]/u.test(part));
}

/** What begins a second question: "et par qui …", "et ça sert à quoi", "and is it …"; "et il y a" only tells. */
const asksToo =
  /\s(?:et|puis|and)\s(?=(?:(?:à|a|de|par|pour|avec|sur|dans|chez|vers|au bout de)\s)?(?:qui|quoi|que|quels?|quelles?|lequel|laquelle|combien|pourquoi|comment|où|est-ce|c['’]est|qu['’]est-ce|y a-t-il|peut-on|faut-il|[çc]a|what|who|where|when|how|why|is|does|can)(?!\p{L}))/iu;

/** Splits one sentence that asks two things: "c'est quoi Grist et est-ce que GLPI …"; "ce que DN a et que Grist n'a pas" is one. */
export function clauses(sentence: string): string[] {
  const parts = sentence
    .split(asksToo)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.some((part) => /^que\s/iu.test(part) && /n['’]a pas/iu.test(part)) ? [sentence] : parts;
}
