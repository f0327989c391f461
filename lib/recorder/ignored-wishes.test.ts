import { describe, expect, it } from "vitest";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const simulated = simulatedRecorder();

const TOOL = { type: "function", function: { name: "now", parameters: { type: "object", properties: {} } } };

async function namedFor(fields: object): Promise<string | null> {
  const response = await fetch(`${simulated.server.url}/s/wishes/v1/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ messages: [{ role: "user", content: "Hello" }], tools: [TOOL], ...fields }),
  });
  expect(response.status).toBe(200);
  return response.headers.get("x-turntree-without-effect");
}

describe("a wish that nothing fulfils", () => {
  it.each([
    ["top_logprobs", { logprobs: true, top_logprobs: 3 }],
    ["return_token_ids", { return_token_ids: true }],
  ])("%s is named in the reply's header", async (named, fields) => {
    expect(await namedFor(fields)).toBe(named);
  });

  it("is none where a call asks for nothing of the kind", async () => {
    expect(await namedFor({ tool_choice: "auto", response_format: { type: "text" } })).toBeNull();
  });
});
