/**
 * A knowledge base small enough to be read whole, of invented products: two guichets and two CMS to compare, an audience
 * measurement with two instances, families of frameworks, APIs, a discarded product. Tests say what they rest on by
 * changing it (`withEntity`, `knowledgeOf`).
 */
import type { z } from 'zod';
import { learnExamples } from '../../src/knowledge/examples.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import {
  comparisonSchema,
  criterionSchema,
  documentSchema,
  type Entity,
  type EntityKind,
  entitySchema,
  type Link,
  personaSchema,
  topicSchema,
} from '../../src/knowledge/schema.ts';
import { treeSchema } from '../../src/knowledge/tree-schema.ts';
import { lexicon } from './small-lexicon.ts';

const byId = <T extends { id: string }>(all: readonly T[]) => new Map(all.map((one) => [one.id, one]));
const page = 'page';

/** A statement of the current page. */
export const says = (text: string) => ({ text, source: page });

/** An entity of which only what matters is said: its summary is its name. */
export function entityOf(
  kind: EntityKind,
  id: string,
  name: string,
  rest: Partial<z.input<typeof entitySchema>> = {},
): Entity {
  return { ...entitySchema.parse({ id, name, summary: says(`${name} est un produit.`), ...rest }), kind };
}

const documents = [
  documentSchema.parse({
    id: 'guide',
    title: 'Le guide',
    generation: 'current',
    reference: '000',
    url: 'https://guide.exemple.fr/',
    checked_on: '2026-11-22',
    sections: [
      { id: page, title: 'La page' },
      { id: 'regles', title: 'Les règles' },
    ],
  }),
  documentSchema.parse({
    id: 'ancien-guide',
    title: "L'ancien guide",
    generation: 'previous',
    reference: '001',
    checked_on: '2026-11-22',
    sections: [{ id: 'avant', title: 'Avant' }],
  }),
];

const link = (label: string, role: Link['role']): Link => ({
  label,
  role,
  url: `https://exemple.fr/${role}/${encodeURIComponent(label)}`,
  source: page,
});
const former = (text: string) => ({ text, source: 'avant' });

const criteria = [
  {
    id: 'hds',
    label: 'HDS',
    aliases: ['données de santé'],
    weak_aliases: ['santé'],
    type: 'yes-no',
    sentences: {
      yes: '{subject} est sur un hébergement HDS.',
      no: "{subject} n'est pas sur un hébergement HDS.",
    },
  },
  {
    id: 'proconnect',
    label: 'ProConnect',
    aliases: ['connexion des agents'],
    misspellings: ['pro conect'],
    type: 'yes-no',
    sentences: { yes: '{subject} propose ProConnect.', no: '{subject} ne propose pas ProConnect.' },
  },
  {
    id: 'hebergement',
    label: 'Hébergement',
    aliases: ['hébergeur', 'hébergé', 'qui héberge'],
    type: 'text',
    sentences: { text: "l'hébergement {of_subject} est chez {value}." },
    values: [
      { id: 'ovh', label: 'OVH' },
      { id: 'cegedim', label: 'Cegedim' },
      { id: 'atlas', label: 'Atlas' },
      { id: 's3', label: 'S3' },
    ],
  },
  {
    id: 'exploitation',
    label: 'Exploitation',
    aliases: ['exploitant', 'qui exploite'],
    type: 'text',
    personas: ['administrateur'],
    sentences: { text: "l'exploitation {of_subject} est assurée par {value}." },
    values: [{ id: 'cegedim', label: 'Cegedim' }],
  },
  {
    id: 'open-source',
    label: 'Open source',
    aliases: ['logiciel libre'],
    weak_aliases: ['code'],
    type: 'yes-no',
    sentences: { yes: '{subject} est open source.', no: "{subject} n'est pas open source." },
  },
  {
    id: 'homologation',
    label: 'Homologation RGS',
    aliases: ['homologué'],
    type: 'yes-no',
    sentences: { yes: '{subject} a une homologation RGS.', no: "{subject} n'a pas d'homologation RGS." },
    equivalents: ['conformite'],
    definition: says('Le guide emploie le sigle RGS sans le développer.'),
  },
  {
    id: 'conformite',
    label: 'Conformité RGS',
    aliases: ['rgs'],
    type: 'yes-no',
    sentences: { yes: '{subject} est conforme au RGS.', no: "{subject} n'est pas conforme au RGS." },
    equivalents: ['homologation'],
  },
  {
    id: 'champs',
    label: 'Champs spécifiques',
    type: 'text',
    sentences: { text: '{subject} a {value}.' },
    values: [
      { id: 'nir', label: 'champ NIR' },
      { id: 'finess', label: 'champ FINESS' },
    ],
  },
].map((one) => criterionSchema.parse(one));

const facts = { source: page };

