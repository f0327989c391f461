import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { createEngine } from "@/lib/engine/create-engine";
import { generateOnce } from "@/test/engine/generate-once";
import {
  answerEvents,
  answerJson,
  type ReceivedRequest,
  type ScriptedServer,
  startScriptedServer,
} from "@/test/engine/scripted-server";

let server: ScriptedServer | null = null;

async function serving(respond: (request: ReceivedRequest, response: ServerResponse) => void) {
  server = await startScriptedServer(respond);
  return createEngine({ name: "sglang", url: `${server.url}/`, silenceMs: 60_000 });
}

afterEach(async () => {
  await server?.close();
  server = null;
});

/** A frame as a server sends it. */
function frame(
  ids: readonly number[],
  completionTokens: number,
  extra: Record<string, unknown> = {},
): unknown {
  return {
    text: "",
    output_ids: ids,
    meta_info: {
      finish_reason: null,
      prompt_tokens: 9,
      completion_tokens: completionTokens,
      output_token_logprobs: ids.map((id) => [-0.5, id, null]),
      ...extra,
    },
  };
}

const stopped = { finish_reason: { type: "stop", matched: 151645 } };

describe("what is sent to SGLang", () => {
  it("writes out every sampling field, the ids, the stop ids and the session's routing key", async () => {
    const engine = await serving((_, response) => answerJson(response, frame([151645], 1, stopped)));
    await generateOnce(engine, { promptIds: [1, 2, 3], maxNewTokens: 77, stream: false });
    const request = await server?.arrival("/generate");
    expect(request?.headers["x-smg-routing-key"]).toBe("test-session");
    expect(JSON.parse(request?.body ?? "")).toEqual({
      rid: expect.stringMatching(/^test-\d{12}$/),
      input_ids: [1, 2, 3],
      sampling_params: {
        max_new_tokens: 77,
        temperature: 1,
        top_p: 1,
        top_k: -1,
        min_p: 0,
        frequency_penalty: 0,
        presence_penalty: 0,
        repetition_penalty: 1,
        min_new_tokens: 0,
        n: 1,
        stop_token_ids: [151645, 151643],
        ignore_eos: false,
        skip_special_tokens: false,
        spaces_between_special_tokens: false,
        no_stop_trim: true,
      },
      return_logprob: true,
      logprob_start_len: -1,
      top_logprobs_num: 0,
      return_text_in_logprobs: false,
      stream: false,
    });
  });

  it("aborts by the whole request id when a stream is left", async () => {
    const engine = await serving((request, response) => {
      if (request.path === "/abort_request") response.writeHead(200).end();
      else
        response
          .writeHead(200, { "content-type": "text/event-stream" })
          .write(`data: ${JSON.stringify(frame([1], 1))}\n\n`);
    });
    const controller = new AbortController();
    const left = new Error("left");
    const work = generateOnce(engine, { signal: controller.signal, onTokens: () => controller.abort(left) });
    await expect(work).rejects.toBe(left);
    const abort = await server?.arrival("/abort_request");
    const generate = await server?.arrival("/generate");
    expect(JSON.parse(abort?.body ?? "").rid).toBe(JSON.parse(generate?.body ?? "").rid);
  });
});

