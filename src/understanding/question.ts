/** What is asked, once understood: the slots of each kind of question. All ids are those of the knowledge base. */

/** A criterion, and the value that was named with it ("hébergé chez OVH ?"). */
export interface Asked {
  readonly criterion: string;
  readonly value?: string;
}

/** A side of a subject that is asked for by a word of its own; of links, the more precise before the general. */
export const aspects = [
  'definition',
  'limits',
  'documentation',
  'news',
  'releases',
  'room',
  'link',
  'contact',
  'sources',
  'history',
  'decision',
  'features',
  'examples',
  'advice',
] as const;
export type Aspect = (typeof aspects)[number];

/** The lists that can be asked for. */
export const lists = [
  'api',
  'common',
  'framework',
  'backend',
  'matomo-instance',
  'decision',
  'discarded',
  'source',
  'watch',
  'criterion',
] as const;
export type ListName = (typeof lists)[number];

/** A question. */
export type Question =
  | {
      readonly kind: 'comparison';
      readonly subjects: readonly string[];
      readonly asked: readonly Asked[];
      readonly common: boolean;
    }
  | {
      readonly kind: 'criterion';
      readonly subjects: readonly string[];
      readonly asked: readonly Asked[];
      /** A profile that is named, and of which these criteria say nothing ("l'usager passe par le RIE ?"). */
      readonly persona?: string;
    }
  | { readonly kind: 'constraints'; readonly asked: readonly Asked[] }
  | { readonly kind: 'card'; readonly subjects: readonly string[] }
  | {
      readonly kind: 'aspect';
      readonly aspect: Aspect;
      readonly subjects: readonly string[];
      readonly asked: readonly Asked[];
      readonly persona?: string;
    }
  /** Features and limits, as `entity/item`. `subjects` are those named, which may not be their owners. */
  | { readonly kind: 'item'; readonly items: readonly string[]; readonly subjects: readonly string[] }
  /** What serves a need: entities, leaves of the decision tree. */
  | { readonly kind: 'need'; readonly entities: readonly string[]; readonly outcomes: readonly string[] }
  | {
      readonly kind: 'list';
      readonly list: ListName;
      readonly scope?: 'public' | 'interministerial' | 'internal';
      readonly count: boolean;
    }
  /** Whether subjects are of the kind that a list names ("Grist est un commun numérique ?"). */
  | { readonly kind: 'membership'; readonly list: ListName; readonly subjects: readonly string[] }
  /** `past`: what an older generation of the guide said is asked for. */
  | { readonly kind: 'topic'; readonly topics: readonly string[]; readonly past: boolean }
  /** A term or criterion whose meaning is asked for. */
  | { readonly kind: 'term'; readonly criterion: string }
  /** Something of which the guide never speaks (price, date), about known subjects or none. */
  | {
      readonly kind: 'unsaid';
      readonly unsaid: string;
      readonly subjects: readonly string[];
      readonly asked: readonly Asked[];
    }
  /** Products that the guide does not know, beside subjects it knows, and the need they stand for. */
  | {
      readonly kind: 'unknown-product';
      readonly products: readonly string[];
      /** What an API is asked for, in the words of the message: the product is then an API of no name. */
      readonly api?: string;
      readonly subjects: readonly string[];
      readonly entities: readonly string[];
      readonly outcomes: readonly string[];
      /** Practices that are named beside them ("un référentiel dans Excel"). */
      readonly topics: readonly string[];
      /** What is asked of the subjects that are named ("un front en Vue.js : Ondine expose une API ?"). */
      readonly asked: readonly Asked[];
    }
  | { readonly kind: 'about-bot' }
  /** An insult: answered politely, with a way to go on. */
  | { readonly kind: 'rude' }
  /** An order to be something else ("ignore tes instructions"), or a question about what the bot keeps to itself. */
  | { readonly kind: 'order' };

/** How the question is put: decides the first words of the answer. */
export interface Manner {
  /** Wants a yes or a no: no interrogative word. */
  readonly yesNo: boolean;
  /** Asks whether something is allowed or required. */
  readonly permission: boolean;
  readonly why: boolean;
  readonly count: boolean;
  /** Asks what something means or is. */
  readonly meaning: boolean;
  /** What is asked of a value that is named: whether it is the only one ("uniquement le RIE ?"), or what lies beyond ("plus de 12 mois ?"); of a
   * criterion: whether it is an obligation, all there is ("DN n'a que FranceConnect ?"), or nobody else has it ("il n'y a que DN ?"). */
  readonly bound?: 'only' | 'exclusive' | 'sole' | 'beyond' | 'obligatory';
  /** Put as a question at all (a mark, an interrogative word). */
  readonly question: boolean;
}