const entities = [
  entityOf('common', 'guichet', 'Guichet Facile', {
    short_name: 'GF',
    aliases: ['gf'],
    former_names: ['Démarches Aisées'],
    misspellings: ['gichet facil'],
    weak_aliases: ['ds'],
    needs: ['formulaire en ligne', 'téléservice'],
    summary: says('Guichet Facile est un outil de démarches en ligne.'),
    scope: 'interministerial',
    advice: [says("Sauf contrainte HDS, il est préférable d'utiliser Guichet Facile.")],
    links: [
      link('Site de Guichet Facile', 'site'),
      link('Documentation de Guichet Facile', 'documentation'),
      link('Nouveautés de Guichet Facile', 'news'),
      link('Salon de Guichet Facile', 'room'),
    ],
    facts: {
      hds: { value: 'no', ...facts },
      proconnect: { value: 'yes', ...facts },
      hebergement: { value: 'OVH', values: ['ovh'], ...facts, history: [former('chez un autre hébergeur.')] },
      'open-source': { value: 'yes', ...facts },
      homologation: { value: 'yes', ...facts },
      champs: { absent: 'not-applicable', ...facts },
    },
    features: [
      {
        id: 'attestation',
        text: 'Délivrer une attestation PDF.',
        persona: 'administrateur',
        keywords: ['attestation', 'délivrer un certificat'],
        source: page,
      },
      {
        id: 'messagerie',
        text: "Échanger par message avec l'usager.",
        persona: 'instructeur',
        keywords: ['messagerie', 'écrire au déposant'],
        weak_keywords: ['prévenir la personne'],
        source: page,
      },
    ],
    limits: [
      {
        id: 'api-rest',
        text: "Pas d'API REST.",
        also: ['guichet-sante'],
        keywords: ['api rest', 'signer par api'],
        source: page,
      },
    ],
    examples: [{ ...says('Une préfecture utilise Guichet Facile.'), link: link('La préfecture', 'site') }],
    contacts: [{ ...says("L'équipe répond sur un forum."), link: link('Forum', 'contact') }],
    history: [former("le produit s'appelait Démarches Aisées.")],
  }),
  entityOf('common', 'guichet-sante', 'Guichet Santé', {
    aliases: ['g santé'],
    weak_aliases: ['ds'],
    needs: ['formulaire en ligne'],
    scope: 'internal',
    facts: {
      hds: { value: 'yes', ...facts },
      proconnect: { value: 'no', status: 'in-progress', ...facts },
      hebergement: { value: 'Cegedim', values: ['cegedim'], ...facts },
      exploitation: { value: 'Cegedim', values: ['cegedim'], ...facts },
      'open-source': { value: 'yes', ...facts },
      champs: { value: ['un champ NIR', 'un champ FINESS'], values: ['nir', 'finess'], ...facts },
    },
    links: [link('Salon de Guichet Santé', 'room')],
  }),
  entityOf('common', 'orme', 'Orme', {
    needs: ['site éditorial'],
    scope: 'internal',
    facts: {
      hebergement: {
        value: 'Intranet, ou Atlas sur demande',
        conditional_values: ['atlas'],
        undecided_values: ['s3'],
        ...facts,
      },
      conformite: { value: 'yes', detail: "l'audit date de deux ans", ...facts },
      'open-source': { absent: 'undecided', ...facts },
    },
  }),
  entityOf('common', 'vitrine', 'Vitrine', {
    needs: ['site éditorial'],
    scope: 'public',
    facts: {
      conformite: { absent: 'not-communicated', ...facts },
      'open-source': { value: 'yes', ...facts },
    },
  }),
  entityOf('api', 'api-adresses', 'API Adresses', { needs: ['vérifier une adresse'] }),
  entityOf('api', 'api-entreprises', 'API Entreprises', { needs: ['vérifier un SIRET'] }),
  entityOf('framework', 'workflow', 'Workflow', { needs: ['circuit de validation'] }),
  entityOf('framework', 'statistiques', 'Statistiques'),
  entityOf('framework', 'audience', 'Audience', { needs: ["mesure d'audience"], part_of: 'statistiques' }),
  entityOf('backend', 'nuage', 'Nuage', {
    decision: { status: 'reserved', text: 'Nuage a un coût de licence.', reasons: [], source: 'regles' },
  }),
  entityOf('matomo-instance', 'audience-nord', 'Audience Nord', {
    weak_aliases: ['nord', 'cegedim'],
    part_of: 'audience',
    facts: { hebergement: { value: 'Cegedim', values: ['cegedim'], ...facts } },
  }),
  entityOf('matomo-instance', 'audience-sud', 'Audience Sud', { weak_aliases: ['sud'], part_of: 'audience' }),
  entityOf('product', 'bacvert', 'Bacvert', {
    decision: {
      status: 'discarded',
      date: '2025-04',
      text: 'Bacvert a été écarté.',
      reasons: ['il est peu accessible'],
      source: 'regles',
    },
    history: [former('Bacvert était le back-office à privilégier.')],
  }),
  entityOf('product', 'courbe', 'Courbe', {
    part_of: 'statistiques',
    decision: { status: 'undecided', text: 'Le guide ne tranche pas.', reasons: [], source: 'regles' },
  }),
];

