/** A knowledge base small enough to read, written to a folder of its own; each test breaks one thing in it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { loadKnowledge } from '../../src/knowledge/load.ts';

const small: Record<string, string> = {
  'sources.yaml': `
- id: page
  title: La page
  generation: current
  reference: '000'
  checked_on: 2026-11-22
  sections:
    - { id: table, title: Le tableau }
`,
  'criteria.yaml': `
- id: hebergement
  label: Hébergement
  aliases: [hébergeur]
  type: text
  sentences: { text: 'hébergement {of_subject} : {value}.' }
  values: [{ id: ovh, label: OVH }]
- id: libre
  label: Open source
  aliases: [logiciel libre]
  type: yes-no
  sentences: { yes: '{subject} est libre.', no: "{subject} n'est pas libre." }
`,
  'personas.yaml': `
- { id: usager, name: l'usager, aliases: [déposant], source: table }
`,
  'comparisons.yaml': `
- { id: deux, subjects: [ondine, grist], criteria: [hebergement] }
`,
  'topics.yaml': `
- id: commun
  kind: definition
  name: Commun numérique
  statements: [{ text: Une ressource., source: table }]
`,
  'commons/ondine.yaml': `
id: ondine
name: Ondine
aliases: [socle ondine]
summary: { text: Un CMS., source: table }
facts:
  hebergement: { value: OVH, values: [ovh], source: table }
  libre: { value: 'no', source: table }
limits:
  - { id: sans-rest, text: Pas d'API REST., also: [grist], source: table }
`,
  'commons/grist.yaml': `
id: grist
name: Grist
summary: { text: Un tableur., source: table }
`,
  'apis.yaml': '[]',
  'frameworks.yaml': '[]',
  'backends.yaml': '[]',
  'matomo.yaml': '[]',
  'products.yaml': '[]',
  'left-out.yaml': '[]',
  'own-words.yaml': '[]',
  'phrasings/exemples.yaml': '[]',
  'lexicon.yaml': `
stop_words: [le la les]
greetings: [bonjour]
thanks: [merci]
questions: {}
`,
  'tree.yaml': `
start: projet
nodes:
  - id: projet
    title: Projet
    question: Quel projet ?
    why: { text: Pour savoir., source: table }
    choices:
      - { id: site, label: Un site, goto: cms }
      - { id: table, label: Un tableau, goto: tableur }
    unknown: { text: Regardez ce que vous publiez. }
outcomes:
  - id: cms
    title: CMS
    recommendation: { text: prenez Ondine., source: table }
    entities: [ondine]
    strength: AUCUNE
  - id: tableur
    title: Tableur
    recommendation: { text: prenez Grist., source: table }
    entities: [grist]
    strength: AUCUNE
`,
};

/** Replaces a text of a file, or the whole file (`null` removes it). */
export type Change = readonly [from: string, to: string] | string | null;

/** Writes the small knowledge with changes; the folder goes away with the test. */
export function knowledgeWith(changes: Record<string, Change> = {}): string {
  const directory = mkdtempSync(join(tmpdir(), 'knowledge-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  writeKnowledge(directory, changes);
  return directory;
}

/** Writes the small knowledge with changes into a folder. */
export function writeKnowledge(directory: string, changes: Record<string, Change> = {}): void {
  for (const [name, content] of Object.entries({ ...small, ...whole(changes) })) {
    if (content === null) continue;
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), content);
  }
}

function whole(changes: Record<string, Change>): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(changes).map(([name, change]) => {
      if (change === null || typeof change === 'string') return [name, change];
      const [from, to] = change;
      if (!small[name]?.includes(from)) throw new Error(`${name} does not hold ${from}`);
      return [name, small[name].replace(from, to)];
    }),
  );
}

/** The errors of the small knowledge with changes, as `file:line: message`. */
export function errorsWith(changes: Record<string, Change>): string[] {
  const result = loadKnowledge(knowledgeWith(changes));
  return result.ok ? [] : result.errors.map(({ file, line, message }) => `${file}:${line}: ${message}`);
}
