/** What a benchmark is: something that measures, and says what it found as a section of docs/benchmarks.md. */

export interface Benchmark {
  /** How `npm run bench -- name` calls it. */
  readonly name: string;
  /** The title of its section, in French. */
  readonly title: string;
  /** Measures, and gives the section's text in Markdown, in French. May take minutes; prints nothing. */
  measure(): string | Promise<string>;
}
