/** "Je ne sais pas", said so that it helps: what was not understood, what the guide does say, what to do next. */
import { concerns } from '../understanding/entries.ts';
import type { Question } from '../understanding/question.ts';
import { type Block, bullets, code, paragraph } from './answer.ts';
import { type Desk, type Draft, decided, entityOf, present } from './draft.ts';
import { answerCriterion, whatIsKnown } from './facts.ts';
import { answerItems } from './items.ts';
import { outcomeBlocks } from './needs.ts';
import { capital, enumerate } from './phrasing.ts';
import { answerTopics } from './topics.ts';

/** Price, date, availability: the guide never says, whatever the subject. What it does say follows. */
export function answerUnsaid(desk: Desk, question: Extract<Question, { kind: 'unsaid' }>): Draft {
  const unsaid = desk.knowledge.lexicon.unsaid.find((one) => one.id === question.unsaid);
  const entities = question.subjects.slice(0, 2).map((id) => entityOf(desk, id));
  const about = entities.length === 0 ? '' : ` pour ${enumerate(entities.map((entity) => entity.name))}`;
  const known =
    question.asked.length > 0 && entities.length > 0
      ? answerCriterion(desk, question.subjects, question.asked)
      : undefined;
  const isTold = known?.band === 'answer';
  const near = nearest(desk, unsaid?.near, question.subjects);
  const isDated =
    question.unsaid === 'date' && isTold && /\b(?:19|20)\d\d\b/.test(JSON.stringify(known.blocks));
  const label = isDated ? "d'autre date que celle-ci" : (unsaid?.label ?? 'cette information');
  const verb = !isDated && /^d(?:e |['’])/.test(label) ? 'parle' : 'donne';
  const lead = paragraph(`Le guide ne le dit pas : il ne ${verb} pas ${label}${about}.`);
  const told = isTold ? [paragraph("Ce qu'il dit :"), ...known.blocks] : whatIsKnown(desk, entities);
  return {
    // Which of the two was asked is not certain.
    band: isTold || near !== undefined ? 'suggest' : 'refuse',
    blocks: [lead, ...(near ?? told)],
    citations: desk.citations.list,
    ...(question.unsaid === 'date' ? { undated: true } : {}),
    subjects: question.subjects,
  };
}

/** The feature or limit that comes nearest, where it is one of the subjects named, or none is. */
function nearest(desk: Desk, near: string | undefined, subjects: readonly string[]): Block[] | undefined {
  const isOwn = near !== undefined && (subjects.length === 0 || concerns(desk.knowledge, near, subjects));
  if (!isOwn) return undefined;
  return [paragraph("Ce qu'il dit de plus proche :"), ...answerItems(plainly(desk), [near], subjects).blocks];
}

/** What is told beside the question is no yes and no no. */
const plainly = (desk: Desk): Desk => ({ ...desk, manner: { ...desk.manner, yesNo: false } });

/** A product that the guide does not know: refused by name, with what the guide recommends for that need where it is clear. */
export function answerUnknownProduct(
  desk: Desk,
  question: Extract<Question, { kind: 'unknown-product' }>,
  recommended: Recommended,
): Draft {
  const names = enumerate(
    question.products.map((name) => `« ${name} »`),
    'ni',
  );
  if (question.api !== undefined) return answerUnknownApi(desk, question.api);
  const uncited = `le guide ne cite ${question.products.length > 1 ? 'ni ' : 'pas '}${names}.`;
  // "Un front en Vue.js : Ondine expose une API ?": the product is only told of, and what is asked the guide may say.
  if (question.subjects.length > 0 && question.asked.length > 0) {
    const known = answerCriterion(desk, question.subjects, question.asked);
    const blocks = [paragraph(capital(uncited)), paragraph("Ce qu'il dit :"), ...known.blocks];
    if (known.band === 'answer') return { ...known, band: 'suggest', blocks };
  }
  const practices = question.subjects.length > 0 ? [] : question.topics.slice(0, 1);
  // The need is named beside the product ("mesurer l'audience avec Google Analytics"): what serves it may be what is asked.
  const isNeeded = question.entities.length + question.outcomes.length + practices.length > 0;
  const band = isNeeded ? 'suggest' : 'refuse';
  const blocks: Block[] = [paragraph(isNeeded ? capital(uncited) : `Je ne sais pas : ${uncited}`)];
  const entities = [...new Set([...question.subjects, ...question.entities, ...recommended.entities])]
    .slice(0, 3)
    .map((id) => entityOf(desk, id));
  for (const id of practices) blocks.push(...answerTopics(desk, [id], false).blocks);
  if (practices.length > 0) return { band, blocks, citations: desk.citations.list, subjects: [] };
  // Products are nearer to what is asked than a leaf of the tree.
  const outcomes =
    entities.length > 0 ? [] : [...new Set([...question.outcomes, ...recommended.outcomes])].slice(0, 2);
  const leaves = outcomes.flatMap(
    (id) => desk.knowledge.tree.outcomes.find((outcome) => outcome.id === id) ?? [],
  );
  if (entities.length + leaves.length > 0)
    blocks.push(
      paragraph(question.subjects.length > 0 ? 'Ce que le guide dit :' : 'Pour ce besoin, le guide dit :'),
    );
  if (entities.length > 0)
    blocks.push(bullets(entities.map((entity) => present(desk, entity, decided(desk, entity)))));
  blocks.push(...leaves.flatMap((leaf) => outcomeBlocks(desk, leaf)));
  return { band, blocks, citations: desk.citations.list, subjects: question.subjects };
}

/** No API of the guide is for that: where those that it cites are listed. */
function answerUnknownApi({ citations }: Desk, need: string): Draft {
  const lead = paragraph(`Je ne sais pas : le guide ne cite pas d'API pour « ${shortened(need)} ».`);
  const help = paragraph("Les API qu'il cite : ", code('!api'), '.');
  return { band: 'refuse', blocks: [lead, help], citations: citations.list, subjects: [] };
}

/** What serves the need that an unknown product stands for. */
export interface Recommended {
  readonly entities: readonly string[];
  readonly outcomes: readonly string[];
}

/** Nothing was understood, or only the subject: says which words, and what is known of the subject. */
export function answerNotUnderstood(
  desk: Desk,
  unknown: readonly string[],
  subjects: readonly string[],
): Draft {
  const entities = [...new Set(subjects)].slice(0, 2).map((id) => entityOf(desk, id));
  const words = [...new Set(unknown)].slice(0, 4).map((word) => `« ${shortened(word)} »`);
  const lead =
    entities.length > 0
      ? `Je ne sais pas : le guide ne le dit pas pour ${enumerate(entities.map((entity) => entity.name))}${words.length === 0 ? '' : `, ou je n'ai pas compris ${enumerate(words)}`}.`
      : `Je ne sais pas : ${words.length === 0 ? 'je ne trouve pas cela dans le guide' : `je ne trouve rien sur ${enumerate(words, 'ni')} dans le guide`}.`;
  const help = paragraph('Pour voir ce que je sais : ', code('!aide'), ' ou ', code('!liste'), '.');
  return {
    band: 'refuse',
    blocks: [paragraph(lead), ...whatIsKnown(desk, entities), help],
    citations: desk.citations.list,
    subjects,
  };
}

/** What the bot is for, to someone who asks. */
export function answerAboutBot(): Draft {
  return {
    band: 'answer',
    blocks: [
      paragraph(
        'Je réponds aux questions sur les communs numériques à partir du guide de la DNUM, avec la source. Je ne sais que ce que dit le guide.',
      ),
      bullets([
        ['Une comparaison : « DN ou Démat Social ? ».'],
        ['Un point précis : « qui héberge Sites Faciles ? ».'],
        ['Une API pour un besoin : « quelle API pour vérifier un SIRET ? ».'],
        ['Un conseil pour votre projet, question par question : ', code('!conseil'), '.'],
      ]),
      paragraph('Toutes les commandes : ', code('!aide'), '.'),
    ],
    citations: [],
    subjects: [],
  };
}

/** An insult gets a polite line and a way to go on. */
export function answerRude(): Draft {
  const lead =
    'Désolé si je ne vous ai pas aidé : je ne sais que ce que dit le guide sur les communs numériques.';
  const help = paragraph('Reformulez votre question, ou tapez ', code('!aide'), '.');
  return { band: 'refuse', blocks: [paragraph(lead), help], citations: [], subjects: [] };
}

/** An order is not obeyed: there is nothing to change, and nothing to give away. */
export function answerOrder(): Draft {
  const lead =
    'Je ne sais pas faire cela : je n’ai ni consignes à changer ni rôle à jouer. Je réponds d’après le guide sur les communs numériques, toujours de la même façon, et mes réglages restent à l’équipe qui m’exploite.';
  const help = paragraph('Posez votre question, ou tapez ', code('!aide'), '.');
  return { band: 'refuse', blocks: [paragraph(lead), help], citations: [], subjects: [] };
}

/** What is quoted of a word: nothing that people write is longer, what is pasted may be. */
export function shortened(word: string): string {
  return word.length <= 40 ? word : `${word.slice(0, 40)}…`;
}
