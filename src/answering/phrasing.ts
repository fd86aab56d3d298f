/** French around the guide's facts: elisions, lists, capitals. The words of the facts themselves are the knowledge's. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Fact, Source } from '../knowledge/schema.ts';

/** Before a vowel or a silent h: "d'Ondine", but "de Démarche Numérique". */
function elides(name: string): boolean {
  return /^[aeiouyhàâéèêëîïôûœ]/iu.test(name) && !/^(hds|y)/iu.test(name);
}

/** "d'Ondine", "de Sites Faciles". */
export function ofName(name: string): string {
  return elides(name) ? `d'${name}` : `de ${name}`;
}

/** "A", "A et B", "A, B et C"; with another word than "et" where it is given. */
export function enumerate(parts: readonly string[], word = 'et'): string {
  if (parts.length < 2) return parts[0] ?? '';
  return `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1) ?? ''}`;
}

/** With a capital, unless it starts with a name that has none. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('fr') + text.slice(1);
}

/** With the full stop that lets a screen reader pause. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?…]$/u.test(trimmed) ? trimmed : `${trimmed}.`;
}

const months = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];

/** "2026-11-22" → "22 novembre 2026", "2025-04" → "avril 2025"; anything else stays as it is. */
export function frenchDate(date: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(date) ?? [];
  const name = months[Number(month) - 1];
  if (name === undefined) return date;
  if (day === undefined) return `${name} ${year}`;
  return `${day === '01' ? '1er' : Number(day)} ${name} ${year}`;
}

/** The words for the three absences; each answer about one starts with them (issue 5). */
export const absences: Readonly<Record<NonNullable<Fact['absent']>, string>> = {
  'not-communicated': 'Non communiqué',
  'not-applicable': 'Sans objet',
  undecided: 'Non tranché',
};

/** A fact in a few words, for a line of a comparison: "non (en cours)", "OVH", "non communiqué". */
export function shortFact(fact: Fact): string {
  if (fact.absent !== undefined)
    return withDetail(absences[fact.absent].toLocaleLowerCase('fr'), fact.detail);
  if (Array.isArray(fact.value)) return fact.value.join(', ');
  const value = fact.value === 'yes' ? 'oui' : fact.value === 'no' ? 'non' : (fact.value ?? '');
  return fact.status === 'in-progress' ? `${value} (en cours)` : value;
}

function withDetail(text: string, detail: string | undefined): string {
  return detail === undefined ? text : `${text} (${detail.replace(/\.$/u, '')})`;
}

/** Collects the sources that an answer rests on, each once, in the order of use. */
export class Citations {
  readonly #knowledge: Knowledge;
  readonly #used = new Map<string, Source>();

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge;
  }

  /** Notes that something with a source was used; gives it back. */
  cite<Sourced extends { readonly source: string }>(sourced: Sourced): Sourced {
    const source = this.#knowledge.sources.get(sourced.source);
    if (source !== undefined) this.#used.set(source.id, source);
    return sourced;
  }

  /** All that was used. */
  get list(): Source[] {
    return [...this.#used.values()];
  }
}
