/**
 * The door: events as they come from /sync (or out of decryption) are parsed here, once, into what the rest works with.
 * What does not parse is counted and dropped by the caller. Client-Server API, "Room events" and "Instant messaging".
 */
import { z } from 'zod';

/** No client nests as deep; beyond some thousands of levels an event could neither be stored nor sent on. */
const deepest = 100;

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

const content = z.record(z.string(), z.unknown());

/** The envelope of any event of a room. Servers add keys at will, so unknown ones pass here. */
const envelopeSchema = z.looseObject({
  event_id: z.string().startsWith('$'),
  type: z.string(),
  sender: z.string().startsWith('@'),
  origin_server_ts: z.number(),
  state_key: z.string().optional(),
  redacts: z.string().optional(),
  content: content.refine((value) => !isDeeper(value, deepest)),
  unsigned: z.looseObject({ age: z.number().optional(), transaction_id: z.string().optional() }).optional(),
});
/** An event as it came, its envelope checked. */
export type Envelope = z.infer<typeof envelopeSchema>;

/** What a person wrote, before it is known who is meant by it. */
export interface Written {
  /** The plain body, without the quoted fallback of a reply. */
  readonly text: string;
  readonly html: string | undefined;
  readonly thread: string | undefined;
  readonly replyTo: string | undefined;
  /** `m.mentions`; undefined where the client does not send it. */
  readonly mentions: readonly string[] | undefined;
}

/** What an event of the timeline is to the bot. */
export type Happening =
  | { readonly kind: 'message'; readonly written: Written }
  | { readonly kind: 'edit'; readonly target: string; readonly written: Written }
  | { readonly kind: 'redaction'; readonly target: string }
  | { readonly kind: 'reaction'; readonly target: string; readonly key: string }
  /** Someone asks an account to compare emoji or scan a code. */
  | { readonly kind: 'verification'; readonly of: string }
  | { readonly kind: 'encrypted' }
  | { readonly kind: 'state'; readonly stateKey: string }
  /** Well-formed, and nothing that the bot reacts to: notices, images, polls, redacted events. */
  | { readonly kind: 'other' };

/** Checks the envelope; undefined when it does not parse. */
export function parseEnvelope(event: unknown): Envelope | undefined {
  return envelopeSchema.safeParse(event).data;
}

const relation = z.looseObject({
  rel_type: z.string().optional().catch(undefined),
  event_id: z.string().optional().catch(undefined),
  is_falling_back: z.boolean().optional().catch(undefined),
  'm.in_reply_to': z.looseObject({ event_id: z.string() }).optional().catch(undefined),
});
const mentions = z.looseObject({ user_ids: z.array(z.string()).optional().catch(undefined) });
const textContent = z.looseObject({
  msgtype: z.literal('m.text'),
  body: z.string(),
  format: z.string().optional().catch(undefined),
  formatted_body: z.string().optional().catch(undefined),
  'm.mentions': mentions.optional().catch(undefined),
});
const messageContent = textContent.extend({
  'm.relates_to': relation.optional().catch(undefined),
  'm.new_content': content.optional().catch(undefined),
});
const reactionContent = z.looseObject({
  'm.relates_to': z.looseObject({
    rel_type: z.literal('m.annotation'),
    event_id: z.string(),
    key: z.string(),
  }),
});

/**
 * Tells what an event is.
 * @param type and `content` of the clear event: those of the envelope, or what came out of decryption
 */
export function interpret(
  envelope: Envelope,
  type = envelope.type,
  clear: Readonly<Record<string, unknown>> = envelope.content,
): Happening {
  if (envelope.state_key !== undefined) return { kind: 'state', stateKey: envelope.state_key };
  switch (type) {
    case 'm.room.encrypted':
      return { kind: 'encrypted' };
    case 'm.room.message':
      return interpretMessage(clear);
    case 'm.room.redaction': {
      // Room versions before 11 have it beside the content.
      const target = typeof clear.redacts === 'string' ? clear.redacts : envelope.redacts;
      return target === undefined ? { kind: 'other' } : { kind: 'redaction', target };
    }
    case 'm.reaction': {
      const related = reactionContent.safeParse(clear).data?.['m.relates_to'];
      if (related === undefined) return { kind: 'other' };
      return { kind: 'reaction', target: related.event_id, key: related.key };
    }
    default:
      return { kind: 'other' };
  }
}

const verificationContent = z.looseObject({
  msgtype: z.literal('m.key.verification.request'),
  to: z.string(),
});

function interpretMessage(clear: Readonly<Record<string, unknown>>): Happening {
  const verification = verificationContent.safeParse(clear).data;
  if (verification !== undefined) return { kind: 'verification', of: verification.to };
  const message = messageContent.safeParse(clear).data;
  if (message === undefined) return { kind: 'other' };
  const related = message['m.relates_to'];
  if (related?.rel_type === 'm.replace' && related.event_id !== undefined) {
    const edited = textContent.safeParse(message['m.new_content']).data;
    if (edited === undefined) return { kind: 'other' };
    return { kind: 'edit', target: related.event_id, written: toWritten(edited) };
  }
  return { kind: 'message', written: toWritten(message) };
}

/** What a message stands in relation to. */
export type Relations = Pick<Written, 'thread' | 'replyTo'>;

/** The thread and the reply of a content; an encrypted one has them in clear too. */
export function readRelations(content: Readonly<Record<string, unknown>>): Relations {
  const related = relation.safeParse(content['m.relates_to']).data;
  const thread = related?.rel_type === 'm.thread' ? related.event_id : undefined;
  // In a thread, clients that know no threads show a reply to the last message: that is no reply of the person's.
  const fallsBack = thread !== undefined && related?.is_falling_back !== false;
  return { thread, replyTo: fallsBack ? undefined : related?.['m.in_reply_to']?.event_id };
}

function toWritten(message: z.infer<typeof textContent>): Written {
  const isReply = relation.safeParse(message['m.relates_to']).data?.['m.in_reply_to'] !== undefined;
  return {
    ...readRelations(message),
    text: isReply ? withoutQuote(message.body) : message.body,
    html: message.format === 'org.matrix.custom.html' ? message.formatted_body : undefined,
    mentions: message['m.mentions'] === undefined ? undefined : (message['m.mentions'].user_ids ?? []),
  };
}

/** Older clients put `> <@sender> what was said` and an empty line before a reply. */
function withoutQuote(body: string): string {
  if (!/^> (\* )?<@/.test(body)) return body;
  const lines = body.split('\n');
  const own = lines.findIndex((line) => !line.startsWith('>'));
  if (own === -1) return '';
  return lines
    .slice(lines[own] === '' ? own + 1 : own)
    .join('\n')
    .trimStart();
}
