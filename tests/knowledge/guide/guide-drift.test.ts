/** The knowledge against the guide's documents: nothing on the newest, every conflict with the oldest. */
import { describe, expect, it } from 'vitest';
import { type Difference, driftOf } from '../../../src/knowledge/guide/drift.ts';
import { reportDrift } from '../../../src/knowledge/guide/drift-report.ts';
import { loadKnowledge } from '../../../src/knowledge/load.ts';
import { guideFile, guideFolder, guideUnits, warnWithoutGuide } from './guide.ts';

warnWithoutGuide('la dérive des connaissances n’est pas vérifiée');

function differences(reference: string): Difference[] {
  const loaded = loadKnowledge('knowledge');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.errors));
  return driftOf(loaded.knowledge, guideUnits(reference)).sections.flatMap((section) => section.differences);
}

describe.skipIf(guideFolder === undefined)('knowledge:drift', () => {
  it('finds nothing on the newest documents beyond what was accepted, and no acceptance too many', () => {
    const { text, status } = reportDrift('knowledge', ['000', '003'].map(guideFile));
    expect(text.match(/Aucune différence à regarder/g)).toHaveLength(2);
    expect(text).not.toContain('n’existe plus');
    expect(status).toBe(0);
  });

  /** facts.md, section 12, "Ancien": row and column of a cell, or the beginning of an item. */
  it.each([
    ['name', 'cell', 'Démarches Simplifiées', 'demarche-numerique'],
    ['name, in the list', 'item', 'Démarches Simplifiées est une solution', 'communs-du-guide'],
    ['choice', 'item', 'Utiliser Démarches Simplifiées plutôt que Démat Social', 'demarche-numerique'],
    ['entity', 'cell', 'MAS/DNUM', 'demat-social.entite-porteuse'],
    ['hosting of DN', 'cell', 'SecNumCloud@OVH', 'demarche-numerique.hebergement'],
    ['hosting of Démat Social', 'cell', 'HDS@Cegedim', 'demat-social.hebergement'],
    ['ProConnect', 'cell', 'Non', 'demat-social.proconnect'],
    ['pace of DN', 'cell', '~tous les jours', 'demarche-numerique.rythme-deploiement'],
    ['delay of Démat Social', 'cell', '3-12 mois de retard', 'demat-social.rythme-deploiement'],
    ['access', 'cell', 'Internet', 'demarche-numerique.acces'],
    ['fields', 'cell', 'Champ NIR sécurisé', 'demat-social.champs-specifiques'],
    ['numbering of DN', 'cell', 'AAAA-MM-DD-version', 'demarche-numerique.rythme-deploiement'],
    ['numbering of Démat Social', 'cell', 'x.y.z', 'demat-social.rythme-deploiement'],
    ['deployment of Démat Social', 'item', 'Démat Social est un fork', 'demat-social'],
    ['GLPI as back office', 'item', 'Privilégier GLPI', 'glpi'],
    ['GLPI, developed around', 'item', 'envisager le développement spécifique autour de GLPI', 'glpi'],
    ['GLPI as a registry', 'item', 'Soit GLPI pour les besoins simples', undefined],
    ['GLPI, its limits', 'item', 'Volumétrie / Performance', 'glpi'],
    ['back office', 'item', 'Back-office agent : si Démarches Simplifiées', 'grist'],
    ['registry', 'item', 'Soit développement spécifique', 'referentiel-donnees'],
    ['future bricks: Piste', 'item', 'API Piste', 'api-piste'],
    ['future bricks: agents', 'item', 'Authentification agent', 'authentification'],
    ['future bricks: public', 'item', 'Authentification publique', 'authentification'],
    ['statistics', 'item', 'Statistiques (production de fichiers Excel', 'statistiques.summary'],
    ['scope: site', 'item', 'Site éditorial', 'arbre-decision'],
    ['scope: registry', 'item', 'Projet Référentiel', 'referentiel-donnees'],
  ])('lists on the oldest document: %s', (_, kind, text, rests) => {
    const found = differences('001').filter(({ unit }) => unit?.kind === kind && unit.text.startsWith(text));
    expect(found).not.toEqual([]);
    const named = found.flatMap((one) => [...one.rests, ...one.before]);
    if (rests !== undefined) expect(named).toContain(rests);
  });

  /** The same, what is new: rows of the table, and lines of the tree. */
  it.each([
    'demarche-numerique.publication',
    'demat-social.publication',
    'demarche-numerique.secnumcloud',
    'demat-social.secnumcloud',
    'demarche-numerique.hds',
    'demat-social.hds',
    'demarche-numerique.homologation-rgs',
    'demat-social.exploitation',
    'demarche-numerique.open-source',
    'demat-social.accompagnement',
    'gitbook.summary',
    'front-usager',
    'statistiques.decision',
    'glpi.decision',
    'grist.advice',
  ])('lists as gone from the oldest document: %s', (id) => {
    const removed = differences('001').filter(({ kind }) => kind === 'removed');
    expect(removed.flatMap(({ rests }) => rests)).toContain(id);
  });
});
