/** The engine over one knowledge base: understands, answers, says how it understood. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import { words } from '../knowledge/normalise.ts';
import { type Context, contextIn, contextOf, following } from '../understanding/context.ts';
import { isCued } from '../understanding/meant.ts';
import type { Question } from '../understanding/question.ts';
import { Understander } from '../understanding/understand.ts';
import { isSilence, type Understanding } from '../understanding/understanding.ts';
import type { Answer, Explanation } from './answer.ts';
import { answerQuestion } from './answering.ts';
import { satisfies } from './constraints.ts';
import { type Draft, desk } from './draft.ts';
import type { Engine, Lookup, LookupName, Turn } from './engine.ts';
import { answerNotUnderstood, type Recommended } from './refusals.ts';
import { choice, instead, nearestTo, withReserve } from './reserve.ts';
import { answerHolders } from './sides.ts';
import { describe } from './wording.ts';

/** Builds the engine. Loading and indexing happen here, once. */
export function createEngine(knowledge: Knowledge): Engine {
  const understander = new Understander(knowledge);

  const recommend = (need: string): Recommended => {
    const { question, others } = understander.one(need, undefined);
    const heard = [question, ...others];
    const served = heard.find((one) => one?.kind === 'need');
    if (served?.kind === 'need') return served;
    return { entities: question?.kind === 'card' ? question.subjects : [], outcomes: [] };
  };

  const draftFor = (understood: Understanding, plainly: boolean): Draft => {
    const { question, manner, band } = understood;
    const notUnderstood = () =>
      answerNotUnderstood(desk(knowledge, manner), understood.unknown, understood.subjects);
    if (question === undefined || band === 'refuse') return notUnderstood();
    // What only comes near is no yes and no no.
    const how = understood.remote ? { ...manner, yesNo: false } : manner;
    const drafted = (one: Question) => answerQuestion(desk(knowledge, how), one, recommend);
    const draft = drafted(question);
    if (understood.remote) return draft.band === 'answer' ? nearestTo(draft) : notUnderstood();
    if (draft.band === 'answer') {
      const isSure = band === 'answer' && (plainly || understood.sure);
      return isSure ? draft : withReserve(knowledge, understood, question, draft);
    }
    if (isSilence(question)) return draft;
    if (band !== 'answer') {
      // "Il est accessible au sens du RGAA ?": that the guide does not say it of that subject is the answer.
      if (question.kind === 'criterion' && question.subjects.length > 0) return draft;
      return understood.likened ? notUnderstood() : choice(knowledge, understood);
    }
    if (draft.band === 'suggest' || !maybeSilent.has(question.kind)) return draft;
    // Of whom the guide says it instead ("Démat Social en anglais ?") is worth more than all that it says of the one asked about.
    const isGeneral = ({ kind }: Question) =>
      question.kind === 'item' && (kind === 'aspect' || kind === 'card');
    for (const other of understood.others.filter((one) => !isWatched(knowledge, one) && !isGeneral(one))) {
      const next = drafted(other);
      if (next.band === 'answer') return instead(knowledge, question, draft, other, next);
    }
    return draft;
  };

  /** What follows may be about what was answered; of what was not understood, about the subjects that it names. */
  const leftBy = (
    { question, band, remote, subjects, utterance }: Understanding,
    draft: Draft,
  ): Context | undefined => {
    if (question !== undefined && band !== 'refuse' && !remote) {
      const answered = draft.subjects.filter((id) => knowledge.entities.has(id));
      return contextOf(isCued(utterance, 'which-of') ? narrowed(knowledge, question) : question, answered);
    }
    const named = [...new Set(subjects)];
    return named.length === 0 ? undefined : contextOf({ kind: 'card', subjects: named }, []);
  };

  const finish = (
    heard: Understanding,
    plainly: boolean,
  ): { answer: Answer; context: Context | undefined } => {
    // A command says itself what it asks for.
    const guess = heard.unanswerable && !plainly;
    const understood: Understanding = guess ? { ...heard, band: 'refuse' } : heard;
    const draft = draftFor(understood, plainly);
    const answer: Answer = {
      ...draft,
      kind: understood.question?.kind ?? 'not-understood',
      confidence: understood.confidence,
      explanation: explain(knowledge, understood, guess),
    };
    return { answer, context: leftBy(understood, draft) };
  };

  const ask = (text: string, before?: Context, plainly = false): Turn => {
    const context = before && contextIn(knowledge, before);
    const understood = understander.understand(text, context, (one) => finish(one, plainly).context);
    const [first] = understood;
    if (understood.length === 1 && first?.empty === true)
      return { answers: [], context, unasked: false, social: social(knowledge, text) };
    const finished = understood.map((one) => finish(one, plainly));
    const left = finished.findLast((one) => one.context !== undefined)?.context;
    return {
      answers: finished.map(({ answer }) => answer),
      // A refusal leaves what was said before: "et pour Ondine ?" may still follow.
      context: left === undefined ? context : following(left, context),
      unasked: understood.length === 1 && first !== undefined && mayAnswerUnasked(first),
      social: 'none',
    };
  };

  const lookup = (prefix: string, overview: string): Lookup => {
    return (text) => ask(text.trim() === '' ? overview : `${prefix} ${text}`.trim(), undefined, true);
  };
  // Of these there is no list: without a subject the bot says whose it knows.
  const side = (prefix: string, aspect: 'limits' | 'history' | 'contact'): Lookup => {
    return (text) =>
      text.trim() === '' ? overviewOf(knowledge, aspect) : ask(`${prefix} ${text}`, undefined, true);
  };

  const lookups: Readonly<Record<LookupName, Lookup>> = {
    compare: lookup('comparer', 'liste des communs numériques'),
    criterion: lookup('', 'liste des critères'),
    card: lookup('fiche', 'liste des communs numériques'),
    api: lookup('api', 'liste des API'),
    matomo: lookup('matomo', 'liste des instances Matomo'),
    framework: lookup('framework', 'liste des frameworks'),
    backend: lookup('backend as a service', 'liste des backend as a service'),
    decisions: lookup('décision', "liste des décisions d'architecture"),
    definition: lookup('définition', 'définition commun numérique'),
    limits: side('limites', 'limits'),
    sources: lookup('sources', 'liste des sources'),
    history: side('historique', 'history'),
    contact: side('contact', 'contact'),
    list: lookup('liste', 'liste des communs numériques'),
  };

  return { ask, lookup: lookups, prepare: () => understander.prepare() };
}

