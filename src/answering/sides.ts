/** The sides of a subject that are asked for by name: limits, links, contact, sources, decision, features, examples. */
import { fold } from '../knowledge/normalise.ts';
import type { Entity, Link } from '../knowledge/schema.ts';
import type { Asked, Aspect } from '../understanding/question.ts';
import { type Block, bullets, code, type Inline, link, paragraph, strong } from './answer.ts';
import { answerCard, limitsOf } from './card.ts';
import { type Desk, type Draft, entityOf } from './draft.ts';
import { history, historyWithoutSubject } from './history.ts';
import { capital, enumerate, frenchDate, ofName, sentence, shortFact } from './phrasing.ts';
import { drafted, silent } from './side.ts';

/** A side of one or several subjects. */
export function answerAspect(
  desk: Desk,
  aspect: Aspect,
  subjects: readonly string[],
  asked: readonly Asked[],
  persona: string | undefined,
): Draft {
  const drafts = subjects.slice(0, 4).map((id) => side(desk, aspect, entityOf(desk, id), asked, persona));
  if (drafts.length === 0) return historyWithoutSubject(desk, asked);
  return {
    band: drafts.some((draft) => draft.band === 'answer') ? 'answer' : 'refuse',
    blocks: drafts.flatMap((draft) => draft.blocks),
    citations: desk.citations.list,
    subjects,
  };
}

function side(
  desk: Desk,
  aspect: Aspect,
  entity: Entity,
  asked: readonly Asked[],
  persona: string | undefined,
): Draft {
  switch (aspect) {
    case 'definition':
      return answerCard(desk, entity);
    case 'advice':
      return advice(desk, entity);
    case 'limits':
      return limits(desk, entity);
    case 'link':
    case 'documentation':
    case 'news':
    case 'releases':
    case 'room':
      return links(desk, entity, aspect);
    case 'contact':
      return contact(desk, entity);
    case 'sources':
      return sources(desk, entity);
    case 'history':
      return history(desk, entity, asked);
    case 'decision':
      return decision(desk, entity);
    case 'features':
      return features(desk, entity, persona);
    case 'examples':
      return examples(desk, entity);
  }
}

/** When to use it, in the guide's strength words; that first, since "is it allowed" is what is asked. */
function advice(desk: Desk, entity: Entity): Draft {
  if (entity.advice.length === 0) return answerCard(desk, entity);
  const lines = entity.advice.map((one) => [sentence(desk.citations.cite(one).text)]);
  const summary = paragraph(sentence(desk.citations.cite(entity.summary).text));
  const blocks =
    lines.length === 1
      ? [paragraph(...(lines[0] ?? []))]
      : [paragraph(strong(entity.name), ', selon le guide :'), bullets(lines)];
  return drafted(desk, entity, [...blocks, summary]);
}

function limits(desk: Desk, entity: Entity): Draft {
  const items = limitsOf(desk, entity);
  // What was held against it says where its limits are.
  if (items.length === 0 && (entity.decision?.reasons.length ?? 0) > 0) return decision(desk, entity);
  if (items.length === 0) return silent(desk, entity, 'pas de limite');
  return drafted(desk, entity, [
    paragraph(strong(`Limites ${ofName(entity.name)}`), ', selon le guide :'),
    bullets(items.map((item) => [sentence(desk.citations.cite(item).text)])),
  ]);
}

/** What each aspect of links shows, the best role first. */
const linkRoles: Readonly<Record<string, readonly Link['role'][]>> = {
  link: ['site', 'offer', 'documentation'],
  documentation: ['documentation'],
  news: ['news', 'releases'],
  releases: ['releases', 'code', 'news'],
  room: ['room'],
};

function links(desk: Desk, entity: Entity, aspect: string): Draft {
  const roles = linkRoles[aspect] ?? [];
  const fitting = roles.flatMap((role) => entity.links.filter((one) => one.role === role));
  const factual = Object.values(entity.facts).flatMap((fact) =>
    fact.links.filter((one) => roles.includes(one.role)),
  );
  const chosen = aspect === 'link' ? fitting.slice(0, 3) : fitting;
  const all = [...chosen, ...factual.filter((one) => !chosen.some((other) => other.url === one.url))];
  if (all.length === 0)
    return silent(desk, entity, aspect === 'room' ? 'pas de salon' : 'pas de lien de ce genre');
  for (const one of all) desk.citations.cite(one);
  return drafted(desk, entity, [bullets(all.map((one) => [link(one.label, one.url), '.']))]);
}

function contact(desk: Desk, entity: Entity): Draft {
  const rooms = entity.links.filter(
    (one) => one.role === 'room' && !entity.contacts.some((contact) => contact.link?.url === one.url),
  );
  const carrier = entity.facts['entite-porteuse'];
  if (entity.contacts.length === 0 && rooms.length === 0) {
    const known =
      carrier === undefined ? '' : ` L'entité porteuse est ${shortFact(desk.citations.cite(carrier))}.`;
    const lead = paragraph(
      `Le guide ne le dit pas : il ne donne pas de contact pour ${entity.name}.${known}`,
    );
    return { ...drafted(desk, entity, [lead]), band: carrier === undefined ? 'refuse' : 'answer' };
  }
  const lines: (Inline | string)[][] = entity.contacts.map((one) => {
    desk.citations.cite(one);
    return one.link === undefined
      ? [sentence(one.text)]
      : [`${sentence(one.text)} `, link(one.link.label, one.link.url), '.'];
  });
  for (const room of rooms) lines.push([link(desk.citations.cite(room).label, room.url), '.']);
  return drafted(desk, entity, lines.length === 1 ? [paragraph(...(lines[0] ?? []))] : [bullets(lines)]);
}

