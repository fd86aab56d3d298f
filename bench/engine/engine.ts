/** How fast the engine answers, beside plain search engines over the same knowledge (issue 5). */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createEngine } from '../../src/answering/create.ts';
import type { Engine } from '../../src/answering/engine.ts';
import { createConversation } from '../../src/conversation/conversation.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { finish } from '../../src/knowledge/steps.ts';
import { answerTurns } from '../../src/terminal/ask.ts';
import { baselineEntries, baselines, stopWordsOf } from '../../tests/evaluation/baselines.ts';
import { markdownTable } from '../../tests/evaluation/report.ts';
import { readSet } from '../../tests/evaluation/sets.ts';
import type { Benchmark } from '../benchmark.ts';
import { duration, percentile, time, trials } from '../timing.ts';
import { withSyntheticFacts } from './synthetic.ts';

/** Something that answers a text. */
interface Contender {
  readonly name: string;
  /** Builds it over a knowledge. Built anew for each pass: what it remembers of a question must not answer the next pass. */
  build(knowledge: Knowledge): (text: string) => unknown;
  /** At most so many milliseconds of measuring; the slowest would take an hour. */
  readonly budget: number;
}

/** As it is when the first message comes. */
function engineFor(knowledge: Knowledge): Engine {
  const engine = createEngine(knowledge);
  finish(engine.prepare());
  return engine;
}

const whole: Contender = {
  name: 'communs-bot, message entier',
  build: (knowledge) => {
    const conversation = createConversation(engineFor(knowledge), knowledge);
    return (text) => answerTurns(conversation, { turns: [text], addressed: true });
  },
  budget: 60_000,
};

const contenders: readonly Contender[] = [
  {
    name: 'communs-bot, comprendre et répondre',
    build: (knowledge) => {
      const { ask } = engineFor(knowledge);
      return (text) => ask(text);
    },
    budget: 60_000,
  },
  whole,
  ...baselines.map(
    ({ name, build }): Contender => ({
      name,
      build: (knowledge) => build(baselineEntries(knowledge), stopWordsOf(knowledge)),
      budget: 10_000,
    }),
  ),
];

export const engine: Benchmark = {
  name: 'engine',
  title: 'Comprendre et répondre',
  measure: () => {
    const loaded = loadKnowledge('knowledge');
    if (!loaded.ok) throw new Error('Les connaissances ne conviennent pas : npm run knowledge:check');
    const { knowledge } = loaded;
    const questions = ['shared', 'tuning', 'chatter'] as const;
    const real = questions.flatMap((name) => readSet(name).map(({ turns }) => turns.at(-1) ?? ''));
    const large = withSyntheticFacts(knowledge, 10_000);
    const count = [...large.knowledge.entities.values()].reduce(
      (sum, entity) => sum + Object.keys(entity.facts).length,
      0,
    );
    return [
      'Temps par message, le plus rapide de plusieurs essais, le moteur reconstruit avant chaque passe : ce qu’il retient d’une question ne sert pas à l’essai suivant. « Tous essais » compte aussi ce que les autres programmes de la machine ont pris. « Message entier » ajoute la mise en forme et la conversation.',
      `### Les connaissances du guide\n\n${real.length} messages des jeux de questions, dix passes. Visé : médiane sous 1 ms, 99ᵉ centile sous 5 ms.`,
      table(knowledge, real, 10),
      `### ${count.toLocaleString('fr')} faits\n\nLes connaissances du guide et des produits inventés ; les mêmes messages, et ${large.questions.length} questions sur ces produits ; trois passes. Visé : 99ᵉ centile sous 20 ms. Les moteurs lents sont arrêtés après dix secondes.`,
      table(large.knowledge, shuffled([...real, ...large.questions]), 3),
      '### Messages de 100 ko\n\nMessage entier, quinze essais. Visé : moins de 5 ms.',
      hugeTable(knowledge),
      '### Chargement\n\nDans un processus neuf, ses modules chargés : « Lecture » va des fichiers aux connaissances vérifiées (YAML, schémas, renvois, noms, arbre), « Indexation » de là au moteur qui répond : « Prêt » est la somme des deux, visée sous 150 ms. « Exemples » est l’apprentissage des façons de demander (phrasings/), dont seuls les messages ambigus ont besoin : il se fait ensuite, par étapes de quelques millisecondes entre lesquelles le bot répond ; un message ambigu qui arrive avant la fin attend ce qui en reste. Meilleur de dix. Au premier démarrage, chaque fichier YAML est analysé et tout est vérifié ; ensuite le dossier .cache garde les connaissances vérifiées, leurs mots et ce que les exemples ont appris, sous une empreinte des fichiers et du code : tant que rien ne change, seuls ces fichiers sont lus, et l’index est refait.',
      loadTable(),
    ].join('\n\n');
  },
};

