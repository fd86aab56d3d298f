/** One subject: its card, and the sides of it that are asked for by name (limits, links, decision, history, …). */
import type { Entity, Item, Link } from '../knowledge/schema.ts';
import type { Asked, Aspect } from '../understanding/question.ts';
import { type Block, bullets, code, type Inline, link, paragraph, plain, strong } from './answer.ts';
import { type Desk, type Draft, decided, entityOf, present } from './draft.ts';
import { criterionOf, findFact, whatIsKnown } from './facts.ts';
import { capital, enumerate, frenchDate, ofName, sentence, shortFact } from './phrasing.ts';

/** The limits that hold for an entity: its own, and those of others that say so. */
export function limitsOf(desk: Pick<Desk, 'knowledge'>, entity: Entity): Item[] {
  return [...desk.knowledge.entities.values()].flatMap((one) =>
    one.limits.filter((item) => one.id === entity.id || item.also.includes(entity.id)),
  );
}

/** What it is, in short: summary, decision or advice, key facts, links. */
export function answerCard(desk: Desk, entity: Entity): Draft {
  const blocks: Block[] = [paragraph(...present(desk, entity, decided(desk, entity)))];
  const advice = entity.advice.filter((one) => one.text !== entity.decision?.text).slice(0, 2);
  for (const one of advice) blocks.push(paragraph(sentence(desk.citations.cite(one).text)));
  const facts = Object.entries(entity.facts).slice(0, 8);
  if (facts.length > 0) {
    blocks.push(
      bullets(
        facts.map(([id, fact]) => [
          `${criterionOf(desk, id).label} : ${shortFact(desk.citations.cite(fact))}.`,
        ]),
      ),
    );
  }
  const parts = [...desk.knowledge.entities.values()].filter((one) => one.part_of === entity.id);
  if (parts.length > 0) blocks.push(bullets(parts.map((one) => present(desk, one))));
  if (entity.links.length > 0) blocks.push(linkLine(desk, entity.links.slice(0, 4)));
  const more = followUps(desk, entity);
  return {
    band: 'answer',
    blocks,
    citations: desk.citations.list,
    subjects: [entity.id],
    ...(more.length === 0 ? {} : { next: [plain('Pour aller plus loin : '), ...more, plain('.')] }),
  };
}

function followUps(desk: Desk, entity: Entity): Inline[] {
  const offers: string[] = [];
  if (limitsOf(desk, entity).length > 0) offers.push(`!limites ${entity.name}`);
  const comparison = desk.knowledge.comparisons.find((one) => one.subjects.includes(entity.id));
  const other = comparison?.subjects.find((id) => id !== entity.id);
  if (other !== undefined) offers.push(`!comparer ${entity.name} et ${entityOf(desk, other).name}`);
  return offers.flatMap((offer, index) => (index === 0 ? [code(offer)] : [plain(' ou '), code(offer)]));
}

function linkLine(desk: Desk, links: readonly Link[]): Block {
  for (const one of links) desk.citations.cite(one);
  return paragraph(
    ...links.flatMap((one, index) => [...(index === 0 ? [] : [plain(' · ')]), link(one.label, one.url)]),
    plain('.'),
  );
}

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

const drafted = (desk: Desk, entity: Entity, blocks: readonly Block[]): Draft => ({
  band: 'answer',
  blocks,
  citations: desk.citations.list,
  subjects: [entity.id],
});

/** The guide is silent on that side of a subject it knows: said first, then what it does say. */
function silent(desk: Desk, entity: Entity, what: string): Draft {
  const lead = paragraph(`Le guide ne le dit pas : il ne donne ${what} pour ${entity.name}.`);
  return {
    ...drafted(desk, entity, [lead, ...whatIsKnown(desk, [entity])]),
    band: 'refuse',
    citations: desk.citations.list,
  };
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
  const lines = desk.citations.list.map((source): (Inline | string)[] => {
    const name = `${source.document.title}, « ${source.section} », relu le ${frenchDate(source.document.checked_on)}`;
    return source.url === undefined ? [`${name}.`] : [link(name, source.url), '.'];
  });
  return drafted(desk, entity, [
    paragraph(strong(`Ce que je sais ${ofName(entity.name)}`), ' vient de :'),
    bullets(lines),
  ]);
}

function history(desk: Desk, entity: Entity, asked: readonly Asked[]): Draft {
  const onFacts = asked.flatMap((one) => {
    const found = findFact(desk, entity, one);
    return found === undefined ? [] : found.fact.history.map((before) => ({ before, now: found }));
  });
  const items = onFacts.length > 0 ? onFacts.map(({ before }) => before) : entity.history;
  const everyFact =
    onFacts.length > 0 || entity.history.length > 0
      ? []
      : Object.values(entity.facts).flatMap((fact) => fact.history);
  const told = [...new Map([...items, ...everyFact].map((one) => [one.text, one])).values()];
  if (told.length === 0) return silent(desk, entity, "pas d'ancienne version sur ce point");
  const lines = told.map((one) => [sentence(capital(desk.citations.cite(one).text))]);
  const now = onFacts[0]?.now;
  const today =
    now === undefined
      ? ''
      : ` Aujourd'hui, « ${now.criterion.label} » : ${shortFact(desk.citations.cite(now.fact))}.`;
  const blocks: Block[] = [
    paragraph(strong('Auparavant'), `, dans une version précédente du guide, pour ${entity.name} :`),
    bullets(lines),
  ];
  const site = entity.links.find((one) => one.role === 'site');
  if (today !== '') blocks.push(paragraph(today.trim()));
  else if (entity.decision !== undefined)
    blocks.push(paragraph(`Aujourd'hui : ${sentence(desk.citations.cite(entity.decision).text)}`));
  else if (site !== undefined)
    blocks.push(
      paragraph(`Aujourd'hui : ${entity.name}, `, link(desk.citations.cite(site).label, site.url), '.'),
    );
  return drafted(desk, entity, blocks);
}

/** What older versions said of a criterion, of all who have it. */
function historyWithoutSubject(desk: Desk, asked: readonly Asked[]): Draft {
  const lines = [...desk.knowledge.entities.values()].flatMap((entity) =>
    asked.flatMap((one) =>
      (entity.facts[one.criterion]?.history ?? []).map((before) => [
        strong(entity.name),
        ` : ${sentence(desk.citations.cite(before).text)}`,
      ]),
    ),
  );
  const blocks =
    lines.length === 0
      ? [paragraph('Le guide ne le dit pas : je ne connais pas de version précédente sur ce point.')]
      : [paragraph(strong('Auparavant'), ' :'), bullets(lines)];
  return {
    band: lines.length === 0 ? 'refuse' : 'answer',
    blocks,
    citations: desk.citations.list,
    subjects: [],
  };
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
  const blocks: Block[] = [
    paragraph(strong(`${decisionWords[made.status]}${date}`), ` : ${sentence(made.text)}`),
  ];
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
        return [`${sentence(desk.citations.cite(item).text)}${profile === undefined ? '' : ` (${profile})`}`];
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
