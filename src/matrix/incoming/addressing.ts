/** Whether a message is meant for the bot, or for someone else; and its text without the bot's name. Pure. */
import type { Written } from '../events.ts';

/** No name is longer, and no pattern looks further: what strangers write must not cost more than its length. */
const longestName = 80;

/** The bot, as people call it. */
export interface Self {
  readonly user: string;
  /** The localpart, the display name, the display name without its `[Service]`: what may stand at the start of a message. */
  readonly names: readonly string[];
}

/** The names of an account: see Self. */
export function selfOf(user: string, displayName: string | undefined): Self {
  const names = [
    user.slice(1),
    user.slice(1).split(':')[0] ?? '',
    displayName ?? '',
    withoutService(displayName ?? ''),
  ];
  return {
    user,
    names: [...new Set(names.filter((name) => name !== ''))].sort((a, b) => b.length - a.length),
  };
}

/** `Camille Martin [DNUM]` → `Camille Martin` (Tchap appends the service). */
export function withoutService(displayName: string): string {
  return displayName
    .slice(0, longestName)
    .replace(/\[[^[\]]*\]\s*$/, '')
    .trim();
}

/** What a message's wording says of who is meant. */
export interface Addressing {
  readonly mentionsBot: boolean;
  readonly mentionsOthers: boolean;
  /** Without the bot's name where it only addresses it. */
  readonly text: string;
}

/** Reads `m.mentions`, pills, and names at the start. `@room` is nobody in particular. */
export function readAddressing(written: Written, self: Self): Addressing {
  const mentioned = new Set([...(written.mentions ?? []), ...pills(written.html ?? '')]);
  const others = [...mentioned].some((user) => user !== self.user);
  const atStart = startPattern(self).exec(written.text);
  const named = mentioned.has(self.user) || atStart !== null;
  const text = named ? withoutNames(written.text, self, mentioned.has(self.user)) : written.text;
  return { mentionsBot: named, mentionsOthers: others, text };
}

/** The users of matrix.to and matrix: links in a formatted body. */
function pills(html: string): string[] {
  const addresses = [...html.matchAll(/href\s*=\s*["']([^"'?]+)/gi)].map(([, address = '']) => address);
  return addresses
    .map((address) => decode(address.replace(/^https:\/\/matrix\.to\/#\//i, '').replace(/^matrix:u\//i, '@')))
    .filter((target) => target.startsWith('@'));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('&amp;', '&'));
  } catch {
    return text;
  }
}

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
const alternatives = (self: Self): string => self.names.map(literal).join('|');
/** The name at the very start, "@" before it or not, and then no letter that would make it another word. */
const startPattern = (self: Self): RegExp =>
  new RegExp(`^\\s*@?(?:${alternatives(self)})(?![\\p{L}\\p{N}_-])\\s*[:,]?\\s*`, 'iu');

function withoutNames(text: string, self: Self, everywhere: boolean): string {
  const rest = text.replace(startPattern(self), '');
  if (!everywhere) return rest;
  const anywhere = new RegExp(`(?<![\\p{L}\\p{N}_@-])@?(?:${alternatives(self)})(?![\\p{L}\\p{N}_-])`, 'giu');
  return rest
    .replace(anywhere, ' ')
    .replaceAll(/[^\S\n]{2,}/g, ' ')
    .trim();
}
