/** From a text, and what was said before, to what is asked and how sure that is. Pure: the same text gets the same. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Steps } from '../knowledge/steps.ts';
import { bandOf, isSure } from './bands.ts';
import { type Context, contextIn, together } from './context.ts';
import { followUps, refersBack, strays } from './follow-ups/follow-ups.ts';
import { previousQuestion } from './follow-ups/previous.ts';
import type { Utterance } from './meaning.ts';
import { isCued } from './meant.ts';
import { readings } from './readings/readings.ts';
import { maxCharacters, Recogniser } from './recognise.ts';
import { Search } from './search.ts';
import { SecondOpinion } from './second-opinion/second-opinion.ts';
import { fillSlots } from './slots.ts';
import { partsOf, tellsWish } from './stories/request.ts';
import { Stories } from './stories/stories.ts';
import { withoutSilences } from './stories/story.ts';
import { clauses, sentences, spelledOut, withoutQuotes } from './text.ts';
import { allDiffer, isAnswer, isSilence, type Understanding } from './understanding.ts';

/** So many readings that may be meant instead are kept. */
const maxOthers = 3;

/** So many sentences around a question are looked at. */
const maxTold = 8;

/** Cues that a message of function words alone asks of what was just spoken of. */
const furtherCues = ['afterwards', 'elsewhere', 'other', 'another'] as const;

/** "La plus simple ?", "le moins cher ?": one of what was just spoken of. */
const compares = ({ tokens }: Utterance): boolean =>
  tokens.some(
    ({ surface }, at) =>
      /^(?:le|la|les)$/.test(surface) && /^(?:plus|moins|meilleure?s?)$/.test(tokens[at + 1]?.surface ?? ''),
  );

/** Names and nothing that asks. */
const isName = ({ question, manner }: Understanding) =>
  (question?.kind === 'card' || question?.kind === 'comparison') && !manner.question;

/** Greetings, thanks and the like. */
const courtesies = ({ mentions }: Utterance) =>
  mentions.filter(({ meanings }) => meanings.some(({ type }) => type === 'noise'));

/** "Nos agents sont en télétravail.": a criterion that a sentence names, but that it asks of nothing. */
const onlyTells = ({ question, manner }: Understanding) =>
  question?.kind === 'criterion' && question.subjects.length === 0 && !manner.question;

/** "Quand arrivera-t-il ? Il me faut une date": what is asked again in other words, and what the guide says of neither. */
function isSameSilence({ question: first }: Understanding, { question: again }: Understanding): boolean {
  if (first?.kind !== 'unsaid' || again?.kind !== 'unsaid' || first.unsaid !== again.unsaid) return false;
  return again.subjects.every((id) => first.subjects.includes(id));
}

/** "- Notion\n- habilitation ?": a bare word after a product that the guide does not know is asked of that. */
const isOfUnknown = ({ subjects, utterance }: Understanding, before: Understanding | undefined): boolean =>
  before?.question?.kind === 'unknown-product' && subjects.length === 0 && utterance.tokens.length < 3;

