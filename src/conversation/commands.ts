/** The registry: every command of the conversation, in the order in which the help shows them. */
import { type Block, bullets, code, paragraph } from '../answering/answer.ts';
import type { Engine, LookupName } from '../answering/engine.ts';
import { fold } from '../knowledge/normalise.ts';
import { aside, type Command, type CommandRequest, type Outcome, usage } from './command.ts';
import type { Dialogue } from './dialogue.ts';
import { explain } from './explain.ts';
import type { IncomingMessage } from './message.ts';

/** A command that looks something up: its text goes to the engine. */
function lookup(engine: Engine, name: LookupName, command: Omit<Command, 'run'>): Command {
  return { ...command, run: ({ text }) => ({ kind: 'turn', turn: engine.lookup[name](text) }) };
}

function lookups(engine: Engine): Command[] {
  return [
    lookup(engine, 'compare', {
      names: ['comparer', 'compare', 'comparaison', 'vs'],
      argument: 'solutions',
      description: 'Compare deux à quatre solutions.',
      example: '!comparer DN, Démat Social',
    }),
    lookup(engine, 'criterion', {
      names: ['critere', 'criteres'],
      argument: 'critère',
      description: 'Dit ce que vaut un critère pour une solution, ou pour toutes.',
      example: '!critere FranceConnect Démat Social',
    }),
    lookup(engine, 'card', {
      names: ['fiche', 'fiches', 'presentation'],
      argument: 'solution',
      description: 'Présente une solution.',
      example: '!fiche Grist',
    }),
    lookup(engine, 'api', {
      names: ['api', 'apis'],
      argument: 'besoin',
      description: 'Trouve une API.',
      example: '!api vérifier un SIRET',
    }),
    lookup(engine, 'matomo', {
      names: ['matomo', 'audience'],
      argument: 'service',
      description: "Donne les instances de mesure d'audience.",
      example: '!matomo DICOM',
    }),
    lookup(engine, 'framework', {
      names: ['framework', 'frameworks', 'librairie', 'librairies'],
      argument: 'besoin',
      description: 'Donne les frameworks et librairies standards.',
      example: '!framework publipostage',
    }),
    lookup(engine, 'backend', {
      names: ['baas', 'backend', 'backends'],
      argument: 'solution',
      description: 'Donne les backends as a service.',
      example: '!baas Directus',
    }),
    lookup(engine, 'decisions', {
      names: ['decisions', 'decision'],
      argument: 'sujet',
      description: "Donne les décisions d'architecture et leurs raisons.",
      example: '!decisions GLPI',
    }),
    lookup(engine, 'definition', {
      names: ['definition', 'definitions', 'definir', 'glossaire'],
      argument: 'terme',
      description: "Dit ce que le guide dit d'un terme.",
      example: '!definition commun numérique',
    }),
    lookup(engine, 'limits', {
      names: ['limites', 'limite', 'limitations'],
      argument: 'solution',
      description: "Donne les limites d'une solution.",
      example: '!limites Grist',
    }),
    lookup(engine, 'sources', {
      names: ['sources', 'source', 'veille'],
      argument: 'sujet',
      description: 'Donne les documents du guide et les sources de veille.',
      example: '!sources DN',
    }),
    lookup(engine, 'history', {
      names: ['historique', 'histoire', 'avant'],
      argument: 'sujet',
      description: "Dit ce qu'une version plus ancienne du guide disait.",
      example: '!historique Démat Social',
    }),
    lookup(engine, 'contact', {
      names: ['contact', 'contacts'],
      argument: 'solution',
      description: "Dit à qui s'adresser.",
      example: '!contact DN',
    }),
    lookup(engine, 'list', {
      names: ['liste', 'lister', 'catalogue'],
      argument: 'catégorie',
      description: 'Liste ce que le guide connaît.',
      example: '!liste API',
    }),
  ];
}

/** `!conseil`: the guided dialogue. */
const advice = (dialogue: Dialogue): Command => ({
  names: ['conseil', 'conseils', 'conseiller', 'projet'],
  argument: 'sujet',
  description: 'Conseille votre projet en quelques questions.',
  example: '!conseil',
  bare: true,
  run: ({ text, message, session }) => ({
    kind: 'step',
    step: dialogue.start(text, message, session.dialogue?.state),
  }),
});

