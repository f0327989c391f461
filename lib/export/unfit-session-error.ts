import { ExportError } from "./export-error";

/** A session that a format cannot say: it lacks something that the format's trainer reads, or has what it cannot. */
export class UnfitSessionError extends ExportError {
  constructor(message: string) {
    super(message, "format");
  }
}