/** Understands messages with one knowledge base. Built once. */
export class Understander {
  readonly #knowledge: Knowledge;
  readonly #recogniser: Recogniser;
  readonly #search: Search;
  readonly #stories: Stories;
  /** What was recognised in the message at hand: the parts of a story are read more than once. */
  readonly #recognised = new Map<string, Utterance>();
  readonly #secondOpinion: SecondOpinion;

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge;
    this.#recogniser = new Recogniser(knowledge);
    this.#search = new Search(this.#recogniser.entries);
    this.#stories = new Stories(knowledge, {
      recognise: (text) => this.#recognise(text),
      read: (utterance, before) => this.#read(utterance, before),
    });
    this.#secondOpinion = new SecondOpinion(knowledge, (text) => this.one(text, undefined));
  }

  /** Understands a message: one understanding a question. `next` gives the context that an understood question leaves. */
  understand(
    text: string,
    before: Context | undefined,
    next: (understanding: Understanding) => Context | undefined,
  ): Understanding[] {
    const message = spelledOut(withoutQuotes(text).slice(0, maxCharacters));
    try {
      const isOfSeveral = isCued(this.#recognise(message), 'which-of');
      const context = before !== undefined && isOfSeveral ? together(before) : before;
      return withoutRemarks(
        this.#heard(message, context, next).map(
          (one) => this.#again(one, context) ?? this.#secondOpinion.on(one, context),
        ),
      );
    } finally {
      // Nothing of what people write is kept.
      this.#recognised.clear();
    }
  }

  #heard(
    message: string,
    context: Context | undefined,
    next: (understanding: Understanding) => Context | undefined,
  ): Understanding[] {
    const whole = this.#read(this.#asking(message), context);
    const each = this.#each(message, context, next);
    const good = each.filter(isAnswer);
    // Every part is a question that stands by itself: each gets its answer.
    const stand = good.length === each.length && good.length > 1 && !good.some(onlyTells);
    if (stand && allDiffer(good)) return questionsIn(good);
    const requested = this.#stories.requested(message, whole, context);
    if (requested !== undefined) return requested;
    // What surrounds the question only explains it: the one part that is understood answers better than the whole.
    const [only] = good;
    if (good.length === 1 && only !== undefined && !isName(only) && whole.band !== 'answer') return [only];
    return [whole];
  }

  /** A message of which one sentence asks: on what the guide is silent in the others ("DPO ici.") is not asked. */
  #asking(message: string): Utterance {
    const parts = sentences(message);
    const asks = parts.some((part) => part.endsWith('?'));
    const told = asks ? parts.filter((part) => !part.endsWith('?') && !tellsWish(part)) : [];
    return told
      .slice(0, maxTold)
      .reduce((text, part) => withoutSilences(text, this.#recognise(part)), this.#recognise(message));
  }

  /**
   * What refers to what was just said, says nothing of its own and is not understood ("elle a quoi alors ?", "combien ?") gets what was
   * said of that again.
   */
  #again(understood: Understanding, context: Context | undefined): Understanding | undefined {
    const { band, empty, manner, utterance, subjects, question } = understood;
    if (context === undefined || band !== 'refuse' || subjects.length > 0 || isSilence(question))
      return undefined;
    const goesOn = furtherCues.some((cue) => isCued(utterance, cue)) || compares(utterance);
    // Of function words alone, "elle a quoi alors ?" and "la plus simple ?" ask, "ça va ?" does not.
    if (empty && !goesOn && (manner.yesNo || courtesies(utterance).length > 0)) return undefined;
    const again =
      empty || refersBack(utterance)
        ? previousQuestion(contextIn(this.#knowledge, context), this.#knowledge)
        : undefined;
    return (
      again && { ...understood, band: 'suggest', empty: false, question: again, others: [], likened: true }
    );
  }

  /** Understands each part of a message as a question that goes on from the one before; nothing where there are no parts. */
  #each(
    message: string,
    context: Context | undefined,
    next: (understanding: Understanding) => Context | undefined,
  ): Understanding[] {
    const parts = sentences(message).flatMap((sentence) => clauses(sentence));
    if (parts.length < 2 || parts.length > 6) return [];
    const understandings: Understanding[] = [];
    let running = context;
    for (const part of parts) {
      const understood = this.one(part, running);
      if (understood.empty || understandings.some((one) => isSameSilence(one, understood))) continue;
      if (isOfUnknown(understood, understandings.at(-1))) continue;
      // "- Grist\n- SecNumCloud ?": bare names are no question of their own, they say what the next one is about.
      if (isAnswer(understood)) running = next(understood);
      else if (isName(understood)) running = this.#stories.told(partsOf(part).toReversed()) ?? running;
      if (!isName(understood) || part === parts.at(-1)) understandings.push(understood);
    }
    return understandings;
  }

  /** Makes what the first doubtful message would otherwise wait for. */
  prepare(): Steps<void> {
    return this.#secondOpinion.prepare();
  }

  #recognise(text: string): Utterance {
    const known = this.#recognised.get(text);
    if (known !== undefined) return known;
    const made = this.#recogniser.recognise(text);
    this.#recognised.set(text, made);
    return made;
  }

  /** Understands a text as one question. */
  one(text: string, before: Context | undefined): Understanding {
    return this.#read(this.#recognise(text), before);
  }

  #read(utterance: Utterance, before: Context | undefined): Understanding {
    // A stored context may come from an older version of the knowledge.
    const context =
      before === undefined || isCued(utterance, 'elsewhere') ? undefined : contextIn(this.#knowledge, before);
    const slots = fillSlots(utterance, this.#knowledge, context);
    const material = { utterance, slots, knowledge: this.#knowledge, search: this.#search, context };
    const all = [...followUps(slots, utterance, context, this.#knowledge), ...readings(material)].sort(
      (left, right) => right.score - left.score,
    );
    const [best] = all;
    const band = bandOf(best, slots);
    // Courtesy and function words ask nothing, unless a reading was found in them.
    const courtesy = courtesies(utterance);
    const empty =
      band === 'refuse' &&
      utterance.tokens.every(
        (token, index) => token.weight === 0 || courtesy.some(({ from, to }) => from <= index && index < to),
      );
    return {
      band,
      question: best?.question,
      others: all
        .slice(1)
        .filter((one) => bandOf(one, slots) !== 'refuse')
        .slice(0, maxOthers)
        .map((one) => one.question),
      guessed: best?.guessed === true,
      sure:
        best !== undefined && isSure(best, all) && !strays(best.question, slots, context, this.#knowledge),
      likened: false,
      remote: false,
      doubtful: best?.doubtful === true,
      unanswerable: false,
      confidence: Math.min(1, best?.coverage ?? 0),
      manner: slots.manner,
      corrections: utterance.corrections,
      unknown: utterance.tokens.filter((token) => !token.known).map((token) => token.original),
      strange: [],
      subjects: slots.entities.map((slot) => slot.id),
      startsWithSubject: slots.entities.some((slot) => slot.from === 0),
      empty,
      explained: best?.explained ?? new Set(),
      utterance,
    };
  }
}

/** Little of it explained, and nothing named that it would be about. */
const isGuess = ({ unanswerable, sure, subjects, confidence }: Understanding) =>
  unanswerable || (!sure && subjects.length === 0 && confidence < 0.6);

/** "Le nouveau nom nous a coûté cher. C'est à quelle adresse ?": what only tells, and would be a guess, gets no refusal of its own. */
function withoutRemarks(all: Understanding[]): Understanding[] {
  const asks = ({ utterance }: Understanding) => utterance.text.includes('?');
  return all.some(asks) ? all.filter((one) => !isGuess(one) || asks(one)) : all;
}

/** "On a DN pour les usagers. Webex ou Zoom ?": what is told before a question on which the guide is silent asks nothing. */
function questionsIn(good: Understanding[]): Understanding[] {
  const last = good.at(-1);
  return isSilence(last?.question) && last?.manner.question
    ? good.filter(({ manner }) => manner.question)
    : good;
}
