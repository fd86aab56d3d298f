/** New knowledge in a running bot: taken by itself when files change, or on an admin's word; what is wrong with it is told. */
import type { CurrentConversation, Reloaded } from '../conversation/current.ts';
import { refusal, takenLines } from '../conversation/news.ts';
import { errorLine } from '../knowledge/yaml-file.ts';
import type { Counters } from '../operations/counters.ts';
import { followKnowledge } from '../operations/follow-knowledge.ts';
import type { Log } from '../operations/logs.ts';
import type { Alerts } from './alerts.ts';

/** An alert or an answer to `!recharger` names so many mistakes; `npm run knowledge:check` names all. */
const mostErrors = 5;

/** What it works with. */
interface UpdateParts {
  readonly conversation: Pick<CurrentConversation, 'reload' | 'refresh'>;
  readonly alerts: Alerts;
  readonly counters: Counters;
  readonly log: Log;
  /** The folder of the knowledge. */
  readonly directory: string;
}

/** The updates. */
export interface KnowledgeUpdates {
  /** `!recharger`: reads the files now. Gives what is said of it, a sentence each. */
  reload(): string[];
  /** Whether the files are wrong as they are now, so that older knowledge answers. */
  refused(): boolean;
  stop(): void;
}

/** Begins to follow the files. */
export function followUpdates({
  conversation,
  alerts,
  counters,
  log,
  directory,
}: UpdateParts): KnowledgeUpdates {
  let refused = false;
  /** Told once until it is right again: the admins' room is no log. */
  const tell = (result: Reloaded): void => {
    refused = result.kind === 'refused';
    if (result.kind !== 'same') counters.add('knowledge_reloads', { outcome: result.kind });
    if (result.kind === 'refused') {
      const lines = errorLines(result);
      log.warn({ errors: result.errors.length, first: lines[0] }, 'Nouvelles connaissances refusées.');
      alerts.raise('knowledge', refusal, lines);
      return;
    }
    alerts.clear('knowledge');
    if (result.kind === 'taken')
      log.info(
        { version: result.version, changes: result.changes.length },
        'Nouvelles connaissances prises.',
      );
  };
  return {
    reload() {
      const result = conversation.reload(Date.now());
      tell(result);
      if (result.kind === 'same') return ['Connaissances relues : rien n’a changé.'];
      return result.kind === 'refused' ? [refusal, ...errorLines(result)] : takenLines(result);
    },
    refused: () => refused,
    stop: followKnowledge(conversation, directory, tell),
  };
}

/** The first mistakes, with file and line, and how many more there are. */
function errorLines({ errors }: Extract<Reloaded, { kind: 'refused' }>): string[] {
  const more = errors.length - mostErrors;
  return [
    ...errors.slice(0, mostErrors).map(errorLine),
    ...(more > 0 ? [`Et ${more} de plus : lancez « npm run knowledge:check ».`] : []),
  ];
}
