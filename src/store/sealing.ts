/** Secrets kept in the database: read only with the installation's own secret, and never changed or moved unseen. */

import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** What is sealed; each kind has a key of its own, so that one can never be opened as another. */
export type SealedKind = 'webhook secret' | 'token link' | 'kept answer' | 'OpenID request';

export interface Sealing {
  /**
   * Encrypts a text.
   *
   * @param place what it belongs to, such as the ID of its document: it opens nowhere else
   */
  seal(kind: SealedKind, place: string, text: string): string;
  /**
   * Decrypts what `seal` made.
   *
   * @throws UnopenableError when it was sealed with another secret, for another place, or has been changed
   */
  open(kind: SealedKind, place: string, sealed: string): string;
}

/** Sealed with a secret that is not there any more, or not as it was sealed. */
export class UnopenableError extends Error {
  override readonly name = 'UnopenableError';
}

const VERSION = 'v1';
const KEY_BYTES = 32;
const KEY_ID_BYTES = 6;
/** As NIST SP 800-38D recommends; random, so a key must not seal more than 2^32 texts. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM with keys derived by HKDF. A sealed text is `v1.<key ID>.<nonce, ciphertext and tag in base64url>`.
 *
 * @param secrets of the installation: the first one seals, each of them opens, which is how a secret is replaced
 */
export function sealing(secrets: readonly [string, ...string[]]): Sealing {
  const rings = new Map<SealedKind, Ring>();
  const ringOf = (kind: SealedKind): Ring => {
    const ring = rings.get(kind) ?? new Ring(kind, secrets);
    rings.set(kind, ring);
    return ring;
  };
  return {
    seal: (kind, place, text) => ringOf(kind).seal(place, text),
    open: (kind, place, sealed) => ringOf(kind).open(place, sealed),
  };
}

interface Key {
  id: string;
  bytes: Buffer;
}

/** The keys of one kind. */
class Ring {
  readonly #kind: SealedKind;
  readonly #first: Key;
  readonly #all: Key[];

  constructor(kind: SealedKind, [first, ...others]: readonly [string, ...string[]]) {
    this.#kind = kind;
    this.#first = derive(kind, first);
    this.#all = [this.#first, ...others.map((secret) => derive(kind, secret))];
  }

  seal(place: string, text: string): string {
    const { id, bytes } = this.#first;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', bytes, nonce).setAAD(this.#bound(id, place));
    const sealed = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
    return `${VERSION}.${id}.${Buffer.concat(sealed).toString('base64url')}`;
  }

  open(place: string, sealed: string): string {
    const [version, id = '', encoded = '', ...more] = sealed.split('.');
    const key = this.#all.find((one) => one.id === id);
    if (version !== VERSION || more.length > 0) throw new UnopenableError('This is nothing sealed');
    if (key === undefined) throw new UnopenableError(`Sealed with key ${id}, which is not there`);
    const bytes = Buffer.from(encoded, 'base64url');
    try {
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce, {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(this.#bound(id, place)).setAuthTag(bytes.subarray(-TAG_BYTES));
      const opened = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
      return Buffer.concat([opened, decipher.final()]).toString('utf8');
    } catch (error) {
      throw new UnopenableError('Sealed for another place, or changed since', { cause: error });
    }
  }

  #bound(id: string, place: string): Buffer {
    return Buffer.from(JSON.stringify([VERSION, id, this.#kind, place]));
  }
}

function derive(kind: SealedKind, secret: string): Key {
  const bytes = Buffer.from(hkdfSync('sha256', secret, '', `sessionkeeper/${kind}`, KEY_BYTES));
  const id = createHash('sha256').update(bytes).digest().subarray(0, KEY_ID_BYTES);
  return { id: id.toString('hex'), bytes };
}
