import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reportDrift } from '../../../src/knowledge/guide/drift-report.ts';
import { type Change, knowledgeWith } from '../fixture.ts';

const said = "# Le tableau\n* Une ressource\n* Un CMS\n* Un tableur\n* Pas d'API REST\n* Pour l'usager\n";
const table = '| | Ondine |\n|-|-|\n| Hébergement | OVH |\n| Open source | Non |\n';

/** What the command says of one page. */
function report(markdown: string, changes: Record<string, Change> = {}) {
  const folder = knowledgeWith(changes);
  const file = join(folder, 'page.md');
  writeFileSync(file, markdown);
  const { text, status } = reportDrift(folder, [file]);
  return { text: text.replaceAll(file, 'page.md'), status };
}

describe('knowledge:drift', () => {
  it('says that there is nothing to go through', () => {
    const { text, status } = report(said + table);
    expect(text).toBe(
      'page.md, comparé à : La page\n\nAucune différence à regarder. Différences acceptées avec leur raison (left-out.yaml, own-words.yaml) : 0.',
    );
    expect(status).toBe(0);
  });

  it('lists the differences by section, each with what rests on it, its file and its line', () => {
    const markdown = `${said.replace('* Un tableur\n', '')}${table.replace('OVH', 'Cegedim')}## Autre\n* Du neuf ici\n`;
    const { text, status } = report(markdown);
    expect(text).toContain(`## Le tableau
~ changé, ligne 8, Hébergement, Ondine : « Cegedim »
    les connaissances disent : « Hébergement : OVH »
    seulement dans la page : Cegedim
    seulement dans les connaissances : OVH
    repose dessus : ondine.hebergement (commons/ondine.yaml:7)
- disparu : « Un tableur. »
    repose dessus : grist.summary (commons/grist.yaml:4)

## Autre
+ ajouté, ligne 10 : « Autre »
+ ajouté, ligne 11 : « Du neuf ici »

À regarder : 2 ajouts, 1 changement, 1 disparition.`);
    expect(status).toBe(1);
  });

  it('names an accepted difference that no longer occurs', () => {
    const { text, status } = report(said + table, {
      'left-out.yaml': '- { source: table, text: Du vieux, reason: Parce que. }',
      'own-words.yaml': '- { words: [jadis], reason: Parce que. }',
    });
    expect(text).toContain(
      'left-out.yaml : cette différence acceptée n’existe plus, enlevez-la : table, « Du vieux »',
    );
    expect(text).toContain('own-words.yaml : cette différence acceptée n’existe plus, enlevez-la : jadis');
    expect(status).toBe(1);
  });

  it('tells what to give it, which file it cannot read, and errors in the knowledge', () => {
    const folder = knowledgeWith();
    expect(reportDrift(folder, [])).toMatchObject({ status: 1, text: expect.stringContaining('page.md') });
    expect(reportDrift(folder, ['/nowhere.md'])).toEqual({
      text: '« /nowhere.md » ne se lit pas : vérifiez le chemin de l’export.',
      status: 1,
    });
    const wrong = knowledgeWith({ 'topics.yaml': ['kind: definition', 'kind: x'] });
    expect(reportDrift(wrong, ['x']).text).toContain('topics.yaml:3: trouvé « x »');
  });
});
