/** How rows that an older program has written are brought to the form of this one. */
import type { Operation, Snapshot } from './contract.ts';

/** What the rows hold, in the form of one version → the changes that bring it to the next. */
export type Migration = (rows: Snapshot) => readonly Operation[];

/** The form of an answer in version 1. */
interface AnsweredOnce {
  readonly question?: unknown;
  readonly events: readonly { readonly purpose: string; readonly position: number; readonly event: string }[];
}

/** One row held all the messages that answer a question, and the way from a message to its question was in memory only. */
const answersByMessage: Migration = ({ answers }) =>
  [...answers].flatMap(([key, value]): Operation[] => {
    const { events, question, ...asked }: AnsweredOnce = JSON.parse(value);
    const rows = events.flatMap((one): Operation[] => {
      const row = `${key}.${one.purpose}.${one.position}`;
      const handedOn = one.purpose === 'transmission' && question !== undefined ? { question } : {};
      return [
        { op: 'put', table: 'answers', key: row, value: JSON.stringify({ ...asked, ...handedOn, ...one }) },
        { op: 'put', table: 'answers', key: `=${one.event}`, value: row },
      ];
    });
    return [{ op: 'delete', table: 'answers', key }, ...rows];
  });

/** The first brings version 1 to 2, and so on. A change of the rows that an older program would misread is one more. */
export const migrations: readonly Migration[] = [answersByMessage];
