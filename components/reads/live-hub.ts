import { asObject, asString } from "@/lib/core/json/json-fields";
import type { JsonObject } from "@/lib/core/json/json-value";
import { parseJson } from "@/lib/core/json/parse-json";
import type { ShownPlace } from "@/lib/core/report/session-change";
import type { LiveMessage } from "./live-message";

/** A stream that the browser gave up, as on an error page of a proxy, is opened again after this, in ms. */
const REOPEN_MS = 2_000;

/** Of an `EventSource` what the hub needs. */
export interface LiveSource {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: MessageEvent) => void): void;
  close(): void;
}

const CLOSED = 2;

/**
 * The one event stream of a browser: open while somebody listens, and closed when nobody does. The browser reconnects
 * by itself and says where it was, so that nothing is missed.
 */
export class LiveHub {
  readonly #open: (url: string) => LiveSource;
  readonly #listeners = new Set<(message: LiveMessage) => void>();
  #source: LiveSource | null = null;
  #reopening: ReturnType<typeof setTimeout> | undefined;
  #isLive = false;
  #lastId: string | null;

  /**
   * @param open an `EventSource` of an address.
   * @param lastId of the last event that whoever had the stream before told of; null for none.
   */
  constructor(open: (url: string) => LiveSource, lastId: string | null = null) {
    this.#open = open;
    this.#lastId = lastId;
  }

  /** Tells the listener what happens from now on; returns the way to stop. */
  join(listener: (message: LiveMessage) => void): () => void {
    this.#listeners.add(listener);
    if (this.#source === null && this.#reopening === undefined) this.#connect();
    else if (this.#isLive) listener({ type: "heard", id: this.#lastId });
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#close();
    };
  }

  #connect(): void {
    this.#reopening = undefined;
    const source = this.#open(eventsUrl(this.#lastId));
    this.#source = source;
    const on = (type: string, message: (event: MessageEvent) => LiveMessage) =>
      source.addEventListener(type, (event) => {
        if (event.lastEventId !== "") this.#lastId = event.lastEventId;
        this.#isLive = true;
        this.#tell(message(event));
      });
    on("ready", () => ({ type: "heard", id: this.#lastId }));
    on("ping", () => ({ type: "heard", id: this.#lastId }));
    on("reset", () => ({ type: "reset", id: this.#lastId }));
    on("change", ({ data }) => readChange(data, this.#lastId));
    source.addEventListener("error", () => {
      this.#isLive = false;
      this.#tell({ type: "lost" });
      if (source.readyState !== CLOSED || source !== this.#source) return;
      this.#source = null;
      this.#reopening = setTimeout(() => this.#connect(), REOPEN_MS);
    });
  }

  #tell(message: LiveMessage): void {
    for (const listener of [...this.#listeners]) listener(message);
  }

  #close(): void {
    clearTimeout(this.#reopening);
    this.#reopening = undefined;
    this.#source?.close();
    this.#source = null;
    this.#isLive = false;
    // Whoever comes next reads the page anew, and has missed nothing.
    this.#lastId = null;
  }
}

function eventsUrl(after: string | null): string {
  return after === null ? "/api/events" : `/api/events?${new URLSearchParams({ after })}`;
}

/** Reads an event of `GET /api/events`; what cannot be read may have been anything. */
function readChange(data: unknown, id: string | null): LiveMessage {
  try {
    const { session, kind, shown } = asObject(parseJson(String(data)), "");
    if (kind === "shown") return { type: "shown", id, place: readPlace(asObject(shown, "shown")) };
    return { type: "change", id, session: asString(session, "session"), kind: asString(kind, "kind") };
  } catch {
    return { type: "reset", id };
  }
}

/** Throws where the page is none of a session: no event leads to another site. */
function readPlace({ page, sentence, by }: JsonObject): ShownPlace {
  const path = asString(page, "page");
  if (!path.startsWith("/sessions/")) throw new RangeError("An event points at no session.");
  return { page: path, sentence: asString(sentence, "sentence"), by: asString(by, "by") };
}
