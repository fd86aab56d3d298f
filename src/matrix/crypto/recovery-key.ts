/** The recovery key as people copy it (Matrix specification, "Secrets", section "Key representation"). */

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const prefix = [0x8b, 0x01];
const keyLength = 32;
const encodedLength = prefix.length + keyLength + 1;

/** What a text is, read as a recovery key; a fault's line is French, for the operator. */
export type DecodedRecoveryKey =
  | { readonly outcome: 'key'; readonly key: Uint8Array }
  | { readonly outcome: 'fault'; readonly line: string };

/** Reads a recovery key, however it is spaced. Its parity catches about 255 typing errors in 256; the key check finds the rest. */
export function decodeRecoveryKey(text: string): DecodedRecoveryKey {
  const bytes = fromBase58(text.replaceAll(/\s/g, ''));
  if (bytes === undefined)
    return fault('elle contient un caractère qu’une clé n’a jamais (comme 0, O, I ou l)');
  if (bytes.length !== encodedLength) return fault('elle est incomplète ou trop longue');
  if (bytes.reduce((parity, byte) => parity ^ byte, 0) !== 0)
    return fault('elle contient une faute de frappe');
  if (prefix.some((byte, at) => bytes[at] !== byte))
    return fault('ce n’est pas une clé de récupération Matrix');
  return { outcome: 'key', key: bytes.slice(prefix.length, prefix.length + keyLength) };
}

const fault = (line: string): DecodedRecoveryKey => ({ outcome: 'fault', line });

/** Writes a key of 32 bytes as twelve groups of four characters. */
export function encodeRecoveryKey(key: Uint8Array): string {
  if (key.length !== keyLength) throw new Error(`a recovery key has ${keyLength} bytes, not ${key.length}`);
  const bytes = [...prefix, ...key];
  bytes.push(bytes.reduce((parity, byte) => parity ^ byte, 0));
  return toBase58(bytes).replaceAll(/.{4}(?=.)/g, '$& ');
}

function toBase58(bytes: readonly number[]): string {
  let value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let text = '';
  for (; value > 0n; value /= 58n) text = `${alphabet[Number(value % 58n)]}${text}`;
  return `${'1'.repeat(leading(bytes, 0))}${text}`;
}

function fromBase58(text: string): Uint8Array | undefined {
  const digits = [...text].map((character) => alphabet.indexOf(character));
  if (digits.includes(-1)) return undefined;
  // Far longer than any key: no need to compute with it.
  if (digits.length > 2 * encodedLength) return new Uint8Array();
  let value = digits.reduce((sum, digit) => sum * 58n + BigInt(digit), 0n);
  const bytes: number[] = [];
  for (; value > 0n; value >>= 8n) bytes.unshift(Number(value & 0xffn));
  return Uint8Array.from([...new Array<number>(leading(digits, 0)).fill(0), ...bytes]);
}

function leading(values: readonly number[], value: number): number {
  const first = values.findIndex((each) => each !== value);
  return first === -1 ? values.length : first;
}
