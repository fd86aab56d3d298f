/** Where the parts of the knowledge stand, for messages that send an editor to them. */
import { type Draft, type Part, readDraft } from './files.ts';
import { subjectsOf } from './validate.ts';
import type { Path } from './yaml-file.ts';

/** Tells where an id stands, as `commons/demat-social.yaml:42`; undefined for an id that is nowhere. */
export type PlaceOf = (id: string) => string | undefined;

/**
 * Reads where the parts of a folder of knowledge stand. An id is that of a subject, a comparison, a feature, a limit or a section of
 * the guide; what follows a full stop is a key or a fact of it: `demat-social.hds`, `gitbook.summary`.
 */
export function placesIn(directory: string): PlaceOf {
  const draft = readDraft(directory);
  const places = new Map(partsOf(draft).map((part) => [part.value.id, part]));
  return (id) => {
    const [subject = '', ...keys] = id.split('.');
    const part = places.get(subject);
    if (part === undefined) return undefined;
    const isFact = 'facts' in part.value && Object.hasOwn(part.value.facts as object, keys[0] ?? '');
    return `${part.file.name}:${part.file.lineOf([...part.path, ...(isFact ? ['facts'] : []), ...keys])}`;
  };
}

function partsOf(draft: Draft): Part<{ id: string }>[] {
  const inside = (part: Part<unknown>, key: string, list: readonly { id: string }[]) =>
    list.map((value, index): Part<{ id: string }> => {
      const path: Path = [...part.path, key, index];
      return { value, file: part.file, path };
    });
  return [
    ...draft.documents.flatMap((part) => inside(part, 'sections', part.value.sections)),
    ...draft.entities.flatMap((part) => [
      ...inside(part, 'features', part.value.features),
      ...inside(part, 'limits', part.value.limits),
    ]),
    ...draft.comparisons,
    ...subjectsOf(draft),
  ];
}
