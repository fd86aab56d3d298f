import { describe, expect, it } from 'vitest';
import { type Change, errorsWith } from './fixture.ts';

describe('names', () => {
  it.each<[string, Record<string, Change>, RegExp]>([
    [
      'an alias that is the name of another subject, however it is written',
      { 'commons/ondine.yaml': ['[socle ondine]', '[GRIST]'] },
      /^commons\/ondine\.yaml:4: « GRIST » désigne déjà « grist » \(commons\/grist\.yaml:3, écrit « Grist »\)/,
    ],
    [
      'an alias of a criterion that is the name of a topic',
      { 'criteria.yaml': ['[logiciel libre]', '[communs numériques]'] },
      /« Commun numérique » désigne déjà|« communs numériques » désigne déjà/,
    ],
    [
      'a weak alias that would never be heard',
      { 'commons/ondine.yaml': ['aliases:', 'weak_aliases: [grist]\naliases:'] },
      /^commons\/ondine\.yaml:4: « grist » désigne déjà « grist »/,
    ],
    [
      'a stop word',
      { 'commons/ondine.yaml': ['[socle ondine]', '[les]'] },
      /^commons\/ondine\.yaml:4: « les » est un mot vide/,
    ],
    [
      'a name without any word',
      { 'commons/ondine.yaml': ['[socle ondine]', "['?']"] },
      /^commons\/ondine\.yaml:4: « \? » ne contient aucun mot reconnaissable/,
    ],
    [
      'two values of a criterion with one name',
      { 'criteria.yaml': ['{ id: ovh, label: OVH }', '{ id: ovh, label: OVH }, { id: autre, label: ovh }'] },
      /^criteria\.yaml:7: « ovh » désigne déjà « ovh »/,
    ],
  ])('refuse %s', (_, changes, message) => {
    expect(errorsWith(changes)).toContainEqual(expect.stringMatching(message));
  });

  it('may be weak for several subjects, and needed from several', () => {
    const shared = 'weak_aliases: [on]\nneeds: [site]\n';
    expect(
      errorsWith({
        'commons/ondine.yaml': ['aliases:', `${shared}aliases:`],
        'commons/grist.yaml': ['name: Grist\n', `name: Grist\n${shared}`],
      }),
    ).toEqual([]);
  });

  it('may be repeated within one subject', () => {
    expect(errorsWith({ 'commons/ondine.yaml': ['[socle ondine]', '[ondine, Ondines]'] })).toEqual([]);
  });
});
