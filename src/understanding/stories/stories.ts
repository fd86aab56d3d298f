/** Messages that tell a story around what they ask: which request they make, and what the story adds to it. */
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { type Context, contextOf } from '../context.ts';
import type { Utterance } from '../meaning.ts';
import { fillSlots, ids } from '../slots.ts';
import { allDiffer, isAnswer, type Understanding } from '../understanding.ts';
import { around, type Request, requestsIn } from './request.ts';
import { asked, isTelling, referring, saysLittle, shareExplained, weightOf } from './story.ts';

/** More questions in one message are a text rather than a request. */
const maxRequests = 3;
/** From so many words on, what surrounds a request is a story; beyond so many characters the message is a page. */
const minStory = 6;
const maxStory = 1_500;
/** From this weight on a request says enough not to be passed over. */
const saysMuch = 1.6;
/** The share of a request that a reading must explain to be an answer to it, and by how much a narrower one must be better. */
const explains = 0.4;
const better = 0.1;
/** By how much the requests must be understood better than the whole when one of them is not. */
const muchBetter = 0.3;

/**
 * From which coverage on a feature or limit read out of a story is answered. Measured on all the sets that may be looked at:
 * below it five of seven such answers were wrong, of no other kind so many.
 */
const sureItem = 0.7;

/** The subjects that a question is about. */
const about = ({ question }: Understanding): readonly string[] =>
  question !== undefined && 'subjects' in question ? question.subjects : [];

/** The first of some readings, the widest first, that explains what is asked, unless a later one explains it better. */
function widest(
  readings: readonly Understanding[],
  asked: Utterance,
  whole: Understanding | undefined,
): Understanding | undefined {
  const explaining = readings
    // That the guide does not say it is no better an answer than the one at hand.
    .filter((one) => one === whole || !isAnswer(whole) || one.question?.kind !== 'unsaid')
    .map((one) => ({ one, share: shareExplained(one.utterance, one.explained, asked) }))
    .filter(({ share }) => share >= explains);
  const [first] = explaining;
  return explaining.find(({ share }) => share >= (first?.share ?? 0) + better)?.one ?? first?.one;
}

/** Whether a reading is of the same subjects, on some of the criteria only: "Je suis développeur PHP. Ondine est open source ?" asks for one. */
function asksLess({ question: one }: Understanding, { question: other }: Understanding): boolean {
  if (one?.kind !== 'criterion' || other?.kind !== 'criterion' || one.asked.length >= other.asked.length)
    return false;
  return (
    one.subjects.join() === other.subjects.join() &&
    one.asked.every(({ criterion }) => other.asked.some((asked) => asked.criterion === criterion))
  );
}

/** A reading out of a story is never sure, nor certain enough to be given unasked; who is addressed is told by the whole message. */
function fromStory(understood: Understanding, { utterance }: Understanding): Understanding {
  if (understood.utterance === utterance) return understood;
  const { band, question, confidence } = understood;
  const unsure = band === 'answer' && question?.kind === 'item' && confidence < sureItem;
  return { ...understood, band: unsure ? 'suggest' : band, guessed: true, sure: false };
}

/** How the parts of a message are read. */
export interface Reader {
  recognise(text: string): Utterance;
  /** @param before what was said before */
  read(utterance: Utterance, before: Context | undefined): Understanding;
}

/** Reads such messages with one knowledge base. */
export class Stories {
  readonly #knowledge: Knowledge;
  readonly #reader: Reader;

  constructor(knowledge: Knowledge, reader: Reader) {
    this.#knowledge = knowledge;
    this.#reader = reader;
  }

  /** Each request, read with what the story around it names; undefined where no story is told. @param whole how the message as a whole is understood */
  requested(
    message: string,
    whole: Understanding,
    context: Context | undefined,
  ): Understanding[] | undefined {
    if (message.length > maxStory) return undefined;
    const requests = requestsIn(message);
    const [first] = requests;
    if (first === undefined || requests.length > maxRequests) return undefined;
    const told = around(first).reduce((sum, part) => sum + part.split(/\s+/u).length, 0);
    if (told < minStory) return undefined;
    if (requests.length === 1) {
      const sentence = this.#reader.recognise(first.sentence);
      const heard = this.#reader.read(asked(whole.utterance, sentence), context);
      return [fromStory(this.#request(first, heard, context), whole)];
    }
    const read = requests.map((one) => this.#request(one, undefined, context));
    const answered = read.filter(isAnswer);
    if (answered.length === 0 || !allDiffer(answered)) return undefined;
    const clearer = answered.every(({ confidence }) => confidence > whole.confidence + muchBetter);
    const enough = answered.length === read.length || whole.band !== 'answer' || clearer;
    return enough ? answered.map((one) => fromStory(one, whole)) : undefined;
  }

  /**
   * The widest reading that explains what is asked: of the whole message, of the sentence or of the words that ask, unless a
   * narrower one explains it better. A reading of the story alone answers nothing that was asked.
   */
  #request(request: Request, whole: Understanding | undefined, context: Context | undefined): Understanding {
    const clause = this.#reader.recognise(request.clause);
    const parts = around(request);
    const alone = this.#reader.read(clause, this.told(parts) ?? context);
    const weight = weightOf(clause);
    const sentence = this.#reader.read(
      this.#reader.recognise(request.sentence),
      this.told(request.before.toReversed()) ?? context,
    );
    // Subjects that only the story names are neither asked about nor compared.
    const named = [...about(alone), ...alone.subjects];
    const strays = (one: Understanding) => about(one).some((id) => !named.includes(id));
    const minds = (one: Understanding | undefined) => isAnswer(one) && !(isAnswer(alone) && strays(one));
    const wide = [whole, sentence].filter(minds);
    const best = weight < saysLittle ? undefined : widest([...wide, alone].filter(isAnswer), clause, whole);
    if (best !== undefined)
      return [sentence, alone].filter(isAnswer).find((one) => asksLess(one, best)) ?? best;
    if (whole === undefined) return alone;
    if (weight >= saysMuch) {
      // What it asks is not understood: that the story is does not help.
      if (!isAnswer(whole)) return whole;
      return alone.band === 'suggest' ? alone : { ...alone, subjects: whole.subjects };
    }
    if (minds(whole)) return whole;
    if (isAnswer(alone) && alone.subjects.length > 0) return alone;
    return this.#referring(clause, parts, context) ?? whole;
  }

  /** Alone the request says little ("Laquelle conviendrait ?"): the nearest part of the story that makes sense of it. */
  #referring(
    clause: Utterance,
    parts: readonly string[],
    context: Context | undefined,
  ): Understanding | undefined {
    for (const [at, part] of parts.entries()) {
      const before = this.#reader.recognise(part);
      if (!isTelling(before)) continue;
      const read = this.#reader.read(referring(before, clause), this.told(parts.slice(at + 1)) ?? context);
      if (isAnswer(read)) return read;
    }
    return undefined;
  }

  /** What the nearest part of a story names, as what was just spoken of. @param parts the nearest first */
  told(parts: readonly string[]): Context | undefined {
    for (const part of parts) {
      const { entities } = fillSlots(this.#reader.recognise(part), this.#knowledge, undefined);
      if (entities.length > 0) return contextOf({ kind: 'card', subjects: ids(entities) }, []);
    }
    return undefined;
  }
}
