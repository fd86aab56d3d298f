/**
 * The requests that the machine asks for (key uploads, queries, claims, to-device messages): sent, and the answers given back to it.
 * A request stays in the machine until it is marked as sent, across restarts too, so whatever fails is simply sent again.
 */
import { type OlmMachine, RequestType } from '@matrix-org/matrix-sdk-crypto-wasm';
import type { Homeserver, Method } from '../homeserver/homeserver.ts';

/** What `outgoingRequests`, `shareRoomKey` and their like give. */
export type MachineRequest = Awaited<ReturnType<OlmMachine['outgoingRequests']>>[number];

const client = '/_matrix/client/v3';

/** Sends one request and gives the answer to the machine. @throws RequestError */
export async function send(
  homeserver: Homeserver,
  machine: OlmMachine,
  request: MachineRequest,
): Promise<unknown> {
  const [method, path] = route(request);
  const body: unknown = JSON.parse(request.body);
  if (typeof body !== 'object' || body === null)
    throw new Error('the crypto machine gave a body that is no object');
  const answer = await homeserver.request(method, `${client}${path}`, { body });
  if (request.id !== undefined)
    await machine.markRequestAsSent(request.id, request.type, JSON.stringify(answer));
  return answer;
}

function route(request: MachineRequest): [Method, string] {
  switch (request.type) {
    case RequestType.KeysUpload:
      return ['POST', '/keys/upload'];
    case RequestType.KeysQuery:
      return ['POST', '/keys/query'];
    case RequestType.KeysClaim:
      return ['POST', '/keys/claim'];
    case RequestType.SignatureUpload:
      return ['POST', '/keys/signatures/upload'];
  }
  if ('txn_id' in request && !('room_id' in request))
    return [
      'PUT',
      `/sendToDevice/${encodeURIComponent(request.event_type)}/${encodeURIComponent(request.txn_id)}`,
    ];
  // Backups of keys and verifications in rooms are never begun here, so the machine never asks for them.
  throw new Error(`the crypto machine asks for a request of type ${request.type}`);
}
