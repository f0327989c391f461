/** A tokenizer folder that is missing, incomplete or not readable. `message` is one sentence for people. */
export class ModelFilesError extends Error {
  override readonly name = "ModelFilesError";
}
