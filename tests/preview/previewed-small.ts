/** A preview over small knowledge, whose files a test replaces. */
import { prepareCurrentConversation } from '../../src/conversation/current.ts';
import type { LoadResult } from '../../src/knowledge/load.ts';
import { createPreviewed } from '../../src/preview/previewed.ts';
import { knowledgeOf } from '../support/small-knowledge.ts';

/** Files that are wrong at line 3 of topics.yaml. */
export const wrong: LoadResult = { ok: false, errors: [{ file: 'topics.yaml', line: 3, message: 'oups' }] };

/** Files that are right. */
export const right = (version: string): LoadResult => ({ ok: true, knowledge: knowledgeOf({ version }) });

/** Nothing is taken yet. */
export function smallPreview(first: LoadResult) {
  const files = { now: first };
  const previewed = createPreviewed(
    () => files.now,
    (knowledge) =>
      prepareCurrentConversation(knowledge, {
        version: () => (files.now.ok ? files.now.knowledge.version : undefined),
        load: () => files.now,
      })(Date.now()),
  );
  return { files, previewed };
}
