/** Takes changed files of the knowledge while the program runs. */
import type { CurrentConversation, Reloaded } from '../conversation/current.ts';
import { watchFiles } from '../knowledge/watch.ts';

/** A wrong version may be one that is still being written or copied: it is told when it stays, in milliseconds. */
const patience = 2_000;

/**
 * Follows a folder.
 * @param told is given what came of each change
 * @returns what ends it. It keeps no process alive.
 */
export function followKnowledge(
  conversation: Pick<CurrentConversation, 'refresh'>,
  directory: string,
  told: (result: Reloaded) => void,
): () => void {
  let waiting: NodeJS.Timeout | undefined;
  const stop = watchFiles(directory, async () => {
    clearTimeout(waiting);
    const result = await conversation.refresh(Date.now());
    if (result.kind === 'refused') waiting = setTimeout(told, patience, result).unref();
    else told(result);
  });
  return () => {
    stop();
    clearTimeout(waiting);
  };
}
