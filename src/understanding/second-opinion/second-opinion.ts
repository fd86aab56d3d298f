/**
 * A second opinion on what the words of a message say: the examples of `phrasings/`, ways of asking with the plain question that each
 * stands for, and questions that the guide does not answer. It confirms a reading, doubts it, chooses between two, or gives one where there
 * is none; it never answers for sure by itself. Measured: docs/decisions/0012.
 */
import type { Examples } from '../../knowledge/examples.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { finish, type Steps } from '../../knowledge/steps.ts';
import type { Context } from '../context.ts';
import { concerns, isOfApi } from '../entries.ts';
import { isCarried, leaves, namesIn, reminded, staysWith } from '../follow-ups/carried.ts';
import { goesOn } from '../follow-ups/follow-ups.ts';
import { isCued } from '../meant.ts';
import type { Question } from '../question.ts';
import { isSilence, type Understanding } from '../understanding.ts';
import { agrees, asksSame, isLimit, isLimits, isOfThePast, mayMean } from './agreement.ts';
import { nearest } from './analogies.ts';
import { likenessToSilence, strangeAmong } from './silence.ts';

/** From which likeness on the examples say what a message means that is not understood; a list is what little else resembles. */
const resembles = 0.16;
const resemblesList = 0.4;
/** From which likeness on they show what comes nearest to it. */
const comesNearest = 0.15;
/** From which likeness on they make sure of how it was understood. */
const confirms = 0.3;
/** From which likeness on they bear out how it was understood, whatever else its words are like. */
const supports = 0.24;
/** From which likeness on they choose between readings, and by how much more than for the one that the words mean. */
const prefers = 0.25;
const ahead = 0.05;
/** Topics that are but names. */
const naming: ReadonlySet<string> = new Set(['term', 'watch']);
/**
 * Below this a message that is not understood is enough like what the guide answers; above these what is asked of a named subject is
 * doubted, and what the examples agree with. */
const answered = -1.5;
/** Below this it may be, so that what it is most like is told as what comes nearest: every other time that was what is asked. */
const answeredPerhaps = -0.5;
const doubted = 1.5;
const doubtedAnyway = 2;
const answeredByApi = 0.9;
const answeredByName = 0.3;

/** A plain question that a message resembles, about what it is about. */
interface Alike {
  readonly question: Question;
  readonly likeness: number;
}

/** The examples of one knowledge base. Built once. */
export class SecondOpinion {
  readonly #knowledge: Knowledge;
  readonly #read: (text: string) => Understanding;
  /** What the plain questions ask, once one of them was looked at. */
  readonly #questions = new Map<string, Question | undefined>();
  /** The examples being read: by whoever prepares, and what is left of them by the first message that needs them. */
  readonly #reading: Steps<Examples>;
  #examples: Examples | undefined;

  /** @param read how a text is understood by its words alone */
  constructor(knowledge: Knowledge, read: (text: string) => Understanding) {
    this.#knowledge = knowledge;
    this.#read = read;
    this.#reading = knowledge.learnExamples();
  }

  /** Reads the examples, so that the first message that needs them does not wait. */
  *prepare(): Steps<void> {
    while (this.#examples === undefined) {
      const step = this.#reading.next();
      if (step.done) this.#examples = step.value;
      else yield;
    }
  }

