/** The row that says that the data of a store are elsewhere, or not all here yet (move.ts). */
import { StorageError } from './errors.ts';

/** Its key in `meta`. */
export const marksOfMove = 'move';
/** `arriving`: a copy whose original still serves; `gone`: an original that was moved away. */
export type MoveMark = 'arriving' | 'gone';

/** The mark of a store, if it has one. */
export function moveMark(meta: ReadonlyMap<string, string>): MoveMark | undefined {
  const found = meta.get(marksOfMove);
  return found === 'arriving' || found === 'gone' ? found : undefined;
}

/** @throws StorageError when the data must not be used from here */
export function refuseMoved(meta: ReadonlyMap<string, string>): void {
  switch (moveMark(meta)) {
    case 'gone':
      throw new StorageError(
        'Les données de ce bot ont été déplacées par `npm run storage:move` : elles ne servent plus d’ici. Donnez (ou retirez) BOT_DATABASE_URL.',
      );
    case 'arriving':
      throw new StorageError(
        'Le déplacement des données n’est pas terminé : relancez `npm run storage:move` dans le même sens.',
      );
  }
}