/** "Lequel est en Python ?": where it is one of several, the next question is asked of that one. */
function narrowed({ entities }: Knowledge, question: Question): Question {
  if (question.kind !== 'criterion' && question.kind !== 'comparison') return question;
  const those = question.subjects.filter((id) =>
    question.asked.every((asked) => satisfies(entities.get(id)?.facts[asked.criterion], asked) === 'yes'),
  );
  return question.asked.length > 0 && those.length === 1 ? { ...question, subjects: those } : question;
}

/** Whose limits, history or contacts the guide gives. */
function overviewOf(knowledge: Knowledge, aspect: 'limits' | 'history' | 'contact'): Turn {
  const manner = {
    yesNo: false,
    permission: false,
    why: false,
    count: false,
    meaning: false,
    question: true,
  };
  const answer: Answer = { ...answerHolders(desk(knowledge, manner), aspect), confidence: 1 };
  return { answers: [answer], context: undefined, unasked: false, social: 'none' };
}

/** Kinds on which the guide may be silent of a subject; of others the silence itself is what it says. */
const maybeSilent: ReadonlySet<Question['kind']> = new Set([
  'comparison',
  'criterion',
  'constraints',
  'aspect',
  'item',
]);

/** News and documentation are of one product: they serve no other on which the guide is silent. */
const isWatched = ({ topics }: Knowledge, question: Question): boolean =>
  question.kind === 'topic' && question.topics.some((id) => topics.get(id)?.kind === 'watch');

/** How a message was understood; whether that was but a guess, which was not answered. */
function explain(knowledge: Knowledge, understood: Understanding, guess: boolean): Explanation {
  const { question, corrections, unknown, likened } = understood;
  const subjects = question !== undefined && 'subjects' in question ? question.subjects : understood.subjects;
  const asked = question !== undefined && 'asked' in question ? question.asked : [];
  const how = likened ? ' (par ressemblance avec un exemple)' : '';
  const fate = guess ? ', écartée : ressemble à ce que le guide ne dit pas' : '';
  return {
    kind: question === undefined ? 'question non comprise' : `${describe(knowledge, question)}${how}${fate}`,
    subjects: subjects.flatMap((id) => knowledge.entities.get(id)?.name ?? []),
    criteria: asked.flatMap((one) => knowledge.criteria.get(one.criterion)?.label ?? []),
    corrections,
    unknown,
  };
}

/** Words by which a message speaks to a colleague, or of the writer's own doings. */
const personal = new Set(
  'tu toi te ton ta tes vous votre vos je moi mon ma mes nous notre nos on'.split(' '),
);

/** "Paul, DN ou Démat Social ?", "@Sophie …": someone is spoken to. */
const vocative = /^\s*(?:@\p{L}+|\p{Lu}\p{Ll}+\s*,)/u;

/** Only the two shapes of the design, in question form, with next to nothing left unexplained. */
function mayAnswerUnasked(understood: Understanding): boolean {
  const { question, band, manner, utterance, confidence } = understood;
  if (question === undefined || band !== 'answer' || !understood.sure || !manner.question) return false;
  if (utterance.tokens.some((token) => personal.has(token.surface))) return false;
  if (vocative.test(utterance.text) && !understood.startsWithSubject) return false;
  const asks = /\?\s*$/u.test(utterance.text);
  if (confidence < (asks && question.kind === 'comparison' ? 0.55 : 0.9)) return false;
  if (question.kind === 'comparison') return question.subjects.length > 1;
  return question.kind === 'criterion' && question.subjects.length > 0 && understood.subjects.length > 0;
}

function social(knowledge: Knowledge, text: string): Turn['social'] {
  // What is longer is no courtesy, and a pasted page is not read for it.
  const said = words(text.slice(0, 500)).map((word) => word.surface);
  const has = (phrases: readonly string[]) =>
    phrases.some((phrase) => words(phrase).every((word) => said.includes(word.surface)));
  if (said.length === 0) return 'thanks';
  if (has(knowledge.lexicon.thanks)) return 'thanks';
  return has(knowledge.lexicon.greetings) ? 'greeting' : 'none';
}
