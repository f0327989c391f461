/** Turns ids into text. */
export type Decode = (ids: Int32Array) => string;

/** The decoder of a tokenizer, by its name or folder. */
export type FindDecoder = (tokenizer: string) => Promise<Decode>;

/**
 * Loads the decoder of each tokenizer once. Sessions can come from other machines. Where their tokenizer is not to be
 * had, their ids are exported all the same, and their text is empty.
 */
export function decoderCache(
  load: (tokenizer: string) => Promise<{ decode(ids: Iterable<number>): string }>,
): FindDecoder {
  const known = new Map<string, Promise<Decode>>();
  return (tokenizer) => {
    const held = known.get(tokenizer);
    if (held !== undefined) return held;
    const loading = load(tokenizer).then(
      (model): Decode =>
        (ids) =>
          model.decode(ids),
      (): Decode => () => "",
    );
    known.set(tokenizer, loading);
    return loading;
  };
}
