/** How messages are read, wherever they come from: a request, a reply that was passed through, a file. */
export interface MessageReading {
  /** What becomes of images, audio and files: an error, or a placeholder in the text. */
  readonly media: "refuse" | "placeholder";
  /** What becomes of a part that no reader knows: an error, or a part of the message that is kept as it came. */
  readonly unknown: "refuse" | "keep";
}

/** Nothing is refused that somebody else has said already: what is not known is kept. */
export const KEEP_ALL: MessageReading = { media: "placeholder", unknown: "keep" };
