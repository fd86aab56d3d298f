/** In which order vitest takes the test files, so that its workers end together. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** How many other files the other workers take while the first waits for the environment of the homeserver, made in a fresh clone. */
const meanwhile = 30;

/**
 * The end-to-end tests first: one of them, begun last, would keep one worker at work for minutes with nothing left for the others. But
 * not all at once from the start: they would wait for the homeserver to be installed.
 */
export class EndToEndFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // Those that took longest first, where that is known; else the largest.
    const sorted = await super.sort(files);
    const isEndToEnd = ({ moduleId }: TestSpecification) => moduleId.includes('/tests/e2e/');
    const [first = [], ...endToEnd] = sorted.filter(isEndToEnd);
    const others = sorted.filter((file) => !isEndToEnd(file));
    return [first, others.slice(0, meanwhile), endToEnd, others.slice(meanwhile)].flat();
  }
}
