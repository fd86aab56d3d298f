/** Questions while the knowledge changes: shared by the daily tests and the endurance. */
import type { EditedKnowledge } from '../support/edited-knowledge.ts';
import type { TestClient } from './client.ts';

const files = ['commons/demat-social.yaml', 'commons/demarche-numerique.yaml'];
/** Four lines of what « DN ou Démat Social ? » shows, from two files. */
const cells = /(?<=value: )(Cegedim|SPM\/DINUM|36 mois|12 mois)(?=$|, values)/gm;
/** How long each version stays, in milliseconds: shorter than it takes to answer the questions of a batch. */
const stays = 1_000;

/** Publishes versions in turn; the marks of two versions never stand together in the files for longer than a save takes. */
export function publishInTurn(knowledge: EditedKnowledge): () => void {
  const texts = files.map((name) => [name, knowledge.read(name)] as const);
  let version = 'A';
  const publish = () => {
    for (const [name, text] of texts) knowledge.write(name, text.replace(cells, `marque ${version}`));
    version = version === 'A' ? 'B' : 'A';
  };
  publish();
  const timer = setInterval(publish, stays);
  return () => {
    clearInterval(timer);
    for (const [name, text] of texts) knowledge.write(name, text);
  };
}

/** Asks many questions side by side; gives how many answers each got, and which versions each answer shows. */
export async function askMany(client: TestClient, room: string, count: number): Promise<AskedMany> {
  const together = 20;
  const events: string[] = [];
  for (let begun = 0; begun < count; begun += together) {
    const asking = Array.from({ length: Math.min(together, count - begun) }, (_, index) =>
      client.say(room, `DN ou Démat Social ? (${begun + index})`),
    );
    events.push(...(await Promise.all(asking)));
  }
  const answers = () => events.map((event) => client.repliesTo(room, event));
  await client.until(() => answers().every((replies) => replies.length > 0), 'all answers', 600_000);
  const shown = answers().map(([reply]) => {
    const marks = String(reply?.content.body).match(/marque [AB]/g) ?? [];
    return `${marks.length} ${[...new Set(marks)].sort().join(' et ')}`;
  });
  return {
    lost: answers().filter((replies) => replies.length === 0).length,
    doubled: answers().filter((replies) => replies.length > 1).length,
    shown: [...new Set(shown)].sort(),
  };
}

/** What became of them: `shown` is `4 marque A` for an answer with the four marks of one version. */
export interface AskedMany {
  readonly lost: number;
  readonly doubled: number;
  readonly shown: readonly string[];
}
