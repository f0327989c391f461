import { NamedError } from "@/lib/core/base/named-error";
export type EngineErrorKind =
  /** Cannot be reached, or the connection broke. */
  | "unreachable"
  /** Answered with an error of its own. */
  | "failed"
  /** Answered with something that is not its protocol. */
  | "garbage"
  /** Silent for longer than the setting allows. */
  | "silent"
  /** The prompt does not fit its context. */
  | "context_full"
  /** It refused the request as malformed. */
  | "rejected";

/** A failure of the engine, with the engine's own words. `status` is the engine's HTTP status, if it gave one. */
export class EngineError extends NamedError {
  static override readonly label = "EngineError";
  override readonly name = EngineError.label;
  readonly retryAfterSeconds: number | undefined;
  /** Whether no connection was there: nothing of the request reached the engine. */
  readonly isUnsent: boolean;
  constructor(
    readonly kind: EngineErrorKind,
    message: string,
    readonly status: number | null = null,
    options?: ErrorOptions & {
      /** After which time the engine asked to be called again, in seconds. */
      readonly retryAfterSeconds?: number | undefined;
      readonly isUnsent?: boolean;
    },
  ) {
    super(message, options);
    this.retryAfterSeconds = options?.retryAfterSeconds;
    this.isUnsent = options?.isUnsent ?? false;
  }
}