/** `!arbre`: the whole tree, without a dialogue. */
const tree = (dialogue: Dialogue): Command => ({
  names: ['arbre', 'arbre-de-decision'],
  description: "Montre tout l'arbre de décision du guide.",
  run: () => ({ kind: 'aside', answer: dialogue.outline() }),
});

const more: Command = {
  names: ['suite', 'encore', 'plus'],
  description: "Donne la suite d'une longue réponse.",
  bare: true,
  run: ({ session }) => {
    const [page, ...rest] = session.said?.pages ?? [];
    if (page === undefined) return aside(paragraph("La dernière réponse n'a pas de suite."));
    return { kind: 'page', page, rest };
  },
};

const why = (dialogue: Dialogue | undefined): Command => ({
  names: ['pourquoi', 'explique', 'expliquer'],
  description: 'Explique comment la dernière question a été comprise.',
  bare: true,
  run: ({ session }) => {
    const { said } = session;
    if (said !== undefined && said.explanations.length > 0) return aside(...explain(said));
    if (dialogue !== undefined && session.dialogue !== undefined) {
      return { kind: 'aside', answer: dialogue.why(session.dialogue.state) };
    }
    return aside(paragraph("Je n'ai pas de réponse récente à expliquer."));
  },
});

/** `!nouveautes`: what changed in the knowledge; with a subject, where its own news are. */
const changes = (engine: Engine, news: () => readonly Block[]): Command => ({
  names: ['nouveautes', 'nouveaute', 'nouveau', 'changements'],
  description: 'Dit ce qui a changé dernièrement dans mes connaissances.',
  run: ({ text }) =>
    text.trim() === ''
      ? aside(...news())
      : { kind: 'turn', turn: engine.ask(`nouveautés ${text}`, undefined, true) },
});

/** @param lines what the knowledge and the platform say of themselves, a sentence each */
const status = (lines: (message: IncomingMessage) => readonly string[]): Command => ({
  names: ['statut', 'status', 'version'],
  description: 'Donne la version des connaissances et mon état.',
  run: ({ message }) => aside(bullets(lines(message).map((line) => [line]))),
});

/** What the registry is made from. */
export interface RegistryParts {
  readonly engine: Engine;
  readonly dialogue: Dialogue | undefined;
  readonly status: (message: IncomingMessage) => readonly string[];
  /** What changed in the knowledge lately; undefined where nobody keeps it. */
  readonly news: (() => readonly Block[]) | undefined;
  /** Commands of the platform, shown last. */
  readonly others: readonly Command[];
}

/** Every command, the help first. */
export function registry({
  engine,
  dialogue,
  status: lines,
  news,
  others,
}: RegistryParts): readonly Command[] {
  const commands: Command[] = [
    ...lookups(engine),
    ...(dialogue === undefined ? [] : [advice(dialogue), tree(dialogue)]),
    more,
    why(dialogue),
    ...(news === undefined ? [] : [changes(engine, news)]),
    status(lines),
    ...others,
  ];
  const help: Command = {
    names: ['aide', 'help', 'commandes', 'commande'],
    argument: 'commande',
    description: 'Dit comment me parler, ou comment utiliser une commande.',
    example: '!aide comparer',
    bare: true,
    run: (request) => helpOutcome([help, ...commands], request),
  };
  return [help, ...commands];
}

function helpOutcome(commands: readonly Command[], { text, message }: CommandRequest): Outcome {
  const wanted = fold(text).trim().replace(/^[!/]/, '');
  const shown = commands.filter(({ mayUse }) => mayUse?.(message) !== false);
  const command = shown.find(({ names }) => names.includes(wanted));
  if (command !== undefined) return aside(...detail(command));
  return aside(
    paragraph(
      message.direct
        ? 'Posez votre question en une phrase, par exemple « DN ou Démat Social ? », ou tapez une commande :'
        : 'Mentionnez-moi avec votre question, par exemple « DN ou Démat Social ? », ou tapez une commande :',
    ),
    bullets(shown.map((each) => [code(usage(each)), ` : ${each.description}`])),
  );
}

function detail(command: Command) {
  const [, ...aliases] = command.names;
  return [
    paragraph(code(usage(command)), ` : ${command.description}`),
    ...(command.example === undefined ? [] : [paragraph('Exemple : ', code(command.example), '.')]),
    ...(aliases.length === 0
      ? []
      : [paragraph(`Autres noms : ${aliases.map((name) => `!${name}`).join(', ')}.`)]),
  ];
}
