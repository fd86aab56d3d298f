/** Finds a command at the start of a message: `!fiche Grist`, `/Fiche grist`, `!critère : HDS`. */
import { nearest } from '../knowledge/nearest.ts';
import { fold } from '../knowledge/normalise.ts';

/** What the start of a message says. */
export type CommandLine =
  | { readonly kind: 'none' }
  | { readonly kind: 'command'; readonly name: string; readonly text: string }
  /** `meant` is a known name one or two letters away. */
  | { readonly kind: 'unknown'; readonly typed: string; readonly meant: string | undefined };

/** A path ("/home/x") or a lone sign is no command. Zero-width signs may hide before the mark: they are skipped. */
const commandPattern =
  /^[\s\p{Cf}]*[!！/]\s?(\p{L}[\p{L}\p{M}\p{N}\p{Cf}_-]{0,40})(?=[\s:,.;?!]|$)[\s:,.;?!]*/u;

/** @param names all names and aliases, folded; accents and case of what was typed do not matter */
export function parseCommand(text: string, names: ReadonlySet<string>): CommandLine {
  const match = commandPattern.exec(text);
  if (match === null) return { kind: 'none' };
  const typed = fold(match[1] ?? '');
  if (names.has(typed)) return { kind: 'command', name: typed, text: text.slice(match[0].length).trim() };
  return { kind: 'unknown', typed, meant: nearest(typed, names, typed.length <= 4 ? 1 : 2) };
}