describe("what SGLang answers", () => {
  it("accepts ids that come as they are sampled while log-probs and text repeat (servers before March 2026)", async () => {
    const entries = (ids: readonly number[]) => ({
      output_token_logprobs: ids.map((id) => [-0.25 * id, id, null]),
    });
    const engine = await serving((_, response) =>
      answerEvents(response, [
        frame([1, 2], 2, entries([1, 2])),
        frame([3], 3, entries([1, 2, 3])),
        frame([4], 4, { ...entries([1, 2, 3, 4]), ...stopped }),
      ]),
    );
    const { generation, streamed } = await generateOnce(engine);
    expect(streamed).toEqual([1, 2, 3, 4]);
    expect(Array.from(generation.logProbs ?? [])).toEqual([-0.25, -0.5, -0.75, -1]);
  });

  it("accepts the gRPC router's tuples of two with ids as floats, and no counts", async () => {
    const engine = await serving((_, response) =>
      answerJson(
        response,
        '{"output_ids":[2045,151645],"meta_info":{"finish_reason":{"type":"stop"},"output_token_logprobs":[[-0.5,2045.0],[-0.125,151645.0]]}}',
      ),
    );
    const { generation } = await generateOnce(engine, { stream: false });
    expect(Array.from(generation.logProbs ?? [])).toEqual([-0.5, -0.125]);
    expect(generation).toMatchObject({ matchedStop: null, promptTokens: null, weightVersion: null });
  });

  it("tells the frames apart when nothing is counted", async () => {
    const bare = (ids: readonly number[], finish: unknown = null) => ({
      output_ids: ids,
      meta_info: { finish_reason: finish },
    });
    const engine = await serving((_, response) =>
      answerEvents(response, [bare([7]), bare([7, 8]), bare([7, 8, 9], stopped.finish_reason)]),
    );
    expect((await generateOnce(engine)).streamed).toEqual([7, 8, 9]);
  });

  it("takes an absent list of output ids as an empty one (Rust ingress)", async () => {
    const meta = { finish_reason: { type: "length", length: 0 }, completion_tokens: 0 };
    const engine = await serving((_, response) => answerJson(response, { meta_info: meta }));
    const { generation } = await generateOnce(engine, { stream: false });
    expect(generation.outputIds).toHaveLength(0);
  });

  it("drops the stray log-prob that comes with no ids when nothing was asked for", async () => {
    const reply = frame([], 0, {
      finish_reason: { type: "length", length: 0 },
      output_token_logprobs: [[-0.5, 11, null]],
    });
    const engine = await serving((_, response) => answerJson(response, reply));
    const { generation } = await generateOnce(engine, { stream: false, maxNewTokens: 0 });
    expect(generation.logProbs).toEqual(new Float64Array(0));
  });

  it.each([
    [
      "a validation error",
      400,
      { object: "error", message: "bad field", type: "Bad Request" },
      "rejected",
      "bad field",
    ],
    ["a wrong key", 401, { error: "Unauthorized" }, "failed", "Unauthorized"],
    ["an unknown sampling key", 400, '{"error":"unexpected keyword"}', "rejected", "unexpected keyword"],
    [
      "a router without workers",
      503,
      {
        error: { type: "Service Unavailable", code: "no_available_workers", message: "No available workers" },
      },
      "failed",
      "No available workers",
    ],
    ["a route that is not there", 404, { detail: "Not Found" }, "failed", "Not Found"],
  ])("passes on %s in the engine's own words", async (_, status, body, kind, message) => {
    const engine = await serving((__, response) => answerJson(response, body, status));
    await expect(generateOnce(engine)).rejects.toMatchObject({ kind, status, message });
  });

  it("passes on an error that comes as a frame of the stream", async () => {
    const error = {
      message: "The input (9 tokens) is longer than the model's context length (8 tokens).",
      code: 400,
    };
    const engine = await serving((_, response) => answerEvents(response, [{ error }]));
    await expect(generateOnce(engine)).rejects.toMatchObject({
      kind: "context_full",
      message: error.message,
    });
  });

  it.each([
    ["ends before its answer does", [frame([1], 1)], "unreachable"],
    ["counts back", [frame([1, 2, 3], 3), frame([1], 1, stopped)], "garbage"],
    [
      "holds ids that are no numbers",
      [{ output_ids: ["x"], meta_info: { completion_tokens: 1 } }],
      "garbage",
    ],
  ])("refuses a stream that %s", async (_, frames, kind) => {
    const engine = await serving((__, response) => answerEvents(response, frames));
    await expect(generateOnce(engine)).rejects.toMatchObject({ kind });
  });

  it("says so when nobody listens", async () => {
    const engine = createEngine({ name: "sglang", url: "http://127.0.0.1:9", silenceMs: 1_000 });
    await expect(generateOnce(engine)).rejects.toMatchObject({
      kind: "unreachable",
      message: expect.stringMatching(/refused/),
    });
    expect(await engine.health(AbortSignal.timeout(60_000))).toMatchObject({ ok: false });
  });

  it("sends a generation once, even when the connection breaks before any answer", async () => {
    const engine = await serving((_, response) => response.destroy());
    await expect(generateOnce(engine)).rejects.toMatchObject({ kind: "unreachable" });
    expect(server?.received.filter((request) => request.path === "/generate")).toHaveLength(1);
  });
});
