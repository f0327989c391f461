import { NamedError } from "@/lib/core/base/named-error";
/** A request for samples that cannot be met as asked: one sentence that says what would be, and the parameter it is about. */
export class ExportError extends NamedError {
  static override readonly label = "ExportError";
  override readonly name = ExportError.label;
  constructor(
    message: string,
    readonly param: string | null = null,
    /** The HTTP status that says the same. */
    readonly status: 400 | 404 | 409 = 400,
  ) {
    super(message);
  }
}
