/**
 * Whom a message in a room is for, when it names nobody the platform knows of. A question between colleagues is never
 * answered ("Paul, DN ou Démat Social ?"): in doubt, it is for someone.
 */
import type { Knowledge } from '../knowledge/knowledge.ts';
import { fold } from '../knowledge/normalise.ts';

/** Words that open or close a question to everyone: "Bonjour à tous, …", "petite question : …", "…, svp ?". */
const toEveryone =
  'tous toutes tout le monde l equipe la team les collegues chers cheres question petite rapide rapidement finalement desole sachant dites du coup donc alors sinon et ou bref au fait svp stp please merci d avance salut hello bonjour bonsoir coucou hi'.split(
    ' ',
  );

/** Words that open a question to everyone, besides the stop words of the lexicon. */
const openers =
  'savez connaissez avez pouvez pensez peut peux faut dois doit vaut existe sait quelqu quelle quelles quel quels qui pourquoi comment combien est entre comparer comparaison choisir besoin'.split(
    ' ',
  );

/** A day or an hour: colleagues arrange something. */
const appointment =
  /(?:^|[^\p{L}\p{N}])(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|demain|hier|ce (?:matin|soir|midi)|\d{1,2} ?h(?: ?\d\d)?)(?![\p{L}\p{N}])/iu;

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
    if (/(?:^|[^\p{L}\p{N}])@\p{L}/u.test(text) || familiar.test(text) || appointment.test(text)) return true;
    // "Jean-Michel DN ou Démat Social ?": a name of the guide would be known.
    const names = text.slice(0, 500).match(/(?<![\p{L}\p{N}])\p{Lu}\p{Ll}+(?![\p{L}\p{N}])/gu) ?? [];
    if (names.some((name) => split(name).some((word) => !known.has(word)))) return true;
    const opening = /^([^,:?!.\n]{1,60})[,:]/.exec(text)?.[1];
    return [opening, closingOf(text)].some((part) => part !== undefined && isName(part));
  };
}

/** What stands behind the last comma of a message, when it is short: "DN ou Démat Social, Paul ?". */
function closingOf(text: string): string | undefined {
  const end = text.slice(-80);
  const comma = end.lastIndexOf(',');
  if (comma === -1) return undefined;
  const last = end.slice(comma + 1);
  const [part = ''] = /^[^:?!.\n]{1,60}/.exec(last) ?? [];
  return /^[?!.\s]*$/.test(last.slice(part.length)) ? part : undefined;
}

/** Every word of every name in the knowledge base, the words without content, those that questions are made of. */
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
  const questions = [...Object.values(lexicon.questions).flat(), ...openers, ...toEveryone];
  return new Set([...phrases, ...questions].flatMap(split));
}
