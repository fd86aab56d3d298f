/** The points of a message's journey between which a crash may fall; a test crashes the program at each of them. */
export type Step =
  /** A sync response has come; nothing is stored. */
  | 'sync-received'
  /** The attempt is counted. */
  | 'attempt-stored'
  /** The reaction is known, and not stored. */
  | 'reacted'
  /** Seen, session and outbox rows are queued for one commit. */
  | 'event-stored'
  /** All events of a sync are queued, its token is not. */
  | 'events-done'
  /** The token is durable. */
  | 'token-stored'
  /** The bytes of a message are final and queued for a commit. */
  | 'message-ready'
  /** The homeserver has taken the message; its row is not settled. */
  | 'message-sent'
  /** The row is settled. */
  | 'message-settled'
  /** An invitation has been accepted. */
  | 'joined';

/** Called at each step. The program itself has nothing to do there. */
export type OnStep = (step: Step) => void;
