import { setTimeout } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { hostileFilter } from "@/test/list/hostile-filter";
import { makeSession } from "./make-session";
import { turnsJsonl } from "./turns-jsonl";

/** One thing that may cost everybody else, done over HTTP. */
export interface Heavy {
  readonly what: string;
  /** Does it, and tells in a word what came of it. */
  readonly run: (url: string) => Promise<string>;
}

const CHAT = "/s/busy/v1/chat/completions";
const ASKED = `"messages":[{"role":"user","content":"Say something."}],"max_tokens":8`;
const GZIP = { "content-encoding": "gzip" };

/** How long pages stand open, in ms. */
const OPEN_MS = 3_000;

async function ask(url: string, path: string, body?: string | Buffer, headers = {}): Promise<string> {
  const init = body === undefined ? {} : { method: "POST", body: new Uint8Array(Buffer.from(body)), headers };
  const response = await fetch(`${url}${path}`, init);
  let bytes = 0;
  for await (const chunk of response.body ?? []) bytes += chunk.length;
  return `${response.status}, ${(bytes / 1e6).toFixed(1)} MB`;
}

const get = (what: string, path: string): Heavy => ({ what, run: (url) => ask(url, path) });

const post = (what: string, path: string, body: string | Buffer, headers = {}): Heavy => ({
  what,
  run: (url) => ask(url, path, body, headers),
});

/** So many pages that stand open, each of which asks for the list first. */
function pages(count: number): Heavy {
  return {
    what: `${count} pages opened at once`,
    async run(url) {
      const leave = new AbortController();
      const opened = await Promise.all(
        Array.from({ length: count }, async () => {
          const events = await fetch(`${url}/api/events`, { signal: leave.signal });
          return events.status;
        }),
      );
      await setTimeout(OPEN_MS);
      leave.abort();
      return `${opened.filter((status) => status === 200).length} open`;
    },
  };
}

/** The filters that stand for one GET that stopped the server for a minute, one after the other. */
function hostileFilters(count: number): Heavy {
  return {
    what: `${count} hostile filters`,
    async run(url) {
      const statuses = new Map<number, number>();
      for (let seed = 0; seed < count; seed++) {
        const path = `/api/sessions?filter=${encodeURIComponent(hostileFilter(seed)).slice(0, 15_000)}`;
        const { status } = await fetch(`${url}${path.replace(/%[0-9A-F]?$/, "")}`);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
      return [...statuses].map(([status, times]) => `${times} × ${status}`).join(", ");
    },
  };
}

function messages(count: number): string {
  const said = Array.from({ length: count }, (_, at) => ({
    role: at % 2 === 0 ? "user" : "assistant",
    content: `Message ${at}.`,
  }));
  return JSON.stringify({ messages: said, max_tokens: 8 });
}

/** A body of so many MB that holds a long list of ones, which no protocol has. */
function ones(megabytes: number): Buffer {
  return Buffer.from(`{${ASKED},"ones":[${"1,".repeat(megabytes * 500_000 - 1)}1]}`);
}

/** A recording as it can be imported. */
export function bigLines(turns: number, id: string, status: "open" | "finished"): Promise<string> {
  const shape = { turns, tokens: turns * 40, branchEvery: 0, driftEvery: 0 };
  return turnsJsonl(makeSession(shape), id, status);
}

/**
 * Requests that each stopped the server once, in the sizes in which they did. Sessions `big` (6,000 turns, finished) and
 * `open` (1,500 turns, open) are there.
 */
export async function heavyRequests(): Promise<readonly Heavy[]> {
  return [
    { what: "nothing", run: () => setTimeout(OPEN_MS, "") },
    hostileFilters(50),
    pages(9),
    pages(400),
    get("summary of all sessions", "/api/samples/summary"),
    get("export of all sessions", "/api/samples.jsonl"),
    get("export of all sessions, compressed", "/api/samples.jsonl?compress=gzip"),
    get("export of 6,000 turns", "/api/sessions/big/samples.jsonl"),
    get("first opening of 6,000 turns", "/sessions/big"),
    post("import of 6,000 turns", "/api/import", await bigLines(6_000, "more", "finished")),
    post("import of a bomb, 1,000,000 lines", "/api/import", gzipSync("{}\n".repeat(1_000_000)), GZIP),
    post("10 MB of [1,1,1…]", CHAT, ones(10)),
    post("60 MB of [1,1,1…]", CHAT, ones(60)),
    post("10,000 messages", CHAT, messages(10_000)),
    post("20,000 messages", CHAT, messages(20_000)),
    post("finish of 1,500 turns", "/api/sessions/open/finish", "{}"),
  ];
}