/** Every contender on the same texts. */
function table(knowledge: Knowledge, texts: readonly string[], passes: number): string {
  const rows = contenders.map(({ name, build, budget }) => {
    const built: number[] = [];
    const rebuilt = () => {
      let answer: (text: string) => unknown = () => {};
      built.push(
        time(() => {
          answer = build(knowledge);
        }),
      );
      return answer;
    };
    // Once for nothing: the first questions of a process are slow whoever answers them.
    trials(texts.slice(0, 200), rebuilt, { passes: 1, budget: budget / 4 });
    const { best, all } = trials(texts, rebuilt, { passes, budget });
    return [
      name,
      best.length,
      duration(percentile(best, 0.5)),
      duration(percentile(best, 0.99)),
      duration(percentile(all, 0.99)),
      duration(Math.min(...built)),
    ];
  });
  const head = ['', 'Messages', 'Médiane', '99ᵉ centile', '99ᵉ centile, tous essais', 'Indexation'];
  return markdownTable([head, ...rows]);
}

/** In another order, always the same one, so that a budget that runs out has seen some of everything. */
function shuffled(texts: readonly string[]): string[] {
  return texts
    .map((text, index) => ({ text, key: (index * 7_919) % texts.length }))
    .sort((left, right) => left.key - right.key)
    .map(({ text }) => text);
}

/** What someone may paste, or try. */
function hugeMessages(): readonly (readonly [name: string, text: string])[] {
  const size = 100_000;
  const filled = (unit: (index: number) => string) => {
    let text = '';
    for (let index = 0; text.length < size; index += 1) text += unit(index);
    return text.slice(0, size);
  };
  return [
    ['Des mots inconnus, tous différents', filled((index) => `mot${(index * 7_919).toString(36)}azertyu `)],
    ['Une question répétée', filled(() => 'DN ou Démat Social pour des données HDS ? ')],
    ['Un seul mot', filled(() => 'a')],
    [
      'Des noms mal écrits',
      filled((index) => `${['Ondin', 'Gritz', 'hebergemant', 'demarhce'][index % 4]}${index % 7} `),
    ],
    ['Une ligne de citation par ligne', filled(() => '> Ondine ou Sites Faciles\n')],
    ['Des retours à la ligne et des signes', filled(() => '\n?!;.…« » - ')],
    ['Des symboles hors de l’alphabet', filled(() => '😀👩‍👩‍👧‍👦é́')],
    ['Une commande', `!comparer ${filled((index) => `Ondine ${index} `)}`],
  ];
}

function hugeTable(knowledge: Knowledge): string {
  const rows = hugeMessages().map(([name, text]) => {
    const { best, all } = trials([text], () => whole.build(knowledge), { passes: 15 });
    return [name, duration(percentile(best, 0)), duration(percentile(all, 0.5))];
  });
  const [, long = ''] = hugeMessages()[0] ?? [];
  const others = baselines.map(({ name, build }) => {
    const search = build(baselineEntries(knowledge), stopWordsOf(knowledge));
    const taken = duration(time(() => search(long.slice(0, long.length / 50))));
    return [`${name}, mots inconnus, 2 ko`, taken, taken];
  });
  return markdownTable([['Message', 'Meilleur', 'Médiane'], ...rows, ...others]);
}

/** What `cold-start.ts` prints. */
interface Start {
  readonly load: number;
  readonly index: number;
  readonly examples: number;
}

function loadTable(): string {
  const once = () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, ['bench/engine/cold-start.ts'], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as Start;
  };
  const row = (name: string, prepare: () => void) => {
    const samples = Array.from({ length: 10 }, () => {
      prepare();
      return once();
    });
    const best = (of: (sample: Start) => number) => duration(Math.min(...samples.map(of)));
    return [
      name,
      best(({ load }) => load),
      best(({ index }) => index),
      best(({ load, index }) => load + index),
      best(({ examples }) => examples),
      best(({ load, index, examples }) => load + index + examples),
    ];
  };
  return markdownTable([
    ['', 'Lecture', 'Indexation', 'Prêt', 'Exemples', 'Tout ensemble'],
    row('Premier démarrage (rien en cache)', () => rmSync('.cache', { recursive: true, force: true })),
    row('Démarrages suivants', () => {}),
  ]);
}
