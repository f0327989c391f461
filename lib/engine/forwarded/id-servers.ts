import { listOf } from "@/lib/core/json/list-of";
import { objectOf } from "@/lib/core/json/object-of";
import { parseJson } from "@/lib/core/json/parse-json";
import { type ForwardInput, forwardCall } from "@/lib/engine/forward-call";
import { MOST_FAILURE_LENGTH } from "@/lib/engine/message-length";
import type { IdServer } from "./id-request";

/** How long a server may take to say what it is, in ms. */
const PATIENCE = 2_000;

/** After how long one that did not say is asked again, in ms. */
const ASK_AGAIN = 60_000;

/** What is needed to ask the server as its client does. */
export type Asking = Pick<ForwardInput, "url" | "headers" | "isWithheld">;

/**
 * Finds out whether the server behind returns token ids to who asks, by what its list of models says of their owner. It
 * is asked with the client's own key, once.
 */
export class IdServers {
  private known: Promise<IdServer | null> | null = null;
  private refused = false;

  /** Null for a server that is of neither kind, does not say, or has refused to be asked for ids. */
  async find(asking: Asking): Promise<IdServer | null> {
    if (this.refused) return null;
    this.known ??= ownerOf(asking).catch(() => {
      setTimeout(() => {
        this.known = null;
      }, ASK_AGAIN).unref();
      return null;
    });
    return this.known;
  }

  /** The server did not take a request for ids: it is asked for none any more. */
  refuse(): void {
    this.refused = true;
  }
}

async function ownerOf(asking: Asking): Promise<IdServer | null> {
  const reply = await forwardCall({
    ...asking,
    method: "GET",
    path: "/v1/models",
    body: undefined,
    signal: AbortSignal.timeout(PATIENCE),
    silenceMs: PATIENCE,
  });
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of reply.body()) {
    length += chunk.length;
    if (length > MOST_FAILURE_LENGTH) return null;
    chunks.push(chunk);
  }
  if (reply.status !== 200) throw new Error(`The list of models is answered with ${reply.status}.`);
  const [model] = listOf(objectOf(parseJson(Buffer.concat(chunks).toString("utf8"))).data);
  const { owned_by: owner } = objectOf(model);
  return owner === "vllm" || owner === "sglang" ? owner : null;
}
