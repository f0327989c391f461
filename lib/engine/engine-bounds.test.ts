import { afterEach, describe, expect, it } from "vitest";
import { generateOnce } from "@/test/engine/generate-once";
import { answerJson, type ScriptedServer, startScriptedServer } from "@/test/engine/scripted-server";
import { createEngine } from "./create-engine";
import { EngineError } from "./engine-error";
import { MOST_MESSAGE_LENGTH } from "./message-length";

type Respond = Parameters<typeof startScriptedServer>[0];

let server: ScriptedServer;
afterEach(() => server.close());

async function engineThat(respond: Respond) {
  server = await startScriptedServer(respond);
  return createEngine({ name: "sglang", url: server.url, silenceMs: 60_000 });
}

const frame = (ids: readonly number[], finish: object | null) => ({
  output_ids: ids,
  meta_info: { id: "x", finish_reason: finish, prompt_tokens: 9, completion_tokens: ids.length },
});

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

const STOP = { type: "stop", matched: 151645 };

describe("an engine that says when to come again", () => {
  it.each([429, 503])("is heard, whatever it refuses with: %i", async (status) => {
    const engine = await engineThat((_, response) => {
      response.setHeader("retry-after", "30");
      answerJson(response, { error: { message: "busy" } }, status);
    });
    expect(await failureOf(generateOnce(engine, { stream: false }))).toMatchObject({
      status,
      message: "busy",
      retryAfterSeconds: 30,
    });
  });

  it.each(["soon", "-1", "Wed, 21 Oct 2026 07:28:00 GMT"])("is not guessed at: %s", async (after) => {
    const engine = await engineThat((_, response) => {
      response.setHeader("retry-after", after);
      answerJson(response, {}, 503);
    });
    const failure = await failureOf(generateOnce(engine, { stream: false }));
    expect(failure).toMatchObject({ status: 503, retryAfterSeconds: undefined });
  });
});

describe("an engine that sends too much", () => {
  it.each([true, false])("is left after more ids than were asked for (stream: %s)", async (stream) => {
    const ids = Array.from({ length: 200_000 }, (_, at) => at % 1000);
    const engine = await engineThat((request, response) => {
      if (request.path !== "/generate") return void response.end();
      if (!stream) return void answerJson(response, frame(ids, { type: "length", length: 50 }));
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(`data: ${JSON.stringify(frame(ids, null))}\n\n`);
    });
    expect(await failureOf(generateOnce(engine, { stream, maxNewTokens: 50 }))).toMatchObject({
      kind: "garbage",
      message: "The engine sent 200000 ids where 50 were asked for.",
    });
    if (stream) await server.arrival("/abort_request");
  });

  it("may sample a few tokens past the last, as one that drafts them does", async () => {
    const ids = Array.from({ length: 53 }, () => 7);
    const engine = await engineThat((_, response) =>
      answerJson(response, frame(ids, { type: "length", length: 50 })),
    );
    const { generation } = await generateOnce(engine, { stream: false, maxNewTokens: 50 });
    expect(generation.outputIds).toHaveLength(53);
  });

  it.each(["text/event-stream", "application/json"])(
    "is left in the middle of a message without an end: %s",
    async (type) => {
      const part = "x".repeat(1024 * 1024);
      let sent = 0;
      const engine = await engineThat((request, response) => {
        if (request.path !== "/generate") return void response.end();
        response.writeHead(200, { "content-type": type });
        response.write("data: ");
        const more = (): void => {
          if (response.destroyed) return;
          sent += part.length;
          if (response.write(part)) setImmediate(more);
          else response.once("drain", more);
        };
        more();
      });
      const failure = await failureOf(generateOnce(engine));
      expect(failure).toBeInstanceOf(EngineError);
      expect(failure).toMatchObject({
        kind: "garbage",
        message: expect.stringContaining(`more than ${MOST_MESSAGE_LENGTH}`),
      });
      expect(sent).toBeLessThan(MOST_MESSAGE_LENGTH + 64 * part.length);
    },
  );
});

describe("an engine that has said how its answer ends", () => {
  it("is not waited for when it neither says [DONE] nor closes", async () => {
    const engine = await engineThat((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(`data: ${JSON.stringify(frame([7, 151645], STOP))}\n\n`);
    });
    const { generation } = await generateOnce(engine);
    expect(generation).toMatchObject({ finishReason: "stop", outputIds: Int32Array.of(7, 151645) });
  });

  it("is not waited for when it says for ever that it is there", async () => {
    const engine = await engineThat((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(`data: ${JSON.stringify(frame([7, 151645], STOP))}\n\n`);
      const more = (): void => {
        if (response.destroyed) return;
        if (response.write(": still here\n\n")) setImmediate(more);
        else response.once("drain", more);
      };
      more();
    });
    expect((await generateOnce(engine)).generation.finishReason).toBe("stop");
  });

  it("is whole although its connection breaks before [DONE]", async () => {
    const engine = await engineThat((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(`data: ${JSON.stringify(frame([7, 151645], STOP))}\n\n`, () =>
        setImmediate(() => response.destroy()),
      );
    });
    expect((await generateOnce(engine)).generation.finishReason).toBe("stop");
  });
});
