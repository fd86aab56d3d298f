/** Interactive verifications (emoji, QR code) need a person at both ends: the bot declines them, and says why. */
import { type OlmMachine, UserId } from '@matrix-org/matrix-sdk-crypto-wasm';
import { z } from 'zod';

/** What the person's client shows of the cancellation, where it shows anything. */
export const declineReason =
  'Ce compte est un robot : il ne peut pas comparer d’émojis. Son appareil est déjà signé par son propre compte.';

const requestOf = z.object({
  type: z.literal('m.key.verification.request'),
  sender: z.string(),
  content: z.object({ transaction_id: z.string() }),
});
const messagesOf = z.object({ messages: z.record(z.string(), z.record(z.string(), z.looseObject({}))) });

/** A to-device message to send. */
export interface Refusal {
  readonly type: string;
  readonly transaction: string;
  readonly body: object;
}

/** The refusals of the verification requests among the to-device events of a sync (as the machine gave them, in clear). */
export function declineVerifications(machine: OlmMachine, events: readonly string[]): Refusal[] {
  return events.flatMap((text) => {
    const request = requestOf.safeParse(JSON.parse(text));
    if (!request.success) return [];
    const { sender, content } = request.data;
    const cancel = machine.getVerificationRequest(new UserId(sender), content.transaction_id)?.cancel();
    if (cancel === undefined || !('txn_id' in cancel) || 'room_id' in cancel) return [];
    const { messages } = messagesOf.parse(JSON.parse(cancel.body));
    const explained = Object.entries(messages).map(([user, devices]) => [
      user,
      Object.fromEntries(
        Object.entries(devices).map(([device, message]) => [device, { ...message, reason: declineReason }]),
      ),
    ]);
    const body = { messages: Object.fromEntries(explained) as object };
    return [{ type: cancel.event_type, transaction: cancel.txn_id, body }];
  });
}
