/** The points of the bot's work between which a crash may fall; a test crashes the program at each of them. */
export type Step =
  /** A sync response has come; nothing is stored. */
  | 'sync-received'
  /** The keys that it brought are durable; its events are not looked at. */
  | 'keys-received'
  /** An invitation is queued for a commit. */
  | 'invited'
  /** An invitation has been accepted. */
  | 'joined'
  /** A new room and what is said on arrival are queued for a commit. */
  | 'arrived'
  /** What a limited timeline left out has been read; nothing of it is stored. */
  | 'gap-read'
  /** The attempt at an event is counted. */
  | 'attempt-stored'
  /** An event is decrypted; that its place in the session is taken is not stored. */
  | 'decrypted'
  /** An event that lacks its key is queued for a commit. */
  | 'event-kept'
  /** The reaction to an event is known, and not stored. */
  | 'reacted'
  /** Seen, session and outbox rows are queued for one commit. */
  | 'event-stored'
  /** All events of a sync are queued, its token is not. */
  | 'events-done'
  /** The token is durable. */
  | 'token-stored'
  /** A token that the homeserver no longer knows is thrown away. */
  | 'token-forgotten'
  /** It is a row's turn in the outbox; the homeserver has not been asked anything. */
  | 'message-begun'
  /** The key of an encrypted room is with those who lacked it; the message is not encrypted. */
  | 'key-shared'
  /** A message is encrypted; its bytes are not stored. */
  | 'encrypted'
  /** The bytes of a message are final and queued for a commit. */
  | 'message-ready'
  /** The homeserver has taken a message, and its row is not settled: an answer, … */
  | 'message-sent'
  /** … an edit of one, … */
  | 'edit-sent'
  /** … a redaction of one, … */
  | 'redaction-sent'
  /** … a question handed on to the maintainers. */
  | 'transmission-sent'
  /** The row is settled. */
  | 'message-settled';

/** Called at each step. The program itself has nothing to do there. */
export type OnStep = (step: Step) => void;
