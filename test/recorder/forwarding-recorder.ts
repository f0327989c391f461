import { afterAll, beforeAll } from "vitest";
import type { Turn } from "@/lib/core/recording/turn";
import {
  answerEvents,
  answerJson,
  type ReceivedRequest,
  type ScriptedServer,
  startScriptedServer,
} from "@/test/engine/scripted-server";
import { type RecorderServer, serveRecorder } from "./recorder-server";

/** What the server behind answers next: a body in one piece, or the events of a stream. */
export type ScriptedReply =
  | { readonly json: unknown }
  | { readonly events: readonly unknown[]; readonly isCut?: boolean };

/** A server of another maker and a recorder before it, which passes calls on. */
export interface ForwardingRecorder {
  readonly server: RecorderServer;
  /** What the server behind has received. */
  readonly received: readonly ReceivedRequest[];
  /** Has the server behind answer so from now on. */
  answer(reply: ScriptedReply): void;
  /** Sends a call and gives its reply as text; throws where the connection is broken off. */
  ask(session: string, body: object, path?: string): Promise<string>;
  turns(session: string): Promise<readonly Turn[]>;
  /** Tokens that train under `strict`. */
  trained(session: string): Promise<number>;
}

/** Starts both before the tests of the file that calls this, and closes them after. */
export function forwardingRecorder(settings: Readonly<Record<string, string>> = {}): ForwardingRecorder {
  let behind: ScriptedServer;
  let server: RecorderServer;
  let next: ScriptedReply = { json: {} };
  beforeAll(async () => {
    behind = await startScriptedServer((_request, response) => {
      if ("json" in next) answerJson(response, next.json);
      else answerEvents(response, next.events, next.isCut !== true);
    });
    server = await serveRecorder({
      TURNTREE_ENGINE: "passthrough",
      TURNTREE_ENGINE_URL: behind.url,
      TURNTREE_TOKENIZER: "qwen3",
      ...settings,
    });
  });
  afterAll(async () => {
    await server.close();
    await behind.close();
  });
  return {
    get server() {
      return server;
    },
    get received() {
      return behind.received;
    },
    answer(reply) {
      next = reply;
    },
    async ask(session, body, path = "/v1/chat/completions") {
      const response = await fetch(`${server.url}/s/${session}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      return response.text();
    },
    async turns(session) {
      return (await server.runtime.store.readRecording(session)).turns;
    },
    async trained(session) {
      const { store } = server.runtime;
      while ((await store.readRecording(session)).turns.some(({ delivery }) => delivery === "pending")) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      const response = await fetch(
        `${server.url}/api/sessions/${session}/samples.jsonl?format=slime&policy=strict`,
      );
      const lines = (await response.text()).split("\n").filter((line) => line !== "");
      const masks = lines.map((line): { loss_mask: number[] } => JSON.parse(line));
      return masks.flatMap((line) => line.loss_mask).reduce((sum, bit) => sum + bit, 0);
    },
  };
}
