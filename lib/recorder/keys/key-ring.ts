import { createHash, createHmac, scryptSync, timingSafeEqual } from "node:crypto";
import { holdsSessionKey } from "@/lib/core/base/secret-shapes";
import type { Settings } from "@/lib/settings/settings";
import { sessionKey, sessionOfKey } from "./session-key";

/** The settings that are keys, and the one that hides credentials. */
export type KeySettings = Pick<Settings, "apiToken" | "trainerToken" | "readToken" | "signingKey">;

/**
 * What the secret of session keys is derived with. Whoever has a session's key can guess the admin's token from it
 * without asking the server, so a guess must cost: about 60 ms and 32 MB on a core of 2024.
 */
const COST = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1_048_576 };

/** Whose a token is. */
export type KeyHolder = "admin" | "trainer" | "reader";

interface Token {
  readonly kind: KeyHolder;
  readonly text: string;
  readonly digest: Buffer;
}

/** What texts are compared by and remembered as. */
export function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** The keys of a server. Without an admin's token there are none, and everybody may do everything. */
export class KeyRing {
  readonly #tokens: readonly Token[];
  readonly #secret: Buffer | null;
  readonly #credentialKey: string;
  readonly #givenCredentialKey: string;

  /** @param credentialKey hides credentials in session ids where no setting does. */
  constructor({ apiToken, trainerToken, readToken, signingKey }: KeySettings, credentialKey: string) {
    const texts = { admin: apiToken, trainer: trainerToken, reader: readToken };
    this.#tokens = (["admin", "trainer", "reader"] as const).flatMap((kind) => {
      const text = texts[kind];
      return text === null ? [] : [{ kind, text, digest: digestOf(text) }];
    });
    this.#secret = apiToken === null ? null : scryptSync(apiToken, "turntree session keys 1", 32, COST);
    this.#givenCredentialKey = credentialKey;
    this.#credentialKey =
      signingKey ??
      (this.#secret === null
        ? credentialKey
        : createHmac("sha256", this.#secret).update("credentials").digest("hex"));
  }

  /** Whether anybody is asked for a key. */
  get isSet(): boolean {
    return this.#secret !== null;
  }

  /** What credentials are hashed with where they become a session's id. */
  get credentialKey(): string {
    return this.#credentialKey;
  }

  /** What it was given for that: a ring of the same settings that is given it too hashes alike. */
  get givenCredentialKey(): string {
    return this.#givenCredentialKey;
  }

  /** The key of a session; null where there are no keys. */
  sessionKey(id: string): string | null {
    return this.#secret === null ? null : sessionKey(id, this.#secret);
  }

  /** The session whose key a text is. */
  sessionOf(text: string): string | null {
    return this.#secret === null ? null : sessionOfKey(text, this.#secret);
  }

  /** Whose token a text is; every token is compared, each in constant time. */
  tokenOf(text: string): KeyHolder | null {
    const digest = digestOf(text);
    return this.#tokens.filter((token) => timingSafeEqual(digest, token.digest))[0]?.kind ?? null;
  }

  /** Whether a text is a key of this server, of whatever kind. */
  isKey(text: string): boolean {
    return this.sessionOf(text) !== null || this.tokenOf(text) !== null;
  }

  /** Whether a text, such as the value of a header, holds a key, which no other server is told. */
  holdsKey(text: string): boolean {
    if (!this.isSet) return false;
    return this.#tokens.some((token) => text.includes(token.text)) || holdsSessionKey(text);
  }
}

/** The ring of whom nobody asks for a key, as within a command. */
export function openKeyRing(): KeyRing {
  return new KeyRing({ apiToken: null, trainerToken: null, readToken: null, signingKey: null }, "");
}