  /** What was understood, confirmed or doubted; what was not, by what it resembles. What is not sure names the words that may be why. */
  on(understood: Understanding, context: Context | undefined): Understanding {
    const judged = this.#judge(understood, context);
    if (judged.sure || judged.unknown.length === 0) return judged;
    return { ...judged, strange: strangeAmong(this.#learnt().leanings, judged.unknown) };
  }

  #judge(understood: Understanding, context: Context | undefined): Understanding {
    const { band, question, sure, empty } = understood;
    const isSilent = isSilence(question);
    const isPlain = sure && !isSilent && (this.#isHeld(understood) || !isCarried(understood, context));
    if (empty || isPlain) return understood;
    const examples = this.#learnt();
    const text = this.#spelledOut(understood, context);
    const all = this.#alike(examples, text, understood, context);
    const [alike] = all;
    const silence = likenessToSilence(examples.leanings, text);
    const preferred = this.#preferred(understood, all, silence, context);
    if (preferred !== undefined || (isSilent && !understood.doubtful)) return preferred ?? understood;
    if (band === 'refuse' || isSilent) {
      // "Il fait beau chez toi ?"
      const isImpersonal = isCued(understood.utterance, 'impersonal');
      const spelled =
        isSilent || isImpersonal || silence > answeredByName
          ? undefined
          : this.#withNames(understood, context);
      if (spelled !== undefined) return { ...understood, band: 'suggest', question: spelled, others: [] };
      if (isImpersonal || silence > 0) return understood;
      const remote = alike === undefined || !isNear(alike) || silence > answered;
      // Of what it names, what comes nearest is seldom out of place.
      const isFar = silence > answeredPerhaps && understood.subjects.length === 0;
      if (alike === undefined || isFar || (remote && (isSilent || !isNearest(alike))))
        return (Number.isFinite(silence) && reminded(this.#knowledge, understood, context)) || understood;
      if (isSilent && !this.#isOfApi(alike.question)) return understood;
      return { ...understood, band: 'suggest', question: alike.question, others: [], likened: true, remote };
    }
    if (alike !== undefined && question !== undefined && agrees(question, alike.question)) {
      const isConfirmed = alike.likeness >= confirms;
      // Of no product, a feature may be wanted of another one than the guide says it of.
      const strays = goesOnFrom(context, understood) && !staysWith(this.#knowledge, question, context);
      const isAbout = !strays && (question.kind !== 'item' || question.subjects.length > 0);
      const isSupported = understood.subjects.length > 0 || alike.likeness >= supports;
      return {
        ...understood,
        sure: sure || (band === 'answer' && isConfirmed && isAbout && silence < 0),
        unanswerable: !sure && !isSupported && silence > doubtedAnyway,
      };
    }
    // "Et FINESS ?": a message that goes on is short, and all of it is understood.
    const isWhole = context !== undefined && band === 'answer' && understood.confidence === 1;
    const borne = Math.max(tolerance(understood), this.#isApiServing(understood) ? answeredByApi : -1);
    return { ...understood, sure: false, unanswerable: !isWhole && silence > borne };
  }

  /**
   * The reading that the examples mean, where the words allow it too but explain less by it. What only bears a name ("DNUM", "Démarche
   * Numérique") is in many examples that ask of something else; what the guide never says ("combien …?") is only weighed against a limit.
   */
  #preferred(
    understood: Understanding,
    [nearest, ...next]: readonly Alike[],
    silence: number,
    context: Context | undefined,
  ): Understanding | undefined {
    const { question, others } = understood;
    if (question === undefined || nearest === undefined || nearest.likeness < prefers) return undefined;
    const { question: meant, likeness } = nearest;
    const isAsLike = (one: Alike) => likeness - one.likeness < ahead && agrees(question, one.question);
    if (agrees(question, meant) || next.some(isAsLike) || staysWith(this.#knowledge, question, context))
      return undefined;
    const allowed = others.find((one) => agrees(one, meant));
    const wantsApi = isCued(understood.utterance, 'kind-api') && !this.#isOfApi(meant);
    const isSharper = isLimits(question) && isLimit(this.#knowledge, meant);
    const mayBe = isSharper || (silence < 0 && !wantsApi && mayMean(understood, meant));
    const other = allowed ?? (mayBe ? meant : undefined);
    if (other === undefined || this.#isName(other) || asksSame(other, question)) return undefined;
    // "GLPI peut servir de référentiel ?": what does not speak of the product that is named is not meant.
    if (question.kind === 'card' && !('subjects' in other)) return undefined;
    if (isSilence(question) && !isLimit(this.#knowledge, other)) return undefined;
    const rest = others.filter((one) => one !== other);
    return { ...understood, question: other, sure: false, guessed: false, others: [question, ...rest] };
  }

  #isName(question: Question): boolean {
    if (question.kind !== 'topic') return question.kind === 'card' || question.kind === 'list';
    return question.topics.every((id) => naming.has(this.#knowledge.topics.get(id)?.kind ?? ''));
  }

  /** "Et HDS ?": nothing but a criterion, of which the guide has a fact about what was just spoken of. One in forty was wrong. */
  #isHeld({ question, confidence, utterance }: Understanding): boolean {
    if (question?.kind !== 'criterion' || confidence < 1 || !isCued(utterance, 'follow-up')) return false;
    const facts = question.subjects.map((id) => this.#knowledge.entities.get(id)?.facts ?? {});
    return question.asked.every(({ criterion }) => facts.every((of) => of[criterion] !== undefined));
  }

  /** "Où trouver les numéros RPPS ?": what an API serves is named, and next to nobody else has it. */
  #isApiServing({ band, guessed, question }: Understanding): boolean {
    return band === 'answer' && !guessed && question?.kind === 'need' && this.#isOfApi(question);
  }

  /** Whether a question is about an API: nothing else answers who looks for one. */
  #isOfApi(question: Question): boolean {
    if (question.kind === 'item') return question.items.some((id) => isOfApi(this.#knowledge, id));
    const named =
      'subjects' in question ? question.subjects : question.kind === 'need' ? question.entities : [];
    const isList = question.kind === 'list' && question.list === 'api';
    return isList || named.some((id) => this.#knowledge.entities.get(id)?.kind === 'api');
  }

  /** "Et comment on en crée un ?": what the words say beside the names of what was just spoken of, where that is more than the names. */
  #withNames({ subjects, utterance }: Understanding, context: Context | undefined): Question | undefined {
    if (context === undefined || subjects.length > 0) return undefined;
    // "Celles pour la santé ?", after the APIs.
    const served = this.#isOfApis(context) ? this.#read(`API ${utterance.text}`) : undefined;
    if (served !== undefined && this.#isApiServing(served)) return served.question;
    const names = namesIn(this.#knowledge, context).join(' ');
    const { band, guessed, question } = this.#read(`${utterance.text} ${names}`);
    if (names === '' || band !== 'answer' || guessed || question === undefined) return undefined;
    const bare = this.#read(names).question;
    return bare !== undefined && agrees(question, bare) ? undefined : question;
  }

  /** Whether nothing but APIs was just spoken of. */
  #isOfApis({ subjects }: Context): boolean {
    return subjects.length > 0 && subjects.every((id) => this.#knowledge.entities.get(id)?.kind === 'api');
  }

  /** The message with the names of what it goes on about. */
  #spelledOut({ utterance, subjects }: Understanding, context: Context | undefined): string {
    if (subjects.length > 0 || context === undefined) return utterance.text;
    return [utterance.text, ...namesIn(this.#knowledge, context)].join(' ');
  }

  #alike(
    { centroids }: Examples,
    text: string,
    { utterance, subjects }: Understanding,
    context: Context | undefined,
  ): Alike[] {
    // "Et en sécurité ?" asks it of what was just spoken of.
    const before = goesOn.some((cue) => isCued(utterance, cue)) ? (context?.subjects ?? []) : [];
    const named = [...new Set(subjects.length > 0 ? subjects : before)];
    return nearest(centroids, text).flatMap(({ means, likeness }) => {
      const meant = this.#meant(means);
      const question = meant && this.#about(meant, named);
      // What an older generation of the guide said is told to who asks for it.
      if (question === undefined || (isOfThePast(question) && !isCued(utterance, 'history'))) return [];
      const isElse = subjects.length === 0 && before.length > 0 && leaves(question, utterance);
      return isElse ? [] : [{ question, likeness }];
    });
  }

  #meant(plain: string): Question | undefined {
    if (!this.#questions.has(plain)) this.#questions.set(plain, this.#read(plain).question);
    return this.#questions.get(plain);
  }

  /** The question of an example, about the subjects that a message names; undefined where it cannot be about them. */
  #about(question: Question, subjects: readonly string[]): Question | undefined {
    if (subjects.length === 0 || !('subjects' in question)) return question;
    if (question.kind === 'comparison' && subjects.length < 2) return question;
    if (question.kind === 'item' && !question.items.some((id) => concerns(this.#knowledge, id, subjects)))
      return undefined;
    return { ...question, subjects };
  }

  #learnt(): Examples {
    this.#examples ??= finish(this.#reading);
    return this.#examples;
  }
}

/** "Et la version du référentiel ?": names nothing of its own, after what was just said. */
const goesOnFrom = (context: Context | undefined, { subjects, utterance }: Understanding): boolean =>
  context !== undefined && subjects.length === 0 && goesOn.some((cue) => isCued(utterance, cue));

const isNear = ({ question, likeness }: Alike) =>
  likeness >= (question.kind === 'list' ? resemblesList : resembles);

const isNearest = ({ question, likeness }: Alike) => question.kind !== 'list' && likeness >= comesNearest;

/** How much a reading may be like what the guide does not answer: the words that it explains, less those that it does not. */
function tolerance({
  band,
  guessed,
  doubtful,
  confidence,
  subjects,
  question,
  utterance,
}: Understanding): number {
  // An API, and what it is for; or a subject and what is asked of it.
  const isServed = question?.kind === 'need' && isCued(utterance, 'kind-api');
  if (isServed && !guessed) return Number.POSITIVE_INFINITY;
  // "Une préférence entre DN et Démat Social ?"
  if (band === 'answer' && question?.kind === 'comparison' && question.asked.length === 0)
    return doubtedAnyway;
  if (band === 'answer' && !guessed && subjects.length > 0) return doubted;
  const explained = doubtful ? 0 : confidence;
  return explained - (1 - explained);
}
