/**
 * Keeps the bot from being a nuisance: a cap on the questions of a person and of a room, and an end to loops with another
 * program. In memory only: a restart begins anew. Only what would be answered counts; silence costs nobody anything.
 */
import type { IncomingMessage, Reaction, Reply } from '../conversation/message.ts';
import { fold } from '../knowledge/normalise.ts';

const minute = 60_000;
/** How long an account that loops is left unanswered. */
const muteFor = 10 * minute;
/** The same question with the same answer, that often in a minute, is a loop. A dialogue's "oui" has another answer each time. */
const sameInARow = 5;
/** The bot's own words: shorter ones may be anyone's. */
const ownWords = 80;
const remembered = 200;

/** What the guards are set by. */
export interface GuardSettings {
  /** Questions a minute a person, twice that a room; 0 for none. */
  readonly perMinute: number;
  /** What is said, once a minute at most, in the place of an answer. */
  readonly flooded: Reply;
}

/** Looks at each answer before it is given; gives what is said instead. */
export type Guard = (message: IncomingMessage, reaction: Reaction) => Reaction;

const silence: Reaction = { replies: [], sessions: [], counts: [] };

/** Makes the guards. @param clock milliseconds that never go back */
export function createGuard(settings: GuardSettings, clock: () => number = () => performance.now()): Guard {
  const { perMinute, flooded } = settings;
  const questions = new Map<string, number[]>();
  const toldAt = new Map<string, number>();
  const mutedUntil = new Map<string, number>();
  const said: string[] = [];

  /** Counts one more of a kind; gives how many there were within the last minute. */
  const count = (key: string): number => {
    const now = clock();
    const recent = (questions.get(key) ?? []).filter((at) => now - at < minute);
    recent.push(now);
    questions.set(key, recent);
    return recent.length;
  };
  const forgetOld = (): void => {
    const now = clock();
    for (const [key, times] of questions) if (now - (times.at(-1) ?? 0) >= minute) questions.delete(key);
    for (const [key, at] of toldAt) if (now - at >= minute) toldAt.delete(key);
    for (const [key, until] of mutedUntil) if (now >= until) mutedUntil.delete(key);
  };

  const loops = ({ sender, room, text }: IncomingMessage, { replies }: Reaction): boolean => {
    const folded = fold(text);
    const answer = replies.map(({ message }) => message.plain).join('\n');
    if (folded.length >= ownWords && said.some((own) => own.includes(folded) || folded.includes(own)))
      return true;
    return count(JSON.stringify(['same', sender, room, folded, answer])) >= sameInARow;
  };
  const floods = ({ sender, room }: IncomingMessage): boolean => {
    if (perMinute === 0) return false;
    const byPerson = count(JSON.stringify(['person', sender]));
    const byRoom = count(JSON.stringify(['room', room]));
    return byPerson > perMinute || byRoom > 2 * perMinute;
  };

  return (message, reaction) => {
    if (reaction.replies.length === 0) return reaction;
    forgetOld();
    const { sender, room } = message;
    if (mutedUntil.has(sender)) return { ...silence, counts: [{ name: 'loops_unanswered' }] };
    if (loops(message, reaction)) {
      mutedUntil.set(sender, clock() + muteFor);
      return { ...silence, counts: [{ name: 'loops_unanswered' }] };
    }
    if (floods(message)) {
      if (toldAt.has(room)) return { ...silence, counts: [{ name: 'floods_unanswered' }] };
      toldAt.set(room, clock());
      return { ...silence, replies: [flooded], counts: [{ name: 'floods_unanswered' }] };
    }
    for (const { message: own } of reaction.replies) {
      const folded = fold(own.plain);
      if (folded.length >= ownWords) said.push(folded);
    }
    said.splice(0, Math.max(0, said.length - remembered));
    return reaction;
  };
}
