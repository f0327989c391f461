import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { answerImport } from "@/lib/api/answer-import";
import { releaseHeld, untilHeld } from "@/test/recorder/held-generations";
import { simLine } from "@/test/recorder/sim-line";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";
import { turnLinesOf } from "@/test/store/turn-lines-of";

const recorder = simulatedRecorder({ TURNTREE_IMPORT_LIMIT_MB: "4" });

const reportSchema = z.object({
  error: z.object({ message: z.string(), type: z.string() }),
  refused: z.array(z.object({ line: z.number(), reason: z.string() })),
  refused_count: z.number(),
});

function imported(body: string | Buffer, headers: Record<string, string> = {}): Promise<Response> {
  const init = { method: "POST", body: new Uint8Array(Buffer.from(body)), headers };
  return answerImport(new Request("http://127.0.0.1/api/import", init));
}

async function call(session: string, content = "Say something."): Promise<string> {
  const response = await fetch(`${recorder.server.url}/s/${session}/v1/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ messages: [{ role: "user", content }] }),
  });
  return response.text();
}

/** The lines of a session of one turn, under another name. */
async function linesUnder(name: string): Promise<string> {
  const { store } = recorder.server.runtime;
  if ((await store.findSession("source")) === null) await call("source");
  return (await turnLinesOf(store, "source")).join("\n").replaceAll('"source"', JSON.stringify(name));
}

describe("an import", () => {
  it("is refused while a call of its session runs, and neither mixes with the other", async () => {
    const lines = await linesUnder("busy");
    const running = call("busy", simLine({ text: "late", held_after_tokens: 0 }));
    await untilHeld(recorder.engine);
    const refused = await imported(lines);
    expect(refused.status).toBe(409);
    const { error } = reportSchema.parse(await refused.json());
    expect(error).toEqual({
      message: 'line 1: A call of the session "busy" is running; import it when that is over.',
      type: "conflict",
    });
    await releaseHeld(recorder.engine);
    await running;
    const { turns } = await recorder.server.runtime.store.readRecording("busy");
    expect(turns).toHaveLength(1);
  });

  it("is what the next call goes on from", async () => {
    expect((await imported(await linesUnder("taken"))).status).toBe(201);
    await call("taken");
    const { turns } = await recorder.server.runtime.store.readRecording("taken");
    expect(turns).toHaveLength(2);
  });

  it.each(["", " ", "a/b", "../../etc", "a\r\nb", "a\0b", "a".repeat(5_000)])(
    "takes no id that the API forbids, and says what it says: %j",
    async (id) => {
      const { error, refused } = reportSchema.parse(await (await imported(await linesUnder(id))).json());
      expect(error.message).toBe(
        "line 1: id must begin with a letter or digit and hold up to 200 of letters, digits and . _ : @ + = ~ -",
      );
      expect(refused).toHaveLength(1);
    },
  );

  it("takes no id with half a character", async () => {
    const { error } = reportSchema.parse(await (await imported(await linesUnder("\ud800"))).json());
    expect(error.message).toMatch(/^line 1: id must be text without half/);
  });

  it("names the first of a million lines that do not fit, and counts the others", async () => {
    const bomb = gzipSync("{}\n".repeat(1_000_000));
    const answer = await imported(bomb, { "content-encoding": "gzip" });
    const { refused, refused_count } = reportSchema.parse(await answer.json());
    expect(refused).toHaveLength(1_000);
    expect(refused_count).toBe(1_000_000);
  });

  it("ends at its limit, however small it was when it was sent", async () => {
    const bomb = gzipSync(Buffer.alloc(5 * 1_048_576, "\n"));
    const answer = await imported(bomb, { "content-encoding": "gzip" });
    expect(answer.status).toBe(413);
    expect(await answer.text()).toContain("larger than 4194304 bytes");
  });
});