const comparisons = [
  {
    id: 'guichets',
    subjects: ['guichet', 'guichet-sante'],
    criteria: ['hds', 'proconnect', 'hebergement', 'open-source', 'champs'],
    verdict: says('Sauf contrainte HDS, préférez Guichet Facile.'),
    deciding: { question: 'Avez-vous une contrainte HDS ?', node: 'sante' },
  },
  {
    id: 'cms',
    subjects: ['orme', 'vitrine'],
    criteria: ['conformite', 'open-source'],
    synthesis: [
      { ...says('Orme est hébergé en interne.'), subject: 'orme' },
      { ...says('Vitrine est plus moderne.'), subject: 'vitrine' },
    ],
    common: [says('ils sont de type CMS.')],
  },
  { id: 'backends', subjects: ['guichet', 'nuage'], criteria: ['open-source'] },
].map((one) => comparisonSchema.parse(one));

const topics = [
  {
    id: 'commun',
    kind: 'definition',
    name: 'Commun numérique',
    statements: [says('Une ressource numérique partagée.'), says('Elle est produite par une communauté.')],
  },
  {
    id: 'regle-audience',
    kind: 'rule',
    name: "Règle de la mesure d'audience",
    strength: 'DEVRAIT',
    about: ['audience'],
    statements: [says("Tout projet DEVRAIT réutiliser une instance d'Audience.")],
    history: [former("rien n'était demandé.")],
  },
  {
    id: 'dnum',
    kind: 'term',
    name: 'DNUM',
    statements: [says('La DNUM porte le guide.')],
  },
  {
    id: 'dlnuf',
    kind: 'term',
    name: 'DLNUF',
    expansion: 'Dites-le-nous une fois',
    statements: [says('Le principe vaut pour les formulaires.')],
  },
  {
    id: 'gazette',
    kind: 'watch',
    name: 'Gazette',
    statements: [says('La lettre des communs.')],
    links: [link('La Gazette', 'news')],
  },
].map((one) => topicSchema.parse(one));

const personas = [
  { id: 'instructeur', name: "l'agent instructeur", aliases: ['instructeur'], source: page },
  { id: 'administrateur', name: "l'administrateur", aliases: ['administrateur'], source: page },
  { id: 'usager', name: "l'usager", aliases: ['usager'], source: page },
].map((one) => personaSchema.parse(one));

const tree = treeSchema.parse({
  start: 'projet',
  nodes: [
    {
      id: 'projet',
      title: 'Projet',
      question: 'Quel projet ?',
      why: says('Pour savoir.'),
      choices: [
        { id: 'demarche', label: 'Une démarche', goto: 'sante' },
        { id: 'wiki', label: 'Un wiki', goto: 'wiki' },
      ],
      unknown: { text: 'Dites ce que vous publiez.' },
    },
    {
      id: 'sante',
      title: 'Santé',
      question: 'Avez-vous une contrainte HDS ?',
      why: says('Cela décide.'),
      aliases: ['contrainte hds'],
      choices: [
        { id: 'oui', label: 'Oui', goto: 'avec-sante' },
        { id: 'non', label: 'Non', goto: 'sans-sante' },
      ],
      unknown: { text: 'Demandez.' },
    },
  ],
  outcomes: [
    {
      id: 'wiki',
      title: 'Un wiki partagé',
      aliases: ['wiki', 'base de connaissance'],
      recommendation: says('prenez le wiki partagé.'),
      after: ['guichet', 'guichet-sante'],
      reasons: [says('Il est gratuit.')],
      strength: 'AUCUNE',
      duties: ['regle-audience'],
    },
    {
      id: 'avec-sante',
      title: 'Guichet Santé',
      recommendation: says('prenez Guichet Santé.'),
      entities: ['guichet-sante'],
      after: ['guichet'],
      strength: 'AUCUNE',
    },
    {
      id: 'sans-sante',
      title: 'Guichet Facile',
      recommendation: says('prenez Guichet Facile.'),
      entities: ['guichet'],
      strength: 'PREFERABLE',
    },
  ],
});

/** The small knowledge; parts may be replaced. */
export function knowledgeOf(parts: Partial<Knowledge> = {}): Knowledge {
  return {
    version: '0123456789ab',
    documents,
    sources: new Map(
      documents.flatMap((document) =>
        document.sections.map(({ id, title, url }) => [
          id,
          { id, section: title, document, url: url ?? document.url },
        ]),
      ),
    ),
    entities: byId(entities),
    criteria: byId(criteria),
    personas: byId(personas),
    comparisons,
    topics: byId(topics),
    tree,
    lexicon,
    leftOut: [],
    phrasings: [],
    ownWords: [],
    learnExamples: () => learnExamples(parts.phrasings ?? []),
    ...parts,
  };
}

/** The small knowledge with more entities, or others in the place of some. */
export function withEntity(...added: Entity[]): Knowledge {
  return knowledgeOf({ entities: new Map([...byId(entities), ...byId(added)]) });
}

export const small: Knowledge = knowledgeOf();
