/**
 * The part of a homeserver that encryption talks to, in memory: keys, cross-signing, to-device messages, account data. Answers as Synapse
 * 1.163 does where it matters here; the real one is in tests/e2e.
 */
import type { EncryptionChanges } from '../../../src/matrix/encryption.ts';
import { type Homeserver, RequestError } from '../../../src/matrix/homeserver/homeserver.ts';

type Json = Record<string, unknown>;
interface Signed extends Json {
  signatures?: Record<string, Record<string, string>>;
}
interface DeviceRecord {
  keys?: Signed;
  oneTime: Map<string, unknown>;
  fallback: Map<string, unknown>;
  inbox: Json[];
  changed: Set<string>;
}

export interface Recorded {
  readonly user: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

export class FakeHomeserver {
  readonly requests: Recorded[] = [];
  readonly accountData = new Map<string, unknown>();
  /** Looks at each request before it is answered; what it throws is the answer. */
  intercept: (request: Recorded) => void | Promise<void> = () => {};
  /** The password that publishing an identity asks for. */
  password: string | undefined;
  private readonly devices = new Map<string, Map<string, DeviceRecord>>();
  private readonly identities = new Map<
    string,
    Record<'master_key' | 'self_signing_key' | 'user_signing_key', Signed>
  >();
  private readonly delivered = new Set<string>();

  /** How the server looks to one device; the device exists from now on. */
  connect(user: string, device: string): Homeserver {
    this.device(user, device);
    return {
      request: async (method, path, options = {}) => {
        const body: unknown =
          options.body === undefined ? undefined : JSON.parse(JSON.stringify(options.body));
        this.requests.push({ user, method, path, body });
        await this.intercept({ user, method, path, body });
        return this.answer(user, device, method, decodeURIComponent(path), (body ?? {}) as Json);
      },
    };
  }

  /** What the next sync brings to a device: at most `limit` to-device messages. */
  sync(user: string, device: string, limit = 100): EncryptionChanges & { readonly left: number } {
    const record = this.device(user, device);
    const changes = {
      toDevice: record.inbox.splice(0, limit),
      changedDevices: [...record.changed],
      leftDevices: [],
      oneTimeKeys: { signed_curve25519: record.oneTime.size },
      unusedFallbackKeys: [...record.fallback.keys()].map(() => 'signed_curve25519'),
      left: record.inbox.length,
    };
    record.changed.clear();
    return changes;
  }

  /** Signs a device out: its keys are gone and everyone is told. */
  remove(user: string, device: string): void {
    this.devices.get(user)?.delete(device);
    this.tell(user);
  }

  /** What other clients see of a device. */
  deviceKeys(user: string, device: string): Signed | undefined {
    return this.devices.get(user)?.get(device)?.keys;
  }
  identity(user: string) {
    return this.identities.get(user);
  }
  forgetIdentity(user: string): void {
    this.identities.delete(user);
    this.tell(user);
  }
  useUpOneTimeKeys(user: string, device: string): void {
    this.device(user, device).oneTime.clear();
  }

  private device(user: string, device: string): DeviceRecord {
    const devices = this.devices.get(user) ?? new Map<string, DeviceRecord>();
    this.devices.set(user, devices);
    const record = devices.get(device) ?? {
      oneTime: new Map(),
      fallback: new Map(),
      inbox: [],
      changed: new Set(),
    };
    devices.set(device, record);
    return record;
  }
  private tell(user: string): void {
    for (const devices of this.devices.values())
      for (const record of devices.values()) record.changed.add(user);
  }

  private answer(user: string, device: string, method: string, path: string, body: Json): unknown {
    const account = /\/user\/[^/]+\/account_data\/(.+)$/.exec(path);
    if (account !== null) {
      const key = `${user} ${account[1]}`;
      if (method === 'PUT') this.accountData.set(key, body);
      else if (!this.accountData.has(key)) throw refusal(404, 'M_NOT_FOUND');
      return method === 'PUT' ? {} : this.accountData.get(key);
    }
    const toDevice = /\/sendToDevice\/([^/]+)\/(.+)$/.exec(path);
    if (toDevice !== null) return this.deliver(user, device, toDevice[1] ?? '', toDevice[2] ?? '', body);
    switch (path.replace('/_matrix/client/v3/keys/', '')) {
      case 'upload':
        return this.upload(user, device, body);
      case 'query':
        return this.query(body);
      case 'claim':
        return this.claim(body);
      case 'device_signing/upload':
        return this.publish(user, body);
      case 'signatures/upload':
        return this.sign(body as Record<string, Record<string, Signed>>);
      default:
        throw refusal(404, 'M_UNRECOGNIZED');
    }
  }

