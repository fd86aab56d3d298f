/**
 * A question that someone hands on to the maintainers ("transmettre"), and their reply carried back. The question's text is kept
 * nowhere: it is read again from the room when it is sent, and only the way back is remembered, as long as answers are.
 */
import { z } from 'zod';
import { type Block, code, paragraph } from '../../answering/answer.ts';
import { type RenderedMessage, renderMessage } from '../../rendering/message.ts';
import type { Encryption } from '../encryption.ts';
import { interpret, parseEnvelope } from '../events.ts';
import type { Homeserver } from '../homeserver/homeserver.ts';

/** The purpose of a message that hands something on. */
export const transmissionPurpose = 'transmission';

/** Where a question came from, and whom its answer is for. */
export const questionSchema = z.strictObject({
  room: z.string(),
  event: z.string(),
  sender: z.string(),
  thread: z.string().optional(),
  /** The entry of the knowledge that it reports something about; none for a question. */
  entry: z.string().optional(),
});
export type Question = z.infer<typeof questionSchema>;

/**
 * The text of a question, as its room has it now.
 * @returns undefined when it is gone, redacted, or cannot be read
 * @throws RequestError when the homeserver does not answer, or no longer shows it
 */
export async function readQuestion(
  homeserver: Homeserver,
  encryption: Encryption | undefined,
  { room, event }: Question,
): Promise<string | undefined> {
  const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/event/${encodeURIComponent(event)}`;
  const envelope = parseEnvelope(await homeserver.request('GET', path));
  if (envelope === undefined) return undefined;
  const happening = interpret(envelope);
  if (happening.kind === 'message') return happening.written.text;
  if (happening.kind !== 'encrypted' || encryption === undefined) return undefined;
  const decryption = await encryption.decrypt({ ...envelope, type: 'm.room.encrypted', room_id: room });
  if (decryption.outcome !== 'decrypted') return undefined;
  const clear = interpret(envelope, decryption.type, decryption.content);
  return clear.kind === 'message' ? clear.written.text : undefined;
}

/** A question or a report as the maintainers get it: without its author and its room. */
export function forwarded({ entry }: Pick<Question, 'entry'>, text: string): RenderedMessage {
  const written = text
    .trimStart()
    .replace(/^[!/]?\s*(?:transmett(?:re|ez|s)|signal(?:er|ez|e))(?:\s*:)?\s*/i, '');
  return renderMessage([
    paragraph(
      entry === undefined
        ? 'Une question m’a été confiée pour vous :'
        : `Un signalement sur « ${entry} » m’a été confié pour vous :`,
    ),
    ...paragraphs(written),
    paragraph('Répondez à ce message : votre réponse sera portée à la personne qui l’a écrit.'),
  ]);
}

/** The maintainers' reply as the asker gets it. */
export function carriedReply(text: string): RenderedMessage {
  return renderMessage([
    paragraph('L’équipe du guide vous répond :'),
    ...paragraphs(text),
    paragraph('Pour lui écrire encore, tapez ', code('!transmettre'), ' suivi de votre message.'),
  ]);
}

/** More would not fit into an event with its HTML, encrypted: 64 KiB. */
const longest = 4_000;

const paragraphs = (text: string): Block[] =>
  (text.length > longest ? `${text.slice(0, longest)}… (coupé)` : text)
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== '')
    .map((part) => paragraph(part.trim()));
