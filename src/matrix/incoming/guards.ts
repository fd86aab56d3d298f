/**
 * Keeps the bot from being a nuisance: a cap on the questions of a person and of a room, and an end to loops with another
 * program. In memory only: a restart begins anew. Only what would be answered counts; silence costs nobody anything.
 *
 * A minute is one of those in which the messages were sent, not one of those in which they are handled: what waited through an
 * outage, or for its key, comes at once and was asked over hours. The journey bounds those times (`Origin`): none lies in the
 * future or further back than is answered at all, so a server that forges them uses up each minute of the past once.
 */
import { hash } from 'node:crypto';
import type { IncomingMessage, Reaction, Reply } from '../../conversation/message.ts';
import { fold } from '../../knowledge/normalise.ts';

const minute = 60_000;
/** How long an account that loops is left unanswered. */
const muteFor = 10 * minute;
/** The same question with the same answer, that often in a minute, is a loop. A dialogue's "oui" has another answer each time. */
const sameInARow = 5;
/** The bot's own words: shorter ones may be anyone's. */
const ownWords = 80;
const remembered = 200;
/** Among so many exchanges a loop is looked for: its messages come close together, also when hours of questions come at once. */
const exchangesKept = 1_000;

/** What the guards are set by. */
export interface GuardSettings {
  /** Questions a minute a person, twice that a room; 0 for none. */
  readonly perMinute: number;
  /** How old a message may be that is answered, in milliseconds (`BOT_ANSWER_MAX_AGE`). */
  readonly answerMaxAge: number;
  /** What is said, once a minute at most, in the place of an answer. */
  readonly flooded: Reply;
}

/** Looks at each answer before it is given; gives what is said instead. */
export type Guard = (message: IncomingMessage, reaction: Reaction) => Reaction;

const silence: Reaction = { replies: [], sessions: [], counts: [] };

/** One that counted: when it was sent (`IncomingMessage.at`), and when that was noted, by the guard's clock. */
interface Noted {
  readonly at: number;
  readonly since: number;
}

/** Makes the guards. @param clock milliseconds that never go back */
export function createGuard(settings: GuardSettings, clock: () => number = () => performance.now()): Guard {
  const { perMinute, flooded } = settings;
  /** A message that one more could count with, or be muted by, was noted no longer ago. */
  const keptFor = settings.answerMaxAge + muteFor;
  /** What each person and each room asked, in the order in which it was sent. */
  const asked = new Map<string, Noted[]>();
  /** When the same was said by the same person with the same answer; what was said last is at the end. */
  const exchanges = new Map<string, Noted[]>();
  const toldAt = new Map<string, number>();
  const loopedAt = new Map<string, Noted>();
  const said: string[] = [];
  let forgotAt = clock();

  /** Whether one more at that time makes more than `most` in any minute, whatever the order in which they come. */
  const crowds = (all: readonly Noted[], at: number, most: number): boolean => {
    // From the end, where nearly all messages belong: the hours before cost nothing.
    const near = all.slice(all.findLastIndex((one) => one.at <= at - minute) + 1).map((one) => one.at);
    const times = [...near.filter((one) => one < at + minute), at].sort((a, b) => a - b);
    return times.some((first, index) => (times[index + most] ?? Number.POSITIVE_INFINITY) - first < minute);
  };
  const note = (all: Noted[], at: number): Noted[] => {
    all.splice(all.findLastIndex((other) => other.at <= at) + 1, 0, { at, since: clock() });
    return all;
  };
  const forgetOld = (): void => {
    if (clock() - forgotAt < minute) return;
    forgotAt = clock();
    for (const noted of [asked, exchanges])
      for (const [key, all] of noted) {
        const kept = all.filter(({ since }) => forgotAt - since < keptFor);
        if (kept.length === 0) noted.delete(key);
        else noted.set(key, kept);
      }
    for (const [key, { since }] of loopedAt) if (forgotAt - since >= keptFor) loopedAt.delete(key);
    for (const [key, since] of toldAt) if (forgotAt - since >= minute) toldAt.delete(key);
  };
  const wasTold = (room: string): boolean =>
    clock() - (toldAt.get(room) ?? Number.NEGATIVE_INFINITY) < minute;

  const isMuted = ({ sender, at }: IncomingMessage): boolean => {
    const since = at - (loopedAt.get(sender)?.at ?? Number.POSITIVE_INFINITY);
    return since >= 0 && since < muteFor;
  };
  const loops = ({ sender, room, text, at }: IncomingMessage, { replies }: Reaction): boolean => {
    const folded = fold(text);
    const answer = replies.map(({ message }) => message.plain).join('\n');
    if (folded.length >= ownWords && said.some((own) => own.includes(folded) || folded.includes(own)))
      return true;
    // A digest: this is kept for hours, and texts need neither the memory nor to be there.
    const same = hash('sha256', JSON.stringify([sender, room, folded, answer]), 'base64url');
    const before = exchanges.get(same) ?? [];
    // Put at the end again.
    exchanges.delete(same);
    exchanges.set(same, before);
    const [oldest = same] = exchanges.keys();
    if (exchanges.size > exchangesKept) exchanges.delete(oldest);
    if (crowds(before, at, sameInARow - 1)) return true;
    note(before, at);
    return false;
  };
  const floods = ({ sender, room, at }: IncomingMessage): boolean => {
    if (perMinute === 0) return false;
    const person = JSON.stringify(['person', sender]);
    const place = JSON.stringify(['room', room]);
    const [byPerson, byRoom] = [asked.get(person) ?? [], asked.get(place) ?? []];
    if (crowds(byPerson, at, perMinute) || crowds(byRoom, at, 2 * perMinute)) return true;
    asked.set(person, note(byPerson, at)).set(place, note(byRoom, at));
    return false;
  };

  return (message, reaction) => {
    if (reaction.replies.length === 0) return reaction;
    forgetOld();
    const { sender, room, at } = message;
    if (isMuted(message)) return { ...silence, counts: [{ name: 'loops_unanswered' }] };
    if (loops(message, reaction)) {
      loopedAt.set(sender, { at, since: clock() });
      return { ...silence, counts: [{ name: 'loops_unanswered' }] };
    }
    if (floods(message)) {
      if (wasTold(room)) return { ...silence, counts: [{ name: 'floods_unanswered' }] };
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
