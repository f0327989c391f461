import { NamedError } from "@/lib/core/base/named-error";
/** A tokenizer folder that is missing, incomplete or not readable. `message` is one sentence for people. */
export class ModelFilesError extends NamedError {
  static override readonly label = "ModelFilesError";
  override readonly name = ModelFilesError.label;
}