function sources(desk: Desk, entity: Entity): Draft {
  const used = [
    entity.summary,
    ...Object.values(entity.facts),
    ...entity.features,
    ...limitsOf(desk, entity),
    ...entity.advice,
  ];
  if (entity.decision !== undefined) used.push(entity.decision);
  for (const one of used) desk.citations.cite(one);
  const oldestFirst = desk.citations.list.toSorted((left, right) =>
    left.document.checked_on.localeCompare(right.document.checked_on),
  );
  const lines = oldestFirst.map((source): (Inline | string)[] => {
    const name = `${source.document.title}, « ${source.section} », relu le ${frenchDate(source.document.checked_on)}`;
    return source.url === undefined ? [`${name}.`] : [link(name, source.url), '.'];
  });
  return drafted(desk, entity, [
    paragraph(strong(`Ce que je sais ${ofName(entity.name)}`), ' vient de :'),
    bullets(lines),
  ]);
}

const decisionWords = {
  discarded: 'Écarté',
  'not-favoured': 'Non privilégié',
  reserved: 'Possible, avec réserve',
  undecided: 'Non tranché',
  chosen: 'Retenu',
} as const;

function decision(desk: Desk, entity: Entity): Draft {
  const made = entity.decision;
  if (made === undefined) return answerCard(desk, entity);
  desk.citations.cite(made);
  const date = made.date === undefined ? '' : ` en ${monthYear(made.date)}`;
  const word = `${decisionWords[made.status]}${date}`;
  // "GLPI a été écarté en 04/2025." says no more than the word itself.
  const more = fold(made.text).startsWith(fold(`${entity.name} a été ${word}`)) && made.reasons.length > 0;
  const lead = more ? [strong(word), ` : ${entity.name}.`] : [strong(`${word}.`), ` ${sentence(made.text)}`];
  const blocks: Block[] = [paragraph(...lead)];
  if (made.reasons.length > 0) {
    blocks.push(
      paragraph('Raisons données par le guide :'),
      bullets(made.reasons.map((reason) => [sentence(capital(reason))])),
    );
  }
  for (const one of entity.advice) blocks.push(paragraph(sentence(desk.citations.cite(one).text)));
  return drafted(desk, entity, blocks);
}

function monthYear(date: string): string {
  const [year = '', month = ''] = date.split('-');
  return month === '' ? year : `${month}/${year}`;
}

function features(desk: Desk, entity: Entity, persona: string | undefined): Draft {
  const items = entity.features.filter((item) => persona === undefined || item.persona === persona);
  if (items.length === 0) return silent(desk, entity, 'pas de liste de fonctionnalités');
  const who = persona === undefined ? undefined : desk.knowledge.personas.get(persona);
  const title = who === undefined ? `Fonctionnalités ${ofName(entity.name)}` : `${entity.name}, ${who.name}`;
  return drafted(desk, entity, [
    paragraph(strong(title), ' :'),
    bullets(
      items.map((item) => {
        const profile =
          who === undefined && item.persona !== undefined
            ? desk.knowledge.personas.get(item.persona)?.name
            : undefined;
        const { text } = desk.citations.cite(item);
        return [sentence(profile === undefined ? text : `${text.replace(/\.$/, '')} (${profile})`)];
      }),
    ),
  ]);
}

function examples(desk: Desk, entity: Entity): Draft {
  if (entity.examples.length === 0) return silent(desk, entity, "pas d'exemple");
  return drafted(desk, entity, [
    paragraph(strong(`Exemples ${ofName(entity.name)}`), ' :'),
    bullets(
      entity.examples.map((one): (Inline | string)[] => {
        desk.citations.cite(one);
        return one.link === undefined
          ? [sentence(one.text)]
          : [`${sentence(one.text)} `, link(one.link.label, one.link.url), '.'];
      }),
    ),
  ]);
}

/** A side without a subject (`!limites` alone): whose sides the guide gives, and how to ask. */
export function answerHolders(desk: Desk, aspect: 'limits' | 'history' | 'contact'): Draft {
  const { told, command, holds } = {
    limits: {
      told: 'Le guide donne des limites pour',
      command: '!limites',
      holds: (one: Entity) => limitsOf(desk, one).length > 0,
    },
    history: {
      told: 'Le guide a changé sur',
      command: '!historique',
      holds: (one: Entity) => one.history.length > 0,
    },
    contact: {
      told: 'Le guide donne un contact pour',
      command: '!contact',
      holds: (one: Entity) => one.contacts.length > 0,
    },
  }[aspect];
  const holders = [...desk.knowledge.entities.values()].filter(holds);
  const [first] = holders;
  for (const one of holders) desk.citations.cite(one.summary);
  return {
    band: 'answer',
    blocks: [
      paragraph(`${told} : ${enumerate(holders.map((one) => one.name))}.`),
      paragraph('Précisez lequel, par exemple ', code(`${command} ${first?.name ?? ''}`), '.'),
    ],
    citations: desk.citations.list,
    subjects: [],
  };
}
