import { errorSentence } from "./fetch-json";

/** Reads a binary answer. Throws an error whose message is a sentence for the page. */
export async function fetchBytes(url: string, signal: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(errorSentence(await response.text(), response.status));
  return new Uint8Array(await response.arrayBuffer());
}