  private upload(user: string, device: string, body: Json) {
    const record = this.device(user, device);
    if (body.device_keys !== undefined) {
      record.keys = body.device_keys as Signed;
      this.tell(user);
    }
    for (const [id, key] of Object.entries((body.one_time_keys ?? {}) as Json)) {
      const known = record.oneTime.get(id);
      if (known !== undefined && JSON.stringify(known) !== JSON.stringify(key))
        throw refusal(400, 'M_UNKNOWN');
      record.oneTime.set(id, key);
    }
    for (const [id, key] of Object.entries((body.fallback_keys ?? {}) as Json)) record.fallback.set(id, key);
    return { one_time_key_counts: { signed_curve25519: record.oneTime.size } };
  }

  private query(body: Json) {
    const users = Object.keys((body.device_keys ?? {}) as Json);
    const of = (key: 'master_key' | 'self_signing_key' | 'user_signing_key') =>
      Object.fromEntries(
        users.flatMap((user) =>
          this.identities.has(user) ? [[user, this.identities.get(user)?.[key]]] : [],
        ),
      );
    const devices = users.map((user) => [
      user,
      Object.fromEntries(
        [...(this.devices.get(user) ?? [])].flatMap(([id, { keys }]) =>
          keys === undefined ? [] : [[id, keys]],
        ),
      ),
    ]);
    return JSON.parse(
      JSON.stringify({
        device_keys: Object.fromEntries(devices),
        failures: {},
        master_keys: of('master_key'),
        self_signing_keys: of('self_signing_key'),
        user_signing_keys: of('user_signing_key'),
      }),
    ) as unknown;
  }

  private claim(body: Json) {
    const wanted = (body.one_time_keys ?? {}) as Record<string, Record<string, string>>;
    const given = Object.entries(wanted).map(([user, devices]) => [
      user,
      Object.fromEntries(
        Object.keys(devices).flatMap((device) => {
          const record = this.devices.get(user)?.get(device);
          const key = record?.oneTime.entries().next().value ?? record?.fallback.entries().next().value;
          if (key === undefined) return [];
          record?.oneTime.delete(key[0]);
          return [[device, { [key[0]]: key[1] }]];
        }),
      ),
    ]);
    return { one_time_keys: Object.fromEntries(given), failures: {} };
  }

  private publish(user: string, body: Json) {
    const auth = body.auth as { password?: string } | undefined;
    if (this.password !== undefined && auth?.password !== this.password)
      throw refusal(401, undefined, { session: 's', flows: [{ stages: ['m.login.password'] }] });
    const { auth: _, ...keys } = body;
    this.identities.set(user, keys as Record<'master_key' | 'self_signing_key' | 'user_signing_key', Signed>);
    this.tell(user);
    return {};
  }

  private sign(body: Record<string, Record<string, Signed>>) {
    const failures: Json = {};
    for (const [user, objects] of Object.entries(body))
      for (const [id, { signatures = {} }] of Object.entries(objects)) {
        const target = this.devices.get(user)?.get(id)?.keys ?? this.masterKey(user, id);
        if (target === undefined) failures[user] = { [id]: { status: 404, errcode: 'M_NOT_FOUND' } };
        else
          for (const [signer, made] of Object.entries(signatures)) {
            target.signatures ??= {};
            target.signatures[signer] = { ...target.signatures[signer], ...made };
          }
        this.tell(user);
      }
    return { failures };
  }
  private masterKey(user: string, id: string): Signed | undefined {
    const master = this.identities.get(user)?.master_key;
    return Object.keys((master?.keys ?? {}) as Json).some((key) => key === `ed25519:${id}`)
      ? master
      : undefined;
  }

  private deliver(user: string, device: string, type: string, transaction: string, body: Json) {
    const id = JSON.stringify([user, device, transaction]);
    if (this.delivered.has(id)) return {};
    this.delivered.add(id);
    const messages = body.messages as Record<string, Record<string, Json>>;
    for (const [target, devices] of Object.entries(messages))
      for (const [name, content] of Object.entries(devices))
        this.devices.get(target)?.get(name)?.inbox.push({ type, sender: user, content });
    return {};
  }
}

/** What the homeserver says when it refuses. */
export function refusal(status: number, errcode?: string, body?: unknown, retryAfter?: number): RequestError {
  return new RequestError(`refused: ${status} ${errcode}`, { status, errcode, body, retryAfter });
}
