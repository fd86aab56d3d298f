/** The knowledge base once loaded and validated: immutable, and indexed by id. */
import type { Examples } from './examples.ts';
import type {
  Comparison,
  Criterion,
  Entity,
  LeftOut,
  Lexicon,
  OwnWords,
  Persona,
  Phrasing,
  Source,
  SourceDocument,
  Topic,
} from './schema.ts';
import type { Steps } from './steps.ts';
import type { Tree } from './tree-schema.ts';

/** Everything that the bot knows. Maps keep the order of the files. */
export interface Knowledge {
  /** The first twelve hexadecimal digits of the SHA-256 of all files: names this version. */
  readonly version: string;
  readonly documents: readonly SourceDocument[];
  /** Sections by id. */
  readonly sources: ReadonlyMap<string, Source>;
  readonly entities: ReadonlyMap<string, Entity>;
  readonly criteria: ReadonlyMap<string, Criterion>;
  readonly personas: ReadonlyMap<string, Persona>;
  readonly comparisons: readonly Comparison[];
  readonly topics: ReadonlyMap<string, Topic>;
  readonly tree: Tree;
  readonly lexicon: Lexicon;
  /** What the documents say and the knowledge leaves out, with reasons. */
  readonly leftOut: readonly LeftOut[];
  /** What our sentences add to the guide's words, with reasons. */
  readonly ownWords: readonly OwnWords[];
  /** Ways of asking that no name of the knowledge holds. */
  readonly phrasings: readonly Phrasing[];
  /** Learns what these have in common, in steps; at once where that was kept. */
  readonly learnExamples: () => Steps<Examples>;
}
