/**
 * Whom a message in a room is for, when it names nobody the platform knows of. A question between colleagues is never
 * answered ("Paul, DN ou Démat Social ?"): in doubt, it is for someone.
 */
import type { Knowledge } from '../knowledge/knowledge.ts';
import { fold } from '../knowledge/normalise.ts';

/** Words that open or close a question to everyone: "Bonjour à tous, …", "petite question : …", "…, svp ?". */
const toEveryone =
  'tous toutes tout le monde l equipe la team les collegues question petite rapide dites du coup donc alors sinon et ou bref au fait svp stp please merci d avance salut hello bonjour bonsoir coucou hi'.split(
    ' ',
  );

/** Familiar forms speak to one person. */
const familiar = /(?:^|[^\p{L}])(?:tu|toi|t['’](?:as|es|aurais)|ton|tes)(?![\p{L}])/iu;

const split = (phrase: string) =>
  fold(phrase)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** Tells whether a message speaks to someone in particular, by its form alone. */
export function namesSomeone(knowledge: Knowledge): (text: string) => boolean {
  const known = knownWords(knowledge);
  const isName = (part: string) => {
    const left = split(part).filter((word) => !toEveryone.includes(word));
    return left.length > 0 && left.length <= 2 && left.every((word) => !known.has(word));
  };
  return (text) => {
    if (/(?:^|[^\p{L}\p{N}])@\p{L}/u.test(text) || familiar.test(text)) return true;
    const opening = /^([^,:?!.\n]{1,60})[,:]/.exec(text)?.[1];
    const closing = /,([^,:?!.\n]{1,60})[?!.\s]*$/.exec(text.slice(-80))?.[1];
    return [opening, closing].some((part) => part !== undefined && isName(part));
  };
}

/** Every word of every name in the knowledge base, and the words without content. */
function knownWords({ entities, criteria, topics, personas, lexicon }: Knowledge): ReadonlySet<string> {
  const named = [...entities.values(), ...topics.values()].flatMap((each) => [
    each.name,
    each.short_name ?? '',
    ...each.aliases,
    ...each.weak_aliases,
    ...each.former_names,
    ...each.misspellings,
    ...each.needs,
  ]);
  const compared = [...criteria.values()].flatMap((each) => [
    each.label,
    ...each.aliases,
    ...each.weak_aliases,
    ...each.values.flatMap((value) => [value.label, ...value.aliases, ...value.weak_aliases]),
  ]);
  const people = [...personas.values()].flatMap((each) => [each.name, ...each.aliases]);
  const phrases = [
    ...named,
    ...compared,
    ...people,
    ...lexicon.stop_words,
    ...lexicon.greetings,
    ...lexicon.thanks,
  ];
  return new Set(phrases.flatMap(split));
}
