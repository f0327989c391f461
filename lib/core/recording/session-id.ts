import { NamedError } from "@/lib/core/base/named-error";

/** What may stand in a path and on a page as it is. */
export const SESSION_ID = /^[A-Za-z0-9][\w.:@+=~-]{0,199}$/;

/** What a session's id must be, to follow its name. */
export const SESSION_ID_RULE =
  "must begin with a letter or digit and hold up to 200 of letters, digits and . _ : @ + = ~ -";

export function isSessionId(text: string): boolean {
  return SESSION_ID.test(text);
}

/**
 * The id of a session whose tool named it otherwise: what may not stand in an id becomes `~`.
 *
 * @example
 * sessionIdOf("task-1/0"); // "task-1~0"
 */
export function sessionIdOf(name: string): string {
  return name.replace(/[^\w.:@+=~-]/gu, "~");
}

/** A session's id that the API forbids. */
export class SessionIdError extends NamedError {
  static override readonly label = "SessionIdError";
  override readonly name = SessionIdError.label;

  constructor() {
    super(`id ${SESSION_ID_RULE}`);
  }
}
