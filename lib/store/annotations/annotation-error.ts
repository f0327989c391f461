import type { Annotation } from "@/lib/core/annotations/annotation";
import { NamedError } from "@/lib/core/base/named-error";

/** An annotation that cannot be written, in one sentence; nothing of its request is. */
export class AnnotationError extends NamedError {
  static override readonly label = "AnnotationError";
  override readonly name = AnnotationError.label;

  /** @param isConflict whether the session's state forbids it, and not the annotation alone. */
  constructor(
    message: string,
    readonly annotation: Annotation | null,
    readonly isConflict = false,
  ) {
    super(message);
  }
}
