import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { temporal } from '@temporalio/proto';

const ENCODING = 'binary/encrypted';
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** The current key encrypts; all of them decrypt, so that a key can be changed while old histories still replay. */
export interface CodecKeys {
  current: string;
  keys: ReadonlyMap<string, Buffer>;
}

/**
 * Reads `id:base64[,id:base64…]`; the first is the current one.
 * @throws RangeError when an id is missing or doubled, or a key is not 32 bytes
 */
export function parseCodecKeys(text: string): CodecKeys {
  const keys = new Map<string, Buffer>();
  for (const part of text.split(',')) {
    const colon = part.indexOf(':');
    const id = part.slice(0, colon).trim();
    const key = Buffer.from(part.slice(colon + 1).trim(), 'base64');
    if (colon < 1 || keys.has(id))
      throw new RangeError('CODEC_KEYS: each key is id:base64, and each id stands once');
    if (key.length !== KEY_BYTES)
      throw new RangeError(`CODEC_KEYS: key ${id} must be ${KEY_BYTES} bytes in base64`);
    keys.set(id, key);
  }
  const [current] = keys.keys();
  if (!current) throw new RangeError('CODEC_KEYS: at least one key is needed');
  return { current, keys };
}

/** A new key set with one random key, as `CODEC_KEYS` holds it. */
export function newCodecKey(id: string): string {
  return `${id}:${randomBytes(KEY_BYTES).toString('base64')}`;
}

/**
 * Encrypts every payload that goes to the Temporal server with AES-256-GCM. The key's id is stored beside it and is
 * part of the authenticated data, so a payload cannot be passed off under another key.
 */
export class EncryptionCodec implements PayloadCodec {
  constructor(private readonly keys: CodecKeys) {}

  async encode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) => this.seal(payload));
  }

  async decode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) => this.open(payload));
  }

  private seal(payload: Payload): Payload {
    const id = this.keys.current;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key(id), nonce).setAAD(Buffer.from(id));
    const plain = temporal.api.common.v1.Payload.encode(payload).finish();
    const data = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    return { metadata: { encoding: Buffer.from(ENCODING), 'encryption-key-id': Buffer.from(id) }, data };
  }

  private open(payload: Payload): Payload {
    const encoding = payload.metadata?.['encoding'];
    if (!encoding || Buffer.from(encoding).toString() !== ENCODING) return payload;
    const id = Buffer.from(payload.metadata?.['encryption-key-id'] ?? []).toString();
    const data = Buffer.from(payload.data ?? []);
    const decipher = createDecipheriv(CIPHER, this.key(id), data.subarray(0, NONCE_BYTES))
      .setAAD(Buffer.from(id))
      .setAuthTag(data.subarray(-TAG_BYTES));
    const plain = Buffer.concat([decipher.update(data.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    return temporal.api.common.v1.Payload.decode(plain);
  }

  private key(id: string): Buffer {
    const key = this.keys.keys.get(id);
    if (!key) throw new RangeError(`no payload key with id ${id}; add it to CODEC_KEYS`);
    return key;
  }
}
